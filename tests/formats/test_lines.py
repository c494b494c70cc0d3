"""Lines of text files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import UnreadableFile
from auditor.formats.lines import check_lines, line_spans, lines

TEXTS = st.text(st.sampled_from("ab \t\r\n\x0b\x0c\u2028\x85字"))


@settings(deadline=None)
@given(TEXTS)
def test_lines_cover_the_text(text: str) -> None:
    assert "".join(span.of(text) for span in line_spans(text)) == text


@settings(deadline=None)
@given(TEXTS)
def test_lines_end_as_in_an_editor(text: str) -> None:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if rows[-1] == "":
        rows.pop()
    assert [line.text for line in lines(text)] == [row.strip() for row in rows]
    assert [line.number for line in lines(text)] == list(range(1, len(rows) + 1))
    assert all(line.span.of(text) == line.text for line in lines(text))


def test_long_lines_are_refused() -> None:
    check_lines("12345\r\n12345\r\n", "a", 5)
    with pytest.raises(UnreadableFile, match="line 2 of a has 6 characters, and the limit is 5"):
        check_lines("12345\n123456\n", "a", 5)
    with pytest.raises(UnreadableFile, match="line 1 of standard input"):
        check_lines("123456", "-", 5)
