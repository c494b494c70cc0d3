"""Page chrome apart from the article: banners, share buttons, language menus, disclaimers.

A line is read as prose, as chrome with some points of evidence, or as neither. Chrome is taken
from runs at the head and at the tail of the file; between them only lines that cannot belong to
an article are. Nothing is taken from a text that has no article to set chrome against, such as
a list of interface messages, a poem or a recipe. The words are data, in chrome.toml.
"""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Literal

import regex

from auditor.core.bitext import Block, Document

EXCLUDED = "boilerplate"
"""Value of `Block.excluded` for page chrome."""

_SHORT = 60
"""Columns of the longest line that may be chrome without being a disclaimer."""
_PROSE = 40
"""Columns of the shortest line that counts as prose when it ends a sentence."""
_LONG = 110
"""Columns from which a line is prose whether or not it ends a sentence."""
_COVERAGE = 0.5
"""Part of a line's letters that a phrase must cover."""
_ALONE = 2
"""Points of a line that is evidence on its own; a common word on a line has one."""
_TOGETHER = 4
"""Points that a run of common words needs."""
_GAP = 2
"""Most lines without evidence between two lines with evidence."""
_LIST = 12
"""Most lines that belong to the heading of a link list."""
_TERMS = 3
"""Terms that a disclaimer needs; one more, and it needs no other chrome beside it."""
_DISCLAIMERS = 3
"""Most disclaimers of a page; a text with more of them is about law."""
_REACH = 30
"""Characters in which the next part of a phrase must begin."""
_LEAST_PROSE = 2
"""Lines of prose that an article needs."""

Kind = Literal["prose", "weak", "chrome", "opener", "legal"]


