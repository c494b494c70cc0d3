"""Scores: their order on better and worse translations, their bounds and their signatures."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.bitext import Bead, Pair, Segment, Span
from auditor.score.scorer import (
    judge_pairs,
    known,
    score_pairs,
    score_segment,
    score_segments,
    worst_part,
)
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
        "The bridge over the river cost 40 million euros.",
        "Die Brücke über den Fluss kostete 40 Millionen Euro.",
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
        "El puente nuevo abrirá al tráfico en la primavera de 2027.",
        "Новый мост откроется для движения весной 2027 года.",
        "Вчера дети ели яблоки и пели песни в школе.",
        ("es", "ru"),
    ),
    (
        "会社は来年、新しい従業員を1,200人雇う予定だ。",
        "تعتزم الشركة توظيف 1200 موظف جديد في العام المقبل.",
        "كان الطقس جميلا أمس وذهب الأطفال إلى البحر.",
        ("ja", "ar"),
    ),
]


@pytest.mark.parametrize(("source", "better", "worse", "langs"), CASES)
def test_the_better_translation_scores_higher(
    source: str, better: str, worse: str, langs: tuple[str, str]
) -> None:
    high, low = scored(source, better, langs), scored(source, worse, langs)
    assert (high.score("adequacy") or 0) > (low.score("adequacy") or 0) + 0.2


WORTHLESS = [
    (
        "The committee decided on Tuesday that the old bridge must be closed for repairs.",
        ("en", "fr"),
        "El comité decidió el martes que el viejo puente debe cerrarse por reparaciones.",
        "Les enfants mangent des pommes rouges dans le jardin de leur grand-mère.",
    ),
    (
        "委员会周二决定，这座老桥必须关闭维修，直到明年春天。",
        ("zh-Hans", "en"),
        "Комитет решил во вторник, что старый мост должен быть закрыт на ремонт.",
        "My neighbour grows tomatoes and sells them at the market on Saturdays.",
    ),
    (
        "The committee decided on Tuesday that the old bridge must be closed for repairs.",
        ("en", "zh-Hans"),
        "위원회는 화요일에 오래된 다리를 수리를 위해 폐쇄해야 한다고 결정했다.",
        "孩子们在奶奶的花园里吃红苹果，唱着快乐的歌。",
    ),
    (
        "Комитет решил во вторник, что старый мост должен быть закрыт на ремонт.",
        ("ru", "ar"),
        "The committee decided on Tuesday that the old bridge must be closed for repairs.",
        "يأكل الأطفال التفاح الأحمر في حديقة جدتهم ويغنون.",
    ),
]


@pytest.mark.parametrize(("source", "langs", "foreign", "unrelated"), WORTHLESS)
def test_worthless_targets_score_near_zero(
    source: str, langs: tuple[str, str], foreign: str, unrelated: str
) -> None:
    for target in (source, foreign, unrelated, "", "…", "- - -"):
        pair = Pair(1, segment(source, langs[0]), segment(target, ""), Bead((0,), (0,)))
        (judged,) = judge_pairs([pair], language(langs[0]), language(langs[1]))
        assert (judged.pair.score("adequacy") or 0) < 0.12, target
        assert judged.prediction.mqm < 80, target
        assert judged.reasons, target
        if target != unrelated:
            assert (judged.pair.score("fluency") or 0) < 0.12, target


@pytest.mark.parametrize(
    ("text", "langs"),
    [
        ("COVID-19", ("en", "fr")),
        ("Microsoft Windows 11 Pro", ("en", "zh-Hans")),
        ("Johann Sebastian Bach", ("de", "es")),
        ("https://example.org/a/b", ("ja", "en")),
    ],
)
def test_names_and_codes_may_stay_as_they_are(text: str, langs: tuple[str, str]) -> None:
    pair = scored(text, text, langs)
    assert (pair.score("adequacy") or 0) > 0.3


def test_a_label_of_another_language_costs_nearly_all() -> None:
    text = ("The bridge will open in the spring.", "Le pont ouvrira au printemps.")
    right, wrong = scored(*text, ("en", "fr")), scored(*text, ("en", "fr"), labelled="it")
    assert (right.score("adequacy") or 0) > 0.4
    assert (wrong.score("adequacy") or 0) < 0.1
    assert (wrong.score("fluency") or 0) < 0.1


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
    assert score.value < 0.6


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
    assert score.value > 0.5


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.sampled_from(["en", "ja", "ar", "und", "et", "hi", "my"]),
)
def test_scores_stay_in_their_range(source: str, target: str, lang: str) -> None:
    pair = Pair(1, segment(source, "fr"), segment(target, lang), Bead((0,), (0,), probability=0.5))
    (judged,) = judge_pairs([pair], language("fr"), language(lang))
    assert {score.name for score in judged.pair.scores} == {"alignment", "adequacy", "fluency"}
    for score in judged.pair.scores:
        assert 0 <= score.value <= 1
        assert score.signature.startswith(f"{score.name}|m:")
    points = judged.prediction
    assert 0 <= points.low <= points.mqm <= points.high <= 100


def test_a_pair_scores_the_same_alone_and_among_others() -> None:
    pairs = [
        Pair(n, segment(source, langs[0]), segment(target, langs[1]), Bead((0,), (0,)))
        for n, (source, target, _, langs) in enumerate(CASES * 20)
        if langs == ("en", "de")
    ]
    pairs += [
        Pair(99, segment(word, "en"), segment(word * 3, "de"), Bead((0,), (0,)))
        for word in ("one two", "a b c d e f g", "house")
    ]
    together = judge_pairs(pairs, language("en"), language("de"))
    for pair, judged in zip(pairs, together, strict=True):
        (alone,) = judge_pairs([pair], language("en"), language("de"))
        for one, other in zip(alone.pair.scores, judged.pair.scores, strict=True):
            assert one.value == pytest.approx(other.value, abs=1e-5)
        assert alone.prediction.mqm == pytest.approx(judged.prediction.mqm, abs=1e-3)
        assert alone.reasons == judged.reasons


def test_nothing_is_scored_of_nothing() -> None:
    assert judge_pairs([], language("en"), language("de")) == ()
    assert score_segments([], language("de")) == ()


def test_signatures_tell_whether_the_models_know_the_languages() -> None:
    assert known(language("en"), language("zh-Hant"))
    assert not known(language("en"), language("et"))
    text = ("The house is red.", "Maja on punane.")
    unknown, other = scored(*text, ("en", "et")), scored(*text, ("en", "de"))
    signatures = [pair.scores[0].signature for pair in (unknown, other)]
    assert signatures[0] != signatures[1]
    assert "-surface|" in signatures[0]


@pytest.mark.parametrize(
    ("text", "lang", "wrong"),
    [
        ("The house that he he bought last year is very old.", "en", "he"),
        ("Das Haus, das er letztes Jahr Jahr Jahr gekauft hat, ist alt.", "de", "Jahr"),
        ("Дом, который он он купил в прошлом году, очень старый.", "ru", "он"),
        ("La casa que que que compró el año pasado es muy vieja.", "es", "que"),
    ],
)
def test_the_worst_part_is_where_the_fault_is(text: str, lang: str, wrong: str) -> None:
    span = worst_part(text, language(lang))
    assert span is not None
    assert wrong in text[max(0, span.start - 4) : span.end + 4]
    assert len(span.of(text)) < len(text) / 2


def test_there_is_no_worst_part_without_words_or_models() -> None:
    assert worst_part("", language("de")) is None
    assert worst_part("Maja on punane.", language("et")) is None


def test_threads_do_not_change_the_scores() -> None:
    code = (
        "from auditor.score import estimates\n"
        "from auditor.text.language import language\n"
        f"cases = {[(s, t) for s, t, _, langs in CASES if langs == ('en', 'de')]!r}\n"
        "texts = [(f'{s} {n} times {s[:n]}', f'{t} {n} mal {t[:n]}') for s, t in cases"
        " for n in range(60)]\n"
        "found = estimates.of_pairs([s for s, _ in texts], [t for _, t in texts],"
        " language('en'), language('de'), [''] * len(texts))\n"
        "for row in zip(found.adequacy, found.fluency, found.penalty):\n"
        "    print(*(f'{value:.9f}' for value in row))\n"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for threads in ("1", "4")
    ]
    assert len(outputs[0]) == 180
    for one, other in zip(*outputs, strict=True):
        assert float(one) == pytest.approx(float(other), abs=1e-5)
