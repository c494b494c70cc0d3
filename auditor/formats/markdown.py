"""Markdown: blocks of CommonMark with tables; inline markup stays in the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditor.core.bitext import Block, Element, Kind, Span
from auditor.formats.lines import line_spans, stripped
from auditor.formats.markdown_elements import elements

_FRONT = re.compile(
    r"(---|\+\+\+)[ \t]*\r?\n(?:.*?\r?\n)?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_PIPE = re.compile(r"(?<!\\)\|")

_KINDS: dict[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "th_open": "cell",
    "td_open": "cell",
}
_EXCLUDED = {"fence": "code", "code_block": "code", "html_block": "markup"}


def blocks(text: str) -> tuple[Block, ...]:
    """Give the blocks of a Markdown text, in order and disjoint.

    Spans leave out the marks of headings, lists and quotations. Code, front matter, blocks of
    HTML and the definitions of links are excluded, as "code", "front matter", "markup" and
    "link definition".
    """
    return parsed(text)[0]


def parsed(text: str) -> tuple[tuple[Block, ...], tuple[Element, ...]]:
    """Give the blocks of a Markdown text, and its markup."""
    front = _FRONT.match(text)
    head = front.end() if front else 0
    starts = _starts(text, head)
    found = [Block("paragraph", stripped(text, Span(0, head)), 1, "front matter")] if head else []
    skipped = sum(1 for _ in line_spans(text[:head]))
    env: dict[str, Any] = {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[head:], env)
    for block in (*_of_tokens(text, starts, tokens), *_definitions(text, starts, env)):
        if len(block.span):
            line = block.line + skipped
            found.append(Block(block.kind, block.span, line, block.excluded))
    marks = elements(text, tokens, lambda rows: stripped(text, _rows(starts, rows)))
    return tuple(sorted(found, key=lambda block: block.span)), marks


def _starts(text: str, head: int) -> tuple[int, ...]:
    """Give where each line after the front matter starts, and where the text ends."""
    return (*(span.start for span in line_spans(text, head)), len(text))


def _of_tokens(text: str, starts: Sequence[int], tokens: Sequence[Token]) -> Iterator[Block]:
    inside: list[str] = []
    cells: list[Span] = []
    for token in tokens:
        if token.type.endswith("_open"):
            inside.append(token.type)
            if token.type == "tr_open" and token.map:
                cells = _cells(text, _rows(starts, token.map))
        elif token.type.endswith("_close"):
            inside.pop()
        elif token.map and token.type in _EXCLUDED:
            span = stripped(text, _rows(starts, token.map))
            yield Block("paragraph", span, token.map[0] + 1, _EXCLUDED[token.type])
        elif token.map and token.type == "inline":
            kind = _kind(inside)
            if kind == "cell":
                span = cells.pop(0) if cells else Span(0, 0)
            else:
                span = _inline_span(text, starts, token)
            yield Block(kind, span, token.map[0] + 1)


def _kind(inside: Sequence[str]) -> Kind:
    return next((_KINDS[name] for name in reversed(inside) if name in _KINDS), "paragraph")


def _definitions(text: str, starts: Sequence[int], env: dict[str, Any]) -> Iterator[Block]:
    seen: set[int] = set()
    listed = (*env.get("references", {}).values(), *env.get("duplicate_refs", ()))
    for reference in listed:
        rows = reference.get("map")
        if rows and rows[0] not in seen:
            seen.add(rows[0])
            span = stripped(text, _rows(starts, rows))
            yield Block("paragraph", span, rows[0] + 1, "link definition")


def _rows(starts: Sequence[int], rows: Sequence[int]) -> Span:
    last = len(starts) - 1
    return Span(starts[min(rows[0], last)], starts[min(rows[1], last)])


def _inline_span(text: str, starts: Sequence[int], token: Token) -> Span:
    """Find the content of a heading or paragraph among its lines, without their marks."""
    top, end = token.map or (0, 1)
    bottom = max(top, end - 1)
    content = token.content.split("\n")
    first = _find(text, _rows(starts, (top, top + 1)), content[0])
    last = _find(text, _rows(starts, (bottom, bottom + 1)), content[-1])
    return stripped(text, Span(first.start, max(last.end, first.start)))


def _find(text: str, line: Span, content: str) -> Span:
    """Find content in its line: at the end of it, else anywhere, else the whole line."""
    raw = line.of(text).rstrip("\r\n")
    content = content.strip()
    at = raw.rfind(content, max(len(raw.rstrip()) - len(content), 0))
    if at < 0:
        at = raw.find(content)
    if at < 0:
        return stripped(text, line)
    return Span(line.start + at, line.start + at + len(content))


def _cells(text: str, row: Span) -> list[Span]:
    """Give the cells of a row of a table, empty ones included."""
    inner = stripped(text, row)
    raw = inner.of(text)
    cuts = [match.start() for match in _PIPE.finditer(raw)]
    edges = [-1, *cuts, len(raw)]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    if cuts and cuts[0] == 0:
        cells = cells[1:]
    if cuts and cuts[-1] == len(raw) - 1:
        cells = cells[:-1]
    found = []
    for start, end in cells:
        cell = raw[start:end]
        left = inner.start + start + len(cell) - len(cell.lstrip())
        found.append(Span(left, max(left, inner.start + start + len(cell.rstrip()))))
    return found
