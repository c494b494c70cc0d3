"""Dates and times of day, taken apart so that their parts compare across formats.

"3/14/2026", "14/03/2026", "14 mars 2026" and "2026年3月14日" all give 3, 14 and 2026; "2:00 p.m.",
"14 h" and "下午2点" all give 14. Month names are those of the Unicode CLDR, through Babel.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from auditor.text.cldr import cldr
from auditor.text.language import Language
from auditor.text.tokens import first_run, runs

DatePart = Literal["date", "time"]
Role = Literal["year", "month", "day", ""]


@dataclass(frozen=True, slots=True)
class Part:
    """A day, month, year, hour or minute as it stands in a text."""

    start: int
    end: int
    values: tuple[int, ...]
    """Every possible reading, the most likely one first."""
    kind: DatePart
    sure: bool = True
    """False for an hour that may be a plain number, as in "14 h"."""
    role: Role = ""
    """What part of a date it is; empty for one that may be the day or the month."""
    date: int = -1
    """Start of the date that it is a part of; -1 for a time."""


_NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<y1>\d{4})(?P<s1>[-/.])(?P<a1>\d{1,2})(?P=s1)(?P<b1>\d{1,2})"
    r"|(?P<a2>\d{1,2})(?P<s2>[-/.])(?P<b2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2}))(?![\d/-]|\.\d)"
)
_EAST_ASIAN = re.compile(
    r"(?:(?P<year>\d{2,4})\s?[年년]\s?(?:度\s?)?)?(?P<month>\d{1,2})\s?[月월](?!間|間|间)"
    r"(?:\s?(?P<day>\d{1,2})(?=\s?[日號号일]))?"
)
_ROLES: tuple[Role, ...] = ("year", "month", "day")
_ERA = re.compile(r"(?P<era>令和|平成|昭和|大正|明治|民國|民国)\s?(?P<year>\d{1,3})(?=\s?年)")
_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867} | {
    "民國": 1911, "民国": 1911,
}  # fmt: skip
_ERA_MARK = re.compile(r"พ|[B佛]|[AHه]|イ|回|égira|egira|hégire")
_OTHER_ERA = regex.compile(
    r"(?<![\d.,])(?:(?:(?P<be>พ\.ศ\.|พุทธศักราช|B\.E\.|佛[历曆暦])"
    r"|(?P<ah>A\.H\.|AH|回[历曆]|イスラム暦))\s?)?"
    r"(?P<year>\d{3,4})(?!\d|[.,]\d)"
    r"(?:\s?(?:(?P<be>BE|B\.E\.)(?!\w)|(?P<ah>AH|A\.H\.|هـ|هجري|للهجرة|H|Hijriah"
    r"|de l['’]hégire|de la hégira|dell['’]egira)(?!\w)))?"
)
"""A year of the Buddhist era or of the Hijra."""
_BUDDHIST, _LATEST_HIJRI = (2400, 2700), 1600
_LUNAR_YEAR, _HIJRA = 0.970224, 621.5774
"""Solar years in a lunar one, and the year of the Hijra (Explanatory Supplement to the Astronomical
Almanac, chapter 15)."""
_HALF_DAY = (
    r"a\.?\s?m\b\.?|p\.?\s?m\b\.?|[صم](?!\w)|صباح[\u064b]?ا[\u064b]?|مساء[\u064b]?|sáng|chiều|tối"
    r"|de la mañana|de la tarde|de la noche|da manhã|da tarde|da noite|утра|вечера|дня|ранку|вечора"
)
_TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])"
    rf"(?:(?:\s?[:hH点點时時시]\s?|\.(?=\d\d\s?(?:{_HALF_DAY}|uhr|gmt|utc|bst|cet|est|edt)))(?P<minute>[0-5]\d)(?![\d%])"
    rf"(?::[0-5]\d)?(?:\s?(?:{_HALF_DAY}))?|\s?(?:{_HALF_DAY}))(?![:\d])",
    re.IGNORECASE,
)
_CLOCK_WORD = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?:[ \u00a0\u202f]?(?:h|uhr|heures?|horas?|giờ|ч|час\w*|"
    r"годин\w*|o['’]clock)(?!\w)|[ \u00a0]?[点點時时시](?!間|间|間|간))",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?=\s?(?:gmt|utc|hrs|hours|heures)(?!\w))",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(
    r"(?:\b(?:at|à|um|alle|ore|a las|às|в|о|об|pukul|jam|lúc|الساعة)\s"
    r"|上午|下午|午前|午後|晚上|早上|凌晨|오전|오후)"
    r"\s?(?P<hour>[01]?\d|2[0-4])(?![\d,/%]|[.:]\d)",
    re.IGNORECASE,
)

_HALF_DAY_BEFORE = re.compile(r"(?:[午晨上][前後后]?|오전|오후)\s?\Z")


def times(text: str) -> Iterator[Part]:
    """Find hours and minutes in a folded text; an hour has the reading twelve hours on, too.

    Only with a mark of the half day may 12 be midnight.
    """
    for pattern in (_TIME, _MILITARY, _CLOCK_WORD, _CLOCK_BEFORE):
        for match in pattern.finditer(text):
            hour = int(match["hour"])
            minute = match.groupdict().get("minute")
            noon = match.group()[0].isdigit() and match.group()[-1].isdigit()
            if hour in (0, 24):
                values: tuple[int, ...] = (hour, 24 - hour)
            elif hour == 12 and noon and not _HALF_DAY_BEFORE.search(text, 0, match.start()):
                values = (hour,)
            else:
                values = (hour, (hour + 12) % 24)
            yield Part(*match.span("hour"), values, "time", sure=minute is not None)
            if minute:
                yield Part(*match.span("minute"), (int(minute),), "time")


def dates(text: str, language: Language) -> Iterator[Part]:
    """Find the days, months and years of dates in a folded text that holds digits."""
    taken: set[int] = set()
    for part in _dates(text, language):
        if part.start not in taken:
            taken.add(part.start)
            yield part


def _dates(text: str, language: Language) -> Iterator[Part]:
    for match in _NUMERIC.finditer(text):
        yield from _numeric(match)
    for match in _ERA.finditer(text) if "年" in text else ():
        year = int(match["year"])
        values = (year, _ERA_STARTS[match["era"]] + year)
        yield Part(*match.span("year"), values, "date", role="year", date=match.start())
    yield from _of_other_era(text)
    for match in _EAST_ASIAN.finditer(text) if "月" in text or "월" in text else ():
        for part in _ROLES:
            if match[part]:
                one = (int(match[part]),)
                yield Part(*match.span(part), one, "date", role=part, date=match.start())
    months, pattern = month_names(language.tag)
    named = not month_heads(language.tag).isdisjoint(runs(text))
    for match in pattern.finditer(text) if named else ():
        name = next(g for g in ("m1", "m2", "m3") if match[g])
        month, capital = months[_key(match[name])]
        if capital and not match[name][0].isupper():
            continue
        yield Part(*match.span(name), (month,), "date", role="month", date=match.start())
        for group in ("d1", "d2", "y1", "y2", "y3"):
            if match[group]:
                role: Role = "day" if group[0] == "d" else "year"
                number = (int(match[group]),)
                yield Part(*match.span(group), number, "date", role=role, date=match.start())


def _of_other_era(text: str) -> Iterator[Part]:
    """Find the years of the Buddhist era and of the Hijra, with those of our era."""
    for match in _OTHER_ERA.finditer(text) if _ERA_MARK.search(text) else ():
        year = int(match["year"])
        values: tuple[int, ...] = ()
        if match["be"] and year in range(*_BUDDHIST):
            values = (year, year - 543)
        elif match["ah"] and year < _LATEST_HIJRI:
            begins = int(year * _LUNAR_YEAR + _HIJRA)
            values = (year, begins, begins + 1)
        if values:
            yield Part(*match.span("year"), values, "date", role="year", date=match.start())


def _numeric(match: re.Match[str]) -> Iterator[Part]:
    names = ("y1", "a1", "b1") if match["y1"] else ("y2", "a2", "b2")
    year, a, b = (int(match[name]) for name in names)
    if not (1 <= a <= 31 and 1 <= b <= 31 and min(a, b) <= 12):
        return
    both = tuple(dict.fromkeys((a, b))) if max(a, b) <= 12 else ()
    for name, value in zip(names[1:], (a, b), strict=True):
        role: Role = "" if both else "day" if value > 12 else "month"
        yield Part(*match.span(name), both or (value,), "date", role=role, date=match.start())
    years = (year,) if year > 99 else (year, 2000 + year, 1900 + year)
    yield Part(*match.span(names[0]), years, "date", role="year", date=match.start())


def _key(name: str) -> str:
    return " ".join(name.lower().replace(".", "").split())


@functools.cache
def month_names(tag: str) -> tuple[dict[str, tuple[int, bool]], re.Pattern[str]]:
    """Give the names of the months of a language, and the pattern of dates that hold one.

    Returns:
        Number of the month, and whether its name has a capital, by its name in lower case without
        full stops; and a pattern, which matches nothing where no names are known.
    """
    names: dict[str, tuple[int, bool]] = {}
    for candidate in (
        tag,
        tag.split("-", maxsplit=1)[0],
        *(_REGIONAL.get(tag.split("-", maxsplit=1)[0], ())),
    ):
        locale = cldr(candidate)
        if locale is None:
            continue
        for width in ("wide", "abbreviated"):
            usual = locale.months["format"][width]
            for number, name in (*usual.items(), *locale.months["stand-alone"][width].items()):
                # Babel may give the names of the language that it read last where the two agree.
                own = name[:2].casefold() == usual[number][:2].casefold()
                if own and not name[0].isdigit():
                    names.setdefault(_key(name), (number, name[0].isupper()))
    if not names:
        return names, _NEVER
    forms = "|".join(
        re.escape(n).replace(r"\ ", r"\s") for n in sorted(names, key=lambda n: (-len(n), n))
    )
    month = rf"(?:{forms})(?!\w)"
    of = r"(?:\s?(?:de|of|del|do|d['’])\s|\s|,\s|-)"
    day = r"\d{1,2}"
    pattern = (
        rf"(?<![\w.,])(?P<d1>{day})(?:st|nd|rd|th|er|[º°.ªo]|-?[а-яіїє]{{1,3}})?{of}?\s?(?P<m1>{month})"
        rf"(?:\.?,?{of}?\s?(?P<y1>\d{{4}})(?!\d))?"
        rf"|(?<!\w)(?P<m2>{month})\.?{of}?(?P<d2>{day})(?![\d:%]|[.,]\d)(?:st|nd|rd|th)?"
        rf"(?:,?\s(?P<y2>\d{{4}})(?!\d))?"
        rf"|(?<!\w)(?P<m3>{month})\.?,?{of}?\s?(?:năm\s)?(?P<y3>\d{{4}})(?!\d)"
    )
    return names, re.compile(pattern, re.IGNORECASE)


@functools.cache
def month_heads(tag: str) -> frozenset[str]:
    """Give the first word of every name of a month, of which a text with one has one."""
    return frozenset(first_run(name) for name in month_names(tag)[0])


_REGIONAL = {"ar": ("ar-SY", "ar-TN")}
"""Locales whose months have other names than the language's default ones."""
_NEVER = re.compile(r"(?P<d1>a)(?P<m1>b)(?P<y1>c)(?P<m2>d)(?P<d2>e)(?P<y2>f)(?P<m3>g)(?P<y3>\b\B)")
