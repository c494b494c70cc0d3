"""Figures by value: numbers, amounts, percentages, dates and times as they stand in a text."""

import functools
import itertools
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from auditor.core.bitext import Span
from auditor.text.composition import Amount, Item, compose
from auditor.text.dates import dates, times
from auditor.text.identifiers import addresses, in_name, name_of, symbol_scale
from auditor.text.language import Language
from auditor.text.language import language as profile
from auditor.text.measure_words import counts
from auditor.text.number_words import letters, lexicon_of, lower_case, word_items
from auditor.text.numerals import digits, fold, myriads, romans
from auditor.text.quantities import Unit, quantities
from auditor.text.shares import SIGNS, Share, han_shares, may_hold, shares

FigureKind = Literal["number", "percent", "share", "ordinal", "date", "time", "identifier"]
"""`date` is a day, month or year of a date, `time` an hour or minute with its mark, `share` a
fraction ("two thirds", 2/3) or half of a unit, and `identifier` the digits of a name, version or
address ("COVID-19", "F-16", "1.2.3", a URL)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text, with what it is worth."""

    value: Fraction
    """The likeliest reading."""
    span: Span
    """The digits or words with their scale word ("1,4 trillion"), units not included."""
    kind: FigureKind
    text: str
    values: frozenset[Fraction]
    """All possible readings, such as month or day of 3/4/2026."""
    scale: int = 0
    """Power of ten of its scale word (million = 6); 0 without one."""
    units: tuple[Unit, ...] = ()
    """Readings of the unit, currency or per cent that stands beside it."""
    certain: bool = True
    """False where the words may not be meant as a number: 百万, "thousands", a Roman numeral."""
    written: bool = True
    """The figure is written in digits, not in words."""
    name: str = ""
    """Letters of the name that an identifier is part of, "#" for its digits: "F#", "#G"."""

    @property
    def money(self) -> bool:
        """Tell whether a currency stands beside it."""
        return any(unit.dimension == "currency" for unit in self.units)


_LONGEST_PIECE = 2000
_NO_NUMBER = re.compile(r"\d{31,}")
"""More digits than any amount has."""
_SIGNS = "〇一二三四五六七八九十百千万萬亿億兆십백천만억조"
_NUMERIC = re.compile(rf"[\d½⅓⅔¼¾⅛⅜⅝⅞{_SIGNS}Ⅰ-Ⅻ XVI](?:(?<![XVI])|(?=[XVI]))".replace(" ", ""))
_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅛⅜⅝⅞]")
_EAST_ASIAN = re.compile(rf"[{_SIGNS}割分분](?:(?<![分분])|(?<=分)[之の]|(?<=분)의)")
_RANGE = re.compile(
    r"[\s\u00a0]?(?:[-–—~〜～至到或]|から|および|até|đến|tới|hoặc|và|إلى|أو|و"
    r"|\w{1,3}\s\w{1,3}|to|and|or|till|until|à|au|aux|et|ou|bis|und|oder|a|y|o|u|e|ed|od"
    r"|до|и|или|і|й|та|або|чи|sampai|hingga|dan|atau)[\s\u00a0]?",
    re.IGNORECASE,
)
"""What stands between the two ends of a range."""
_MIXED_NUMBER = re.compile(
    rf"(?:(?<![\d.,])(\d{{1,9}})[ \u00a0\u202f\u2009\u2064]?)?([{''.join(SIGNS)}])"
)
_ORDINAL = re.compile(
    r"(?:\s?번째|[番回]目|st|nd|rd|th|er|ère|re|e|è|ème|nde|º|ª|°(?!\s?[CF])|-?[йяеі]|-?(?:го|му|ый|ой|ій|ша|та))(?!\w)"
)
_ORDINAL_BEFORE = re.compile(
    r"(?:第\s?|(?<![가-힣])제|№\s?|(?<!\w)(?:ke-|thứ\s|[nN]o\.\s?|[nN][°º]\s?|Nr\.\s))\Z",
    re.IGNORECASE,
)
_SHARE = re.compile(r"[ \u00a0]?[成割](?![立功员員本長长就为為果熟效分り合])")


def figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Read every figure of a text by value, in order of the text.

    Digits of every script are read with the marks of the language, so "1.250" is 1250 in German
    and 1.25 in English; scale words have the language's own value, so "trillion" is 10^12 in
    English and 10^18 in French. A number one in words is left out: it is too often an article.

    Args:
        text: a sentence or any other piece of text.
        language: profile whose marks and number words are read.
    """
    if language is profile(language.tag):
        return _figures(text, language.tag)
    return _found(text, language)


@functools.lru_cache(maxsize=4096)
def _figures(text: str, tag: str) -> tuple[Figure, ...]:
    """Read a text of a shipped language once; many checks ask for the same sentences."""
    return _found(text, profile(tag))


def _found(text: str, language: Language) -> tuple[Figure, ...]:
    lexicon = lexicon_of(language.tag)
    lower = lower_case(text)
    words = letters(lower)
    has_words = not lexicon.first.isdisjoint(words)
    has_shares = may_hold(text, words, language)
    if not has_words and not has_shares and not _NUMERIC.search(text):
        return ()
    found: list[Figure] = []
    for start, end in _pieces(text):
        searched = (has_words, has_shares)
        figures_of_piece = _read(text[start:end], lower[start:end], language, *searched)
        found += (replace(f, span=f.span.shifted(start)) if start else f for f in figures_of_piece)
    return _ranges(text, sorted(found, key=lambda f: (f.span, f.kind)))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text that is too long for a sentence, so that the time stays linear in its length."""
    start = 0
    while len(text) - start > _LONGEST_PIECE:
        middle, limit = start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE
        ends = (text.rfind(mark, middle, limit) + 1 for mark in ("\n", "。", ". ", " "))
        end = next((end for end in ends if end), limit)
        yield start, end
        start = end
    yield start, len(text)


def _ranges(text: str, found: list[Figure]) -> tuple[Figure, ...]:
    """Let the first figure of "2 to 4 inches" and "10–20 million" share unit and scale."""
    for index, (one, other) in enumerate(itertools.pairwise(found)):
        if one.scale or one.kind not in ("number", "percent", "ordinal"):
            continue
        if not _RANGE.fullmatch(text[one.span.end : other.span.start]):
            continue
        units = one.units or tuple(u for u in other.units if u.dimension != "currency")
        scaled = {v * 10**other.scale for v in one.values} if other.scale else set()
        kind = other.kind if other.kind == "percent" else one.kind
        found[index] = replace(one, units=units, values=one.values | scaled, kind=kind)
    return tuple(found)


def _read(
    text: str, lower: str, language: Language, has_words: bool, has_shares: bool
) -> Iterator[Figure]:
    """Read addresses and Roman numerals, fractions, then East Asian numerals, then all the rest."""
    folded = _NO_NUMBER.sub(_blank, fold(text))
    for match in addresses(folded):
        numbers = [Fraction(int(n)) for n in re.findall(r"\d{1,30}", match.group())]
        if numbers:
            yield _figure(text, *match.span(), numbers, "identifier", certain=False)
        folded = _masked(folded, *match.span())
    for start, end, value in romans(folded):
        yield _figure(text, start, end, [value], "ordinal", certain=False, written=False)
    for share in shares(folded, lower, language) if has_shares else ():
        yield _of_share(text, folded, share)
        folded, lower = (_masked(one, share.start, share.end) for one in (folded, lower))
    if _EAST_ASIAN.search(folded):
        folded = yield from _east_asian(text, folded, language)
    items = list(_digit_items(folded, language)) if _DIGIT.search(folded) else []
    if has_words:
        items.extend(word_items(lower, lexicon_of(language.tag)))
    items.sort(key=lambda item: (item.start, -item.end))
    lexicon = lexicon_of(language.tag)
    for amount in compose(folded, tuple(items), lexicon.ones, lexicon.ands):
        yield from _finished(text, folded, amount)


def _east_asian(text: str, folded: str, language: Language) -> Generator[Figure, None, str]:
    """Yield what is counted in 万, 亿 and the like, and give the text without it."""
    for share in han_shares(folded, language):
        yield _of_share(text, folded, share)
        folded = _masked(folded, share.start, share.end)
    for day in dates(folded, language) if any(c.isdigit() for c in folded) else ():
        values = [Fraction(v) for v in day.values]
        yield _figure(text, day.start, day.end, values, "date")
        folded = _masked(folded, day.start, day.end)
    for count in counts(folded):
        units = _units(folded, count.start, count.end) if count.kind == "number" else ()
        yield _figure(
            text, count.start, count.end, [*map(Fraction, count.values)], count.kind,
            units=units, written=False,
        )  # fmt: skip
        folded = _masked(folded, count.start, count.end)
    for numeral in myriads(folded, language):
        units = _units(folded, numeral.start, numeral.end)
        kind: FigureKind = (
            "ordinal" if folded[numeral.start - 1 : numeral.start] == "第" else "number"
        )
        if any(u.name == "%" for u in units):
            kind = "percent"
        values = list(numeral.values)
        if _SHARE.match(folded, numeral.end):
            values, kind = [v * 10 for v in values], "percent"
        yield _figure(
            text, numeral.start, numeral.end, values, kind,
            scale=numeral.scale, units=units, certain=numeral.certain,
            written=any(c.isdigit() for c in folded[numeral.start : numeral.end]),
        )  # fmt: skip
        folded = _masked(folded, numeral.start, numeral.end)
    return folded


