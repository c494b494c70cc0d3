"""Similarity of runs by an encoder.

The vector of a run is the sum of its segments' vectors, so any run is a difference of prefix sums
and beads of several segments cost no encoding. What all segments of a text share is taken away
first. Some vectors are near to everything ("hubs"), some to nothing: a cosine is measured in
standard deviations from the mean cosine with runs of the other text, for each of the two runs, as
a refinement of what vecalign does (Thompson and Koehn, 2019).
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Encoder

Floats = NDArray[np.float32]
Sums = NDArray[np.float64]

_PIECE = 8192
"""Runs whose vectors are in memory at once."""
_SAMPLES = 400
"""Runs of the other text that a run is measured against."""
_CALM = 20.0
"""Segments at the origin that are added to a text before its mean is taken."""
_USUAL_SPREAD = 0.1
"""Standard deviation of the cosines of chance meetings, which counts as `_BELIEF` samples."""
_BELIEF = 8.0
_LASTING, _PASSING, _FEW = 0.3, 80.0, 20.0
"""Variance of the scores of true pairs: that of very long runs; what short ones add, times their
length; characters added to each length."""
_OUTLIERS = 0.004
"""Density of scores that no distribution foresees: it bounds what a score can say."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near true pairs are to each other, in standard deviations of chance meetings."""

    mean: float = 4.2
    spread: float = 1.35
    """Of pairs of middling length; `calmness` tells how much narrower that of long ones is."""

    def likelihood(self, scores: Floats, calm: Floats) -> Floats:
        """Give the log likelihood ratio of true pairs against chance meetings, in nats.

        Neighbours of a true pair are chance meetings of one subject, hence above 0.

        Args:
            scores: of pairs, in standard deviations of chance meetings.
            calm: the `calmness` of the shorter run of each pair.
        """
        away = (np.minimum(scores, self.mean) - np.float32(self.mean)) * calm
        true = _density(away, self.spread) * calm
        chance = _density(np.maximum(scores, _NEIGHBOUR) - np.float32(_NEIGHBOUR), 1.05)
        odds = np.log((true + np.float32(_OUTLIERS)) / (chance + np.float32(_OUTLIERS)))
        return odds.astype(np.float32)

    def far(self, scores: Floats, calm: Floats) -> Floats:
        """Give how far beyond two standard deviations below true pairs a score lies, negative."""
        away = (scores - np.float32(self.mean)) * calm / np.float32(self.spread)
        beyond: Floats = np.clip(away + np.float32(2.0), -4.0, 0.0).astype(np.float32)
        return beyond


def calmness(lengths: NDArray[np.float64]) -> Floats:
    """Give how many times narrower the scores of true pairs lie than those of middling length.

    A short sentence has few words to be recognised by: true pairs of it may well be far from each
    other, which those of a long one never are.

    Args:
        lengths: characters of English of each run.
    """
    variance = _LASTING + _PASSING / (lengths + _FEW)
    return (1 / np.sqrt(variance)).astype(np.float32)


_NEIGHBOUR = 0.3
"""Mean score of segments that stand near the right one."""


def _density(away: Floats, spread: float) -> Floats:
    scaled = away / np.float32(spread)
    density = np.exp(np.float32(-0.5) * scaled * scaled) / np.float32(spread * sqrt(2 * pi))
    return density.astype(np.float32)


