"""Digits of names and letters beside digits: "COVID-19", "F-16", "H2O", "5G", "$1.4T", "5k"."""

import re
from collections.abc import Iterator
from fractions import Fraction

from auditor.text.quantities import quantities

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?:GMT|UTC)\s?[+−-]\d{1,4}|[\w.+-]+@[\w-]+\.\S+|(?<!\w)[@#]\w+|\+\d[\d\s().-]{6,}\d"
)
_ADDRESS_SIGN = re.compile(r"://|www\.|[@#]|\+\d")
"""What every address has one of."""
_SYMBOL_SCALE = re.compile(r"[ \u00a0]?(k|K|m|M|mn|b|B|bn|t|T|tn)(?!\w)")
_SYMBOL_POWERS = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "t": 12, "tn": 12}
_SYMBOL_BEFORE_MONEY = re.compile(r"[ \u00a0\u202f]?(k|K|m|M|bn)(?=[€$£])")
_THOUSAND = re.compile(r"[kK](?!\w)")
_SUFFIX = re.compile(r"[A-Z]")
_PREFIX = re.compile(r"([^\W\d_]*)-?\Z")
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]*")


def addresses(folded: str) -> Iterator[re.Match[str]]:
    """Find URLs, e-mail addresses, handles, telephone numbers and offsets of time zones."""
    if _ADDRESS_SIGN.search(folded):
        yield from _ADDRESS.finditer(folded)


def in_name(folded: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a name: "COVID-19", "F-16", "H2O", "5G"."""
    before = folded[start - 1 : start]
    if before and (before == "_" or before.lower() != before.upper()):
        return not quantities().before.before(folded, start)
    if before == "-" and end - start != 4:
        word = _LETTERS.search(folded, 0, start - 1)
        if word and any(c.isupper() for c in word.group()):
            return True
    suffix = _SUFFIX.match(folded, end)
    unit = quantities().after.after(folded, end) if suffix else None
    return bool(
        suffix
        and not (unit and len(unit.form) > 1)
        and not _SYMBOL_BEFORE_MONEY.match(folded, end)
        and not (_SYMBOL_SCALE.match(folded, end) and quantities().before.before(folded, start))
    )


def name_of(folded: str, start: int, end: int) -> str:
    """Give the letters of the name that digits belong to, "#" in the place of the digits."""
    before, after = _PREFIX.search(folded, 0, start), _LETTERS_AFTER.match(folded, end)
    return f"{before[1] if before else ''}#{after.group() if after else ''}".upper()


def symbol_scale(
    folded: str, start: int, end: int, values: list[Fraction]
) -> tuple[int, int, list[Fraction]]:
    """Read the letter of "$1.4T", "5 M€" and "5k"; a letter without money stays doubtful."""
    money = quantities().before.before(folded, start)
    match = _SYMBOL_SCALE.match(folded, end) if money else _SYMBOL_BEFORE_MONEY.match(folded, end)
    if match:
        power = _SYMBOL_POWERS[match[1].lower()]
        return match.end(), power, [v * 10**power for v in values]
    if _THOUSAND.match(folded, end):
        return end, 0, [*values, *(v * 1000 for v in values)]
    return end, 0, values
