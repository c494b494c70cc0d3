"""Figures of a sentence in the place of others, told by the order in which both sides have them.

`figure_comparison.compare` looks at values alone, so a small number that is wrong is left to the
translator, and a number that the sentence has elsewhere explains itself. Where both sides have as
many figures, and all but one or two stand in the same order, what is left over in one place is the
mistake. Figures that have changed places are told by the words around them.
"""

import functools
import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from auditor.core.bitext import Span
from auditor.text.calendar_names import Month, months
from auditor.text.figure_comparison import Comparison, compare, power_of_ten, related
from auditor.text.figure_units import is_bare
from auditor.text.figures import Figure, figures
from auditor.text.language import language

_MOST_WRONG = 2
_TWO = 2
_MOST_FIGURES = 12
_DATE_GAP = re.compile(r"(?:st|nd|rd|th|er|º|\.)?(?:[\s年月년월/.-]{0,2}|,\s|\s(?:de|of|del|do)\s)")
"""What stands between two parts of a date."""
_YEARS = 10_000
"""More than any part of a date."""
_UNIT = 8
"""Characters between the two parts of a length."""
_FREE_WORDS = 2
"""Numbers in words up to here are articles and pronouns too often: "two", "both"."""


@functools.lru_cache(maxsize=4096)
def compared(source: str, target: str, source_tag: str, target_tag: str) -> Comparison:
    """Compare the figures of a source text and its translation by value and by their order."""
    found = compare(source, target, source_tag, target_tag)
    known = {f.span for pair in (*found.wrong, *found.magnitudes) for f in pair[:1]}
    new = [
        (figure, original)
        for figure, original in replaced(source, target, source_tag, target_tag)
        if figure.span not in known
    ]
    if not new:
        return found
    mine, its = ({pair[i].span for pair in new} for i in (0, 1))
    return replace(
        found,
        wrong=tuple(sorted((*found.wrong, *new), key=lambda pair: pair[0].span)),
        added=tuple(f for f in found.added if f.span not in mine),
        missing=tuple(f for f in found.missing if f.span not in its),
    )


def replaced(
    source: str, target: str, source_tag: str, target_tag: str
) -> tuple[tuple[Figure, Figure], ...]:
    """Give the figures of the target that stand in the place of another one, with that one.

    Both sides must have as many figures, and all others must be equal and in the same order.

    Returns:
        Target figure and source figure.
    """
    there = comparable(source, source_tag, target, target_tag)
    here = comparable(target, target_tag, source, source_tag)
    if len(there) != len(here):
        there, here = (
            [f for f in side if f.written or f.value > _FREE_WORDS] for side in (there, here)
        )
    if len(there) != len(here) or not here:
        return ()
    wrong = [(b, a) for a, b in zip(there, here, strict=True) if not _agree(a, b)]
    if len(wrong) > _MOST_WRONG:
        wrong = _left_over(there, here)
    if len(wrong) > _MOST_WRONG or (len(wrong) == len(here) > 1):
        return ()
    lost, new = (Counter(f.value for f in side) for side in (there, here))
    if any(lost[a.value] <= new[a.value] or new[b.value] <= lost[b.value] for b, a in wrong):
        return ()
    return () if any(_is_loose(a, b) for b, a in wrong) else tuple(wrong)


