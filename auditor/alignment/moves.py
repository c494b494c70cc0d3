"""Text that stands elsewhere in the other document: found among what a monotone path leaves over.

A path in order cannot hold a paragraph that was moved: it is a run of nulls on both sides. Beads of
such nulls are weighed by the same evidence; a bead must outweigh how rarely text is moved at all,
and how many places it could have been moved to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import exp, log

import numpy as np

from auditor.alignment.cost import Costs, Model
from auditor.alignment.features import Side
from auditor.alignment.lattice import Shape, Step, Strip
from auditor.alignment.weights import Weights

_SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1))
_MOVED = 0.1
"""Share of unmatched segments that were moved, beforehand."""
_NEIGHBOUR = 0.5
"""The same where the sentence before it was moved: text moves in blocks."""
_SURE = 0.8
"""Least probability of a moved bead."""
_NEAREST = 4
"""Pairs of a segment that are weighed."""


@dataclass(frozen=True, slots=True)
class Move:
    """A bead out of order: positions of segments, counted from 0."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    source: tuple[int, ...]
    target: tuple[int, ...]
    evidence: float

    @property
    def end(self) -> tuple[int, int]:
        return self.source[-1], self.target[-1]

    @property
    def before(self) -> tuple[int, int]:
        return self.source[0] - 1, self.target[0] - 1


def moves(model: Model, steps: Sequence[Step], weights: Weights) -> tuple[Move, ...]:
    """Join segments that a path leaves without counterpart, in whatever order.

    Args:
        model: both texts, as the last search knew them.
        steps: the path of the last search.
        weights: those of the last search.

    Returns:
        Beads that share no segment, the surest blocks first.
    """
    source = [step.row - 1 for step in steps if step.shape == (1, 0)]
    target = [step.column - 1 for step in steps if step.shape == (0, 1)]
    if not source or not target:
        return ()
    left = sorted(_candidates(model, source, target, weights), key=lambda c: (c.source, c.target))
    rare = log(_MOVED) - log(max(len(source), len(target)))
    found: list[Move] = []
    while left:
        odds, block = _best_block(left, rare)
        probability = 1 / (1 + exp(-min(odds, 50.0)))
        if probability < _SURE:
            break
        found += [Move(c.source, c.target, probability) for c in block]
        sources = {i for c in block for i in c.source}
        targets = {j for c in block for j in c.target}
        left = [c for c in left if sources.isdisjoint(c.source) and targets.isdisjoint(c.target)]
    return tuple(found)


def _best_block(candidates: Sequence[_Candidate], rare: float) -> tuple[float, list[_Candidate]]:
    """Find the run of neighbouring beads that was most probably moved together, and its odds."""
    best: dict[tuple[int, int], tuple[float, _Candidate, tuple[int, int] | None]] = {}
    for candidate in candidates:
        odds, before = rare, None
        if candidate.before in best:
            longer = best[candidate.before][0] + log(_NEIGHBOUR)
            if longer > rare:
                odds, before = longer, candidate.before
        odds += candidate.evidence
        if candidate.end not in best or odds > best[candidate.end][0]:
            best[candidate.end] = odds, candidate, before
    last = max(best, key=lambda key: (best[key][0], key))
    block: list[_Candidate] = []
    end: tuple[int, int] | None = last
    while end is not None:
        _, candidate, end = best[end]
        block.append(candidate)
    return best[last][0], block[::-1]


def _candidates(
    model: Model, source: Sequence[int], target: Sequence[int], weights: Weights
) -> Iterator[_Candidate]:
    """Weigh the beads of segments that are all left over."""
    likely = _likely(model, source, target)
    if model.meter is not None:
        model = replace(model, support=model.meter.measure(_beads(likely)))
    costs = Costs(replace(model, most=min(model.most, max(max(_SHAPES)))), weights)
    # A path weighs beads against each other, moves are weighed against chance meetings.
    covered = weights.cover if model.support else 0.0
    rows, columns = {*source}, {*target}
    for strip in _strips(likely):
        for shape, evidence in costs.evidence(strip):
            if shape not in _SHAPES:
                continue
            n, m = shape
            total = sum(getattr(weights, kind) * values for kind, values in evidence.items())
            total = np.asarray(total) + covered + (weights.one_two if n + m > 2 else 0.0)
            for row, column in np.argwhere(total > -log(_NEIGHBOUR)):
                left = tuple(range(strip.top + int(row) - n, strip.top + int(row)))
                right = tuple(range(strip.left + int(column) - m, strip.left + int(column)))
                if rows.issuperset(left) and columns.issuperset(right):
                    yield _Candidate(left, right, float(total[row, column]))


def _beads(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Give the beads that end with pairs of segments: shapes, and the nodes where they end."""
    ends = [(row + 1, column + 1) for row, column in pairs]
    return [
        (n, m, row, column) for n, m in _SHAPES for row, column in ends if n <= row and m <= column
    ]


def _likely(model: Model, source: Sequence[int], target: Sequence[int]) -> list[tuple[int, int]]:
    """Give pairs that are worth weighing: near in meaning, or with rare keys in common."""
    if model.vectors is not None:
        return model.vectors.nearest(source, target, _NEAREST)
    held: dict[str, list[int]] = {}
    for j in target:
        for key in _keys(model.target, j):
            held.setdefault(key, []).append(j)
    found = {
        (i, j)
        for i in source
        for key in _keys(model.source, i)
        if len(held.get(key, ())) <= _NEAREST
        for j in held.get(key, ())
    }
    return sorted(found)


def _keys(side: Side, place: int) -> frozenset[str]:
    return frozenset[str]().union(*(family[place] for family in side.keys))


def _strips(pairs: Sequence[tuple[int, int]]) -> Iterator[Strip]:
    """Cover the nodes where beads of pairs of segments end: runs of neighbours in one row."""
    for (row, _), group in groupby(
        enumerate(pairs), key=lambda item: (item[1][0], item[1][1] - item[0])
    ):
        run = [column for _, (_, column) in group]
        yield Strip(row + 1, row + 2, run[0] + 1, run[-1] + 2)
