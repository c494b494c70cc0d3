"""Amounts as a language writes them: 1.4 × 10^12 is "1 400 milliards" in French."""

from fractions import Fraction

from auditor.text.cldr import cldr
from auditor.text.language import Language


def plain(value: Fraction, language: Language) -> str:
    """Write a number with the decimal and thousands marks of a language.

    At most four decimals are given; trailing zeros are left out.
    """
    sign = "-" if value < 0 else ""
    whole, places = divmod(round(abs(value) * 10**4), 10**4)
    digits = str(whole)
    if len(digits) > 3:
        digits = f"{whole:,}".replace(",", language.thousands[0] if language.thousands else "")
    decimals = f"{places:04}".rstrip("0")
    return f"{sign}{digits}{language.decimal}{decimals}" if decimals else sign + digits


def in_words(value: Fraction, language: Language) -> str:
    """Write an amount with the scale word that the language would use.

    Long-scale languages that have one word for 10^9 count in it beyond 10^12 too: "1 400
    milliards" is understood everywhere, "1,4 billion" is not. Regional words such as lakh and crore
    are left alone. Of the forms of a scale word, the
    profile names the usual one first and the one for the singular second; CLDR says which numbers
    take the singular.
    """
    forms: dict[int, list[str]] = {}
    for word, power in language.scale_words.items():
        if " " not in word:
            forms.setdefault(power, []).append(word)
    limit = 9 if language.scale == "long" and 9 in forms else max(forms, default=0)
    usable = [p for p in forms if p % 3 == 0 or language.scale == "myriad"]
    power = max((p for p in usable if 4 <= p <= limit and 10**p <= abs(value)), default=0)
    if not power:
        return plain(value, language)
    number = abs(value) / 10**power
    singular = len(forms[power]) > 1 and _takes_singular(number, language)
    gap = "" if language.scale == "myriad" else "\u00a0"
    return f"{plain(value / 10**power, language)}{gap}{forms[power][singular]}"


def _takes_singular(number: Fraction, language: Language) -> bool:
    locale = cldr(language.tag)
    return locale is not None and bool(locale.plural_form(float(number)) == "one")
