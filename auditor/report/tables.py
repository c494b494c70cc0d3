"""The two tables of a report, also as pandas frames: one row per pair, one row per finding.

The columns are a contract with other programs; docs/reports.md tells what each holds. A number
that was not computed is missing (NaN in the frame, an empty cell in a file), never 0.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.report.wording import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from auditor.core.bitext import Segment
    from auditor.core.mqm import Finding
    from auditor.report.model import Report, Row

PAIR_COLUMNS = (
    "pair",
    "source_lines",
    "target_lines",
    "bead",
    "source",
    "target",
    "source_lang",
    "target_lang",
    "alignment",
    "adequacy",
    "fluency",
    "quality",
    "severity",
    "findings",
    "checks",
    "messages",
    "excluded",
    "predicted_mqm",
    "predicted_low",
    "predicted_high",
    "reasons",
)
"""Columns of the table of pairs that every report has, in order."""

MODEL_SCORES = ("similarity", "qe", "lm_fluency")
REFERENCE_SCORES = ("chrf", "bleu", "ter")

EXTRA_PAIR_COLUMNS = ("unit", "note", *REFERENCE_SCORES, *MODEL_SCORES, "least_likely")
"""Columns that follow where a report has them: of a bitext file, a reference, named models."""

FINDING_COLUMNS = (
    "finding",
    "pair",
    "check",
    "category",
    "severity",
    "side",
    "line",
    "start",
    "end",
    "text",
    "message",
    "suggestion",
    "confidence",
    "also",
    "fingerprint",
)
"""Columns of the table of findings, in order."""

_WHOLE = frozenset({"pair", "findings", "finding", "line", "start", "end"})
_PREDICTED = ("predicted_mqm", "predicted_low", "predicted_high")
_SCORES = ("alignment", "adequacy", "fluency", "quality", "confidence")
_REAL = frozenset({*_SCORES, *_PREDICTED, *MODEL_SCORES, *REFERENCE_SCORES})


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a file is written of them, and a frame is made of them where one is asked.

    To load pandas takes longer than to write the files.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    """Cells in the order of the columns: texts, whole numbers, and numbers or None."""
    kinds: Mapping[str, str]
    """Types of the columns that hold numbers, "int64" or "float64"."""

    def frame(self) -> pd.DataFrame:
        """Give the table as a frame of pandas; a number that is missing is NaN."""
        import pandas as pd

        cells = zip(*self.rows, strict=True) if self.rows else (() for _ in self.columns)
        return pd.DataFrame(
            {
                name: pd.Series(column, dtype=self.kinds.get(name, "str"))
                for name, column in zip(self.columns, cells, strict=True)
            }
        )


def pairs_frame(report: Report) -> pd.DataFrame:
    """Give `pairs_table` as a frame."""
    return pairs_table(report).frame()


def findings_frame(report: Report) -> pd.DataFrame:
    """Give `findings_table` as a frame."""
    return findings_table(report).frame()


def pairs_table(report: Report) -> Table:
    """Give one row per row of the report, in its order, unaligned and excluded ones included."""
    own = by_row(report.findings)
    records = [_pair(row, own.get(row.index, ())) for row in report.rows]
    extra = [name for name in EXTRA_PAIR_COLUMNS if any(r[name] not in ("", None) for r in records)]
    return table(records, [*PAIR_COLUMNS, *extra])


def findings_table(report: Report) -> Table:
    """Give one row per finding; a grouped finding is one row, at its first place."""
    return table([finding_record(finding) for finding in report.findings], FINDING_COLUMNS)


def by_row(findings: Iterable[Finding]) -> Mapping[int, tuple[Finding, ...]]:
    """Give the findings of every row that has any, the worst first."""
    rows: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        rows[finding.row].append(finding)
    return {
        row: tuple(sorted(found, key=lambda f: (-f.severity.rank, f.span, f.check)))
        for row, found in rows.items()
    }


def _pair(row: Row, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "pair": row.index,
        "source_lines": lines(row.source.lines) if row.source else "",
        "target_lines": lines(row.target.lines) if row.target else "",
        "bead": row.bead,
        "source": _text(row.source),
        "target": _text(row.target),
        "source_lang": row.source.lang if row.source else "",
        "target_lang": row.target.lang if row.target else "",
        "alignment": _rounded(row.score("alignment"), 4),
        "adequacy": _rounded(row.score("adequacy"), 4),
        "fluency": _rounded(row.score("fluency"), 4),
        "quality": _rounded(row.quality, 1),
        **{name: _rounded(getattr(row, name), 1) for name in _PREDICTED},
        "severity": findings[0].severity.value if findings else "",
        "findings": len(findings),
        "checks": ";".join(dict.fromkeys(finding.check for finding in findings)),
        "messages": " | ".join(finding.message for finding in findings),
        "reasons": " | ".join(row.reasons),
        "excluded": row.excluded,
        "unit": row.unit,
        "note": row.note,
        **{name: _rounded(row.score(name), 4) for name in (*MODEL_SCORES, *REFERENCE_SCORES)},
        "least_likely": least_likely(row),
    }


def finding_record(finding: Finding) -> dict[str, object]:
    """Give the cells of the table of findings, by column."""
    return {
        "finding": finding.index,
        "pair": finding.row,
        "check": finding.check,
        "category": finding.category,
        "severity": finding.severity.value,
        "side": finding.side,
        "line": finding.line,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "confidence": round(finding.confidence, 2),
        "also": ";".join(finding.also),
        "fingerprint": finding.fingerprint,
    }


def table(
    records: Sequence[Mapping[str, object]],
    columns: Sequence[str],
    kinds: Mapping[str, str] | None = None,
) -> Table:
    """Make a table of records, with the type that each column has.

    Args:
        records: cells by column.
        columns: names in their order.
        kinds: types of columns that no report has, such as "float64".
    """
    known = {**dict.fromkeys(_WHOLE, "int64"), **dict.fromkeys(_REAL, "float64"), **(kinds or {})}
    rows = tuple(tuple(record[name] for name in columns) for record in records)
    return Table(tuple(columns), rows, known)


def least_likely(row: Row) -> str:
    """Give the part of the target that a named language model found least likely."""
    found = next((score.worst for score in row.scores if score.name == "lm_fluency"), None)
    return found.of(row.target.text) if found and row.target else ""


def _text(segment: Segment | None) -> str:
    return segment.text if segment else ""


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
