"""Months and days of the week by name."""

import pytest

from auditor.text.calendar_names import months, weekdays
from auditor.text.language import language


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "on July 26, in June, on 21 Feb. and 4/5/2020", [{7}, {6}, {2}, {4, 5}]),
        ("en", "May I ask whether they march on March 3?", [{3}]),
        ("zh-Hans", "7月5日，十一月的三个月", [{7}, {11}]),
        ("fr", "le 3 mars et en août", [{3}, {8}]),
        ("ru", "5 мая, в июне и к октябрю", [{5}, {6}, {10}]),
        ("uk", "5 травня, у жовтні", [{5}, {10}]),
        ("ar", "في 5 مايو وفي يونيو", [{5}, {6}]),
        ("vi", "ngày 7 tháng 11, tháng 5", [{11}, {5}]),
        ("ko", "7월 3일", [{7}]),
        ("en", "in May, since March, from Nov to Mar", [{5}, {3}, {11}, {3}]),
        ("en", "Theresa May said by March that mar and nov are short", []),
        ("de", "von Nov. bis März", [{11}, {3}]),
        ("es", "de nov a mar", [{11}, {3}]),
    ],
)
def test_months_are_read_in_every_form(tag: str, text: str, found: list[set[int]]) -> None:
    assert [set(month.numbers) for month in months(text, language(tag))] == found


def test_a_month_knows_its_day() -> None:
    found = months("On 26 July, in August", language("en"))
    assert [(month.day, month.span.of("On 26 July, in August")) for month in found] == [
        (26, "July"),
        (0, "August"),
    ]


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "on Tuesday and Sundays; the sun", [2, 7]),
        ("zh-Hant", "週二、星期天與禮拜六", [2, 7, 6]),
        ("ru", "в среду, но не среди пятниц: в пятницу", [3, 5]),
        ("ar", "يوم الثلاثاء وأحد الأيام", [2]),
        ("vi", "hôm thứ Ba, lần thứ hai", [2]),
        ("id", "hari Minggu, dua minggu", [7]),
        ("xx", "Tuesday", []),
    ],
)
def test_days_of_the_week_are_no_other_words(tag: str, text: str, found: list[int]) -> None:
    assert [day.number for day in weekdays(text, language(tag))] == found
