"""Figures that stand in the place of others."""

import pytest

from auditor.text.figure_order import compared, exchanged, replaced


@pytest.mark.parametrize(
    ("source", "target", "tags", "wrong"),
    [
        ("3 groups of 4, 3 of 9", "3 Gruppen zu 4, 3 zu 8", ("en", "de"), [("8", "9")]),
        ("新增4例，其中1例死亡、2例治愈。", "7 new cases, 1 death, 2 recoveries", ("zh-Hans", "en"), [("7", "4")]),
        ("19 человек ранены", "Ten people were hurt", ("ru", "en"), [("Ten", "19")]),
        ("第3号洪水", "the No. 4 flood", ("zh-Hans", "en"), [("4", "3")]),
        ("Er hat zwei Söhne und 5 Töchter.", "He has both sons and 5 daughters.", ("de", "en"), []),
        ("six foot six", "198 cm", ("en", "fr"), []),
        ("3,5 milionu", "3.5 million", ("cs", "en"), []),
        ("12月去年開了7家店", "In December, 7 shops opened.", ("zh-Hant", "en"), []),
    ],
)  # fmt: skip
def test_what_is_left_over_in_one_place_is_wrong(
    source: str, target: str, tags: tuple[str, str], wrong: list[tuple[str, str]]
) -> None:
    found = replaced(source, target, *tags)
    assert [(figure.text, original.text) for figure, original in found] == wrong


def test_a_figure_is_reported_once() -> None:
    found = compared("It took 47 days.", "Il a fallu 48 jours.", "en", "fr")
    assert [(a.text, b.text) for a, b in found.wrong] == [("48", "47")]
    assert (found.added, found.missing, found.magnitudes) == ((), (), ())


def test_two_figures_may_have_changed_places() -> None:
    found = exchanged(
        "38 Spieler, 14 Trainer, 7 Ärzte", "14 players, 38 trainers, 7 doctors", "de", "en"
    )
    assert [[figure.text for figure in entry] for entry in found] == [["38", "14", "14", "38"]]
    assert not exchanged("38 Spieler, 14 Trainer", "38 players, 14 trainers", "de", "en")
    assert not exchanged("38, 14, 7, 9", "14, 38, 9, 7", "de", "en")
