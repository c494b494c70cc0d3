"""Checks of figures: what is marked, on which side, and what is said of it."""

import pytest

from tests.checks.examples import hits, texts

CHECKS = ("number-mismatch", "magnitude-mismatch")


def marked(source: str, target: str, source_lang: str, lang: str) -> dict[str, list[str]]:
    found = {
        check: texts(check, [target], lang, source=[source], source_lang=source_lang)
        for check in CHECKS
    }
    return {check: marks for check, marks in found.items() if marks}


@pytest.mark.parametrize(
    ("source_lang", "lang", "source", "target", "mark"),
    [
        ("en", "fr", "The fair drew 1,350 guests.", "La foire a attiré 1\u202f530 visiteurs.", "1\u202f530"),
        ("en", "ar", "The house has 35 rooms.", "في البيت ٥٣ غرفة.", "٥٣"),
        ("zh-Hans", "de", "这座桥长６８０米。", "Die Brücke ist 860 Meter lang.", "860"),
        ("ja", "en", "会員は三千五百人だ。", "There are 5,300 members.", "5,300"),
        ("ko", "ru", "3월 14일에 열린다.", "Откроется 15 марта.", "15"),
        ("hi", "en", "यहाँ २५० पेड़ हैं।", "There are 520 trees here.", "520"),
        ("uk", "es", "Ціна зросла на 12,5 %.", "El precio subió un 15,2 %.", "15,2"),
        ("id", "vi", "Pukul 14.30 mereka tiba.", "Họ đến lúc 14:50.", "50"),
    ],
)  # fmt: skip
def test_wrong_figure_is_marked_in_the_target(
    source_lang: str, lang: str, source: str, target: str, mark: str
) -> None:
    assert marked(source, target, source_lang, lang) == {"number-mismatch": [mark]}


@pytest.mark.parametrize(
    ("source_lang", "lang", "source", "target"),
    [
        ("en", "fr", "The fair drew 1,350 guests.", "La foire a attiré 1\u202f350 visiteurs."),
        ("en", "ar", "The house has 35 rooms.", "في البيت ٣٥ غرفة."),
        ("zh-Hans", "de", "这座桥长６８０米。", "Die Brücke ist 680 Meter lang."),
        ("ja", "en", "会員は三千五百人だ。", "There are 3,500 members."),
        ("ko", "ru", "3월 14일에 열린다.", "Откроется 14 марта."),
        ("hi", "en", "यहाँ २५० पेड़ हैं।", "There are 250 trees here."),
        ("uk", "es", "Ціна зросла на 12,5 %.", "El precio subió un 12,5 %."),
        ("id", "vi", "Harganya 2,5 juta rupiah.", "Giá của nó là 2,5 triệu rupiah."),
        (
            "zh-Hant",
            "fr",
            "市值突破 3 兆美元。",
            "Sa valeur dépasse 3\u202f000 milliards de dollars.",
        ),
    ],
)
def test_right_figure_is_left_alone(source_lang: str, lang: str, source: str, target: str) -> None:
    assert marked(source, target, source_lang, lang) == {}


def test_lost_figure_is_marked_in_the_source_unless_asked_not_to() -> None:
    source, target = ["El tren tardó 47 minutos."], ["The train was slow."]
    ((hit, text),) = hits("number-mismatch", target, "en", source=source, source_lang="es")
    assert (hit.side, text) == ("source", "47")
    assert "missing" in str(hit.message)
    assert (
        hits("number-mismatch", target, "en", source=source, source_lang="es", missing=False) == ()
    )


@pytest.mark.parametrize(
    ("source_lang", "lang", "source", "target", "mark", "suggestion"),
    [
        ("zh-Hant", "fr", "市值達 2.8 兆美元", "une valeur de 2,8 trillions de dollars", "2,8 trillions", "2\u202f800\u00a0milliards"),
        ("en", "de", "a debt of 3 trillion euros", "Schulden von 3 Trillionen Euro", "3 Trillionen", "3.000\u00a0Milliarden"),
        ("en", "ru", "6 million readers", "6 миллиардов читателей", "6 миллиардов", "6\u00a0млн"),
        ("ja", "en", "4億円の寄付", "a gift of 40 million yen", "40 million", "400\u00a0million"),
        ("en", "ja", "7 billion dollars", "7億ドル", "7億", "70億"),
        ("ko", "id", "50만 명", "50 ribu orang", "50 ribu", "500.000"),
        ("en", "vi", "some 20 million trees", "khoảng 20 tỷ cây", "20 tỷ", "20\u00a0triệu"),
    ],
)  # fmt: skip
def test_wrong_magnitude_is_marked_with_the_amount_to_write(
    source_lang: str, lang: str, source: str, target: str, mark: str, suggestion: str
) -> None:
    assert marked(source, target, source_lang, lang) == {"magnitude-mismatch": [mark]}
    ((hit, _),) = hits(
        "magnitude-mismatch", [target], lang, source=[source], source_lang=source_lang
    )
    assert hit.suggestion == suggestion


def test_message_tells_both_amounts_and_the_false_friend() -> None:
    ((hit, _),) = hits(
        "magnitude-mismatch",
        ["un marché de 5 trillions de dollars"],
        "fr",
        source=["規模達 5 兆美元的市場"],
        source_lang="zh-Hant",
    )
    assert str(hit.message) == (
        "“5 兆” (5,000,000,000,000) became 5,000,000,000,000,000,000. "
        "In French, “trillions” is 10^18."
    )


@pytest.mark.parametrize(
    ("lang", "text", "mark"),
    [
        ("fr", "Le plan coûte 2,5 trillions d’euros.", "2,5 trillions"),
        ("de", "Das Paket umfasst 2 Trillionen Dollar.", "2 Trillionen"),
        ("es", "El plan cuesta 2,5 trillones de euros.", "2,5 trillones"),
        ("it", "Il piano costa 2,5 trilioni di dollari.", "2,5 trilioni"),
    ],
)
def test_scale_beyond_all_money_is_marked_without_a_source(lang: str, text: str, mark: str) -> None:
    assert texts("suspicious-scale", [text], lang) == [mark]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le plan coûte 2\u202f500 milliards d’euros."),
        ("fr", "Le corps compte 30 trillions de cellules."),
        ("de", "Das Paket umfasst 2 Billionen Dollar."),
        ("pt-BR", "O plano custa 2,5 trilhões de reais."),
        ("ru", "План стоит 2,5 триллиона рублей."),
        ("en", "The plan costs 2.5 trillion euros."),
        ("zh-Hant", "計畫耗資 2.5 兆元。"),
    ],
)
def test_usual_scale_is_left_alone_without_a_source(lang: str, text: str) -> None:
    assert texts("suspicious-scale", [text], lang) == []


def test_scale_is_not_reported_twice_where_there_is_a_source() -> None:
    pair = {"source": ["3 trillion euros"], "source_lang": "en"}
    assert texts("suspicious-scale", ["3 trillions d’euros"], "fr", **pair) == []
    assert texts("magnitude-mismatch", ["3 trillions d’euros"], "fr", **pair) == ["3 trillions"]
