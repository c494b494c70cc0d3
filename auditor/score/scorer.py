"""Gives the pairs of a bitext their scores, and what people would say of them in MQM."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from auditor.backends.quality import quality
from auditor.core.bitext import Pair, Score, Segment, Span
from auditor.score import estimates, explanation, matrix, wording
from auditor.score.prediction import Prediction
from auditor.text.language import Language

REVISION = 2
"""Grows when a formula changes: scores of two revisions are not comparable."""
_BATCH = 1000
"""Pairs that are measured at once."""
_DOUBTFUL = 0.5
"""Fluency below which the worst part of a sentence is worth showing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with its scores, the MQM that is foretold, and why its adequacy is low."""

    pair: Pair
    prediction: Prediction
    reasons: tuple[str, ...]
    """At most three, the costliest first; none where the adequacy is not low."""


def judge_pairs(
    pairs: Iterable[Pair], source_language: Language, target_language: Language
) -> tuple[Judged, ...]:
    """Give each pair its scores, each in [0, 1], and its predicted MQM.

    `alignment` is the probability that the bead is right and is left out of a bitext that came
    aligned; `adequacy` is what people would say of the translation, over 100, times that
    probability; `fluency` is how likely the target is a sound sentence. docs/scores.md tells how
    they are made.

    Raises:
        ModelError: a shipped model is missing or damaged.
    """
    listed = tuple(pairs)
    judged: list[Judged] = []
    for begin in range(0, len(listed), _BATCH):
        judged += _judged(listed[begin : begin + _BATCH], source_language, target_language)
    return tuple(judged)


def score_pairs(
    pairs: Iterable[Pair], source_language: Language, target_language: Language
) -> tuple[Pair, ...]:
    """Give each pair its scores alone: what `judge_pairs` gives.

    Raises:
        ModelError: a shipped model is missing or damaged.
    """
    return tuple(item.pair for item in judge_pairs(pairs, source_language, target_language))


def score_segments(
    segments: Sequence[Segment], language: Language
) -> tuple[tuple[Score, ...], ...]:
    """Give target segments the one score that needs no original: `fluency`.

    Raises:
        ModelError: a shipped model is missing or damaged.
    """
    signature = _signature("fluency", (language,))
    values: list[float] = []
    for begin in range(0, len(segments), _BATCH):
        part = segments[begin : begin + _BATCH]
        texts, tongues = [s.text for s in part], [s.lang for s in part]
        values += estimates.of_targets(texts, language, tongues).tolist()
    return tuple((_score("fluency", value, signature),) for value in values)


def score_segment(segment: Segment, language: Language) -> tuple[Score, ...]:
    """Give one target segment its `fluency`.

    Raises:
        ModelError: a shipped model is missing or damaged.
    """
    return score_segments((segment,), language)[0]


def worst_part(text: str, language: Language) -> Span | None:
    """Give the part of a sentence that is likeliest wrong, as a span of the text.

    None where the models do not know the language, or the text has no words. It is the worst there
    is: in a sentence whose fluency is high it means nothing.

    Raises:
        ModelError: a shipped model is missing or damaged.
    """
    models = matrix.Models.shipped(quality().usual)
    read = models.read([text], language)
    if read is None or not len(read.flat):
        return None
    first, last = wording.worst_part(read, 0)
    spans = [span for span, _ in models.language.logprobs(text, language.primary)][first:last]
    return Span(spans[0].start, spans[-1].end)


def known(*languages: Language) -> bool:
    """Tell whether the shipped models know all of some languages.

    Scores of other languages rest on what strings show: lengths, figures, names, punctuation.

    Raises:
        ModelError: a shipped model is missing or damaged.
    """
    models = matrix.Models.shipped(quality().usual)
    return all(models.know(language) for language in languages)


def _judged(pairs: Sequence[Pair], source: Language, target: Language) -> tuple[Judged, ...]:
    sources, targets = [p.source.text for p in pairs], [p.target.text for p in pairs]
    found = estimates.of_pairs(sources, targets, source, target, [p.target.lang for p in pairs])
    why = explanation.reasons(found)
    signatures = {name: _signature(name, (source, target)) for name in ("adequacy", "fluency")}
    return tuple(
        Judged(
            replace(
                pair,
                scores=_scores(
                    pair.bead.probability,
                    float(found.adequacy[row]),
                    float(found.fluency[row]),
                    signatures,
                ),
            ),
            Prediction(
                *(
                    _points(points[row])
                    for points in (found.penalty, found.penalty_high, found.penalty_low)
                )
            ),
            why[row],
        )
        for row, pair in enumerate(pairs)
    )


def _points(penalty: np.float64) -> float:
    return round(max(0.0, 100.0 - float(penalty)), 4)


def _scores(
    probability: float | None, adequacy: float, fluency: float, signatures: dict[str, str]
) -> tuple[Score, ...]:
    right = 1.0 if probability is None else probability
    scores = [
        _score("adequacy", adequacy * right, signatures["adequacy"]),
        _score("fluency", fluency, signatures["fluency"]),
    ]
    if probability is not None:
        scores.insert(0, _score("alignment", probability, "alignment|m:surface|rev:1"))
    return tuple(scores)


def _signature(name: str, languages: Sequence[Language]) -> str:
    model = quality().name if known(*languages) else f"{quality().name}-surface"
    return f"{name}|m:{model}|rev:{REVISION}"


def _score(name: str, value: float, signature: str) -> Score:
    return Score(name, round(value, 6), signature)
