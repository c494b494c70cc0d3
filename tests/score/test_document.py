"""The MQM score of a document, foretold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.score.document import predict


@given(st.lists(st.floats(0, 25), min_size=1, max_size=60), st.integers(1, 5000))
def test_bounds_hold_the_score(penalties: list[float], words: int) -> None:
    found = predict(penalties, words)
    assert 0 <= found.low <= found.mqm <= found.high <= 100


def test_the_score_counts_points_by_words() -> None:
    assert predict([2.0, 4.0], 100).mqm == pytest.approx(94.0)
    assert predict([2.0] * 40, 1000).mqm > predict([4.0] * 40, 1000).mqm


def test_bounds_are_not_the_score() -> None:
    found = predict([2.0] * 15, 300)
    assert found.low < found.mqm < found.high
