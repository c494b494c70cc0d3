"""What must hold of every alignment with the shipped models, whatever was left out or joined."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.alignment import align
from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from auditor.core.bitext import Bead
from auditor.text.language import Language
from tests.alignment.test_aligner import (
    AR,
    ARABIC,
    CHINESE,
    DE,
    EN,
    ENGLISH,
    GERMAN,
    RU,
    RUSSIAN,
    ZH,
    pairs,
    segments,
)

TRANSLATIONS = ((GERMAN, DE), (CHINESE, ZH), (RUSSIAN, RU), (ARABIC, AR))


def aligned(
    source: Sequence[str], target: Sequence[str], languages: tuple[Language, Language]
) -> tuple[Bead, ...]:
    sides = segments(source), segments(target)
    return align(*sides, *languages, None, encoder(), lexicon())


def joined(texts: Sequence[str], place: int) -> list[str]:
    return [*texts[:place], " ".join(texts[place : place + 2]), *texts[place + 2 :]]


def in_order(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return sorted(pairs(beads), key=str)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(TRANSLATIONS),
    st.lists(st.integers(0, 7), max_size=3, unique=True),
    st.integers(0, 6),
)
def test_sides_are_covered_once_mirrored_and_always_the_same(
    translation: tuple[tuple[str, ...], Language], lost: list[int], place: int
) -> None:
    texts, tag = translation
    english = joined(ENGLISH, place)
    short = [text for number, text in enumerate(texts) if number not in lost]
    there = aligned(english, short, (EN, tag))
    back = aligned(short, english, (tag, EN))
    assert sorted(i for bead in there for i in bead.source) == list(range(len(english)))
    assert sorted(j for bead in there for j in bead.target) == list(range(len(short)))
    assert in_order(there) == sorted(((t, s) for s, t in pairs(back)), key=str)
    assert there == aligned(english, short, (EN, tag))


@pytest.mark.parametrize(("texts", "tag"), TRANSLATIONS, ids=["de", "zh", "ru", "ar"])
def test_a_sentence_is_left_out_or_joined_beside_it(texts: tuple[str, ...], tag: Language) -> None:
    left_out = 0
    for place in range(7):
        short = [*texts[:place], *texts[place + 1 :]]
        left_out += ((place,), ()) in pairs(aligned(ENGLISH, short, (EN, tag)))
        beads = pairs(aligned(ENGLISH, joined(texts, place), (EN, tag)))
        assert ((place, place + 1), (place,)) in beads
    assert left_out >= 6


@pytest.mark.parametrize(("texts", "tag"), TRANSLATIONS, ids=["de", "zh", "ru", "ar"])
def test_the_seam_of_two_articles_changes_nothing_inside(
    texts: tuple[str, ...], tag: Language
) -> None:
    short = [*texts[:2], *texts[3:]]
    first = aligned(ENGLISH, short, (EN, tag))
    second = aligned(joined(ENGLISH, 3), texts, (EN, tag))
    both = aligned([*ENGLISH, *joined(ENGLISH, 3)], [*short, *texts], (EN, tag))
    moved = [(tuple(i + 8 for i in s), tuple(j + 7 for j in t)) for s, t in pairs(second)]
    assert pairs(both) == [*pairs(first), *moved]


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(TRANSLATIONS),
    st.lists(st.integers(0, 7), max_size=2, unique=True),
    st.integers(0, 6),
)
def test_every_segment_has_its_probability_of_being_alone(
    translation: tuple[tuple[str, ...], Language], lost: list[int], place: int
) -> None:
    texts, tag = translation
    short = [text for number, text in enumerate(texts) if number not in lost]
    for bead in aligned(joined(ENGLISH, place), short, (EN, tag)):
        if bead.moved:
            continue
        assert (len(bead.alone[0]), len(bead.alone[1])) == (len(bead.source), len(bead.target))
        assert all(0 <= chance <= 1 for side in bead.alone for chance in side)
        if not bead.target:
            assert bead.alone[0] == (bead.probability,)
        elif not bead.source:
            assert bead.alone[1] == (bead.probability,)
        else:
            assert bead.probability is not None
            assert max(*bead.alone[0], *bead.alone[1]) <= 1 - bead.probability + 1e-6


@pytest.mark.parametrize(("texts", "tag"), TRANSLATIONS)
def test_a_sentence_with_nothing_is_likelier_alone_than_its_neighbour(
    texts: tuple[str, ...], tag: Language
) -> None:
    """A sentence that was left out, whether it is a null or is joined to the one before."""
    beads = aligned(ENGLISH, [*texts[:5], *texts[6:]], (EN, tag))
    alone = {i: chance for b in beads for i, chance in zip(b.source, b.alone[0], strict=True)}
    assert max(alone, key=alone.__getitem__) == 5
    assert alone[5] > 0.2
