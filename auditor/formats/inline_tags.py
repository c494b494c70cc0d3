"""Inline tags of XLIFF and TMX: what stands for the formatting of a unit's text."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from auditor.formats.safe_xml import local_name

_ENCLOSING = frozenset(("g", "pc", "hi"))
_NO_TAGS = frozenset(("mrk", "sub", "it", "cp", "sm", "em"))
"""Elements that mark text for people or tools, or that nothing is closed by."""
_NAMES = ("id", "startRef", "rid", "i", "x")


@dataclass(frozen=True, slots=True)
class InlineTag:
    """A tag such as "g 1", "/g 1", "x 2" or "bpt 1", and where it stands in the text."""

    name: str
    start: int
    end: int
    """End of the text that the tag holds itself, such as the code in a placeholder."""


def inline_tags(node: etree._Element | None) -> tuple[InlineTag, ...]:
    """Give the tags of a source, a target or a segment element, in order."""
    return () if node is None else tuple(_inside(node, 0))


def _inside(node: etree._Element, place: int) -> Iterator[InlineTag]:
    place += len(node.text or "")
    for child in node:
        size = len("".join(map(str, child.itertext())))
        name = local_name(child) if isinstance(child.tag, str) else ""
        label = next((child.get(key) for key in _NAMES if child.get(key)), "")
        full = f"{name} {label}".strip()
        if name in _ENCLOSING:
            yield InlineTag(full, place, place)
            yield from _inside(child, place)
            yield InlineTag(f"/{full}", place + size, place + size)
        elif name in _NO_TAGS:
            yield from _inside(child, place)
        elif name:
            yield InlineTag(full, place, place + size)
        place += size + len(child.tail or "")
