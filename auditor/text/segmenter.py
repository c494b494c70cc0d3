"""From the blocks of a document to its segments: sentences, headings, items."""

import bisect
from collections.abc import Iterator
from itertools import count

import regex

from auditor.core.bitext import Block, Document, Segment, Span
from auditor.text.language import Language
from auditor.text.sentences import sentences

_NEWLINE = regex.compile(r"\r\n|\n|\r")


def segment(
    document: Document, language: Language, *, segmented: bool = False
) -> tuple[Segment, ...]:
    """Cut a document into segments, in order.

    A segment lies inside one block, has no spaces around it, and `segment.text` is the slice of
    `document.text` under its span. A block that is excluded gives one excluded segment; a block
    that holds nothing but spaces gives none. Linear in the length of the text.

    Args:
        document: the text and its blocks, in order and disjoint.
        language: profile by which sentences are cut.
        segmented: the text has one sentence a line: every line is one segment, with
            `index == line - 1`; a blank one is a segment without text, excluded as "empty".
    """
    return tuple(_lines(document) if segmented else _sentences(document, language))


def _sentences(document: Document, language: Language) -> Iterator[Segment]:
    index = count()
    for number, block in enumerate(document.blocks):
        text = block.span.of(document.text)
        pieces = (_bare(text, 0, len(text)),) if block.excluded else sentences(text, language)
        line, seen = block.line, 0
        for piece in pieces:
            if not piece:
                continue
            line += _newlines(text, seen, piece.start)
            first = line
            line += _newlines(text, piece.start, piece.end)
            seen = piece.end
            yield Segment(
                index=next(index),
                text=piece.of(text),
                span=piece.shifted(block.span.start),
                kind=block.kind,
                block=number,
                lines=(first, line),
                excluded=block.excluded,
            )


def _newlines(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _NEWLINE.finditer(text, start, end))


def _bare(text: str, start: int, end: int) -> Span:
    """Give the range without the spaces at its ends."""
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, max(begin, start + len(piece.rstrip())))


def _lines(document: Document) -> Iterator[Segment]:
    starts = [block.span.start for block in document.blocks]
    for index, (start, end) in enumerate(_line_ranges(document.text)):
        span = _bare(document.text, start, end)
        number = max(bisect.bisect_right(starts, span.start) - 1, 0)
        block = document.blocks[number] if document.blocks else Block("paragraph", span, index + 1)
        yield Segment(
            index=index,
            text=span.of(document.text),
            span=span,
            kind=block.kind,
            block=number,
            lines=(index + 1, index + 1),
            excluded=block.excluded if span else "empty",
        )


def _line_ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _NEWLINE.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
