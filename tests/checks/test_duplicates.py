"""Sentences that the translation gives twice."""

from tests.checks.examples import hits

LINES = [
    "Le conseil municipal a voté le budget de la ville mardi soir.",
    "Les travaux du pont commenceront au mois de juin prochain.",
    "Personne ne s’y est opposé.",
]


def test_repeated_paragraph_is_one_finding() -> None:
    ((hit, _),) = hits("repeated-sentence", [*LINES, *LINES[:2]], "fr")
    assert [place.segment for place in hit.places] == [3, 4]
    assert "2 sentences" in str(hit.message)


def test_original_that_repeats_itself_excuses_the_translation() -> None:
    source = ["The council passed the budget of the town on Tuesday night."] * 2
    assert hits("repeated-sentence", [LINES[0]] * 2, "fr", source) == ()
    ((hit, _),) = hits("repeated-sentence", [LINES[0]] * 3, "fr", [*source, "It rained."])
    assert hit.segment == 1


def test_signs_and_capitals_do_not_matter() -> None:
    ((_, text),) = hits("repeated-sentence", [LINES[0], LINES[0].upper() + " !"], "fr")
    assert text.endswith("!")
