"""Monotone dynamic programme over beads: the probability of every bead, and the best path.

The nodes of the lattice are pairs (i, j): i source and j target segments are done. A bead of n
source and m target segments leads from (i - n, j - m) to (i, j). Rows are worked one at a time,
each as one vector; runs of 0-1 beads inside a row are a prefix scan, so no loop runs over columns.

A lattice need not be whole: every row has a window of columns, and nodes outside do not exist.

The best path is the one that is to be expected to put most segments into their right bead (minimum
Bayes risk, as Goodman 1996 parses), not the single most probable one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = tuple[int, int]
"""Source and target segments of a bead: (1, 2) is a 1-2 bead."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Neighbouring rows of nodes that share a window of columns."""

    top: int
    bottom: int
    """One past the last row."""
    left: int
    right: int
    """One past the last column."""

    @property
    def cells(self) -> int:
        """Give the number of nodes."""
        return (self.bottom - self.top) * (self.right - self.left)


Potentials = Callable[[Strip], Mapping[Shape, NDArray[np.float32]]]
"""Log potential of every bead that ENDS at a node of the strip: per shape (rows, columns).

Higher is better; negative infinity where the bead would begin before the text does.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A bead of the best path: it ends after `row` source and `column` target segments."""

    shape: Shape
    row: int
    column: int
    potential: float
    probability: float


@dataclass(frozen=True, slots=True)
class Solution:
    """The best path, and what every node is worth."""

    steps: tuple[Step, ...]
    occupied: tuple[tuple[int, int], ...]
    """Per row of nodes: first and one past the last column that a likely path goes through."""
    possible: tuple[tuple[int, int, int, int], ...] = ()
    """Beads with both sides that are not improbable: shape, and the node where each ends."""
    alone: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    """Per source and per target segment: the probability that it has no counterpart."""

    @property
    def path(self) -> tuple[tuple[int, int], ...]:
        """Give the nodes of the best path, without its start."""
        return tuple((step.row, step.column) for step in self.steps)


def strips(windows: Sequence[tuple[int, int]], height: int) -> tuple[Strip, ...]:
    """Cover rows and their windows with strips of at most `height` rows."""
    covered = []
    for top in range(0, len(windows), height):
        part = windows[top : top + height]
        left, right = min(w[0] for w in part), max(w[1] for w in part)
        covered.append(Strip(top, top + len(part), left, right))
    return tuple(covered)


@dataclass(slots=True)
class _Rows:
    """One value per node, row by row, each row with its own window."""

    left: list[int]
    values: list[Floats]

    def cut(self, row: int, left: int, right: int) -> Floats:
        """Give columns of a row, from left up to right; negative infinity outside its window."""
        start, values = self.left[row], self.values[row]
        if left >= start and right <= start + len(values):
            return values[left - start : right - start]
        piece = np.full(right - left, -np.inf)
        low, high = max(left, start), min(right, start + len(values))
        if low < high:
            piece[low - left : high - left] = values[low - start : high - start]
        return piece


def _logsum(stack: Floats) -> Floats:
    top = stack.max(axis=0)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total: Floats = np.log(np.exp(stack - safe).sum(axis=0)) + safe
    return total


