"""Scores by named models: which rows have them, their range, and the worst words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from auditor.backends.names import Models
from auditor.core.bitext import Bead, Pair, Segment, Span
from auditor.score.by_models import model_scores, worst_span
from auditor.text.language import language
from tests.fakes import FakeEncoder


@dataclass
class Judge:
    """Gives pairs the length of their target, over 100, and remembers the languages."""

    name: str = "hf:judge@1234"
    languages: tuple[str, str] = ("", "")

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]
    ) -> NDArray[np.float32]:
        self.languages = languages
        return np.array([len(target) / 100 for target in targets], np.float32)


@dataclass
class Reader:
    """Finds every word likely but those with a q."""

    name: str = "hf:reader@1234"
    languages: frozenset[str] | None = None

    def logprobs(self, text: str, language: str) -> list[tuple[Span, float]]:
        found, at = [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            found.append((Span(start, at), -12.0 if "q" in word else -1.0))
        return found

    def logprobs_of(self, texts: Sequence[str], language: str) -> list[list[tuple[Span, float]]]:
        return [self.logprobs(text, language) for text in texts]

    def scores(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        raise AssertionError("not needed")


def segment(text: str, lang: str) -> Segment:
    return Segment(0, text, Span(0, len(text)), "paragraph", 0, (1, 1), lang)


def pair(index: int, source: str, target: str) -> Pair:
    return Pair(index, segment(source, "zh-Hant"), segment(target, "fr"), Bead((0,), (0,)))


PAIRS = [pair(3, "河水上漲。", "La rivière monte."), pair(7, "市長感謝。", "Le maire qremercie.")]
LANGUAGES = (language("zh-Hant"), language("fr"))


def test_each_named_model_gives_its_score_with_its_signature() -> None:
    judge = Judge()
    encoder = FakeEncoder({"河水上漲。": 1, "La rivière monte.": 1})
    targets = {p.index: p.target for p in PAIRS}
    found = model_scores(PAIRS, targets, LANGUAGES, Models(encoder, judge, Reader()))
    assert {index: [s.name for s in scores] for index, scores in found.items()} == {
        3: ["similarity", "qe", "lm_fluency"],
        7: ["similarity", "qe", "lm_fluency"],
    }
    assert [s.signature for s in found[3]] == [
        "similarity|m:fake",
        "qe|m:hf:judge@1234",
        "lm_fluency|m:hf:reader@1234",
    ]
    assert found[3][0].value == 1.0
    assert found[7][0].value < 0.5
    assert found[3][1].value == pytest.approx(0.17)
    assert judge.languages == ("zh-Hant", "fr")
    assert all(0 <= score.value <= 1 for scores in found.values() for score in scores)


def test_fluency_is_per_character_and_shows_its_worst_words() -> None:
    targets = {p.index: p.target for p in PAIRS}
    found = model_scores((), targets, (None, LANGUAGES[1]), Models(lm=Reader()))
    assert [s.name for s in found[3]] == ["lm_fluency"]
    assert found[3][0].value == pytest.approx(np.exp(-3 / 15), abs=1e-6)
    assert found[7][0].value < found[3][0].value
    worst = found[7][0].worst
    assert worst is not None
    assert worst.of(PAIRS[1].target.text) == "qremercie."
    assert found[3][0].worst is None


def test_no_named_model_gives_nothing() -> None:
    assert model_scores(PAIRS, {3: PAIRS[0].target}, LANGUAGES, Models()) == {}
    assert (
        model_scores((), {}, (None, LANGUAGES[1]), Models(FakeEncoder(), Judge(), Reader())) == {}
    )


def test_the_worst_span_is_the_run_that_loses_most() -> None:
    values = [-1.0, -9.0, -1.2, -8.0, -9.0, -8.5, -1.0, -1.0]
    tokens = [(Span(2 * i, 2 * i + 1), value) for i, value in enumerate(values)]
    assert worst_span(tokens) == Span(6, 11)
    assert worst_span(tokens[:3]) == Span(2, 3)
    assert worst_span([]) is None


@given(st.lists(st.floats(-30, 0), max_size=20))
def test_the_worst_span_is_made_of_whole_tokens(values: list[float]) -> None:
    tokens = [(Span(3 * i, 3 * i + 2), value) for i, value in enumerate(values)]
    span = worst_span(tokens)
    if span is not None:
        inside = [v for s, v in tokens if span.start <= s.start and s.end <= span.end]
        assert {span.start, span.end} <= {e for s, _ in tokens for e in (s.start, s.end)}
        assert np.mean(inside) <= np.mean(values) + 1e-9
