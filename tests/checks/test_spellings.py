"""Words and names with two spellings."""

import pytest

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "lines", "marked"),
    [
        ("de", ["Das potenzielle Ziel.", "Ein potenzielles Ziel, die potenzielle Zeit.", "Der potentielle Fall, der potenzielle Ort."], ["potentielle"]),
        ("pt-PT", ["O projeto.", "Um projeto.", "Este projecto."], ["projecto"]),
        ("es", ["El periodo.", "Un periodo.", "Este período."], ["período"]),
        ("ja", ["子供がいる。", "子供が来た。", "子どもが笑う。"], ["子ども"]),
    ],
)  # fmt: skip
def test_the_rarer_spelling_is_marked(lang: str, lines: list[str], marked: list[str]) -> None:
    assert texts("spelling-variants", lines, lang) == marked


def test_what_the_original_has_too_is_left_alone() -> None:
    lines = ["Le site YouTube.", "Le nom Youtube."]
    assert hits("name-drift", lines, "fr")
    assert not hits("name-drift", lines, "fr", source=["The site YouTube.", "The name Youtube."])


@pytest.mark.parametrize(
    "lines",
    [
        ["La mer NOIRE EST BELLE", "La mer Noire est belle."],
        ["Internet et la Toile.", "Un internet libre."],
        ["Orange vend. Une orange.", "Chez Orange."],
        ["La Commission A siège.", "La Commission siège."],
    ],
)
def test_capitals_of_headings_and_common_nouns_are_left_alone(lines: list[str]) -> None:
    assert not hits("name-drift", lines, "fr")
