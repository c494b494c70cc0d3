"""One document from a file or from standard input."""

import re
from os import PathLike, fspath
from pathlib import PurePath
from typing import BinaryIO

from auditor.config import InputConfig
from auditor.core.bitext import Document
from auditor.core.errors import InputError, UnreadableFile
from auditor.formats import files, html_page, markdown, plain
from auditor.formats.decoding import Decoded, declaration, decode
from auditor.formats.files import shown
from auditor.formats.lines import check_lines

_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm", ".xhtml")
_BITEXTS = (".tsv", ".csv", ".po", ".pot", ".xlf", ".xliff", ".tmx")
_OTHER = (".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".xml", ".ini", ".properties")
_HTML_START = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def read(
    path: str | PathLike[str], config: InputConfig, *, stdin: BinaryIO | None = None
) -> Document:
    """Read plain text, Markdown or HTML.

    The ending tells the format; without a known ending, text that begins with an HTML
    declaration or tag is HTML and all else is plain text. With `config.segmented` plain text
    and Markdown have one block per line, blank ones included.

    Args:
        path: path of the file; "-" reads standard input.
        config: limits, and how the text is to be taken.
        stdin: where standard input is read from; `sys.stdin.buffer` where None.

    Raises:
        UnreadableFile: the file cannot be read, is no text, or is larger than the limits.
        InputError: the file holds no text.
    """
    path = fspath(path)
    ending = PurePath(path).suffix.lower()
    _refuse(path, ending)
    data = files.load(path, config, stdin)
    declared = declaration(data) if ending not in _MARKDOWN else ""
    decoded = decode(data, path, declared)
    if ending in _HTML or (ending not in (*_MARKDOWN, ".txt") and _HTML_START.match(decoded.text)):
        document = html_page.read(decoded, path, config)
    else:
        document = _text(decoded, path, ending, config)
    if not any(block.excluded == "" for block in document.blocks):
        raise InputError(f"{shown(path)} holds no text to read")
    return document


def _text(decoded: Decoded, path: str, ending: str, config: InputConfig) -> Document:
    check_lines(decoded.text, path, config.max_line_chars)
    if ending in _MARKDOWN and not config.segmented:
        blocks, elements = markdown.parsed(decoded.text)
        return Document(
            path,
            "",
            decoded.text,
            blocks,
            decoded.encoding,
            decoded.notices,
            form="markdown",
            elements=elements,
        )
    blocks = plain.blocks(decoded.text, segmented=config.segmented)
    return Document(path, "", decoded.text, blocks, decoded.encoding, decoded.notices)


def _refuse(path: str, ending: str) -> None:
    if ending in _BITEXTS:
        raise UnreadableFile(
            f"{path} holds both sides of a bitext ({ending}): give it alone with --bitext"
        )
    if ending in _OTHER:
        raise UnreadableFile(
            f"{path} is in a format that is not read ({ending}): give plain text (.txt), "
            "Markdown (.md) or HTML (.html), or with --bitext a TSV, CSV, PO, XLIFF or TMX file"
        )
