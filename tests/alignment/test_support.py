"""Each sentence of a bead should have words of its own in the other language."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.alignment.lattice import Strip
from auditor.alignment.support import NOTHING, Support, SupportMeter
from auditor.backends.base import Words
from auditor.backends.builtin import encoder

ENGLISH = ("The harbour froze over in January.", "Two fishermen lost their boats.")
BOTH = {
    "fr": "Le port a gelé en janvier et deux pêcheurs ont perdu leurs bateaux.",
    "de": "Der Hafen fror im Januar zu, und zwei Fischer verloren ihre Boote.",
    "zh": "港口在一月结冰，两名渔民失去了他们的船。",
    "ru": "В январе гавань замёрзла, и два рыбака потеряли свои лодки.",
    "ar": "تجمد الميناء في يناير وفقد صيادان قواربهما.",
}
ONE = {
    "fr": "Le port a gelé en janvier.",
    "de": "Der Hafen fror im Januar zu.",
    "zh": "港口在一月结冰。",
    "ru": "В январе гавань замёрзла.",
    "ar": "تجمد الميناء في يناير.",
}


def meter(source: tuple[str, ...], target: tuple[str, ...]) -> SupportMeter:
    return SupportMeter(encoder().words(source), encoder().words(target))


def supported(source: tuple[str, ...], target: tuple[str, ...]) -> Support:
    shape = len(source), len(target)
    return meter(source, target).measure([(*shape, *shape)])[shape]


def measured(source: tuple[str, ...], target: tuple[str, ...]) -> tuple[float, float]:
    found = supported(source, target)
    return float(found.own[0]), float(found.cover[0])


def rendered(source: tuple[str, ...], target: tuple[str, ...]) -> float:
    return float(supported(source, target).rendered[0])


@pytest.mark.parametrize("language", sorted(BOTH))
def test_a_sentence_that_was_left_out_has_no_words_of_its_own(language: str) -> None:
    joined, _ = measured(ENGLISH, (BOTH[language],))
    omitted, _ = measured(ENGLISH, (ONE[language],))
    assert omitted < -0.6
    assert joined > omitted + 0.4


@pytest.mark.parametrize("language", sorted(BOTH))
def test_a_sentence_that_was_left_out_was_hardly_rendered(language: str) -> None:
    assert rendered(ENGLISH, (BOTH[language],)) > -0.1
    assert rendered(ENGLISH, (ONE[language],)) < -2.5
    assert rendered((BOTH[language],), ENGLISH) == pytest.approx(
        rendered(ENGLISH, (BOTH[language],)), abs=1e-5
    )


@pytest.mark.parametrize("language", sorted(ONE))
def test_few_words_tell_less_of_what_was_left_out(language: str) -> None:
    short = rendered((ENGLISH[0], "Good heavens!"), (ONE[language],))
    assert rendered(ENGLISH, (ONE[language],)) < short < -0.3


def test_a_sentence_beside_no_other_shares_with_none() -> None:
    assert rendered(ENGLISH[:1], (ONE["fr"],)) > -0.001


@pytest.mark.parametrize("language", sorted(ONE))
def test_a_translation_is_covered_and_another_sentence_is_not(language: str) -> None:
    _, right = measured(ENGLISH[:1], (ONE[language],))
    _, wrong = measured(ENGLISH[1:], (ONE[language],))
    assert right > wrong + 0.3


@pytest.mark.parametrize("language", sorted(BOTH))
def test_the_sides_may_be_swapped(language: str) -> None:
    assert measured(ENGLISH, (BOTH[language],)) == pytest.approx(
        measured((BOTH[language],), ENGLISH), abs=1e-5
    )


def test_texts_without_words_are_not_supported() -> None:
    assert measured(("",), ("",)) == (-1.0, -1.0)
    assert measured(("", ""), ("Word.",)) == (-1.0, -1.0)


def test_evidence_lies_at_the_nodes_where_beads_end() -> None:
    found = Support(
        np.array([3, 5, 9]),
        np.array([2, 6, 8]),
        np.array([0.5, 0.25, 0.0], np.float32),
        np.array([-2.5, -1.5, 0.0], np.float32),
        np.array([-0.5, -0.25, 0.0], np.float32),
    )
    laid = found.spread(Strip(4, 9, 5, 8))
    assert laid["own"].shape == laid["rendered"].shape == laid["cover"].shape == (5, 3)
    assert laid["own"][1, 1] == 0.25
    assert laid["rendered"][1, 1] == -1.5
    assert laid["cover"][1, 1] == -0.25
    assert laid["own"].sum() == pytest.approx(0.25 - 14)
    assert (NOTHING.spread(Strip(0, 2, 0, 2))["own"] == -1).all()


@st.composite
def texts_of_words(draw: st.DrawFn) -> Words:
    """Some texts of words with vectors of three dimensions."""
    texts = draw(st.lists(st.lists(st.integers(0, 5), max_size=6, unique=True), min_size=1))
    generator = np.random.default_rng(draw(st.integers(0, 99)))
    vectors = generator.normal(size=(6, 3))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Words(
        vectors.astype(np.float32),
        generator.uniform(0.1, 2.0, 6).astype(np.float32),
        np.array([word for text in texts for word in text], dtype=np.int64),
        np.cumsum([0, *map(len, texts)]),
    )


@given(texts_of_words(), texts_of_words())
def test_evidence_is_bounded(source: Words, target: Words) -> None:
    n, m = len(source.starts) - 1, len(target.starts) - 1
    found = SupportMeter(source, target).measure([(n, m, n, m)])[n, m]
    assert -1 <= found.own[0] <= 1
    assert -6 <= found.rendered[0] <= 0
    assert -1 <= found.cover[0] <= 0
