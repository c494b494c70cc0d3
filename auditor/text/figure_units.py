"""Units of the figures that both sides have: the same number with another unit or currency."""

import functools
import re
from collections.abc import Iterator
from fractions import Fraction

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
_COMPARED = ("number", "percent")


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
    return tuple(_found(of_source, of_target, every))


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
        and figure.certain
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
    return frozenset(abs(value) for value in figure.values)


def _agree(one: Unit, other: Unit) -> bool:
    if one.name == other.name or any(one.name in kin and other.name in kin for kin in _KIN):
        return True
    if {one.dimension, other.dimension} != {"length", "speed"}:
        return False
    return one.factor == other.factor or one.name.split("_per_")[0] == other.name.split("_per_")[0]
