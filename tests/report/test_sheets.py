"""CSV, TSV and XLSX: encodings, formulas, odd characters."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.report.model import Report
from auditor.report.sheets import (
    csv_bytes,
    findings_workbook_bytes,
    guarded,
    summary_entries,
    tsv_bytes,
    workbook_bytes,
)
from auditor.report.tables import PAIR_COLUMNS, findings_table, pairs_table
from tests.report import factory

DANGEROUS = "=+-@\t\r\n＝＋－＠"


def rows_of(data: bytes, encoding: str, delimiter: str = ",") -> list[list[str]]:
    text = io.StringIO(data.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=delimiter))


def with_texts(source: str, target: str) -> Report:
    return factory.make([factory.Line(source, target)])


@given(st.text())
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    safe = guarded(text)
    assert not safe.startswith(tuple(DANGEROUS))
    assert safe.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "«=»", " =1", "'=1", "—tiret", "價格"])
def test_harmless_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text


def test_csv_opens_in_excel() -> None:
    data = csv_bytes(pairs_table(factory.japanese()))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    header, first, *_ = rows_of(data, "utf-8-sig")
    assert header == list(PAIR_COLUMNS)
    assert first[4] == "新しいフェリーは「北の風」と名付けられた。"


def test_csv_guards_texts_and_keeps_numbers() -> None:
    report = with_texts("=HYPERLINK(1)", "-1 degré")
    row = replace(report.rows[0], quality=-5.0)
    _, cells = rows_of(csv_bytes(pairs_table(replace(report, rows=(row,)))), "utf-8-sig")
    assert cells[4:6] == ["'=HYPERLINK(1)", "'-1 degré"]
    assert cells[11] == "-5.0"


def test_csv_leaves_a_missing_score_empty() -> None:
    rows = rows_of(csv_bytes(pairs_table(factory.article())), "utf-8-sig")
    assert rows[6][8:12] == ["", "", "", ""]


def test_csv_keeps_line_breaks_inside_a_cell() -> None:
    rows = rows_of(csv_bytes(pairs_table(factory.hostile())), "utf-8-sig")
    assert rows[3][5] == "'\tTab first\nand a second line"


def test_tsv_has_one_line_per_row_and_no_mark() -> None:
    report = factory.hostile()
    data = tsv_bytes(pairs_table(report))
    lines = data.decode().split("\n")
    assert len(lines) == len(report.rows) + 2
    assert lines[0].startswith("pair\tsource_lines")
    assert {line.count("\t") for line in lines[:-1]} == {lines[0].count("\t")}
    assert rows_of(data, "utf-8", "\t")[1][4].startswith("'=1+1")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_from_csv(text: str) -> None:
    table = pairs_table(with_texts("x", text))
    cell = rows_of(csv_bytes(table), "utf-8-sig")[1][5]
    assert cell == guarded(text)


def test_a_workbook_has_its_three_sheets_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(factory.hostile())))
    assert book.sheetnames == ["Pairs", "Findings", "Summary"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    pairs = book["Pairs"]
    assert str(pairs["E2"].value).startswith("'=1+1")
    assert pairs["A2"].value == 1
    assert pairs["I2"].value == 0.98
    assert pairs["E2"].alignment.wrap_text


def test_a_workbook_drops_what_xml_cannot_hold() -> None:
    data = workbook_bytes(with_texts("a\x00b\x1bc", "x\ufffey"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Pairs"]
    assert sheet["E2"].value == "abc"
    assert sheet["F2"].value == "xy"


def test_a_workbook_shortens_what_a_cell_cannot_hold() -> None:
    data = workbook_bytes(with_texts("字" * 40_000, "x"))
    value = openpyxl.load_workbook(io.BytesIO(data))["Pairs"]["E2"].value
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("…")


def test_the_findings_alone_are_a_workbook_too() -> None:
    book = openpyxl.load_workbook(io.BytesIO(findings_workbook_bytes(factory.article())))
    assert book.sheetnames == ["Findings"]
    assert book["Findings"].max_row == 8


def test_equal_reports_give_equal_files() -> None:
    report = factory.article()
    assert workbook_bytes(report) == workbook_bytes(report)
    assert csv_bytes(findings_table(report)) == csv_bytes(findings_table(report))


def test_the_summary_says_what_was_not_computed() -> None:
    entries = dict(summary_entries(factory.empty()))
    assert entries["score per word (0-100)"] is None
    assert entries["findings: critical"] == 0


def test_a_file_has_what_the_frame_has() -> None:
    import pandas as pd

    table = pairs_table(factory.article())
    read = pd.read_csv(io.BytesIO(csv_bytes(table)), encoding="utf-8-sig", keep_default_na=False)
    frame = table.frame()
    assert list(read.columns) == list(frame.columns)
    for name in ("pair", "findings", "severity", "bead"):
        assert [str(cell) for cell in read[name]] == [str(cell) for cell in frame[name]]
    scores = pd.to_numeric(read["adequacy"])
    pd.testing.assert_series_equal(scores, frame["adequacy"])
