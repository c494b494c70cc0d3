"""Months and days of the week that a text names, in every form: June, 6月, 六月, 06/14, Tuesday."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Span
from auditor.text.cldr import cldr
from auditor.text.conventions import Order
from auditor.text.dates import Part, dates, month_heads, month_names
from auditor.text.language import Language
from auditor.text.measure_words import counts
from auditor.text.numerals import fold
from auditor.text.tokens import first_run, runs

_DIGIT = re.compile(r"\d")
_MONTHS = 12
_LEAST = 3
"""Letters of the shortest name of a month that may stand without a day or a year."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it stands in a text."""

    numbers: frozenset[int]
    """Its number, or two where 3/4 has two readings."""
    span: Span
    day: int = 0
    """The day beside it; 0 without one."""


def months(text: str, language: Language) -> tuple[Month, ...]:
    """Give the months of a text, in order: in dates, and names that are no other word."""
    folded = fold(text)
    found: dict[int, Month] = {}
    together: dict[int, list[Part]] = {}
    if _DIGIT.search(folded):
        for part in dates(folded, language):
            together.setdefault(part.date, []).append(part)
    for parts in together.values():
        for month in _of_date(parts):
            found[month.span.start] = month
    for count in counts(folded):
        if count.kind == "date":
            span = Span(count.start, count.end)
            found.setdefault(span.start, Month(frozenset({count.value}), span))
    names, pattern = _alone(language.tag)
    heads = _heads(language.tag)
    there = bool(names) and ("" in heads or not heads.isdisjoint(runs(folded)))
    any_name = not month_heads(language.tag).isdisjoint(runs(folded))
    for match in pattern.finditer(folded) if there else ():
        number, capital = names[" ".join(match.group().lower().split())]
        if match.group()[0].isupper() or not capital:
            found.setdefault(match.start(), Month(frozenset({number}), Span(*match.span())))
    for start, end, number in _led(folded, language.tag) if there or any_name else ():
        found.setdefault(start, Month(frozenset({number}), Span(start, end)))
    return tuple(found[start] for start in sorted(found))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month in figures, read in the order of a locale."""

    month: int
    day: int
    span: Span


def days_in_figures(text: str, language: Language, order: Order) -> tuple[Day, ...]:
    """Give the dates in figures that might be read in two orders, as a locale reads them.

    A date that begins with its year has the month next, wherever it stands.

    Args:
        text: any text.
        language: profile of its language.
        order: order of day, month and year in the locale.
    """
    folded = fold(text)
    together: dict[int, list[Part]] = {}
    for part in dates(folded, language) if any(c.isdigit() for c in folded) else ():
        together.setdefault(part.date, []).append(part)
    found = []
    for parts in together.values():
        unsure = [part for part in parts if not part.role and len(part.values) > 1]
        if len(unsure) != 2:
            continue
        first, second = sorted(unsure, key=lambda part: part.start)
        values = [int(folded[part.start : part.end]) for part in (first, second)]
        ahead = any(part.role == "year" and part.start < first.start for part in parts)
        month, day = values if ahead or order == "mdy" else values[::-1]
        found.append(Day(month, day, Span(first.start, second.end)))
    return tuple(found)


def _of_date(parts: list[Part]) -> Iterator[Month]:
    days = [part.values[0] for part in parts if part.role == "day"]
    unsure = [part for part in parts if not part.role and len(part.values) > 1]
    for part in parts:
        if part.role == "month" and 1 <= part.values[0] <= _MONTHS:
            span = Span(part.start, part.end)
            yield Month(frozenset(part.values), span, days[0] if days else 0)
    if unsure:
        numbers = frozenset(value for part in unsure for value in part.values)
        yield Month(numbers, Span(unsure[0].start, unsure[-1].end))


@functools.cache
def _alone(tag: str) -> tuple[Mapping[str, tuple[int, bool]], "regex.Pattern[str]"]:
    """Give the names that need no day beside them: full ones that are no other word."""
    known, _ = month_names(tag)
    primary = tag.split("-", maxsplit=1)[0]
    other = frozenset(_data()["ambiguous"].get(primary, ()))
    known = {**_inflected(known, primary), **known}
    longest: dict[int, int] = {}
    for name, (number, _) in known.items():
        longest[number] = max(longest.get(number, 0), len(name))
    names = {
        name: value
        for name, value in known.items()
        if name not in other and len(name) > _LEAST and 2 * len(name) > longest[value[0]] + 2
    }
    forms = sorted(names, key=lambda name: (-len(name), name))
    pattern = "|".join(regex.escape(name).replace(r"\ ", r"\s") for name in forms) or r"\b\B"
    return names, regex.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", regex.IGNORECASE)


def _led(text: str, tag: str) -> Iterator[tuple[int, int, int]]:
    """Give the months whose name is short or another word, told by what stands beside them.

    "in May", and both of "Nov to Mar".
    """
    known, _ = month_names(tag)
    for pattern in _leading(tag):
        for match in pattern.finditer(text):
            for group in range(1, 1 + (match.lastindex or 0)):
                number, capital = known[" ".join(match[group].lower().split())]
                if match[group][0].isupper() or not capital:
                    yield *match.span(group), number


@functools.cache
def _leading(tag: str) -> tuple["regex.Pattern[str]", ...]:
    primary = tag.split("-", maxsplit=1)[0]
    known, _ = month_names(tag)
    if not known or any(first_run(name) == "" for name in known):
        return ()
    forms = "|".join(
        regex.escape(n).replace(r"\ ", r"\s") for n in sorted(known, key=lambda n: (-len(n), n))
    )
    month, edge = rf"({forms})(?!\w)", r"(?<![\w-])"
    both = rf"{edge}{month}\.?\s?(?:{_data()['to'].get(primary, '')}|[-–—])\s?{month}"
    patterns = [regex.compile(both, regex.IGNORECASE)]
    if primary in _data()["after"]:
        names = "|".join(name.capitalize() for name in _data()["ambiguous"][primary])
        lead = _data()["after"][primary]
        patterns.append(regex.compile(rf"{edge}(?:{lead})[\s-]({names})(?![\w’'])"))
    return tuple(patterns)


@functools.cache
def _heads(tag: str) -> frozenset[str]:
    return frozenset(first_run(name) for name in _alone(tag)[0])


def _inflected(
    known: Mapping[str, tuple[int, bool]], primary: str
) -> Mapping[str, tuple[int, bool]]:
    return {
        name.removesuffix(genitive) + ending: value
        for genitive, endings in _data()["endings"].get(primary, ())
        for name, value in known.items()
        if name.endswith(genitive)
        for ending in endings
    }


@functools.cache
def weekday_names(tag: str) -> tuple[str, ...]:
    """Give the full names of the days of the week, as CLDR has them."""
    locale = cldr(tag)
    return tuple(locale.days["format"]["wide"].values()) if locale else ()


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week as it stands in a text."""

    number: int
    """1 is Monday."""
    span: Span


def weekdays(text: str, language: Language) -> tuple[Weekday, ...]:
    """Give the days of the week that a text names, in order."""
    pattern = _weekdays(language.primary)
    if pattern is None:
        return ()
    return tuple(
        Weekday(int((match.lastgroup or "d0")[1:]), Span(*match.span()))
        for match in pattern.finditer(text)
    )


@functools.cache
def _weekdays(primary: str) -> "regex.Pattern[str] | None":
    forms = _data()["weekdays"].get(primary)
    if not forms:
        return None
    edges = (r"(?<![\p{L}\p{M}])", r"(?![\p{L}\p{M}])")
    dense = any(regex.search(r"\p{Han}|\p{Hangul}", form) for form in forms)
    left, right = ("", "") if dense else edges
    days = "|".join(f"(?P<d{number}>{form})" for number, form in enumerate(forms, start=1))
    return regex.compile(f"{left}(?:{days}){right}")


@functools.cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("auditor.text") / "calendar.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
