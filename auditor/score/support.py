"""Support: how far each word of one side of a pair has a counterpart on the other side.

A word is supported as far as the nearest word of the other side means the same: the cosine of their
vectors in the shipped encoder. The unsupported stretch is the run of words with the largest sum of
what each lacks, weighed by how much the words tell.

And the other way round, by clauses: each word of the other side is shared out among all words of
this one, as in IBM Model 1 (Brown et al. 1993) with nearness for probability. A clause that the
other side lacks draws fewer of its words than its own would by chance; one that was put freely
still does, since the words that it was put in turn to nothing else. Whether a clause was left out,
`auditor/score/lost_clause.py` tells.
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
_SHARP = 8.0
"""How fast a word's share in a word of the other side grows with its nearness."""
_LITTLE = 0.02
"""Added to the part of words that a clause draws, so that it has a logarithm."""
_LEAST_CLAUSE = 0.12
"""Share of its side that a clause must have to be looked at, where another one has it."""
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
    clause: tuple[float, ...]
    """Of the clause that draws the fewest words for its size: the logarithm of those, as a part of
    what is drawn by chance; the same times the root of its pieces; how much its mean cosine is
    below that of the rest; its share of the side; its mean cosine."""

    @classmethod
    def of(cls, cosines: Floats, weights: Floats) -> "Side":
        """Find the unsupported stretch of a side of one clause, all of which draws as by chance."""
        one = np.zeros(len(cosines), np.int64)
        return _sides([_Words(cosines, weights, weights / max(weights.sum(), 1e-6), one)])[0]


@dataclass(frozen=True, slots=True)
class _Words:
    """The pieces of one side, which is not empty."""

    cosines: Floats
    weights: Floats
    drawn: Floats
    """Share of the other side that turns to each."""
    clauses: NDArray[np.int64]
    """Number of the clause that each stands in, growing."""


def _sides(words: Sequence[_Words]) -> list[Side]:
    """Find the unsupported stretch and the emptiest clause of each of many sides."""
    cosines, weights = [one.cosines for one in words], [one.weights for one in words]
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
    rows = zip(
        cosines, weights, runs, lacks.tolist(), summaries.tolist(), _emptiest(words), strict=True
    )
    return [
        Side(c, w, run, lack, tuple(summary), tuple(clause))
        for c, w, run, lack, summary, clause in rows
    ]


def _emptiest(words: Sequence[_Words]) -> list[list[float]]:
    """Describe the clause of each side that draws the fewest words, as `Side.clause` has it."""
    sides = np.repeat(np.arange(len(words)), [len(one.cosines) for one in words])
    clauses = np.concatenate([one.clauses for one in words])
    weights = np.concatenate([one.weights for one in words])
    near = np.concatenate([one.cosines for one in words]) * weights
    drawn = np.concatenate([one.drawn for one in words])
    new = (sides[1:] != sides[:-1]) | (clauses[1:] != clauses[:-1])
    starts = np.concatenate([[0], np.flatnonzero(new) + 1])
    owners = sides[starts]
    roots = np.sqrt(np.diff(np.append(starts, len(sides))))
    heavy = np.maximum(np.add.reduceat(weights, starts), 1e-6)
    means = np.add.reduceat(near, starts) / heavy
    totals = np.bincount(owners, heavy)
    whole = (np.bincount(owners, means * heavy) / totals)[owners]
    shares = heavy / totals[owners]
    told = np.log(np.add.reduceat(drawn, starts) / shares + _LITTLE)
    rest = np.where(
        shares < 1 - 1e-3, (whole - shares * means) / np.maximum(1 - shares, 1e-3), whole
    )
    small = shares < _LEAST_CLAUSE
    small &= np.bincount(owners, ~small)[owners] > 0
    order = np.lexsort((told * roots, small, owners))
    first = order[np.searchsorted(owners[order], np.arange(len(words)))]
    found: list[list[float]] = np.stack([told, told * roots, rest - means, shares, means], axis=1)[
        first
    ].tolist()
    return found


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
    heard = [encoder.clauses([pair[side] for pair in pairs]) for side in (0, 1)]
    left, right = ([pieces for pieces, _ in side] for side in heard)
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
    words: tuple[list[_Words], list[_Words]] = ([], [])
    similarities = []
    for one, other, own, others in itertools.compress(
        zip(places[: len(pairs)], places[len(pairs) :], *heard, strict=True), told
    ):
        a, b = vectors[one], vectors[other]
        table = a @ b.T
        heavy = lengths[one], lengths[other]
        claims = np.exp(_SHARP * np.maximum(table, 0))
        sums = heavy[0] @ a, heavy[1] @ b
        size = math.sqrt(float(sums[0] @ sums[0]) * float(sums[1] @ sums[1]))
        similarities.append(float(sums[0] @ sums[1]) / max(size, 1e-6))
        for side, clauses in ((0, own[1]), (1, others[1])):
            drawn = _drawn(claims if side == 0 else claims.T, heavy[side], heavy[1 - side])
            words[side].append(_Words(table.max(1 - side), heavy[side], drawn, clauses))
    found = zip(_sides(words[0]), _sides(words[1]), similarities, strict=True)
    yield from (Support(*next(found)) if one else None for one in told)


def _drawn(claims: Floats, weights: Floats, others: Floats) -> Floats:
    """Share out the words of the other side among those of this one.

    Args:
        claims: of each word of this side (rows) on each of the other.
        weights: of the words of this side.
        others: of the words of the other side.
    """
    parts = others / np.maximum(weights @ claims, 1e-6)
    drawn: Floats = weights * (claims @ parts) / np.maximum(others.sum(), 1e-6)
    return drawn


def stretch(run: tuple[int, int], places: Sequence[Span]) -> Span:
    """Give the place of the unsupported stretch in its text, which is not empty.

    Args:
        run: of the side that was judged.
        places: of its pieces, as the encoder gives them.
    """
    begin, end = run if run[1] else (0, len(places))
    return Span(places[begin].start, places[end - 1].end)
