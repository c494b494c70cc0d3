"""Numerals by value: digits of every script, their marks, and Chinese, Japanese and Korean ones."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from auditor.text.language import Language

SPACES = "\u00a0\u202f\u2009"
"""Spaces that group digits in any language; the plain space only where the profile lists it."""


class _Folding(dict[int, str]):
    """Digits of every script in ASCII, by code point, found as they are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        digit = code > _LAST_ASCII and unicodedata.category(sign) == "Nd"
        self[code] = str(unicodedata.digit(sign)) if digit else sign
        return self[code]


_LAST_ASCII = 127
_FOLDED = _Folding(zip(map(ord, "．％－−：／"), ".%--:/", strict=True))
_FULL_WIDTH_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")
_RUN = re.compile(r"\d+(?:[.,'’٫٬ \u00a0\u202f\u2009]\d+)*")
_MOST_PARTS = 24
_PART = re.compile(r"\d+|\D")


def fold(text: str) -> str:
    """Write digits, full-width signs and the minus sign in ASCII; the length stays."""
    if text.isascii():
        return text
    return _FULL_WIDTH_COMMA.sub(",", text).translate(_FOLDED)


_ROMAN = re.compile(
    r"[\u2160-\u216b]+"
    r"|(?=[XVI])(?<![\w.-])(X{0,3})(IX|IV|V?I{0,3})(?=(?:e|er|ème|è|º|-[а-я]+)?(?!\w))"
)


