"""The frames of pairs and findings: columns, values, what is missing."""

import math

from auditor.report.tables import FINDING_COLUMNS, PAIR_COLUMNS, findings_frame, pairs_frame
from tests.report import factory


def test_columns_of_pairs_are_the_contract() -> None:
    expected = [
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
    ]
    assert list(pairs_frame(factory.article()).columns) == expected
    assert list(PAIR_COLUMNS) == expected


def test_columns_of_findings_are_the_contract() -> None:
    expected = [
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
    ]
    assert list(findings_frame(factory.article()).columns) == expected
    assert list(FINDING_COLUMNS) == expected


def test_a_row_counts_and_joins_its_own_findings_worst_first() -> None:
    frame = pairs_frame(factory.article()).set_index("pair")
    row = frame.loc[4]
    assert row["findings"] == 2
    assert row["severity"] == "critical"
    assert row["checks"] == "number-mismatch;space-before-punctuation"
    assert row["messages"] == (
        "The original says 1,250; the translation says 1 520."
        " | The French colon takes a no-break space before it."
    )
    assert frame.loc[9, "checks"] == "mixed-quotation-marks"


def test_scores_are_rounded_and_missing_where_not_computed() -> None:
    frame = pairs_frame(factory.article()).set_index("pair")
    assert frame.loc[5, "adequacy"] == 0.9123
    assert frame.loc[4, "quality"] == 75.0
    for column in ("alignment", "adequacy", "fluency", "quality"):
        value = frame.loc[6, column]
        assert isinstance(value, float)
        assert math.isnan(value)
    assert frame.loc[6, "target"] == ""
    assert frame.loc[6, "bead"] == "1-0"


def test_excluded_rows_stay_in_the_table_with_their_reason() -> None:
    frame = pairs_frame(factory.article())
    assert list(frame["excluded"]).count("boilerplate") == 3
    assert list(frame["pair"]) == list(range(1, 12))


def test_lines_are_one_number_or_a_range() -> None:
    frame = pairs_frame(factory.hostile())
    assert list(frame["target_lines"]) == ["1", "2", "3-4"]


def test_extra_columns_stand_at_the_end_and_only_where_present() -> None:
    frame = pairs_frame(factory.bitext_file())
    assert list(frame.columns) == [*PAIR_COLUMNS, "unit", "note", "chrf"]
    assert frame.loc[0, "chrf"] == 0.5679
    assert frame.loc[0, "unit"] == "menu.save"


def test_spans_of_findings_point_into_the_document() -> None:
    report = factory.arabic()
    row = findings_frame(report).iloc[0]
    assert row["text"] == "١٥٢٠"
    target = report.rows[0].target
    assert target is not None
    assert target.text[row["start"] : row["end"]] == "١٥٢٠"


def test_an_empty_report_keeps_columns_and_types() -> None:
    report = factory.empty()
    pairs, findings = pairs_frame(report), findings_frame(report)
    assert len(pairs) == len(findings) == 0
    assert pairs["alignment"].dtype == "float64"
    assert pairs["findings"].dtype == "int64"
    assert list(findings.columns) == list(FINDING_COLUMNS)


def test_a_report_gives_its_frames_itself() -> None:
    report = factory.japanese()
    assert report.pairs_frame().equals(pairs_frame(report))
    assert report.findings_frame().equals(findings_frame(report))
