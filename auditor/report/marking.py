"""Where findings mark the cells of a report, and how a marked cell is cut into pieces."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.core.bitext import Segment, Side, Span
from auditor.core.mqm import Finding
from auditor.report.model import Report, Row


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of a finding in a cell."""

    finding: Finding
    span: Span
    """Counted from the start of the cell's text; empty for a point between two characters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a cell over which the same findings stand; its text is empty for a point."""

    text: str
    findings: tuple[Finding, ...] = ()
    """Findings that cover the piece, the worst first."""
    starts: bool = False
    """At least one of the findings begins here."""


Cells = Mapping[tuple[int, Side], tuple[Mark, ...]]
"""Marks of each cell, by row number and side."""


def marks(report: Report) -> Cells:
    """Find the cell of every place of every finding, grouped findings included.

    A place that stands in no cell (a report made by hand) is left out.
    """
    sides: dict[Side, _Column] = {
        "source": _Column(report.rows, "source"),
        "target": _Column(report.rows, "target"),
    }
    found: dict[tuple[int, Side], list[Mark]] = defaultdict(list)
    for finding in report.findings:
        for place in finding.places or (finding.span,):
            cell = sides[finding.side].holding(place, finding.row)
            if cell is not None:
                number, segment = cell
                found[number, finding.side].append(Mark(finding, within(place, segment)))
    return {cell: tuple(placed) for cell, placed in found.items()}


def pieces(text: str, placed: Iterable[Mark]) -> tuple[Piece, ...]:
    """Cut a text at every border of its marks, so that nested and overlapping marks can be shown.

    The pieces, joined, give the text again. Marks that reach outside of the text are cut to it.
    """
    cut = [Mark(mark.finding, _clamped(mark.span, len(text))) for mark in placed]
    borders = sorted({0, len(text)} | {b for m in cut for b in (m.span.start, m.span.end)})
    points = defaultdict(list)
    for mark in cut:
        if not len(mark.span):
            points[mark.span.start].append(mark.finding)
    result: list[Piece] = []
    for start, end in zip(borders, [*borders[1:], borders[-1]], strict=True):
        if start in points:
            result.append(Piece("", _worst_first(points[start]), starts=True))
        if start < end:
            over = [m for m in cut if m.span.start <= start and end <= m.span.end]
            begins = any(m.span.start == start for m in over)
            result.append(Piece(text[start:end], _worst_first(m.finding for m in over), begins))
    return tuple(result)


class _Column:
    """The cells of one side, by place."""

    def __init__(self, rows: Sequence[Row], side: Side) -> None:
        cells = [(row.index, getattr(row, side)) for row in rows]
        held = [(number, segment) for number, segment in cells if segment is not None]
        self._cells = sorted(held, key=lambda cell: (cell[1].span, cell[0]))
        self._starts = [segment.span.start for _, segment in self._cells]
        self._rows = dict(held)

    def holding(self, place: Span, row: int) -> tuple[int, Segment] | None:
        """Give the cell in which a place begins: that of the row, if it does, or any other."""
        segment = self._rows.get(row)
        if segment is not None and _begins_in(place, segment.span):
            return row, segment
        number = bisect_right(self._starts, place.start) - 1
        if number >= 0 and _begins_in(place, self._cells[number][1].span):
            return self._cells[number]
        return None


def _begins_in(place: Span, cell: Span) -> bool:
    return cell.start <= place.start < cell.end or (not len(place) and place.start == cell.end)


def within(place: Span, segment: Segment) -> Span:
    """Give a place of the document counted from the start of a segment, cut to it."""
    return _clamped(place.shifted(-segment.span.start), len(segment.text))


def _clamped(span: Span, length: int) -> Span:
    start = min(max(span.start, 0), length)
    return Span(start, min(max(span.end, start), length))


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    unique = {finding.index: finding for finding in findings}
    return tuple(sorted(unique.values(), key=lambda f: (-f.severity.rank, f.index)))
