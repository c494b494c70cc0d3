"""Ways of speaking to the reader."""

import pytest

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "lines", "marked"),
    [
        ("it", ["Tu puoi aprire.", "Il tuo file è qui.", "Poi può chiudere, come Lei vuole."], "Lei"),
        ("pt-BR", ["Você pode abrir.", "Se você quiser, feche.", "Agora tu decides."], "tu"),
        ("uk", ["Ви можете відкрити.", "Якщо ви хочете.", "Тепер ти готовий."], "ти"),
        ("vi", ["Quý khách mở tệp.", "Quý khách lưu tệp.", "Rồi bạn đóng tệp."], "bạn"),
        ("zh-Hant", ["您可以打開。", "您也可以保存。", "然後你關閉。"], "你"),
    ],
)  # fmt: skip
def test_the_rarer_way_is_marked(lang: str, lines: list[str], marked: str) -> None:
    assert texts("mixed-register", lines, lang) == [marked]


def test_all_places_are_one_finding() -> None:
    lines = ["Vous ouvrez.", "Vous lisez.", "Vous fermez.", "Si tu veux.", "Là où tu peux."]
    ((hit, _),) = hits("mixed-register", lines, "fr")
    assert [place.segment for place in hit.places] == [3, 4]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("fr", ["Vous ouvrez.", "Le ton est calme, et du ton de la voix dépend la suite."]),
        ("de", ["Sie kam.", "Dann ging sie.", "Du weißt es."]),
        ("ja", ["行くだろう。", "来るのだ。", "「行きます。」"]),
    ],
)
def test_one_way_is_left_alone(lang: str, lines: list[str]) -> None:
    assert not hits("mixed-register", lines, lang)