def _left_over(there: list[Figure], here: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Pair what is left when every figure has taken an equal one, in whatever order."""
    free = list(there)
    mine = []
    for figure in here:
        match = next((f for f in free if _agree(f, figure)), None)
        if match is None:
            mine.append(figure)
        else:
            free.remove(match)
    return list(zip(mine, free, strict=True))


def comparable(
    text: str, tag: str, other: str, other_tag: str, *, shares: bool = False
) -> list[Figure]:
    """Give the figures that count, without months that the other side names alone.

    Fractions count where `shares` is set.
    """
    found = [
        f
        for f in figures(text, language(tag))
        if f.kind != "identifier"
        and (f.certain or (shares and f.kind == "share"))
        and (f.value != 1 or f.kind == "date")
        and not (f.kind == "time" and f.value in (0, 30))
    ]
    found = [f for f, before in zip(found, [None, *found], strict=False) if not _is_rest(f, before)]
    if not any(f.kind == "date" for f in found):
        return found
    own = {m.span.start for m in months(text, language(tag)) if not m.day}
    alone = {n for m in months(other, language(other_tag)) if not m.day for n in m.numbers}
    return [f for f in found if not (f.span.start in own and f.value in alone)]


def _is_rest(figure: Figure, before: Figure | None) -> bool:
    """Tell whether a figure is the second part of a length: six foot six."""
    if before is None or figure.span.start - before.span.end > _UNIT:
        return False
    if figure.units and figure.units == before.units:
        return False
    return any(unit.dimension == "length" for unit in before.units)


def _agree(one: Figure, other: Figure) -> bool:
    return bool(
        {abs(v) for v in one.values} & {abs(v) for v in other.values}
        or one.text == other.text
        or (one.value and other.value and power_of_ten(abs(one.value / other.value)))
        or related(one, other)
        or related(other, one)
    )


def _is_loose(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are of different kinds or units, or too common to be compared."""
    if one.kind != other.kind or one.money != other.money:
        return True
    units = [{unit.name for unit in f.units} for f in (one, other)]
    dimensions = [{unit.dimension for unit in f.units} for f in (one, other)]
    if any("temperature" in those for those in dimensions):
        return True
    measured = any(those - {"duration", "currency"} for those in dimensions)
    same = units[0] & units[1]
    if (measured or all(units)) and not same and not _of_one_speed(one, other):
        return True
    least = 0 if all(f.written or same for f in (one, other)) else _FREE_WORDS
    return any(f.value <= least for f in (one, other))


def _of_one_speed(one: Figure, other: Figure) -> bool:
    """Tell whether two figures have the same unit of length, one of them by the hour."""
    return any(
        a.factor == b.factor and {a.dimension, b.dimension} == {"length", "speed"}
        for a in one.units
        for b in other.units
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two figures that stand in another order than in the source."""

    there: tuple[Figure, Figure]
    """Both figures of the source, in order."""
    here: tuple[Figure, Figure]
    """Both figures of the target, in order: the first has the value of the second of the source."""
    others: tuple[tuple[Figure, Figure], ...]
    """All other figures of the source that stand once on either side, each with its twin."""
    alone: bool
    """Both sides have as many figures, and all others stand in the same order."""
    around: bool
    """One of the others stands between the two on either side."""


def exchanges(source: str, target: str, source_tag: str, target_tag: str) -> tuple[Exchange, ...]:
    """Give every two figures of the source that stand in the other order in the target.

    The parts of a date count as one figure; figures that stand twice on a side are left out.
    """
    if (
        min(len(figures(source, language(source_tag))), len(figures(target, language(target_tag))))
        < _TWO
    ):
        return ()
    there = _merged(comparable(source, source_tag, target, target_tag, shares=True), source)
    here = _merged(comparable(target, target_tag, source, source_tag, shares=True), target)
    if min(len(there), len(here)) < _TWO or max(len(there), len(here)) > _MOST_FIGURES:
        return ()
    twins = _twins(there, here)
    if all(b.span < d.span for (_, b), (_, d) in itertools.pairwise(twins)):
        return ()
    moved = []
    if len(there) == len(here):
        moved = [a for a, b in zip(there, here, strict=True) if not _agree(a, b)]
    spans = [(a.span, b.span) for a, b in twins]
    spans += _months_of_both(
        months(source, language(source_tag)), months(target, language(target_tag))
    )
    return tuple(
        Exchange(
            (one, other),
            (others_twin, twin),
            tuple(pair for pair in twins if pair[0] not in (one, other)),
            alone=moved == [one, other],
            around=any(
                one.span < a < other.span and others_twin.span < b < twin.span for a, b in spans
            ),
        )
        for (one, twin), (other, others_twin) in itertools.combinations(twins, 2)
        if others_twin.span < twin.span
    )


def _months_of_both(there: tuple[Month, ...], here: tuple[Month, ...]) -> list[tuple[Span, Span]]:
    """Give the places of the months that either side names once."""
    return [
        (one.span, other.span)
        for one in there
        for other in here
        if one.numbers == other.numbers
        and all(sum(m.numbers == one.numbers for m in side) == 1 for side in (there, here))
    ]


def _twins(there: list[Figure], here: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Pair the figures that stand once on either side."""
    twins = []
    for figure in there:
        mine = [f for f in here if _equal(figure, f)]
        if len(mine) == 1 and sum(_equal(f, mine[0]) for f in there) == 1:
            twins.append((figure, mine[0]))
    return twins


def _equal(one: Figure, other: Figure) -> bool:
    if "share" in (one.kind, other.kind):
        return one.value == other.value
    return bool({abs(v) for v in one.values} & {abs(v) for v in other.values})


def _merged(found: list[Figure], text: str) -> list[Figure]:
    """Make one figure of the day, month and year of a date."""
    merged: list[list[Figure]] = []
    for figure in found:
        last = merged[-1][-1] if merged else None
        dates = last is not None and last.kind == figure.kind == "date"
        if last and dates and _DATE_GAP.fullmatch(text, last.span.end, figure.span.start):
            merged[-1].append(figure)
        else:
            merged.append([figure])
    return [parts[0] if len(parts) == 1 else _date(parts) for parts in merged]


def _date(parts: list[Figure]) -> Figure:
    span = Span(parts[0].span.start, parts[-1].span.end)
    ordered = sorted(part.value for part in parts)
    value = sum((v * _YEARS**place for place, v in enumerate(ordered)), Fraction(0))
    return replace(parts[0], span=span, value=value, values=frozenset({value}), text="")


Signature = tuple[str, frozenset[str]]
"""Kind of a figure, and the names of its units."""


def signature(figure: Figure, text: str) -> Signature:
    """Give the kind and the units of a figure of a text, for comparison with others'."""
    kind = "number" if figure.kind in ("ordinal", "time") and figure.units else figure.kind
    units = () if kind != "percent" and is_bare(figure, text) else figure.units
    return kind, frozenset(unit.name for unit in units)
