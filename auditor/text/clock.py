"""Times of the day with the half of the day that they are in."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language
from auditor.text.measure_words import hour_of
from auditor.text.numerals import fold

Half = Literal["am", "pm"]
_DIGIT = regex.compile(r"\p{N}")
_NOON = 12
_DAY = 24
_TIME = (
    r"(?<![\d.,:/-])(?:大约|大約|约|約)?(?P<hour>[01]?\d|2[0-4]|[一二三四五六七八九两十]{1,3}(?=[点點时時]))"
    r"(?P<mark>[:.h][0-5]\d|[ \u00a0]?(?:Uhr|h|ч|год|giờ|點|点|时|時|시)(?:[ \u00a0]?[0-5]?\d)?)?"
    r"(?:[ \u00a0]?(?:分|분|半|Uhr|o['’]clock|часов|часа))?(?![\d:%])(?:[ \u00a0]\([^()]{1,15}\))?"
)
"""With a note in brackets after it, such as the zone of the time."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time whose half of the day is told."""

    span: Span
    hour: int
    """0 to 11."""
    half: Half | None
    """None where the text does not tell it."""


def clock_times(text: str, language: Language) -> tuple[ClockTime, ...]:
    """Give the times of a text with the half of the day that they tell, in order.

    They have a word for it ("a.m.", 下午, "du soir"), or count past noon. Twelve o'clock is left
    out, since people read "12 a.m." in two ways.
    """
    if not _DIGIT.search(text):
        return ()
    return tuple(_read(fold(text), language.primary))


def _read(text: str, primary: str) -> Iterator[ClockTime]:
    for match in _pattern(primary).finditer(text):
        hour = int(match["hour"]) if match["hour"].isdigit() else hour_of(match)
        groups = match.groupdict()
        half: Half | None = None
        if groups.get("am_before") or groups.get("am_after"):
            half = "am"
        elif groups.get("pm_before") or groups.get("pm_after") or (hour > _NOON and match["mark"]):
            half = "pm"
        if (half or match["mark"]) and hour not in (0, _NOON, _DAY):
            yield ClockTime(Span(*match.span("hour")), hour % _NOON, half)


@functools.cache
def _pattern(primary: str) -> "regex.Pattern[str]":
    words = _data().get(primary, {})
    around = {}
    for side in ("before", "after"):
        halves = words.get(side, {})
        around[side] = "|".join(
            rf"(?P<{half}_{side}>{'|'.join(halves[half])})"
            for half in ("am", "pm")
            if half in halves
        )
    before = rf"(?:(?:{around['before']})[ \u00a0]?)?" if around["before"] else ""
    after = rf"(?:[ \u00a0]?(?:{around['after']})(?![\p{{L}}]))?" if around["after"] else ""
    return regex.compile(before + _TIME + after, regex.IGNORECASE)


@functools.cache
def _data() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    file = resources.files("auditor.text") / "clock.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
