"""The rule of lost clauses, and what it takes for usual in a document."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.backends.builtin import encoder
from auditor.score.lost_clause import (
    FEATURES,
    Trace,
    Usual,
    expected_length,
    features,
    log_ratio,
    probability,
)
from auditor.score.support import supports
from auditor.text.language import language

CUT = [
    (
        "The mayor, who had fallen ill after the election, opened the new bridge on Monday.",
        "Le maire a inauguré lundi le nouveau pont.",
    ),
    (
        "市長は月曜日に新しい橋を開通させ、亡くなった三人の作業員の家族に深く謝罪した。",
        "The mayor opened the new bridge on Monday.",
    ),
    (
        "Завод закрыли весной, рабочие остались без зарплаты на полгода, и профсоюз подал в суд.",
        "أُغلق المصنع في الربيع، ورفعت النقابة دعوى أمام المحكمة.",
    ),
    (
        "委员会周二批准了预算，尽管有三名成员要求推迟，工程将于六月开始。",
        "Der Rat billigte den Haushalt am Dienstag, und die Arbeiten beginnen im Juni.",
    ),
]
NOTHING = Usual.of([], [], 0.0)


def traces(source: str, target: str) -> tuple[Trace, Trace]:
    (found,) = supports([(source, target)], encoder())
    assert found is not None
    return Trace.of(found), Trace.of(found.turned())


@pytest.mark.parametrize(("source", "target"), CUT)
def test_side_with_the_clause_is_the_likelier_one_to_have_it(source: str, target: str) -> None:
    there, back = traces(source, target)
    assert probability(there, -0.5, NOTHING) > probability(there, 0.0, NOTHING)
    assert probability(there, -0.5, NOTHING) > 0.5 > probability(back, 0.5, NOTHING)


@pytest.mark.parametrize(("source", "target"), CUT)
def test_where_lengths_vary_a_short_translation_says_less(source: str, target: str) -> None:
    there, _ = traces(source, target)
    free = dataclasses.replace(NOTHING, spread=3 * NOTHING.spread)
    assert probability(there, -0.5, free) < probability(there, -0.5, NOTHING)


def test_features_are_as_many_as_their_names() -> None:
    there, _ = traces(*CUT[0])
    assert len(features(there, -0.3, NOTHING)) == len(FEATURES)


def test_short_pairs_do_not_tell_what_is_usual() -> None:
    there, _ = traces("Yes.", "Oui.")
    assert Usual.of([there] * 5, [2.0] * 5, 0.1) == Usual.of([], [], 0.1)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=20), st.floats(-1, 1))
def test_usual_length_lies_between_the_document_and_the_languages(
    lengths: list[float], expected: float
) -> None:
    there, _ = traces(*CUT[0])
    usual = Usual.of([there] * len(lengths), lengths, expected)
    assert min(*lengths, expected) - 1e-9 <= usual.length <= max(*lengths, expected) + 1e-9
    assert usual.spread > 0


def test_lengths_are_compared_without_spaces() -> None:
    assert log_ratio("a b c", "abcabc") == pytest.approx(math.log(2))
    assert log_ratio("abc", "") == pytest.approx(-math.log(3))
    assert expected_length(language("zh-Hans"), language("fr")) == pytest.approx(
        -expected_length(language("fr"), language("zh-Hans"))
    )
