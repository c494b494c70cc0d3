"""Units of the figures that both sides have: the same number with another unit or currency."""

import functools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from auditor.core.bitext import Span
from auditor.text.figures import Figure, figures
from auditor.text.language import language
from auditor.text.quantities import Unit, convertible

_DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "TWD"})
_YUAN = frozenset({"CNY", "TWD", "HKD", "JPY"})
_DEGREES = frozenset({"celsius", "fahrenheit", "degree"})
_KIN = (_DOLLARS, _YUAN, _DEGREES)
"""Units that share a sign or a word: "$" is any dollar, 元 and "¥" are several currencies."""
_BARE = re.compile(
    r"[ \u00a0\u202f-]?"
    r"(?:(?:in|won|second|real|mil|once|del|[a-zа-я])(?![\w/’'])|[分度元]|周年|週年)",
    re.IGNORECASE,
)
"""What follows a figure and may be a unit or any other word or letter."""
_VERB = re.compile(r"(?<!\w)(?:won|real)\s?\Z", re.IGNORECASE)
"""What goes before a figure and may be a currency or any other word."""
_KILOWATT_HOURS = re.compile("度")
"""A word for kilowatt-hours that stands for degrees beside small figures."""
_HOTTEST = 10_000
"""Figures from here on are no degrees."""
_COMPARED = ("number", "percent", "share")
_POWERS = {"area": "²", "volume": "³"}
_LOST = re.compile(
    r"[ \u00a0\u202f]?(?P<unit>(?P<length>[cdkm]?m|[дкс]?м)\?)"
    r"(?=[.,;:!?)(]|\s+[^\W\dA-ZА-Я]|\s+\(|\s*\Z)"
)
"""A unit of length with a question mark that does not end the sentence, unless the text ends."""


@functools.lru_cache(maxsize=4096)
def unit_mismatches(
    source: str, target: str, source_tag: str, target_tag: str
) -> tuple[tuple[Figure, Figure], ...]:
    """Give each figure of the target whose unit is another one than that of the same figure there.

    Both sides have the number and each names a unit or a currency; units that share a sign, and
    speeds read as lengths, are left out, and so are numbers that stand more often with a unit on
    one side than on the other.

    Returns:
        Target figure and source figure.
    """
    of_source = _measured(source, source_tag)
    of_target = _measured(target, target_tag)
    if not of_source or not of_target:
        return ()
    every = figures(source, language(source_tag)), figures(target, language(target_tag))
    lost = {sign.figure.span for sign in lost_signs(source, target, source_tag, target_tag)}
    return tuple(_found(of_source, [f for f in of_target if f.span not in lost], every))


def _found(
    source: list[Figure], target: list[Figure], every: tuple[tuple[Figure, ...], tuple[Figure, ...]]
) -> Iterator[tuple[Figure, Figure]]:
    for figure in target:
        theirs = [f for f in source if _same_value(f, figure)]
        counts = [sum(_same_value(f, figure) for f in side) for side in every]
        if not theirs or counts != [len(theirs), 1]:
            continue
        if not any(_agree(a, b) for f in theirs for a in f.units for b in figure.units) and not any(
            convertible(f.value, f.units, figure.value, figure.units) for f in theirs
        ):
            yield figure, theirs[0]


def _measured(text: str, tag: str) -> list[Figure]:
    return [
        figure
        for figure in figures(text, language(tag))
        if figure.units
        and figure.kind in _COMPARED
        and (figure.certain or (figure.kind == "share" and figure.written))
        and not is_bare(figure, text)
    ]


def is_bare(figure: Figure, text: str) -> bool:
    """Tell whether what stands beside a figure may be another word than its unit."""
    if _VERB.search(text, 0, figure.span.start):
        return True
    if figure.value >= _HOTTEST and _KILOWATT_HOURS.match(text, figure.span.end):
        return False
    return bool(_BARE.match(text, figure.span.end))


def _same_value(one: Figure, other: Figure) -> bool:
    return bool(_values(one) & _values(other))


def _values(figure: Figure) -> frozenset[Fraction]:
    read = (figure.value,) if figure.kind == "share" else figure.values
    return frozenset(abs(value) for value in read)


def _agree(one: Unit, other: Unit) -> bool:
    if one.name == other.name or any(one.name in kin and other.name in kin for kin in _KIN):
        return True
    if _per(one) and _per(other):
        return False
    speed = {one.dimension, other.dimension} == {"length", "speed"} and one.factor == other.factor
    return speed or one.name.partition("_per_")[0] == other.name.partition("_per_")[0]


def _per(unit: Unit) -> str:
    return unit.name.partition("_per_")[2]


class LostSign(NamedTuple):
    """A unit with a question mark in the place of its superscript."""

    span: Span
    """Of the unit, its mark included."""
    right: str
    """How it is written."""
    figure: Figure


@functools.lru_cache(maxsize=1024)
def lost_signs(source: str, target: str, source_tag: str, target_tag: str) -> tuple[LostSign, ...]:
    """Give the units of the target that lost the superscript of an area or volume: "90 km?".

    The source has the same number with such a unit of the same kind.
    """
    if "?" not in target or not _LOST.search(target):
        return ()
    of_source = figures(source, language(source_tag))
    found = []
    for figure in figures(target, language(target_tag)):
        match = _LOST.match(target, figure.span.end)
        theirs = [u for f in of_source if match and _same_value(f, figure) for u in f.units]
        powers = {
            _POWERS[unit.dimension]
            for unit in theirs
            if unit.dimension in _POWERS and unit.name.endswith(tuple(u.name for u in figure.units))
        }
        if match and len(powers) == 1:
            right = match["length"] + powers.pop()
            found.append(LostSign(Span(*match.span("unit")), right, figure))
    return tuple(found)
