"""Scores by models that were named beside the shipped ones."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from auditor.backends.base import Encoder, Estimator, LanguageModel
from auditor.backends.names import Models
from auditor.core.bitext import Pair, Score, Segment, Span
from auditor.text.language import Language


def model_scores(
    pairs: Sequence[Pair],
    targets: Mapping[int, Segment],
    languages: tuple[Language | None, Language],
    models: Models,
) -> Mapping[int, tuple[Score, ...]]:
    """Give the scores of the named models by row number: `similarity`, `qe`, `lm_fluency`.

    Args:
        pairs: rows with text on both sides.
        targets: every target that is read by the language model, by row number.
        languages: profiles of the original, None where it is missing, and of the translation.
        models: those that were opened.
    """
    source, target = languages
    found: dict[int, tuple[Score, ...]] = {}
    parts: list[Iterable[tuple[int, Score]]] = []
    if models.encoder is not None and pairs:
        parts.append(_similarity(pairs, models.encoder))
    if models.qe is not None and source is not None and pairs:
        parts.append(_estimates(pairs, models.qe, (source.tag, target.tag)))
    if models.lm is not None and targets:
        parts.append(_fluency(targets, models.lm, target))
    for part in parts:
        for index, score in part:
            found[index] = (*found.get(index, ()), score)
    return found


def _similarity(pairs: Sequence[Pair], encoder: Encoder) -> Iterable[tuple[int, Score]]:
    """Give the cosine of both sides' vectors, cut at 0."""
    left = encoder.encode([pair.source.text for pair in pairs])
    right = encoder.encode([pair.target.text for pair in pairs])
    cosines = np.clip(np.einsum("ij,ij->i", left, right), 0.0, 1.0).tolist()
    return _scores("similarity", pairs, cosines, encoder.name)


def _estimates(
    pairs: Sequence[Pair], estimator: Estimator, tags: tuple[str, str]
) -> Iterable[tuple[int, Score]]:
    values = estimator.estimate(
        [pair.source.text for pair in pairs], [pair.target.text for pair in pairs], tags
    )
    return _scores("qe", pairs, values.tolist(), estimator.name)


def _scores(
    name: str, pairs: Sequence[Pair], values: Sequence[float], model: str
) -> Iterable[tuple[int, Score]]:
    for pair, value in zip(pairs, values, strict=True):
        yield pair.index, Score(name, round(value, 6), f"{name}|m:{model}")


def _fluency(
    targets: Mapping[int, Segment], model: LanguageModel, language: Language
) -> Iterable[tuple[int, Score]]:
    """Give the geometric mean of the probability of a character, with the least likely words.

    Per character and not per token, so that a word which is cut into many tokens because nobody
    writes it so does not gain by that; minus its binary logarithm is in bits per character.
    """
    texts = [segment.text for segment in targets.values()]
    read = model.logprobs_of(texts, language.primary)
    for index, text, tokens in zip(targets, texts, read, strict=True):
        if not tokens:
            continue
        characters = sum(not c.isspace() for c in text[: max(span.end for span, _ in tokens)])
        value = math.exp(sum(logprob for _, logprob in tokens) / max(characters, 1))
        name = f"lm_fluency|m:{model.name}"
        yield index, Score("lm_fluency", round(min(value, 1.0), 6), name, worst_span(tokens))


def worst_span(tokens: Sequence[tuple[Span, float]]) -> Span | None:
    """Give the part of a text that is least likely: the run of tokens that loses most.

    The run with the largest sum of how far each token falls below the mean less half a standard
    deviation (a maximum subarray, Bentley 1984); None where no token does.

    Args:
        tokens: spans of a text, in order, with their log probabilities.
    """
    mean = sum(logprob for _, logprob in tokens) / max(len(tokens), 1)
    spread = math.sqrt(sum((p - mean) ** 2 for _, p in tokens) / max(len(tokens), 1))
    total, first = 0.0, 0
    best, found = 0.0, None
    for place, (_, logprob) in enumerate(tokens):
        if total <= 0:
            total, first = 0.0, place
        total += mean - spread / 2 - logprob
        if total > best:
            best, found = total, (first, place)
    if found is None:
        return None
    return Span(tokens[found[0]][0].start, max(s.end for s, _ in tokens[found[0] : found[1] + 1]))
