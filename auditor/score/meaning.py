"""How far the pieces of two sides mean the same, by the encoder and by the lexicon.

Every piece is weighed by the length of its vector, which grows with what it tells of a text.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Links
from auditor.backends.builtin import StaticEncoder
from auditor.score.characters import distinct

_WINDOW = 5
"""Pieces of a part that is looked for on the other side."""
_CELLS = 60_000
"""Cells of the tables of similarities that are held at once."""
_MOST = 64
"""Pairs that are compared at once."""
_IDENTICAL = 0.9
"""Probability that a piece is translated by itself where both sides have it."""
_SMALLEST = 1e-4
_SUPPORTED = 0.45
"""Support of a piece from which the other side has something for it."""

NAMES = (
    "cosine",
    "target_best",
    "target_worst",
    "source_best",
    "source_worst",
    "target_window",
    "target_window_worst",
    "source_window",
    "source_window_worst",
    "order",
    "target_covered",
    "source_covered",
    "target_forced",
    "source_forced",
    "target_unsupported",
    "source_unsupported",
    "target_gap",
    "source_gap",
    "norm_ratio",
    "same_pieces",
)
"""What is measured of a pair; docs/scores.md tells what each is."""


@dataclass(frozen=True, slots=True)
class Side:
    """The pieces of one side of all pairs."""

    flat: NDArray[np.int64]
    lengths: NDArray[np.int64]
    owner: NDArray[np.int64]
    """Number of the pair of each piece."""
    weights: NDArray[np.float64]
    """How much each piece tells: the length of its vector."""

    @property
    def begins(self) -> NDArray[np.int64]:
        """Give where the pieces of each pair begin."""
        begins: NDArray[np.int64] = np.cumsum(self.lengths) - self.lengths
        return begins

    def mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the mean of values of pieces in each pair, by weight; 0 for no piece."""
        pairs = len(self.lengths)
        total = np.bincount(self.owner, self.weights, pairs)
        summed = np.bincount(self.owner, self.weights * values, pairs)
        mean: NDArray[np.float64] = summed / np.maximum(total, 1e-9)
        return mean

    def lowest(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the mean of the lowest fifth of the values of each pair; 0 for no piece."""
        order = np.lexsort((values, self.owner))
        rank = np.arange(len(order)) - np.repeat(self.begins, self.lengths)
        low = rank < np.repeat(np.maximum(self.lengths // 5, 1), self.lengths)
        pairs = len(self.lengths)
        summed = np.bincount(self.owner[low], values[order][low], pairs)
        mean: NDArray[np.float64] = summed / np.maximum(
            np.bincount(self.owner[low], None, pairs), 1
        )
        return mean

    def longest_run(self, marked: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Give the longest run of marked pieces of each pair."""
        places = np.arange(len(marked))
        breaks = np.where(marked, -1, places)
        starts = np.repeat(self.begins - 1, self.lengths)
        last = np.maximum(np.maximum.accumulate(breaks) if len(breaks) else breaks, starts)
        longest = np.zeros(len(self.lengths))
        np.maximum.at(longest, self.owner, (places - last).astype(np.float64))
        return longest


def side(pieces: list[list[int]], encoder: StaticEncoder) -> Side:
    """Lay out the pieces of one side."""
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    flat = np.fromiter(itertools.chain.from_iterable(pieces), np.int64, int(lengths.sum()))
    return Side(flat, lengths, np.repeat(np.arange(len(lengths)), lengths), encoder.weights(flat))


def measure(
    source: Side, target: Side, encoder: StaticEncoder, links: Links | None
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Measure all pairs: shape (pairs, len(NAMES)); and give the vector of each text.

    Args:
        source: pieces of the sources.
        target: pieces of the targets, of as many pairs.
        encoder: gives the vectors of the pieces.
        links: lexicon of the two languages; None leaves out what needs one (NaN).

    Returns:
        What is measured, and the vectors of sources and targets, each of length 1 or 0: shape
        (2, pairs, dimensions).
    """
    pairs = len(source.lengths)
    found = np.full((pairs, len(NAMES)), np.nan)
    wholes = np.zeros((2, pairs, encoder.dimensions), np.float32)
    best = [np.zeros(len(target.flat)), np.zeros(len(source.flat))]
    _similarities(source, target, encoder, found, wholes, best)
    lexicon = _linked(source, target, links)
    for name, part, near, (forth, most) in zip(
        ("target", "source"), (target, source), best, lexicon, strict=True
    ):
        other = source if name == "target" else target
        room = np.repeat(other.lengths + 1, part.lengths)
        support = np.maximum(near, np.sqrt(most))
        column = {key: NAMES.index(f"{name}_{key}") for key in _SIDED}
        found[:, column["best"]] = part.mean(near)
        found[:, column["worst"]] = part.lowest(near)
        found[:, column["unsupported"]] = part.mean((support < _SUPPORTED).astype(np.float64))
        found[:, column["gap"]] = part.longest_run(support < _SUPPORTED)
        if links is not None:
            found[:, column["covered"]] = part.mean(np.minimum(forth, 1.0))
            found[:, column["forced"]] = part.mean(np.log(_SMALLEST + forth / room))
    found[:, NAMES.index("same_pieces")] = _same(source, target)
    return found, wholes


_SIDED = ("best", "worst", "unsupported", "gap", "covered", "forced")


def _similarities(
    source: Side,
    target: Side,
    encoder: StaticEncoder,
    found: NDArray[np.float64],
    wholes: NDArray[np.float32],
    best: list[NDArray[np.float64]],
) -> None:
    """Fill in what comes of the vectors, pairs of like lengths together."""
    both = np.concatenate([source.flat, target.flat])
    used = distinct(both)
    place = np.searchsorted(used, both)
    codes = np.concatenate([encoder.codes(used), np.zeros((1, encoder.dimensions), np.float32)])
    pieces = codes, np.append(encoder.scales(used), np.float32(0))
    left, right = place[: len(source.flat)], place[len(source.flat) :]
    order = np.lexsort((source.lengths, target.lengths))
    cells = np.maximum(source.lengths, 1) * np.maximum(target.lengths, 1)
    begin = 0
    while begin < len(order):
        most = int(cells[order[begin]])
        end = begin + max(1, min(_MOST, _CELLS // (2 * most + 1)))
        rows = order[begin:end]
        blocks = _Block.of(source, rows, left, pieces), _Block.of(target, rows, right, pieces)
        sums = [block.sums() for block in blocks]
        for whole, part in zip(wholes, sums, strict=True):
            whole[rows] = part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9)
        _compare(*blocks, sums, rows, found, best)
        begin = end


@dataclass(frozen=True, slots=True)
class _Block:
    """The pieces of one side of a few pairs, padded with zeros."""

    codes: NDArray[np.float32]
    """Vectors as whole numbers, in steps of `scales`."""
    scales: NDArray[np.float32]
    mask: NDArray[np.bool_]
    at: NDArray[np.int64]
    """Where the real pieces stand among all."""
    weights: NDArray[np.float32]

    @classmethod
    def of(
        cls,
        part: Side,
        rows: NDArray[np.int64],
        place: NDArray[np.int64],
        pieces: tuple[NDArray[np.float32], NDArray[np.float32]],
    ) -> "_Block":
        lengths = part.lengths[rows]
        mask = np.arange(max(int(lengths.max(initial=0)), 1)) < lengths[:, None]
        at = (part.begins[rows][:, None] + np.arange(mask.shape[1]))[mask]
        numbers = np.full(mask.shape, len(pieces[1]) - 1)
        numbers[mask] = place[at]
        weights = np.zeros(mask.shape, np.float32)
        weights[mask] = part.weights[at]
        return cls(pieces[0][numbers], pieces[1][numbers], mask, at, weights)

    def sums(self) -> NDArray[np.float64]:
        """Give the vector of each text: shape (pairs, dimensions)."""
        return (self.scales[:, None, :] @ self.codes)[:, 0].astype(np.float64)

    def spread(self) -> NDArray[np.float32]:
        """Give about how long the vector of the part around each piece is; no end beyond a text."""
        squares = self.weights**2
        lengths: NDArray[np.float32] = np.sqrt(_around(squares, 1) + 1e-6)
        lengths[~self.mask] = np.inf
        return lengths


def _compare(
    left: _Block,
    right: _Block,
    wholes: list[NDArray[np.float64]],
    rows: NDArray[np.int64],
    found: NDArray[np.float64],
    best: list[NDArray[np.float64]],
) -> None:
    dots = right.codes @ left.codes.transpose(0, 2, 1)
    dots *= right.scales[:, :, None]
    dots *= left.scales[:, None, :]
    norms = [np.sqrt(np.einsum("ij,ij->i", whole, whole)) for whole in wholes]
    cosine = np.einsum("ij,ij->i", *wholes) / np.maximum(norms[0] * norms[1], 1e-9)
    found[rows, NAMES.index("cosine")] = cosine
    found[rows, NAMES.index("norm_ratio")] = np.log((norms[1] + 1) / (norms[0] + 1))
    parts = _around(_around(dots, 1), 2)
    parts /= right.spread()[:, :, None]
    parts /= left.spread()[:, None, :]
    dots /= np.maximum(right.weights, 1e-6)[:, :, None]
    dots /= np.maximum(left.weights, 1e-6)[:, None, :]
    near_target, near_source = dots.max(axis=2, initial=0), dots.max(axis=1, initial=0)
    best[0][right.at], best[1][left.at] = near_target[right.mask], near_source[left.mask]
    found[rows, NAMES.index("order")] = _order(dots, left.mask, right.mask, near_target)
    for name, axis, mask in (("target", 2, right.mask), ("source", 1, left.mask)):
        near = parts.max(axis=axis, initial=0)
        count = np.maximum(mask.sum(axis=1), 1)
        found[rows, NAMES.index(f"{name}_window")] = (near * mask).sum(
            axis=1, dtype=np.float64
        ) / count
        worst = np.where(mask, near, 9.0).min(axis=1, initial=9)
        found[rows, NAMES.index(f"{name}_window_worst")] = np.where(mask[:, 0], worst, 0.0)


def _around(values: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """Give the sum of each value and the ones around it along an axis."""
    sums = values.copy()
    before = (slice(None),) * axis
    for step in range(1, _WINDOW // 2 + 1):
        first, last = (*before, slice(None, -step)), (*before, slice(step, None))
        sums[last] += values[first]
        sums[first] += values[last]
    return sums


def _order(
    table: NDArray[np.float32],
    left_mask: NDArray[np.bool_],
    right_mask: NDArray[np.bool_],
    near: NDArray[np.float32],
) -> NDArray[np.float64]:
    """Give how far the counterparts of the pieces stand from where order foretells, 0 to 1."""
    wide, high = left_mask.sum(axis=1), right_mask.sum(axis=1)
    places = (table.argmax(axis=2) + 0.5) / np.maximum(wide, 1)[:, None]
    expected = (np.arange(table.shape[1]) + 0.5) / np.maximum(high, 1)[:, None]
    weights = np.where(right_mask, np.maximum(near, 0), 0).astype(np.float64)
    distance = (weights * np.abs(places - expected)).sum(axis=1)
    order: NDArray[np.float64] = distance / np.maximum(weights.sum(axis=1), 1e-6)
    return order


def _linked(
    source: Side, target: Side, links: Links | None
) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
    """Give the sum and the greatest of the probabilities of each piece given the other side's.

    For the target, then for the source. A piece that both sides have is its own translation.
    """
    pairs = len(source.lengths)
    wholes = target.owner << 20 | target.flat
    keys = distinct(wholes)
    place = np.searchsorted(keys, wholes)
    owner, number = source.owner, source.flat
    rows = np.arange(len(number))
    wanted, forth, back = number, np.full(len(number), _IDENTICAL), np.full(len(number), _IDENTICAL)
    if links is not None and len(links.source):
        begin = np.searchsorted(links.source, number)
        counts = np.searchsorted(links.source, number, "right") - begin
        more = np.repeat(rows, counts)
        within = np.arange(len(more)) - np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(begin, counts) + within
        rows = np.concatenate([rows, more])
        wanted = np.concatenate([wanted, links.target[at]])
        forth, back = (
            np.concatenate([forth, links.forth[at]]),
            np.concatenate([back, links.back[at]]),
        )
    sums = [np.zeros(len(keys)), np.zeros(len(number))]
    most = [np.zeros(len(keys)), np.zeros(len(number))]
    if len(keys) and pairs:
        asked = owner[rows] << 20 | wanted
        found = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        hit = keys[found] == asked
        np.add.at(sums[0], found[hit], forth[hit])
        np.maximum.at(most[0], found[hit], forth[hit])
        np.add.at(sums[1], rows[hit], back[hit])
        np.maximum.at(most[1], rows[hit], back[hit])
    return (sums[0][place], most[0][place]), (sums[1], most[1])


def _same(source: Side, target: Side) -> NDArray[np.float64]:
    """Give the share of the target's weight in pieces that the source has too."""
    keys = distinct(source.owner << 20 | source.flat)
    asked = target.owner << 20 | target.flat
    if not len(keys):
        return np.zeros(len(target.lengths))
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return target.mean((keys[place] == asked).astype(np.float64))


def ordered(links: Links) -> Links:
    """Give links in the order of their source pieces, as `measure` wants them."""
    order = np.argsort(links.source, kind="stable")
    return Links(links.source[order], links.target[order], links.forth[order], links.back[order])
