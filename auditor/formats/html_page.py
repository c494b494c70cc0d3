"""HTML: the visible text of a page, block by block, and which of it is the article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree, html

from auditor.config import InputConfig
from auditor.core.bitext import Block, Document, Element, ElementKind, Kind, Span
from auditor.core.errors import UnknownLanguage, UnreadableFile
from auditor.formats.decoding import Decoded
from auditor.formats.files import shown
from auditor.text.language import normal_tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
}
# fmt: off
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
        "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
        "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)
_INVISIBLE = frozenset(
    (
        "annotation", "annotation-xml", "applet", "audio", "canvas", "datalist", "embed", "head",
        "iframe", "noframes", "noscript", "object", "rp", "rt", "script", "style", "svg",
        "template", "textarea", "title", "video",
    )
)
# fmt: on
_CONTAINERS: dict[str, ElementKind] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    "li": "item",
    "table": "table",
    "tr": "row",
    "blockquote": "quote",
}
_INLINE: dict[str, ElementKind] = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "code": "code",
    "img": "image",
}
_PROSE = frozenset(("blockquote", "dd", "dt", "figcaption", "li", "p", "td", "th", *_HEADINGS))
_ASIDE = frozenset(("aside", "button", "footer", "form", "menu", "nav"))
_BREAK = "br"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_PAGE = re.compile(r"<(html|body)\b", re.IGNORECASE)
_DATA_URI = re.compile(r"data:[\w/+.;=-]+;base64,[A-Za-z0-9+/=]{100,}")

_WHOLE_LINE = 24
"""Characters from which text found inside a longer line of the article belongs to it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around a block say of it."""

    kind: Kind = "paragraph"
    excluded: str = ""
    tag: str = "page"
    article: int = 0
    """Number of the innermost `article` element, from 1; 0 outside, and in what is set aside."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """The start or the end of an element."""

    kind: ElementKind
    value: str
    parts: int
    """Parts of its piece that stand before it."""
    ends: bool


@dataclass(slots=True)
class _Piece:
    """Text of a block while it is gathered."""

    place: _Place
    line: int
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    """Characters that stand in links."""
    marks: list["_Mark"] = field(default_factory=list)
    """Starts and ends of markup, in order."""

    def mark(self, element: etree._Element, kind: ElementKind, *, ends: bool) -> None:
        """Note where an element starts or ends."""
        value = element.get("href") or element.get("src") or ""
        level = str(element.tag)[1:] if kind == "heading" else ""
        self.marks.append(_Mark(kind, level or value, len(self.parts), ends))

    def places(self) -> Iterator[tuple["_Mark", int]]:
        """Give each mark with its place in the text."""
        done, size, bare = 0, 0, True
        for mark in self.marks:
            more = _SPACE.sub(" ", "".join(self.parts[done : mark.parts]))
            size += len(more) - (bare and more.startswith(" "))
            bare = more.endswith(" ") if more else bare
            done = mark.parts
            yield mark, size

    def add(self, text: str, *, linked: bool) -> None:
        """Add text as it stands in the page."""
        self.parts.append(text)
        self.linked += len(text.strip()) if linked else 0

    @property
    def text(self) -> str:
        return _SPACE.sub(" ", "".join(self.parts)).strip()


def read(decoded: Decoded, path: str, config: InputConfig) -> Document:
    """Make a document of the visible text of a page, one line per block.

    Block elements give blocks, with white space collapsed as a browser does. Program code in
    `pre` is excluded as "code". What is not the article is excluded as "boilerplate", unless
    `config.whole_page` is set or the file is a mere fragment without `html` and `body`; nothing
    is dropped. The article is what trafilatura finds, with the captions and notes that stand
    beside it in the same `article` element.

    Raises:
        UnreadableFile: the page cannot be parsed, or a block is longer than
            `config.max_line_chars`.
    """
    root = _parse(decoded.text, path)
    gathered = tuple(_pieces(root))
    for piece in gathered:
        size = sum(map(len, piece.parts))
        if size > config.max_line_chars:
            raise UnreadableFile(
                f"the {piece.place.tag} on line {piece.line} of {shown(path)} has {size:,} "
                f"characters, and the limit is {config.max_line_chars:,}: break it into "
                "paragraphs, or raise max_line_chars under [input] in the configuration"
            )
    pieces = tuple(piece for piece in gathered if piece.text)
    blocks, text = _laid_out(pieces)
    document = Document(
        path,
        _lang(root),
        text,
        blocks,
        decoded.encoding,
        decoded.notices,
        form="html",
        elements=_elements(gathered, len(text)),
    )
    if config.whole_page or not _PAGE.search(decoded.text):
        return document
    return _article(document, pieces, decoded.text)


def _parse(text: str, path: str) -> etree._Element:
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    slim = _DATA_URI.sub("data:", text)
    try:
        root: etree._Element = html.document_fromstring(slim.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(f"{shown(path)} holds no HTML that can be read: {error}") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnreadableFile(
            f"{shown(path)} nests its elements too deep to be read: give the text of the page"
        )
    return root


def _lang(root: etree._Element) -> str:
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    try:
        return normal_tag(stated.strip())
    except UnknownLanguage:
        return ""


def _pieces(root: etree._Element) -> Iterator[_Piece]:
    """Walk the page in order and give its blocks, empty ones included."""
    places = [_Place()]
    piece = _Piece(places[0], 1)
    walk = etree.iterwalk(root, events=("start", "end"))
    breaks = links = articles = 0
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = _is_hidden(element, tag)
        if hidden and event == "start":
            walk.skip_subtree()
            continue
        if tag in _BLOCKS and not hidden:
            yield piece
            if event == "start":
                articles += tag == "article"
                places.append(_inner(places[-1], element, tag, articles))
            else:
                places.pop()
            piece = _Piece(places[-1], element.sourceline or piece.line)
        kind = _CONTAINERS.get(tag) or _INLINE.get(tag)
        if kind and not hidden and (event == "start" or tag != "img"):
            piece.mark(element, kind, ends=event == "end")
        if event == "start":
            links += tag == "a"
            breaks = breaks + 1 if tag == _BREAK else 0
            if breaks == 2:
                yield piece
                piece = _Piece(piece.place, element.sourceline or piece.line)
            text = "\n" if tag == _BREAK else element.text or ""
            piece.add(text, linked=links > 0)
        else:
            links -= tag == "a" and not hidden
            if element is not root:
                piece.add(element.tail or "", linked=links > 0)
                breaks = 0 if (element.tail or "").strip() else breaks
    yield piece


def _inner(place: _Place, element: etree._Element, tag: str, articles: int) -> _Place:
    """Give the place inside a block element."""
    article = articles if tag == "article" else 0 if tag in _ASIDE else place.article
    return _Place(
        kind=_KINDS.get(tag, place.kind),
        excluded=place.excluded or _code(element, tag),
        tag=tag,
        article=article,
    )


def _is_hidden(element: etree._Element, tag: str) -> bool:
    return (
        tag in _INVISIBLE
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _code(element: etree._Element, tag: str) -> str:
    return "code" if tag == "pre" and element.find(".//code") is not None else ""


def _laid_out(pieces: Sequence[_Piece]) -> tuple[tuple[Block, ...], str]:
    """Give the blocks of the pieces, and their texts joined by newlines."""
    blocks: list[Block] = []
    start = 0
    texts = [piece.text for piece in pieces]
    for piece, text in zip(pieces, texts, strict=True):
        end = start + len(text)
        blocks.append(Block(piece.place.kind, Span(start, end), piece.line, piece.place.excluded))
        start = end + 1
    return tuple(blocks), "\n".join(texts)


def _elements(pieces: Sequence[_Piece], length: int) -> tuple[Element, ...]:
    """Give the markup of the page; an element that ends in a later piece spans those between."""
    found: list[Element] = []
    opened: list[tuple[int, _Mark]] = []
    start = 0
    for piece in pieces:
        size = len(piece.text)
        for mark, offset in piece.places():
            place = min(start + min(offset, size), length)
            if not mark.ends and mark.kind != "image":
                opened.append((place, mark))
                continue
            first, begun = (place, mark) if mark.kind == "image" else opened.pop()
            found.append(Element(begun.kind, Span(first, max(first, place)), begun.value))
        start += size + 1 if size else 0
    return tuple(sorted(found, key=lambda element: (element.span.start, -element.span.end)))


def _article(document: Document, pieces: Sequence[_Piece], page: str) -> Document:
    """Exclude the blocks that are not part of the article."""
    lines, title = _extracted(page)
    whole = {_packed(line) for line in lines}
    joined = "\n".join(sorted(whole))
    kept = [
        block.excluded == "" and _belongs(_packed(block.span.of(document.text)), whole, joined)
        for block in document.blocks
    ]
    if not any(kept):
        notice = "no article was found in the page, so all of its text is read"
        return replace(document, notices=(*document.notices, notice))
    first = kept.index(True)
    homes = {piece.place.article for piece, keep in zip(pieces, kept, strict=True) if keep} - {0}
    title = _packed(title)
    for number, piece in enumerate(pieces):
        if number < first:
            kept[number] = _is_title(piece, title)
        elif piece.place.article in homes:
            kept[number] = kept[number] or _is_prose(piece)
    blocks = tuple(
        block if keep or block.excluded else replace(block, excluded="boilerplate")
        for block, keep in zip(document.blocks, kept, strict=True)
    )
    return replace(document, blocks=blocks)


def _is_title(piece: _Piece, title: str) -> bool:
    name = _packed(piece.text)
    return piece.place.tag == "h1" and name in title and len(name) * 2 >= len(title)


def _is_prose(piece: _Piece) -> bool:
    """Tell whether a block of an `article` element is written text, a caption for instance."""
    return piece.place.tag in _PROSE and piece.linked * 2 < len(piece.text)


def _extracted(page: str) -> tuple[tuple[str, ...], str]:
    """Give the lines of the article as trafilatura finds it, and the title of the page."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        page, include_comments=False, include_tables=True, include_links=False, with_metadata=True
    )
    body = found.body if found is not None else None
    if body is None:
        return (), ""
    lines = [
        "".join(map(str, element.itertext()))
        for element in body.iter()
        if element.tag not in ("main", "doc", "body", "table", etree.Comment)
    ]
    direct = [text for element in body.iter() for text in (element.text, element.tail) if text]
    return (*lines, *direct), found.title or ""


def _belongs(text: str, whole: set[str], joined: str) -> bool:
    return text in whole or (len(text) >= _WHOLE_LINE and text in joined)


def _packed(text: str) -> str:
    return "".join(text.split())
