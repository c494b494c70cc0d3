"""Monotone dynamic programme over beads: best path, and the probability of every bead.

The nodes of the lattice are pairs (i, j): i source and j target segments are done. A bead of n
source and m target segments leads from (i - n, j - m) to (i, j). Rows are worked one at a time,
each as one vector; runs of 0-1 beads inside a row are a prefix scan, so no loop runs over columns.

A lattice need not be whole: every row has a window of columns, and nodes outside do not exist.
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
        self.alpha = _Rows([], [])
        self.beta = _Rows([], [])
        self._choice: list[NDArray[np.int8]] = []
        self._shapes: list[Shape] = []
        self.total = -np.inf
        """Log of the summed weight of all paths."""

    def _potentials(self, number: int) -> Mapping[Shape, NDArray[np.float32]]:
        if number in self._kept:
            return self._kept[number]
        made = self._make(self.cover[number])
        size = sum(values.size for values in made.values())
        if size <= self._keep:
            self._keep -= size
            self._kept[number] = made
        return made

    def forwards(self) -> None:
        """Sum the weight of all paths from the start to each node, and find the best one."""
        best = _Rows([], [])
        alpha = self.alpha
        for number, strip in enumerate(self.cover):
            made = self._potentials(number)
            self._shapes = list(made)
            steep = [(code, shape) for code, shape in enumerate(made) if shape[0] > 0]
            flat = next(code for code, shape in enumerate(made) if shape == (0, 1))
            width = strip.right - strip.left
            for row in range(strip.top, strip.bottom):
                usable = [(code, shape) for code, shape in steep if shape[0] <= row]
                sums = np.full((len(usable) + 1, width), -np.inf)
                highs = np.full((len(usable) + 1, width), -np.inf)
                if row == 0:
                    sums[-1, 0] = highs[-1, 0] = 0.0
                for place, (_, (n, m)) in enumerate(usable):
                    gain = made[n, m][row - strip.top]
                    left, right = strip.left - m, strip.right - m
                    np.add(alpha.cut(row - n, left, right), gain, out=sums[place])
                    np.add(best.cut(row - n, left, right), gain, out=highs[place])
                choice = np.array([*(code for code, _ in usable), -1], dtype=np.int8)
                picked = highs.argmax(axis=0)
                high = np.take_along_axis(highs, picked[None], axis=0)[0]
                along = np.cumsum(_finite(made[0, 1][row - strip.top]))
                climbed = np.maximum.accumulate(high - along) + along
                codes = np.where(climbed > high + 1e-9, flat, choice[picked]).astype(np.int8)
                alpha.left.append(strip.left)
                alpha.values.append(np.logaddexp.accumulate(_logsum(sums) - along) + along)
                best.left.append(strip.left)
                best.values.append(climbed)
                self._choice.append(codes)
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
        occupied = []
        for left, alpha, beta in zip(
            self.alpha.left, self.alpha.values, self.beta.values, strict=True
        ):
            there = np.flatnonzero(alpha + beta - self.total > np.log(floor))
            first, last = (int(there[0]), int(there[-1])) if there.size else (0, len(alpha) - 1)
            occupied.append((left + first, left + last + 1))
        return Solution(tuple(self._path()), tuple(occupied))

    def _path(self) -> Iterator[Step]:
        steps: list[Step] = []
        row, column = self.cover[-1].bottom - 1, self.cover[-1].right - 1
        number = len(self.cover) - 1
        down: dict[int, float] = {}
        while row or column:
            while self.cover[number].top > row:
                number -= 1
            strip = self.cover[number]
            shape = self._shapes[int(self._choice[row][column - self.alpha.left[row]])]
            potential = float(self._potentials(number)[shape][row - strip.top, column - strip.left])
            if shape == (0, 1):
                steps.append(Step(shape, row, column, potential, -1.0))
                down[column] = potential
            else:
                steps.append(
                    Step(shape, row, column, potential, self._share(shape, row, column, potential))
                )
            row, column = row - shape[0], column - shape[1]
        flat = self._flat_shares(down)
        for step in reversed(steps):
            if step.shape == (0, 1):
                yield Step(step.shape, step.row, step.column, step.potential, flat[step.column])
            else:
                yield step

    def _share(self, shape: Shape, row: int, column: int, potential: float) -> float:
        """Give the share of paths with this bead; for a 1-0 bead, wherever it stands."""
        n, m = shape
        if m == 0:
            left, values = self.beta.left[row], self.beta.values[row]
            before = self.alpha.cut(row - n, left, left + len(values))
            paths = float(np.exp(before + values + potential - self.total).sum())
        else:
            before = self.alpha.cut(row - n, column - m, column - m + 1)
            after = self.beta.cut(row, column, column + 1)
            paths = float(np.exp(before[0] + after[0] + potential - self.total))
        return min(1.0, paths)

    def _flat_shares(self, down: Mapping[int, float]) -> dict[int, float]:
        shares = dict.fromkeys(down, 0.0)
        if not shares:
            return shares
        columns = np.array(sorted(shares))
        gains = np.array([down[int(column)] for column in columns])
        summed = np.zeros(len(columns))
        for left, alpha, beta in zip(
            self.alpha.left, self.alpha.values, self.beta.values, strict=True
        ):
            inside = (columns > left) & (columns < left + len(alpha))
            at = columns[inside] - left
            summed[inside] += np.exp(alpha[at - 1] + beta[at] + gains[inside] - self.total)
        return {int(c): min(1.0, float(s)) for c, s in zip(columns, summed, strict=True)}


def _finite(values: NDArray[np.float32]) -> Floats:
    return np.where(np.isfinite(values), values, -1e6).astype(np.float64)
