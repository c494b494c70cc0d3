"""Gives the pairs of a bitext their scores."""

from collections.abc import Iterable
from dataclasses import replace

from auditor.core.bitext import Pair, Score, Segment
from auditor.score.features import FluencyEvidence, PairEvidence
from auditor.text.language import Language

REVISION = 1
"""Grows when a formula changes: scores of two revisions are not comparable."""


def score_pairs(
    pairs: Iterable[Pair], source_language: Language, target_language: Language
) -> tuple[Pair, ...]:
    """Give each pair its scores: `alignment`, `adequacy` and `fluency`, each in [0, 1].

    `alignment` is the probability that the bead is right and is left out of a bitext that came
    aligned. The formulas are told in docs/scores.md.
    """
    return tuple(
        replace(pair, scores=_scores(pair, source_language, target_language)) for pair in pairs
    )


def score_segment(segment: Segment, language: Language) -> tuple[Score, ...]:
    """Give a target segment the one score that needs no original: `fluency`."""
    return (_score("fluency", FluencyEvidence.of(segment, language).value()),)


def _scores(pair: Pair, source: Language, target: Language) -> tuple[Score, ...]:
    probability = pair.bead.probability
    adequacy = PairEvidence.of(pair, source, target).value()
    scores = [_score("adequacy", adequacy if probability is None else adequacy * probability)]
    if probability is not None:
        scores.insert(0, _score("alignment", probability))
    return (*scores, *score_segment(pair.target, target))


def _score(name: str, value: float) -> Score:
    return Score(name, round(value, 6), f"{name}|m:surface|rev:{REVISION}")
