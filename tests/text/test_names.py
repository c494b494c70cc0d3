"""Names of a text, and whether a name stands in another text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language
from auditor.text.names import capitals, distance, forms, names, sounds, stands_in


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "The mayor met Keller in Galway.", ["Keller", "Galway"]),
        ("fr", "Le maire a vu Anne-Marie Delcourt.", ["Anne-Marie", "Delcourt"]),
        ("ru", "Мэр встретил Иванова.", ["Иванова"]),
        ("zh-Hans", "记者采访了 Altman。", ["Altman"]),
        ("de", "Der Bürgermeister traf Frau Brzozowska.", ["Brzozowska"]),
        ("en", "Mayor Meets Keller In Galway", []),
        ("ja", "市長は会った。", []),
    ],
)
def test_names_are_words_whose_capital_says_something(
    tag: str, text: str, found: list[str]
) -> None:
    assert [name.text for name in names(text, language(tag))] == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Keller", "Kellers Haus"),
        ("Merkel", "Премьер встретился с Меркель"),
        ("Macron", "马克龙昨天访问了里昂"),
        ("Obama", "オバマ大統領"),
        ("Putin", "التقى بوتين الصحفيين"),
        ("Trump", "도널드 트럼프 대통령"),
        ("Łódź", "the city of Lodz"),
    ],
)
def test_a_name_stands_in_a_text_of_any_script(name: str, text: str) -> None:
    assert stands_in(name, forms(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kowalczyk", "Brambilla ha parlato"),
        ("Petterson", "Мэр встретил Иванова"),
        ("Wirecard", "市长昨天访问了里昂"),
    ],
)
def test_another_name_does_not(name: str, text: str) -> None:
    assert not stands_in(name, forms(text))


def test_capitals_keep_their_places() -> None:
    text = "OpenAI и Nvidia: Меркель."
    found = list(capitals(text))
    assert [name.span.of(text) for name in found] == ["OpenAI", "Nvidia", "Меркель"]
    assert [name.starts for name in found] == [True, False, True]


@pytest.mark.parametrize(("one", "other", "edits"), [("nvidia", "nvida", 1), ("card", "crad", 1), ("a", "bc", 2)])  # fmt: skip
def test_distance_counts_a_swap_once(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == edits == distance(other, one)


@given(st.text(max_size=20), st.text(max_size=20))
def test_distance_is_a_metric_of_its_bounds(one: str, other: str) -> None:
    found = distance(one, other)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))
    assert (found == 0) == (one == other)


def test_sounds_of_scripts_agree() -> None:
    assert sounds("Тольятти") == sounds("Toliatti")
