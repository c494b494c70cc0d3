"""The report as Markdown: summary, worst sentences, table of findings (CommonMark with tables)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.core.bitext import Side
from auditor.report.marking import marks, pieces
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
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.core.mqm import Finding
    from auditor.report.marking import Cells
    from auditor.report.model import Report, Row

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:@=]")
_HARMLESS = frozenset("().-:!+=@")
"""Special only at the start of a line, where no text of a report ever stands."""


def escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line, inside a table as well."""
    flat = " ".join(text.split())
    return _SPECIAL.sub(lambda m: m[0] if m[0] in _HARMLESS else _entity(m[0]), flat)


def to_markdown(report: Report) -> str:
    """Write the whole report for people who read Markdown."""
    parts = [_head(report), _worst(report), _findings(report), _skipped(report)]
    return "\n\n".join(part for part in parts if part) + "\n"


def findings_to_markdown(report: Report) -> str:
    """Write the table of findings alone."""
    return _findings_table(report.findings) + "\n"


def _entity(character: str) -> str:
    if character in "<>&|":
        return {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}[character]
    return f"\\{character}"


def _head(report: Report) -> str:
    summary = report.summary
    rows: list[tuple[str, str]] = []
    if report.source is not None:
        rows.append(("Source", f"{escaped(report.source.path)}, {language_line(report.source)}"))
    rows += [
        ("Target", f"{escaped(report.target.path)}, {language_line(report.target)}"),
        ("Verdict", "passed" if summary.passed else "failed"),
        ("Score (per word)", figure(summary.score_per_word)),
        ("Penalty points per 1,000 words", figure(summary.penalty_per_1000_words)),
        ("Words", f"{summary.words:,}"),
    ]
    if report.source is not None:
        shares = f"{percent(report.source.unaligned)} / {percent(report.target.unaligned)}"
        rows.append(("Unaligned, source / target", shares))
    if summary.predicted_mqm is not None:
        rows.append(("Predicted MQM", predicted(summary)))
    rows += [(f"Mean {score_name(name)}", f"{value:.2f}") for name, value in summary.means]
    rows += [("Whole document beside the reference", reference_line(summary))] * bool(
        summary.reference
    )
    rows += [(severity.value.capitalize(), f"{n:,}") for severity, n in severity_counts(report)]
    rows += [(category_name(category), f"{n:,}") for category, n in category_counts(report)]
    return "# Translation audit\n\n" + _table(("", ""), rows)


def _worst(report: Report) -> str:
    rows = worst_rows(report)
    if not rows:
        return ""
    placed = marks(report)
    return "\n\n".join(["## Worst sentences", *(_sentence(row, report, placed) for row in rows)])


def _sentence(row: Row, report: Report, placed: Cells) -> str:
    sides: tuple[Side, ...] = ("source", "target")
    bullets = [
        f"- {side}: {_marked(row, side, placed)}"
        for side in sides
        if getattr(row, side) is not None
    ]
    bullets += [f"- {_explained(finding)}" for finding in report.of_row(row.index)]
    return "\n".join([f"### {row.index} (quality {figure(row.quality)})", "", *bullets])


def _marked(row: Row, side: Side, placed: Cells) -> str:
    segment = row.source if side == "source" else row.target
    text = segment.text if segment else ""
    parts = [
        f"<b>{_kept(piece.text)}</b>" if piece.findings and piece.text else _kept(piece.text)
        for piece in pieces(text, placed.get((row.index, side), ()))
    ]
    return "".join(parts).strip()


def _kept(text: str) -> str:
    """Escape a part of a text, with the spaces at its ends."""
    flat = escaped(text)
    before = " " if text[:1].isspace() else ""
    after = " " if flat and text[-1:].isspace() else ""
    return before + flat + after


def _explained(finding: Finding) -> str:
    advice = f" → {escaped(spelled(finding.suggestion))}" if finding.suggestion else ""
    return f"{finding.severity}, {finding.check}: {escaped(finding.message)}{advice}"


def _findings(report: Report) -> str:
    if not report.findings:
        return "## Findings\n\nNone."
    title = f"## {counted(len(report.findings), 'finding').capitalize()}"
    return f"{title}\n\n{_findings_table(report.findings)}"


def _findings_table(findings: Sequence[Finding]) -> str:
    header = ("#", "Pair", "Severity", "Check", "Side", "Line", "Text", "Message", "Suggestion")
    return _table(header, (_cells(finding) for finding in findings))


def _cells(finding: Finding) -> Iterator[str]:
    yield str(finding.index)
    yield str(finding.row)
    yield finding.severity.value
    yield escaped(finding.check)
    yield finding.side
    yield lines((finding.line, finding.line))
    yield escaped(finding.text)
    places = f" ({len(finding.places)} places)" if len(finding.places) > 1 else ""
    yield escaped(finding.message) + places
    yield escaped(spelled(finding.suggestion))


def _skipped(report: Report) -> str:
    items = [f"- {escaped(notice)}" for notice in report.notices]
    for skip in report.skips:
        crashed = " (crashed)" if skip.crashed else ""
        items.append(f"- {escaped(skip.check)} did not run{crashed}: {escaped(skip.reason)}")
    return "\n".join(["## Notes", "", *items]) if items else ""


def _table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    head = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])
