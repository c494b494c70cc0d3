"""The tables of a report as files for spreadsheets: CSV, TSV and XLSX.

A text cell that a spreadsheet could run as a formula gets an apostrophe in front (OWASP, "CSV
injection"); numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING

from auditor.report.tables import findings_table, pairs_table
from auditor.report.wording import category_counts, score_name, severity_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from auditor.report.model import Report
    from auditor.report.tables import Table

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]")
_CELL_LIMIT = 32_767
"""Characters that a cell of a spreadsheet can hold (Excel specifications and limits)."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDTHS = {
    "source": 60,
    "target": 60,
    "messages": 60,
    "message": 60,
    "text": 30,
    "suggestion": 30,
    "note": 30,
    "checks": 28,
    "check": 28,
    "category": 36,
    "fingerprint": 20,
}


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_bytes(table: Table) -> bytes:
    """Write a table as CSV (RFC 4180): UTF-8 with a byte order mark, lines end in CR LF."""
    return _delimited(table, guarded, ",", "\r\n").encode("utf-8-sig", errors="replace")


def tsv_bytes(table: Table) -> bytes:
    """Write a table as TSV for programs: UTF-8, lines end in LF, one line per row.

    Tabs and line breaks inside a cell become spaces; a cell with a quotation mark is quoted.
    """
    return _delimited(table, lambda text: guarded(_BREAKS.sub(" ", text)), "\t", "\n").encode(
        "utf-8", "replace"
    )


def _delimited(table: Table, change: Callable[[str], str], delimiter: str, line_end: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(change(c) if isinstance(c, str) else c for c in _numbered(table, row))
    return out.getvalue()


def _numbered(table: Table, row: Sequence[object]) -> Iterator[object]:
    """Give the cells of a row; numbers with decimals keep them where they are whole."""
    for name, cell in zip(table.columns, row, strict=True):
        real = isinstance(cell, int) and table.kinds.get(name) == "float64"
        yield float(cell) if real and isinstance(cell, int) else cell


def workbook_bytes(report: Report) -> bytes:
    """Write the whole report as XLSX with the sheets Pairs, Findings and Summary."""
    return _workbook({"Pairs": pairs_table(report), "Findings": findings_table(report)}, report)


def findings_workbook_bytes(report: Report) -> bytes:
    """Write the findings alone as XLSX."""
    return _workbook({"Findings": findings_table(report)}, None)


def _workbook(tables: dict[str, Table], report: Report | None) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, table in tables.items():
        _fill(book.create_sheet(title), table)
    if report is not None:
        _fill_summary(book.create_sheet("Summary"), report)
    raw = io.BytesIO()
    book.save(raw)
    return _without_clock(raw.getvalue())


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    _append(sheet, table.columns)
    for row in table.rows:
        _append(sheet, _numbered(table, row))
    _style_header(sheet)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, name in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 12)


def _append(sheet: Worksheet, values: Iterable[object]) -> None:
    """Add a row; texts are typed as texts whatever they look like, numbers as numbers."""
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment

    wrap = Alignment(wrap_text=True, vertical="top")
    top = Alignment(vertical="top")
    row: list[Cell] = []
    for value in values:
        cell = Cell(sheet, row=1, column=1)
        if isinstance(value, str):
            cell.value = _cell_text(value)
            cell.data_type = "s"
            cell.alignment = wrap
        elif isinstance(value, int | float) and value == value:  # noqa: PLR0124 - NaN is left empty
            cell.value = value
            cell.alignment = top
        row.append(cell)
    sheet.append(row)


def _cell_text(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    clean = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode("utf-8")
    clean = guarded(re.sub("[\ufffe\uffff]", "", clean))
    return clean if len(clean) <= _CELL_LIMIT else clean[: _CELL_LIMIT - 1] + "…"


def _style_header(sheet: Worksheet) -> None:
    from openpyxl.styles import Font, PatternFill

    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE8EAF0")


def _fill_summary(sheet: Worksheet, report: Report) -> None:
    for entry in summary_entries(report):
        _append(sheet, entry)
    _style_header(sheet)
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = 44
    sheet.column_dimensions["B"].width = 60


def summary_entries(report: Report) -> tuple[tuple[str, str | int | float | None], ...]:
    """Give the figures of the summary as name and value, the header first."""
    summary, source, target = report.summary, report.source, report.target
    entries: list[tuple[str, str | int | float | None]] = [("figure", "value")]
    if source is not None:
        entries += [
            ("source file", source.path),
            ("source language", source.lang),
            ("source words", source.words),
            ("source unaligned (share of words)", source.unaligned),
        ]
    entries += [
        ("target file", target.path),
        ("target language", target.lang),
        ("target words", target.words),
        ("target unaligned (share of words)", target.unaligned),
        ("passed", "yes" if summary.passed else "no"),
        ("score per word (0-100)", summary.score_per_word),
        ("penalty points", summary.penalty),
        ("penalty points per 1,000 words", summary.penalty_per_1000_words),
    ]
    entries += [
        ("predicted MQM (0-100)", summary.predicted_mqm),
        ("predicted MQM, low", summary.predicted_low),
        ("predicted MQM, high", summary.predicted_high),
    ]
    entries += [(f"mean {score_name(name)}", round(value, 4)) for name, value in summary.means]
    entries += [(f"document {score_name(s.name)}", round(s.value, 4)) for s in summary.reference]
    entries += [(f"findings: {severity}", count) for severity, count in severity_counts(report)]
    entries += [(f"findings: {category}", count) for category, count in category_counts(report)]
    entries += [(f"did not run: {skip.check}", skip.reason) for skip in report.skips]
    entries += [
        ("auditor version", report.provenance.version),
        ("report schema", report.schema),
    ]
    return tuple(entries)


def _without_clock(book: bytes) -> bytes:
    """Take the time of writing out of a workbook, so that equal reports give equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", data)
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_EPOCH)
            new.writestr(fixed, data, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
