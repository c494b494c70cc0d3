"""A text without what it quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language
from auditor.text.paragraphs import BLANK
from auditor.text.unquoted import unquoted


@pytest.mark.parametrize(
    ("lang", "text", "own"),
    [
        ("fr", "Il dit : « Tu viens ? » puis part.", "Il dit :  puis part."),
        ("de", "Er rief: „Komm du!“ und ging.", "Er rief:  und ging."),
        ("zh-Hans", "他说：“你来。”然后走了。", "他说：然后走了。"),
        ("ja", "彼は「来い」と言った。", "彼はと言った。"),
        ("ru", "— Ты готов? — спросил он.", ""),
        ("en", "He left.", "He left."),
    ],
)
def test_quotations_and_speech_are_blank(lang: str, text: str, own: str) -> None:
    (clean,) = unquoted([text], language(lang))
    assert clean.replace(BLANK, "") == own


def test_a_quotation_runs_over_paragraphs() -> None:
    first, second = unquoted(["Il dit : « Tu viens.", "Tu pars. » Voilà."], language("fr"))
    assert first.rstrip(BLANK) == "Il dit : "
    assert second.lstrip(BLANK) == " Voilà."


@given(st.lists(st.text(alphabet="ab «»“”\"'—.", max_size=30), max_size=4))
def test_every_paragraph_keeps_its_length(texts: list[str]) -> None:
    clean = unquoted(texts, language("fr"))
    assert [len(text) for text in clean] == [len(text) for text in texts]
