"""Figures of many languages and scripts by value."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import process_time

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.figures import Figure, figures
from auditor.text.language import language, tags


def read(text: str, tag: str) -> tuple[Figure, ...]:
    return figures(text, language(tag))


def values(text: str, tag: str) -> list[Fraction]:
    return [figure.value for figure in read(text, tag)]


def kinds(text: str, tag: str) -> list[tuple[int, str]]:
    return [(int(figure.value), figure.kind) for figure in read(text, tag)]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "It cost 1,250.5 dollars.", ["1250.5"]),
        ("de", "Es kostete 1.250,5 Euro.", ["1250.5"]),
        ("fr", "Cela coûte 1\u202f250,5 euros, ou 12 345 francs.", ["1250.5", "12345"]),
        ("es", "Pagó 1.250,5 euros por 12 000 piezas.", ["1250.5", "12000"]),
        ("it", "Pagò 1.250.000 lire.", ["1250000"]),
        ("pt-BR", "Pagou 1.250,50 reais.", ["1250.5"]),
        ("ru", "Цена 12 345,5 рубля.", ["12345.5"]),
        ("hi", "१०,००,००० लोग और २५ घर", ["1000000", "25"]),
        ("ar", "دفع ١٬٢٥٠٫٥ ريال", ["1250.5"]),
        ("fa", "۲۵ خانه", ["25"]),
        ("th", "คนมา ๑๒๐ คน", ["120"]),
        ("ja", "参加者は１，２５０人だった。", ["1250"]),
        ("zh-Hans", "共有３．５公里。", ["3.5"]),
        ("en", "It fell to −12 degrees.", ["-12"]),
        ("en", "The jar holds 5½ cups.", ["5.5"]),
        ("fr", "Il reste 13\u00a0½ jours.", ["13.5"]),
    ],
)
def test_digits_are_read_with_the_marks_of_the_language(
    tag: str, text: str, expected: list[str]
) -> None:
    assert values(text, tag) == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("tag", "text", "value", "marked"),
    [
        ("en", "more than 1.4 trillion dollars", 14 * 10**11, "1.4 trillion"),
        ("fr", "plus de 1,4 trillion de dollars", 14 * 10**17, "1,4 trillion"),
        ("fr", "quelque 1\u202f400\u00a0milliards", 14 * 10**11, "1\u202f400\u00a0milliards"),
        ("de", "rund 1,4 Billionen Euro", 14 * 10**11, "1,4 Billionen"),
        ("de", "etwa 2,5 Mrd. Euro", 25 * 10**8, "2,5 Mrd."),
        ("es", "unos 3.000 millones", 3 * 10**9, "3.000 millones"),
        ("es", "casi 2 billones", 2 * 10**12, "2 billones"),
        ("it", "circa 2,5 miliardi", 25 * 10**8, "2,5 miliardi"),
        ("pt-BR", "cerca de 2,5 bilhões", 25 * 10**8, "2,5 bilhões"),
        ("pt-PT", "cerca de 2,5 mil milhões", 25 * 10**8, "2,5 mil milhões"),
        ("ru", "около 25 тыс. человек", 25_000, "25 тыс"),
        ("ru", "почти 3 млн рублей", 3_000_000, "3 млн"),
        ("ru", "более 1,4 трлн рублей", 14 * 10**11, "1,4 трлн"),
        ("uk", "понад 1,4 млрд гривень", 14 * 10**8, "1,4 млрд"),
        ("ar", "نحو 3 ملايين نسمة", 3_000_000, "3 ملايين"),
        ("vi", "khoảng 1,5 tỷ đồng", 15 * 10**8, "1,5 tỷ"),
        ("vi", "chừng 20 nghìn người", 20_000, "20 nghìn"),
        ("id", "sekitar 50 ribu orang", 50_000, "50 ribu"),
        ("id", "hampir 10 juta orang", 10**7, "10 juta"),
        ("id", "lebih dari 1,4 triliun rupiah", 14 * 10**11, "1,4 triliun"),
        ("zh-Hans", "投资1.4万亿美元", 14 * 10**11, "1.4万亿"),
        ("zh-Hans", "票房达90亿元", 9 * 10**9, "90亿"),
        ("zh-Hans", "约一百二十万人", 1_200_000, "一百二十万"),
        ("zh-Hant", "超過 1.4 兆美元", 14 * 10**11, "1.4 兆"),
        ("ja", "売上は1億2000万円", 120_000_000, "1億2000万"),
        ("ja", "三千五百人が来た", 3500, "三千五百"),
        ("ko", "약 3만5천 달러", 35_000, "3만5천"),
        ("ko", "예산은 1조 4000억 원", 14 * 10**11, "1조 4000억"),
        ("en", "a fund of 3.5 lakh rupees", 350_000, "3.5 lakh"),
        ("en", "a loan of 2 crore rupees", 20_000_000, "2 crore"),
        ("en", "half a million people", 500_000, "half a million"),
        ("en", "worth $1.4T", 14 * 10**11, "1.4T"),
        ("fr", "un milliard d’euros", 10**9, "un milliard"),
        ("fr", "un million et demi d’euros", 1_500_000, "un million et demi"),
        ("es", "un millón y medio de euros", 1_500_000, "un millón y medio"),
        ("vi", "hơn một triệu rưỡi người", 1_500_000, "một triệu rưỡi"),
        ("en", "one and a half million people", 1_500_000, "one and a half million"),
        ("de", "fast anderthalb Millionen Leute", 1_500_000, "anderthalb Millionen"),
        ("ru", "почти полтора миллиона рублей", 1_500_000, "полтора миллиона"),
        ("uk", "понад півтора мільйона гривень", 1_500_000, "півтора мільйона"),
        ("id", "sekitar satu setengah juta orang", 1_500_000, "satu setengah juta"),
        ("ko", "약 5천억 원", 5 * 10**11, "5천억"),
        ("zh-Hans", "约两点五亿人", 250_000_000, "两点五亿"),
        ("zh-Hans", "约二十三点五亿人", 2_350_000_000, "二十三点五亿"),
    ],
)
def test_scale_words_have_the_value_of_the_language(
    tag: str, text: str, value: int, marked: str
) -> None:
    (figure,) = read(text, tag)
    assert figure.value == value
    assert figure.text == marked
    assert figure.certain


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("en", "two thousand three hundred people", 2300),
        ("fr", "quatre-vingt-treize personnes", 93),
        ("fr", "deux cent mille personnes", 200_000),
        ("de", "einundzwanzig Leute", 21),
        ("es", "mil doscientos euros", 1200),
        ("it", "ventitré persone", 23),
        ("pt-PT", "vinte e cinco casas", 25),
        ("pt-BR", "dois mil e quinhentos lares", 2500),
        ("pt-PT", "cento e vinte e cinco casas", 125),
        ("pt-PT", "duzentas e três mil casas", 203_000),
        ("ru", "двадцать пять домов", 25),
        ("uk", "двадцять п'ять будинків", 25),
        ("ar", "خمسة وعشرون بيتا", 25),
        ("ar", "عيد ميلاده الحادي والعشرين", 21),
        ("vi", "hai mươi lăm nhà", 25),
        ("id", "seribu dua ratus rumah", 1200),
        ("ko", "스물다섯 명", 25),
        ("zh-Hant", "二十五戶", 25),
    ],
)
def test_number_words_make_one_number(tag: str, text: str, value: int) -> None:
    (figure,) = read(text, tag)
    assert figure.value == value
    assert not figure.written


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("es", "treinta y cuarenta casas", [30, 40]),
        ("fr", "deux cents et trois cents maisons", [200, 300]),
        ("pt-BR", "vinte e trinta casas", [20, 30]),
        ("pt-BR", "dois mil e três mil casas", [2000, 3000]),
        ("pt-BR", "dois mil e cem 1.2.3", [2100, 1]),
        ("pt-PT", "2000 e quinhentas casas", [2000, 500]),
    ],
)
def test_and_between_two_numbers_does_not_join_them(
    tag: str, text: str, expected: list[int]
) -> None:
    assert values(text, tag) == expected


@pytest.mark.parametrize(
    ("tag", "text", "share"),
    [
        ("zh-Hant", "三成五的人", 35),
        ("zh-Hant", "三成半的人", 35),
        ("ja", "3割5分が反対した", 35),
        ("ja", "三割五分が反対した", 35),
        ("ja", "3割5人", 30),
        ("zh-Hans", "百分之三点五", "3.5"),
        ("zh-Hans", "百分之3.5", "3.5"),
        ("zh-Hant", "百分之二十三點五", "23.5"),
    ],
)
def test_shares_of_east_asia(tag: str, text: str, share: int | str) -> None:
    first = read(text, tag)[0]
    assert (first.value, first.kind) == (Fraction(share), "percent")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "We won one of them, and nobody saw it."),
        ("fr", "Il a un chien et une idée neuve."),
        ("vi", "Họ gặp nhau vào thứ ba và thứ năm."),
        ("zh-Hans", "统一以后，一切万一都好。"),
        ("ja", "一緒に行きましょう。"),
        ("ru", "Ничего не случилось."),
        ("ar", "لا شيء هنا"),
        ("ko", "이 일은 만만하지 않다."),
    ],
)
def test_words_that_only_look_like_numbers_are_no_certain_figures(tag: str, text: str) -> None:
    assert [figure.text for figure in read(text, tag) if figure.certain] == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "It happened on March 14, 2026."),
        ("en", "It happened on 3/14/2026."),
        ("en", "It happened on 2026-03-14."),
        ("fr", "Cela s’est passé le 14 mars 2026."),
        ("de", "Es geschah am 14. März 2026."),
        ("de", "Es geschah am 14.03.2026."),
        ("es", "Ocurrió el 14 de marzo de 2026."),
        ("pt-BR", "Aconteceu em 14 de março de 2026."),
        ("it", "È successo il 14 marzo 2026."),
        ("ru", "Это случилось 14 марта 2026 года."),
        ("uk", "Це сталося 14 березня 2026 року."),
        ("id", "Terjadi pada 14 Maret 2026."),
        ("ar", "حدث ذلك في ١٤ مارس ٢٠٢٦."),
        ("ja", "2026年3月14日のことだった。"),
        ("ja", "令和8年3月14日のことだった。"),
        ("zh-Hant", "事情發生在民國115年3月14日。"),
        ("zh-Hans", "事情发生在２０２６年３月１４日。"),
        ("ko", "2026년 3월 14일의 일이었다."),
    ],
)
def test_dates_give_day_month_and_year(tag: str, text: str) -> None:
    found = read(text, tag)
    assert [figure.kind for figure in found] == ["date"] * 3
    assert {14, 3, 2026} <= {value for figure in found for value in figure.values}


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "at 2:30 p.m."),
        ("en", "at 1430 GMT"),
        ("fr", "à 14 h 30"),
        ("de", "um 14.30 Uhr"),
        ("ru", "в 14:30"),
        ("ar", "الساعة 2.30 مساءً"),
        ("zh-Hans", "下午2点30分"),
        ("ja", "午後2時30分"),
        ("ko", "오후 2시 30분"),
    ],
)
def test_times_give_hour_and_minute_on_either_clock(tag: str, text: str) -> None:
    found = read(text, tag)
    assert {14, 30} <= {value for figure in found for value in figure.values}
    assert found[0].kind == "time"


def test_twelve_is_midnight_only_with_a_mark_of_the_half_day() -> None:
    noon, minute = read("at 12:20", "en")
    night, _ = read("at 12:20 a.m.", "en")
    assert noon.values == {12}
    assert minute.values == {20}
    assert night.values == {0, 12}


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "grew 25 percent", [(25, "percent")]),
        ("fr", "a crû de 25\u202f%", [(25, "percent")]),
        ("es", "creció un veinticinco por ciento", [(25, "percent")]),
        ("ar", "نما ٢٥ في المئة", [(25, "percent")]),
        ("zh-Hans", "增长百分之二十五", [(25, "percent")]),
        ("zh-Hant", "約四成的人", [(40, "percent")]),
        ("ja", "3割引きで買う", [(30, "percent")]),
        ("ko", "25퍼센트 늘었다", [(25, "percent")]),
        ("en", "the 25th of them", [(25, "ordinal")]),
        ("fr", "le 25e d’entre eux", [(25, "ordinal")]),
        ("ru", "25-й из них", [(25, "ordinal")]),
        ("zh-Hans", "第 25 场", [(25, "ordinal")]),
        ("ko", "25번째 경기", [(25, "ordinal")]),
        ("id", "yang ke-25", [(25, "ordinal")]),
        ("fr", "au XXIe siècle", [(21, "ordinal")]),
        ("en", "COVID-19 and the F-35", [(19, "identifier"), (35, "identifier")]),
        ("en", "version 1.2.3", [(1, "identifier")]),
    ],
)
def test_kinds(tag: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert kinds(text, tag) == expected


@pytest.mark.parametrize(
    ("tag", "text", "names"),
    [
        ("en", "It costs $25.", {"USD"}),
        ("en", "a 25 GW site", {"gigawatt"}),
        ("en", "a 25GB disk", {"gigabyte"}),
        ("fr", "à 25 km de là", {"kilometre"}),
        ("ru", "через 25 лет", {"year"}),
        ("zh-Hans", "高25米", {"metre"}),
        ("ja", "25キロメートル", {"kilometre"}),
        ("en", "the 18th century", {"century"}),
        ("en", "back in the 80s", set()),
        ("en", "25 Greek ships", set()),
    ],
)
def test_units(tag: str, text: str, names: set[str]) -> None:
    (figure,) = read(text, tag)
    assert {unit.name for unit in figure.units} == names


def test_mark_with_two_uses_gives_both_readings() -> None:
    profile = language("ar")
    both = replace(profile, thousands=(*profile.thousands, profile.decimal))
    (figure,) = figures(f"15{profile.decimal}000", both)
    assert figure.values == {15, 15_000}


def test_range_shares_scale_and_unit() -> None:
    first, second = read("entre 10 et 20 millions", "fr")
    assert 10**7 in first.values
    assert second.value == 2 * 10**7
    first, second = read("2 to 4 inches", "en")
    assert first.units == second.units != ()


def test_fraction_of_east_asia_is_a_share() -> None:
    for tag, text in (("zh-Hans", "三分之二"), ("ja", "3分の2"), ("ko", "3분의 2")):
        assert values(text, tag) == [Fraction(2, 3)]


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "fr", "ko"])
@pytest.mark.parametrize(
    "unit", ["7", "7,777,", "7.", "三", "七万7,", "at 12:30 ", "F-7-", "mille "]
)
def test_long_runs_take_linear_time_and_no_more_digits_than_an_amount_has(
    tag: str, unit: str
) -> None:
    text = unit * (10_000 // len(unit))
    started = process_time()
    found = read(text, tag)
    assert process_time() - started < 4
    assert all(figure.value < 10**60 for figure in found)
    assert all(figure.span.of(text) == figure.text for figure in found)


def test_figures_far_into_a_long_text_are_at_their_place() -> None:
    text = "Nothing to count here. " * 500 + "It cost 1,250 euros. " + "Nor here. " * 500
    (figure,) = read(text, "en")
    assert figure.span.of(text) == "1,250"


def test_thousand_sentences_take_well_below_a_second() -> None:
    texts = [f"Le {day} mars 2026, {day},5 millions d’euros." for day in range(1, 29)] * 36
    started = process_time()
    assert all(len(read(text, "fr")) == 4 for text in texts)
    assert process_time() - started < 2


def test_name_of_an_identifier_tells_letters_from_digits() -> None:
    (figure,) = read("the new F-35 jet", "en")
    (other,) = read("le réseau 5G", "fr")
    assert (figure.name, other.name) == ("F#", "#G")


TAGS = st.sampled_from((*tags(), "hi", "th", "fa"))
PIECES = [
    "0", "1", "12", "99", "1.5", "1,250", "2026", "٣", "२", "５", "万", "亿", "億", "兆", "만", "百", "三", "十", "第", "点", "割", "分", "半", "천억", "5천억", "e", "mil", "成", "million",
    "milliards", "trillion", "млн", "tỷ", "juta", "½", "%", "$", "€", "km", "-", "–", ".", ",", ":", "/", "(", ")", "mars", "月", "日", "年", "at", "p.m.", "h",
    "XXI", "twenty", "deux", "вісім", "و",
]  # fmt: skip
TEXTS = st.text() | st.lists(st.sampled_from([*PIECES, "et demi", "\u00a0", "\u202f"])).map(
    " ".join
)


@given(TEXTS, TAGS)
def test_spans_are_inside_the_text_in_order_and_apart(text: str, tag: str) -> None:
    end = 0
    for figure in read(text, tag):
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert figure.span.of(text) == figure.text
        assert figure.value in figure.values
        end = figure.span.end


@given(st.integers(min_value=0, max_value=10**15), TAGS)
def test_integers_in_the_format_of_the_locale_are_read_back(number: int, tag: str) -> None:
    written = format_decimal(number, locale=tag.replace("-", "_"))
    (figure,) = read(f"( {written} )", tag)
    assert number in figure.values


@given(
    st.decimals(min_value=0, max_value=10**6, places=2).filter(lambda d: d % 1 != 0),
    st.sampled_from(tags()),
)
def test_decimals_in_the_format_of_the_locale_are_read_back(number: Decimal, tag: str) -> None:
    written = format_decimal(number, locale=tag.replace("-", "_"))
    (figure,) = read(f"( {written} )", tag)
    assert Fraction(number) in figure.values


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from(tags()))
def test_dates_in_the_long_format_of_the_locale_are_read_back(day: date, tag: str) -> None:
    written = format_date(day, "long", locale=tag.replace("-", "_"))
    found = {value for figure in read(written, tag) for value in figure.values}
    assert {day.day, day.month, day.year} <= found


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("zh-Hans", "上午约十时", [(10, "time")]),
        ("zh-Hans", "凌晨四点半", [(4, "time"), (30, "time")]),
        ("ja", "午前七時に", [(7, "time")]),
        ("zh-Hans", "有一点贵", []),
        ("zh-Hans", "第九区", [(9, "ordinal")]),
        ("zh-Hans", "提升至Ⅱ级", [(2, "ordinal")]),
        ("zh-Hans", "十一公里", [(11, "number")]),
        ("en", "at 11 mph", [(11, "number")]),
        ("en", "4 to 6 percent", [(4, "percent"), (6, "percent")]),
    ],
)
def test_small_numerals_that_the_next_word_gives_away(
    tag: str, text: str, expected: list[tuple[int, str]]
) -> None:
    assert kinds(text, tag) == expected


@pytest.mark.parametrize(
    ("tag", "text", "readings"),
    [
        ("th", "พ.ศ. 2567", {2567, 2024}),
        ("zh-Hans", "佛历2567年", {2567, 2024}),
        ("ar", "عام 1446 هـ", {1446, 2024, 2025}),
        ("id", "tahun 1446 H", {1446, 2024, 2025}),
        ("fr", "l’an 1446 de l’hégire", {1446, 2024, 2025}),
        ("en", "the year 1446", {1446}),
        ("zh-Hans", "二三十分钟", {20, 30}),
    ],
)
def test_years_of_other_eras_and_numbers_in_between_have_every_reading(
    tag: str, text: str, readings: set[int]
) -> None:
    (figure,) = read(text, tag)
    assert figure.values == readings


@pytest.mark.parametrize(
    ("tag", "text", "names"),
    [
        ("en", "600 Mbit/s", ["megabit_per_second"]),
        ("fr", "600 Mbit/h", ["megabit_per_hour"]),
        ("de", "350 km/k", ["kilometre_per_k"]),
        ("ru", "90 км/ч", ["kilometre_per_hour"]),
        ("it", "800 km/ora", ["kilometre_per_hour"]),
        ("en", "5 mg/l", []),
        ("zh-Hans", "350公里/小时", ["kilometre_per_hour"]),
        ("es", "a las 9:30 del domingo", []),
    ],
)
def test_compound_units(tag: str, text: str, names: list[str]) -> None:
    assert [unit.name for unit in read(text, tag)[-1].units] == names
