"""The author's own words: a text without what it quotes."""

import functools
from collections.abc import Sequence

import regex

from auditor.text.language import Language, language
from auditor.text.paragraphs import BLANK, prose
from auditor.text.quotations import Quotation, quotations

_DIALOGUE = regex.compile(r"\s*[-–—―]\s?\p{L}")
_SINGLE = regex.compile(r"(?<!\p{L})[‘'‹](?=\p{L})[^‘’'‹›\n]{3,300}[’'›](?!\p{L})")


def unquoted(texts: Sequence[str], own: Language) -> tuple[str, ...]:
    """Give paragraphs at their full length, with quotations and speech replaced by `BLANK`.

    What is no prose is replaced too. A paragraph that a dash opens is speech; after a mark that is
    never closed the rest of its paragraph is taken for quoted.

    Args:
        texts: paragraphs of a document, in order.
        own: language of the document.
    """
    return _unquoted(tuple(texts), own.tag)


@functools.lru_cache(maxsize=4)
def _unquoted(texts: tuple[str, ...], tag: str) -> tuple[str, ...]:
    pairs, strays = quotations(texts, language(tag))
    lines = [list(_SINGLE.sub(lambda m: BLANK * len(m.group()), prose(text))) for text in texts]
    for pair in pairs:
        _blank(lines, pair)
    for mark in strays:
        line = lines[mark.position]
        line[mark.offset :] = BLANK * (len(line) - mark.offset)
    return tuple(
        BLANK * len(line) if _DIALOGUE.match(text) else "".join(line)
        for line, text in zip(lines, texts, strict=True)
    )


def _blank(lines: Sequence[list[str]], pair: Quotation) -> None:
    first, last = pair.opening, pair.closing
    for position in range(first.position, last.position + 1):
        line = lines[position]
        start = first.offset if position == first.position else 0
        end = last.offset + 1 if position == last.position else len(line)
        line[start:end] = BLANK * (end - start)