def romans(folded: str) -> Iterator[tuple[int, int, Fraction]]:
    """Find Roman numerals from 2 to 39 in letters, or in the signs that East Asia has for them."""
    for match in _ROMAN.finditer(folded):
        raw = unicodedata.normalize("NFKC", match.group())
        if raw and (len(raw) > 1 or folded[match.end() : match.end() + 1] in ("e", "è")):
            worth = [{"I": 1, "V": 5, "X": 10}[sign] for sign in raw]
            signed = (v if v >= n else -v for v, n in zip(worth, [*worth[1:], 0], strict=True))
            yield *match.span(), Fraction(sum(signed))


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits with their marks, as they stand in a text."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    """Every possible reading, the most likely one first; empty for "1.2.3"."""


def digits(text: str, language: Language) -> Iterator[Numeral]:
    """Find every number written in digits of a folded text, marks read by the language."""
    for run in _RUN.finditer(text):
        yield from _read(run.group(), run.start(), language)


def _read(raw: str, start: int, language: Language) -> Iterator[Numeral]:
    """Split a run of digits and marks where it cannot be one number, and read the parts."""
    parts = [m.group() for m in _PART.finditer(raw)]
    while parts:
        count = _space_grouped(parts, language) or _until_space(parts)
        taken, rest = parts[:count], parts[count + 1 :]
        gap = len("".join(parts[: count + 1])) if rest else 0
        values = _values(taken, language) if len(taken) < _MOST_PARTS else None
        end = start + len("".join(taken))
        if values is None:
            at = start
            for part in taken:
                if part.isdigit():
                    yield Numeral(at, at + len(part), (Fraction(int(part)),))
                at += len(part)
        else:
            yield Numeral(start, end, values)
        parts, start = rest, start + gap


def _space_grouped(parts: list[str], language: Language) -> int:
    """Count the leading parts that are one number grouped by spaces, or give 0."""
    if len(parts) < 3 or len(parts[0]) > 3:
        return 0
    mark = parts[1]
    if mark not in SPACES and (mark != " " or " " not in language.thousands):
        return 0
    count = 1
    while count + 1 < len(parts) and parts[count] == mark and len(parts[count + 1]) == 3:
        count += 2
    if count == 1 or (count < len(parts) and parts[count] == mark):
        return 0
    if count + 1 < len(parts) and parts[count] in ".,٫":
        count += 2
    return count


def _until_space(parts: list[str]) -> int:
    return next((i for i, p in enumerate(parts) if p == " " or p in SPACES), len(parts))


def _values(  # noqa: PLR0911 - one return for each shape of a number
    parts: list[str], language: Language
) -> tuple[Fraction, ...] | None:
    """Read one number; an empty tuple is a version, None a list of numbers."""
    groups, marks = parts[::2], parts[1::2]
    if not marks:
        return (Fraction(int(groups[0])),)
    whole = Fraction(int("".join(groups)))
    decimal = Fraction(int("".join(groups)), 10 ** len(groups[-1]))
    last = marks[-1]
    if len(set(marks)) > 1:
        if marks.count(last) == 1 and _grouped(groups[:-1]) and last in ".,٫":
            return (decimal,)
        return None
    if len(marks) > 1:
        if _grouped(groups):
            return (whole,)
        return () if last == "." else None
    if len(groups[1]) == 3 and _grouped(groups):
        return _single_mark(last, whole, decimal, language)
    if last not in ".,٫":
        return None
    if last == "," and language.decimal == "." and len(groups[1]) == 1:
        return (decimal, *(Fraction(int(g)) for g in groups))
    if last == "." and language.decimal == "," and _clock(groups):
        return (decimal, *(Fraction(int(g)) for g in groups), Fraction((int(groups[0]) + 12) % 24))
    return (decimal,)


def _single_mark(
    mark: str, whole: Fraction, decimal: Fraction, language: Language
) -> tuple[Fraction, ...]:
    """Read "1.250": a decimal or a thousand, as the language has it."""
    if mark == "٫" or (mark == language.decimal and mark in ".,"):
        return (decimal, whole) if mark in language.thousands else (decimal,)
    if mark not in ".,":
        return (whole,)
    if language.known and mark in language.thousands[:1]:
        return (whole,)
    return (whole, decimal)


def _grouped(groups: list[str]) -> bool:
    """Tell whether the groups are thousands: 1 234 567, or Indian 12 34 567."""
    first, *rest = groups
    if not 1 <= len(first) <= 3 or (first == "0" and rest):
        return False
    if not rest:
        return True
    western = all(len(g) == 3 for g in rest)
    indian = len(first) <= 2 and len(rest[-1]) == 3 and all(len(g) == 2 for g in rest[:-1])
    return western or indian


def _clock(groups: list[str]) -> bool:
    return int(groups[0]) < 25 and len(groups[1]) == 2 and int(groups[1]) < 60


_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "兩": 2, "两": 2, "壱": 1, "弐": 2,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_LARGE = {"万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12, "만": 4, "억": 8, "조": 12}
_KOREAN_DIGITS = dict(zip("일이삼사오육칠팔구", range(1, 10), strict=True))

_UNITS = "十百千万萬亿億兆십백천만억조"
_MEGA = "字节節瓦赫比帕位欧歐焦"
"""Units that 兆 multiplies by a million."""
_NOT_UNIT = rf"(?!(?<=千)[瓦米克卡赫公伏升]|(?<=兆)[{_MEGA}]|(?<=百)分)"
_MIXED = re.compile(
    rf"(?:\d[\d,]{{0,30}}(?:\.\d+)?|[〇零一二三四五六七八九兩两十百]+[点點][〇零一二三四五六七八九]+)"
    rf"[ \u00a0]?[多余餘几幾数數]?[{_UNITS}]+{_NOT_UNIT}"
    rf"(?:[ \u00a0]?(?:\d[\d,]*|[一二三四五六七八九零]+)[ \u00a0]?[{_UNITS}]+)*"
    r"(?:[ \u00a0]?\d+(?![\d.,]))?"
)
_HAN_ONLY = re.compile(
    r"[〇零一二三四五六七八九十百千万萬亿億兆兩两壱弐]+(?:[多余餘][百千万萬亿億兆]+)?"
)
_KOREAN_ONLY = re.compile(
    r"(?<![가-힣])[일이삼사오육칠팔구십백천만억조]{2,}(?=\s|명|원|달러|개|년|[^가-힣]|$)"
)
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\d]")
_FILLER = re.compile(r"[ \u00a0多余餘几幾数數]")
_ABOUT = re.compile("([一二三四五六七八])([二三四五六七八九])([十百千万萬]+)")
"""Two numbers in a row, as in 二三十: from the one to the other."""
_VAGUE_BEFORE = "数數几幾好若多上逾近超"


@dataclass(frozen=True, slots=True)
class Myriad:
    """A numeral counted in units of 万, 亿, 兆 or their Korean kin."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    scale: int
    """Power of ten of its largest unit."""
    certain: bool
    """False for a run that may be a word or a manner of speaking."""


def myriads(text: str, language: Language) -> Iterator[Myriad]:
    """Find numerals with East Asian units in a folded text; "1.4 兆" may have two values."""
    covered: set[int] = set()
    for match in _MIXED.finditer(text):
        if match.start() and text[match.start() - 1] in "第제" and match.group()[-1] == "조":
            continue
        read = _myriad(match.group())
        if read is not None:
            covered.update(range(*match.span()))
            yield _with_scale(match.start(), match.end(), read, match.group(), language, True)
    yield from (numeral for numeral in _han(text, language) if numeral.start not in covered)
    for match in _KOREAN_ONLY.finditer(text):
        read = _myriad(match.group())
        if read is not None and match.start() not in covered:
            yield _with_scale(match.start(), match.end(), read, match.group(), language, False)


