"""The forms that a report can take, by name; each form is loaded when it is asked for."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

from auditor.report.model import Report
from auditor.report.rivals import Comparison

Result = TypeVar("Result")
Table = Literal["report", "findings"]
Forms = Mapping[Table, Mapping[str, Callable[[Result], bytes]]]
"""What makes the bytes of each form, of the whole and of the table of findings."""


def _csv(report: Report) -> bytes:
    from auditor.report.sheets import csv_bytes
    from auditor.report.tables import pairs_table

    return csv_bytes(pairs_table(report))


def _tsv(report: Report) -> bytes:
    from auditor.report.sheets import tsv_bytes
    from auditor.report.tables import pairs_table

    return tsv_bytes(pairs_table(report))


def _xlsx(report: Report) -> bytes:
    from auditor.report.sheets import workbook_bytes

    return workbook_bytes(report)


def _json(report: Report) -> bytes:
    from auditor.report.json_report import to_json

    return to_json(report).encode()


def _html(report: Report) -> bytes:
    from auditor.report.page import to_html

    return to_html(report).encode("utf-8", errors="replace")


def _md(report: Report) -> bytes:
    from auditor.report.markdown import to_markdown

    return to_markdown(report).encode("utf-8", errors="replace")


def _findings_csv(report: Report) -> bytes:
    from auditor.report.sheets import csv_bytes
    from auditor.report.tables import findings_table

    return csv_bytes(findings_table(report))


def _findings_tsv(report: Report) -> bytes:
    from auditor.report.sheets import tsv_bytes
    from auditor.report.tables import findings_table

    return tsv_bytes(findings_table(report))


def _findings_xlsx(report: Report) -> bytes:
    from auditor.report.sheets import findings_workbook_bytes

    return findings_workbook_bytes(report)


def _findings_md(report: Report) -> bytes:
    from auditor.report.markdown import findings_to_markdown

    return findings_to_markdown(report).encode("utf-8", errors="replace")


def _compared_csv(comparison: Comparison) -> bytes:
    from auditor.report.rival_tables import units_table
    from auditor.report.sheets import csv_bytes

    return csv_bytes(units_table(comparison))


def _compared_tsv(comparison: Comparison) -> bytes:
    from auditor.report.rival_tables import units_table
    from auditor.report.sheets import tsv_bytes

    return tsv_bytes(units_table(comparison))


def _compared_json(comparison: Comparison) -> bytes:
    from auditor.report.json_report import written

    return written(comparison, Comparison).encode()


def _compared_html(comparison: Comparison) -> bytes:
    from auditor.report.rival_page import to_html

    return to_html(comparison).encode("utf-8", errors="replace")


def _compared_findings_csv(comparison: Comparison) -> bytes:
    from auditor.report.rival_tables import findings_table
    from auditor.report.sheets import csv_bytes

    return csv_bytes(findings_table(comparison))


def _compared_findings_tsv(comparison: Comparison) -> bytes:
    from auditor.report.rival_tables import findings_table
    from auditor.report.sheets import tsv_bytes

    return tsv_bytes(findings_table(comparison))


REPORT: dict[str, Callable[[Report], bytes]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "html": _html,
    "md": _md,
    "xlsx": _xlsx,
}
"""Forms of the whole report."""

FINDINGS: dict[str, Callable[[Report], bytes]] = {
    "csv": _findings_csv,
    "tsv": _findings_tsv,
    "md": _findings_md,
    "xlsx": _findings_xlsx,
}
"""Forms of the table of findings."""

FORMS: Forms[Report] = {"report": REPORT, "findings": FINDINGS}

COMPARISON: Forms[Comparison] = {
    "report": {
        "csv": _compared_csv,
        "tsv": _compared_tsv,
        "json": _compared_json,
        "html": _compared_html,
    },
    "findings": {"csv": _compared_findings_csv, "tsv": _compared_findings_tsv},
}
"""Forms of a comparison of translations."""
