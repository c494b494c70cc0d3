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
from auditor.text.language import Language
from auditor.text.language import language as profile
from auditor.text.measure_words import counts
from auditor.text.number_words import letters, lexicon_of, lower_case, word_items
from auditor.text.numerals import decimal, digits, fold, myriads
from auditor.text.quantities import Unit, quantities

FigureKind = Literal["number", "percent", "ordinal", "date", "time", "identifier"]
"""`date` is a day, month or year of a date, `time` an hour or minute with its mark, and
`identifier` the digits of a name, version or address ("COVID-19", "F-16", "1.2.3", a URL)."""


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
_NUMERIC = re.compile(rf"[\d½⅓⅔¼¾⅛⅜⅝⅞{_SIGNS}XVI](?:(?<![XVI])|(?=[XVI]))")
_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅛⅜⅝⅞]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?:GMT|UTC)\s?[+−-]\d{1,4}|[\w.+-]+@[\w-]+\.\S+|(?<!\w)[@#]\w+|\+\d[\d\s().-]{6,}\d"
)
_ADDRESS_SIGN = re.compile(r"://|www\.|[@#]|\+\d")
"""What every address has one of."""
_EAST_ASIAN = re.compile(rf"[{_SIGNS}割分분](?:(?<![分분])|(?<=分)[之の]|(?<=분)의)")
_RANGE = re.compile(r"[\s\u00a0]?(?:[-–—~〜～至到或]|\w{1,5}|\w{1,3}\s\w{1,3})[\s\u00a0]?")
_FRACTIONS = dict(
    zip(
        "½⅓⅔¼¾⅛⅜⅝⅞",
        (Fraction(f) for f in ("1/2", "1/3", "2/3", "1/4", "3/4", "1/8", "3/8", "5/8", "7/8")),
        strict=True,
    )
)
_MIXED_NUMBER = re.compile(
    rf"(?:(?<![\d.,])(\d{{1,9}})[ \u00a0\u202f\u2009\u2064]?)?([{''.join(_FRACTIONS)}])"
)
_ROMAN = re.compile(
    r"(?=[XVI])(?<![\w.-])(X{0,3})(IX|IV|V?I{0,3})(?=(?:e|er|ème|è|º|-[а-я]+)?(?!\w))"
)
_ORDINAL = re.compile(
    r"(?:\s?번째|[番回]目|st|nd|rd|th|er|ère|re|e|è|ème|nde|º|ª|°(?!\s?[CF])|-?[йяеі]|-?(?:го|му|ый|ой|ій|ша|та))(?!\w)"
)
_ORDINAL_BEFORE = re.compile(
    r"(?:第\s?|(?<![가-힣])제|№\s?|(?<!\w)(?:ke-|thứ\s|[nN]o\.\s?|[nN][°º]\s?|Nr\.\s))\Z",
    re.IGNORECASE,
)
_SYMBOL_SCALE = re.compile(r"[ \u00a0]?(k|K|m|M|mn|b|B|bn|t|T|tn)(?!\w)")
_SYMBOL_POWERS = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "t": 12, "tn": 12}
_SYMBOL_BEFORE_MONEY = re.compile(r"[ \u00a0\u202f]?(k|K|m|M|bn)(?=[€$£])")
_THOUSAND = re.compile(r"[kK](?!\w)")
_SUFFIX = re.compile(r"[A-Z]")
_PREFIX = re.compile(r"([^\W\d_]*)-?\Z")
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_LETTERS_AFTER = re.compile(r"[^\W\d_]*")
_SHARE = re.compile(r"[ \u00a0]?[成割](?![立功员員本長长就为為果熟效分り合])")
_TENTHS = re.compile(
    r"(?<![〇一二三四五六七八九十百千万萬亿億兆第\d.,])([一二三四五六七八九\d])[成割]"
    r"(?:([一二三四五六七八九])分?|(\d)分|(半))?"
    r"(?![立功员員本長长就为為果熟效分り合])"
)
_PARTS = re.compile(
    r"(\d+|[二三四五六七八九十百千]+)\s?(?:分之|分の|분의)\s?"
    r"(\d+(?:\.\d+)?|[一二三四五六七八九十百零]+(?:[点點][〇零一二三四五六七八九]+)?)(?!\d)"
)


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
    has_words = not lexicon.first.isdisjoint(letters(lower))
    if not has_words and not _NUMERIC.search(text):
        return ()
    found: list[Figure] = []
    for start, end in _pieces(text):
        figures_of_piece = _read(text[start:end], lower[start:end] if has_words else "", language)
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
        found[index] = replace(one, units=units, values=one.values | scaled)
    return tuple(found)


