"""Letter statistics: which language of a script a text is likest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langdetect.utils.ngram import NGram

from auditor.text.letters import grams, statistics


@pytest.mark.parametrize("code", ["Grek", "Hanx", "Thai", "Zzzz"])
def test_a_script_of_one_language_has_no_statistics(code: str) -> None:
    assert statistics(code) is None


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("Latn", "fr", "Les voisins attendent le facteur devant la porte."),
        ("Latn", "de", "Die Nachbarn warten vor der Tür auf den Briefträger."),
        ("Latn", "vi", "Hàng xóm đang đợi người đưa thư trước cửa nhà."),
        ("Latn", "tr", "Komşular kapının önünde postacıyı bekliyor."),
        ("Cyrl", "ru", "Соседи ждут почтальона у двери и громко разговаривают."),
        ("Cyrl", "bg", "Съседите чакат пощальона пред вратата на къщата."),
        ("Arab", "ar", "ينتظر الجيران ساعي البريد أمام الباب في الصباح."),
        ("Arab", "fa", "همسایه‌ها جلوی در منتظر پستچی هستند و گپ می‌زنند."),
        ("Deva", "hi", "पड़ोसी दरवाज़े के सामने डाकिए का इंतज़ार कर रहे हैं।"),
        ("Deva", "mr", "शेजारी दारासमोर पोस्टमनची वाट पाहत आहेत."),
    ],
)
def test_the_likeliest_language(code: str, language: str, text: str) -> None:
    known = statistics(code)
    assert known is not None
    scores = known.scores(text)
    assert scores is not None
    assert scores.shape == (len(known.languages),)
    assert known.languages[int(scores.argmax())] == language


def test_n_grams_of_other_scripts_are_no_evidence() -> None:
    known = statistics("Cyrl")
    assert known is not None
    assert known.scores("nothing to read here") is None
    assert known.scores("") is None
    assert not any("a" <= letter <= "z" for gram in known.rows for letter in gram)


def test_words_in_capitals_are_no_evidence() -> None:
    known = statistics("Latn")
    assert known is not None
    shouted, initial = known.scores("le chat dort NATO"), known.scores("le chat dort N")
    assert shouted is not None
    assert initial is not None
    assert (shouted == initial).all()


def test_more_text_is_more_evidence() -> None:
    known = statistics("Latn")
    assert known is not None
    once, twice = known.scores("der Hund bellt"), known.scores("der Hund bellt der Hund bellt")
    assert once is not None
    assert twice is not None
    assert (twice < once).all()


@given(
    st.text(st.one_of(st.sampled_from("aBcÉß ’-Жжş1أ"), st.characters(codec="utf-8")), max_size=40)
)
def test_the_n_grams_are_those_of_langdetect(text: str) -> None:
    buffer, expected = NGram(), []
    for character in NGram.normalize_vi(text):
        buffer.add_char(character)
        expected += [gram for size in (1, 2, 3) if (gram := buffer.get(size)) and gram != " "]
    assert list(grams(text)) == expected
