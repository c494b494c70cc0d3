"""Clauses that were left out or added."""

import pytest

from auditor.checks.clauses import omitted_clause
from auditor.core.bitext import Bead, Bitext
from auditor.registry import Context
from auditor.text.language import language
from tests.checks.examples import hits, side

SOURCE = (
    "The council approved the budget on Tuesday, although three members had asked for a delay, "
    "and the works will begin in June."
)


def test_clause_is_marked_with_how_sure_it_is() -> None:
    target = "Le conseil a approuvé le budget mardi, et les travaux commenceront en juin."
    ((hit, text),) = hits("omitted-clause", [target], "fr", [SOURCE])
    assert text == "although three members had asked for a delay"
    assert (hit.side, hit.segment) == ("source", 0)
    assert hit.confidence > 0.9


def test_the_document_tells_how_long_its_translations_are() -> None:
    """A terse translator leaves nothing out: every sentence is as short."""
    source = ["The old bridge over the river was closed on Monday for urgent repairs."] * 12
    terse = ["Pont fermé lundi pour réparations."] * 12
    alone = [hit for hit, _ in hits("omitted-clause", terse[:1], "fr", source[:1])]
    among = [hit for hit, _ in hits("omitted-clause", terse, "fr", source)]
    assert max((h.confidence for h in among), default=0.0) < max(
        (h.confidence for h in alone), default=1.0
    )


def test_original_of_a_name_in_brackets_is_no_addition() -> None:
    source = ["Holly Willoughby and Peter Jones opened the new studio on Monday."]
    target = ["霍莉·威洛比（Holly Willoughby）和彼得·琼斯（Peter Jones）周一启用了新的演播室。"]
    assert hits("added-clause", target, "zh-Hans", source) == ()


@pytest.mark.parametrize(
    ("lang", "target", "source", "moved", "lost"),
    [
        (
            "en",
            "zh-Hans",
            [
                "The council will never accept this plan, the mayor of Rotterdam told the Telegraph newspaper on Monday.",
                "Our children would pay for it in the end, and so would the farmers in the north.",
            ],
            [
                "市议会绝不会接受这个计划。",
                "鹿特丹市长周一对《电讯报》说，最终我们的孩子和北方的农民将为此付出代价。",
            ],
            [
                "市议会绝不会接受这个计划。",
                "最终我们的孩子和北方的农民将为此付出代价。",
            ],
        ),
        (
            "ru",
            "de",
            [
                "Городской совет никогда не примет этот план, сообщил мэр Роттердама журналистам газеты в понедельник.",
                "За это в конце концов заплатили бы наши дети, а с ними и крестьяне на севере.",
            ],
            [
                "Der Stadtrat wird diesen Plan niemals annehmen.",
                "Am Ende würden unsere Kinder dafür bezahlen, und mit ihnen die Bauern im Norden, teilte der Bürgermeister von Rotterdam den Journalisten der Zeitung am Montag mit.",
            ],
            [
                "Der Stadtrat wird diesen Plan niemals annehmen.",
                "Am Ende würden unsere Kinder dafür bezahlen, und mit ihnen die Bauern im Norden.",
            ],
        ),
        (
            "de",
            "fr",
            [
                "Der Stadtrat wird diesen Plan niemals annehmen, sagte der Bürgermeister von Rotterdam am Montag der Zeitung.",
                "Am Ende würden unsere Kinder dafür bezahlen, und mit ihnen die Bauern im Norden.",
            ],
            [
                "Le conseil municipal n’acceptera jamais ce plan.",
                "Nos enfants finiraient par le payer, et avec eux les paysans du nord, a déclaré lundi le maire de Rotterdam au journal.",
            ],
            [
                "Le conseil municipal n’acceptera jamais ce plan.",
                "Nos enfants finiraient par le payer, et avec eux les paysans du nord.",
            ],
        ),
    ],
)
def test_what_a_sentence_beside_it_says_is_not_lost(
    lang: str, target: str, source: list[str], moved: list[str], lost: list[str]
) -> None:
    ((hit, _),) = hits("omitted-clause", lost, target, source, lang)
    assert hit.confidence > 0.9
    assert not hits("omitted-clause", moved, target, source, lang)
    assert not hits("added-clause", moved, target, source, lang)


def test_stretch_stays_inside_the_sentence_that_lacks() -> None:
    original, originals = side(
        [
            "The mayor opened the new bridge on Monday.",
            "He apologised to the families of the three dead workers for the delay.",
        ],
        "en",
    )
    target, targets = side(["市长周一为新桥剪彩。"], "zh-Hans")
    bitext = Bitext(original, target, originals, targets, (Bead((0, 1), (0,)),))
    context = Context(target, language("zh-Hans"), original, language("en"))
    (hit,) = omitted_clause(bitext, context)
    assert hit.segment == 1
    assert "apologised to the families" in hit.span.of(originals[1].text)