def _read(text: str, lower: str, language: Language) -> Iterator[Figure]:
    """Read addresses and Roman numerals, then East Asian numerals, then all the rest."""
    folded = _NO_NUMBER.sub(_blank, fold(text))
    for match in _ADDRESS.finditer(folded) if _ADDRESS_SIGN.search(folded) else ():
        numbers = [Fraction(int(n)) for n in re.findall(r"\d{1,30}", match.group())]
        if numbers:
            yield _figure(text, *match.span(), numbers, "identifier", certain=False)
        folded = _masked(folded, *match.span())
    for match in _ROMAN.finditer(folded):
        if match.group() and (
            len(match.group()) > 1 or folded[match.end() : match.end() + 1] in ("e", "è")
        ):
            values = [_roman(match.group())]
            yield _figure(text, *match.span(), values, "ordinal", certain=False, written=False)
    if _EAST_ASIAN.search(folded):
        folded = yield from _east_asian(text, folded, language)
    items = list(_digit_items(folded, language)) if _DIGIT.search(folded) else []
    if lower:
        items.extend(word_items(lower, lexicon_of(language.tag)))
    items.sort(key=lambda item: (item.start, -item.end))
    lexicon = lexicon_of(language.tag)
    for amount in compose(folded, tuple(items), lexicon.ones, lexicon.ands):
        yield from _finished(text, folded, amount)


def _east_asian(text: str, folded: str, language: Language) -> Generator[Figure, None, str]:
    """Yield what is counted in 万, 亿 and the like, and give the text without it."""
    for match in _PARTS.finditer(folded) if "分" in folded or "분" in folded else ():
        whole, part = (_small(match[1], language), _small(match[2], language))
        if whole and part:
            values = [part / whole] if whole != 100 else [part]
            units = quantities().units["%"] if whole == 100 else ()
            kind: FigureKind = "percent" if whole == 100 else "number"
            yield _figure(text, *match.span(), values, kind, units=units, certain=whole == 100)
            folded = _masked(folded, *match.span())
    for match in _TENTHS.finditer(folded) if "成" in folded or "割" in folded else ():
        rest = match[2] or match[3] or ("五" if match[4] else "零")
        whole, part = _small(match[1], language), _small(rest, language)
        values = [(whole or Fraction(0)) * 10 + (part or Fraction(0))]
        sure = match[1].isdigit()
        yield _figure(text, *match.span(), values, "percent", certain=sure, written=sure)
        folded = _masked(folded, *match.span())
    for day in dates(folded, language) if any(c.isdigit() for c in folded) else ():
        values = [Fraction(v) for v in day.values]
        yield _figure(text, day.start, day.end, values, "date")
        folded = _masked(folded, day.start, day.end)
    for count in counts(folded):
        units = _units(folded, count.start, count.end) if count.kind == "number" else ()
        yield _figure(
            text, count.start, count.end, [Fraction(count.value)], count.kind,
            units=units, written=False,
        )  # fmt: skip
        folded = _masked(folded, count.start, count.end)
    for numeral in myriads(folded, language):
        units = _units(folded, numeral.start, numeral.end)
        kind = "ordinal" if folded[numeral.start - 1 : numeral.start] == "第" else "number"
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


