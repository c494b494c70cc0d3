"""Language profiles: complete, well-formed and found by any usual tag."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from auditor.core.errors import ConfigError, UnknownLanguage
from auditor.text.language import Direction, Scale, language, normal_tag, parse, tags

PROFILES = [language(tag) for tag in tags()]
MINIMAL: dict[str, Any] = {
    "tag": "tlh",
    "name": "Klingon",
    "script": "Latn",
    "spaced": True,
    "terminators": ["."],
    "decimal": ".",
    "thousands": [","],
    "quotes": [["“", "”"]],
    "length_ratio": 1.0,
}


def test_the_languages_that_have_a_profile() -> None:
    expected = "ar de en es fr id it ja ko pt-BR pt-PT ru uk vi zh-Hans zh-Hant"
    assert set(expected.split()) <= set(tags())


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr-CA"),
        ("FR_ca", "fr-CA"),
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_hant_hk", "zh-Hant-HK"),
        ("zh-HK", "zh-Hant"),
        ("pt", "pt-PT"),
        ("pt-AO", "pt-AO"),
        ("pt-br", "pt-BR"),
        ("en-GB", "en-GB"),
        ("en-oxendict", "en"),
        ("in-ID", "id-ID"),
        ("es-419", "es-419"),
        ("in", "id"),
    ],
)
def test_a_tag_has_the_profile_of_its_parent(tag: str, found: str) -> None:
    assert language(tag).tag == found


def test_a_region_writes_some_things_otherwise() -> None:
    assert language("fr-CA").space_before == (":", "»")
    assert language("de-CH").quotes[0] == ("«", "»")
    assert language("es-MX").decimal == "."
    assert language("es-AR").decimal == ","
    assert language("ar-MA").decimal == ","
    assert language("fr-BE") == replace(language("fr"), tag="fr-BE")


def test_an_unknown_language_has_general_rules() -> None:
    klingon = language("tlh")
    assert (klingon.tag, klingon.known) == ("tlh", False)
    assert {".", "。", "؟"} <= set(klingon.terminators)


@pytest.mark.parametrize("tag", ["", "f", "french!", "zh--TW", "1a", "fr-", "a b"])
def test_a_malformed_tag_is_refused(tag: str) -> None:
    with pytest.raises(UnknownLanguage, match="BCP 47"):
        language(tag)


def test_normal_tag_writes_the_usual_case() -> None:
    assert normal_tag("ZH_hANT_tw") == "zh-Hant-TW"


@pytest.mark.parametrize("tag", tags())
def test_the_decimal_and_grouping_marks_are_those_of_cldr(tag: str) -> None:
    babel = pytest.importorskip("babel")
    symbols = babel.Locale.parse(tag, sep="-").number_symbols["latn"]
    profile = language(tag)
    assert profile.decimal == symbols["decimal"]
    assert profile.thousands[0] == symbols["group"]
    assert profile.decimal not in profile.thousands


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.tag)
def test_a_profile_is_well_formed(profile: Any) -> None:
    assert profile.scale in get_args(Scale)
    assert profile.direction in get_args(Direction)
    assert profile.native_name
    assert 0.2 < profile.length_ratio < 2
    assert all(len(mark) == 1 for mark in profile.terminators)
    assert all(isinstance(pair, tuple) and len(pair) == 2 for pair in profile.quotes)
    assert all(len(mark) == 1 for pair in profile.quotes for mark in pair)
    assert len(set(profile.quotes)) == len(profile.quotes)
    assert set(profile.question_marks) <= set(profile.terminators)
    assert profile.spaced == (profile.characters_per_word == 0)
    assert bool(profile.space_before) == bool(profile.spaces_before_mark)
    assert all(word.endswith("'") for word in profile.elisions)
    assert all(word == word.lower() for word in profile.doubled_ok)
    lists = (
        profile.abbreviations,
        profile.number_abbreviations,
        profile.closing_abbreviations,
        profile.starters,
    )
    for words in lists:
        assert isinstance(words, tuple)
        assert all(word == word.strip() for word in words)
    assert not set(profile.abbreviations) & set(profile.closing_abbreviations)
    assert len(profile.tests) >= 4


def test_french_spaces_its_marks() -> None:
    french = language("fr")
    assert {":", ";", "!", "?", "»"} == set(french.space_before)
    assert french.space_after == ("«",)
    assert "\u202f" in french.spaces_before_mark


@pytest.mark.parametrize("tag", ["de", "en", "es", "ru", "zh-Hant"])
def test_most_languages_put_no_space_before_marks(tag: str) -> None:
    assert language(tag).space_before == ()


def test_a_profile_from_plain_values() -> None:
    assert parse(MINIMAL, "tlh").quotes == (("“", "”"),)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ConfigError, match="unknown key 'quote'"):
        parse({**MINIMAL, "quote": []}, "tlh")


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(ConfigError, match="decimal"):
        parse({key: value for key, value in MINIMAL.items() if key != "decimal"}, "tlh")
