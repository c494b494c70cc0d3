"""Whether each sentence of a bead has words of its own in the other language.

The vector of a run hardly changes when a sentence without counterpart is joined to it. Its words
do tell: each word of the sentence looks for the word of the other run that is nearest to it, and
counts by how much nearer it is than any word of the other sentences of the bead. A sentence that
was left out of a translation has next to nothing of the kind; one that was translated has.

Only beads that a search found possible are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.lattice import Shape, Strip
from auditor.backends.base import Words

Floats = NDArray[np.float32]

_CHANCE, _USUAL_COVER = 0.27, 0.5
"""How far the words of two sentences cover each other that met by chance, and of translations."""
_USUAL_OWN = 0.3
"""Share of its words that a sentence of a bead of several usually has for its own."""


@dataclass(frozen=True, slots=True)
class Support:
    """What was measured of the beads of one shape; arrays sorted by row."""

    rows: NDArray[np.int64]
    """Nodes where the beads end."""
    columns: NDArray[np.int64]
    own: Floats
    """Share of own words of the segment that has the fewest, among those that share their side
    with others: -1 for none, 0 for what is usual."""
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
        for name, values in (("own", self.own), ("cover", self.cover)):
            laid = np.full(size, -1, dtype=np.float32)
            laid[place] = values[here]
            found[name] = laid
        return found


_NONE = np.zeros(0, dtype=np.int64)
NOTHING = Support(_NONE, _NONE, _NONE.astype(np.float32), _NONE.astype(np.float32))
"""Of a shape that no possible bead has."""


class SupportMeter:
    """Measures beads, each a single time."""

    def __init__(self, source: Words, target: Words) -> None:
        """Hold the words of both texts."""
        self._sides = (source, target)
        self._known: dict[tuple[int, int, int, int], tuple[float, float]] = {}

    def measure(self, beads: Sequence[tuple[int, int, int, int]]) -> dict[Shape, Support]:
        """Measure beads.

        Args:
            beads: source and target segments of each, and the node where it ends.

        Returns:
            What was found, by shape.
        """
        grouped: dict[Shape, list[tuple[int, int, float, float]]] = {}
        for bead in beads:
            if bead not in self._known:
                self._known[bead] = self._measured(*bead)
            n, m, row, column = bead
            grouped.setdefault((n, m), []).append((row, column, *self._known[bead]))
        made = {}
        for shape, found in sorted(grouped.items()):
            rows, columns, own, cover = zip(*sorted(found), strict=True)
            made[shape] = Support(
                np.array(rows, dtype=np.int64),
                np.array(columns, dtype=np.int64),
                np.array(own, dtype=np.float32),
                np.array(cover, dtype=np.float32),
            )
        return made

    def _measured(self, n: int, m: int, row: int, column: int) -> tuple[float, float]:
        left, right = (
            words.run(end - size, end)
            for words, size, end in zip(self._sides, (n, m), (row, column), strict=True)
        )
        if not len(left.weights) or not len(right.weights):
            return -1.0, -1.0
        near = np.maximum(left.vectors @ right.vectors.T, 0)
        covered = min(
            float(near.max(axis=1) @ left.weights) / float(left.weights.sum()),
            float(near.max(axis=0) @ right.weights) / float(right.weights.sum()),
        )
        own = [
            *_own_shares(near, left.weights, left.starts),
            *_own_shares(near.T, right.weights, right.starts),
        ]
        fewest = min(min(own, default=1.0) / _USUAL_OWN, 2.0) - 1.0
        return fewest, min(max((covered - _CHANCE) / (_USUAL_COVER - _CHANCE), 0.0), 1.0) - 1.0


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
