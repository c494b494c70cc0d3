"""The shipped lexicons."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from auditor.backends.base import Links
from auditor.backends.lexicon import ShippedLexicon, joined, lexicon
from auditor.backends.store import folder
from auditor.core.errors import ChecksumMismatch


def links(*rows: tuple[int, int, float, float]) -> Links:
    source, target, forth, back = (np.array(column) for column in zip(*rows, strict=True))
    return Links(source, target, forth.astype(np.float32), back.astype(np.float32))


def test_links_are_joined_by_summing_over_the_language_between() -> None:
    first = links((1, 10, 0.5, 0.8), (1, 11, 0.4, 0.5), (2, 12, 0.9, 0.9))
    second = links((10, 7, 0.6, 0.5), (11, 7, 1.0, 0.5), (13, 9, 1.0, 1.0))
    found = joined(first, second)
    assert (found.source.tolist(), found.target.tolist()) == ([1], [7])
    assert found.forth[0] == pytest.approx(0.5 * 0.6 + 0.4 * 1.0)
    assert found.back[0] == pytest.approx(0.8 * 0.5 + 0.5 * 0.5)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("en", "fr"), ("government", "gouvernement")),
        (("fr", "en"), ("gouvernement", "government")),
        (("zh", "en"), ("政府", "government")),
        (("en", "ar"), ("president", "رئيس")),
        (("de", "fr"), ("wasser", "eau")),
        (("ru", "es"), ("язык", "idioma")),
    ],
)
def test_words_that_translate_each_other_are_linked(
    pair: tuple[str, str], words: tuple[str, str]
) -> None:
    found = lexicon().links(*pair)
    assert found is not None
    (first,), (second,) = ([p[-1:] for p in lexicon().pieces([w])] for w in words)
    assert ((found.source == first[0]) & (found.target == second[0])).any()
    assert ((found.forth >= 0) & (found.forth <= 1) & (found.back >= 0) & (found.back <= 1)).all()


def test_languages_without_a_lexicon_have_none() -> None:
    assert lexicon().links("en", "is") is None
    assert lexicon().links("en", "en") is None


def test_a_damaged_table_is_one_clear_error(tmp_path: Path) -> None:
    place = tmp_path / "models"
    shutil.copytree(folder(), place, ignore=shutil.ignore_patterns("recipes", "vectors.npy"))
    with (place / "lexicon" / "en-fr.npy").open("ab") as file:
        file.write(b"x")
    shipped = ShippedLexicon(place)
    with pytest.raises(ChecksumMismatch, match=r"en-fr\.npy is damaged"):
        shipped.links("en", "fr")
    assert shipped.links("en", "de") is not None
