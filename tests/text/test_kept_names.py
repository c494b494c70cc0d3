"""Names that nothing in the other text stands for."""

import pytest

from auditor.text.kept_names import is_anywhere, likeness, lone_names
from auditor.text.names import has_capitals, heard_in, likely


def lone(text: str, tag: str, other: str, other_tag: str) -> list[str]:
    return [name.text for name in lone_names(text, tag, other, other_tag)]


@pytest.mark.parametrize(
    ("text", "tag", "other", "other_tag", "found"),
    [
        ("Yesterday Karla Wolverley met him.", "en", "Gestern traf er sie.", "de", ["Karla Wolverley"]),
        ("He met Wolverley in Munich.", "en", "Il a rencontré Wolverley à Munich.", "fr", []),
        ("The Federal Court heard him.", "en", "El Tribunal Federal lo escuchó.", "es", []),
        ("The ship left in May for the UN.", "en", "Le navire est parti en mai.", "fr", []),
        ("Вчера Дубровин ушёл.", "ru", "Yesterday Kowalczyk left.", "en", ["Дубровин"]),
        ("It was Karla Wolverley again.", "en", "又是他。", "zh-Hans", ["Karla Wolverley"]),
        ("It was Donald Trump again.", "en", "又是唐纳德·特朗普。", "zh-Hans", []),
        ("Wolverley Wins Big In Old Kent", "en", "Un titre", "fr", []),
    ],
)  # fmt: skip
def test_lone_names(text: str, tag: str, other: str, other_tag: str, found: list[str]) -> None:
    assert lone(text, tag, other, other_tag) == found


def test_a_lone_name_has_a_place_and_a_frequency() -> None:
    (name,) = lone_names("Then Wolverley left.", "en", "Puis il est parti.", "fr")
    assert name.span.of("Then Wolverley left.") == "Wolverley"
    assert name.is_pure
    assert name.rarest < 2


def test_likeness_is_of_the_likest_words() -> None:
    assert likeness("Karla Wolverley", "Wolverley") == 1
    assert likeness("Уиллоуби", "Willoughby") > likeness("Wolverley", "Kowalczyk")
    assert likeness("", "Kowalczyk") == 0


def test_a_name_is_found_anywhere_in_a_document() -> None:
    assert is_anywhere("Karla Wolverley", "a text of Wolverley")
    assert not is_anywhere("Karla Wolverley", "a text of nobody")


def test_names_have_capitals_where_letters_have_them() -> None:
    assert has_capitals("Он ушёл.")
    assert not has_capitals("他走了。")
    assert likely("the man from Bonn") == "Bonn"
    assert likely("他走了。") == "他走了。"


@pytest.mark.parametrize(
    ("name", "text", "heard"),
    [
        ("Livi", "команда Ливи выиграла", True),
        ("Kowalski", "bei Kowalsky zu Hause", True),
        ("Boston", "die Größte und ein Kontinent", False),
        ("Kowalski", "他走了。", False),
    ],
)
def test_a_name_is_heard_in_a_text(name: str, text: str, heard: bool) -> None:
    assert heard_in(name, text) is heard
