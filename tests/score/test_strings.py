"""Runs of characters in buckets."""

import numpy as np
import pytest

from auditor.score.strings import BITS, ORDERS, buckets, weighed


def test_runs_fall_in_buckets_by_text() -> None:
    found = list(buckets(["abc", "", "другой"]))
    assert len(found) == len(ORDERS)
    for order, (bucket, owner) in zip(ORDERS, found, strict=True):
        assert bucket.min() >= 0
        assert bucket.max() < 1 << BITS
        expected = [max(0, size + 2 - order + 1) for size in (3, 0, 6)]
        assert np.bincount(owner, minlength=3).tolist() == expected


def test_case_and_accents_do_not_count_but_words_do() -> None:
    weights = np.random.default_rng(0).normal(size=(1 << BITS, 2)).astype(np.float32)
    values = weighed(["Überall", "uberall", "anderswo", ""], weights)
    assert values.shape == (4, 2)
    assert values[0] == pytest.approx(values[1])
    assert values[0, 0] != pytest.approx(values[2, 0])
    assert weighed([], weights).shape == (0, 2)
