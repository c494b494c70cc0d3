"""Quotation marks of a document, paired over sentences and paragraphs."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from auditor.text.language import Language, language
from auditor.text.paragraphs import prose

_STRAIGHT = frozenset('"＂')
_MARKS = re.compile('[“”„‟«»"「」『』〝〟＂]')
_OPENS = frozenset("“„‟«「『〝")
_CLOSES = frozenset("”»」』〟")
_FIXED = frozenset("„‟「」『』〝〟")
"""Marks that have one role in every language."""
_BEFORE_OPENING = regex.compile(r"[\s\p{Ps}\p{Pi}\p{Pd}/¿¡=:,'’]")
_AFTER_CLOSING = regex.compile(r"[\s\p{Pe}\p{Pf}\p{Pd}\p{Po}/…]")
_PRELUDE = regex.compile(r"\W*")
_INCHES = regex.compile(r"(?<=\p{N})\s?[\"”″]|(?<=\p{N}['’′]\s?\p{N}{0,2})[\"”]")
_REACH = 12
"""Paragraphs that a quotation may stay open for."""
_DEPTH = 32
"""Marks that may wait for their partner at a time."""
_NEAR = 4
"""The same for marks of two styles."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark of a document."""

    position: int
    """Number of its paragraph."""
    offset: int
    """Place in the paragraph's text."""
    sign: str
    opens: bool
    closes: bool
    leads: bool
    """Nothing but marks stands before it in the paragraph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of quotation marks."""

    opening: Mark
    closing: Mark
    depth: int
    """Quotations that it stands in."""

    @property
    def style(self) -> str:
        """Give the opening and the closing mark."""
        return self.opening.sign + self.closing.sign

    @property
    def typed(self) -> bool:
        """Tell whether one of the marks is a typewriter's."""
        return not _STRAIGHT.isdisjoint(self.style)


def quotations(
    texts: Sequence[str], own: Language
) -> tuple[tuple[Quotation, ...], tuple[Mark, ...]]:
    """Pair the quotation marks of a document.

    A mark opens or closes by what it touches and by its shape in the language. What a paragraph
    opens one of the next may close, and each paragraph of one quotation may open it anew. Inch
    marks, single quotation marks, code and addresses are left out.

    Args:
        texts: paragraphs of the document.
        own: language of the document.

    Returns:
        The quotations that stand in no other, in order, and the marks without a partner.
    """
    return _quotations(tuple(texts), own.tag)


@functools.lru_cache(maxsize=4)
def _quotations(texts: tuple[str, ...], tag: str) -> tuple[tuple[Quotation, ...], tuple[Mark, ...]]:
    """Pair the marks; several checks ask for the same document."""
    own = language(tag)
    outer: list[Quotation] = []
    strays: list[Mark] = []
    reopening: set[int] = set()
    for position, text in enumerate(texts):
        marks = _marks(text, position, own)
        if marks and marks[0].opens and marks[0].leads:
            reopening.add(position)
        pairs, left = _pair(marks, own)
        outer += [pair for pair in pairs if not pair.depth]
        strays += left
    for reach, alike in ((_REACH, True), (_NEAR, False)):
        across, strays = _pair_across(strays, reach, alike)
        outer += across
    alone = tuple(mark for mark in strays if not (mark.opens and mark.position + 1 in reopening))
    return tuple(sorted(outer, key=lambda q: (q.opening.position, q.opening.offset))), alone


def _marks(raw: str, position: int, own: Language) -> tuple[Mark, ...]:
    text = prose(raw)
    if not _MARKS.search(text):
        return ()
    inches = {match.end() - 1 for match in _INCHES.finditer(text)}
    found = [(match.start(), match.group()) for match in _MARKS.finditer(text)]
    straight = [place for place, sign in found if sign in _STRAIGHT]
    if len(straight) % 2:
        straight = [place for place in straight if place not in inches]
    prelude = _PRELUDE.match(text)
    lead = prelude.end() if prelude else 0
    turns = {place: turn % 2 == 0 for turn, place in enumerate(straight)}
    marks: list[Mark] = []
    for place, sign in found:
        opens, closes = _role(text, place, sign, _shapes(own.tag))
        if sign in _STRAIGHT:
            if place not in turns:
                continue
            if len(turns) % 2 == 0:
                opens, closes = turns[place], not turns[place]
        elif place in inches and sign == "”" and not any(m.sign in "“„" for m in marks):
            continue
        marks.append(Mark(position, place, sign, opens, closes, leads=place < lead))
    return tuple(marks)


