"""Pairs of quotation marks in a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language
from auditor.text.quotations import quotations


@pytest.mark.parametrize(
    ("lang", "lines", "styles"),
    [
        ("en", ['He said “yes” and "no".'], ["“”", '""']),
        ("fr", ["« oui “non” »"], ["«»"]),
        ("de", ["„ja“ »nein« “foo”"], ["„“", "»«", "“”"]),
        ("ru", ["«Роман „Идиот“»"], ["«»"]),
        ("zh-Hans", ["他说“好”。她说“斯坦福桥“。"], ["“”", "““"]),
        ("ja", ["「彼は『行く』と言った」"], ["「」"]),
        ("ar", ["قال «نعم» و”لا“."], ["«»", "”“"]),
        ("en", ["“It rained.", "It stopped.”"], ["“”"]),
        ("en", ["“It rained.", 'It stopped."'], ['“"']),
    ],
)
def test_outermost_quotations(lang: str, lines: list[str], styles: list[str]) -> None:
    outer, strays = quotations(lines, language(lang))
    assert [quotation.style for quotation in outer] == styles
    assert not strays


@given(
    st.lists(st.text(alphabet='ab “”«»„"「」.,', max_size=20), max_size=5),
    st.sampled_from(["en", "fr", "de", "zh-Hant", "ar", "xx"]),
)
def test_every_mark_is_used_once_and_opens_before_it_closes(lines: list[str], lang: str) -> None:
    outer, strays = quotations(lines, language(lang))
    ends = [mark for pair in outer for mark in (pair.opening, pair.closing)] + list(strays)
    places = [(mark.position, mark.offset) for mark in ends]
    assert len(set(places)) == len(places)
    assert all(lines[mark.position][mark.offset] == mark.sign for mark in ends)
    for pair in outer:
        assert (pair.opening.position, pair.opening.offset) < (
            pair.closing.position,
            pair.closing.offset,
        )
