"""The summary for people at a terminal."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from auditor.report.model import Report
from auditor.report.terminal import summary, visible
from tests.report import factory


def shown(report: Report, width: int = 100, *, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=terminal,
        highlight=False,
        color_system="standard" if terminal else "auto",
    )
    summary(report, console)
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_summary_says_what_matters() -> None:
    text = flat(shown(factory.article()))
    assert "English (en), detected" in text
    assert "translation.txt French (fr)" in text
    assert "FAILED score 47.2 of 100, 527.8 penalty points per 1,000 words (72 words)" in text
    assert "source 3.8%, target 3.8% of the words" in text
    assert "3 lines that are not of the article" in text
    assert "7 findings 1 critical, 2 major, 3 minor, 1 neutral" in text
    assert "Accuracy: omission" in text
    assert "terminology no glossary was given" in text
    assert "agreement crashed: ValueError: boom" in text


def test_the_worst_sentence_comes_first_with_its_span_marked() -> None:
    text = flat(shown(factory.article()).partition("Worst sentences")[2])
    assert text.startswith("4 line 3 quality 75 source The city council")
    assert "transportera ⟦1 520⟧ personnes." in text
    assert "The original says 1,250; the translation says 1 520. → 1 250" in text
    assert "⟦Critics warn that nobody has tested such an engine in winter.⟧" in text


def test_a_suggestion_that_leaves_no_ink_is_named() -> None:
    report = factory.japanese()
    finding = replace(report.findings[0], suggestion="\u00a0")
    text = flat(shown(replace(report, findings=(finding,))))
    assert "Elsewhere: ferry. → no-break space (U+00A0) [acronym-drift]" in text


def test_house_style_alone_makes_no_worst_sentence() -> None:
    report = factory.article()
    grouped = replace(report, findings=tuple(f for f in report.findings if f.places))
    assert "Worst sentences" not in shown(grouped)
    assert "1 finding" in shown(grouped)


@pytest.mark.parametrize("width", [30, 60, 100])
@pytest.mark.parametrize("make", [factory.article, factory.japanese, factory.arabic])
def test_no_line_is_wider_than_the_console(width: int, make: Callable[[], Report]) -> None:
    lines = shown(make(), width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_colour_is_for_terminals_alone() -> None:
    assert "\x1b[" not in shown(factory.article())
    assert "\x1b[" in shown(factory.article(), terminal=True)


def test_texts_cannot_steer_the_terminal() -> None:
    text = shown(factory.hostile(), terminal=False)
    assert "\x1b" not in text
    assert "\ufffd[31mred" in text
    assert "⟦<script>alert(1)</script>⟧" in text


def test_brackets_are_no_markup() -> None:
    report = factory.make([factory.Line("[bold]x[/bold]", "[red]y[/nope]")])
    flawed = replace(factory.article(), notices=("[/]",), skips=())
    assert "Traceback" not in shown(report) + shown(flawed)


def test_controls_and_overrides_are_made_visible() -> None:
    assert visible("a\x1b[0m\u202eb\nc\td\x7f") == "a\ufffd[0m\ufffdb c d\ufffd"
    assert visible("عربي 中文 é") == "عربي 中文 é"


def test_a_translation_alone_has_no_source_lines() -> None:
    text = shown(factory.monolingual())
    assert "unaligned" not in text
    assert "⟦()⟧" in text


def test_an_empty_report_can_be_shown() -> None:
    assert "score – of 100" in shown(factory.empty())
