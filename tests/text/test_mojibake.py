"""Texts read in the wrong encoding are found and put right; texts read rightly are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language
from auditor.text.mojibake import garbled


@pytest.mark.parametrize(
    ("text", "read_as", "lang", "first"),
    [
        ("Größe und Maß", "cp1252", "de", "öß"),
        ("Größe und Maß", "latin-1", "de", "öß"),
        ("naïve idea", "mac_roman", "en", "ï"),
        ("naïve idea", "cp437", "en", "ï"),
        ("привет всем", "cp1251", "ru", "привет"),
        ("привет всем", "cp1252", "ru", "привет"),
        ("مرحبا", "cp1256", "ar", "مرحبا"),
        ("我们明天见", "latin-1", "zh-Hans", "我们明天见"),
        ("今日は良い天気", "cp1252", "ja", "今日"),
    ],
)
def test_utf8_read_as_something_else(text: str, read_as: str, lang: str, first: str) -> None:
    seen = text.encode().decode(read_as, "ignore")
    assert garbled(seen, language(lang))[0].meant == first


@pytest.mark.parametrize(
    ("text", "encoding", "lang"),
    [
        ("我们明天见面。", "gb18030", "zh-Hans"),
        ("привет", "cp1251", "ru"),
        ("공부합니다", "cp949", "ko"),
    ],
)
def test_older_encodings_read_as_western(text: str, encoding: str, lang: str) -> None:
    found = garbled(text.encode(encoding).decode("latin-1"), language(lang))
    assert [g.meant for g in found] == [text]


@given(st.text(alphabet="abcéèàçùôîû «»“”’…—.,!?\u00a0", max_size=60))
def test_small_letters_and_marks_of_french_are_left_alone(text: str) -> None:
    assert garbled(text, language("fr")) == ()


@given(st.text(alphabet="абвгдеёжзийклмнопрстухц «»—.,!?", max_size=60))
def test_russian_is_left_alone(text: str) -> None:
    assert garbled(text, language("ru")) == ()
