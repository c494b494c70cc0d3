"""Varieties of a language in one document."""

import pytest

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "lines", "marked"),
    [
        ("en-GB", ["The colour is grey.", "Its color fades."], "color"),
        ("pt-PT", ["O utilizador abre o ecrã da equipa.", "O usuário fecha."], "usuário"),
        ("zh-Hant", ["軟體和網路。", "伺服器很慢。", "這個視頻。"], "視頻"),
        ("es-ES", ["El ordenador y el coche.", "Vuestro zumo.", "Un celular."], "celular"),
    ],
)
def test_the_other_variety_is_marked(lang: str, lines: list[str], marked: str) -> None:
    assert texts("mixed-variety", lines, lang) == [marked]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["The colour changed.", "The color changed."]),
        ("en-GB", ["The colour of the grey centre.", "Pearl Harbor and the Kennedy Center."]),
        ("pt-BR", ["O usuário e a equipe.", "Ele disse: “O autocarro chegou.”"]),
        ("fr", ["Le week-end, il lit ses mails."]),
    ],
)
def test_names_quotations_and_doubt_are_left_alone(lang: str, lines: list[str]) -> None:
    assert not hits("mixed-variety", lines, lang)
