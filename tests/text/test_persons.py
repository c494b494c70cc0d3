"""Persons that a text names."""

import pytest

from auditor.text.language import language
from auditor.text.persons import full_names, persons, proof, sex_in_original


@pytest.mark.parametrize(
    ("text", "script", "names"),
    [
        ("Hier, Sarah Petit a ri avec David Martin.", "Latn", [("Sarah Petit", "f"), ("David Martin", "m")]),
        ("The CFO, Sarah J. van der Berg, left.", "Latn", [("Sarah J. van der Berg", "f")]),
        ("Вчера Мария Иванова ушла.", "Cyrl", [("Мария Иванова", "f")]),
        ("قال محمد يونس ذلك.", "Arab", [("محمد يونس", "m")]),
        ("In The Sunday Telegraph Джон пишет.", "Cyrl", []),
        ("Paris est belle. Andrea Rossi aussi.", "Latn", []),
    ],
)  # fmt: skip
def test_names_and_their_sex(text: str, script: str, names: list[tuple[str, str]]) -> None:
    found = persons(text, script)
    assert [(person.name, person.gender) for person in found] == names
    assert all(person.span.of(text) == person.name for person in found)


def test_pronouns_of_the_original_are_proof() -> None:
    english = "Petit said she would leave. Martin stayed, and he smiled."
    assert proof(english, "Petit", "en") == "f"
    assert proof(english, "Martin", "en") == "m"
    assert proof(english, "Durand", "en") is None
    assert proof("Petit told him that she left.", "Petit", "en") is None
    assert proof("Petit 说她要走。", "Petit", "zh") == "f"
    (person,) = persons("Sarah Petit a ri.", "Latn")
    assert sex_in_original(person, english, language("en")) == "f"
    assert sex_in_original(person, english, language("fr")) is None


def test_runs_of_capitals_are_full_names() -> None:
    text = "Le patron, Jensen Huang, et OpenAI visitent New York."
    assert [span.of(text) for span in full_names(text)] == ["Jensen Huang", "New York"]
