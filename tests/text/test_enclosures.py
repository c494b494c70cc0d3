"""Quotation marks and brackets find their partners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.enclosures import enclosures
from auditor.text.language import language, tags


def inside(text: str, tag: str) -> list[str]:
    return [text[pair.start + 1 : pair.end] for pair in enclosures(text, language(tag))]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "He said “yes (no)” and ‘maybe’", ["yes (no)", "no", "maybe"]),
        ("en", 'the "old" and "new" one', ["old", "new"]),
        ("en", "it's the dogs’ ball", []),
        ("fr", "dit « oui » et “non”", [" oui ", "non"]),
        ("de", "sagte „ja“ und »nein«", ["ja", "nein"]),
        ("de", "la «casa» bianca", ["casa"]),
        ("ru", "«слово „внутри“ слова»", ["слово „внутри“ слова", "внутри"]),
        ("zh-Hant", "他說「好『嗎』」（笑）", ["好『嗎』", "嗎", "笑"]),
        ("zh-Hans", "他说“好‘吗’”", ["好‘吗’", "吗"]),
        ("ar", "قال «نعم» (لا)", ["نعم", "لا"]),
        ("en", "a closing) mark and an (opening", []),
        ("en", "crossed (“marks)”", ["“marks"]),
    ],
)
def test_pairs(tag: str, text: str, expected: list[str]) -> None:
    assert inside(text, tag) == expected


@given(st.text("ab .()“”‘’«»\"'「」", max_size=40), st.sampled_from(tags()))
def test_pairs_never_cross(text: str, tag: str) -> None:
    pairs = enclosures(text, language(tag))
    assert [pair.start for pair in pairs] == sorted({pair.start for pair in pairs})
    for one in pairs:
        assert one.start < one.end
        for two in pairs:
            assert not one.start < two.start < one.end < two.end
