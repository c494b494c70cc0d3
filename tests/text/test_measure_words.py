"""Small numbers in Han signs."""

import pytest

from auditor.text.measure_words import counts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("至少有六名人质，两座桥，二十三家公司", [(6, "number"), (2, "number"), (23, "number")]),
        ("并在十一月提交", [(11, "date")]),
        ("三人が二回来た", [(3, "number")]),
        ("在禮拜三時間，四人賽，第三个，几十个，一个", []),
        ("三个月后，月亮很圆", [(3, "number")]),
    ],
)
def test_numbers_before_measure_words(text: str, found: list[tuple[int, str]]) -> None:
    assert [(count.value, count.kind) for count in counts(text)] == found
    for count in counts(text):
        assert text[count.start : count.end]
