"""Lays out the rows of a report and gives them their scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor import rows
from auditor.backends import names
from auditor.core.bitext import Bead, Bitext, Pair, Score
from auditor.intake import Text
from auditor.report.model import Row
from auditor.score import scorer
from auditor.score.by_models import model_scores
from auditor.score.reference import agreement


def scored(
    source: Text | None, target: Text, bitext: Bitext | None, models: names.Models
) -> tuple[tuple[Row, ...], tuple[Pair, ...]]:
    """Lay out the rows and give them their scores."""
    if source is None or bitext is None:
        alone = rows.of_document(target.document, target.segments)
        read = {row.index: row.target for row in alone if row.target and not row.excluded}
        more = model_scores((), read, (None, target.language), models)
        return _alone(alone, target, more), ()
    laid_out = rows.of_bitext(bitext)
    judged = {
        item.pair.index: item
        for item in scorer.judge_pairs(_pairs(laid_out), source.language, target.language)
    }
    pairs = tuple(item.pair for item in judged.values())
    read = {pair.index: pair.target for pair in pairs}
    more = model_scores(pairs, read, (source.language, target.language), models)
    table = tuple(
        _told(
            replace(row, scores=(*more.get(row.index, ()), *_null_score(bead))),
            judged.get(row.index),
        )
        for row, bead in laid_out
    )
    return table, pairs


def _told(row: Row, judged: scorer.Judged | None) -> Row:
    """Give a row what was estimated of its pair."""
    if judged is None:
        return row
    return replace(
        row,
        scores=(*judged.pair.scores, *row.scores),
        predicted_mqm=judged.prediction.mqm,
        predicted_low=judged.prediction.low,
        predicted_high=judged.prediction.high,
        reasons=judged.reasons,
    )


def _alone(
    table: Sequence[Row], target: Text, more: Mapping[int, tuple[Score, ...]]
) -> tuple[Row, ...]:
    """Give rows without an original their fluency."""
    audited = {row.index: row.target for row in table if row.target and not row.excluded}
    scores = scorer.score_segments(tuple(audited.values()), target.language)
    found = dict(zip(audited, scores, strict=True))
    return tuple(
        replace(row, scores=(*found.get(row.index, ()), *more.get(row.index, ()))) for row in table
    )


def agreed(
    table: tuple[Row, ...], target: Text, beside: Bitext | None
) -> tuple[tuple[Row, ...], tuple[Score, ...]]:
    """Add what a reference says of the rows; gives what it says of the document too."""
    if beside is None:
        return table, ()
    numbers = rows.numbers(table, "target", target.segments)
    found = agreement(beside, numbers, target.language)
    new = tuple(replace(r, scores=(*r.scores, *found.rows.get(r.index, ()))) for r in table)
    return new, found.document


def _pairs(laid_out: Iterable[tuple[Row, Bead | None]]) -> tuple[Pair, ...]:
    return tuple(
        Pair(row.index, row.source, row.target, bead)
        for row, bead in laid_out
        if bead and row.source and row.target
    )


def _null_score(bead: Bead | None) -> tuple[Score, ...]:
    if bead is None or bead.probability is None or (bead.source and bead.target):
        return ()
    return (Score("alignment", round(bead.probability, 6), "alignment"),)


def unjudged(source: Text | None, target: Text) -> tuple[str, ...]:
    """Say so where the scores cannot lean on the models."""
    languages = {text.language.primary: text.language for text in (source, target) if text}
    unknown = sorted(tag for tag, known in languages.items() if not scorer.known(known))
    if not unknown:
        return ()
    return (
        f"the shipped models do not know {' and '.join(unknown)}: scores rest on lengths, figures, "
        "names, punctuation and shared strings, and are less sure",
    )