def _han(text: str, language: Language) -> Iterator[Myriad]:
    for match in _HAN_ONLY.finditer(text):
        run, start, end = match.group(), match.start(), match.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before and (before.isdigit() or before in ".,"):
            continue
        if before in ("点", "點") and "十" not in run:
            continue
        if run.endswith("兆") and after and after in _MEGA:
            continue
        if about := _ABOUT.fullmatch(run):
            both = (_myriad(number + about[3]) for number in about.groups()[:2])
            yield Myriad(start, end, tuple(value for value in both if value), 0, False)
            continue
        ordinal = before == "第"
        if len(run) >= 4 and not set(run) & set(_UNITS) and after == "年":
            value = int("".join(str(_DIGITS[c]) for c in run))
            yield Myriad(start, end, (Fraction(value),), 0, True)
            continue
        vague = run[0] in _LARGE and len(run) == 1 and before and before in _VAGUE_BEFORE
        if len(run) < 2 and not (vague or ordinal):
            continue
        if (run[0] in _LARGE and not vague) or run.startswith("千"):
            continue
        read = Fraction(_DIGITS[run]) if ordinal and run in _DIGITS else _myriad(run)
        if read is None:
            continue
        certain = (
            (run[0] in _DIGITS or ordinal)
            and read > (2 if ordinal else 12)
            and not (before and before in "数數几幾")
        )
        yield _with_scale(start, end, read, run, language, bool(certain and not vague))


def _with_scale(
    start: int, end: int, value: Fraction, raw: str, language: Language, certain: bool
) -> Myriad:
    large = [_LARGE[c] for c in raw if c in _LARGE]
    scale = 12 if raw.endswith(("万亿", "萬億")) else max(large, default=0)
    values: tuple[Fraction, ...] = (value,)
    if "兆" in raw and "兆" not in language.scale_words and language.scale == "myriad":
        values = (value, value / 10**6)
    return Myriad(start, end, values, scale, certain)


def _myriad(raw: str) -> Fraction | None:
    """Read one numeral, or give None where it is not well-formed."""
    total, section = Fraction(0), Fraction(0)
    number: Fraction | None = None
    last_small, seen_unit = 10**5, False
    for token in _TOKEN.findall(_FILLER.sub("", raw.replace("点", ".").replace("點", "."))):
        if token[0].isdigit():
            number = Fraction(token.replace(",", ""))
        elif token == ".":  # noqa: S105 - a token of a numeral
            return decimal(raw)
        elif token in _DIGITS or token in _KOREAN_DIGITS:
            value = _DIGITS[token] if token in _DIGITS else _KOREAN_DIGITS[token]
            if number:
                return None
            number = Fraction(value)
        elif token in _SMALL:
            unit = _SMALL[token]
            if unit >= last_small:
                return None
            section += (1 if number is None else number) * unit
            number, last_small, seen_unit = None, unit, True
        elif token in _LARGE:
            large = Fraction(10 ** _LARGE[token])
            section += number or 0
            if not section and not total:
                section = Fraction(1)
            below = 0 < total < large
            total = (total + section) * large if below else total + section * large
            section, number, last_small, seen_unit = Fraction(0), None, 10**5, True
    return total + section + (number or 0) if seen_unit else None


def decimal(raw: str) -> Fraction | None:
    """Read 一点四万亿: a Chinese numeral, a point, digits, then units; 九点三十 is a time."""
    whole, _, rest = raw.replace("點", "点").partition("点")
    fraction = re.match(r"[〇零一二三四五六七八九]+", rest)
    units = rest[fraction.end() :].strip() if fraction else ""
    number = "".join(str(_DIGITS[c]) for c in whole if c in _DIGITS)
    if len(number) < len(whole):
        counted = _myriad(whole)
        number = str(counted) if counted is not None and counted.denominator == 1 else ""
    if fraction is None or not number or units.startswith("十"):
        return None
    places = "".join(str(_DIGITS[c]) for c in fraction.group())
    value = Fraction(f"{number}.{places}")
    for unit in units:
        value *= _SMALL[unit] if unit in _SMALL else 10 ** _LARGE[unit]
    return value
