"""Small numbers in Han signs that the next word gives away: 六名, 十一月, 四点半."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

_ONES = "〇一二三四五六七八九"
_TENS = "一二三四五六七八九十"
_COUNTED = re.compile(
    r"(?<![第〇零一二三四五六七八九十百千万萬亿億兆几幾数數两兩拜期周週\d之])"
    r"(?:(?P<tens>[二三四五六七八九]?)(?P<ten>十))?(?P<ones>(?<=十)一|[二三四五六七八九两兩]?)"
    r"[多余餘]?(?P<what>个月|個月|小时|小時|时间|時間|分钟|分鐘"
    r"|公里|千米|英里|公斤|英尺|美元|欧元|歐元|平方|立方"
    r"|[个個名位人天次处處座家條条岁歲歳只隻件項项場场枚支批套架艘辆輛棵篇張张届屆部块塊吨噸倍户戶例起年](?!级))"
    r"(?![分赛賽组組])"
)
_MONTH = re.compile(
    r"(?<![〇零一二三四五六七八九十百\d个個])(十[一二]|[一二三四五六七八九十])月(?![个個光亮色球饼餅])"
)


_HOUR = re.compile("[点點时時]")
_NOON, _DAY = 12, 24
_SAME = str.maketrans("两兩", "二二")
_CLOCK = regex.compile(
    r"(?P<part>(?:上午|下午|中午|早上|早晨|清晨|凌晨|傍晚|晚上|午前|午後|朝|夜)(?:大约|大約|约|約)?)?"
    r"(?<![〇零一二三四五六七八九十百\d第几幾])(?P<hour>十[一二]?|二十[一二三四]?|[一二三四五六七八九两兩])"
    r"(?:[点點](?P<mark>钟|鐘|整|半|[一三]刻|(?P<minute>[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])分)?"
    r"|[时時](?P<mark>半|许|許|整|(?P<minute>[二三四五]?十[一二三四五六七八九]?)分)?(?![间間候期代刻尚事装裝空速钟鐘]))"
)
"""A time of day in words; without a mark it needs the part of the day before it."""
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


_NUMERAL = re.compile("[一二三四五六七八九十两兩]")
"""What every number here has one of."""


class Count(NamedTuple):
    """A small number, with its place in the text."""

    start: int
    end: int
    value: int
    kind: Literal["number", "date", "time"]
    other: int = -1
    """Another reading: the hour in the other half of the day; -1 without one."""

    @property
    def values(self) -> tuple[int, ...]:
        """Give every reading."""
        return (self.value, self.other) if self.other >= 0 else (self.value,)


def counts(text: str) -> Iterator[Count]:
    """Give the numbers from two to ninety-nine before a measure word, the months and the times."""
    if not _NUMERAL.search(text):
        return
    for match in _COUNTED.finditer(text):
        value = _value((match["tens"] or "") + (match["ten"] or "") + match["ones"])
        if value > 1:
            end = match.end("ones") if match["ones"] else match.end("ten")
            yield Count(match.start(), end, value, "number")
    for match in _MONTH.finditer(text):
        value = _TENS.index(match[1][-1]) + 1 + 10 * (len(match[1]) - 1)
        yield Count(match.start(), match.end(1), value, "date")
    for clock in hours(text):
        hour = hour_of(clock)
        yield Count(*clock.span("hour"), hour, "time", (hour + _NOON) % _DAY)
        if clock["minute"]:
            yield Count(*clock.span("minute"), _value(clock["minute"]), "time")
        elif clock["mark"] in _QUARTERS:
            yield Count(*clock.span("mark"), _QUARTERS[clock["mark"]], "time")


def hours(text: str) -> Iterator["regex.Match[str]"]:
    """Find the times of day whose hour is in Han signs; 一点 alone is no time, but "a little"."""
    for match in _CLOCK.finditer(text) if _HOUR.search(text) else ():
        if match["part"] or match["mark"]:
            yield match


def hour_of(match: "regex.Match[str]") -> int:
    """Give the hour of a time in Han signs, as it is written."""
    return _value(match["hour"])


def _value(numeral: str) -> int:
    """Read a numeral of one or two digits in Han signs."""
    plain = numeral.translate(_SAME).lstrip("零")
    tens, ten, ones = plain.rpartition("十")
    return (_ONES.index(tens) if tens else 1) * 10 * bool(ten) + (_ONES.index(ones) if ones else 0)
