"""The models that are shipped: whole, described, and able to do what they are for."""

import tomllib

import numpy as np
import pytest

from auditor.backends.builtin import encoder
from auditor.backends.store import artefact, folder
from tests.alignment.test_aligner import CHINESE, ENGLISH, GERMAN, RUSSIAN
from tests.alignment.test_moves import FRENCH

LISTED = tomllib.loads((folder() / "manifest.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTED)
def test_an_artefact_is_whole_and_has_a_card(name: str) -> None:
    found = artefact(name)
    there = {path.name for path in found.folder.iterdir()}
    assert there == {*found.files, "CARD.md"}
    assert all(found.path(entry).stat().st_size for entry in found.files)
    card = (found.folder / "CARD.md").read_text(encoding="utf-8")
    for part in ("**Languages:**", "**Files:**", "**Recipe:**", "**Data:**", "**Limits:**"):
        assert part in card
    assert "@@" not in card


def test_all_models_together_are_small() -> None:
    assert sum(path.stat().st_size for path in folder().glob("*/*.*")) < 66_000_000


@pytest.mark.parametrize(
    ("first", "second"),
    [(ENGLISH, GERMAN), (ENGLISH, CHINESE), (ENGLISH, RUSSIAN), (CHINESE, FRENCH)],
)
def test_a_sentence_is_nearest_to_its_translation(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    similar = encoder().encode(first) @ encoder().encode(second).T
    assert (similar.argmax(axis=1) == np.arange(len(first))).all()
    assert (similar.argmax(axis=0) == np.arange(len(first))).all()


def test_vectors_do_not_depend_on_what_is_encoded_beside_them() -> None:
    together = encoder().encode(ENGLISH + GERMAN)
    alone = np.concatenate([encoder().encode([text]) for text in ENGLISH + GERMAN])
    assert np.array_equal(together, alone)
