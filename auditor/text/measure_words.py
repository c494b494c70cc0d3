"""Small numbers in Han signs that a measure word or the word for month gives away: 六名, 十一月."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_ONES = "〇一二三四五六七八九"
_TENS = "一二三四五六七八九十"
_COUNTED = re.compile(
    r"(?<![第〇零一二三四五六七八九十百千万萬亿億兆几幾数數两兩拜期周週\d之])"
    r"(?:(?P<tens>[二三四五六七八九]?)(?P<ten>十))?(?P<ones>[二三四五六七八九两兩]?)"
    r"[多余餘]?(?P<what>个月|個月|小时|小時|时间|時間|分钟|分鐘"
    r"|公里|千米|英里|公斤|英尺|美元|欧元|歐元|平方|立方"
    r"|[个個名位人天次处處座家條条岁歲歳只隻件項项場场枚支批套架艘辆輛棵篇張张届屆部块塊吨噸倍户戶例起年](?!级))"
    r"(?![分赛賽组組])"
)
_MONTH = re.compile(
    r"(?<![〇零一二三四五六七八九十百\d个個])(十[一二]|[一二三四五六七八九十])月(?![个個光亮色球饼餅])"
)


_NUMERAL = re.compile("[一二三四五六七八九十两兩]")
"""What every number here has one of."""


class Count(NamedTuple):
    """A small number, with its place in the text."""

    start: int
    end: int
    value: int
    kind: Literal["number", "date"]


def counts(text: str) -> Iterator[Count]:
    """Give the numbers from two to ninety-nine before a measure word, and the months."""
    if not _NUMERAL.search(text):
        return
    for match in _COUNTED.finditer(text):
        ones = match["ones"].translate(str.maketrans("两兩", "二二"))
        tens = (_ONES.index(match["tens"]) if match["tens"] else 1) if match["ten"] else 0
        value = tens * 10 + (_ONES.index(ones) if ones else 0)
        if value > 1:
            end = match.end("ones") if match["ones"] else match.end("ten")
            yield Count(match.start(), end, value, "number")
    for match in _MONTH.finditer(text):
        value = _TENS.index(match[1][-1]) + 1 + 10 * (len(match[1]) - 1)
        yield Count(match.start(), match.end(1), value, "date")
