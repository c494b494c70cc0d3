"""Lays a bitext, or a translation alone, out as the rows of a report."""

from collections.abc import Iterator, Sequence

from auditor.core.bitext import Bead, Bitext, Document, Segment, Side, joined
from auditor.report.model import Row, RowKind


def of_bitext(bitext: Bitext) -> tuple[tuple[Row, Bead | None], ...]:
    """Give every bead and every excluded segment a row, in the order of the target.

    A segment without a counterpart stands where its neighbours do.
    """
    rows = [
        (_row(number, bead, source, target, bitext), bead)
        for number, (bead, source, target) in enumerate(_in_order(bitext), start=1)
    ]
    return tuple(rows)


def of_document(document: Document, segments: Sequence[Segment]) -> tuple[Row, ...]:
    """Give every target segment a row of its own."""
    return tuple(
        Row(
            index=number,
            kind="excluded" if segment.excluded else "segment",
            bead="",
            source=None,
            target=segment,
            excluded=segment.excluded,
            unit=document.blocks[segment.block].unit,
            note=document.blocks[segment.block].note,
        )
        for number, segment in enumerate(segments, start=1)
    )


def numbers(table: Sequence[Row], side: Side, segments: Sequence[Segment]) -> dict[int, int]:
    """Give the row of each segment of a side that stands in one."""
    found: dict[int, int] = {}
    for row in table:
        part = row.source if side == "source" else row.target
        if part is None:
            continue
        index = part.index
        while index < len(segments) and segments[index].span.end <= part.span.end:
            found[index] = row.index
            index += 1
    return found


_Item = tuple[Bead | None, tuple[Segment, ...], tuple[Segment, ...]]


def _in_order(bitext: Bitext) -> Iterator[_Item]:
    source_left = [s for s in bitext.source_segments if s.excluded]
    target_left = [s for s in bitext.target_segments if s.excluded]
    for bead in bitext.beads:
        ahead = bead.source and not bead.moved
        while ahead and source_left and source_left[0].index < bead.source[0]:
            yield None, (source_left.pop(0),), ()
        while bead.target and target_left and target_left[0].index < bead.target[0]:
            yield None, (), (target_left.pop(0),)
        yield (
            bead,
            tuple(bitext.source_segments[i] for i in bead.source),
            tuple(bitext.target_segments[j] for j in bead.target),
        )
    yield from ((None, (segment,), ()) for segment in source_left)
    yield from ((None, (), (segment,)) for segment in target_left)


def _row(
    number: int,
    bead: Bead | None,
    source: tuple[Segment, ...],
    target: tuple[Segment, ...],
    bitext: Bitext,
) -> Row:
    first, document = (source[0], bitext.source) if source else (target[0], bitext.target)
    block = document.blocks[first.block]
    return Row(
        index=number,
        kind=_kind(bead),
        bead=bead.shape if bead else "",
        source=joined(source, bitext.source) if source else None,
        target=joined(target, bitext.target) if target else None,
        excluded=first.excluded,
        unit=block.unit,
        note=block.note,
    )


def _kind(bead: Bead | None) -> RowKind:
    if bead is None:
        return "excluded"
    if not bead.target:
        return "omission"
    return "pair" if bead.source else "addition"
