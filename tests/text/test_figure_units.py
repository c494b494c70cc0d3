"""Figures that are right and measured in the wrong unit."""

import pytest

from auditor.text.clock import clock_times
from auditor.text.figure_units import lost_signs, unit_mismatches
from auditor.text.language import language


@pytest.mark.parametrize(
    ("source", "target", "tags", "marked"),
    [
        ("It weighs 80 kg.", "Он весит 80 фунтов.", ("en", "ru"), ["80"]),
        ("It cost €90.", "它花了90美元。", ("en", "zh-Hans"), ["90"]),
        ("300 km lang", "300 milhas de comprimento", ("de", "pt-BR"), ["300"]),
        ("It cost HK$90.", "Cela a coûté 90 dollars.", ("en", "fr"), []),
        ("30 yards", "30 mètres", ("en", "fr"), []),
        ("5 in 10 people, 14 won", "5 personnes sur 10, 14 secondes", ("en", "fr"), []),
        ("80 kg and 80 lb", "80 kg e 80 libbre", ("en", "it"), []),
        ("350公里/小时", "350 km/k", ("zh-Hans", "en"), ["350"]),
        ("600 Mbit/s", "600 Mbit/h", ("de", "fr"), ["600"]),
        ("5 мм (1/5 дюйма)", "1/5 mm (5 inches)", ("ru", "en"), ["1/5", "5"]),
        ("每升5毫克", "5 mg/l", ("zh-Hans", "en"), []),
        ("800 kph", "800 km/ora", ("en", "it"), []),
        ("90 км²", "90 km?, mostly forest", ("ru", "en"), []),
    ],
)
def test_units_are_compared_where_the_numbers_agree(
    source: str, target: str, tags: tuple[str, str], marked: list[str]
) -> None:
    assert [figure.text for figure, _ in unit_mismatches(source, target, *tags)] == marked


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "from 9 a.m. to 5:30 p.m.", [(9, "am"), (5, "pm")]),
        ("fr", "à 14 h 30 et à 8 h du soir", [(2, "pm"), (8, "pm")]),
        ("zh-Hans", "上午９点到22时", [(9, "am"), (10, "pm")]),
        ("ko", "오전 7시 19분", [(7, "am")]),
        ("ar", "الساعة ٨ مساء", [(8, "pm")]),
        ("de", "um 12 Uhr mittags, 18 Stück, 3:14:15", []),
        ("zh-Hans", "上午约十时，晚10：08", [(10, "am"), (10, "pm")]),
        ("en", "at 5:00 (EDT) in the afternoon", [(5, "pm")]),
        ("zh-Hant", "26日2時40分（當地14時40分）", [(2, None), (2, "pm")]),
    ],
)
def test_times_tell_their_half_of_the_day(
    tag: str, text: str, found: list[tuple[int, str]]
) -> None:
    times = clock_times(text, language(tag))
    assert [(time.hour, time.half) for time in times] == found


@pytest.mark.parametrize(
    ("source", "target", "tags", "right"),
    [
        ("面积90平方公里", "an area of 90 km?.", ("zh-Hans", "en"), ["km²"]),
        ("42万立方米水", "420,000 m? of water", ("zh-Hans", "en"), ["m³"]),
        ("48 м²", "de 48 m?, en cercle", ("ru", "fr"), ["m²"]),
        ("48 м²", "de 48 km?, en cercle", ("ru", "fr"), []),
        ("48 m lang", "Is it 48 m? Yes", ("de", "en"), []),
        ("48 m²", "Is it 48 m? Yes", ("de", "en"), []),
    ],
)
def test_a_superscript_may_have_become_a_question_mark(
    source: str, target: str, tags: tuple[str, str], right: list[str]
) -> None:
    assert [sign.right for sign in lost_signs(source, target, *tags)] == right
