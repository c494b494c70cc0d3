"""How each word of one side is supported by the other side."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.backends.builtin import encoder
from auditor.score.support import Side, stretch, supports

PAIRS = [
    ("The dog sleeps in the garden.", "Le chien dort dans le jardin."),
    ("委员会将在春天公布调查报告。", "The committee will publish its report in the spring."),
    ("Завод закрыли весной.", "أُغلق المصنع في الربيع."),
]


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_translations_support_each_other_better_than_strangers(source: str, target: str) -> None:
    right, wrong = supports(
        [(source, target), (source, "Seven red umbrellas were sold yesterday.")], encoder()
    )
    assert right is not None
    assert wrong is not None
    assert right.source.cosines.mean() > wrong.source.cosines.mean() + 0.1
    assert right.similarity > wrong.similarity


def test_turned_support_is_that_of_the_turned_pair() -> None:
    there, back = supports([PAIRS[0], PAIRS[0][::-1]], encoder())
    assert there is not None
    assert back is not None
    assert there.turned().source.summary == pytest.approx(back.source.summary)
    assert there.turned().target.summary == pytest.approx(back.target.summary)
    assert there.similarity == pytest.approx(back.similarity)


def test_stretch_is_the_clause_that_the_other_side_lacks() -> None:
    source = "The mayor, who had fallen ill after the election, opened the new bridge on Monday."
    (found,) = supports([(source, "Le maire a inauguré lundi le nouveau pont.")], encoder())
    assert found is not None
    marked = stretch(found.source.run, encoder().places(source)).of(source)
    assert "ill after the election" in marked
    assert "bridge" not in marked


def test_nothing_to_compare_is_no_support() -> None:
    assert list(supports([("…", "Bonjour le monde"), ("", "")], encoder())) == [None, None]


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=30))
@settings(max_examples=60)
def test_stretch_has_the_largest_lack_of_all_runs(cosines: list[float]) -> None:
    import numpy as np

    values = np.array(cosines, np.float32)
    side = Side.of(values, np.ones_like(values))
    lacks = 0.35 - np.clip(values, 0, 0.7)
    sums = [lacks[i:j].sum() for i in range(len(lacks)) for j in range(i + 1, len(lacks) + 1)]
    assert side.lack == pytest.approx(max(0.0, *map(float, sums)), abs=1e-4)
    begin, end = side.run
    assert lacks[begin:end].sum() == pytest.approx(side.lack, abs=1e-4)


@given(st.text(max_size=60))
@settings(max_examples=150)
def test_places_fit_the_vectors(text: str) -> None:
    (vectors,) = encoder().parts([text])
    places = encoder().places(text)
    assert len(places) == len(vectors)
    assert all(0 <= span.start <= span.end <= len(text) for span in places)
    assert list(places) == sorted(places)
