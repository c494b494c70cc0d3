"""Support: how far each word of one side of a pair has a counterpart on the other side.

A word is supported as far as the nearest word of the other side means the same: the cosine of their
vectors in the shipped encoder. The unsupported stretch is the run of words with the largest sum of
what each lacks, weighed by how much the words tell. Whether it is a clause
that was left out, `auditor/score/lost_clause.py` tells.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.backends.builtin import StaticEncoder
from auditor.core.bitext import Span

_ENOUGH = 0.35
"""Cosine from which a word counts as supported."""
_CAP = 0.7
_FAINT = 0.25
"""Cosine below which a word has no counterpart at all."""
_LEAST_WORDS = 1
"""Pieces that a side must have to be judged."""

_BATCH = 256
"""Pairs that are compared at once."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Side:
    """How one side of a pair is supported by the other."""

    cosines: Floats
    """Cosine of each piece with its nearest piece of the other side."""
    weights: Floats
    """How much each piece tells: the length of its vector."""
    run: tuple[int, int]
    """First piece of the unsupported stretch, and one past its last."""
    lack: float
    """What the stretch lacks: summed weight times missing cosine."""
    summary: tuple[float, ...]
    """Logarithm of 1 + lack, share of the stretch, mean and lowest-quarter cosine, and share of
    faint words."""

    @classmethod
    def of(cls, cosines: Floats, weights: Floats) -> "Side":
        """Find the unsupported stretch."""
        return _sides([cosines], [weights])[0]


def _sides(cosines: Sequence[Floats], weights: Sequence[Floats]) -> list[Side]:
    """Find the unsupported stretch of each of many sides, none of which is empty."""
    sizes = np.array([len(one) for one in cosines])
    inside = np.arange(sizes.max()) < sizes[:, None]
    near = np.full(inside.shape, np.inf, np.float32)
    heavy = np.zeros(inside.shape, np.float32)
    near[inside], heavy[inside] = np.concatenate(cosines), np.concatenate(weights)
    sums = np.zeros((len(sizes), inside.shape[1] + 1), np.float32)
    np.cumsum((_ENOUGH - np.clip(near, 0, _CAP)) * heavy, axis=1, out=sums[:, 1:])
    gains = sums - np.minimum.accumulate(sums, axis=1)
    ends, lacks = gains.argmax(1), gains.max(1)
    begins = np.where(np.arange(sums.shape[1]) <= ends[:, None], sums, np.inf).argmin(1)
    totals = np.maximum(heavy.sum(1), 1e-6)
    few = np.maximum(1, sizes // 4)
    lowest = np.where(np.arange(inside.shape[1]) < few[:, None], np.sort(near, axis=1), 0).sum(1)
    summaries = np.stack(
        [
            np.log1p(lacks),
            (ends - begins) / sizes,
            (np.where(inside, near, 0) * heavy).sum(1) / totals,
            lowest / few,
            (heavy * (near < _FAINT)).sum(1) / totals,
        ],
        axis=1,
    )
    runs = zip(begins.tolist(), ends.tolist(), strict=True)
    rows = zip(cosines, weights, runs, lacks.tolist(), summaries.tolist(), strict=True)
    return [Side(c, w, run, lack, tuple(summary)) for c, w, run, lack, summary in rows]


@dataclass(frozen=True, slots=True)
class Support:
    """How both sides of a pair support each other."""

    source: Side
    target: Side
    similarity: float
    """Cosine of the two sentences."""

    def turned(self) -> "Support":
        """Give the same with the sides changed."""
        return Support(self.target, self.source, self.similarity)


def supports(pairs: Sequence[tuple[str, str]], encoder: StaticEncoder) -> Iterator[Support | None]:
    """Compare both sides of each pair; None where a side has too few words to tell."""
    for start in range(0, len(pairs), _BATCH):
        yield from _supports(pairs[start : start + _BATCH], encoder)


def _supports(pairs: Sequence[tuple[str, str]], encoder: StaticEncoder) -> Iterator[Support | None]:
    left, right = (encoder.heard([pair[side] for pair in pairs]) for side in (0, 1))
    told = [min(len(a), len(b)) >= _LEAST_WORDS for a, b in zip(left, right, strict=True)]
    if not any(told):
        yield from (None for _ in pairs)
        return
    used, place = np.unique(np.concatenate([*left, *right]), return_inverse=True)
    vectors = encoder.vectors(used)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.maximum(lengths, 1e-6)[:, None]
    cuts = np.cumsum([len(one) for one in (*left, *right)])
    places = np.split(place, cuts[:-1])
    cosines: tuple[list[Floats], list[Floats]] = ([], [])
    weights: tuple[list[Floats], list[Floats]] = ([], [])
    similarities = []
    for one, other in itertools.compress(
        zip(places[: len(pairs)], places[len(pairs) :], strict=True), told
    ):
        a, b = vectors[one], vectors[other]
        table = a @ b.T
        heavy = lengths[one], lengths[other]
        sums = heavy[0] @ a, heavy[1] @ b
        size = math.sqrt(float(sums[0] @ sums[0]) * float(sums[1] @ sums[1]))
        similarities.append(float(sums[0] @ sums[1]) / max(size, 1e-6))
        for side in (0, 1):
            cosines[side].append(table.max(1 - side))
            weights[side].append(heavy[side])
    found = zip(
        *(_sides(cosines[side], weights[side]) for side in (0, 1)), similarities, strict=True
    )
    yield from (Support(*next(found)) if one else None for one in told)


def stretch(run: tuple[int, int], places: Sequence[Span]) -> Span:
    """Give the place of the unsupported stretch in its text, which is not empty.

    Args:
        run: of the side that was judged.
        places: of its pieces, as the encoder gives them.
    """
    begin, end = run if run[1] else (0, len(places))
    return Span(places[begin].start, places[end - 1].end)