def _role(
    text: str, place: int, sign: str, shapes: tuple[frozenset[str], frozenset[str]]
) -> tuple[bool, bool]:
    """Tell whether a mark may open and may close, from what it touches and from its shape.

    Where both speak clearly against each other, as “ before a word does in German, both are left
    open and the marks around decide.
    """
    shape = sign in shapes[0], sign in shapes[1]
    if sign in _FIXED:
        return shape
    before, after = text[place - 1 : place] if place else " ", text[place + 1 : place + 2] or " "
    opening = bool(_BEFORE_OPENING.match(before)) and not after.isspace()
    closing = bool(_AFTER_CLOSING.match(after)) and not before.isspace()
    if opening == closing:
        return shape
    return opening or shape[0] > shape[1], closing or shape[1] > shape[0]


@functools.cache
def _shapes(tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the marks that open and those that close a quotation in a language."""
    own = language(tag)
    opens = {opening for opening, _ in own.quotes}
    closes = {closing for _, closing in own.quotes}
    known = opens | closes
    return frozenset(opens | _OPENS - known), frozenset(closes | _CLOSES - known)


def _pair(marks: Sequence[Mark], own: Language) -> tuple[list[Quotation], list[Mark]]:
    """Pair the marks of a paragraph; a last resort pairs an opening one with any closing one."""
    waiting: list[Mark] = []
    pairs: list[Quotation] = []
    strays: list[Mark] = []
    for mark in marks:
        near = reversed(range(max(0, len(waiting) - _DEPTH), len(waiting)))
        depth = next((i for i in near if _fit(waiting[i], mark)), None)
        if mark.closes and depth is not None:
            partner = waiting[depth]
            strays += waiting[depth + 1 :]
            del waiting[depth:]
            pairs.append(Quotation(partner, mark, depth))
        elif mark.opens:
            waiting.append(mark)
        else:
            strays.append(mark)
    strays = sorted([*strays, *waiting], key=lambda mark: mark.offset)
    across, strays = _pair_loosely(strays, own)
    pairs += across
    return pairs, strays


_FAMILIES = ("“”„‟\u201f", "«»", '"', "＂", "「」", "『』", "〝〟")


def _fit(opening: Mark, closing: Mark) -> bool:
    return any(opening.sign in family and closing.sign in family for family in _FAMILIES)


def _pair_loosely(strays: Sequence[Mark], own: Language) -> tuple[list[Quotation], list[Mark]]:
    """Pair an opening mark with any closing one, and without spaces with a twin of its own.

    Nothing but its shape tells a mark's role in Chinese, where “ is often typed for ”.
    """
    pairs: list[Quotation] = []
    left: list[Mark] = []
    for mark in strays:
        last = left[-1] if left else None
        twins = last is not None and last.sign == mark.sign and mark.sign in "“”"
        if last is not None and ((last.opens and mark.closes) or (twins and not own.spaced)):
            pairs.append(Quotation(left.pop(), mark, 0))
        else:
            left.append(mark)
    return pairs, left


def _pair_across(
    strays: Sequence[Mark], reach: int, alike: bool
) -> tuple[list[Quotation], list[Mark]]:
    """Pair what a paragraph opens with what one of the next paragraphs closes."""
    pairs: list[Quotation] = []
    left: list[Mark] = []
    for mark in strays:
        near = [m for m in left[-_DEPTH:] if mark.position - m.position <= reach and m.opens]
        partner = next((m for m in reversed(near) if not alike or _fit(m, mark)), None)
        if partner is not None and mark.closes:
            left.remove(partner)
            pairs.append(Quotation(partner, mark, 0))
        else:
            left.append(mark)
    return pairs, left
