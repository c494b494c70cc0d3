"""Similarity of runs by an encoder.

The vector of a run is the sum of its segments' vectors, so any run is a difference of prefix sums
and beads of several segments cost no encoding. Some vectors are near to everything ("hubs"): the
similarity is measured from the mean similarity with runs sampled from the other text, as vecalign
does (Thompson and Koehn, 2019).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Encoder

Floats = NDArray[np.float32]

MIDDLE = 0.17
"""Similarity, from 0 (chance) to 1 (same), where a pair is as likely right as wrong."""
_SAMPLES = 100


class RunVectors:
    """Unit vectors of all runs of two texts up to a size."""

    def __init__(self, source: Floats, target: Floats, most: int) -> None:
        """Make the runs.

        Args:
            source: one vector per source segment, shape (segments, dimensions).
            target: one vector per target segment.
            most: largest run.
        """
        self.segments = (source, target)
        self._runs = tuple([_runs(side, n) for n in range(1, most + 1)] for side in self.segments)
        samples = [_sample(side) for side in self._runs]
        self._hubs = tuple(
            [(runs @ samples[1 - place].T).mean(axis=1) for runs in side]
            for place, side in enumerate(self._runs)
        )

    def pooled(self, size: int, most: int) -> "RunVectors":
        """Give the vectors of texts whose segments are joined by `size`."""
        joined = [np.add.reduceat(v, np.arange(0, len(v), size), axis=0) for v in self.segments]
        return RunVectors(joined[0], joined[1], most)

    def similarity(self, shape: tuple[int, int], rows: slice, columns: slice) -> Floats:
        """Compare runs by their last nodes: 1 - MIDDLE for the same, -MIDDLE for chance."""
        n, m = shape
        cosine = self._runs[0][n - 1][rows] @ self._runs[1][m - 1][columns].T
        hub = 0.5 * (self._hubs[0][n - 1][rows, None] + self._hubs[1][m - 1][None, columns])
        result: Floats = (cosine - hub) / np.maximum(1.0 - hub, 0.05) - np.float32(MIDDLE)
        return result


def encoded(
    encoder: Encoder, source: Sequence[str], target: Sequence[str]
) -> tuple[Floats, Floats]:
    """Encode both texts at once, each distinct text a single time."""
    distinct = sorted({*source, *target})
    place = {text: number for number, text in enumerate(distinct)}
    vectors = np.asarray(encoder.encode(distinct), dtype=np.float32)
    return vectors[[place[text] for text in source]], vectors[[place[text] for text in target]]


def _runs(vectors: Floats, size: int) -> Floats:
    """Give the unit vector of each run by the node where it ends; zero before the first."""
    sums = np.zeros((len(vectors) + 1, vectors.shape[1]), dtype=np.float64)
    np.cumsum(vectors, axis=0, out=sums[1:])
    runs = np.zeros(sums.shape, dtype=np.float32)
    runs[size:] = sums[size:] - sums[: max(0, len(sums) - size)]
    norms = np.linalg.norm(runs, axis=1, keepdims=True)
    unit: Floats = runs / np.maximum(norms, 1e-9)
    return unit


def _sample(runs: Sequence[Floats]) -> Floats:
    pool = np.concatenate([vectors[size + 1 :] for size, vectors in enumerate(runs)])
    if len(pool) == 0:
        return np.zeros((1, runs[0].shape[1]), dtype=np.float32)
    chosen = np.random.default_rng(0).choice(len(pool), min(_SAMPLES, len(pool)), replace=False)
    sample: Floats = pool[np.sort(chosen)]
    return sample
