"""Text and its parts: spans, blocks, segments, beads, bitexts and pairs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Side = Literal["source", "target"]
Kind = Literal["heading", "paragraph", "item", "cell"]
Form = Literal["plain", "markdown", "html", "bitext"]
"""What a file is: text as typed, markup that is shown or was unpacked, or units with two sides."""
ElementKind = Literal[
    "heading", "item", "table", "row", "quote", "link", "image", "code", "strong", "emphasis", "tag"
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def shifted(self, by: int) -> "Span":
        """Give the span moved by a number of code points."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """Give the text that the span marks."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell of a document; segments never cross blocks."""

    kind: Kind
    span: Span
    line: int
    """Line of the file where the block begins, from 1."""
    excluded: str = ""
    """Why the block is not part of the article ("boilerplate", "empty"); empty when it is."""
    unit: str = ""
    """Identifier of the translation unit in a bitext file."""
    note: str = ""
    """Notes of the translation unit in a bitext file."""
    state: str = ""
    """State of the unit where its file calls it unfinished, such as "fuzzy"."""
    limit: int = 0
    """Characters that the unit's translation may have at most; 0 where the file sets none."""
    forms: tuple[int, int] = (0, 0)
    """Plural forms that the first unit of an entry has, and those that its file declares."""
    edges: tuple[str, str] = ("", "")
    """White space of the unit before and after its text."""


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of markup, or an inline tag of a translation unit."""

    kind: ElementKind
    span: Span
    """What it encloses in `Document.text`; empty where nothing is kept of it, as for a picture."""
    value: str = ""
    """Level of a heading, address of a link or picture, name of a tag such as "g 1" or "/g 1"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text exactly as decoded (markup containers: as unpacked), with its blocks in order."""

    path: str
    lang: str
    """BCP 47 tag; empty until it is known."""
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    notices: tuple[str, ...] = ()
    """What the reader wants people to know, such as a guessed encoding."""
    form: Form = "plain"
    elements: tuple[Element, ...] = ()
    """Markup that the reader found, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading or item: `segment.text == document.text[segment.span]`."""

    index: int
    """Position among all segments of the document, from 0, excluded ones included."""
    text: str
    span: Span
    kind: Kind
    block: int
    """Position of its block in `Document.blocks`."""
    lines: tuple[int, int]
    """First and last line of the file that it stands on, from 1."""
    lang: str = ""
    """BCP 47 tag of this very segment."""
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that translate each other, by index; one side may be empty (a null bead)."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    cost: float = 0.0
    """Cost of the bead in the alignment programme, in nats; lower is better."""
    probability: float | None = None
    """Probability in [0, 1] that the bead is right; None when the bitext came aligned."""
    moved: bool = False
    """The source stands elsewhere in its document than the order of the target foretells."""
    alone: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    """Per segment of the source and of the target: the probability in [0, 1] that it has no
    counterpart, though the bead may join it to one; empty when the bitext came aligned."""

    @property
    def shape(self) -> str:
        """Give the bead's type as people write it, such as "2-1"."""
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two documents, their segments and the beads that join them.

    Every segment that is not excluded is in exactly one bead; excluded ones are in none. Beads are
    in the order of both texts, but those that were moved stand where the target has them.
    """

    source: Document
    target: Document
    source_segments: tuple[Segment, ...]
    target_segments: tuple[Segment, ...]
    beads: tuple[Bead, ...]

    def sides(self, bead: Bead) -> tuple[Segment, Segment]:
        """Give both sides of a bead that is no null, each as one segment."""
        return (
            joined([self.source_segments[i] for i in bead.source], self.source),
            joined([self.target_segments[j] for j in bead.target], self.target),
        )


@dataclass(frozen=True, slots=True)
class Score:
    """A named value in [0, 1], higher is better; never compared across signatures.

    `ter` alone is an error rate: lower is better, and it may be above 1.
    """

    name: str
    value: float
    signature: str
    worst: Span | None = None
    """Part of the target that costs the score most, counted from the start of its text."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead with text on both sides; several segments of a side are joined into one."""

    index: int
    """Number of the row in the report, from 1."""
    source: Segment
    target: Segment
    bead: Bead
    scores: tuple[Score, ...] = ()

    def score(self, name: str) -> float | None:
        """Give the value of a score, or None where it was not computed."""
        return next((s.value for s in self.scores if s.name == name), None)


def joined(segments: Sequence[Segment], document: Document) -> Segment:
    """Join neighbouring segments into one, sliced from the first start to the last end."""
    first, last = segments[0], segments[-1]
    if first is last:
        return first
    span = Span(first.span.start, last.span.end)
    return replace(
        first, text=span.of(document.text), span=span, lines=(first.lines[0], last.lines[1])
    )


def unjoined(segments: Sequence[Segment], whole: Segment, span: Span) -> tuple[int, Span]:
    """Give the segment in which a span of a joined segment begins, and the span there, cut to it.

    Args:
        segments: all segments of the side.
        whole: as `joined` gives it.
        span: counted from the start of `whole`.
    """
    at = whole.span.start + span.start
    holder = next(s for s in segments[whole.index :] if s.span.end > at)
    start = max(at - holder.span.start, 0)
    end = min(whole.span.start + span.end - holder.span.start, len(holder.text))
    return holder.index, Span(start, max(start, end))
