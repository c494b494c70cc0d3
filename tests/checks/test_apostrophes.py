"""Typewriter apostrophes beside typographic ones."""

import pytest

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "lines", "marked"),
    [
        ("fr", ["L’arbre et l’eau.", "C'est l’hiver."], ["'"]),
        ("it", ["L'acqua, l'aria e l’isola."], ["’"]),
        ("uk", ["Об’єкт і п'ять об’єктів."], ["'"]),
        ("en", ["He said “it's fine”."], ["'"]),
        ("fr", ["Il cite « l'« offre » »."], ["'"]),
        ("fr", ["L'arbre et l'eau."], []),
        ("en", ["It’s his and ‘hers’."], []),
        ("zh-Hans", ["他说“好”。"], []),
    ],
)
def test_the_fewer_kind_is_marked(lang: str, lines: list[str], marked: list[str]) -> None:
    assert texts("mixed-apostrophes", lines, lang) == marked


def test_all_places_are_one_finding() -> None:
    ((hit, _),) = hits("mixed-apostrophes", ["« L'eau »", "l'air et l'or"], "fr")
    assert [place.segment for place in hit.places] == [0, 1, 1]
    assert hit.suggestion == "’"
