"""Whether each sentence of a bead has words of its own in the other language.

The vector of a run hardly changes when a sentence without counterpart is joined to it. Its words
do tell: each word of the sentence looks for the word of the other run that is nearest to it, and
counts by how much nearer it is than any word of the other sentences of the bead. A sentence that
was left out of a translation has next to nothing of the kind; one that was translated has. And the
other way: each word of the other run is shared out among the words of the bead's sentences, as in
IBM Model 1 (Brown et al. 1993) with nearness for probability. A sentence that was left out draws
fewer of them than its words would by chance.

Only beads that a search found possible are looked at.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.lattice import Shape, Strip
from auditor.alignment.weights import rendered
from auditor.backends.base import Run, Words

Floats = NDArray[np.float32]

_CHANCE, _USUAL_COVER = 0.27, 0.5
"""How far the words of two sentences cover each other that met by chance, and of translations."""
_USUAL_OWN = 0.3
"""Share of its words that a sentence of a bead of several usually has for its own."""
_SHARP = 15.0
"""How fast a word's share in a word of the other side grows with its nearness."""
_FEW = 12.0
"""Words of a sentence at which what they tell counts half."""
_LEAST = -6.0
"""Least log probability that a segment was translated."""
_LITTLE = 0.02
"""Added to the part of words that a sentence draws, so that it has a logarithm."""


@dataclass(frozen=True, slots=True)
class Support:
    """What was measured of the beads of one shape; arrays sorted by row."""

    rows: NDArray[np.int64]
    """Nodes where the beads end."""
    columns: NDArray[np.int64]
    own: Floats
    """Share of own words of the segment that has the fewest, among those that share their side
    with others: -1 for none, 0 for what is usual."""
    rendered: Floats
    """Log probability that such a segment was translated at all, of the one where it is least:
    by its own words and by the words of the other side that turn to it; -6 to 0."""
    cover: Floats
    """How near the words of the side that is covered least are to words of the other: -1 for
    words that met by chance, 0 for what is usual in translations."""

    def spread(self, strip: Strip) -> dict[str, Floats]:
        """Lay the evidence out over the nodes of a strip; beads not looked at have the least."""
        begin, end = np.searchsorted(self.rows, (strip.top, strip.bottom))
        columns = self.columns[begin:end]
        here = np.flatnonzero((columns >= strip.left) & (columns < strip.right)) + begin
        place = self.rows[here] - strip.top, self.columns[here] - strip.left
        size = strip.bottom - strip.top, strip.right - strip.left
        found = {}
        for name, values in (("own", self.own), ("rendered", self.rendered), ("cover", self.cover)):
            laid = np.full(size, -1, dtype=np.float32)
            laid[place] = values[here]
            found[name] = laid
        return found


_NONE = np.zeros(0, dtype=np.int64)
NOTHING = Support(_NONE, _NONE, *(_NONE.astype(np.float32),) * 3)
"""Of a shape that no possible bead has."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a segment that shares its side of a bead has of the other side."""

    own: float
    """Share of its words that are its own, 0 to 1."""
    drawn: float
    """Words of the other side that turn to it, as a part of those that would by chance."""
    words: int

    @property
    def traits(self) -> tuple[float, float, float]:
        """Give what the log odds are a sum of: few words tell little."""
        told = self.words / (self.words + _FEW)
        return told * self.own, told * log(self.drawn + _LITTLE), told

    @property
    def rendered(self) -> float:
        """Give the log probability that it was translated."""
        own, drawn, told = self.traits
        by = rendered()
        odds = by.own * own + by.drawn * drawn + by.told * told + by.always
        return -log1p(exp(-max(odds, _LEAST * 2)))


