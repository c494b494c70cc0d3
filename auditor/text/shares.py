"""Fractions by value: "one third", deux cinquièmes, ein Drittel, 三分之一, 3割5分, 2/3, ½."""

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import resources
from typing import Any, Literal

import regex

from auditor.text.language import Language
from auditor.text.numerals import decimal, myriads

ShareKind = Literal["share", "percent"]
SIGNS = dict(
    zip(
        "½⅓⅔¼¾⅛⅜⅝⅞",
        (Fraction(f) for f in ("1/2", "1/3", "2/3", "1/4", "3/4", "1/8", "3/8", "5/8", "7/8")),
        strict=True,
    )
)
"""Signs of fractions, with their value."""
_TENTHS = re.compile(
    r"(?<![〇一二三四五六七八九十百千万萬亿億兆第\d.,])([一二三四五六七八九\d])[成割]"
    r"(?:([一二三四五六七八九])分?|(\d)分|(半))?"
    r"(?![立功员員本長长就为為果熟效分り合])"
)
_PARTS = re.compile(
    r"(\d+|[二三四五六七八九十百千]+)\s?(?:分之|分の|분의)\s?"
    r"(\d+(?:\.\d+)?|[一二三四五六七八九十百零]+(?:[点點][〇零一二三四五六七八九]+)?)(?!\d)"
)
_DIGITS = re.compile(r"(?<![\w/.,:-])(\d{1,2})[/⁄](\d{1,2})(?![\d/]|[.,:]\d|-\d)")
_LARGEST = 20
"""The largest denominator of a fraction in digits; larger ones are numbers of a file or a flat."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, or half of a unit, as it stands in a text."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    """The fraction first; those in digits may be two numbers, too: 3/4 is a date or a score."""
    kind: ShareKind = "share"
    sure: bool = False
    written: bool = False
    """It begins with digits."""
    unit: str = ""
    """Name of the unit of which it is the half, as in half an hour."""


def han_shares(folded: str, language: Language) -> Iterator[Share]:
    """Find 三分之二, 百分之五, 四成 and 3割5分 in a folded text."""
    for match in _PARTS.finditer(folded) if "分" in folded or "분" in folded else ():
        whole, part = (_small(match[1], language), _small(match[2], language))
        if whole and part:
            percent = whole == 100
            value = part if percent else part / whole
            kind: ShareKind = "percent" if percent else "share"
            yield Share(*match.span(), (value,), kind, sure=percent, written=True)
    for match in _TENTHS.finditer(folded) if "成" in folded or "割" in folded else ():
        rest = match[2] or match[3] or ("五" if match[4] else "零")
        first, second = _small(match[1], language), _small(rest, language)
        value = (first or Fraction(0)) * 10 + (second or Fraction(0))
        sure = match[1].isdigit()
        yield Share(*match.span(), (value,), "percent", sure=sure, written=sure)


def _small(raw: str, language: Language) -> Fraction | None:
    if raw[0].isdigit():
        return Fraction(raw)
    if "点" in raw or "點" in raw:
        return decimal(raw)
    if len(raw) == 1:
        return Fraction("零一二三四五六七八九十".index(raw)) if raw not in "百千" else Fraction(100)
    return next((m.values[0] for m in myriads(raw, language)), None)


def may_hold(text: str, words: Iterable[str], language: Language) -> bool:
    """Tell whether a text may have a fraction in digits or words.

    Args:
        text: any text.
        words: its runs of letters in lower case.
        language: profile of the language whose words are read.
    """
    if "/" in text or "⁄" in text:
        return True
    known = _words(language.primary)
    if known is None:
        return False
    return any(s in text for s in known.signs) if known.signs else not known.heads.isdisjoint(words)


def shares(folded: str, lower: str, language: Language) -> Iterator[Share]:
    """Find fractions in digits and in words.

    Args:
        folded: text with digits in ASCII.
        lower: the same in lower case, every character in its place.
        language: profile of the language whose words are read.
    """
    for match in _DIGITS.finditer(folded) if "/" in folded or "⁄" in folded else ():
        part, whole = int(match[1]), int(match[2])
        if 0 < part < whole <= _LARGEST:
            values = (Fraction(part, whole), Fraction(part), Fraction(whole))
            yield Share(*match.span(), values, written=True)
    words = _words(language.primary)
    if words is not None:
        for found in words.pattern.finditer(lower):
            yield Share(*found.span(), words.values(found), unit=_unit(found))


_PART, _WHOLE, _WORD = "n", "d", "w"
"""Groups of a pattern: numerator, denominator, and a word for a fraction."""
_RUN = re.compile(r"[^\W\d_]+")


def _unit(match: "regex.Match[str]") -> str:
    name = match.lastgroup or ""
    return "" if name in (_PART, _WHOLE, _WORD) else name


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: "regex.Pattern[str]"
    """Its groups other than numerator, denominator and word are names of units."""
    numerators: Mapping[str, int]
    denominators: Mapping[str, int]
    whole: Mapping[str, Fraction]
    heads: frozenset[str]
    """Words of which a text with a fraction has one; empty where words are not written apart."""
    signs: frozenset[str]
    """Signs of which a text with a fraction has one, where words are not written apart."""

    def values(self, match: "regex.Match[str]") -> tuple[Fraction, ...]:
        """Give the fraction of a match, and its numerator."""
        if match[_WHOLE]:
            part = self.numerators[_plain(match[_PART])]
            return Fraction(part, self.denominators[_plain(match[_WHOLE])]), Fraction(part)
        return (self.whole[_plain(match[_WORD])] if match[_WORD] else Fraction(1, 2),)


def _plain(word: str) -> str:
    return word.replace("\u00a0", " ")


@functools.cache
def _words(primary: str) -> _Words | None:
    data = _data().get(primary)
    if data is None:
        return None
    dense = "signs" in data
    edges = ("", "") if dense else (r"(?<!\w)", r"(?!\w)")
    whole = {word: Fraction(1, number) for word, number in data["alone"].items()}
    whole |= {word: Fraction(value) for word, value in data.get("whole", {}).items()}
    numerators, denominators = data.get("numerators", {}), data.get("denominators", {})
    fractions = [f"(?P<{_WORD}>{_any(whole)})"]
    if numerators:
        both = f"(?P<{_PART}>{_any(numerators)}){data['gap']}(?P<{_WHOLE}>{_any(denominators)})"
        fractions.insert(0, both)
    else:
        fractions.append(rf"(?P<{_WHOLE}>\b\B)")
    before = f"(?<!{data['not_before']})" if "not_before" in data else ""
    body = f"{before}(?:{'|'.join(fractions)}){edges[1]}{data.get('after', '')}"
    halves = "|".join(f"(?P<{unit}>{form}){edges[1]}" for unit, form in data["half"].items())
    return _Words(
        regex.compile(f"{edges[0]}(?:{halves}|{body})"),
        numerators,
        denominators,
        whole,
        frozenset() if dense else frozenset(_heads(data)),
        frozenset(data.get("signs", ())),
    )


def _heads(data: Mapping[str, Any]) -> Iterator[str]:
    """Give the first word of each denominator, of each word for a fraction and of each half."""
    forms = [*data["alone"], *data.get("whole", {}), *data.get("denominators", {})]
    if data.get("gap", "").endswith("?"):
        forms += [one + other for one in data["numerators"] for other in data["denominators"]]
    yield from (_RUN.findall(form)[0] for form in forms)
    yield from data["half_heads"]


def _any(words: Mapping[str, Any]) -> str:
    forms = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in forms)


@functools.cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("auditor.text") / "shares.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
