"""Lines of a text file: they end with LF, CR LF or CR, and with nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.core.bitext import Span
from auditor.core.errors import UnreadableFile
from auditor.formats.files import shown

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file without outer white space."""

    number: int
    """Number of the line, from 1."""
    span: Span
    text: str


def line_spans(text: str, start: int = 0) -> Iterator[Span]:
    """Give where each line stands, its end included; the last newline makes no further line."""
    for match in _LINE.finditer(text, start):
        if match.end() > match.start():
            yield Span(match.start(), match.end())


def lines(text: str) -> tuple[Line, ...]:
    """Give the lines of a text without their outer white space."""
    return tuple(
        Line(number, span, span.of(text))
        for number, span in enumerate(
            (stripped(text, whole) for whole in line_spans(text)), start=1
        )
    )


def stripped(text: str, span: Span) -> Span:
    """Give a span without its outer white space; an empty one where it holds nothing else."""
    whole = span.of(text)
    inner = whole.strip()
    start = span.start + (whole.find(inner) if inner else 0)
    return Span(start, start + len(inner))


def check_lines(text: str, path: str, limit: int) -> None:
    """Refuse text with a line that is too long to be prose.

    Raises:
        UnreadableFile: a line has more characters than the limit.
    """
    for number, span in enumerate(line_spans(text), start=1):
        length = len(span.of(text).rstrip("\r\n")) if len(span) > limit else 0
        if length > limit:
            raise UnreadableFile(
                f"line {number} of {shown(path)} has {length:,} characters, and the limit "
                f"is {limit:,}: break it into paragraphs, or raise max_line_chars under [input] "
                "in the configuration"
            )