class SupportMeter:
    """Measures beads, each a single time."""

    def __init__(self, source: Words, target: Words) -> None:
        """Hold the words of both texts."""
        self._sides = (source, target)
        self._known: dict[tuple[int, int, int, int], tuple[float, float, float]] = {}

    def measure(self, beads: Sequence[tuple[int, int, int, int]]) -> dict[Shape, Support]:
        """Measure beads.

        Args:
            beads: source and target segments of each, and the node where it ends.

        Returns:
            What was found, by shape.
        """
        grouped: dict[Shape, list[tuple[int, int, float, float, float]]] = {}
        for bead in beads:
            if bead not in self._known:
                self._known[bead] = self._measured(*bead)
            n, m, row, column = bead
            grouped.setdefault((n, m), []).append((row, column, *self._known[bead]))
        made = {}
        for shape, found in sorted(grouped.items()):
            rows, columns, own, rendered, cover = zip(*sorted(found), strict=True)
            made[shape] = Support(
                np.array(rows, dtype=np.int64),
                np.array(columns, dtype=np.int64),
                np.array(own, dtype=np.float32),
                np.array(rendered, dtype=np.float32),
                np.array(cover, dtype=np.float32),
            )
        return made

    def _measured(self, n: int, m: int, row: int, column: int) -> tuple[float, float, float]:
        left, right = (
            words.run(end - size, end)
            for words, size, end in zip(self._sides, (n, m), (row, column), strict=True)
        )
        if not len(left.weights) or not len(right.weights):
            return -1.0, -1.0, -1.0
        near = np.maximum(left.vectors @ right.vectors.T, 0)
        covered = min(
            float(near.max(axis=1) @ left.weights) / float(left.weights.sum()),
            float(near.max(axis=0) @ right.weights) / float(right.weights.sum()),
        )
        found = _shares(near, left, right)
        return (
            min(min((share.own for share in found), default=1.0) / _USUAL_OWN, 2.0) - 1.0,
            max(min((share.rendered for share in found), default=0.0), _LEAST),
            min(max((covered - _CHANCE) / (_USUAL_COVER - _CHANCE), 0.0), 1.0) - 1.0,
        )


def shares(sides: tuple[Words, Words], bead: tuple[int, int, int, int]) -> tuple[Share, ...]:
    """Measure the segments of a bead that share their side with others, source before target.

    Args:
        sides: words of both texts.
        bead: source and target segments, and the node where it ends.
    """
    n, m, row, column = bead
    left, right = sides[0].run(row - n, row), sides[1].run(column - m, column)
    if not len(left.weights) or not len(right.weights):
        return ()
    return _shares(np.maximum(left.vectors @ right.vectors.T, 0), left, right)


def _shares(near: Floats, left: Run, right: Run) -> tuple[Share, ...]:
    return tuple(
        Share(own, drawn, words)
        for towards, run, other in ((near, left, right), (near.T, right, left))
        for own, drawn, words in zip(
            _own_shares(towards, run.weights, run.starts),
            _drawn_shares(towards, run, other.weights),
            np.diff(run.starts).tolist() if len(run.starts) > 2 else [],
            strict=True,
        )
    )


def _own_shares(near: Floats, weights: Floats, starts: NDArray[np.int64]) -> list[float]:
    """Give, for each segment of a run of several, the share of its words that are its own.

    Args:
        near: how near each word of the run is to each word of the other side, 0 to 1.
        weights: of the words of the run.
        starts: where each segment begins among them, and their end.
    """
    count = len(starts) - 1
    if count < 2:
        return []
    parts = [slice(starts[k], starts[k + 1]) for k in range(count)]
    nothing = np.zeros(near.shape[1], dtype=np.float32)
    best = [near[part].max(axis=0, initial=0.0) for part in parts]
    shares = []
    for k, part in enumerate(parts):
        total = float(weights[part].sum())
        others = np.max([nothing, *best[:k], *best[k + 1 :]], axis=0)
        gain = np.maximum(near[part] - others, 0).max(axis=1)
        shares.append(float(gain @ weights[part]) / total if total else 0.0)
    return shares


def _drawn_shares(near: Floats, run: Run, others: Floats) -> list[float]:
    """Give, for each segment of a run of several, the part of the other side that turns to it.

    Args:
        near: how near each word of the run is to each word of the other side, 0 to 1.
        run: the words of the run.
        others: weights of the words of the other side.

    Returns:
        Parts of what the weights of the segments' own words let expect: 1 is as by chance.
    """
    if len(run.starts) < 3:
        return []
    claims = np.exp(np.float32(_SHARP) * near) * run.weights[:, None]
    drawn = (claims / claims.sum(axis=0)) @ others / float(others.sum())
    parts = [slice(*edges) for edges in itertools.pairwise(run.starts)]
    whole = float(run.weights.sum())
    expected = [float(run.weights[part].sum()) / whole for part in parts]
    return [
        float(drawn[part].sum()) / share if share else 0.0
        for part, share in zip(parts, expected, strict=True)
    ]
