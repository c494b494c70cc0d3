"""Translation units, and how a bitext is made of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.core.bitext import Bead, Bitext, Block, Document, Element, Segment, Span
from auditor.core.errors import InputError
from auditor.formats.decoding import Decoded
from auditor.formats.files import shown
from auditor.formats.inline_tags import InlineTag


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation, as a bitext file holds them; either may be missing."""

    source: str
    target: str
    line: int
    """Line of the file where the unit begins, from 1."""
    id: str = ""
    note: str = ""
    excluded: str = ""
    """Why the unit is not to be audited; empty when it is."""
    state: str = ""
    """State of an unfinished translation, such as "fuzzy"."""
    limit: int = 0
    """Characters that the translation may have at most; 0 for no limit."""
    forms: tuple[int, int] = (0, 0)
    """Plural forms that the first unit of an entry has, and those that the file declares."""
    source_tags: tuple[InlineTag, ...] = ()
    target_tags: tuple[InlineTag, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a file, and the languages that it states ("" where it does not)."""

    units: tuple[Unit, ...]
    source_lang: str = ""
    target_lang: str = ""


class _Side:
    """One side of a bitext while it grows."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.segments: list[Segment] = []
        self.elements: list[Element] = []
        self._start = 0

    def add(self, text: str, unit: Unit, tags: Iterable[InlineTag]) -> tuple[int, ...]:
        """Add the text of a unit as a block and a segment; give the bead's part."""
        inner = text.strip()
        if not inner:
            return ()
        start = self._start + text.find(inner)
        span = Span(start, start + len(inner))
        index = len(self.segments)
        for tag in tags:
            ends = (max(span.start, min(self._start + at, span.end)) for at in (tag.start, tag.end))
            self.elements.append(Element("tag", Span(*ends), tag.name))
        before = text.find(inner)
        self.texts.append(text)
        self._start += len(text) + 1
        self.blocks.append(
            Block(
                "paragraph",
                span,
                unit.line,
                unit.excluded,
                unit=unit.id,
                note=unit.note,
                state=unit.state,
                limit=unit.limit,
                forms=unit.forms,
                edges=(text[:before], text[before + len(inner) :]),
            )
        )
        self.segments.append(
            Segment(
                index=index,
                text=inner,
                span=span,
                kind="paragraph",
                block=index,
                lines=(unit.line, unit.line),
                excluded=unit.excluded,
            )
        )
        return () if unit.excluded else (index,)

    def document(self, path: str, lang: str, decoded: Decoded) -> Document:
        """Make the document of this side: the texts of its units joined by newlines."""
        text = "\n".join(self.texts)
        return Document(
            path,
            lang,
            text,
            tuple(self.blocks),
            decoded.encoding,
            decoded.notices,
            form="bitext",
            elements=tuple(self.elements),
        )


def bitext(found: Units, path: str, decoded: Decoded) -> Bitext:
    """Make a bitext of units: a bead for each that is not excluded, null where a side is empty.

    Raises:
        InputError: there is no unit with text.
    """
    source, target = _Side(), _Side()
    beads = [
        Bead(left, right) for left, right in _added(found.units, source, target) if left or right
    ]
    if not beads:
        raise InputError(f"{shown(path)} holds no translation unit with text to audit")
    return Bitext(
        source=source.document(path, found.source_lang, decoded),
        target=target.document(path, found.target_lang, decoded),
        source_segments=tuple(source.segments),
        target_segments=tuple(target.segments),
        beads=tuple(beads),
    )


def _added(
    units: Iterable[Unit], source: _Side, target: _Side
) -> Iterable[tuple[tuple[int, ...], tuple[int, ...]]]:
    for unit in units:
        yield (
            source.add(unit.source, unit, unit.source_tags),
            target.add(unit.target, unit, unit.target_tags),
        )
