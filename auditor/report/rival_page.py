"""A comparison of translations as one HTML page: side by side, no network, no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.core.bitext import Segment
from auditor.core.mqm import Finding
from auditor.report.marking import Mark, Piece, pieces, within
from auditor.report.page import environment, hashed, part
from auditor.report.wording import verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.report.rivals import Comparison, Entry, Unit

_HUNDRED = 1.5
"""Means above this are of a score that goes up to 100: they need fewer decimals."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and whether it is this translation's alone."""

    finding: Finding
    only: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, cut at the borders of its marks."""

    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one translation makes of a unit."""

    label: str
    value: float | None
    best: bool
    parts: tuple[Part, ...]
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of the page."""

    index: int
    source: tuple[Segment, ...]
    even: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A translation of the page."""

    label: str
    path: str
    loose: tuple[Told, ...]
    """Findings that stand in no unit."""


def to_html(comparison: Comparison) -> str:
    """Write the page: ranking, significance, and all translations side by side."""
    css = part("page.css") + part("rivals.css")
    held = [{f.index: Told(f, f.index in {*r.only}) for f in r.findings} for r in comparison.rivals]
    means = [rival.mean or 0.0 for rival in comparison.rivals]
    return (
        environment()
        .get_template("rivals.html.j2")
        .render(
            comparison=comparison,
            css=css,
            css_hash=hashed(css),
            decimals=1 if max(means) > _HUNDRED else 3,
            lower=comparison.by == "ter",
            verdicts=tuple(verdict(contrast) for contrast in comparison.contrasts),
            rivals=tuple(_columns(comparison, held)),
            units=tuple(_line(unit, held) for unit in comparison.units),
        )
    )


def _columns(comparison: Comparison, held: Sequence[Mapping[int, Told]]) -> Iterable[Column]:
    for place, (rival, told) in enumerate(zip(comparison.rivals, held, strict=True)):
        inside = {n for unit in comparison.units for n in unit.entries[place].findings}
        loose = tuple(told[number] for number in sorted({*told} - inside))
        yield Column(rival.label, rival.target.path, loose)


def _line(unit: Unit, held: Sequence[Mapping[int, Told]]) -> Line:
    even = len(unit.best) != 1
    cells = tuple(
        _cell(entry, not even and entry.label in unit.best, told)
        for entry, told in zip(unit.entries, held, strict=True)
    )
    return Line(unit.index, unit.source, even, cells)


def _cell(entry: Entry, best: bool, held: Mapping[int, Told]) -> Cell:
    told = tuple(held[number] for number in entry.findings)
    return Cell(
        label=entry.label,
        value=entry.value,
        best=best,
        parts=tuple(_part(segment, told) for segment in entry.parts),
        findings=told,
    )


def _part(segment: Segment, told: Iterable[Told]) -> Part:
    marks = [
        Mark(item.finding, within(place, segment))
        for item in told
        if item.finding.side == "target"
        for place in item.finding.places or (item.finding.span,)
        if segment.span.start <= place.start <= segment.span.end
    ]
    return Part(segment.lang, pieces(segment.text, marks))
