"""Chrome that one side gives away, and sentences that must stay."""

from collections.abc import Sequence

from auditor.alignment import align
from auditor.backends.builtin import encoder
from auditor.core.bitext import Bead, Bitext, Block, Document, Segment, Span
from auditor.edges import with_edges
from auditor.text.language import language

ENGLISH = (
    "Scan the code to install the Nimbus app",
    "The bridge is closed until Monday.",
    "Nobody knows who will pay for it.",
    "Leave a comment",
    "All rights reserved",
)
FRENCH = (
    "Scannez le code pour installer l’application Nimbus",
    "Le pont est fermé jusqu’à lundi.",
    "Personne ne sait qui va le payer.",
    "Laisser un commentaire",
    "Tous droits réservés",
)


def side(texts: Sequence[str], chrome: Sequence[int]) -> tuple[Document, tuple[Segment, ...]]:
    """Make one line for each text."""
    blocks, segments, start = [], [], 0
    for i, text in enumerate(texts):
        span = Span(start, start + len(text))
        blocks.append(Block("paragraph", span, i + 1))
        excluded = "boilerplate" if i in chrome else ""
        segments.append(Segment(i, text, span, "paragraph", i, (i + 1, i + 1), excluded=excluded))
        start += len(text) + 1
    return Document("a.txt", "", "\n".join(texts), tuple(blocks)), tuple(segments)


def aligned(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Bead, ...]:
    return align(source, target, language("en"), language("fr"), None, encoder())


def excluded(
    source: tuple[Sequence[str], Sequence[int]],
    target: tuple[Sequence[str], Sequence[int]],
    *beads: tuple[tuple[int, ...], tuple[int, ...]],
) -> tuple[list[int], list[int], list[str]]:
    """Give what is excluded on either side in the end, and the shapes of the beads that are left."""
    (left, left_segments), (right, right_segments) = side(*source), side(*target)
    made = tuple(Bead(s, t) for s, t in beads)
    found = with_edges(Bitext(left, right, left_segments, right_segments, made), aligned)
    return (
        [s.index for s in found.source_segments if s.excluded],
        [s.index for s in found.target_segments if s.excluded],
        [bead.shape for bead in found.beads],
    )


def test_what_translates_chrome_is_chrome() -> None:
    found = excluded(
        (ENGLISH, (0, 3, 4)),
        (FRENCH, (4,)),
        ((), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
        ((), (3,)),
    )
    assert found == ([0, 3, 4], [0, 3, 4], ["1-1", "1-1"])


def test_the_source_is_treated_alike() -> None:
    found = excluded(
        (ENGLISH, (4,)),
        (FRENCH, (0, 3, 4)),
        ((0,), ()),
        ((1,), (1,)),
        ((2,), (2,)),
        ((3,), ()),
    )
    assert found == ([0, 3, 4], [0, 3, 4], ["1-1", "1-1"])


def test_an_omitted_ending_stays_an_omission() -> None:
    short = (*FRENCH[:2], *FRENCH[3:])
    for known in ((0, 3, 4), (0, 4)):
        found = excluded(
            (ENGLISH, known),
            (short, (0, 2, 3)),
            ((1,), (1,)),
            ((2,), ()),
            *[((3,), ())] * (3 not in known),
        )
        assert found == ([0, 3, 4], [0, 2, 3], ["1-1", "1-0"])


def test_nulls_between_pairs_stay() -> None:
    found = excluded((ENGLISH, (0, 4)), (FRENCH, (0, 3, 4)), ((1,), (1,)), ((2,), ()), ((3,), (2,)))
    assert found == ([0, 4], [0, 3, 4], ["1-1", "1-0", "1-1"])


def test_without_a_pair_nothing_changes() -> None:
    found = excluded((ENGLISH[:1], ()), (FRENCH[:1], (0,)), ((0,), ()))
    assert found == ([], [0], ["1-0"])
