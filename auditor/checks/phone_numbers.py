"""Telephone numbers that a translation lost or changed."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.numerals import fold

_NUMBER = regex.compile(
    r"(?<![\p{N}\p{L}#/=.,_-])(?:(?<plus>[+＋]\s?)|(?<zero>(?=\(?0\d)))?"
    r"\(?\p{Nd}{1,5}\)?(?:[\s\u00a0\u202f./()–-]{1,2}\p{Nd}{1,8}){1,6}(?![\p{N}\p{L}%]|[.,]\p{N})"
)
_DATE = regex.compile(r"\p{Nd}{1,4}(?<mark>[./-])\p{Nd}{1,2}(?P=mark)\p{Nd}{1,4}")
_LEAST, _MOST = 7, 15
"""Digits of a number (ITU-T E.164 allows fifteen)."""
_KEPT = 7
"""Last digits that every form of a number has: with or without the code of its country."""
_CALLED = regex.compile(
    r"(?:\btel\b|\btél|phone|\bfax|\bcall\b|hotline|telef|télép|appel|anruf|ruf|llam|ligue|chiam"
    r"|тел|звон|факс|дзвон|电话|電話|致电|致電|热线|熱線|전화|هاتف|اتصل|gọi|điện thoại|hubungi)"
    r"[^.\n]{0,40}\Z",
    regex.IGNORECASE,
)
"""Words before a number that make it one to call."""


@dataclass(frozen=True, slots=True)
class _Telephone:
    digits: str
    span: Span


@pair_check(
    id="telephone-number",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("Call +33 1 23 45 67 89.", "Rufen Sie +33 1 23 45 76 89 an.", lang=("en", "de"), flags="+33 1 23 45 76 89"),
        bad("请致电 010-8234-5678。", "Please call 010-8243-5678.", lang=("zh-Hans", "en"), flags="010-8243-5678"),
        bad("Telefon: 030 1234567", "Телефон: 030 1243567", lang=("de", "ru"), flags="030 1243567"),
        bad("Call +1 212 555 0142 today.", "اتصل اليوم.", lang=("en", "ar"), flags="+1 212 555 0142"),
        good("Call +33 1 23 45 67 89.", "Appelez le 01 23 45 67 89.", lang=("en", "fr")),
        good("电话：010-8234-5678", "Tel. +86 10 8234 5678", lang=("zh-Hans", "de")),
        good("Call 030 1234567.", "اتصل على ٠٣٠ ١٢٣٤٥٦٧.", lang=("en", "ar")),
        good("From 2019 to 2024-05-17, 1 234 567 people came.", "De 2019 à 2024, 1 234 567 personnes.", lang=("en", "fr")),
        good("On 05/17/2024 and 05-06-2025.", "Le 17/05/2024 et le 06/05/2025.", lang=("en", "fr")),
        good("He won 6-4, 3-6, 7-5.", "Он победил 6:4, 3:6, 7:5.", lang=("en", "ru")),
    ],
)  # fmt: skip
def telephone_number(pair: Pair, context: Context) -> Iterator[Hit]:
    """Telephone number that is lost or has other digits than in the original.

    A number counts when it begins with + or 0 or when a word such as "call" stands before it. Its
    last seven digits are compared, so that the code of the country may come and go; so may spaces,
    brackets, hyphens and the digits of another script.
    """
    there = _telephones(pair.source.text)
    if not there:
        return
    here = _telephones(pair.target.text)
    kept = regex.sub(r"\D", "", fold(pair.target.text))
    lost = [one for one in there if one.digits[-_KEPT:] not in kept]
    known = {one.digits[-_KEPT:] for one in there}
    strange = [one for one in here if one.digits[-_KEPT:] not in known]
    for number, one in enumerate(lost):
        if number < len(strange):
            right = one.span.of(pair.source.text)
            message = say("The original has another telephone number: {number}.", number=right)
            yield Hit(message, strange[number].span, suggestion=right)
        else:
            yield Hit(say("The translation lacks this telephone number."), one.span, "source")


def _telephones(text: str) -> list[_Telephone]:
    found = []
    for match in _NUMBER.finditer(text):
        digits = regex.sub(r"\D", "", fold(match.group()))
        marked = match["plus"] or match["zero"] is not None
        called = marked or _CALLED.search(text, max(0, match.start() - 60), match.start())
        if _DATE.fullmatch(match.group()):
            continue
        if called and _LEAST <= len(digits) <= _MOST:
            found.append(_Telephone(digits, Span(*match.span())))
    return found
