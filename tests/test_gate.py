"""The gate: each threshold alone, and what it names."""

from dataclasses import replace
from pathlib import Path

import pytest

import auditor
from auditor.config import GateConfig
from auditor.core.mqm import Severity
from auditor.gate import judge, untranslated
from auditor.report.model import Report

SOURCE = "The town bought 40 trams. They run every day. Nobody complained about the noise.\n"
TARGET = "Die Stadt kaufte 14 Straßenbahnen. Sie fahren jeden Tag.\n"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("gate")
    source, target = folder / "a.en.txt", folder / "a.de.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    return auditor.audit(source, target)


def test_without_thresholds_all_passes(report: Report) -> None:
    assert judge(report, GateConfig()).passed


def test_severity(report: Report) -> None:
    verdict = judge(report, GateConfig(fail_on=Severity.MAJOR))
    assert [failure.threshold for failure in verdict.failures] == ["fail-on"]
    named = {report.findings[number - 1].check for number in verdict.failures[0].findings}
    assert {"number-mismatch", "omission"} <= named
    assert judge(report, GateConfig(fail_on=Severity.CRITICAL)).passed


def test_score_and_penalty(report: Report) -> None:
    words = report.summary.words
    assert words == 9
    assert report.summary.penalty >= 10
    failed = judge(report, GateConfig(min_score=100)).failures
    assert failed[0].threshold == "min-score"
    assert set(failed[0].findings) == {finding.index for finding in report.findings}
    assert judge(report, GateConfig(min_score=0)).passed
    limit = 1000 * report.summary.penalty / words
    assert judge(report, GateConfig(max_penalty_per_1000_words=limit)).passed
    assert not judge(report, GateConfig(max_penalty_per_1000_words=limit - 1)).passed


def test_untranslated_share(report: Report) -> None:
    assert untranslated(report) == pytest.approx(1 / 3)
    assert judge(report, GateConfig(max_untranslated=0.34)).passed
    (failure,) = judge(report, GateConfig(max_untranslated=0.1)).failures
    assert "33.3%" in failure.message
    assert failure.findings


def test_a_text_without_words_has_no_score(report: Report) -> None:
    summary = replace(
        report.summary, words=0, score_per_word=None, penalty_per_1000_words=None, passed=False
    )
    empty = replace(report, summary=summary, findings=(), rows=())
    assert untranslated(empty) == 0
    verdict = judge(empty, GateConfig(min_score=1, max_penalty_per_1000_words=1))
    assert [f.message for f in verdict.failures] == [
        "the score is none, below 1",
        "the penalty per 1,000 words is unknown, above 1",
    ]


def test_render_of_the_fixture_keeps_order(report: Report, tmp_path: Path) -> None:
    frame = report.pairs_frame()
    assert list(frame["pair"]) == sorted(frame["pair"])
    assert list(report.findings_frame()["finding"]) == [f.index for f in report.findings]
