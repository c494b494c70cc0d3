"""How common a word is."""

import pytest

from auditor.text.frequency import alphabet, counted, zipf


@pytest.mark.parametrize(
    ("word", "common_in", "rare_in"),
    [("le", "fr", "ru"), ("bâtiment", "fr", "en"), ("shareholder", "en", "fr"), ("рынок", "ru", "en")],
)  # fmt: skip
def test_words_are_common_in_their_language(word: str, common_in: str, rare_in: str) -> None:
    assert zipf(word, common_in) - zipf(word, rare_in) > 1.5
    assert zipf(word.upper(), common_in) == zipf(word, common_in)


def test_uncounted_languages_have_no_words() -> None:
    assert not counted("xx")
    assert zipf("le", "xx") == 0


def test_alphabets_tell_languages_apart() -> None:
    assert "ö" in alphabet("de")
    assert "ł" not in alphabet("fr")
    assert set("абвг") <= alphabet("uk")
