"""Decides from a report and its thresholds whether a translation passes."""

from collections.abc import Iterator

from auditor.config import GateConfig
from auditor.core.mqm import Severity
from auditor.report.model import Failure, Report, Verdict

_UNTRANSLATED = ("accuracy/untranslated", "accuracy/omission")


def judge(report: Report, gate: GateConfig) -> Verdict:
    """Compare a report with the thresholds that are set; those that are None are not looked at."""
    return Verdict(tuple(_failures(report, gate)))


def _failures(report: Report, gate: GateConfig) -> Iterator[Failure]:
    summary = report.summary
    if gate.fail_on is not None:
        grave = tuple(f.index for f in report.findings if f.severity.rank >= gate.fail_on.rank)
        if grave:
            yield Failure("fail-on", f"{len(grave)} findings are {gate.fail_on} or worse", grave)
    costly = tuple(f.index for f in report.findings if f.severity is not Severity.NEUTRAL)
    if gate.min_score is not None and (
        summary.score_per_word is None or summary.score_per_word < gate.min_score
    ):
        score = "none" if summary.score_per_word is None else f"{summary.score_per_word:.1f}"
        yield Failure("min-score", f"the score is {score}, below {gate.min_score:g}", costly)
    per_1000 = summary.penalty_per_1000_words
    limit = gate.max_penalty_per_1000_words
    if limit is not None and (per_1000 is None or per_1000 > limit):
        points = "unknown" if per_1000 is None else f"{per_1000:.1f}"
        yield Failure(
            "max-penalty-per-1000-words",
            f"the penalty per 1,000 words is {points}, above {limit:g}",
            costly,
        )
    if gate.max_untranslated is not None:
        share = untranslated(report)
        if share > gate.max_untranslated:
            yield Failure(
                "max-untranslated",
                f"{share:.1%} of the original is untranslated, above {gate.max_untranslated:.1%}",
                tuple(f.index for f in report.findings if f.category in _UNTRANSLATED),
            )


def untranslated(report: Report) -> float:
    """Give the share of rows, in [0, 1], whose source is omitted or left in its own language."""
    rows = [row for row in report.rows if row.kind in ("pair", "omission", "segment")]
    left = {f.row for f in report.findings if f.category == "accuracy/untranslated"}
    missing = [row for row in rows if row.kind == "omission" or row.index in left]
    return len(missing) / len(rows) if rows else 0.0
