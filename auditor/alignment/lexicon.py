"""Words that translate each other, by the document that is being aligned and by a lexicon.

Words of the document that stand in the same beads again and again translate each other.
Association is the log likelihood ratio of Dunning (1993); as in competitive linking (Melamed,
2000), a pair is kept when each word is the other's best. One co-occurrence is taken off every
count: a bead must not be its own witness.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.features import FAMILIES, Side
from auditor.backends.base import Links

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_WORD, _PIECE = FAMILIES.index("word"), FAMILIES.index("piece")
_LINKS = 2
"""Most links of a piece that count in a document."""
_MOST_BEADS = 20_000
_FLOOR = 8.0
"""Least association of a pair."""
_COMMON = 0.25
"""Words that stand in a larger share of the beads say little and are left out."""


def learn(
    source: Side, target: Side, beads: Sequence[tuple[range, range]]
) -> tuple[tuple[str, str, float], ...]:
    """Learn word pairs and how reliable each is.

    Args:
        source: source text.
        target: target text.
        beads: positions of the segments of beads that are trusted, both sides not empty.

    Returns:
        Source key, target key, and the probability that one is there when the other is.
    """
    step = -(-len(beads) // _MOST_BEADS) if beads else 1
    beads = beads[::step]
    left = _table([_keys(source, bead[0]) for bead in beads])
    right = _table([_keys(target, bead[1]) for bead in beads])
    if not left.names or not right.names:
        return ()
    first, second, together = _co_occurrences(left.rows, right.rows, len(right.names))
    score = association(together - 1, left.counts[first], right.counts[second], len(beads))
    order = np.lexsort((second, first, -score))
    kept = order[score[order] >= _FLOOR]
    best_first = _first_seen(first[kept], len(left.names))
    best_second = _first_seen(second[kept], len(right.names))
    ranks = np.arange(len(kept))
    mutual = (best_first[first[kept]] == ranks) & (best_second[second[kept]] == ranks)
    chosen = kept[mutual]
    fewer = np.minimum(left.counts[first[chosen]], right.counts[second[chosen]])
    trust = np.clip((together[chosen] - 1) / (fewer + 1), 0.05, 0.9)
    return tuple(
        (left.names[s], right.names[t], float(rho))
        for s, t, rho in zip(first[chosen], second[chosen], trust, strict=True)
    )


def linked(source: Side, target: Side, links: Links) -> tuple[tuple[str, str, float], ...]:
    """Give the links of a lexicon whose pieces both texts hold, the surest of each piece.

    Returns:
        Source key, target key, and the geometric mean of both probabilities.
    """
    held = [
        np.array(sorted(map(int, frozenset[str]().union(*side.keys[_PIECE]))), dtype=np.int64)
        for side in (source, target)
    ]
    there = np.flatnonzero(np.isin(links.source, held[0]) & np.isin(links.target, held[1]))
    trust = np.sqrt(links.forth[there] * links.back[there])
    order = there[np.argsort(-trust, kind="stable")]
    for side in (links.source, links.target):
        order = order[_rank(side[order]) < _LINKS]
    return tuple(
        (str(s), str(t), float(min(0.9, max(0.05, rho))))
        for s, t, rho in zip(
            links.source[order],
            links.target[order],
            np.sqrt(links.forth[order] * links.back[order]),
            strict=True,
        )
    )


def _rank(values: Ints) -> Ints:
    """Count for each value how often it has occurred before."""
    order = np.argsort(values, kind="stable")
    changes = np.flatnonzero(np.diff(values[order], prepend=-1))
    starts = np.repeat(changes, np.diff(np.append(changes, len(values))))
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values)) - starts
    return rank


def association(together: Floats, left: Ints, right: Ints, total: int) -> Floats:
    """Give Dunning's log likelihood ratio; 0 where two words meet less often than by chance.

    Args:
        together: beads that hold both words.
        left: beads that hold the first.
        right: beads that hold the second.
        total: all beads.
    """
    expected = left * right / total
    cells = (
        (together, expected),
        (left - together, left - expected),
        (right - together, right - expected),
        (total - left - right + together, total - left - right + expected),
    )
    score = np.zeros(len(together))
    for seen, chance in cells:
        with np.errstate(divide="ignore", invalid="ignore"):
            score += np.where((seen > 0) & (chance > 0), seen * np.log(seen / chance), 0.0)
    return np.where(together > expected, 2 * score, 0.0)


class _Table:
    def __init__(self, names: list[str], counts: Ints, rows: list[Ints]) -> None:
        self.names = names
        self.counts = counts
        self.rows = rows


def _keys(side: Side, segments: range) -> frozenset[str]:
    return frozenset[str]().union(*(side.keys[_WORD][place] for place in segments))


def _table(beads: Sequence[frozenset[str]]) -> _Table:
    counts: dict[str, int] = {}
    for keys in beads:
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    names = sorted(key for key, n in counts.items() if 2 <= n <= max(2, _COMMON * len(beads)))
    number = {name: place for place, name in enumerate(names)}
    rows = [
        np.array(sorted(number[key] for key in keys if key in number), dtype=np.int64)
        for keys in beads
    ]
    return _Table(names, np.array([counts[name] for name in names], dtype=np.int64), rows)


def _co_occurrences(
    left: Sequence[Ints], right: Sequence[Ints], width: int
) -> tuple[Ints, Ints, Floats]:
    """Count the beads that hold a pair of words; pairs of a single bead are left out."""
    codes = [(a[:, None] * width + b[None, :]).ravel() for a, b in zip(left, right, strict=True)]
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    often = counts > 1
    pairs = pairs[often]
    return pairs // width, pairs % width, counts[often].astype(np.float64)


def _first_seen(values: Ints, size: int) -> Ints:
    """Give the place where each value occurs first."""
    first = np.full(size, -1, dtype=np.int64)
    places = np.arange(len(values), dtype=np.int64)
    first[values[::-1]] = places[::-1]
    return first


def shared(source: Mapping[str, object], target: Mapping[str, object]) -> tuple[str, ...]:
    """Give the keys that both sides hold, in order."""
    return tuple(sorted(source.keys() & target.keys()))
