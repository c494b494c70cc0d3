"""Plain text: paragraphs, headings, list items, and lines that were wrapped by hand."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.core.bitext import Block, Kind, Span
from auditor.formats.lines import Line, lines

_MARK = r"[-*+•‣◦▪–—·・●○■□]"
_NUMBER = r"\(?(?:\d{1,3}|[A-Za-z])[.)）、]|[①-⑳]"
_ITEM = re.compile(rf"(?:{_MARK}|{_NUMBER})(?:\s|(?<=[•・●①-⑳）、]))")
_CLOSERS = r"[\"'”’»«“„)\]）」』】〉》\s]*\Z"
_ENDS = re.compile(r"[.!?…。！？；;:：,，、؟۔।॥።։៖]" + _CLOSERS)
_SENTENCE_END = re.compile(r"[.!?…。！？:：؟۔।॥።։]" + _CLOSERS)
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]"
)

_HEADING = 80
"""Columns that a heading has at most."""
_NARROWEST, _WIDEST = 55, 120
"""Columns between which text is taken to be wrapped by hand."""
_SLACK = 2
"""Columns by which a wrapped line may fall short (no mark may begin a line in Chinese)."""
_SHARE = 0.8
"""Share of a text's inner line ends that must fall where a wrapping editor puts them."""


def blocks(text: str, *, segmented: bool = False) -> tuple[Block, ...]:
    """Give the blocks of a plain text, in order and disjoint.

    Every line with text is a block, save that lines wrapped at a fixed column, as in e-mail
    and in books of Project Gutenberg, are joined. With `segmented` every line is a block, and
    blank ones are excluded as "empty".
    """
    if segmented:
        return tuple(
            Block("paragraph", line.span, line.number, "" if line.text else "empty")
            for line in lines(text)
        )
    return tuple(_blocks(lines(text)))


def _blocks(found: Sequence[Line]) -> Iterator[Block]:
    runs = tuple(_runs(found))
    column = wrap_column(runs)
    for run in runs:
        for part in _joined(run, column):
            first, last = part[0], part[-1]
            kind = _kind(first, alone=len(run) == 1)
            yield Block(kind, Span(first.span.start, last.span.end), first.number)


def _runs(found: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Give the lines between blank lines."""
    run: list[Line] = []
    for line in found:
        if line.text:
            run.append(line)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _kind(line: Line, *, alone: bool) -> Kind:
    if _ITEM.match(line.text):
        return "item"
    short = len(line.text) <= _HEADING and columns(line.text) <= _HEADING
    return "heading" if alone and short and not _ENDS.search(line.text) else "paragraph"


def wrap_column(runs: Sequence[Sequence[Line]]) -> int:
    """Give the column at which a text was wrapped by hand, or 0 when it was not.

    An editor breaks a line where its next word would not have fitted. A text counts as wrapped
    when that holds of most line ends inside its paragraphs and when about half of them are not
    ends of sentences; in a text of one sentence a line, neither holds.
    """
    pairs = [(a, b) for run in runs for a, b in pairwise(run) if _flows(a, b)]
    widths = [columns(line.text) for run in runs for line in run if len(run) > 1]
    if len(pairs) < 2 or max(widths) > _WIDEST:
        return 0
    column = max(columns(a.text) for a, _ in pairs)
    if column < _NARROWEST:
        return 0
    full = sum(1 for a, b in pairs if _is_full(a, b, column))
    open_ended = sum(1 for a, _ in pairs if not _SENTENCE_END.search(a.text))
    return column if full >= _SHARE * len(pairs) and open_ended * 2 >= len(pairs) else 0


def _joined(run: Sequence[Line], column: int) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in run:
        if part and not (column and _flows(part[-1], line) and _is_full(part[-1], line, column)):
            yield part
            part = []
        part.append(line)
    yield part


def _flows(line: Line, following: Line) -> bool:
    return not (_ITEM.match(following.text) or following.text[0] in ">|" or line.text[0] in ">|")


def _is_full(line: Line, following: Line, column: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on this one."""
    width = columns(line.text)
    word = following.text.split(None, 1)[0]
    if _WIDE.match(word):
        return width + 2 + _SLACK * 2 > column
    return width + 1 + columns(word) + _SLACK > column


def columns(text: str) -> int:
    """Give the width of a text on a terminal: wide characters take two columns."""
    if text.isascii():
        return len(text)
    marks = sum(1 for char in text if unicodedata.combining(char))
    return len(text) + len(_WIDE.findall(text)) - marks
