"""Scores: their order on better and worse translations, their bounds and their signatures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.core.bitext import Bead, Pair, Segment, Span
from auditor.score.scorer import score_pairs, score_segment
from auditor.text.language import language


def segment(text: str, lang: str, index: int = 0) -> Segment:
    return Segment(index, text, Span(0, len(text)), "paragraph", index, (1, 1), lang)


def scored(
    source: str,
    target: str,
    langs: tuple[str, str],
    *,
    labelled: str = "",
    probability: float | None = None,
) -> Pair:
    pair = Pair(
        1,
        segment(source, langs[0]),
        segment(target, labelled or langs[1]),
        Bead((0,), (0,), probability=probability),
    )
    return score_pairs([pair], language(langs[0]), language(langs[1]))[0]


CASES = [
    (
        "The bridge cost 40 million euros.",
        "Die Brücke kostete 40 Millionen Euro.",
        "Die Brücke.",
        ("en", "de"),
    ),
    (
        "Anna Keller 表示，投资将达到90亿元。",
        "Anna Keller said the investment will reach 9 billion yuan.",
        "The weather was nice and people walked along the long river for 3 hours.",
        ("zh-Hans", "en"),
    ),
    (
        "El puente abrirá en 2027.",
        "Мост откроется в 2027 году.",
        "Мост откроется в 2031 году.",
        ("es", "ru"),
    ),
    ("会社は1,200人を雇う。", "ستوظف الشركة 1200 شخص.", "ستوظف الشركة 12 شخصا.", ("ja", "ar")),
]


@pytest.mark.parametrize(("source", "better", "worse", "langs"), CASES)
def test_the_better_translation_scores_higher(
    source: str, better: str, worse: str, langs: tuple[str, str]
) -> None:
    high, low = scored(source, better, langs), scored(source, worse, langs)
    assert (high.score("adequacy") or 0) > (low.score("adequacy") or 0) + 0.1


def test_a_copy_and_a_third_language_score_near_zero() -> None:
    text = "The bridge will open in the spring."
    copied = scored(text, text, ("en", "fr"), labelled="en")
    assert (copied.score("adequacy") or 0) < 0.1
    assert (copied.score("fluency") or 0) < 0.1


def test_a_bitext_that_came_aligned_has_no_alignment_score() -> None:
    text = ("Good morning, everyone.", "Guten Morgen zusammen.")
    assert scored(*text, ("en", "de")).score("alignment") is None
    sure = scored(*text, ("en", "de"), probability=0.9)
    assert sure.score("alignment") == 0.9
    doubtful = scored(*text, ("en", "de"), probability=0.3)
    assert (doubtful.score("adequacy") or 0) < (sure.score("adequacy") or 0)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("le le le chat dort dort dort", "fr"),
        ("Das ist カタカナ und хорошо.", "de"),
        ("это это это слово слово", "ru"),
    ],
)
def test_loops_and_foreign_letters_cost_fluency(text: str, lang: str) -> None:
    (score,) = score_segment(segment(text, lang), language(lang))
    assert score.value < 0.8


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Le chat dort sur le lit.", "fr"),
        ("他说，明天会下雨。", "zh-Hans"),
        ("彼は明日は雨だと言った。", "ja"),
        ("그는 내일 비가 온다고 했다.", "ko"),
        ("قال إن الأمطار ستهطل غدا.", "ar"),
        ("Anh ấy nói ngày mai trời mưa.", "vi"),
    ],
)
def test_plain_sentences_are_fluent(text: str, lang: str) -> None:
    (score,) = score_segment(segment(text, lang), language(lang))
    assert score.value == 1.0


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "ja", "ar", "und"]))
def test_scores_stay_in_their_range(source: str, target: str, lang: str) -> None:
    pair = scored(source, target, ("fr", lang), probability=0.5)
    assert {score.name for score in pair.scores} == {"alignment", "adequacy", "fluency"}
    for score in pair.scores:
        assert 0 <= score.value <= 1
        assert score.signature.startswith(f"{score.name}|m:surface|rev:")
