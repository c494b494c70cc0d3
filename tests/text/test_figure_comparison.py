"""Figures of a sentence against those of its translation."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.amounts import in_words
from auditor.text.figure_comparison import Comparison, compare
from auditor.text.language import language, tags

SILENT = [
    ("en", "de", "It cost 1,250 euros.", "Es kostete 1.250 Euro."),
    ("en", "hi", "About 1,000,000 people came.", "लगभग 10,00,000 लोग आए।"),
    ("en", "ar", "Chapter 25 has 30 pages.", "الفصل ٢٥ فيه ٣٠ صفحة."),
    ("zh-Hans", "fr", "投资超过1.4万亿美元。", "Les investissements dépassent 1\u202f400\u00a0milliards de dollars."),
    ("zh-Hant", "fr", "其中約四成來自散戶。", "Quelque 40\u202f% viennent des particuliers."),
    ("ja", "en", "売上は1億2000万円だった。", "Sales came to 120 million yen."),
    ("ja", "de", "３分の２が賛成した。", "Zwei Drittel stimmten zu."),
    ("zh-Hans", "en", "三分之二的企业在外地。", "Two-thirds of the firms are elsewhere."),
    ("ko", "es", "약 3만5천 명이 왔다.", "Vinieron unas 35.000 personas."),
    ("ru", "en", "Компания заняла 25 тыс. рублей.", "The company borrowed 25,000 roubles."),
    ("id", "vi", "Sekitar 10 juta orang datang.", "Khoảng 10 triệu người đã đến."),
    ("en", "es", "a debt of 3 billion", "una deuda de 3.000 millones"),
    ("en", "it", "Twenty-five firms closed.", "Hanno chiuso 25 aziende."),
    ("en", "fr", "It ended at 9:40 p.m.", "Cela s’est terminé à 21 h 40."),
    ("en", "fr", "It began at 1200 GMT.", "Cela a commencé à 12 h 00 GMT."),
    ("de", "en", "Um 3.40 Uhr war es still.", "At 3:40 a.m. it was quiet."),
    ("en", "ja", "in the early 1990s", "1990年代初頭に"),
    ("zh-Hans", "fr", "上世纪20世纪80年代", "dans les années 1980"),
    ("en", "ar", "in the early 2000s", "في بداية القرن الواحد والعشرين"),
    ("en", "ru", "He drove 60 miles.", "Он проехал почти 100 километров."),
    ("en", "uk", "with winds of 85 mph", "з вітром 137 км на годину"),
    ("en", "pt-PT", "highs in the 80s", "máximas entre os 27 e os 30 graus"),
    ("en", "ru", "It moved at 800 kph (497 mph).", "Оно двигалось со скоростью 800 км/ч."),
    ("en", "pt-BR", "goods worth $200 billion (£150 billion)", "bens no valor de US$ 200 bilhões (R$ 764 bilhões)"),
    ("en", "pt-BR", "on the quarter-hour mark", "aos 15 minutos"),
    ("en", "uk", "He made a U-turn.", "Він розвернувся на 180 градусів."),
    ("en", "vi", "The four firms met on Tuesday.", "Bốn công ty họp vào thứ Ba."),
    ("en", "ko", "the ninth of all four games", "네 경기 중 9번째"),
    ("en", "pt-BR", "They own 2,500 homes.", "Possuem dois mil e quinhentos imóveis."),
    ("en", "ru", "It cost 1.5 million roubles.", "Это стоило полтора миллиона рублей."),
    ("ja", "fr", "会員の3割5分が反対した。", "35\u202f% des membres étaient contre."),
    ("zh-Hans", "en", "会议九点三十分开始。", "The meeting starts at 9:30."),
    ("zh-Hans", "de", "增长了百分之三点五。", "Es wuchs um 3,5\u00a0%."),
    ("en", "sw", "It cost 3 million shillings.", "Iligharimu shilingi 3."),
]  # fmt: skip
WRONG = [
    ("en", "de", "It cost 1,250 euros.", "Es kostete 1.520 Euro.", "1.520"),
    ("en", "fr", "The F-35 is new.", "Le F-43 est neuf.", "43"),
    ("zh-Hans", "en", "我是7月7日来的，提前3天。", "I arrived on June 7, 3 days early.", "June"),
    ("ja", "en", "12:00頃に終わった。", "It ended at about 11:00.", "11"),
    ("en", "ru", "Only 340 people came.", "Пришло лишь 430 человек.", "430"),
    ("en", "ar", "They built 47 houses.", "بنوا ٧٤ بيتا.", "٧٤"),
    ("ko", "es", "매출은 25퍼센트 늘었다.", "Las ventas subieron un 52 %.", "52"),
    ("en", "hi", "They own 340 shops.", "उनके पास ४३० दुकानें हैं।", "४३०"),
    ("id", "en", "Ada 75 rumah.", "There are 57 houses.", "57"),
    ("vi", "fr", "Có 75 ngôi nhà.", "Il y a 57 maisons.", "57"),
    ("en", "it", "Five firms closed.", "Hanno chiuso 6 aziende.", "6"),
    (
        "en",
        "pt-BR",
        "They own 2,400 homes.",
        "Possuem dois mil e quinhentos imóveis.",
        "dois mil e quinhentos",
    ),
    ("zh-Hans", "de", "增长了百分之三点五。", "Es wuchs um 5,3\u00a0%.", "5,3"),
    ("en", "fr", "a 12.5-mile road", "une route de 35 km", "35"),
]
MAGNITUDES = [
    ("zh-Hant", "fr", "超過 1.4 兆美元", "plus de 1,4 trillion de dollars", "1,4 trillion"),
    ("en", "es", "over 2 billion dollars", "más de 2 billones de dólares", "2 billones"),
    ("en", "de", "a 2.5 billion euro loan", "ein Kredit über 2,5 Billionen Euro", "2,5 Billionen"),
    ("zh-Hans", "en", "约有120万人", "about 12 million people", "12 million"),
    ("ja", "ru", "3億円の予算", "бюджет в 3 млрд иен", "3 млрд"),
    ("ko", "en", "120만 명", "120,000 people", "120,000"),
    ("ru", "fr", "почти 3 млн рублей", "près de 3\u00a0milliards de roubles", "3\u00a0milliards"),
    ("id", "en", "sekitar 50 ribu orang", "about 50 million people", "50 million"),
    ("vi", "en", "khoảng 1,5 tỷ đồng", "about 1.5 million dong", "1.5 million"),
    ("en", "ar", "some 3 million people", "نحو 3 مليارات نسمة", "3 مليارات"),
]


@pytest.mark.parametrize(("source_tag", "target_tag", "source", "target"), SILENT)
def test_right_translations_are_silent(
    source_tag: str, target_tag: str, source: str, target: str
) -> None:
    assert compare(source, target, source_tag, target_tag) == Comparison()


@pytest.mark.parametrize(("source_tag", "target_tag", "source", "target", "marked"), WRONG)
def test_wrong_figure_is_paired_with_its_original(
    source_tag: str, target_tag: str, source: str, target: str, marked: str
) -> None:
    found = compare(source, target, source_tag, target_tag)
    ((figure, original),) = found.wrong
    assert figure.text == marked
    assert original.span.of(source) == original.text
    assert (found.magnitudes, found.added, found.missing) == ((), (), ())


@pytest.mark.parametrize(("source_tag", "target_tag", "source", "target", "marked"), MAGNITUDES)
def test_wrong_power_of_ten_is_told_apart(
    source_tag: str, target_tag: str, source: str, target: str, marked: str
) -> None:
    found = compare(source, target, source_tag, target_tag)
    ((figure, _),) = found.magnitudes
    assert figure.text == marked
    assert (found.wrong, found.added, found.missing) == ((), (), ())


@pytest.mark.parametrize(
    ("source_tag", "target_tag", "source", "target"),
    [
        ("en", "fr", "It took 47 days.", "Cela a pris des jours."),
        ("zh-Hans", "en", "他今年37岁，住在北京。", "He lives in Beijing."),
        ("ru", "de", "В зале было 340 мест.", "Im Saal waren viele Plätze."),
        ("ar", "en", "دفع ١٢٥٠ دينارا.", "He paid some dinars."),
    ],
)
def test_lost_figure_is_missing_and_the_way_back_is_an_addition(
    source_tag: str, target_tag: str, source: str, target: str
) -> None:
    there = compare(source, target, source_tag, target_tag)
    back = compare(target, source, target_tag, source_tag)
    assert len(there.missing) == 1
    assert there.missing == back.added
    assert (there.added, back.missing) == ((), ())


AMOUNTS = st.integers(min_value=13, max_value=999).flatmap(
    lambda digits: st.integers(min_value=0, max_value=11).map(lambda power: digits * 10**power)
)


@given(AMOUNTS, st.sampled_from(tags()), st.sampled_from(tags()))
def test_one_amount_in_any_two_languages_is_silent(amount: int, one: str, other: str) -> None:
    texts = [f"( {in_words(Fraction(amount), language(tag))} )" for tag in (one, other)]
    assert compare(texts[0], texts[1], one, other) == Comparison()


@given(AMOUNTS, AMOUNTS, st.sampled_from(tags()), st.sampled_from(tags()))
def test_two_amounts_in_any_two_languages_are_not(
    amount: int, wrong: int, one: str, other: str
) -> None:
    readings = {amount % 100, wrong % 100, amount // 100 + 1, wrong // 100 + 1}
    if amount == wrong or {amount, wrong} & readings:
        return
    texts = [
        f"( {in_words(Fraction(value), language(tag))} $ )"
        for value, tag in ((amount, one), (wrong, other))
    ]
    assert compare(texts[0], texts[1], one, other) != Comparison()


@pytest.mark.parametrize(
    ("source", "target", "tags", "wrong"),
    [
        ("25日14时", "at 15:00 on the 25th", ("zh-Hans", "en"), [("15", "14")]),
        ("3.50米宽的两条车道", "two lanes 3.00 metres wide", ("zh-Hans", "en"), [("3.00", "3.50")]),
        ("提升至Ⅱ级", "auf Stufe III angehoben", ("zh-Hans", "de"), [("III", "Ⅱ")]),
        ("In 1946 fielen 28 Soldaten.", "30 soldiers fell.", ("de", "en"), [("30", "28")]),
        ("9 canaux sur 100", "восемь каналов", ("fr", "ru"), [("восемь", "9")]),
        ("четыре с половиной часа, 20 лет", "4,5 Stunden, zwei Jahrzehnte", ("ru", "de"), []),
        ("每天0时至24时", "from 0:00 to 24:00 every day", ("zh-Hans", "en"), []),
        ("二三十分钟", "20 or 30 minutes", ("zh-Hans", "en"), []),
        ("6200多兆焦", "more than 6,200 MJ", ("zh-Hans", "en"), []),
    ],
)
def test_times_quantities_and_romans_are_compared_by_themselves(
    source: str, target: str, tags: tuple[str, str], wrong: list[tuple[str, str]]
) -> None:
    found = compare(source, target, *tags)
    assert [(a.text, b.text) for a, b in found.wrong] == wrong
    assert found.magnitudes == ()
