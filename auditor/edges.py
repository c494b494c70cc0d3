"""Page chrome that only one side shows to be chrome.

A page and its translation have the same chrome around the article, yet its words may be known in
one of the two languages only. What has no counterpart beyond the first or the last pair, touches
lines that are known as chrome, and is no more than the other side has there beyond its own, is
chrome too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.core.bitext import Bitext, Segment

_CHROME = "boilerplate"


def with_edges(bitext: Bitext) -> Bitext:
    """Exclude the chrome at both ends of a bitext that the other side gives away."""
    pairs = [bead for bead in bitext.beads if bead.source and bead.target]
    if not pairs:
        return bitext
    sides = (bitext.source_segments, bitext.target_segments)
    first = (pairs[0].source[0], pairs[0].target[0])
    last = (pairs[-1].source[-1], pairs[-1].target[-1])
    heads = tuple(side[:at] for side, at in zip(sides, first, strict=True))
    tails = tuple(side[at + 1 :] for side, at in zip(sides, last, strict=True))
    found = [
        _given_away(own, other) for zones in (heads, tails) for own, other in (zones, zones[::-1])
    ]
    source, target = found[0] | found[2], found[1] | found[3]
    if not source and not target:
        return bitext
    return replace(
        bitext,
        source_segments=_excluding(bitext.source_segments, source),
        target_segments=_excluding(bitext.target_segments, target),
        beads=tuple(
            bead
            for bead in bitext.beads
            if not (_only(bead.source, source) and _only(bead.target, target))
        ),
    )


def _given_away(own: Sequence[Segment], other: Sequence[Segment]) -> set[int]:
    """Give the segments of one end of a side that must be chrome."""
    known, left = _blocks(own, chrome=True), _blocks(own, chrome=False)
    spare = len(_blocks(other, chrome=True)) - len(known)
    if not known or not left or len(left) > spare:
        return set()
    return {segment.index for segment in own if not segment.excluded}


def _blocks(segments: Iterable[Segment], *, chrome: bool) -> set[int]:
    wanted = _CHROME if chrome else ""
    return {segment.block for segment in segments if segment.excluded == wanted}


def _only(indices: Sequence[int], excluded: set[int]) -> bool:
    return all(index in excluded for index in indices)


def _excluding(segments: Sequence[Segment], chrome: set[int]) -> tuple[Segment, ...]:
    return tuple(
        replace(segment, excluded=_CHROME) if segment.index in chrome else segment
        for segment in segments
    )
