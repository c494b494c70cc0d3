"""The report as one HTML page that needs nothing else: no network, no other file.

The styles and the script are inlined and allowed by their SHA-256 in a Content-Security-Policy
(CSP level 3) that forbids everything else, so that no text of a report can run or load anything.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from auditor.core.bitext import Segment, Side
from auditor.core.mqm import Finding, Severity
from auditor.report import wording
from auditor.report.charts import (
    Bar,
    Label,
    Tick,
    axis,
    category_bars,
    check_bars,
    severity_bars,
    strip,
)
from auditor.report.marking import Cells, Piece, marks, pieces
from auditor.report.model import Report, Row
from auditor.report.tables import by_row, least_likely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row, cut at the borders of its marks."""

    lang: str
    lines: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page."""

    row: Row
    grade: str
    source: Cell | None
    target: Cell | None
    own: tuple[Finding, ...]
    """Findings that are explained in the row, the worst first."""
    shared: tuple[Finding, ...]
    """Grouped findings that have a place in the row; they are explained in their own panel."""
    scores: tuple[tuple[str, float], ...]
    least_likely: str
    """Words that a named language model found least likely."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring rows that are of the article, or that are not."""

    excluded: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A grouped finding and the rows of its places, one entry per place."""

    finding: Finding
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """What the charts of the page show."""

    severities: tuple[Bar, ...]
    categories: tuple[Bar, ...]
    checks: tuple[Bar, ...]
    strip: tuple[Tick, ...]
    axis: tuple[Label, ...]


def to_html(report: Report) -> str:
    """Write the page: summary, charts, and source and target side by side with their findings."""
    css, script = part("page.css"), part("page.js")
    placed = marks(report)
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            report=report,
            css=css,
            script=script,
            css_hash=hashed(css),
            script_hash=hashed(script),
            groups=tuple(_groups(report, placed)),
            runs=_runs(report, placed),
            charts=_charts(report),
            explained={check.id: check for check in report.checks},
            reason=_reason(report),
            excluded=sum(1 for row in report.rows if row.excluded),
        )
    )


@functools.cache
def environment() -> Environment:
    """Give what renders the templates: everything is escaped, an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("auditor.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for form in (
        wording.category_name,
        wording.counted,
        wording.figure,
        wording.language_line,
        wording.language_name,
        wording.percent,
        wording.predicted,
        wording.reference_line,
        wording.score_name,
        wording.spelled,
    ):
        made.filters[form.__name__] = form
    return made


def part(name: str) -> str:
    """Give the text of a template or a style."""
    file = resources.files("auditor.report") / "templates" / name
    return file.read_text(encoding="utf-8")


def hashed(text: str) -> str:
    """Give the digest by which a page allows its own style or script."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _charts(report: Report) -> Charts:
    ticks = strip(report)
    return Charts(
        severities=severity_bars(report),
        categories=category_bars(report),
        checks=check_bars(report),
        strip=ticks,
        axis=axis(ticks),
    )


def _reason(report: Report) -> str:
    critical = dict(report.summary.severities).get(Severity.CRITICAL, 0)
    if report.summary.passed:
        return "No critical finding, and the score is at or above the threshold."
    if critical:
        return f"{wording.counted(critical, 'critical finding')}: this fails whatever the score."
    if report.summary.score_per_word is None:
        return "There is no text to score."
    return "The score is below the threshold."


def _runs(report: Report, placed: Cells) -> tuple[Run, ...]:
    own = by_row(finding for finding in report.findings if not finding.places)
    lines = (_line(row, own, placed) for row in report.rows)
    return tuple(
        Run(excluded, tuple(run)) for excluded, run in groupby(lines, lambda ln: ln.row.excluded)
    )


def _line(row: Row, own: Mapping[int, tuple[Finding, ...]], placed: Cells) -> Line:
    return Line(
        row=row,
        grade=wording.grade(row.quality),
        source=_cell(row.source, row, "source", placed),
        target=_cell(row.target, row, "target", placed),
        own=own.get(row.index, ()),
        shared=_shared(row, placed),
        scores=tuple((score.name, score.value) for score in row.scores),
        least_likely=least_likely(row),
    )


def _cell(segment: Segment | None, row: Row, side: Side, placed: Cells) -> Cell | None:
    if segment is None:
        return None
    cut = pieces(segment.text, placed.get((row.index, side), ()))
    return Cell(segment.lang, wording.lines(segment.lines), cut)


def _shared(row: Row, placed: Cells) -> tuple[Finding, ...]:
    sides: tuple[Side, ...] = ("source", "target")
    found = {
        mark.finding.index: mark.finding
        for side in sides
        for mark in placed.get((row.index, side), ())
        if mark.finding.places
    }
    return tuple(found[index] for index in sorted(found))


def _groups(report: Report, placed: Cells) -> Iterator[Group]:
    grouped = [finding for finding in report.findings if finding.places]
    rows = _rows_of(grouped, placed)
    for finding in sorted(grouped, key=lambda f: (-f.severity.rank, f.index)):
        yield Group(finding, rows.get(finding.index, ()))


def _rows_of(grouped: Iterable[Finding], placed: Cells) -> Mapping[int, tuple[int, ...]]:
    rows: dict[int, list[int]] = {finding.index: [] for finding in grouped}
    for (row, _), cell in sorted(placed.items()):
        for mark in cell:
            if mark.finding.index in rows:
                rows[mark.finding.index].append(row)
    return {index: tuple(found) for index, found in rows.items()}
