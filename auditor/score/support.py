"""Support: how far each word of one side of a pair has a counterpart on the other side.

A word is supported as far as the nearest word of the other side means the same: the cosine of their
vectors in the shipped encoder. The unsupported stretch is the run of words with the largest sum of
what each lacks, weighed by how much the words tell. Whether it is a clause
that was left out is told by a logistic rule, learnt by `python -m bench.clauses --fit` on human
translations from which clauses were cut.
"""

import functools
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

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

Floats = NDArray[np.float32]

FEATURES = (
    "length",
    "shorter",
    "run",
    "run_share",
    "mean",
    "quartile",
    "faint",
    "other_run",
    "other_run_share",
    "other_mean",
    "other_quartile",
    "other_faint",
    "similarity",
    "words",
)
"""What the rule looks at, in order; see `features`."""


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

    @classmethod
    def of(cls, cosines: Floats, weights: Floats) -> "Side":
        """Find the unsupported stretch."""
        sums = np.zeros(len(cosines) + 1, np.float32)
        np.cumsum((_ENOUGH - np.clip(cosines, 0, _CAP)) * weights, out=sums[1:])
        gains = sums - np.minimum.accumulate(sums)
        end = int(gains.argmax())
        begin = int(sums[: end + 1].argmin())
        return cls(cosines, weights, (begin, end), float(gains[end]))

    def summary(self) -> tuple[float, float, float, float, float]:
        """Give lack, share of the stretch, mean and lowest-quarter cosine, share of faint words."""
        total = max(float(self.weights.sum()), 1e-6)
        few = max(1, len(self.cosines) // 4)
        lowest = np.partition(self.cosines, few - 1)[:few]
        return (
            math.log1p(self.lack),
            (self.run[1] - self.run[0]) / len(self.cosines),
            float(self.cosines @ self.weights) / total,
            float(lowest.mean()),
            float(self.weights[self.cosines < _FAINT].sum()) / total,
        )


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


def supports(
    pairs: Sequence[tuple[str, str]], encoder: StaticEncoder
) -> tuple[Support | None, ...]:
    """Compare both sides of each pair; None where a side has too few words to tell."""
    left, right = (encoder.parts([pair[side] for pair in pairs]) for side in (0, 1))
    return tuple(_support(a, b) for a, b in zip(left, right, strict=True))


def _support(left: Floats, right: Floats) -> Support | None:
    if min(len(left), len(right)) < _LEAST_WORDS:
        return None
    one, other = left.sum(0), right.sum(0)
    lengths = [np.sqrt(np.einsum("ij,ij->i", side, side)) for side in (left, right)]
    cosines = (left / np.maximum(lengths[0], 1e-6)[:, None]) @ (
        right / np.maximum(lengths[1], 1e-6)[:, None]
    ).T
    whole = float(one @ other) / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-6)
    return Support(Side.of(cosines.max(1), lengths[0]), Side.of(cosines.max(0), lengths[1]), whole)


def features(support: Support, length: float) -> tuple[float, ...]:
    """Give what the rule looks at, for a clause of the source that the target lacks.

    Args:
        support: of the pair; turned, for a clause of the target that the source lacks.
        length: logarithm of target over source characters, less what is usual.
    """
    return (
        length,
        min(length, 0.0),
        *support.source.summary(),
        *support.target.summary(),
        support.similarity,
        math.log(len(support.source.cosines)),
    )


def lost_clause(support: Support, length: float) -> float:
    """Give the probability, in [0, 1], that a clause of the source has no counterpart.

    Args:
        support: of the pair.
        length: as `features` takes it.
    """
    bias, weights = _rule()
    value = bias + sum(w * x for w, x in zip(weights, features(support, length), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def stretch(side: Side, places: Sequence[Span]) -> Span:
    """Give the place of the unsupported stretch in its text, which is not empty.

    Args:
        side: the side that was judged.
        places: of its pieces, as the encoder gives them.
    """
    begin, end = side.run if side.run[1] else (0, len(places))
    return Span(places[begin].start, places[end - 1].end)


@functools.cache
def _rule() -> tuple[float, tuple[float, ...]]:
    file = resources.files("auditor.score") / "support.toml"
    data: Mapping[str, float] = tomllib.loads(file.read_text(encoding="utf-8"))
    return data["bias"], tuple(data[name] for name in FEATURES)
