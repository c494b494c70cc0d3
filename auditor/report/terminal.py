"""The summary of a report for people at a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from auditor.report.marking import marks, pieces
from auditor.report.tables import by_row
from auditor.report.wording import (
    category_counts,
    category_name,
    counted,
    figure,
    language_line,
    lines,
    percent,
    predicted,
    reference_line,
    score_name,
    severity_counts,
    spelled,
)
from auditor.report.worst import worst_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from auditor.core.bitext import Side
    from auditor.core.mqm import Finding
    from auditor.report.marking import Cells
    from auditor.report.model import Report, Row

_STYLES = {
    "critical": "bold white on red",
    "major": "bold red",
    "minor": "yellow",
    "neutral": "cyan",
}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def summary(report: Report, console: Console, *, worst: int = 5) -> None:
    """Show languages, verdict, counts, coverage, the worst sentences and what did not run.

    Control characters of the texts are shown as `\ufffd`, so that no text can steer the terminal.
    The marked text stands in ⟦brackets⟧ as well as in colour.
    """
    for part in _parts(report, worst):
        console.print(part)


def visible(text: str) -> str:
    """Replace controls and bidirectional overrides; a line break becomes a space."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t\u2028\u2029":
        return " "
    if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs"):
        return "\ufffd"
    return character


def _parts(report: Report, worst: int) -> Iterator[RenderableType]:
    yield _head(report)
    if report.findings:
        yield ""
        yield _counts(report)
    rows = worst_rows(report, worst)
    if rows:
        yield ""
        yield _title("Worst sentences")
        placed, own = marks(report), by_row(report.findings)
        for row in rows:
            yield from _sentence(row, own.get(row.index, ()), placed)
    yield from _not_run(report)


def _head(report: Report) -> Table:
    from rich.text import Text

    grid = _grid()
    if report.source is not None:
        line = f"{visible(report.source.path)}  {language_line(report.source)}"
        grid.add_row("source", Text(line))
    grid.add_row("target", Text(f"{visible(report.target.path)}  {language_line(report.target)}"))
    grid.add_row("verdict", _verdict(report))
    if report.source is not None:
        shares = f"source {percent(report.source.unaligned)}, "
        shares += f"target {percent(report.target.unaligned)} of the words"
        grid.add_row("unaligned", Text(shares))
    if report.summary.predicted_mqm is not None:
        grid.add_row("predicted", Text(predicted(report.summary)))
    if report.summary.means:
        means = ", ".join(f"{score_name(name)} {value:.2f}" for name, value in report.summary.means)
        grid.add_row("means", Text(means))
    if report.summary.reference:
        grid.add_row("reference", Text(reference_line(report.summary)))
    excluded = sum(1 for row in report.rows if row.excluded)
    if excluded:
        grid.add_row("excluded", Text(f"{counted(excluded, 'line')} that are not of the article"))
    return grid


def _verdict(report: Report) -> Text:
    from rich.text import Text

    figures = report.summary
    text = Text()
    passed = figures.passed
    text.append("PASSED" if passed else "FAILED", "bold green" if passed else "bold red")
    text.append(f"  score {figure(figures.score_per_word)} of 100")
    text.append(f", {figure(figures.penalty_per_1000_words)} penalty points per 1,000 words")
    text.append(f" ({counted(figures.words, 'word')})")
    return text


def _counts(report: Report) -> Table:
    from rich.table import Table
    from rich.text import Text

    by_severity = Text(", ").join(
        Text(f"{count:,} {severity}", _STYLES[severity])
        for severity, count in severity_counts(report)
        if count
    )
    total = Text(counted(len(report.findings), "finding"), "bold")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_row(total, by_severity)
    for category, count in category_counts(report):
        table.add_row(f"{count:,}", category_name(category))
    return table


def _sentence(row: Row, findings: Iterable[Finding], placed: Cells) -> Iterator[RenderableType]:
    from rich.text import Text

    quality = "" if row.quality is None else f"  quality {row.quality:.0f}"
    where = row.target or row.source
    line = f"  line {lines(where.lines)}" if where else ""
    kind = "" if row.kind in ("pair", "segment") else f"  {row.kind}"
    yield Text(f"{row.index}{line}{kind}{quality}", "bold")
    grid = _grid(indent=2)
    sides: tuple[Side, ...] = ("source", "target")
    for side in sides:
        if getattr(row, side) is not None:
            grid.add_row(side, _marked(row, side, placed))
    for finding in findings:
        grid.add_row(Text(finding.severity.value, _STYLES[finding.severity]), _explained(finding))
    yield grid


def _marked(row: Row, side: Side, placed: Cells) -> Text:
    from rich.text import Text

    segment = row.source if side == "source" else row.target
    text = Text(overflow="fold")
    previous: frozenset[int] = frozenset()
    for piece in pieces(segment.text if segment else "", placed.get((row.index, side), ())):
        current = frozenset(finding.index for finding in piece.findings)
        text.append("⟧" if previous and not current else "", "dim")
        text.append("⟦" if current and not previous else "", "dim")
        style = f"{_STYLES[piece.findings[0].severity]} underline" if current else ""
        text.append(visible(piece.text), style)
        previous = current
    text.append("⟧" if previous else "", "dim")
    return text


def _explained(finding: Finding) -> Text:
    from rich.text import Text

    text = Text(visible(finding.message), overflow="fold")
    if finding.suggestion:
        text.append(f" → {visible(spelled(finding.suggestion))}", "green")
    if len(finding.places) > 1:
        text.append(f" ({len(finding.places)} places)", "dim")
    text.append(f" [{finding.check}]", "dim")
    return text


def _not_run(report: Report) -> Iterator[RenderableType]:
    from rich.text import Text

    if not report.skips:
        return
    yield ""
    yield _title(f"{counted(len(report.skips), 'check')} did not run")
    grid = _grid(indent=2)
    for skip in report.skips:
        reason = Text(visible(skip.reason), "red" if skip.crashed else "")
        if skip.crashed:
            reason = Text("crashed: ", "bold red") + reason
        grid.add_row(Text(skip.check), reason)
    yield grid


def _title(text: str) -> Text:
    from rich.text import Text

    return Text(text, "bold underline")


def _grid(indent: int = 0) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, indent))
    grid.add_column(no_wrap=False, min_width=9, overflow="fold")
    grid.add_column(overflow="fold")
    return grid
