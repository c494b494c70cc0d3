"""Given names that one sex alone bears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.given_names import folded, gender


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Sarah", "f"), ("François", "m"), ("Anne-Sophie", "f"), ("DAVID", "m"), ("Мария", "f"),
        ("Сара", "f"), ("Тим", "m"), ("Олена", "f"), ("سارة", "f"), ("محمد", "m"),
    ],
)  # fmt: skip
def test_names_of_one_sex(name: str, sex: str) -> None:
    assert gender(name) == sex


@pytest.mark.parametrize("name", ["Andrea", "Jean", "Kim", "Paris", "Sunday", "Саша", "OpenAI", ""])
def test_names_of_both_and_words_tell_nothing(name: str) -> None:
    assert gender(name) is None


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert gender(name) in ("f", "m", None)
