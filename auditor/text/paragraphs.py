"""Segments put back into paragraphs, and the parts of a text that are no prose."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from auditor.core.bitext import Document, Segment, Span
from auditor.core.mqm import Place

BLANK = "\ufffc"
"""Object replacement character: it stands for each character that is no prose."""

_ADDRESS = r"[^\s<>\"'«»“”„‘’`(){}（）「」『』【】《》，。；：！？、]"
_OPAQUE = regex.compile(
    rf"(?:[a-z][a-z0-9+.-]{{1,11}}://|www\.)(?:{_ADDRESS}|\({_ADDRESS}*\))*"
    r"(?<![.,;:!?])"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w&])[@#](?:[\p{Latin}\d_][\p{Latin}\d_.-]*(?<![.-])|[\w.-]*\w)"
    r"|```.*?```|`[^`\n]+`"
    r"|</?[A-Za-z][^<>\n]{0,300}>|<!--.*?-->"
    r"|&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});"
    r"|\{\{[^{}\n]*\}\}|\$?\{[\w.:,!@#$%^&*+= -]*\}|%\([\w.-]+\)[a-z]|%[sdif@]\b"
    r"|!?\[[^\[\]\n]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"
    r"|\b[A-Za-z]:\\[^\s]*|(?<!\w)(?:\.{0,2}/)?(?:[\w-]+/)+[\w-]+\.\w{1,5}\b"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|gov|info|io|app|dev|fr|de|uk|ru|cn|jp|br"
    r"|txt|md|html?|pdf|docx?|xlsx?|csv|json|xml|ya?ml|toml|py|js|exe|jpe?g|png|gif|svg|zip)\b"
    r"|\b\w+(?:::\w+)+(?:\(\))?|\b\w+(?:\.\w+)*\(\)"
    r"|(?<!\S):[a-z][a-z0-9_+-]{1,30}:"
    r"|(?<![\w)\]])(?:[:;=8xX][-^o']?[()\[\]DPpOo3/\\|*]+|[(\[][-^o']?[:;=])(?!\w)",
    regex.DOTALL,
)

_SIGNS = regex.compile(
    r"[/@#`<&{%\[\\=]|\.[A-Za-z]|[:;]\S|[8xX][-^o']?[()DPpOo3|*\]]|\(\)|\([-^o']?[:;]|www\."
)
"""What every part that is no prose has one of: most sentences have none, and are let through."""


_SHORT = 2000
"""Characters from which a text is read line by line: most lines have none of these signs."""
_OVER_LINES = regex.compile(r"```|<!--|\]\([^()\s]*[^\S\n]*\n")
"""What may begin a part that is no prose and that goes on in the next line."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Neighbouring segments of one block, with the text between them."""

    segments: tuple[Segment, ...]
    text: str
    """Slice of the document from the first segment's start to the last one's end."""

    def place(self, start: int, end: int) -> Place | None:
        """Give the place of a span of `text`, cut to the segment in which it begins.

        None when the span begins between two segments.
        """
        offset = self.segments[0].span.start
        for segment in self.segments:
            if segment.span.start <= start + offset < segment.span.end:
                first = start + offset - segment.span.start
                last = min(end + offset, segment.span.end) - segment.span.start
                return Place(segment.index, Span(first, max(first, last)))
        return None

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Give the span of `text` as one place, or as its two ends when it crosses segments."""
        first = self.place(start, end)
        whole = end - start
        if first is None or len(first.span) == whole:
            return () if first is None else (first,)
        head, tail = self.place(start, start + 1), self.place(end - 1, end)
        return tuple(place for place in (head, tail) if place is not None)


def paragraphs(segments: Sequence[Segment], document: Document) -> tuple[Paragraph, ...]:
    """Put segments, in order, back into the paragraphs that they were cut from."""
    return _paragraphs_of(_Whole(tuple(segments), document))


class _Whole:
    """Segments of a document, the same for all checks: compared by identity, which is quick."""

    __slots__ = ("document", "segments")

    def __init__(self, segments: tuple[Segment, ...], document: Document) -> None:
        self.segments, self.document = segments, document

    def __hash__(self) -> int:
        return id(self.segments)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Whole)
            and self.segments is other.segments
            and self.document is other.document
        )


@functools.lru_cache(maxsize=2)
def _paragraphs_of(whole: _Whole) -> tuple[Paragraph, ...]:
    return tuple(_paragraphs(whole.segments, whole.document))


def _paragraphs(segments: Sequence[Segment], document: Document) -> Iterator[Paragraph]:
    for _, group in itertools.groupby(segments, key=lambda segment: segment.block):
        members = tuple(group)
        span = Span(members[0].span.start, members[-1].span.end)
        yield Paragraph(members, span.of(document.text))


@functools.lru_cache(maxsize=1 << 18)
def prose(text: str) -> str:
    """Give the text at its full length, with all that is no prose replaced by `BLANK`.

    No prose are addresses, accounts, hashtags, code, tags, entities, placeholders, links, paths,
    file and domain names, and emoticons.
    """
    if not _SIGNS.search(text):
        return text
    if len(text) > _SHORT and "\n" in text and not _OVER_LINES.search(text):
        return "\n".join(map(prose, text.split("\n")))
    return _OPAQUE.sub(lambda match: BLANK * len(match.group()), text)
