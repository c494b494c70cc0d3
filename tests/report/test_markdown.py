"""The report as Markdown, read back by a CommonMark parser."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.report.markdown import escaped, findings_to_markdown, to_markdown
from tests.report import factory

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def rendered_text(html: str) -> str:
    text = re.sub(r"<[^>]+>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def test_summary_worst_sentences_and_findings_are_there() -> None:
    text = to_markdown(factory.article())
    assert "| Verdict | failed |" in text
    assert "| Score (per word) | 47.2 |" in text
    assert "### 4 (quality 75.0)" in text
    assert "transportera <b>1 520</b> personnes." in text
    assert "(2 places)" in text
    assert "- terminology did not run: no glossary was given" in text
    assert "- agreement did not run (crashed)" in text


def test_the_table_of_findings_has_one_row_each() -> None:
    html = PARSER.render(findings_to_markdown(factory.article()))
    assert html.count("<tr>") == 8
    assert html.count("<td>") == 7 * 9


def test_hostile_texts_stay_text() -> None:
    html = PARSER.render(to_markdown(factory.hostile()))
    assert "<script" not in html
    assert "<img" not in html
    assert "<code>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"])))
def test_a_cell_shows_the_text_as_it_is(text: str) -> None:
    html = PARSER.render(f"| a | b |\n|---|---|\n| x | {escaped(text)} |\n")
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert rendered_text(cells[1]) == " ".join(text.split())


def test_no_finding_is_said() -> None:
    assert "## Findings\n\nNone." in to_markdown(factory.empty())