class Lattice:
    """A lattice that is swept forwards once and backwards once."""

    def __init__(
        self, cover: Sequence[Strip], potentials: Potentials, *, keep: int = 60_000_000
    ) -> None:
        """Hold the lattice.

        Args:
            cover: strips from the first row of nodes to the last.
            potentials: gives the log potentials of a strip.
            keep: most potentials that are kept between the sweeps; beyond it they are made anew.
        """
        self.cover = cover
        self._make = potentials
        self._keep = keep
        self._kept: dict[int, Mapping[Shape, NDArray[np.float32]]] = {}
        self._last: tuple[int, Mapping[Shape, NDArray[np.float32]]] = (-1, {})
        self.alpha = _Rows([], [])
        self.beta = _Rows([], [])
        self._shapes: tuple[Shape, ...] = ()
        self.total = -np.inf
        """Log of the summed weight of all paths."""

    def _potentials(self, number: int) -> Mapping[Shape, NDArray[np.float32]]:
        if number in self._kept:
            return self._kept[number]
        if self._last[0] == number:
            return self._last[1]
        made = self._make(self.cover[number])
        self._last = (number, made)
        size = sum(values.size for values in made.values())
        if size <= self._keep:
            self._keep -= size
            self._kept[number] = made
        return made

    def forwards(self) -> None:
        """Sum the weight of all paths from the start to each node."""
        alpha = self.alpha
        for number, strip in enumerate(self.cover):
            made = self._potentials(number)
            self._shapes = tuple(made)
            steep = [shape for shape in made if shape[0] > 0]
            width = strip.right - strip.left
            for row in range(strip.top, strip.bottom):
                usable = [shape for shape in steep if shape[0] <= row]
                sums = np.full((len(usable) + 1, width), -np.inf)
                if row == 0:
                    sums[-1, 0] = 0.0
                for place, (n, m) in enumerate(usable):
                    before = alpha.cut(row - n, strip.left - m, strip.right - m)
                    np.add(before, made[n, m][row - strip.top], out=sums[place])
                along = np.cumsum(_finite(made[0, 1][row - strip.top]))
                alpha.left.append(strip.left)
                alpha.values.append(np.logaddexp.accumulate(_logsum(sums) - along) + along)
        self.total = float(alpha.values[-1][-1])

    def backwards(self) -> None:
        """Sum the weight of all paths from each node to the end."""
        rows = self.cover[-1].bottom
        beta = self.beta
        beta.left = list(self.alpha.left)
        beta.values = [np.full(len(values), -np.inf) for values in self.alpha.values]
        beta.values[-1][-1] = 0.0
        for number in range(len(self.cover) - 1, -1, -1):
            strip = self.cover[number]
            made = self._potentials(number)
            steep = [shape for shape in made if shape[0] > 0]
            for row in range(strip.bottom - 1, strip.top - 1, -1):
                along = np.cumsum(_finite(made[0, 1][row - strip.top]))
                values = beta.values[row]
                scan = np.logaddexp.accumulate((values + along)[::-1])[::-1]
                values[:] = scan - along
                for n, m in steep:
                    if n <= row:
                        push = values + made[n, m][row - strip.top]
                        self._push(row - n, strip.left - m, push)
        if len(beta.values) != rows:
            raise AssertionError("strips do not cover the rows")

    def _push(self, row: int, left: int, push: Floats) -> None:
        start, values = self.beta.left[row], self.beta.values[row]
        low, high = max(left, start), min(left + len(push), start + len(values))
        if low < high:
            into = values[low - start : high - start]
            np.logaddexp(into, push[low - left : high - left], out=into)

    def solution(self, *, floor: float = 1e-7) -> Solution:
        """Read the best path and its probabilities after both sweeps.

        Args:
            floor: nodes that fewer paths than this share go through are not "occupied".
        """
        occupied: list[tuple[int, int]] = []
        for left, alpha, beta in zip(
            self.alpha.left, self.alpha.values, self.beta.values, strict=True
        ):
            there = np.flatnonzero(alpha + beta - self.total > np.log(floor))
            if there.size:
                occupied.append((left + int(there[0]), left + int(there[-1]) + 1))
            else:
                # The inside of a sure bead: no path stops here.
                low, high = (min(max(edge, left), left + len(alpha)) for edge in occupied[-1])
                occupied.append((min(low, left + len(alpha) - 1), max(low + 1, high)))
        shares = [*self._shares(occupied)]
        steps = tuple(self._path(occupied, shares))
        return Solution(
            steps, tuple(occupied), tuple(_possible(occupied, shares)), _alone(occupied, shares)
        )

    def _shares(self, occupied: Sequence[tuple[int, int]]) -> Iterator[dict[Shape, Floats]]:
        """Give, per row, the probability of each bead that ends at its occupied nodes.

        A null's is that of its segment having no counterpart, wherever among the others it stands.
        """
        flat: dict[int, float] = {}
        rows: list[dict[Shape, Floats]] = []
        for number, strip in enumerate(self.cover):
            made = self._potentials(number)
            for row in range(strip.top, strip.bottom):
                left, right = occupied[row]
                after = self.beta.cut(row, left, right) - self.total
                here = slice(left - strip.left, right - strip.left)
                found = {}
                for (n, m), potentials in made.items():
                    if n > row:
                        continue
                    before = self.alpha.cut(row - n, left - m, right - m)
                    found[n, m] = np.exp(before + potentials[row - strip.top, here] + after)
                found[1, 0] = np.full(right - left, found[1, 0].sum() if row else 0.0)
                for column, share in enumerate(found[0, 1], start=left):
                    flat[column] = flat.get(column, 0.0) + float(share)
                rows.append(found)
        for (left, right), found in zip(occupied, rows, strict=True):
            found[0, 1] = np.array([flat[column] for column in range(left, right)])
            yield {shape: np.minimum(values, 1.0) for shape, values in found.items()}

    def _path(
        self, occupied: Sequence[tuple[int, int]], shares: Sequence[Mapping[Shape, Floats]]
    ) -> Iterator[Step]:
        best = _Rows([], [])
        choices: list[NDArray[np.int8]] = []
        flat = self._shapes.index((0, 1))
        for row, ((left, right), found) in enumerate(zip(occupied, shares, strict=True)):
            high = np.full(right - left, -np.inf)
            choice = np.full(right - left, -1, dtype=np.int8)
            if row == 0:
                high[0] = 0.0
            for code, (n, m) in enumerate(self._shapes):
                if n == 0 or n > row:
                    continue
                gain = best.cut(row - n, left - m, right - m) + (n + m) * found[n, m]
                better = gain > high
                high[better] = gain[better]
                choice[better] = code
            along = np.cumsum(found[0, 1])
            climbed = np.maximum.accumulate(high - along) + along
            choice[climbed > high + 1e-12] = flat
            best.left.append(left)
            best.values.append(climbed)
            choices.append(choice)
        steps: list[Step] = []
        row, column = len(occupied) - 1, occupied[-1][1] - 1
        number = len(self.cover) - 1
        while row or column:
            while self.cover[number].top > row:
                number -= 1
            strip, left = self.cover[number], occupied[row][0]
            shape = self._shapes[int(choices[row][column - left])]
            potential = float(self._potentials(number)[shape][row - strip.top, column - strip.left])
            share = float(shares[row][shape][column - left])
            steps.append(Step(shape, row, column, potential, share))
            row, column = row - shape[0], column - shape[1]
        yield from reversed(steps)


def _possible(
    occupied: Sequence[tuple[int, int]], shares: Sequence[Mapping[Shape, Floats]]
) -> Iterator[tuple[int, int, int, int]]:
    for row, ((left, _), found) in enumerate(zip(occupied, shares, strict=True)):
        for (n, m), values in found.items():
            if n and m:
                for place in np.flatnonzero(values > _POSSIBLE).tolist():
                    yield n, m, row, left + place


def _alone(
    occupied: Sequence[tuple[int, int]], shares: Sequence[Mapping[Shape, Floats]]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Read the probabilities of nulls, which `_shares` has summed, by their segments."""
    rows, columns = [], [0.0] * occupied[-1][1]
    for (left, right), found in zip(occupied, shares, strict=True):
        rows.append(float(found[1, 0][0]) if (1, 0) in found else 0.0)
        columns[left:right] = found[0, 1].tolist()
    return tuple(rows[1:]), tuple(columns[1:])


_POSSIBLE = 1e-3
"""Least probability of a bead that is possible."""


def _finite(values: NDArray[np.float32]) -> Floats:
    return np.where(np.isfinite(values), values, -1e6).astype(np.float64)
