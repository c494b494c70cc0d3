"""Figures that stand in the place of others."""

import pytest

from auditor.text.figure_order import compared, exchanges, replaced


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
    source, target = "38 Spieler, 14 Trainer, 7 Ärzte", "14 players, 38 trainers, 7 doctors"
    (found,) = exchanges(source, target, "de", "en")
    assert [f.text for f in (*found.there, *found.here)] == ["38", "14", "14", "38"]
    assert [(a.text, b.text) for a, b in found.others] == [("7", "7")]
    assert found.alone
    assert not found.around
    assert not exchanges("38 Spieler, 14 Trainer", "38 players, 14 trainers", "de", "en")


@pytest.mark.parametrize(
    ("source", "target", "tags", "changed"),
    [
        ("12, 31, 45", "31, 45, 12", ("de", "fr"), [("12", "31"), ("12", "45")]),
        ("从8月1日到9月30日", "from September 30 to August 1", ("zh-Hans", "en"), [("8月1", "9月30")]),
        ("два из 5 и 3 из 5", "three of 5 and 2 of 5", ("ru", "en"), [("два", "3")]),
        ("deux tiers, un quart", "un cuarto de ellos y dos tercios del resto", ("fr", "es"), [("deux tiers", "un quart")]),
        ("5 von 20", "20 with 5", ("de", "en"), [("5", "20")]),
    ],
)  # fmt: skip
def test_what_stands_twice_is_no_exchange_and_a_date_is_one_figure(
    source: str, target: str, tags: tuple[str, str], changed: list[tuple[str, str]]
) -> None:
    found = exchanges(source, target, *tags)
    assert [tuple(f.span.of(source) for f in one.there) for one in found] == changed


def test_a_month_may_stand_between() -> None:
    source = "Im März stieg der Preis auf 4,3, im Juni auf 2,5."
    target = "In March the price rose to 2.5, in June to 4.3."
    (found,) = exchanges(source, target, "de", "en")
    assert found.around
