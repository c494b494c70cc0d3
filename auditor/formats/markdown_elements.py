"""Markdown: headings, lists, tables, quotations, links, pictures, code and emphasis of a text."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from auditor.core.bitext import Element, ElementKind, Span

_CONTAINERS: Mapping[str, ElementKind] = {
    "heading": "heading",
    "list_item": "item",
    "table": "table",
    "tr": "row",
    "blockquote": "quote",
}
_INLINE: Mapping[str, ElementKind] = {"strong": "strong", "em": "emphasis", "link": "link"}

Lines = Callable[[Sequence[int]], Span]
"""Gives the span of some lines of the text, counted as markdown-it does."""


def elements(text: str, tokens: Sequence[Token], lines: Lines) -> tuple[Element, ...]:
    """Give the markup of a parsed Markdown text, in order.

    Args:
        text: the text.
        tokens: what markdown-it made of it.
        lines: where lines stand in the text.
    """
    found: list[Element] = []
    cursor = 0
    for token in tokens:
        kind = _CONTAINERS.get(token.type.removesuffix("_open"))
        if token.type == "inline" and token.map:
            whole = lines(token.map)
            cursor = max(cursor, whole.start)
            inside = list(_inline(text, cursor, whole.end, token.children or ()))
            found += inside
            cursor = max([cursor, *(element.span.end for element in inside)])
        elif kind and token.map and token.type.endswith("_open"):
            level = token.tag[1:] if kind == "heading" else ""
            found.append(Element(kind, lines(token.map), level))
    return tuple(sorted(found, key=lambda element: (element.span.start, -element.span.end)))


def _inline(text: str, cursor: int, end: int, tokens: Sequence[Token]) -> Iterator[Element]:
    """Give the markup of one line of text; each token is looked for behind the one before it."""
    opened: list[tuple[int, str]] = []
    for token in tokens:
        name = token.type
        if name in ("text", "code_inline", "html_inline"):
            start, cursor = _passed(text, cursor, end, token.content)
            if name == "code_inline":
                yield Element("code", Span(start, cursor), token.content)
        elif name == "image":
            start, cursor = _passed(text, cursor, end, "![")
            _, cursor = _passed(text, cursor, end, "]")
            yield Element("image", Span(start, cursor), str(token.attrs.get("src", "")))
        elif name.endswith("_open") and name[:-5] in _INLINE:
            mark = token.markup if name != "link_open" else "<" if token.markup else "["
            start, cursor = _passed(text, cursor, end, mark)
            opened.append((start, str(token.attrs.get("href", ""))))
        elif name.endswith("_close") and name[:-6] in _INLINE and opened:
            mark = token.markup if name != "link_close" else ">" if token.markup else "]"
            _, cursor = _passed(text, cursor, end, mark)
            start, value = opened.pop()
            yield Element(_INLINE[name[:-6]], Span(start, cursor), value)


def _passed(text: str, cursor: int, end: int, piece: str) -> tuple[int, int]:
    """Give where a piece of the text starts and ends; the cursor twice where it is not found."""
    start = text.find(piece, cursor, end)
    return (cursor, cursor) if start < 0 else (start, start + len(piece))
