"""Cells cut at the borders of their marks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from auditor.core.bitext import Span
from auditor.core.mqm import Finding, Severity
from auditor.report.marking import Mark, marks, pieces
from tests.report import factory

TEXTS = st.text(max_size=40)
SPANS = st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=8)


def finding(index: int, severity: Severity = Severity.MINOR) -> Finding:
    return Finding(
        index=index,
        check="repeated-word",
        category="other",
        severity=severity,
        row=1,
        side="target",
        line=1,
        span=Span(0, 1),
        text="",
        message="",
        suggestion="",
        fingerprint="",
    )


def placed(spans: list[tuple[int, int]]) -> list[Mark]:
    return [Mark(finding(i), Span(start, end)) for i, (start, end) in enumerate(spans)]


@given(TEXTS, SPANS)
def test_pieces_joined_give_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces(text, placed(spans))) == text


@given(TEXTS, SPANS)
def test_each_finding_covers_exactly_its_span(text: str, spans: list[tuple[int, int]]) -> None:
    cut = pieces(text, placed(spans))
    for index, (start, end) in enumerate(spans):
        covered = [p.text for p in cut if any(f.index == index for f in p.findings)]
        assert "".join(covered) == text[max(start, 0) : max(end, start, 0)]


@given(TEXTS, SPANS)
def test_each_finding_begins_in_one_piece_that_can_be_reached(
    text: str, spans: list[tuple[int, int]]
) -> None:
    cut = pieces(text, placed(spans))
    for index in range(len(spans)):
        holding = [p for p in cut if any(f.index == index for f in p.findings)]
        assert holding
        assert holding[0].starts


def test_overlapping_marks_are_split_at_their_borders_with_the_worst_first() -> None:
    cut = pieces(
        "abcdef",
        [Mark(finding(1), Span(0, 4)), Mark(finding(2, Severity.CRITICAL), Span(2, 6))],
    )
    assert [(p.text, [f.index for f in p.findings], p.starts) for p in cut] == [
        ("ab", [1], True),
        ("cd", [2, 1], True),
        ("ef", [2], False),
    ]


def test_an_empty_span_is_a_point_between_two_characters() -> None:
    cut = pieces("ab", [Mark(finding(1), Span(1, 1))])
    assert [(p.text, len(p.findings)) for p in cut] == [("a", 0), ("", 1), ("b", 0)]


def test_spans_of_the_document_become_places_in_cells() -> None:
    report = factory.article()
    found = marks(report)
    for row in report.rows:
        for mark in found.get((row.index, "target"), ()):
            assert row.target is not None
            assert mark.span.of(row.target.text) == mark.finding.text


def test_every_place_of_a_grouped_finding_is_marked() -> None:
    report = factory.article()
    grouped = next(f for f in report.findings if f.places)
    rows = [cell[0] for cell, m in marks(report).items() for x in m if x.finding == grouped]
    assert len(grouped.places) == 2
    assert rows == [4, 9]


def test_a_place_outside_of_every_cell_is_left_out() -> None:
    report = factory.article()
    lost = replace(report.findings[0], span=Span(10_000, 10_004))
    assert marks(replace(report, findings=(lost,))) == {}


def test_findings_of_the_source_mark_the_source() -> None:
    cells = marks(factory.article())
    assert [m.finding.check for m in cells[6, "source"]] == ["omission"]
    assert (6, "target") not in cells
