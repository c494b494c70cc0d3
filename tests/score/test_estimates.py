"""Estimates of targets: another language is told from the language that is wanted."""

import numpy as np
import pytest

from auditor.backends.quality import quality
from auditor.score.estimates import of_pairs, of_targets
from auditor.text.language import language

SENTENCES = {
    "es": "El ayuntamiento quiere abrir dos parques nuevos antes de que acabe el verano.",
    "pt": "A câmara municipal quer abrir dois parques novos antes que o verão acabe.",
    "it": "Il comune vuole aprire due nuovi parchi prima che finisca l'estate.",
    "ru": "Городской совет хочет открыть два новых парка, пока не закончилось лето.",
    "uk": "Міська рада хоче відкрити два нові парки, поки не скінчилося літо.",
    "de": "Die Stadt will zwei neue Parks eröffnen, bevor der Sommer zu Ende geht.",
    "en": "The city wants to open two new parks before the summer comes to an end.",
    "id": "Pemerintah kota ingin membuka dua taman baru sebelum musim panas berakhir.",
    "vi": "Thành phố muốn mở hai công viên mới trước khi mùa hè kết thúc.",
    "zh": "市政府希望在夏天结束之前开放两座新公园。",
    "ja": "市は夏が終わる前に二つの新しい公園を開きたいと考えている。",
}
OTHERS = [
    ("es", "pt"),
    ("pt", "es"),
    ("it", "es"),
    ("ru", "uk"),
    ("uk", "ru"),
    ("de", "en"),
    ("id", "en"),
    ("en", "vi"),
    ("zh", "ja"),
    ("ja", "zh"),
]


def fluency(text: str, lang: str) -> float:
    return float(of_targets([text], language(lang), [""])[0])


@pytest.mark.parametrize(("wanted", "other"), OTHERS)
def test_a_sister_language_is_no_fluent_target(wanted: str, other: str) -> None:
    assert fluency(SENTENCES[other], wanted) < 0.1
    assert fluency(SENTENCES[wanted], wanted) > 0.4


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Klicken Sie auf „Save as“ und wählen Sie „Open with Default Viewer“ aus.", "de"),
        ("Haga clic en «Save as» y elija «Open with Default Viewer» en la lista.", "es"),
        ("Нажмите Save as и выберите пункт Open with Default Viewer в списке.", "ru"),
        ("Klik Save as lalu pilih Open with Default Viewer dari daftar itu.", "id"),
    ],
)
def test_foreign_words_in_a_sentence_leave_it_in_its_language(text: str, lang: str) -> None:
    assert fluency(text, lang) > 0.15


@pytest.mark.parametrize(("left", "right", "third"), [("en", "es", "pt"), ("de", "uk", "ru")])
def test_a_translation_into_the_wrong_language_is_next_to_nothing(
    left: str, right: str, third: str
) -> None:
    sources, targets = [SENTENCES[left]] * 2, [SENTENCES[right], SENTENCES[third]]
    found = of_pairs(sources, targets, language(left), language(right), ["", ""])
    assert found.adequacy[0] > 0.5
    assert found.adequacy[1] < 0.1
    assert found.doubts["foreign"][1] < 0.1


@pytest.mark.parametrize(("left", "right", "own"), [("en", "de", True), ("de", "es", False)])
def test_the_model_of_a_pair_joins_the_forests_where_there_is_one(
    left: str, right: str, own: bool
) -> None:
    model = quality()
    found = of_pairs([SENTENCES[left]], [SENTENCES[right]], language(left), language(right), [""])
    forest = model.curve("adequacy", model.estimate("adequacy", found.standard))
    assert (model.of_pair("adequacy", f"{left}-{right}") is not None) == own
    assert (abs(found.adequacy[0] - forest[0]) > 1e-4) == own


def test_the_models_of_pairs_say_little_of_what_is_no_translation() -> None:
    sources, targets = [SENTENCES["en"]] * 2, [SENTENCES["de"], "Morgens isst Anna gern Brot."]
    found = of_pairs(sources, targets, language("en"), language("de"), ["", ""])
    assert found.adequacy[1] < 0.2 < found.adequacy[0]


def test_estimates_do_not_depend_on_other_pairs() -> None:
    sources = [SENTENCES["en"], "Yes, of course, the water.", "Where is the old bridge? " * 4]
    targets = [SENTENCES["de"], "Das Wasser ist kalt.", "Wo ist die alte Brücke? " * 5]
    profiles = language("en"), language("de")
    together = of_pairs(sources, targets, *profiles, [""] * 3)
    alone = [of_pairs([a], [b], *profiles, [""]) for a, b in zip(sources, targets, strict=True)]
    for name in ("adequacy", "fluency", "penalty", "penalty_low", "penalty_high"):
        single = [getattr(one, name)[0] for one in alone]
        assert np.abs(getattr(together, name) - single).max() < 1e-5, name
