"""Fractions in words and digits, and halves of units."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.figure_comparison import compare
from auditor.text.figures import figures
from auditor.text.language import language


@pytest.mark.parametrize(
    ("tag", "text", "value", "marked"),
    [
        ("en", "two-thirds of the votes", "2/3", "two-thirds"),
        ("en", "about 2/3 of the votes", "2/3", "2/3"),
        ("en", "a quarter of the votes", "1/4", "a quarter of"),
        ("fr", "les deux cinquièmes des voix", "2/5", "deux cinquièmes"),
        ("fr", "la moitié des voix", "1/2", "la moitié"),
        ("de", "zwei Drittel der Stimmen", "2/3", "zwei Drittel"),
        ("de", "dreiviertel der Stimmen", "3/4", "dreiviertel"),
        ("es", "las tres cuartas partes de los votos", "3/4", "tres cuartas partes"),
        ("pt-BR", "um terço dos votos", "1/3", "um terço"),
        ("it", "due terzi dei voti", "2/3", "due terzi"),
        ("ru", "две трети голосов", "2/3", "две трети"),
        ("uk", "дві третини голосів", "2/3", "дві третини"),
        ("ar", "ثلثا الأصوات", "2/3", "ثلثا"),
        ("vi", "hai phần ba số phiếu", "2/3", "hai phần ba"),
        ("id", "dua pertiga suara", "2/3", "dua pertiga"),
        ("zh-Hans", "三分之二的选票", "2/3", "三分之二"),
        ("zh-Hant", "一半的選票", "1/2", "一半"),
        ("ja", "票の半数", "1/2", "半数"),
        ("ko", "표의 절반", "1/2", "절반"),
    ],
)
def test_a_fraction_is_read_by_value(tag: str, text: str, value: str, marked: str) -> None:
    (found,) = figures(text, language(tag))
    assert (found.kind, found.value, found.text) == ("share", Fraction(value), marked)


@pytest.mark.parametrize(
    ("tag", "text", "unit"),
    [
        ("en", "half an hour later", "hour"),
        ("fr", "une demi-heure plus tard", "hour"),
        ("de", "eine halbe Stunde später", "hour"),
        ("ru", "через полгода", "year"),
        ("zh-Hans", "半小时后", "hour"),
        ("ja", "半年後", "year"),
    ],
)
def test_half_of_a_unit_is_read_with_it(tag: str, text: str, unit: str) -> None:
    (found,) = figures(text, language(tag))
    assert (found.value, [own.name for own in found.units]) == (Fraction(1, 2), [unit])


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "The second half of the game began on the third of May."),
        ("es", "Llegó al cuarto a las tres y cuarto."),
        ("fr", "Il est deux heures et quart."),
        ("zh-Hans", "上半年增长放缓。"),
        ("ko", "한 시간 반"),
    ],
)
def test_what_only_looks_like_a_fraction_is_none(tag: str, text: str) -> None:
    assert "share" not in {figure.kind for figure in figures(text, language(tag))}


@pytest.mark.parametrize(
    ("source", "target", "tags"),
    [
        ("三分之二的企业", "2/3 of the firms", ("zh-Hans", "en")),
        ("ein Drittel der Firmen", "33 % des entreprises", ("de", "fr")),
        ("la moitié des firmes", "50% of the firms", ("fr", "en")),
        ("полгода спустя", "six months later", ("ru", "en")),
        ("半小时的散步", "une promenade de 30 minutes", ("zh-Hans", "fr")),
        ("three quarters of growth", "trois trimestres de croissance", ("en", "fr")),
    ],
)
def test_equal_shares_are_silent(source: str, target: str, tags: tuple[str, str]) -> None:
    assert compare(source, target, *tags) == compare("", "", *tags)


@pytest.mark.parametrize(
    ("source", "target", "tags", "wrong"),
    [
        ("三分之二的企业", "one-third of the firms", ("zh-Hans", "en"), [("one-third", "三分之二")]),
        ("две трети фирм", "un tiers des firmes", ("ru", "fr"), [("un tiers", "две трети")]),
        ("a quarter of them", "ein Fünftel davon", ("en", "de"), [("ein Fünftel", "a quarter of")]),
        ("半年后", "seven months later", ("zh-Hans", "en"), [("seven", "半年")]),
        ("trente ans plus tard", "two decades later", ("fr", "en"), [("two", "trente")]),
    ],
)  # fmt: skip
def test_another_share_is_wrong(
    source: str, target: str, tags: tuple[str, str], wrong: list[tuple[str, str]]
) -> None:
    found = compare(source, target, *tags)
    assert [(a.text, b.text) for a, b in found.wrong] == wrong


@given(st.integers(1, 19), st.integers(2, 20))
def test_digits_with_a_stroke_are_a_share_or_two_numbers(part: int, whole: int) -> None:
    found = figures(f"about {part}/{whole} of it", language("en"))
    if part < whole:
        assert [figure.value for figure in found] == [Fraction(part, whole)]
    else:
        assert [figure.value for figure in found] == [part, whole]
