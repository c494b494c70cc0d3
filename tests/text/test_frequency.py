"""How common a word is."""

import subprocess
import sys

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


@pytest.mark.parametrize("primary", ["de", "ar", "ja", "uk"])
def test_a_word_is_as_common_among_many_as_alone(primary: str) -> None:
    """The first words are looked up one by one, and later ones in a table."""
    from wordfreq import get_frequency_dict, top_n_list, zipf_to_freq

    shares = get_frequency_dict(primary, "best")
    words = [*top_n_list(primary, 40_000)[::50], "qqzzqq", ""]
    for word in words:
        told = zipf(word, primary)
        assert (zipf_to_freq(told) if told else 0.0) == pytest.approx(shares.get(word, 0.0))


def test_lists_that_are_not_there_are_no_answer() -> None:
    """Every word would be unknown, and the checks would pass."""
    code = (
        "import importlib.util; from auditor.text.frequency import zipf\n"
        "importlib.util.find_spec = lambda name: None\n"
        "zipf('le', 'fr')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "the lists of wordfreq are not found" in done.stderr
