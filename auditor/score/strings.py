"""Runs of characters of many texts as numbers of buckets: what a linear model can be learnt on."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.score.characters import Characters, folded

ORDERS = (2, 3, 4, 5)
"""Lengths of the runs in characters; case and accents of letters do not count."""
BITS = 17
"""There are two to this power buckets, in which runs fall by their hash."""
_LONGEST = 1000
"""Characters of a text that are read."""


def buckets(texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give, for each length of runs, the bucket of every run and the number of its text."""
    read = Characters.of([f" {text[:_LONGEST]} " for text in texts])
    codes = folded(read.codes).astype(np.uint64)
    for order in ORDERS:
        count = max(len(codes) - order + 1, 0)
        mixed = np.full(count, order, np.uint64)
        for step in range(order):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + codes[step : count + step]
        mixed ^= mixed >> np.uint64(31)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        owner = read.owner[:count]
        inside = owner == read.owner[order - 1 :] if count else np.zeros(0, np.bool_)
        yield (mixed[inside] >> np.uint64(64 - BITS)).astype(np.int64), owner[inside]


def weighed(texts: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Add up the weights of the runs of each text, over the root of their number.

    Args:
        texts: any texts.
        weights: one row of weights for each bucket: shape (2 ** BITS, columns).

    Returns:
        Sums: shape (texts, columns).
    """
    sums = np.zeros((len(texts), weights.shape[1]))
    counts = np.zeros(len(texts))
    for bucket, owner in buckets(texts):
        counts += np.bincount(owner, minlength=len(texts))
        for column in range(weights.shape[1]):
            sums[:, column] += np.bincount(owner, weights[bucket, column], len(texts))
    weighed: NDArray[np.float64] = sums / np.sqrt(np.maximum(counts, 1))[:, None]
    return weighed
