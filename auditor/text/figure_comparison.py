"""Figures of a sentence against those of its translation: what is wrong, added or missing.

Figures match by value, whatever their script, marks, scale words and order. Where a good
translator is free, the comparison is lenient: numbers up to twelve may be spelled, dropped or
added, years may be shortened, units may be converted, and a figure may be said twice. See
docs/figures.md.
"""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from auditor.text.figures import Figure, figures
from auditor.text.language import language
from auditor.text.quantities import Unit, convertible

_INCHES = {"foot": (Unit("inch", "length", 0.0254),)}
"""The unit that goes without saying after another: six foot six."""
_ROMAN = re.compile("[XVI\u2160-\u216b]+")
_MOST_MISTAKES = 2
"""Small numbers of a sentence that may be wrong together."""
_NO_QUANTITIES = ("time", "date", "ordinal")
"""Kinds of figures that are no amount of anything."""
_MEASURED = {"length", "area", "mass", "volume", "duration", "speed", "energy", "power"}
_SMALL = 12
"""Numbers up to here are left to the translator."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures that do not match, each in one place only."""

    magnitudes: tuple[tuple[Figure, Figure], ...] = ()
    """Target and source figure that differ by a power of ten."""
    wrong: tuple[tuple[Figure, Figure], ...] = ()
    """Target figure and the source figure that it should render."""
    added: tuple[Figure, ...] = ()
    """Target figures without any source figure."""
    missing: tuple[Figure, ...] = ()
    """Source figures without any target figure."""


@functools.lru_cache(maxsize=4096)
def compare(source: str, target: str, source_tag: str, target_tag: str) -> Comparison:
    """Compare the figures of a source text and its translation by value."""
    of_source = figures(source, language(source_tag))
    of_target = figures(target, language(target_tag))
    if not of_source and not of_target:
        return Comparison()
    left_source = _unexplained(of_source, of_target)
    left_target = _unexplained(of_target, of_source)
    if not (language(source_tag).scale_words and language(target_tag).scale_words):
        left_source, left_target = (
            _other_digits(left_source, of_target),
            _other_digits(left_target, of_source),
        )
    left_source = _without_asides(left_source, of_source, source)
    left_target = _without_asides(left_target, of_target, target)
    magnitudes = _magnitudes(left_target, left_source)
    wrong = _renamed(left_target, left_source)
    wrong += _date_mistake(left_target, left_source, of_target, of_source)
    taken = {id(f) for pair in (*magnitudes, *wrong) for f in pair}
    rest_source = [f for f in left_source if id(f) not in taken and _sure(f)]
    rest_target = [f for f in left_target if id(f) not in taken and _sure(f)]
    large_source = [f for f in rest_source if not _is_small(f)]
    large_target = [f for f in rest_target if not _is_small(f)]
    wrong += _paired(large_target, large_source, _twins)
    taken = {id(f) for pair in wrong for f in pair}
    wrong += _paired(
        [f for f in large_target if id(f) not in taken],
        [f for f in large_source if id(f) not in taken],
        _alike,
    )
    if not wrong:
        alone = not large_source and not large_target
        wrong = _small_mistake(
            *(
                [f for f in rest if alone or (_is_small(f) and f.kind != "date")]
                for rest in (rest_target, rest_source)
            )
        )
    taken = {id(f) for pair in (*magnitudes, *wrong) for f in pair}
    for mistakes in (_time_mistake, _measure_mistake, _share_mistake, _roman_mistake):
        mine, its = ([f for f in s if id(f) not in taken] for s in (left_target, left_source))
        wrong += mistakes(mine, its)
        taken = {id(f) for pair in (*magnitudes, *wrong) for f in pair}
    return Comparison(
        tuple(magnitudes),
        tuple(sorted(wrong, key=lambda pair: pair[0].span)),
        tuple(f for f in large_target if id(f) not in taken and not _is_free(f)),
        tuple(f for f in large_source if id(f) not in taken and not _is_free(f)),
    )


def _other_digits(left: list[Figure], others: tuple[Figure, ...]) -> list[Figure]:
    """Leave out what differs by a power of ten: a scale word that is not known may explain it."""
    return [
        f
        for f in left
        if not f.value or not any(o.value and power_of_ten(abs(f.value / o.value)) for o in others)
    ]