def _small(raw: str, language: Language) -> Fraction | None:
    if raw[0].isdigit():
        return Fraction(raw)
    if "点" in raw or "點" in raw:
        return decimal(raw)
    if len(raw) == 1:
        return Fraction("零一二三四五六七八九十".index(raw)) if raw not in "百千" else Fraction(100)
    return next((m.values[0] for m in myriads(raw, language)), None)


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
        yield Item(*match.span(), "digits", (whole + _FRACTIONS[match[2]],))


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
    if _in_name(folded, start, end):
        figure = _figure(text, start, end, values, "identifier", certain=False)
        yield replace(figure, name=_name(folded, start, end))
        return
    if not scale:
        end, scale, values = _symbol_scale(folded, start, end, values)
    units = _units(folded, start, end)
    if start and folded[start - 1] == "-" and not folded[start - 2 : start - 1].strip(" ([{"):
        start, values = start - 1, [-v for v in values]
    ordinal = not scale and (
        _ORDINAL.match(folded, end) or _ORDINAL_BEFORE.search(folded, max(0, start - 8), start)
    )
    percent = any(u.name == "%" for u in units)
    kind = "percent" if percent else "ordinal" if ordinal else amount.kind
    if _SHARE.match(folded, end):
        kind, values = "percent", [v * 10 for v in values]
    sure = folded[start] not in _FRACTIONS
    yield _figure(text, start, end, values, kind, scale=scale, units=units, certain=sure)


def _symbol_scale(
    folded: str, start: int, end: int, values: list[Fraction]
) -> tuple[int, int, list[Fraction]]:
    """Read the letter of "$1.4T", "5 M€" and "5k"; a letter without money stays doubtful."""
    money = quantities().before.search(folded, max(0, start - 12), start)
    match = _SYMBOL_SCALE.match(folded, end) if money else _SYMBOL_BEFORE_MONEY.match(folded, end)
    if match:
        power = _SYMBOL_POWERS[match[1].lower()]
        return match.end(), power, [v * 10**power for v in values]
    if _THOUSAND.match(folded, end):
        return end, 0, [*values, *(v * 1000 for v in values)]
    return end, 0, values


def _in_name(folded: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a name: "COVID-19", "F-16", "H2O", "5G"."""
    before = folded[start - 1 : start]
    if before and (before == "_" or before.lower() != before.upper()):
        return not quantities().before.search(folded, max(0, start - 12), start)
    if before == "-" and end - start != 4:
        word = _LETTERS.search(folded, 0, start - 1)
        if word and any(c.isupper() for c in word.group()):
            return True
    suffix = _SUFFIX.match(folded, end)
    unit = quantities().after.match(folded, end) if suffix else None
    return bool(
        suffix
        and not (unit and len(unit[1]) > 1)
        and not _SYMBOL_BEFORE_MONEY.match(folded, end)
        and not (
            _SYMBOL_SCALE.match(folded, end)
            and quantities().before.search(folded, max(0, start - 12), start)
        )
    )


def _name(folded: str, start: int, end: int) -> str:
    before, after = _PREFIX.search(folded, 0, start), _LETTERS_AFTER.match(folded, end)
    return f"{before[1] if before else ''}#{after.group() if after else ''}".upper()


def _units(folded: str, start: int, end: int) -> tuple[Unit, ...]:
    """Give the readings of what stands after a figure, and of the currency before it.

    The "s" of "the 80s" is no second; of what follows an ordinal, only a century counts.
    """
    q = quantities()
    found: list[Unit] = []
    match = q.after.match(folded, end) if end < len(folded) else None
    if match and not (match.group() == "s" and folded[end - 1] == "0"):
        found.extend(q.units[match[1].lower()])
    elif ordinal := _ORDINAL.match(folded, end):
        match = q.after.match(folded, ordinal.end())
        found.extend(u for u in (q.units[match[1].lower()] if match else ()) if u.name == "century")
    if start and (match := q.before.search(folded, max(0, start - 12), start)):
        found.extend(q.units[match[1].lower()])
    return tuple(found)


def _roman(raw: str) -> Fraction:
    worth = [{"I": 1, "V": 5, "X": 10}[c] for c in raw]
    signed = (v if v >= n else -v for v, n in zip(worth, [*worth[1:], 0], strict=True))
    return Fraction(sum(signed))


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
