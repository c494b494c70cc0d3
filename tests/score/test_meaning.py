"""What pieces of two sides have of each other."""

import numpy as np
import pytest
from numpy.typing import NDArray

from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from auditor.score.meaning import NAMES, Side, measure, ordered, side

PAIRS = [
    ("The old bridge is closed.", "Die alte Brücke ist gesperrt."),
    ("The children are eating red apples.", "Die Kinder essen rote Äpfel."),
    ("", "Etwas ohne Quelle."),
    ("Water", ""),
]


def measured(pairs: list[tuple[str, str]], *, linked: bool = True) -> NDArray[np.float64]:
    links = lexicon().links("en", "de")
    assert links is not None
    sides = [side(encoder().pieces([pair[k] for pair in pairs]), encoder()) for k in (0, 1)]
    return measure(sides[0], sides[1], encoder(), ordered(links) if linked else None)[0]


def column(values: NDArray[np.float64], name: str) -> list[float]:
    found: list[float] = values[:, NAMES.index(name)].tolist()
    return found


def test_true_pairs_are_nearer_than_crossed_ones() -> None:
    true = measured(PAIRS[:2])
    crossed = measured([(PAIRS[0][0], PAIRS[1][1]), (PAIRS[1][0], PAIRS[0][1])])
    for name in ("cosine", "target_best", "source_best", "target_window", "target_covered"):
        assert min(column(true, name)) > max(column(crossed, name)), name
    for name in ("target_unsupported", "source_gap"):
        assert max(column(true, name)) < min(column(crossed, name)), name


def test_a_part_that_was_left_out_is_a_gap_of_the_source() -> None:
    whole = "The old bridge is closed and the children are eating red apples in the garden."
    values = measured(
        [
            (whole, "Die alte Brücke ist gesperrt und die Kinder essen rote Äpfel im Garten."),
            (whole, "Die alte Brücke ist gesperrt."),
        ]
    )
    gap = column(values, "source_gap")
    assert gap[1] > gap[0] + 2
    worst = column(values, "source_window_worst")
    assert worst[1] < worst[0]


@pytest.mark.parametrize(
    "pair",
    [
        PAIRS[0],
        ("Yes, of course, the water.", "Das Wasser ist kalt."),
        ("Thank you, Anna", "Anna, danke"),
        ("red", "Das Auto ist schön und rot"),
    ],
)
def test_other_pairs_do_not_matter(pair: tuple[str, str]) -> None:
    longer = ("Where is the old bridge over the river? " * 3, "Wo ist die alte Brücke? " * 5)
    alone, among = measured([pair]), measured([pair, PAIRS[1], longer])
    assert np.abs(alone[0] - among[0]).max() < 1e-5


def test_empty_sides_are_measured() -> None:
    values = measured(PAIRS)
    assert values.shape == (4, len(NAMES))
    assert np.isfinite(values).all()
    assert column(values, "cosine")[2:] == [0.0, 0.0]


def test_the_vectors_are_those_of_the_encoder() -> None:
    sides = [side(encoder().pieces([pair[k] for pair in PAIRS]), encoder()) for k in (0, 1)]
    _, vectors = measure(sides[0], sides[1], encoder(), None)
    for texts, found in zip(zip(*PAIRS, strict=True), vectors, strict=True):
        assert np.abs(found - encoder().encode(list(texts))).max() < 1e-4


def test_without_a_lexicon_what_needs_one_is_missing() -> None:
    values = measured(PAIRS, linked=False)
    gaps = np.flatnonzero(np.isnan(values).all(axis=0))
    missing = {NAMES[int(column)] for column in gaps}
    assert missing == {"target_covered", "source_covered", "target_forced", "source_forced"}


@pytest.mark.parametrize(
    ("marked", "longest"),
    [([0, 1, 1, 0, 1], [2.0, 1.0]), ([1, 1, 1, 1, 1], [3.0, 2.0]), ([0] * 5, [0.0, 0.0])],
)
def test_the_longest_run_stays_within_a_text(marked: list[int], longest: list[float]) -> None:
    lengths = np.array([3, 2])
    part = Side(np.zeros(5, np.int64), lengths, np.repeat([0, 1], lengths), np.ones(5))
    assert part.longest_run(np.array(marked, np.bool_)).tolist() == longest