class RunVectors:
    """Vectors of the segments of two texts, compared run by run."""

    def __init__(self, source: Floats, target: Floats, shapes: Sequence[tuple[int, int]]) -> None:
        """Measure what the runs have in common with the other text at large.

        Args:
            source: one vector per source segment, shape (segments, dimensions).
            target: one vector per target segment.
            shapes: numbers of source and target segments of the runs that will be compared.
        """
        self.segments = (source, target)
        self._centred = (_centred(source), _centred(target))
        self._margin = max(max(shape) for shape in shapes) - 1
        sizes = [sorted({shape[place] for shape in shapes}) for place in (0, 1)]
        runs = [
            {n: _Runs(vectors, n) for n in numbers}
            for vectors, numbers in zip(self._centred, sizes, strict=True)
        ]
        self._chance = {
            (n, m): (
                runs[0][n].chance(runs[1][m].sample()),
                runs[1][m].chance(runs[0][n].sample()),
            )
            for n, m in shapes
        }

    def pooled(self, size: int, shapes: Sequence[tuple[int, int]]) -> "RunVectors":
        """Give the vectors of texts whose segments are joined by `size`."""
        joined = [np.add.reduceat(v, np.arange(0, len(v), size), axis=0) for v in self.segments]
        return RunVectors(joined[0], joined[1], shapes)

    def products(self, rows: slice, columns: slice) -> Sums:
        """Multiply the segments before a rectangle of nodes, summed from its upper left corner.

        The vector of a run is the sum of its segments' vectors; so its product with another run is
        the sum over a rectangle, four places of these sums.
        """
        margin = self._margin + 1
        parts = [
            _padded(vectors, part.start - margin, part.stop - 1)
            for vectors, part in zip(self._centred, (rows, columns), strict=True)
        ]
        sums = np.zeros((len(parts[0]) + 1, len(parts[1]) + 1))
        np.cumsum(parts[0] @ parts[1].T, axis=0, out=sums[1:, 1:], dtype=np.float64)
        np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
        return sums

    def nearest(
        self, source: Sequence[int], target: Sequence[int], most: int
    ) -> list[tuple[int, int]]:
        """Give the pairs of two choices of segments that are nearest, a few of each source."""
        left, right = self._centred[0][source], self._centred[1][target]
        wanted = min(most, len(target))
        pairs: list[tuple[int, int]] = []
        for begin in range(0, len(source), _PIECE):
            cosine = left[begin : begin + _PIECE] @ right.T
            best = np.argpartition(-cosine, wanted - 1, axis=1)[:, :wanted]
            for row, columns in enumerate(best.tolist(), start=begin):
                pairs += [(source[row], target[column]) for column in columns]
        return sorted(pairs)

    def score(self, shape: tuple[int, int], row: int, column: int) -> float:
        """Compare the runs that end at one node."""
        rows, columns = slice(row, row + 1), slice(column, column + 1)
        return float(self.scores(shape, rows, columns, self.products(rows, columns)).item())

    def scores(
        self, shape: tuple[int, int], rows: slice, columns: slice, products: Sums, margin: int = 0
    ) -> Floats:
        """Compare runs by their last nodes, in standard deviations above chance.

        Args:
            shape: source and target segments of the runs.
            rows: nodes where source runs end.
            columns: nodes where target runs end.
            products: of the same rows and columns.
            margin: rows above and columns to the left that are given too; 0 outside of the texts.
        """
        n, m = shape
        more = self._margin + 1 - margin
        ends = products[more:, more:]
        height, width = ends.shape
        up, back = slice(more - n, more - n + height), slice(more - m, more - m + width)
        dots = ends - products[up, more:] - products[more:, back] + products[up, back]
        left, right = (
            chance.cut(part.start - margin, part.stop)
            for chance, part in zip(self._chance[shape], (rows, columns), strict=True)
        )
        cosine = dots.astype(np.float32) * left.norm[:, None] * right.norm[None, :]
        by_source = (cosine - left.mean[:, None]) * left.scale[:, None]
        by_target = (cosine - right.mean[None, :]) * right.scale[None, :]
        return (np.float32(0.5) * (by_source + by_target)).astype(np.float32)


def parts(
    segments: Floats, shape: tuple[int, int], margin: int
) -> tuple[list[Floats], list[Floats], Floats]:
    """Score the segments of a bead one by one: the one that fits worst, and the best pair.

    A sentence that was added beside a translation hardly changes the vector of the run; but it
    does not look like any sentence of the other side, and the run is not nearer than its best part.

    Args:
        segments: scores of single segments by node, `margin` extra rows above and columns to the
            left.
        shape: source and target segments of the bead.
        margin: rows and columns that the answer leaves out.

    Returns:
        Score of each source segment with what it fits best, from the last one on; of each target
        segment; and the highest score of a pair. By the cell of the last segments.
    """
    n, m = shape
    height, width = segments.shape[0] - margin, segments.shape[1] - margin
    cells = [
        [
            segments[margin - a : margin - a + height, margin - b : margin - b + width]
            for b in range(m)
        ]
        for a in range(n)
    ]
    rows = [functools.reduce(np.maximum, row) for row in cells]
    columns = [functools.reduce(np.maximum, column) for column in zip(*cells, strict=True)]
    best: Floats = functools.reduce(np.maximum, rows)
    return rows, columns, best


