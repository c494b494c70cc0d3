"""The shipped language models, on their own tables and on one made by hand."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.backends.fluency import (
    BIGRAM,
    CONTEXT,
    HEADER,
    TRIGRAM,
    UNIGRAM,
    NgramModel,
    NgramTable,
    fluency,
    units,
)
from auditor.core.bitext import Span
from auditor.core.errors import ModelError

SENTENCES = {
    "ar": "يمكن للجميع قراءة هذا الكتاب في المكتبة العامة.",
    "de": "Die Kinder haben den ganzen Tag am Ufer des Sees gespielt.",
    "en": "The children played on the shore of the lake all day long.",
    "es": "Los niños jugaron todo el día en la orilla del lago.",
    "fr": "Les enfants ont joué toute la journée au bord du lac.",
    "id": "Anak-anak bermain di tepi danau sepanjang hari kemarin.",
    "it": "I bambini hanno giocato tutto il giorno sulla riva del lago.",
    "ja": "子供たちは一日中、湖のほとりで遊んでいました。",
    "ko": "아이들은 하루 종일 호수 근처에서 함께 놀고 있었습니다.",
    "pt": "As crianças brincaram o dia inteiro na margem do lago.",
    "ru": "Дети весь день играли на берегу большого озера.",
    "uk": "Діти весь день гралися на березі великого озера.",
    "vi": "Bọn trẻ đã chơi bên bờ hồ suốt cả ngày hôm qua.",
    "zh": "孩子们昨天在湖边玩了一整天，晚上才回家。",
}


@pytest.fixture(scope="module")
def model() -> NgramModel:
    return fluency()


def shuffled(text: str, language: str, seed: int) -> str:
    words = list(text) if language in {"ja", "zh"} else text.split()
    random.Random(seed).shuffle(words)
    return ("" if language in {"ja", "zh"} else " ").join(words)


def test_it_knows_the_languages_of_the_project(model: NgramModel) -> None:
    assert model.languages == set(SENTENCES)
    assert model.name.startswith("builtin-fluency:")


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_likelier_than_its_words_in_disorder(
    model: NgramModel, language: str
) -> None:
    sentence = SENTENCES[language]
    texts = [sentence, *(shuffled(sentence, language, seed) for seed in range(20))]
    values = model.sums(texts, language)
    assert values[0] > np.mean(values[1:])


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_likeliest_in_its_own_language(model: NgramModel, language: str) -> None:
    sentence = [SENTENCES[language]]
    own = model.scores(sentence, language)[0]
    assert own > max(model.scores(sentence, other)[0] for other in SENTENCES if other != language)


@pytest.mark.parametrize("language", SENTENCES)
def test_spans_cover_the_sentence_in_order(model: NgramModel, language: str) -> None:
    sentence = SENTENCES[language]
    pieces = model.logprobs(sentence, language)
    marked = "".join(span.of(sentence) for span, _ in pieces)
    assert marked.replace(" ", "") == sentence.replace(" ", "")
    values = [value for _, value in pieces]
    assert max(values) < 0
    assert model.sums([sentence], language)[0] == pytest.approx(sum(values), rel=1e-5)
    assert model.scores([sentence], language)[0] == pytest.approx(np.mean(values), rel=1e-5)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_spans_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    end = 0
    for span, value in fluency().logprobs(text, "en"):
        assert end <= span.start <= span.end <= len(text)
        assert np.isfinite(value)
        end = span.end


def test_spans_count_characters_of_the_text_as_it_stands(model: NgramModel) -> None:
    text = "  Ｔｈｅ ﬁne 🤖🤖 ½ 的 𠀀  x"
    marked = [span.of(text) for span, _ in model.logprobs(text, "en")]
    assert [mark for mark in marked if mark.strip()] == text.replace("🤖🤖", "🤖 🤖").split()


def test_the_swapped_words_are_the_bad_span(model: NgramModel) -> None:
    text = "The settings of the of page are saved in the file."
    span, _ = min(model.logprobs(text, "en"), key=lambda piece: piece[1])
    assert span == Span(20, 22)


def test_traditional_and_simplified_are_one(model: NgramModel) -> None:
    first, second = model.scores(["這個開關應該關閉", "这个开关应该关闭"], "zh")
    assert first == second


def test_scores_depend_on_their_text_alone(model: NgramModel) -> None:
    texts = [*SENTENCES.values(), "", SENTENCES["en"]] * 2
    together = model.scores(texts, "en")
    assert together.dtype == np.float32
    assert np.array_equal(together, np.concatenate([model.scores([t], "en") for t in texts]))
    assert np.array_equal(together, NgramModel().scores(texts, "en"))


def test_nothing_has_no_pieces(model: NgramModel) -> None:
    assert model.scores([], "fr").shape == model.sums([], "fr").shape == (0,)
    assert model.scores(["", " \n"], "fr").tolist() == [0, 0]
    assert model.logprobs("", "fr") == []
    assert model.logprobs(" ", "fr") == []


def test_an_unknown_language_is_named(model: NgramModel) -> None:
    with pytest.raises(ModelError, match=r"no language model of 'xx', only of ar, de, en"):
        model.scores(["text"], "xx")
    with pytest.raises(ModelError, match="no language model of 'zh-TW'"):
        model.logprobs("文字", "zh-TW")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="no model 'fluency'"):
        NgramModel(tmp_path)


def by_hand(bigrams: bool = True) -> NgramTable:
    """Pieces 5 and 9; bigrams begin-5 and 5-9, trigram begin-5-9; a byte n stands for -n / 10."""
    header = np.zeros(1, HEADER)
    header["counts"] = [4, 2, 1, 1] if bigrams else [4, 0, 0, 0]
    header["scales"] = (0, -0.1)
    one = np.array([(0, 90, 0, 0), (0, 0, 7, 1), (5, 30, 4, 1), (4, 20, 3, 0)], UNIGRAM)
    two = np.array([(2, 10), (3, 8)], BIGRAM)
    contexts = np.array([(0, 5, 1)], CONTEXT)
    three = np.array([(3, 2)], TRIGRAM)
    if not bigrams:
        one["followers"] = 0
    parts = [header, one, two, contexts, three] if bigrams else [header, one]
    return NgramTable(np.concatenate([part.view(np.uint8) for part in parts]))


def test_the_longest_known_ngram_counts_and_the_others_back_off() -> None:
    pieces = [[5, 9, 5], [9, 9], [], [5, 9, 9], [5, 5, 9], [1, 700]]
    flat = np.array([number for text in pieces for number in text])
    lengths = np.array([len(text) for text in pieces])
    found = by_hand().logprobs(flat, lengths)
    expected = [
        *(1.0, 0.2, 0.3 + 3.0),  # begin 5; begin 5 9; 9 → 5
        *(0.7 + 2.0, 0.3 + 2.0),
        *(1.0, 0.2, 0.3 + 2.0),
        *(1.0, 0.5 + 0.4 + 3.0, 0.8),
        *(0.7 + 9.0, 9.0),
    ]
    assert found == pytest.approx([-value for value in expected])


def test_a_table_may_have_single_pieces_alone() -> None:
    found = by_hand(bigrams=False).logprobs(np.array([5, 9]), np.array([2]))
    assert found == pytest.approx([-3.7, -2.4])


def test_a_character_of_bytes_counts_once_and_the_first_space_not() -> None:
    pieces = [[260, 3 + 0xF0, 3 + 0x9F, 3 + 0xA4, 3 + 0x96, 260], [], [260], [700]]
    flat, lengths = units(pieces, first_byte=3, space=260)
    assert flat.tolist() == [3 + 0xF0, 260, 700]
    assert lengths.tolist() == [2, 0, 0, 1]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Das Haus ist alt.", "de"), ("Будинок старий.", "uk"), ("这座房子很旧。", "zh"), ("", "fr")],
)
def test_units_alone_are_the_same_with_and_without_those_before(text: str, lang: str) -> None:
    flat, lengths = fluency().units([text])
    _, alone = fluency().unit_logprobs(flat, lengths, lang)
    assert fluency().unit_logprobs_alone(flat, lang).tolist() == alone.tolist()
