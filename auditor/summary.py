"""From findings to MQM figures: quality per row, score and penalties per document.

MQM 2.0 scoring: absolute penalty total, per-word penalty and the penalty normed to 1,000 words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.config import ScoringConfig
from auditor.core.mqm import Finding, Severity
from auditor.report.model import Row, Summary
from auditor.score.document import predict


def with_quality(
    rows: Iterable[Row], findings: Iterable[Finding], scoring: ScoringConfig
) -> tuple[Row, ...]:
    """Give each audited row its quality: 100 minus the penalties of its findings, at least 0.

    A grouped finding (house style) counts in the document alone.
    """
    penalties: Counter[int] = Counter()
    for finding in findings:
        if not finding.places:
            penalties[finding.row] += scoring.weight(finding.severity)  # type: ignore[assignment]
    return tuple(
        replace(row, quality=max(0.0, 100.0 - penalties[row.index]))
        if row.kind in ("pair", "segment")
        else row
        for row in rows
    )


def summarise(
    rows: Sequence[Row],
    findings: Sequence[Finding],
    words: Mapping[int, int],
    scoring: ScoringConfig,
) -> Summary:
    """Add a document up.

    Args:
        rows: all rows of the report.
        findings: all findings of the report.
        words: target words of each row of the article, by row number.
        scoring: severity weights and the passing threshold.
    """
    total = sum(words.values())
    penalty = sum(scoring.weight(finding.severity) for finding in findings)
    per_word = max(0.0, 100.0 * (1 - penalty / total)) if total else None
    by_severity = Counter(finding.severity for finding in findings)
    by_category = Counter(finding.category for finding in findings)
    return Summary(
        penalty=penalty,
        words=total,
        score_per_word=per_word,
        penalty_per_1000_words=1000 * penalty / total if total else None,
        severities=tuple((severity, by_severity[severity]) for severity in Severity),
        categories=tuple(sorted(by_category.items(), key=lambda item: (-item[1], item[0]))),
        means=_means(rows, words),
        passed=not by_severity[Severity.CRITICAL]
        and per_word is not None
        and per_word >= scoring.passing_score,
    )


def _means(rows: Sequence[Row], words: Mapping[int, int]) -> tuple[tuple[str, float], ...]:
    sums: dict[str, float] = {}
    weights: dict[str, int] = {}
    for row in rows:
        for score in row.scores:
            weight = max(words.get(row.index, 0), 1)
            sums[score.name] = sums.get(score.name, 0.0) + weight * score.value
            weights[score.name] = weights.get(score.name, 0) + weight
    return tuple((name, sums[name] / weights[name]) for name in sorted(sums))


def foretold(summary: Summary, rows: Sequence[Row], words: Mapping[int, int]) -> Summary:
    """Give a summary the MQM score that people would give the document.

    Omissions and additions are not part of it: their findings tell of them.
    """
    pairs = [row for row in rows if row.predicted_mqm is not None]
    total = sum(words.get(row.index, 0) for row in pairs)
    if not pairs or not total:
        return summary
    penalties = [100.0 - (row.predicted_mqm or 0.0) for row in pairs]
    prediction = predict(penalties, total)
    return replace(
        summary,
        predicted_mqm=prediction.mqm,
        predicted_low=prediction.low,
        predicted_high=prediction.high,
    )
