"""The tables of a comparison: one row per unit of the original, one row per finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.tables import FINDING_COLUMNS, Table, finding_record, table
from auditor.report.wording import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.core.bitext import Segment
    from auditor.report.rivals import Comparison, Rival, Unit


def units_table(comparison: Comparison) -> Table:
    """Give one row per unit: the original, who is best, and what each translation has.

    For each translation, by its letter: its text, its score, the number of its findings, and the
    messages of those that no other translation has.
    """
    records = [_unit(unit, comparison) for unit in comparison.units]
    labels = [rival.label for rival in comparison.rivals]
    columns = ["unit", "source_lines", "source", "best"]
    for label in labels:
        columns += [f"{label}_target", f"{label}_score", f"{label}_findings", f"{label}_only"]
    kinds = {"unit": "int64"}
    kinds |= {f"{label}_score": "float64" for label in labels}
    kinds |= {f"{label}_findings": "int64" for label in labels}
    return table(records, columns, kinds)


def findings_table(comparison: Comparison) -> Table:
    """Give one row per finding of every translation, with the columns of a report's findings.

    `translation` is the letter of the translation, `only` is "yes" where no other has the finding.
    """
    records = [
        {
            "translation": rival.label,
            "only": "yes" if finding.index in rival.only else "",
            **finding_record(finding),
        }
        for rival in comparison.rivals
        for finding in rival.findings
    ]
    return table(records, ["translation", "only", *FINDING_COLUMNS])


def text_of(parts: Sequence[Segment]) -> str:
    """Give neighbouring sentences as one text."""
    return " ".join(part.text for part in parts)


def _unit(unit: Unit, comparison: Comparison) -> dict[str, object]:
    first, last = unit.source[0], unit.source[-1]
    record: dict[str, object] = {
        "unit": unit.index,
        "source_lines": lines((first.lines[0], last.lines[1])),
        "source": text_of(unit.source),
        "best": " ".join(unit.best),
    }
    for rival, entry in zip(comparison.rivals, unit.entries, strict=True):
        record[f"{rival.label}_target"] = text_of(entry.parts)
        record[f"{rival.label}_score"] = None if entry.value is None else round(entry.value, 4)
        record[f"{rival.label}_findings"] = len(entry.findings)
        record[f"{rival.label}_only"] = " | ".join(_only(rival, entry.findings))
    return record


def _only(rival: Rival, numbers: Sequence[int]) -> list[str]:
    own = {*numbers} & {*rival.only}
    return [finding.message for finding in rival.findings if finding.index in own]