def _without_asides(left: list[Figure], figures: tuple[Figure, ...], text: str) -> list[Figure]:
    """Leave out what says its neighbour again, in another unit or, in brackets, another currency.

    Translators keep one of "800 km/h (497 mph)", and give the currency of their readers.
    """
    asides = set()
    for one, other in itertools.pairwise(figures):
        between = text[one.span.end : other.span.start]
        if one.money and other.money:
            same = {u.name for u in one.units} & {u.name for u in other.units}
            if not same and one.scale == other.scale and re.search(r"[(（\[]", between):
                asides.add(id(other))
        elif other.units and convertible(one.value, one.units, other.value, other.units):
            asides |= {id(f) for f, twin in ((one, other), (other, one)) if twin not in left}
    return [f for f in left if id(f) not in asides]


def _renamed(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Pair the names that differ in their digits alone: F-35, F-43."""
    named = [f for f in target if f.name.strip("#")]
    return _paired(named, source, lambda one, other: one.name == other.name)


def _date_mistake(
    target: list[Figure],
    source: list[Figure],
    of_target: tuple[Figure, ...],
    of_source: tuple[Figure, ...],
) -> list[tuple[Figure, Figure]]:
    """Give the only wrong day or month where both sides have as many parts of dates."""
    dates = [f for f in of_source if f.kind == "date"]
    wrong = [f for f in target if f.kind == "date"]
    lost = [f for f in source if f.kind == "date"]
    if len(wrong) != 1 or len(lost) > 1 or len(dates) != sum(f.kind == "date" for f in of_target):
        return []
    if not lost:
        shown = Counter(f.value for f in of_target)
        lost = [f for f in dates if Counter(d.value for d in dates)[f.value] > shown[f.value]]
    return [(wrong[0], lost[0])] if lost else []


def _unexplained(these: tuple[Figure, ...], others: tuple[Figure, ...]) -> list[Figure]:
    """Give the figures that nothing on the other side accounts for."""
    readings = frozenset(
        abs(v) for other in others if not _is_full_hour(other) for v in other.values
    )
    copied = frozenset(other.text for other in others)
    return [
        f
        for f in these
        if not any(abs(v) in readings for v in _meant(f))
        and not (f.written and not f.scale and f.text in copied)
        and not any(related(f, other) or related(other, f) for other in others)
        and not _sum_of_units(f, others)
        and not any(_sum_of_units(o, these) and _same_dimension(f, o) for o in others)
    ]


def _meant(figure: Figure) -> frozenset[Fraction]:
    """Give the readings that another figure must have: of a fraction, itself alone."""
    return frozenset({figure.value}) if figure.kind == "share" else figure.values


def _is_full_hour(figure: Figure) -> bool:
    """Tell whether a figure is the minutes of "14:00", which stand for no other number."""
    return figure.kind == "time" and figure.values == {0}


def related(one: Figure, other: Figure) -> bool:
    """Tell whether two figures of different value say the same thing."""
    if one.units and (other.units or other.kind not in _NO_QUANTITIES) and _converted(one, other):
        return True
    if one.kind == "percent" and other.kind == "share":
        return abs(one.value - other.value * 100) < 1
    return _of_one_time(one, other)


def _of_one_time(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are a percentage and its share, or a year in two manners."""
    for a in one.values:
        for b in other.values:
            if one.kind == "percent" and b and a == b * 100:
                return True
            if 1000 <= a < 3000 and a.denominator == 1:
                year = int(a)
                if b == year // 100 + 1 and any(u.name == "century" for u in other.units):
                    return True
                if 9 < b < 100 and year % 100 == b:
                    return True
                if year % 100 == 0 and b == year // 100 + 1:
                    return True
    return False


def _converted(one: Figure, other: Figure) -> bool:
    return any(convertible(v, one.units, other.value, other.units) for v in one.values)


def _same_dimension(one: Figure, other: Figure) -> bool:
    return bool({u.dimension for u in one.units} & {u.dimension for u in other.units})


def _sum_of_units(figure: Figure, others: tuple[Figure, ...]) -> bool:
    """Tell whether a quantity is the sum of two neighbours: 1.75 m for 5 feet 9 inches."""
    for first, second in itertools.pairwise(others):
        for a in first.units:
            for b in second.units or _INCHES.get(a.name, ()):
                if a.dimension != b.dimension or a.factor <= b.factor:
                    continue
                total = float(first.value) * a.factor + float(second.value) * b.factor
                for unit in figure.units:
                    value = float(figure.value) * unit.factor
                    if unit.dimension == a.dimension and abs(value - total) <= 0.03 * total:
                        return True
    return False


def _sure(figure: Figure) -> bool:
    return figure.certain and figure.kind != "identifier"


def _is_small(figure: Figure) -> bool:
    values = figure.values if figure.kind == "time" else {figure.value}
    exact = figure.kind == "percent"
    return any(abs(v) <= _SMALL and (v.denominator == 1 or not exact) for v in values)


def _time_mistake(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Give the hour or minute that alone is wrong, whatever else is."""
    mine, its = (
        [f for f in figures if f.kind == "time" and f.certain and not _is_free(f)]
        for figures in (target, source)
    )
    return list(zip(mine, its, strict=True)) if len(mine) == len(its) <= _MOST_MISTAKES else []


def _measure_mistake(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Give what is the only quantity of its dimension that has no match, on either side.

    Half of a unit counts, too: half a year that became seven months.
    """
    found = []
    for dimension in sorted(_MEASURED):
        mine, its = (
            [
                f
                for f in figures
                if f.kind in ("number", "share")
                and (f.certain or f.kind == "share")
                and any(unit.dimension == dimension for unit in f.units)
            ]
            for figures in (target, source)
        )
        if len(mine) == len(its) == 1:
            found.append((mine[0], its[0]))
    return found


def _share_mistake(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Give the fractions that stand in the place of others: one third, two thirds."""
    mine, its = ([f for f in figures if f.kind == "share"] for figures in (target, source))
    return list(zip(mine, its, strict=True)) if len(mine) == len(its) <= _MOST_MISTAKES else []


def _roman_mistake(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Give the only Roman numeral of the target that is another than the only one of the source."""
    mine, its = (
        [f for f in figures if f.kind == "ordinal" and _ROMAN.fullmatch(f.text)]
        for figures in (target, source)
    )
    return [(mine[0], its[0])] if len(mine) == len(its) == 1 else []


def _is_free(figure: Figure) -> bool:
    """Tell whether a figure may come or go.

    Quarters of an hour, 24 hours, a turn by 180 degrees, and round numbers in words.
    """
    units = {unit.name for unit in figure.units}
    if (figure.value == 24 and "hour" in units) or (
        figure.value in (180, 360) and "degree" in units
    ):
        return True
    if figure.value in (15, 30, 45) and "minute" in units:
        return True
    if figure.kind == "time":
        return figure.value in (0, 15, 30, 45) and len(figure.values) == 1
    return not figure.written and bool(re.fullmatch(r"[1-9]0+|1[0-9]|[2-9]0*", str(figure.value)))


def _magnitudes(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    return _paired(target, source, _off_by_powers_of_ten)


def _off_by_powers_of_ten(target: Figure, source: Figure) -> bool:
    if "identifier" in (target.kind, source.kind) or not target.value or not source.value:
        return False
    power = power_of_ten(abs(target.value / source.value))
    if not power:
        return False
    scale = max(target.scale, source.scale)
    if target.certain and source.certain:
        return bool(scale) or (abs(power) >= 3 and bool(target.units or source.units))
    both_scaled = min(target.scale, source.scale) >= 6
    return both_scaled and scale >= 9 and abs(power) >= 3


def power_of_ten(ratio: Fraction) -> int:
    """Give k where the ratio is 10^k, or 0."""
    inverse = ratio < 1
    whole = 1 / ratio if inverse else ratio
    text = str(whole)
    if not re.fullmatch("10+", text):
        return 0
    return -(len(text) - 1) if inverse else len(text) - 1


def _paired(
    target: list[Figure], source: list[Figure], alike: Callable[[Figure, Figure], bool]
) -> list[tuple[Figure, Figure]]:
    """Pair what is left of both sides, like with like, the nearest value first."""
    found = []
    free = list(source)
    for figure in target:
        match = min(
            (s for s in free if alike(figure, s)),
            key=lambda s: _ratio(figure.value, s.value),
            default=None,
        )
        if match is not None:
            free.remove(match)
            found.append((figure, match))
    return found


def _ratio(one: Fraction, other: Fraction) -> Fraction:
    """Tell by what a number must be multiplied to give another one, or the other way round."""
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else high


def _twins(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and _alike(one, other)


def _alike(one: Figure, other: Figure) -> bool:
    return (one.kind == "percent") == (other.kind == "percent") and one.money == other.money


def _small_mistake(target: list[Figure], source: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Give small numbers that were clearly put in another's place: "5 firms", "6 Firmen".

    As many must be left on one side as on the other, each of the same kind as its partner.
    """
    mine, its = (
        [f for f in figures if not (f.kind == "time" and _is_free(f))]
        for figures in (target, source)
    )
    if not mine or len(mine) != len(its) or len(mine) > _MOST_MISTAKES:
        return []
    pairs = list(zip(mine, its, strict=True))
    if any(a.kind != b.kind or 0 in (a.value, b.value) for a, b in pairs):
        return []
    return pairs
