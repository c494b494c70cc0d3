"""Words and figures as people read them."""

from dataclasses import replace

import pytest

from auditor.core.mqm import Severity
from auditor.report.wording import (
    category_name,
    counted,
    figure,
    language_line,
    language_name,
    lines,
    percent,
    severity_counts,
    spelled,
)
from auditor.report.worst import worst_rows
from tests.report import factory


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fr", "French"),
        ("zh-Hant", "Chinese, Traditional"),
        ("pt-BR", "Portuguese, Brazil"),
        ("ja", "Japanese"),
        ("qqq", "qqq"),
        ("", "unknown language"),
        ("not a tag", "not a tag"),
    ],
)
def test_languages_have_names(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_a_language_line_says_whether_it_was_detected() -> None:
    target = factory.arabic().target
    assert language_line(target) == "Arabic (ar)"
    assert language_line(replace(target, lang_detected=True)) == "Arabic (ar), detected"
    assert language_line(replace(target, lang="qqq")) == "qqq"


def test_categories_are_written_for_people() -> None:
    assert category_name("accuracy/do-not-translate") == "Accuracy: do not translate"
    assert category_name("other") == "Other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u00a0", "no-break space (U+00A0)"),
        ("\u202f\u200b", "narrow no-break space (U+202F), zero width space (U+200B)"),
        ("\t", "control (U+0009)"),
        ("\u00a0:", "\u00a0:"),
        ("IA", "IA"),
        ("هنا", "هنا"),
        ("", ""),
    ],
)
def test_only_what_leaves_no_ink_is_spelled(text: str, expected: str) -> None:
    assert spelled(text) == expected


def test_numbers() -> None:
    assert counted(1, "finding") == "1 finding"
    assert counted(2400, "finding") == "2,400 findings"
    assert counted(0, "category", "categories") == "0 categories"
    assert (percent(0.0375), percent(None)) == ("3.8%", "–")
    assert (figure(1234.56), figure(None), figure(0.5, 2)) == ("1,234.6", "–", "0.50")
    assert (lines((3, 3)), lines((3, 5))) == ("3", "3-5")


def test_every_severity_is_counted_the_worst_first() -> None:
    assert severity_counts(factory.japanese()) == (
        (Severity.CRITICAL, 0),
        (Severity.MAJOR, 0),
        (Severity.MINOR, 1),
        (Severity.NEUTRAL, 0),
    )


def test_the_worst_rows_are_in_order_of_what_is_lost() -> None:
    assert [row.index for row in worst_rows(factory.article(), 9)] == [4, 5, 6, 7, 8, 9]
    assert [row.index for row in worst_rows(factory.article(), 2)] == [4, 5]
    assert worst_rows(factory.empty()) == ()
