"""What is taken for a misspelt word, and what for a rare one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language
from auditor.text.misspelling import meant
from tests.checks.examples import hits


@pytest.mark.parametrize(
    ("word", "tag", "right"),
    [
        ("teh", "en", "the"),
        ("publsihed", "en", "published"),
        ("verschben", "de", "verschoben"),
        ("kommmission", "de", "kommission"),
        ("également", "fr", None),
        ("égalemnet", "fr", "également"),
        ("también", "es", None),
        ("правитльство", "ru", "правительство"),
        ("уряд", "uk", None),
        ("publik", "id", None),
        ("charactors", "en", "characters"),
        ("shoping", "en", "shopping"),
        ("litterally", "en", "literally"),
        ("filliale", "fr", "filiale"),
        ("hooping", "en", None),
        ("Möhren", "de", None),
    ],
)
def test_the_common_neighbour_is_meant(word: str, tag: str, right: str | None) -> None:
    assert meant(word, language(tag)) == right


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("leaven", "en"),
        ("Donaudampfschifffahrt", "de"),
        ("regretta", "fr"),
        ("oculté", "es"),
        ("родителю", "ru"),
        ("nghiêng", "vi"),
    ],
)
def test_rare_and_inflected_words_are_right(word: str, tag: str) -> None:
    assert meant(word, language(tag)) is None


@given(st.sampled_from(["against", "government", "between", "because"]), st.data())
def test_letters_that_changed_places_in_a_common_word_are_found(
    word: str, data: st.DataObject
) -> None:
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    place = data.draw(st.sampled_from(places))
    slip = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert meant(slip, language("en")) == word


def test_the_answer_does_not_depend_on_capitals() -> None:
    english = language("en")
    assert meant("Publsihed", english) == meant("publsihed", english) == "published"


@pytest.mark.parametrize(
    ("lang", "source", "target", "marked"),
    [
        ("en", "Als der Rat tagte, regnete es.", "Whn the council met, it rained.", "Whn"),
        ("en", "La république est grande.", "They love the Repulic and its laws.", "Repulic"),
        (
            "fr",
            "When the council met, it rained.",
            "Lorqsue le conseil siégeait, il pleuvait.",
            "Lorqsue",
        ),
        ("es", "When it rains, we stay.", "Caundo llueve, nos quedamos.", "Caundo"),
        ("ru", "When it rains, we stay.", "Кгода идёт дождь, мы остаёмся.", "Кгода"),
    ],
)
def test_a_word_with_a_capital_is_found(lang: str, source: str, target: str, marked: str) -> None:
    assert [found for _, found in hits("misspelled-word", [target], lang, [source])] == [marked]


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        ("en", "Whne kam spät.", "Whne came late."),
        ("en", "Herr Whn kam.", "Whn Smith came."),
        ("en", "Er traf Marcello.", "He met Marcelo there."),
        ("fr", "Publc is a firm.", "Publc est une entreprise."),
    ],
)
def test_a_name_is_none(lang: str, source: str, target: str) -> None:
    assert not hits("misspelled-word", [target], lang, [source])
