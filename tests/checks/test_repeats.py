"""Passages and titles that return."""

from auditor.core.mqm import Severity
from auditor.runner import find
from tests.checks.examples import hits, texts

HEADLINE = "Will the new bridge ever reach the island?"


def test_a_headline_that_returns_in_other_words() -> None:
    source = [HEADLINE, "It rains.", f"This article, {HEADLINE}, was printed here."]
    first = "Le nouveau pont atteindra-t-il un jour l’île ?"
    same = [first, "Il pleut.", f"Cet article, {first}, a paru ici."]
    other = [
        first,
        "Il pleut.",
        "Cet article, Le nouveau viaduc atteindra-t-il l’île ?, a paru ici.",
    ]
    assert not hits("repeated-passage", same, "fr", source=source)
    ((hit, text),) = hits("repeated-passage", other, "fr", source=source)
    assert text.startswith("viaduc")
    assert hit.segment == 2
    assert find("repeated-passage").severity is Severity.MINOR


def test_endings_that_differ_are_no_drift() -> None:
    source = ["the red houses of the old town"] * 2
    target = ["красные дома старого города", "красных домов старого города"]
    assert not hits("repeated-passage", target, "ru", source=source)


def test_a_short_sentence_may_vary() -> None:
    assert not hits(
        "repeated-passage", ["Il dit non.", "Non, dit-il."], "fr", source=["He said no."] * 2
    )


def test_the_same_sentence_with_another_beginning() -> None:
    rest = "le mythe de la croissance rencontre la réalité du marché"
    lines = [f"Lorsque {rest}, tout change.", "Il pleut.", f"Quand {rest} : nos conseils"]
    assert texts("passage-drift", lines, "fr") == ["Quand"]
    assert not texts("passage-drift", [lines[0], lines[0]], "fr")


def test_a_title_that_is_cut_short_is_no_drift() -> None:
    lines = ["Jean Petit, roi du pain de la ville, a parlé.", "Le roi du pain, Jean Petit, a ri."]
    assert not hits("title-drift", lines, "fr")
