"""Keys that stand on both sides, as weights of cells.

A key that both sides hold is a *link*. Let p and q be the shares of runs that hold it. In a true
bead both runs hold it with probability ρ·min(p, q) + (1 - ρ)·p·q, where the reliability ρ says
how often it survives translation; by chance they would with p·q. The logarithm of the quotient is
what a shared key earns, and a key of one run that the other lacks pays in the same way.

A run of several segments holds a key once, however often it occurs in it: each occurrence
remembers how far back the previous one is, and counts only where that one is outside the run.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where links occur on one side: equally long arrays, sorted by link and segment."""

    links: Ints
    segments: Ints
    gaps: Ints
    """Segments since the previous occurrence of the link; large for the first."""
    starts: Ints
    """Where each link begins in the arrays, and their end: shape (number of links + 1,)."""

    @property
    def counts(self) -> Ints:
        """Give how many segments hold each link."""
        return np.diff(self.starts)

    def by_segment(self) -> "Occurrences":
        """Give the same in the order of the segments, without where links begin."""
        order = np.argsort(self.segments, kind="stable")
        none = np.zeros(0, dtype=np.int64)
        return Occurrences(self.links[order], self.segments[order], self.gaps[order], none)


def occurrences(places: Sequence[Iterable[int]]) -> Occurrences:
    """Make occurrences from the segments that hold each link."""
    ordered = [sorted(set(place)) for place in places]
    segments = np.array([s for place in ordered for s in place], dtype=np.int64)
    sizes = np.array([len(place) for place in ordered], dtype=np.int64)
    links = np.repeat(np.arange(len(ordered), dtype=np.int64), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    gaps = np.full(len(segments), 1 << 40, dtype=np.int64)
    if len(segments) > 1:
        same = links[1:] == links[:-1]
        gaps[1:][same] = (segments[1:] - segments[:-1])[same]
    return Occurrences(links, segments, gaps, starts)


def places_of(keys: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Give the segments that hold each key."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for segment, found in enumerate(keys):
        for key in found:
            places[key].append(segment)
    return dict(places)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Links of one family between two texts, ready to be summed over runs.

    What a bead earns is `cells` summed over its run pair, plus what its two runs pay at most.
    """

    source_pay: tuple[Floats, ...]
    """Per run size from 1: what the run that ends with a segment pays if it shares nothing,
    shape (source segments + 1,), by node."""
    target_pay: tuple[Floats, ...]
    source: Occurrences
    """In the order of the segments."""
    target: Occurrences
    """In the order of the links, and of the segments in each."""
    gain: Floats
    """What sharing each link earns, payments of both sides given back."""
    width: int
    """More than the number of target segments: base of the codes of links and segments."""
    codes: Ints
    """One number for each target occurrence, sorted: its link times `width`, plus its segment."""


def evidence(
    source: Mapping[str, Sequence[int]],
    target: Mapping[str, Sequence[int]],
    pairs: Sequence[tuple[str, str, float]],
    sizes: tuple[int, int],
    most: int,
) -> Evidence:
    """Weigh links.

    Args:
        source: segments that hold each source key.
        target: segments that hold each target key.
        pairs: linked keys and the reliability of each link, in (0, 1).
        sizes: number of source and target segments.
        most: largest run.
    """
    rows, columns = sizes
    limit = max(400, 4 * (rows + columns))
    kept = [
        (s, t, rho)
        for s, t, rho in pairs
        if len(source[s]) * len(target[t]) <= limit
        and len(source[s]) <= 0.3 * rows + 1
        and len(target[t]) <= 0.3 * columns + 1
    ]
    left = occurrences([source[s] for s, _, _ in kept])
    right = occurrences([target[t] for _, t, _ in kept])
    rho = np.array([r for _, _, r in kept])
    both, only_source, only_target = link_odds(
        left.counts / max(rows, 1), right.counts / max(columns, 1), rho
    )
    gain = np.maximum(both - only_source - only_target, 0.0)
    return Evidence(
        source_pay=_payments(left, only_source, rows, most),
        target_pay=_payments(right, only_target, columns, most),
        source=left.by_segment(),
        target=right,
        gain=gain.astype(np.float32),
        width=columns + 1,
        codes=right.links * (columns + 1) + right.segments,
    )


def orphans(
    source: Sequence[frozenset[str]], target: Sequence[frozenset[str]], most: int
) -> Evidence:
    """Weigh keys that the other text holds nowhere: their segments may have no counterpart.

    An orphan pays the more, the larger the share of keys that this pair of texts does carry over.
    Where fewer than half are, as with Latin words in two Latin texts, orphans mean nothing.
    """
    pays = []
    for here, there in ((source, target), (target, source)):
        known = frozenset[str]().union(*there)
        held = sum(len(keys) for keys in here)
        carried = (sum(len(keys & known) for keys in here) + 1.0) / (held + 3.0)
        price = np.log(1 - 0.95 * carried) if carried > 0.5 else 0.0
        lost = np.array([price * len(keys - known) for keys in here])
        pays.append(tuple(_by_node(lost, run) for run in range(1, most + 1)))
    none = occurrences([])
    return Evidence(pays[0], pays[1], none, none, np.zeros(0, np.float32), 1, none.links)


def _by_node(values: NDArray[np.float64], run: int) -> Floats:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.zeros(len(sums), dtype=np.float32)
    ends[run:] = sums[run:] - sums[: max(0, len(sums) - run)]
    return ends


def link_odds(
    p: NDArray[np.float64], q: NDArray[np.float64], rho: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give the log odds against chance of: both runs hold the key, only source, only target."""
    p, q = np.clip(p, 1e-6, 0.999), np.clip(q, 1e-6, 0.999)
    both = rho * np.minimum(p, q) + (1 - rho) * p * q
    return (
        np.log(both / (p * q)),
        np.log((p - both) / (p * (1 - q))),
        np.log((q - both) / (q * (1 - p))),
    )


def _payments(
    side: Occurrences, pay: NDArray[np.float64], size: int, most: int
) -> tuple[Floats, ...]:
    """Sum over each run what its keys pay, each key once."""
    costs = pay[side.links]
    by_offset = [
        np.bincount(side.segments, weights=costs * (side.gaps > offset), minlength=size)
        for offset in range(most)
    ]
    payments = []
    for run in range(1, most + 1):
        total = np.zeros(size + 1)
        for offset in range(run):
            back = run - 1 - offset
            if run <= size:
                total[run:] += by_offset[offset][offset : size - back]
        payments.append(total.astype(np.float32))
    return tuple(payments)


def cell_sums(
    found: Evidence, source: tuple[int, int], target: tuple[int, int], most: int
) -> Floats:
    """Sum the weights per cell and per place inside the run.

    Args:
        found: links of one family.
        source: first source segment, and one past the last; may reach outside the text.
        target: first target segment, and one past the last.
        most: largest run.

    Returns:
        Shape (most, most, rows, columns): element [a, b] holds what the cell earns as place a of
        a source run and place b of a target run, counted from 0.
    """
    (top, bottom), (left, right) = source, target
    height, width = bottom - top, right - left
    here, there = _crossed(found, source, target)
    cell = (found.source.segments[here] - top) * width + (found.target.segments[there] - left)
    weights = found.gain[found.source.links[here]]
    gaps = found.source.gaps[here], found.target.gaps[there]
    sums = np.empty((most, most, height, width), dtype=np.float32)
    full = np.bincount(cell, weights=weights, minlength=height * width)
    sums[...] = full.reshape(height, width)
    for a in range(most):
        for b in range(most):
            hidden = (gaps[0] <= a) | (gaps[1] <= b)
            if hidden.any():
                lost = np.bincount(cell[hidden], weights=weights[hidden], minlength=height * width)
                sums[a, b] -= lost.reshape(height, width)
    return sums


def _crossed(
    found: Evidence, source: tuple[int, int], target: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Pair each source occurrence of a part with the target ones of its link, by their places.

    They are paired for the part alone: all pairs of a long text would be too many to keep.
    """
    begin, end = np.searchsorted(found.source.segments, source)
    first = found.source.links[begin:end] * found.width
    low, high = (
        np.searchsorted(found.codes, first + min(max(edge, 0), found.width - 1)) for edge in target
    )
    counts = high - low
    here = np.repeat(np.arange(begin, end), counts)
    there = np.arange(len(here)) + np.repeat(low - (np.cumsum(counts) - counts), counts)
    return here, there


def run_earnings(sums: Floats, shape: tuple[int, int], margin: int) -> Floats:
    """Sum what a bead of a shape earns, by the cell of its last segments.

    Args:
        sums: as `cell_sums` gives them, with `margin` extra rows above and columns to the left.
        shape: source and target segments of the bead.
        margin: rows and columns that the answer leaves out.
    """
    n, m = shape
    height, width = sums.shape[2] - margin, sums.shape[3] - margin
    total = np.zeros((height, width), dtype=np.float32)
    for a in range(n):
        for b in range(m):
            up, back = margin - (n - 1 - a), margin - (m - 1 - b)
            total += sums[a, b, up : up + height, back : back + width]
    return total
