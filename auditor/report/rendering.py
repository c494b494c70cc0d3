"""The forms that a report can take, by name; each form is loaded when it is asked for."""

from collections.abc import Callable

from auditor.report.model import Report


def _csv(report: Report) -> bytes:
    from auditor.report.sheets import csv_bytes

    return csv_bytes(report.pairs_frame())


def _tsv(report: Report) -> bytes:
    from auditor.report.sheets import tsv_bytes

    return tsv_bytes(report.pairs_frame())


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

    return csv_bytes(report.findings_frame())


def _findings_tsv(report: Report) -> bytes:
    from auditor.report.sheets import tsv_bytes

    return tsv_bytes(report.findings_frame())


def _findings_xlsx(report: Report) -> bytes:
    from auditor.report.sheets import findings_workbook_bytes

    return findings_workbook_bytes(report)


def _findings_md(report: Report) -> bytes:
    from auditor.report.markdown import findings_to_markdown

    return findings_to_markdown(report).encode("utf-8", errors="replace")


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
