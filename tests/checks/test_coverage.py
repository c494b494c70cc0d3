"""Omission, addition and sentences left in the original language."""

import pytest

from auditor.checks.coverage import addition, omission
from auditor.core.bitext import Bead, Bitext
from auditor.core.mqm import Severity
from auditor.registry import Context
from auditor.text.language import language
from tests.checks.examples import hits, side, texts


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
    ("lang", "first", "second"),
    [
        ("fr", "Il pleuvait très fort.", "Personne n’avait pris de parapluie."),
        ("zh-Hans", "昨天下了一场大雨。", "谁也没有带雨伞出门。"),
        ("ru", "Шёл очень сильный дождь.", "Никто не взял с собой зонт."),
        ("ar", "كان المطر غزيرا جدا.", "لم يحضر أحد مظلة معه."),
    ],
)
def test_sentence_that_may_be_lost_is_said_with_its_probability(
    lang: str, first: str, second: str
) -> None:
    original, originals = side([first, second], lang)
    target, targets = side(["It was raining very hard."], "en")
    context = Context(target, language("en"), original, language(lang))

    def found(chance: float, least: float = 0.05) -> list[tuple[int | None, float]]:
        bead = Bead((0, 1), (0,), probability=1 - chance, alone=((0.01, chance), (0.0,)))
        bitext = Bitext(original, target, originals, targets, (bead,))
        assert not list(addition(bitext, context))
        lost = omission(bitext, context, min_probability=least)
        return [(hit.segment, hit.confidence) for hit in lost]

    assert found(0.3) == [(1, 0.3)]
    assert found(0.3, least=0.4) == []
    assert found(0.04) == []


def test_sure_neighbours_are_one_finding_and_unsure_ones_are_not() -> None:
    sentences = ["Nobody had an umbrella here.", "The dog was wet too.", "They all went home."]
    original, originals = side(sentences, "en")
    target, targets = side([], "fr")
    beads = tuple(
        Bead((i,), (), probability=p, alone=((p,), ())) for i, p in enumerate((0.9, 0.8, 0.2))
    )
    bitext = Bitext(original, target, originals, targets, beads)
    context = Context(target, language("fr"), original, language("en"))
    sure, unsure = omission(bitext, context)
    assert [place.segment for place in sure.places] == [0, 1]
    assert sure.confidence == pytest.approx(0.85)
    assert (unsure.segment, unsure.places, unsure.confidence) == (2, (), 0.2)


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
