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


EMPTY = [
    (
        "The mayor opened the bridge on Monday, who had been ill for weeks after the election.",
        "The mayor opened the bridge on Monday, before the park will be finished next year.",
        "Le maire a inauguré le pont lundi, avant que le parc ne soit achevé l’an prochain.",
    ),
    (
        "委员会周二批准了预算，尽管有三名成员要求推迟。",
        "委员会周二批准了预算，工程将于六月开始。",
        "Der Rat billigte am Dienstag den Haushalt, und die Arbeiten beginnen im Juni.",
    ),
    (
        "Завод закрыли весной, рабочие остались без зарплаты.",
        "Завод закрыли весной, профсоюз подал в суд.",
        "أُغلق المصنع في الربيع، ورفعت النقابة دعوى أمام المحكمة.",
    ),
]


@pytest.mark.parametrize(("lacking", "whole", "translation"), EMPTY)
def test_clause_without_counterpart_draws_fewer_words(
    lacking: str, whole: str, translation: str
) -> None:
    bad, good = supports([(lacking, translation), (whole, translation)], encoder())
    assert bad is not None
    assert good is not None
    assert bad.source.clause[0] < good.source.clause[0]
    assert bad.source.clause[2] > 0.05
    assert 0 < bad.source.clause[3] < 1


def test_side_of_one_clause_draws_all_there_is() -> None:
    (found,) = supports([("Nobody had an umbrella", "Personne n’avait de parapluie")], encoder())
    assert found is not None
    drawn, _, gap, share, _ = found.source.clause
    assert (drawn, gap, share) == pytest.approx((0.0198, 0, 1), abs=1e-3)


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=5))
@settings(max_examples=100)
def test_pairs_are_measured_alike_alone_and_together(pairs: list[tuple[str, str]]) -> None:
    for pair, together in zip(pairs, supports(pairs, encoder()), strict=True):
        (alone,) = supports([pair], encoder())
        assert (alone is None) == (together is None)
        if alone is not None and together is not None:
            assert alone.source.clause == pytest.approx(together.source.clause, abs=1e-4)
            assert alone.target.clause == pytest.approx(together.target.clause, abs=1e-4)
