"""Text that stands elsewhere in the other document: found among what a monotone path leaves over.

A path in order cannot hold a paragraph that was moved: it is a run of nulls on both sides. Beads of
such nulls are weighed by the same evidence; a bead must outweigh how rarely text is moved at all,
and how many places it could have been moved to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log

import numpy as np

from auditor.alignment.cost import Costs, Model
from auditor.alignment.lattice import Shape, Step, Strip
from auditor.alignment.weights import Weights

_SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1))
_MOVED = 0.1
"""Share of unmatched segments that were moved, beforehand."""
_NEIGHBOUR = 0.5
"""The same where the sentence before it was moved: text moves in blocks."""
_SURE = 0.8
"""Least probability of a moved bead."""
_MOST = 4_000_000
"""Most cells that are weighed; longer texts are searched near each null only."""


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
    costs = Costs(model, weights)
    rows, columns = {*source}, {*target}
    reach = max(200, _MOST // (2 * len(source)))
    for strip in _strips(source, target, reach):
        for shape, evidence in costs.evidence(strip):
            if shape not in _SHAPES:
                continue
            n, m = shape
            total = sum(getattr(weights, kind) * values for kind, values in evidence.items())
            total = np.asarray(total) + (weights.one_two if n + m > 2 else 0.0)
            for row, column in np.argwhere(total > -log(_NEIGHBOUR)):
                left = tuple(range(strip.top + int(row) - n, strip.top + int(row)))
                right = tuple(range(strip.left + int(column) - m, strip.left + int(column)))
                if rows.issuperset(left) and columns.issuperset(right):
                    yield _Candidate(left, right, float(total[row, column]))


def _strips(source: Sequence[int], target: Sequence[int], reach: int) -> Iterator[Strip]:
    """Cover the nodes where beads of left-over segments may end."""
    for _, group in groupby(enumerate(source), key=lambda item: item[1] - item[0]):
        run = [row for _, row in group]
        near = [j for j in target if run[0] - reach <= j <= run[-1] + reach]
        for begin in range(0, len(run), 64):
            part = run[begin : begin + 64]
            for first, last in _runs(near):
                yield Strip(part[0] + 1, part[-1] + 2, first + 1, last + 2)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last place of each run of neighbours."""
    for _, group in groupby(enumerate(places), key=lambda item: item[1] - item[0]):
        run = [place for _, place in group]
        yield run[0], run[-1]
