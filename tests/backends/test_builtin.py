"""The shipped encoder, on a very small model made on the fly."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.backends.builtin import StaticEncoder
from auditor.backends.store import artefact
from auditor.core.errors import ChecksumMismatch, ModelError
from tests.backends.model import TEXT, make


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    return StaticEncoder(make(tmp_path_factory.mktemp("models")))


def test_vectors_have_length_one_and_depend_on_their_text_alone(encoder: StaticEncoder) -> None:
    together = encoder.encode(TEXT)
    assert together.shape == (len(TEXT), 16)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1)
    alone = np.concatenate([encoder.encode([text]) for text in TEXT])
    assert np.array_equal(together, alone)


def test_words_are_held_once_and_weighed(encoder: StaticEncoder) -> None:
    words = encoder.words(["the cat and the cat", "", "the cat"])
    first, nothing, last = (words.run(at, at + 1) for at in range(3))
    assert len(nothing.weights) == 0
    assert len(last.weights) <= len(first.weights) < 10
    assert np.allclose(np.linalg.norm(words.vectors, axis=1), 1)
    assert (words.weights > 0).all()
    run = words.run(0, 3)
    assert run.starts.tolist() == [0, len(first.weights), len(first.weights), len(run.weights)]
    assert np.array_equal(run.vectors[: run.starts[1]], first.vectors)


def test_traditional_and_simplified_are_one(encoder: StaticEncoder) -> None:
    first, second = encoder.encode(["貓在墊子上睡覺而狗在公園裡跑", "猫在垫子上睡觉而狗在公园里跑"])
    assert np.array_equal(first, second)


def test_nothing_has_no_vector(encoder: StaticEncoder) -> None:
    assert encoder.encode([]).shape == (0, 16)
    vectors = encoder.encode(["", "the cat", " "])
    assert not vectors[0].any()
    assert vectors[1].any()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(max_size=50), max_size=8))
def test_any_text_has_a_vector(encoder: StaticEncoder, texts: list[str]) -> None:
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), 16)
    assert np.isfinite(vectors).all()
    assert (np.linalg.norm(vectors, axis=1) < 1.0001).all()


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    place = make(tmp_path / "models")
    with (place / "encoder" / "vectors.npy").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ChecksumMismatch, match=r"vectors\.npy is damaged"):
        StaticEncoder(place)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    place = make(tmp_path / "models")
    with pytest.raises(ModelError, match="no model 'estimator'"):
        artefact("estimator", place)
    (place / "encoder" / "scales.npy").unlink()
    with pytest.raises(ModelError, match=r"scales\.npy is missing"):
        StaticEncoder(place)
    (place / "manifest.toml").write_text("[", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot read the list of models"):
        artefact("lexicon", place)


def test_clauses_are_numbered_along_the_text(encoder: StaticEncoder) -> None:
    apart, whole, none = encoder.clauses(["the cat, the dog, the cat", "the cat the dog", ""])
    assert len(np.unique(apart[1])) == 3
    assert (np.diff(apart[1]) >= 0).all()
    assert len(np.unique(whole[1])) == 1
    assert len(none[0]) == len(none[1]) == 0
    assert [found.tolist() for found, _ in (apart, whole, none)] == [
        pieces.tolist()
        for pieces in encoder.heard(["the cat, the dog, the cat", "the cat the dog", ""])
    ]
    assert encoder.clauses([]) == []
