"""Omission, addition and sentences left in the original language."""

import pytest

from auditor.core.mqm import Severity
from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "target"),
    [
        ("fr", ["Il pleuvait fort.", "", "Tout le monde est parti."]),
        ("ru", ["Шёл сильный дождь.", "", "Все ушли."]),
        ("ja", ["雨が強く降っていた。", "", "みんな帰った。"]),
        ("ar", ["كان المطر غزيرا.", "", "رحل الجميع."]),
    ],
)
def test_lost_sentence_is_marked_in_the_original(lang: str, target: list[str]) -> None:
    source = ["It was raining hard.", "Nobody had brought an umbrella.", "Everyone left."]
    (hit, text), *rest = hits("omission", target, lang, source)
    assert not rest
    assert (hit.side, text) == ("source", "Nobody had brought an umbrella.")


def test_neighbouring_lost_sentences_are_one_finding() -> None:
    source = ["It was raining hard.", "Nobody had an umbrella here.", "The dog was wet too."]
    ((hit, _),) = hits("omission", ["Il pleuvait fort.", "", ""], "fr", source)
    assert [place.segment for place in hit.places] == [1, 2]
    assert "2 sentences" in str(hit.message)


def test_added_sentence_is_marked_in_the_translation() -> None:
    found = texts(
        "addition", ["Der Regen war stark.", "Danach ging er ins Kino."], "de", source=["It rained hard.", ""]
    )  # fmt: skip
    assert found == ["Danach ging er ins Kino."]


@pytest.mark.parametrize(
    "lost", ["12", "* * *", "Anna Keller", "By Anna Keller", "（完）", "2026年"]
)
def test_numbers_signs_and_bylines_may_be_lost(lost: str) -> None:
    assert not texts("omission", ["Il pleuvait.", ""], "fr", source=["It rained.", lost])


def test_unsure_gap_is_left_alone() -> None:
    source = ["It rained.", "Nobody had an umbrella here."]
    assert not texts("omission", ["Il pleuvait.", ""], "fr", source=source, min_probability=0.999)


@pytest.mark.parametrize(
    ("source_lang", "lang", "text"),
    [
        ("en", "fr", "The committee will publish its report in the spring."),
        ("ru", "de", "Комиссия опубликует свой доклад весной."),
        ("zh-Hant", "ru", "委員會將在春天公布調查報告。"),
        ("ar", "en", "ستنشر اللجنة تقريرها في الربيع القادم."),
    ],
)
def test_sentence_left_as_it_was_is_untranslated(source_lang: str, lang: str, text: str) -> None:
    found = hits("untranslated-segment", [text], lang, [text], source_lang)
    assert [marked for _, marked in found] == [text]


@pytest.mark.parametrize(
    ("source_lang", "lang", "text"),
    [
        ("en", "fr", "Galaxy Bank, Anna Keller, New York"),
        ("en", "ja", "https://example.org/one/two"),
        ("ja", "zh-Hant", "東京大学"),
        ("en-GB", "en-US", "The committee will publish its report in the spring."),
        ("en", "ru", "NVIDIA RTX 5090, AMD, USB-C, 16 GB"),
    ],
)
def test_names_codes_and_varieties_stay_the_same(source_lang: str, lang: str, text: str) -> None:
    assert not hits("untranslated-segment", [text], lang, [text], source_lang)


def test_translation_that_stops_early_is_critical() -> None:
    source = [f"This is sentence number {n} of the long report." for n in "abcdefgh"]
    target = ["C’est la première phrase du long rapport."] * 5 + ["", "", ""]
    ((hit, _),) = hits("omission", target, "fr", source)
    assert hit.severity is Severity.CRITICAL
    assert "stops before the end: the last 3 sentences" in str(hit.message)
    ((middle, _),) = hits("omission", [*target[:3], "", "", "", *target[:2]], "fr", source)
    assert middle.severity is Severity.CRITICAL
    assert "stops" not in str(middle.message)


def test_text_after_the_end_is_told() -> None:
    source = ["It rained hard all day."] * 4 + ["", "", ""]
    target = ["Es regnete den ganzen Tag stark."] * 7
    ((hit, _),) = hits("addition", target, "de", source)
    assert "goes on after the end of the original, for 3 sentences" in str(hit.message)