def _of_share(text: str, folded: str, share: Share) -> Figure:
    """Give a fraction with what stands after it, or with the unit of which it is the half."""
    if share.unit:
        (unit,) = quantities().named[share.unit]
        units: tuple[Unit, ...] = (unit,)
    elif share.kind == "percent":
        units = quantities().units["%"]
    else:
        units = _units(folded, share.start, share.end)
    span = (share.start, share.end)
    return _figure(
        text, *span, share.values, share.kind, units=units, certain=share.sure,
        written=share.written,
    )  # fmt: skip


def _digit_items(folded: str, language: Language) -> Iterator[Item]:
    claimed = folded
    for part in dates(folded, language):
        values = tuple(Fraction(v) for v in part.values)
        yield Item(part.start, part.end, "digits", values, role="date")
        claimed = _masked(claimed, part.start, part.end)
    hours = {}
    for part in times(claimed):
        if part.sure and claimed[part.start : part.end].isdigit():
            values = tuple(Fraction(v) for v in part.values)
            yield Item(part.start, part.end, "digits", values, role="time")
            claimed = _masked(claimed, part.start, part.end)
        else:
            hours[part.start] = part
    for numeral in digits(_MIXED_NUMBER.sub(_blank, claimed), language):
        hour = hours.get(numeral.start)
        clock = hour is not None and hour.end == numeral.end
        extra = tuple(Fraction(v) for v in hour.values[1:]) if hour and clock else ()
        role: Literal["number", "time"] = "time" if clock else "number"
        yield Item(numeral.start, numeral.end, "digits", numeral.values, extra=extra, role=role)
    for match in _MIXED_NUMBER.finditer(folded):
        whole = Fraction(int(match[1])) if match[1] else Fraction(0)
        yield Item(*match.span(), "digits", (whole + SIGNS[match[2]],))


def _finished(text: str, folded: str, amount: Amount) -> Iterator[Figure]:
    """Settle what a composed number is by what stands around it."""
    start, end, values, scale = amount.start, amount.end, list(amount.values), amount.scale
    if amount.kind == "date":
        yield _figure(text, start, end, values, "date", written=amount.written)
        return
    if amount.kind == "version":
        parts = [Fraction(int(n)) for n in re.findall(r"\d{1,30}", folded[start:end])]
        yield _figure(text, start, end, parts, "identifier", certain=False)
        return
    if not amount.written:
        units = _units(folded, start, end)
        if set(amount.values) != {1}:
            kind: FigureKind = "percent" if any(u.name == "%" for u in units) else "number"
            yield _figure(
                text, start, end, values, kind,
                scale=scale, units=units, certain=amount.certain, written=False,
            )  # fmt: skip
        return
    if in_name(folded, start, end):
        figure = _figure(text, start, end, values, "identifier", certain=False)
        yield replace(figure, name=name_of(folded, start, end))
        return
    if not scale:
        end, scale, values = symbol_scale(folded, start, end, values)
    units = _units(folded, start, end)
    if start and folded[start - 1] == "-" and not folded[start - 2 : start - 1].strip(" ([{"):
        start, values = start - 1, [-v for v in values]
    ordinal = not scale and (
        _ORDINAL.match(folded, end) or _ORDINAL_BEFORE.search(folded, max(0, start - 8), start)
    )
    percent = any(u.name == "%" for u in units)
    kind = "percent" if percent else "ordinal" if ordinal else amount.kind
    if kind == "time" and any(u.dimension != "duration" and u.name != "inch" for u in units):
        kind, values = "number", values[:1]
    if _SHARE.match(folded, end):
        kind, values = "percent", [v * 10 for v in values]
    sure = folded[start] not in SIGNS
    yield _figure(text, start, end, values, kind, scale=scale, units=units, certain=sure)


def _units(folded: str, start: int, end: int) -> tuple[Unit, ...]:
    """Give the readings of what stands after a figure, and of the currency before it.

    The "s" of "the 80s" is no second; of what follows an ordinal, only a century counts.
    """
    q = quantities()
    found: list[Unit] = []
    match = q.after.after(folded, end)
    if match and not (folded[end : match.end] == "s" and folded[end - 1] == "0"):
        found.extend(q.compound(q.units[match.form], folded, match.end))
    elif ordinal := _ORDINAL.match(folded, end):
        match = q.after.after(folded, ordinal.end())
        found.extend(u for u in (q.units[match.form] if match else ()) if u.name == "century")
    if start and (match := q.before.before(folded, start)):
        found.extend(q.units[match.form])
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match.group())


def _masked(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _figure(  # noqa: PLR0913 - the fields of a Figure
    text: str,
    start: int,
    end: int,
    values: Sequence[Fraction],
    kind: FigureKind,
    *,
    scale: int = 0,
    units: tuple[Unit, ...] = (),
    certain: bool = True,
    written: bool = True,
) -> Figure:
    span = Span(start, end)
    return Figure(
        values[0], span, kind, span.of(text), frozenset(values), scale, units, certain, written
    )
