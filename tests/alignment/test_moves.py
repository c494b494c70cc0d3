"""Text that was moved is found, and reported as moved."""

from auditor.alignment import align
from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from auditor.core.bitext import Bead
from auditor.text.language import Language
from tests.alignment.test_aligner import CHINESE, DE, EN, ENGLISH, FR, GERMAN, ZH, segments

FRENCH = (
    "Le port de Rotterdam a ouvert un nouveau terminal en 2019.",
    "Il peut contenir 14 500 conteneurs à la fois.",
    "Pourquoi les constructeurs ont-ils choisi la rive nord ?",
    "Parce que l’eau y est plus profonde, a dit Anna Verhoeven, qui dirige les travaux.",
    "Le projet a coûté 320 millions d’euros !",
    "Des navires de Singapour et de Santos y accostent chaque semaine.",
    "En hiver, les équipes travaillent dans l’obscurité.",
    "Un deuxième terminal est prévu pour 2031.",
)


def moved(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads if bead.moved]


def aligned(target: list[str], lang: Language = FR) -> tuple[Bead, ...]:
    return align(segments(ENGLISH), segments(target), EN, lang, None, encoder(), lexicon())


def test_a_moved_sentence_is_found() -> None:
    target = [FRENCH[4], *FRENCH[:4], *FRENCH[5:]]
    beads = aligned(target)
    assert moved(beads) == [((4,), (0,))]
    assert sorted(i for bead in beads for i in bead.source) == list(range(8))
    assert sorted(j for bead in beads for j in bead.target) == list(range(8))
    assert [bead.target[0] for bead in beads if bead.target] == list(range(8))


def test_a_moved_block_is_found() -> None:
    for texts, lang in ((FRENCH, FR), (GERMAN, DE), (CHINESE, ZH)):
        beads = aligned([*texts[3:], *texts[:3]], lang=lang)
        assert len(moved(beads)) >= 2
        assert all(abs(s[0] - t[0]) in (3, 5) for s, t in moved(beads))


def test_nothing_is_moved_where_text_is_in_order_lost_or_added() -> None:
    assert not moved(aligned([*FRENCH]))
    assert not moved(aligned([*FRENCH[:2], *FRENCH[4:]]))
    added = [FRENCH[0], "Les pêcheurs du village n’ont jamais vu la neige.", *FRENCH[1:6]]
    assert not moved(aligned(added))


def test_a_repeated_paragraph_is_an_addition() -> None:
    beads = aligned([*FRENCH, *FRENCH[2:5]])
    assert not moved(beads)
    added = [bead.target for bead in beads if not bead.source]
    assert added in ([(8,), (9,), (10,)], [(2,), (3,), (4,)])
