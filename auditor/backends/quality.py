"""The shipped model of quality: trees learnt on human judgements, and their calibration.

models/quality/CARD.md has the recipe, the data and the figures. Numpy alone.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.backends.store import artefact

_ROWS = 64
"""Rows that go through the trees at once."""
HEADS = ("adequacy", "penalty")
"""What people say of a pair."""
_LIMIT = 4.0
"""Standard deviations from the mean at which a feature is cut off."""


@dataclass(frozen=True, slots=True)
class PairModel:
    """What was learnt of one language pair alone: a linear model."""

    vectors: NDArray[np.float32]
    """Weights of the source's vector, the target's, and their product: shape (3, dimensions)."""
    features: NDArray[np.float32]
    """Weights of the standard features, without the marks of gaps."""
    intercept: float
    runs: NDArray[np.float32]
    """Weights of runs of characters: shape (sides, buckets)."""
    factor: float
    """By what the sum of the forest's estimate and this model's is multiplied."""
    share: float
    """How much this model counts beside the forest."""


class QualityModel:
    """Turns features of pairs into estimates."""

    def __init__(self, place: Path | None = None) -> None:
        """Load the model.

        Args:
            place: folder of models; the shipped ones where None.

        Raises:
            ModelError: the model is missing.
            ChecksumMismatch: a file of it is damaged.
        """
        model = artefact("quality", place)
        self.name = f"builtin-quality:{model.revision}"
        with np.load(model.path("quality.npz")) as data:
            self._data: Mapping[str, NDArray[Any]] = {
                name: part.astype(np.float32) if part.dtype == np.float16 else part
                for name, part in data.items()
            }
        table = np.load(model.path("strings.npy"))
        self.strings: NDArray[np.float32] = table * self._data["string_scales"].astype(np.float32)
        """Weights of the runs of characters: shape (sides, buckets, columns)."""
        self.names = tuple(str(name) for name in self._data["names"])
        """Features of a pair, in order; the columns of `strings` follow, source first."""
        tags = [str(tag) for tag in self._data["usual_tags"]]
        self.usual = {
            tag: (float(row[0]), float(row[1]))
            for tag, row in zip(tags, self._data["usual"], strict=True)
        }
        """Mean log probability of a unit in good news text: in its place, and alone."""
        self._tables: dict[str, NDArray[np.float32]] = {}

    def of_pair(self, head: str, pair: str) -> PairModel | None:
        """Give what a head learnt of one language pair alone; None where nobody judged it.

        Args:
            head: "adequacy" or "penalty".
            pair: primary subtags of the two languages, such as "en-de".
        """
        pairs = self._data[f"pairs_{head}"].tolist()
        if pair not in pairs:
            return None
        at, count = pairs.index(pair), len(self.names)
        dense = self._data[f"pair_{head}_dense"][at]
        vectors = dense[: -count - 1].reshape(3, -1)
        scale = self._data[f"pair_{head}_scales"][at].astype(np.float32)
        runs = self._data[f"pair_{head}_runs"][at] * scale
        factor, share = self._data[f"pair_{head}_mix"][at].tolist()
        return PairModel(vectors, dense[-count - 1 : -1], float(dense[-1]), runs, factor, share)

    def tables(self, pair: str) -> NDArray[np.float32]:
        """Give the weights of runs of characters: those of `strings`, then those of the pair.

        Returns:
            Shape (sides, buckets, columns); a column for each head that knows the pair follows.
        """
        if pair not in self._tables:
            own = [model.runs for head in HEADS if (model := self.of_pair(head, pair))]
            wide = [np.repeat(runs, self.strings.shape[1] // runs.shape[1], axis=1) for runs in own]
            parts = [self.strings, *(part[:, :, None] for part in wide)]
            self._tables[pair] = np.concatenate(parts, axis=2)
        return self._tables[pair]

    def standard(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give features in standard deviations from their mean, cut off, with marks of gaps.

        What could not be measured (NaN) stands at the mean; one column for each kind of gap tells
        so.
        """
        gaps = np.isnan(features)
        scaled = (features - self._data["centre"]) / self._data["spread"]
        scaled = np.where(gaps, 0.0, np.clip(scaled, -_LIMIT, _LIMIT))
        marks = gaps[:, self._data["gaps"].astype(np.int64)].astype(np.float64)
        return np.concatenate([scaled, marks], axis=1)

    def good(self) -> NDArray[np.float64]:
        """Give what the standard features of a good pair of news sentences are like: one row."""
        return self._data["good"]

    def estimate(self, head: str, standard: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the output of a head's forest: the sum of its trees, one value a row.

        Args:
            head: "adequacy", in standard deviations of human assessments, higher is better;
                "penalty", in standard deviations of the logarithm of MQM points, lower is better;
                "worth", the log odds that a target is a translation of its source at all.
            standard: what `standard` gave.
        """
        return grown(
            standard,
            self._data[f"{head}_feature"],
            self._data[f"{head}_limit"],
            self._data[f"{head}_value"],
        )

    def curve(self, name: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the values of a learnt curve: linear between its knots, level outside."""
        knots = self._data[f"curve_{name}"]
        found: NDArray[np.float64] = np.interp(values, knots[0], knots[1])
        return found

    def chance(self, name: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the probability that a learnt scale makes of values."""
        slope, intercept = self._data[f"scale_{name}"]
        chance: NDArray[np.float64] = 1 / (
            1 + np.exp(-np.clip(slope * values + intercept, -50, 50))
        )
        return chance

    def logit(self, name: str, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the log odds of a logistic regression on features."""
        weights = self._data[f"logit_{name}"]
        odds: NDArray[np.float64] = features @ weights[:-1] + weights[-1]
        return odds


def grown(
    rows: NDArray[np.float64],
    feature: NDArray[np.int16],
    limit: NDArray[np.float32],
    value: NDArray[np.float32],
) -> NDArray[np.float64]:
    """Give the sum of complete binary trees for each row.

    Args:
        rows: one column a feature.
        feature: which feature each fork asks, level by level: shape (trees, 2 ** depth - 1).
        limit: up to which value of it a row goes left.
        value: what each end of a tree gives: shape (trees, 2 ** depth).
    """
    trees, forks = feature.shape
    first = np.arange(trees) * forks
    last = np.arange(trees) * value.shape[1] - forks
    asked, limits, ends = feature.ravel().astype(np.int64), limit.ravel(), value.ravel()
    total = np.zeros(len(rows))
    single = np.ascontiguousarray(rows, np.float32)
    for begin in range(0, len(rows), _ROWS):
        part = single[begin : begin + _ROWS]
        starts = (np.arange(len(part)) * part.shape[1])[:, None]
        flat = part.ravel()
        place = np.zeros((len(part), trees), np.int64)
        for _ in range((forks + 1).bit_length() - 1):
            fork = place + first
            at = asked.take(fork)
            at += starts
            place *= 2
            place += 1
            place += flat.take(at) > limits.take(fork)
        place += last
        total[begin : begin + _ROWS] = ends.take(place).sum(axis=1, dtype=np.float64)
    return total


@functools.cache
def quality() -> QualityModel:
    """Give the shipped model of quality, loaded once.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return QualityModel()
