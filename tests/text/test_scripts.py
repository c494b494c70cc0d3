"""Scripts and written forms as evidence of a language."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import scripts


@pytest.mark.parametrize(
    ("text", "code", "letters"),
    [
        ("Guten Tag", "Latn", 8),
        ("Добрый день", "Cyrl", 10),
        ("नमस्ते", "Deva", 6),
        ("สวัสดี", "Thai", 6),
        ("مرحبا بكم", "Arab", 8),
        ("γεια", "Grek", 4),
        ("早安", "Hanx", 6),
        ("おはよう", "Hanx", 12),
        ("안녕", "Hang", 6),
        ("我用 Python 写", "Hanx", 9),
        ("Сайт Wikipedia", "Latn", 9),
    ],
)
def test_the_writing_of_a_text(text: str, code: str, letters: int) -> None:
    found = scripts.writing(text)
    assert found is not None
    assert (found.code, found.letters) == (code, letters)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.share == max(found.shares.values())


@pytest.mark.parametrize("text", ["", "12 + 30 = 42", "…!?", "🙂 → €"])
def test_a_text_without_letters_has_no_writing(text: str) -> None:
    assert scripts.writing(text) is None


def test_letters_are_counted_by_script() -> None:
    assert scripts.script_letters("東京とTokyo と 東京タワー") == {
        "Hani": 4,
        "Hira": 2,
        "Kana": 2,
        "Latn": 5,
    }


@given(st.text())
def test_no_character_is_counted_twice(text: str) -> None:
    assert scripts.script_letters(text).total() <= len(text)


def test_words_of_one_script_only() -> None:
    words = ["да", "ok", "даok", " д", "1-а", "é"]
    assert scripts.only("Cyrl", words) == ["да", " д", "1-а"]
    assert scripts.only("Latn", words) == ["ok", "é"]


@pytest.mark.parametrize(
    ("primary", "text", "form"),
    [
        ("zh", "这个时间我们还没决定", "zh-Hans"),
        ("zh", "這個時間我們還沒決定", "zh-Hant"),
        ("zh", "今天天气好", "zh-Hans"),
        ("zh", "明天再去", "zh"),
        ("zh", "这與", "zh"),
        ("pt", "A equipe do ônibus trocou de celular.", "pt-BR"),
        ("pt", "A equipa do autocarro trocou de telemóvel.", "pt-PT"),
        ("pt", "Estou lendo o jornal.", "pt-BR"),
        ("pt", "Estou a ler o jornal.", "pt-PT"),
        ("pt", "O gato dorme na janela.", "pt"),
        ("fr", "Le chat dort.", "fr"),
    ],
)
def test_the_written_form_of_a_text(primary: str, text: str, form: str) -> None:
    assert scripts.form(text, primary) == form


def test_traces_count_characters_and_words() -> None:
    assert scripts.traces("这们") == {"zh-Hans": 2}
    assert scripts.traces("A equipa e o autocarro") == {"pt-PT": 2}
    assert scripts.traces("plain") == {}


@pytest.mark.parametrize("primary", ["zh", "pt"])
def test_the_forms_of_a_language_share_no_character(primary: str) -> None:
    forms = scripts.forms(primary)
    assert len(forms) == 2
    for one, other in itertools.combinations(forms.values(), 2):
        assert not one & other


def test_every_script_of_the_data_is_one_that_is_counted() -> None:
    data = scripts.data()
    for code in (*data["scripts"], *data["profiles"], *data["letters"]):
        assert code in scripts.WRITINGS