def encoded(
    encoder: Encoder, source: Sequence[str], target: Sequence[str]
) -> tuple[Floats, Floats]:
    """Encode both texts at once, each distinct text a single time."""
    distinct = sorted({*source, *target})
    place = {text: number for number, text in enumerate(distinct)}
    vectors = np.asarray(encoder.encode(distinct), dtype=np.float32)
    return vectors[[place[text] for text in source]], vectors[[place[text] for text in target]]


@dataclass(frozen=True, slots=True)
class _Chance:
    """What runs have in common with the other text at large, by node."""

    norm: Floats
    """One over the length of the run's vector; 0 where there is none."""
    mean: Floats
    scale: Floats
    """One over the standard deviation."""

    def cut(self, begin: int, end: int) -> "_Chance":
        """Give nodes from and up to, with zeros before the text."""
        return _Chance(*(_padded(v, begin, end) for v in (self.norm, self.mean, self.scale)))


class _Runs:
    """Unit vectors of the runs of one size; made in pieces, for there may be many."""

    def __init__(self, vectors: Floats, size: int) -> None:
        self._vectors = vectors
        self._size = size
        self._count = max(0, len(vectors) + 1 - size)

    def _made(self, begin: int, end: int) -> tuple[Floats, Floats]:
        """Give the unit vectors of runs by their first segment, and their lengths."""
        sums = self._vectors[begin : end - 1 + self._size].astype(np.float64)
        parts = sum(sums[at : at + end - begin] for at in range(self._size))
        lengths = np.linalg.norm(parts, axis=1)
        unit = np.asarray(parts) / np.maximum(lengths, 1e-9)[:, None]
        return unit.astype(np.float32), lengths.astype(np.float32)

    def sample(self) -> Floats:
        """Give at most `_SAMPLES` runs, spread evenly over the text."""
        count = min(_SAMPLES, self._count)
        places = np.linspace(0, self._count - 1, count).astype(np.int64)
        if not count:
            return np.zeros((0, self._vectors.shape[1]), np.float32)
        return np.concatenate([self._made(int(at), int(at) + 1)[0] for at in places])

    def chance(self, sample: Floats) -> _Chance:
        """Measure the cosines of each run with a sample; the best is left out: it may be true."""
        nodes = len(self._vectors) + 1
        norm, mean, scale = (np.zeros(nodes, np.float32) for _ in range(3))
        count = len(sample) - 1
        for begin in range(0, self._count, _PIECE):
            end = min(begin + _PIECE, self._count)
            unit, lengths = self._made(begin, end)
            here = slice(begin + self._size, end + self._size)
            norm[here] = np.where(lengths > 0, 1 / np.maximum(lengths, 1e-9), 0)
            if count < 1:
                scale[here] = 1 / _USUAL_SPREAD
                continue
            cosine = unit @ sample.T
            best = cosine.max(axis=1)
            middle = (cosine.sum(axis=1) - best) / (count + 1.0)
            square = np.einsum("ij,ij->i", cosine, cosine) - best * best - count * middle * middle
            variance = (np.maximum(square, 0) + _BELIEF * _USUAL_SPREAD**2) / (count + _BELIEF)
            mean[here], scale[here] = middle, 1 / np.sqrt(variance)
        return _Chance(norm, mean, scale)


def _centred(vectors: Floats) -> Floats:
    """Take away what all segments of a text have in common, and make unit vectors again."""
    rest = vectors - vectors.sum(axis=0) / np.float32(len(vectors) + _CALM)
    norms = np.linalg.norm(rest, axis=1, keepdims=True)
    unit: Floats = (rest / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit


def _padded(values: Floats, begin: int, end: int) -> Floats:
    """Give a part of an array, with zeros before its begin."""
    inside = values[max(0, begin) : max(0, end)]
    if begin >= 0:
        return inside
    return np.concatenate([np.zeros((-begin, *values.shape[1:]), values.dtype), inside])
