"""Page chrome that only one side shows to be chrome.

A page and its translation have the same chrome around the article, yet its words may be known in
one of the two languages only. What is left without a counterpart beyond the first or the last pair
is aligned with the lines that are known as chrome: what translates one of them is chrome.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.core.bitext import Bead, Bitext, Segment

Aligner = Callable[[Sequence[Segment], Sequence[Segment]], tuple[Bead, ...]]
"""Aligns the segments of a source with those of a target."""

_CHROME = "boilerplate"
_EVEN = 0.5
"""Probability from which two lines are held for translations of each other."""


def with_edges(bitext: Bitext, align: Aligner) -> Bitext:
    """Exclude the chrome at both ends of a bitext that the other side gives away."""
    sides = (bitext.source_segments, bitext.target_segments)
    outside = _outside(bitext)
    chrome = [{s.index for s in side if s.excluded == _CHROME} for side in sides]
    left = [
        {s.index for s in side if not s.excluded and s.index in places}
        for side, places in zip(sides, outside, strict=True)
    ]
    if not (left[0] and chrome[1]) and not (left[1] and chrome[0]):
        return bitext
    source: set[int] = set()
    target: set[int] = set()
    for bead in align(_opened(sides[0]), _opened(sides[1])):
        whole = bead.source and bead.target
        if not whole or bead.cost >= 0 or (bead.probability or 0) < _EVEN:
            continue
        if left[0].issuperset(bead.source) and chrome[1].issuperset(bead.target):
            source.update(bead.source)
        elif chrome[0].issuperset(bead.source) and left[1].issuperset(bead.target):
            target.update(bead.target)
    return replace(
        bitext,
        source_segments=_excluding(sides[0], source),
        target_segments=_excluding(sides[1], target),
        beads=tuple(
            bead
            for bead in bitext.beads
            if not (source.issuperset(bead.source) and target.issuperset(bead.target))
        ),
    )


def _outside(bitext: Bitext) -> tuple[set[int], set[int]]:
    """Give the segments of each side that stand before its first pair or after its last one."""
    pairs = [b for b in bitext.beads if b.source and b.target and not b.moved]
    if not pairs:
        return set(), set()
    first, last = pairs[0], pairs[-1]
    return (
        set(range(len(bitext.source_segments))) - set(range(first.source[0], last.source[-1] + 1)),
        set(range(len(bitext.target_segments))) - set(range(first.target[0], last.target[-1] + 1)),
    )


def _opened(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Give the segments with the chrome as part of the text."""
    return tuple(replace(s, excluded="") if s.excluded == _CHROME else s for s in segments)


def _excluding(segments: Sequence[Segment], chrome: set[int]) -> tuple[Segment, ...]:
    return tuple(
        replace(segment, excluded=_CHROME) if segment.index in chrome else segment
        for segment in segments
    )
