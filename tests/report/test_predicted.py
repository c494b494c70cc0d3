"""The predicted MQM score and the reasons of a low adequacy, in every form of the report."""

from dataclasses import replace

import pytest

from auditor.report.json_report import from_json, to_json
from auditor.report.markdown import to_markdown
from auditor.report.model import Report
from auditor.report.page import to_html
from auditor.report.sheets import summary_entries
from auditor.report.tables import pairs_frame
from tests.report import factory
from tests.report.test_terminal import flat, shown

REASON = "a part of the source has no counterpart in the target"


@pytest.fixture
def report() -> Report:
    plain = factory.article()
    rows = tuple(
        replace(
            row,
            predicted_mqm=91.26,
            predicted_low=70.04,
            predicted_high=99.5,
            reasons=(REASON, "x"),
        )
        if row.index == 4
        else row
        for row in plain.rows
    )
    summary = replace(plain.summary, predicted_mqm=88.44, predicted_low=75.0, predicted_high=97.0)
    return replace(plain, rows=rows, summary=summary)


def test_json_keeps_it(report: Report) -> None:
    assert from_json(to_json(report)) == report


def test_the_table_has_one_decimal_and_the_reasons(report: Report) -> None:
    frame = pairs_frame(report).set_index("pair")
    names = ("predicted_mqm", "predicted_low", "predicted_high")
    assert [frame[name].loc[4] for name in names] == [91.3, 70.0, 99.5]
    assert frame.loc[4, "reasons"] == f"{REASON} | x"
    assert frame.loc[5, "reasons"] == ""
    assert frame["predicted_mqm"].isna().sum() == len(frame) - 1


def test_the_page_shows_both_scores_and_the_reasons(report: Report) -> None:
    page = to_html(report)
    assert "Predicted MQM" in page
    assert "88.4" in page
    assert "75.0 and 97.0" in page
    assert f"Low adequacy: {REASON}; x." in page
    assert "predicted MQM 91.3 (70.0 to 99.5)" in page


def test_the_page_without_a_prediction_says_nothing_of_it() -> None:
    page = to_html(factory.article())
    assert "Predicted MQM" not in page
    assert "Low adequacy" not in page


def test_texts_show_both_scores(report: Report) -> None:
    for text in (to_markdown(report), flat(shown(report))):
        assert "88.4 of 100 (75.0 to 97.0)" in text


def test_the_workbook_lists_it(report: Report) -> None:
    assert ("predicted MQM (0-100)", 88.44) in summary_entries(report)
