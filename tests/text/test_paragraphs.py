"""What is no prose, in a sentence as in a whole document; segments put back into paragraphs."""

import pytest

from auditor.core.bitext import Block, Document, Segment, Span
from auditor.text.paragraphs import BLANK, paragraphs, prose

LINES = (
    "Le prix monte de 3 % ; voir https://example.org/prix (en anglais).",
    "Schreiben Sie an info@example.org, oder lesen Sie README.md :-)",
    "参见 `make test` 与 {name} 的说明。",
    "Откройте %s и нажмите &amp;, затем #тест.",
    "Rien à signaler.",
)


def test_a_long_text_has_the_prose_of_its_lines() -> None:
    text = "\n".join(LINES * 40)
    assert prose(text) == "\n".join(prose(line) for line in LINES * 40)
    assert len(prose(text)) == len(text)


@pytest.mark.parametrize(
    "hidden", ["```\nx = 1\n```", "<!-- a\nb -->", '[link](https://example.org\n"title")']
)
def test_parts_that_go_on_in_the_next_line_are_no_prose(hidden: str) -> None:
    lines = "Une phrase sans rien.\n" * 150
    assert prose(lines + hidden + "\nFin.") == lines + BLANK * len(hidden) + "\nFin."


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("@user31我从来没有用过它。", "@user31"),
        ("#DCUは二本とも外した。", "#DCU"),
        ("@maria.k не пришла.", "@maria.k"),
        ("Смотрите #тест сегодня.", "#тест"),
    ],
)
def test_account_or_hashtag_ends_with_its_letters(text: str, hidden: str) -> None:
    assert prose(text) == text.replace(hidden, BLANK * len(hidden))


def test_segments_are_put_back_into_their_paragraphs() -> None:
    text = "One. Two.\nThree."
    places = [(0, 4, 0), (5, 9, 0), (10, 16, 1)]
    segments = tuple(
        Segment(i, text[a:b], Span(a, b), "paragraph", block, (1, 1))
        for i, (a, b, block) in enumerate(places)
    )
    blocks = (Block("paragraph", Span(0, 9), 1), Block("paragraph", Span(10, 16), 2))
    document = Document("text.txt", "en", text, blocks)
    assert [p.text for p in paragraphs(segments, document)] == ["One. Two.", "Three."]
    fewer = segments[1:]
    assert [p.text for p in paragraphs(fewer, document)] == ["Two.", "Three."]
