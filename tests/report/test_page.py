"""The page as text: self-contained, escaped, complete. Its behaviour is tested in a browser."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.bitext import Span
from auditor.core.mqm import Severity
from auditor.report.charts import axis, strip
from auditor.report.model import Report
from auditor.report.page import to_html
from auditor.report.wording import grade
from tests.report import factory

REPORTS: list[Callable[[], Report]] = [
    factory.article,
    factory.hostile,
    factory.arabic,
    factory.japanese,
    factory.monolingual,
    factory.bitext_file,
    factory.empty,
]


def parsed(report: Report) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(to_html(report))


def values(page: lxml.html.HtmlElement, query: str) -> list[str]:
    found = page.xpath(query)
    assert isinstance(found, list)
    return [str(value) for value in found]


def cell_texts(page: lxml.html.HtmlElement, row: int, side: str) -> list[str]:
    return [p.text_content() for p in page.cssselect(f"#r{row} .cell.{side} p[lang]")]


@pytest.mark.parametrize("make", REPORTS)
def test_the_page_asks_for_nothing(make: Callable[[], Report]) -> None:
    page = parsed(make())
    assert page.xpath("//*[@src or @srcset or @style or @onclick]") == []
    assert page.xpath("//link | //img | //iframe | //object | //base") == []
    assert all(href.startswith("#") for href in values(page, "//@href"))


@pytest.mark.parametrize("make", REPORTS)
def test_the_policy_allows_this_style_and_this_script_alone(make: Callable[[], Report]) -> None:
    html = to_html(make())
    (policy,) = values(lxml.html.fromstring(html), "//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for element in ("style", "script"):
        (content,) = re.findall(rf"(?s)<{element}>(.*?)</{element}>", html)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("make", REPORTS)
def test_every_cell_shows_its_text_as_it_is(make: Callable[[], Report]) -> None:
    report = make()
    page = parsed(report)
    for row in report.rows:
        for side, segment in (("source", row.source), ("target", row.target)):
            shown = cell_texts(page, row.index, side)
            expected = [segment.text] if segment else []
            assert [t.replace("\x1b", "") for t in shown] == [
                t.replace("\x1b", "") for t in expected
            ]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_marks_of_any_shape_leave_the_text_whole(text: str, spans: list[tuple[int, int]]) -> None:
    report = factory.make([factory.Line("source", text)])
    one = factory.japanese().findings[0]
    findings = tuple(
        replace(one, index=i, row=1, span=Span(*sorted(span)))
        for i, span in enumerate(spans, start=1)
    )
    page = parsed(replace(report, findings=findings))
    assert cell_texts(page, 1, "target") == [text]


def test_hostile_texts_make_no_element_and_no_attribute() -> None:
    page = parsed(factory.hostile())
    assert len(page.cssselect("script")) == 1
    assert page.xpath("//b[text()='bold'] | //*[@onmouseover] | //*[@onerror]") == []
    assert factory.HOSTILE in page.text_content()
    assert "49" not in cell_texts(page, 2, "source")[0]


def test_every_cell_names_its_language_and_finds_its_direction() -> None:
    page = parsed(factory.arabic())
    assert values(page, "//html/@lang") == ["en"]
    cells = page.cssselect(".cell p[lang]")
    assert {(p.get("lang"), p.get("dir")) for p in cells} == {("en", "auto"), ("ar", "auto")}


def test_every_finding_is_explained_once_and_every_mark_points_to_it() -> None:
    report = factory.article()
    page = parsed(report)
    ids = values(page, "//@id")
    assert len(ids) == len(set(ids))
    for finding in report.findings:
        (said,) = page.cssselect(f"#say{finding.index} .message")
        assert said.text_content() == finding.message
    pointed = {n for value in values(page, "//mark/@aria-describedby") for n in value.split()}
    assert pointed == {f"say{f.index}" for f in report.findings}
    assert pointed <= set(ids)


def test_a_grouped_finding_links_to_all_its_places() -> None:
    page = parsed(factory.article())
    links = page.cssselect(".groups .places a")
    assert [(a.text, a.get("href")) for a in links] == [("4", "#r4"), ("9", "#r9")]
    holding = [row.get("id") for row in page.cssselect(".row") if row.cssselect(".shared")]
    assert holding == ["r4", "r9"]


def test_excluded_rows_are_folded_and_counted() -> None:
    page = parsed(factory.article())
    runs = page.cssselect("details.excluded")
    assert [len(run.cssselect(".row")) for run in runs] == [2, 1]
    assert "2 lines left out: boilerplate" in runs[0].text_content()
    assert all(run.get("open") is None for run in runs)


def test_unaligned_rows_say_which_side_is_missing() -> None:
    page = parsed(factory.article())
    assert page.cssselect("#r6 .target .missing")[0].text == "Nothing in the translation"
    assert page.cssselect("#r8 .source .missing")[0].text == "Nothing in the original"


def test_the_verdict_is_explained() -> None:
    failed = factory.article()
    assert "1 critical finding: this fails whatever the score." in to_html(failed)
    low = replace(factory.japanese().summary, passed=False)
    assert "below the threshold" in to_html(replace(factory.japanese(), summary=low))
    assert "at or above the threshold" in to_html(factory.japanese())


def test_skips_and_notices_are_shown() -> None:
    page = parsed(factory.article())
    text = page.text_content()
    assert "no glossary was given" in text
    assert "matched nothing" in text
    assert page.cssselect("details.panel")[0].get("open") is not None


def test_filters_list_every_category_and_check_with_counts() -> None:
    page = parsed(factory.article())
    options = [o.text for o in page.cssselect("#category option")]
    assert options[:2] == ["All categories", "Linguistic conventions: punctuation (2)"]
    assert len(page.cssselect("#check option")) == 8
    assert [b.get("value") for b in page.cssselect("#severities input")] == [
        "critical",
        "major",
        "minor",
        "neutral",
    ]


def test_the_strip_leads_to_the_worst_of_the_sentences_that_share_a_tick() -> None:
    ticks = strip(factory.long(2400))
    assert len(ticks) == 240
    assert ticks[0].row == 10
    assert ticks[-1].left + ticks[-1].width == pytest.approx(100)


def test_the_strip_grows_with_what_is_lost() -> None:
    by_row = {tick.row: tick for tick in strip(factory.article())}
    assert by_row[4].height == 100
    assert by_row[3].height < by_row[7].height < by_row[5].height < by_row[4].height
    assert by_row[6].grade == "omission"


def test_the_strip_is_labelled_with_row_numbers_that_lie_apart() -> None:
    for rows in (1, 8, 9, 82, 2400):
        ticks = strip(factory.long(rows))
        labels = axis(ticks)
        assert labels[0].row == ticks[0].row
        assert len(labels) == min(rows, 8) or 4 < len(labels) <= 8
        assert all(0 < label.left < 100 for label in labels)
        gaps = [b.left - a.left for a, b in pairwise(labels)]
        assert all(gap > 12 for gap in gaps)
    assert axis(()) == ()


def test_a_row_tells_its_lines_in_the_files() -> None:
    page = parsed(factory.article())
    shown = {row.get("id"): row.cssselect(".where")[0].text for row in page.cssselect(".row")}
    assert shown["r3"] == "line 2"
    assert shown["r6"] == "line 5"
    assert shown["r7"] == "line 6 → 5"
    assert shown["r8"] == "line 6"
    first, last = factory.japanese().rows
    assert last.target is not None
    moved = replace(last, target=replace(last.target, lines=(4, 5)))
    report = replace(factory.japanese(), rows=(first, moved))
    assert parsed(report).cssselect("#r2 .where")[0].text == "line 2 → 4-5"


def test_a_suggestion_that_leaves_no_ink_is_named() -> None:
    report = factory.japanese()
    finding = replace(report.findings[0], suggestion="\u202f")
    page = parsed(replace(report, findings=(finding,)))
    (advice,) = page.cssselect(".suggestion bdi")
    assert advice.text == "narrow no-break space (U+202F)"


@pytest.mark.parametrize(
    ("lost", "name"),
    [(0, "best"), (1, "good"), (4, "good"), (5, "fair"), (10, "fair"), (11, "poor"), (25, "bad")],
)
def test_grades_follow_the_weights(lost: float, name: str) -> None:
    assert grade(100.0 - lost) == name
    assert grade(None) == "none"


def test_a_finding_without_a_place_is_still_listed() -> None:
    report = factory.japanese()
    lost = replace(report.findings[0], span=Span(9_000, 9_001), severity=Severity.NEUTRAL)
    page = parsed(replace(report, findings=(lost,)))
    assert page.xpath("//mark") == []
    assert len(page.cssselect("#r1 .finding")) == 1
