"""Quotation marks and brackets of a text, paired."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.text.language import Language, language

BRACKETS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "〈": "〉",
    "《": "》",
}
"""Opening brackets and their partners."""

_DOUBLE = frozenset('"“”„')
"""Double quotes that writers mix: each may close what another one opened."""

_DEPTH = 16
"""Marks that may wait for their partner at a time; the oldest are given up."""

_WIDE = "\u2e80"
"""From here on letters are ideographs, kana and hangul, which take no apostrophe."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A pair of quotation marks or brackets, by the places of its two marks."""

    start: int
    end: int
    """Place of the closing mark itself."""
    bracket: bool


@functools.cache
def _partners(tag: str) -> tuple["re.Pattern[str]", dict[str, frozenset[str]], frozenset[str]]:
    """Give the pattern of all marks, what each closing mark may close, and the opening marks.

    The pairs of the language come first: a mark that it uses keeps its meaning there, and the
    pairs of other languages only add marks that it does not use.
    """
    own = language(tag).quotes
    used = {mark for pair in own for mark in pair}
    others = (pair for pair in language("und").quotes if not used & set(pair))
    closes: dict[str, frozenset[str]] = {}
    opens = set()
    for opening, closing in (*own, *others, *BRACKETS.items()):
        if "'" in (opening, closing):
            continue
        closes[closing] = closes.get(closing, frozenset()) | {opening}
        opens.add(opening)
    for mark in _DOUBLE & closes.keys():
        closes[mark] |= _DOUBLE & opens
    marks = re.escape("".join(sorted({*closes, *opens})))
    return re.compile(f"[{marks}]"), closes, frozenset(opens)


def enclosures(text: str, language: Language) -> tuple[Enclosure, ...]:
    """Pair the quotation marks and brackets of a text, in the order of their opening marks.

    Marks without a partner are left out. Straight quotes and marks that some languages use the
    other way round open after a space and close after anything else. Linear in the text's length.
    """
    return tuple(sorted(_paired(text, language), key=lambda pair: pair.start))


def _paired(text: str, language: Language) -> Iterator[Enclosure]:
    pattern, closes, opens = _partners(language.tag if language.known else "und")
    waiting: list[tuple[str, int]] = []
    for match in pattern.finditer(text):
        mark, place = match.group(), match.start()
        if _is_apostrophe(text, mark, place):
            continue
        twofold = mark in opens and mark in closes
        depth = 0
        if mark in closes and not (twofold and _looks_opening(text, place)):
            depth = _depth(waiting, closes[mark])
        if depth:
            opening, start = waiting[-depth]
            del waiting[-depth:]
            yield Enclosure(start, place, opening in BRACKETS)
        elif mark in opens and not (twofold and _looks_closing(text, place)):
            waiting.append((mark, place))
            del waiting[:-_DEPTH]


def _depth(waiting: list[tuple[str, int]], openings: frozenset[str]) -> int:
    """Give how far from the top the mark that is closed waits, from 1; 0 when none does."""
    for depth, (mark, _) in enumerate(reversed(waiting), start=1):
        if mark in openings:
            return depth
    return 0


def _is_apostrophe(text: str, mark: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return mark in "’‘" and before.isalnum() and before < _WIDE and after.isalpha()


def _looks_opening(text: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in BRACKETS) and not after.isspace()


def _looks_closing(text: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return bool(before) and not before.isspace() and (not after or after.isspace())