@dataclass(frozen=True, slots=True)
class _Line:
    """What one block looks like."""

    kind: Kind
    points: int
    width: int
    """Columns, East Asian characters counted as two."""
    text: str
    """Folded text, without bullets, counters and end marks."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of chrome in all languages together."""

    labels: frozenset[str]
    openers: frozenset[str]
    ads: frozenset[str]
    autonyms: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    """Each as its parts, between which a few words may stand."""
    more: tuple[str, ...]
    legal: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Per language: the terms of disclaimers, and what they call themselves."""


def mark(document: Document) -> Document:
    """Mark the blocks of a document that are page chrome with `excluded="boilerplate"`.

    Nothing is removed. Blocks that are excluded already, and those of bitext files (with a unit),
    stay as they are. The language of the document need not be known.
    """
    places = [
        index
        for index, block in enumerate(document.blocks)
        if not block.excluded and not block.unit and block.kind != "cell"
    ]
    lines = [_read(document.blocks[index], document.text) for index in places]
    chrome = {places[position] for position in _chrome(lines)}
    if not chrome:
        return document
    blocks = tuple(
        replace(block, excluded=EXCLUDED) if index in chrome else block
        for index, block in enumerate(document.blocks)
    )
    return replace(document, blocks=blocks)


def _chrome(lines: Sequence[_Line]) -> set[int]:
    """Give the positions of the lines that are chrome."""
    if sum(line.kind == "legal" for line in lines) > _DISCLAIMERS:
        lines = [
            replace(line, kind="prose", points=0) if line.kind == "legal" else line
            for line in lines
        ]
    count = len(lines)
    tail = {count - 1 - position for position in _run(lines[::-1], from_tail=True)}
    head = {position for position in _run(lines, from_tail=False) if position not in tail}
    if tail and _introduced(lines, min(tail)):
        tail = set()
    rest = [line for position, line in enumerate(lines) if position not in head | tail]
    prose = [line for line in rest if line.kind == "prose"]
    prose_width = sum(line.width for line in prose)
    taken = sum(lines[p].width for p in head | tail if lines[p].kind != "legal")
    scattered = sum(line.kind != "prose" and line.points > 0 for line in rest)
    if (
        len(prose) < _LEAST_PROSE
        or 2 * prose_width < sum(line.width for line in rest)
        or prose_width < taken
        or scattered > max(3, len(rest) / 10)
        or 2 * scattered >= len(prose)
    ):
        return set()
    return head | tail | _inside(lines, head | tail)


def _run(lines: Sequence[_Line], *, from_tail: bool) -> set[int]:
    """Give the chrome at the beginning of a sequence of lines (at the tail: seen backwards)."""
    reach = next((i for i, line in enumerate(lines) if line.kind == "prose"), len(lines))
    points = marked = weak = strongest = best = 0
    for position, line in enumerate(lines[:reach]):
        if not line.points:
            weak += 1
            continue
        is_heading = from_tail and line.kind == "opener" and weak <= _LIST
        if weak > _GAP and not is_heading:
            break
        marked += 1 + (weak if is_heading else 0)
        weak = 0
        points += line.points
        strongest = max(strongest, line.points)
        enough = points >= (_ALONE if strongest >= _ALONE else _TOGETHER)
        if enough and 2 * marked > position:
            best = position + 1
    if not best:
        return set()
    if from_tail:
        return set(range(_first_taken(lines, best), best))
    return {position for position in range(best) if lines[position].points}


def _first_taken(lines: Sequence[_Line], end: int) -> int:
    """Give where a run seen backwards begins: last lines without evidence may follow the page."""
    first = next(position for position in range(end) if lines[position].points)
    return 0 if lines[first].kind == "opener" else first


def _introduced(lines: Sequence[_Line], start: int) -> bool:
    """Tell whether a run of common words is a list that the article introduces with a colon."""
    common = all(line.points < _ALONE for line in lines[start:])
    return common and start > 0 and lines[start - 1].text.endswith((":", "："))


def _inside(lines: Sequence[_Line], taken: set[int]) -> set[int]:
    """Give the lines between head and tail that cannot belong to an article."""
    words = _words()
    prose = "\n".join(line.text for line in lines if line.kind == "prose")
    found: set[int] = set()
    row: list[int] = []
    for position, line in enumerate(lines):
        row = [*row, position] if line.kind == "chrome" and position not in taken else []
        if len(row) > _GAP and any(lines[p].points >= _ALONE for p in row):
            found.update(row)
        if position in taken or line.kind == "prose":
            continue
        advertisement = line.text in words.ads and line.text not in prose
        if advertisement or (line.width <= _LONG and _is_link_line(line.text)):
            found.add(position)
    return found


_BULLET = regex.compile(r"^[\s\p{S}\p{Pd}•·‣◦▪●○■□►▶»›*#|]+(?=\S)")
_TRAILING = " .…:：!！>›»→⟩▾▼+"
_END = regex.compile(r"[.!?…。！？؟।։](?:[\p{Pf}\p{Pe}\"'”’」』》\s]|\[\d+\])*$")
_COUNTER = regex.compile(r"\(?\s*\b\d[\d.,]*\s*[km万萬만]?\b\s*\)?|\(\s*\)", regex.IGNORECASE)
_OUT_OF = regex.compile(r"^\d+\s*/\s*\d+$")
_PAGES = regex.compile(r"^[<‹«←]?\s*(?:\d+\s+){2,}(?:(?:\.\.\.|…)\s*\d*\s*)?\d*\s*[>›»→]?$")
_COPYRIGHT = regex.compile(
    r"^(?:©|\(c\)|copyright\b)\s*(?:\d{4}|\p{L})|©\s*\d{4}", regex.IGNORECASE
)
_PARTS = regex.compile(r"\s*[|·•>›»→]\s*|\s+/\s+|\s{2,}|\t")
_REGION = regex.compile(r"\s*[(（][^()（）]*[)）]\s*$|\s+[-–—]\s+\p{L}+$")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u3000-\u303f\uff00-\uff60]")


def _read(block: Block, text: str) -> _Line:
    raw = block.span.of(text).strip()
    width = len(raw) + len(_WIDE.findall(raw))
    folded = " ".join(raw.casefold().replace("’", "'").split())
    bare = _BULLET.sub("", folded)
    plain = bare.rstrip(_TRAILING)
    points = _points(raw, bare, plain) if width <= _LONG and "\n" not in raw else 0
    if plain in _words().openers:
        return _Line("opener", _ALONE, width, bare)
    if points:
        return _Line("chrome", points, width, plain)
    legal = _legal(folded) if width > _SHORT // 2 else 0
    if legal:
        return _Line("legal", legal, width, bare)
    ends = _END.search(raw) is not None and width >= _PROSE
    return _Line("prose" if ends or width > _LONG else "weak", 0, width, bare)


def _points(raw: str, bare: str, plain: str) -> int:
    """Give the evidence that a short line is chrome: 0, 1 (a common word) or 2."""
    words = _words()
    if _COPYRIGHT.search(bare) or _PAGES.match(raw):
        return _ALONE
    if _OUT_OF.match(plain):
        return 1
    label = " ".join(_COUNTER.sub(" ", plain).rstrip(_TRAILING).split())
    if label in words.labels or plain in words.labels or _language_name(plain):
        return 1
    if any(_covers(phrase, plain) for phrase in words.phrases):
        return _ALONE
    parts = [part for part in _PARTS.split(plain) if part]
    if len(parts) < 2:
        return 0
    known = sum(part in words.labels or _language_name(part) for part in parts)
    return _ALONE if known >= 2 and 3 * known >= 2 * len(parts) else 0


def _language_name(text: str) -> bool:
    autonyms = _words().autonyms
    return text in autonyms or _REGION.sub("", text) in autonyms


def _covers(phrase: tuple[str, ...], text: str) -> bool:
    """Tell whether the parts of a phrase, in order, make up most of a text."""
    begin = text.find(phrase[0])
    if begin < 0 or (begin and text[begin - 1].isalpha() and not _WIDE.match(phrase[0])):
        return False
    end = begin + len(phrase[0])
    for part in phrase[1:]:
        found = text.find(part, end, end + _REACH + len(part))
        if found < 0:
            return False
        end = found + len(part)
    while end < len(text) and text[end].isalpha():
        end += 1
    return end - begin >= _COVERAGE * len(text)


def _is_link_line(text: str) -> bool:
    start = next((start for start in _words().more if text.startswith(start)), None)
    return start is not None and text[len(start) :].lstrip()[:1] in (":", "：")


def _legal(folded: str) -> int:
    """Give the evidence that a paragraph is a disclaimer or a cookie notice: 0, 1 or 2."""
    best = 0
    for terms, names in _words().legal:
        found = [term for term in terms if term in folded]
        count = sum(all(term == other or term not in other for other in found) for term in found)
        if count >= _TERMS:
            alone = count > _TERMS and any(name in folded for name in names)
            best = max(best, _ALONE if alone else 1)
    return best


@functools.cache
def _words() -> _Words:
    file = resources.files("auditor.text") / "chrome.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    languages = [table for table in tables.values() if "labels" in table]

    def every(key: str) -> list[str]:
        return [word for table in languages for word in table.get(key, ())]

    return _Words(
        labels=frozenset(every("labels")),
        openers=frozenset(every("openers")),
        ads=frozenset(every("ads")),
        autonyms=frozenset(tables["autonyms"]["names"]),
        phrases=tuple(tuple(phrase.split("…")) for phrase in every("phrases")),
        more=tuple(sorted(every("more"), key=lambda start: (-len(start), start))),
        legal=tuple(
            (tuple(table["legal"]), tuple(table["self"])) for table in languages if "legal" in table
        ),
    )
