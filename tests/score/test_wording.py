"""How usual the wording of texts is."""

import numpy as np

from auditor.backends.quality import quality
from auditor.score import matrix
from auditor.score.wording import NAMES, Units, measure, worst_part
from auditor.text.language import language


def read(texts: list[str], lang: str) -> Units:
    found = matrix.Models.shipped(quality().usual).read(texts, language(lang))
    assert found is not None
    return found


def test_repeated_and_rare_wording_shows() -> None:
    texts = [
        "We went to the house and then we came back.",
        "We went to the we went to the we went to the house.",
        "Xylograph zugzwang qwertz blorf mxyzptlk gnarp.",
    ]
    values = measure(read(texts, "en"))
    repeated, rarity = (values[:, NAMES.index(name)] for name in ("repeated", "rarity"))
    assert repeated[0] == 0
    assert repeated[1] > 0.4
    assert rarity[2] > rarity[0] + 1


def test_a_text_without_units_is_missing_but_for_its_size() -> None:
    values = measure(read(["", "Das Haus ist alt."], "de"))
    assert np.isnan(values[0, 1:]).all()
    assert values[0, 0] == 0
    assert np.isfinite(values[1]).all()


def test_the_worst_part_lies_in_its_own_text() -> None:
    lengths = np.array([3, 4])
    odds = np.array([5.0, -1, -1, -3, -3, 2.0, 1.5])
    zeros = np.zeros(7)
    units = Units(np.arange(7), lengths, zeros, zeros, odds)
    assert worst_part(units, 0) == (0, 1)
    assert worst_part(units, 1) == (2, 4)
