"""Gender of persons and organisations."""

import pytest

from auditor.core.mqm import Severity
from tests.checks.examples import hits, texts


def test_the_same_title_without_the_name_is_marked_too() -> None:
    lines = [
        "Le directeur financier d’Acme veut une garantie.",
        "Selon la presse, le directeur financier de Zeta est parti.",
        "Le directeur financier d’Acme, Laura Petit, a parlé.",
    ]
    ((hit, text),) = hits("gender-of-person", lines, "fr")
    assert text == "Le directeur financier"
    assert [place.segment for place in hit.places] == [0, 2]
    assert hit.suggestion == "La directrice financière"
    assert hit.severity is None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("fr", "Le directeur financier Laura Petit rit. Mme Petit est là."),
        ("es", "El director financiero Laura Ruiz ríe. La Sra. Ruiz está aquí."),
        ("de", "Der Finanzchef Laura Klein lacht. Frau Klein ist da."),
    ],
)
def test_a_civility_is_proof(lang: str, line: str) -> None:
    ((hit, _),) = hits("gender-of-person", [line], lang)
    assert hit.severity is Severity.MAJOR


def test_a_civility_against_the_name_silences_it() -> None:
    assert not hits(
        "gender-of-person", ["Le directeur financier Laura Petit rit. M. Petit est là."], "fr"
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("fr", "Le directeur d’Acme a rencontré Laura Petit."),
        ("fr", "D’après le directeur d’Acme, Laura Petit est partie."),
        ("fr", "Le mari de Laura Petit a été nommé ministre."),
        ("es", "El director y Laura Ruiz rieron."),
        ("it", "Il presidente Laura Bruni ha parlato."),
        ("pt-BR", "O diretor de Laura Ramos saiu."),
        ("de", "Der Chef und Laura Klein lachen."),
        ("ru", "Директор Лаура Петерсон заявила об этом."),
        ("ar", "قالت سارة يونس ذلك."),
    ],
)
def test_titles_of_others_are_left_alone(lang: str, line: str) -> None:
    assert not hits("gender-of-person", [line], lang)


def test_the_rarer_gender_of_a_firm_is_marked() -> None:
    lines = ["Acme a été fondée ici.", "Acme a été rachetée.", "Puis Acme est devenu grand."]
    assert texts("gender-drift", lines, "fr") == ["devenu"]
