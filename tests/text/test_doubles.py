import pytest

from auditor.text.doubles import doubled
from auditor.text.names import sounds


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The band Duran Duran came.", "Duran"),
        ("Она жила в Баден-Баден летом.", "Баден"),
        ("他们去了波拉波拉岛。", "波拉"),
        ("ボラ・ボラ島へ行った。", "ボラ"),
    ],
)
def test_what_stands_twice(text: str, word: str) -> None:
    assert sounds(word) in doubled(text)


@pytest.mark.parametrize(
    "text",
    ["Duran came. Duran left.", "Durant Duran came.", "Она жила в Бадене, Баден далеко."],
)
def test_what_does_not(text: str) -> None:
    assert not doubled(text)
