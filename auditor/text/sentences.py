"""Where the sentences of a paragraph end.

Rules over the marks that can end a sentence (UAX #29, section 5, is the base), with what the
profile of the language knows: abbreviations, ordinals, words that begin sentences, and quotes.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import regex

from auditor.core.bitext import Span
from auditor.text import language as profiles
from auditor.text.enclosures import Enclosure, enclosures
from auditor.text.language import Language

_WIDE = frozenset("。！？｡．")
_STOPS = ".!?…‼⁇⁈⁉؟۔।॥" + "".join(sorted(_WIDE))
_NEVER_FIRST = frozenset(",;:，；：、،؛)]}）］】〉》»›”’」』%/&·")
_OPENERS = "([{«“„\"'‘’¿¡「『—–-/"
_CLOSERS = frozenset("\"'”’“»›」』")
_LONGEST_BRACKET = 400
_LONGEST_QUOTE = {False: 30, True: 12}
"""Quotations up to this length stay whole, in code points: in other scripts and in Chinese."""
_LOOK_BACK = 24
_LOOK_AHEAD = 24

_FIRST_WORD = regex.compile(r"[\p{P}\p{S}\s]{0,8}(\p{L}\.|[\p{L}\p{M}\p{N}]+['’]?)")
_APOSTROPHE = regex.compile("['’]")
_FOOTNOTE = regex.compile(r"(?:\[\d{1,3}\])+")
_INITIALS = regex.compile(r"(?:\p{L}\p{M}*\.[-\u2010]?)+")
_LIST_NUMBER = regex.compile(r"\(?(?:\p{Nd}{1,3}|[IVX]{1,4}|\p{L})\.")
_ORDINAL = regex.compile(r"\p{Nd}{1,2}\.")
_UNIT = regex.compile(r"\p{Nd}\s?\p{Ll}\.\Z")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


@dataclass(frozen=True, slots=True)
class _Rules:
    stop: regex.Pattern[str]
    abbreviations: frozenset[str]
    before_numbers: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    ordinal_stop: bool
    spaced: bool
    continuations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A full stop, with the quotes, brackets and further stops that belong to it."""

    begin: int
    """Where the sentence that it may end begins."""
    start: int
    end: int
    """Behind the last mark that belongs to it."""
    stop: str
    """The last run of stops."""
    closed: Enclosure | None
    """The last quotation or bracket that it closes."""


@functools.cache
def _rules(tag: str) -> _Rules:
    language, general = profiles.language(tag), profiles.language("und")
    extra = "".join(mark for mark in language.terminators if len(mark) == 1)
    closing = frozenset(language.closing_abbreviations + general.closing_abbreviations)
    before_numbers = frozenset(language.number_abbreviations + general.number_abbreviations)
    return _Rules(
        regex.compile(f"[{regex.escape(_STOPS + extra)}]+"),
        frozenset(language.abbreviations + general.abbreviations) - closing - before_numbers,
        before_numbers,
        closing,
        frozenset(language.starters),
        language.ordinal_stop,
        language.spaced,
        language.quote_continuations,
    )


def sentences(text: str, language: Language) -> tuple[Span, ...]:
    """Give the sentences of a paragraph, in order, without the spaces around them.

    Every character that is not a space is in exactly one of them. A newline counts as a space.
    Linear in the length of the text.
    """
    spans = []
    start = 0
    for end in (*_ends(text, language), len(text)):
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            begin = start + len(piece) - len(piece.lstrip())
            spans.append(Span(begin, begin + len(bare)))
        start = end
    return tuple(spans)


def _ends(text: str, language: Language) -> Iterator[int]:
    """Give the places where a sentence ends and another one may follow."""
    rules = _rules(language.tag if language.known else "und")
    pairs = enclosures(text, language)
    closing = {pair.end: pair for pair in pairs}
    opening = {pair.start for pair in pairs}
    outer: list[Enclosure] = []
    following = begin = position = 0
    while match := rules.stop.search(text, position):
        mark = _candidate(text, match, begin, closing, opening, rules)
        position = mark.end
        while following < len(pairs) and pairs[following].start < position:
            outer.append(pairs[following])
            following += 1
        outer = [pair for pair in outer if pair.end >= position]
        if not _inside(text, outer) and _is_end(text, mark, rules):
            yield position
            begin = position


def _candidate(
    text: str,
    match: "regex.Match[str]",
    begin: int,
    closing: Mapping[int, Enclosure],
    opening: Set[int],
    rules: _Rules,
) -> _Candidate:
    """Gather the quotes, brackets and stops that follow a full stop and belong to it."""
    begin += len(text[begin : begin + _LOOK_BACK]) - len(text[begin : begin + _LOOK_BACK].lstrip())
    end, stop, closed = match.end(), match.group(), None
    while end < len(text):
        spaces = len(text[end : end + 2]) - len(text[end : end + 2].lstrip())
        if pair := closing.get(end + spaces):
            closed = pair
            end += spaces + 1
        elif again := rules.stop.match(text, end + spaces):
            if spaces and text[again.end() : again.end() + 1].isalnum():
                break
            end, stop = again.end(), again.group()
        elif note := _FOOTNOTE.match(text, end):
            end = note.end()
        elif text[end] in _CLOSERS and end not in opening and _ends_word(text, end):
            end += 1
        else:
            break
    return _Candidate(begin, match.start(), end, stop, closed)


def _ends_word(text: str, place: int) -> bool:
    """Tell whether a quotation mark without a partner closes: no word begins behind it."""
    after = text[place + 1 : place + 2]
    return not after.isalnum() or (text[place] in "”’」』" and _UNSPACED.match(after) is not None)


def _inside(text: str, outer: Sequence[Enclosure]) -> bool:
    """Tell whether a bracket or a short quotation is still open."""
    for pair in outer:
        wide = _UNSPACED.match(text, pair.start + 1) is not None
        longest = _LONGEST_BRACKET if pair.bracket else _LONGEST_QUOTE[wide]
        if pair.end - pair.start <= longest:
            return True
    return False


def _is_end(text: str, mark: _Candidate, rules: _Rules) -> bool:
    """Tell whether a sentence ends with this mark."""
    ahead = text[mark.end : mark.end + _LOOK_AHEAD].lstrip()
    if not ahead:
        return True
    if ahead[0] in _NEVER_FIRST:
        return False
    if not text[mark.end].isspace():
        return _ends_unspaced(text, mark, rules)
    if mark.stop[-1] in _WIDE:
        return True
    if not rules.spaced and mark.stop[-1] == "…" and mark.closed is None:
        return False
    return _ends_spaced(text, mark, _first_word(ahead), rules)


def _first_word(ahead: str) -> str:
    word = _FIRST_WORD.match(ahead)
    return word.group(1) if word else ""


def _ends_unspaced(text: str, mark: _Candidate, rules: _Rules) -> bool:
    """Tell whether a sentence ends where the next one touches it: in Chinese and Japanese."""
    stop = mark.stop[-1]
    if stop not in _WIDE:
        touches = _UNSPACED.match(text, mark.end) or _UNSPACED.match(text, mark.start - 1)
        if touches is None or stop == "." or (stop == "…" and mark.closed is None):
            return False
    return not _goes_on(text, mark, rules)


def _ends_spaced(text: str, mark: _Candidate, following: str, rules: _Rules) -> bool:
    """Tell whether a sentence ends before a space and a given word."""
    if following[:1].islower() and following == following.lower():
        return False
    if mark.closed and mark.closed.bracket and not following[:1].isupper():
        return mark.closed.start <= mark.begin
    single = mark.stop == "." and mark.end == mark.start + 1
    return not single or not _is_abbreviation(text, mark, following, rules)


def _goes_on(text: str, mark: _Candidate, rules: _Rules) -> bool:
    """Tell whether the sentence goes on behind a quotation that ends with a full stop."""
    if mark.closed is None or mark.stop[-1] in text[mark.end - 1]:
        return False
    if mark.closed.bracket:
        return mark.closed.start > mark.begin
    if text.startswith(rules.continuations, mark.end):
        return True
    return mark.stop[-1] not in "。｡." and _is_mention(text, mark.closed, mark.begin)


def _is_mention(text: str, pair: Enclosure, begin: int) -> bool:
    """Tell whether a quotation is a part of the sentence around it: no mark introduces it."""
    return text[max(begin, pair.start - 1) : pair.start].isalnum()


def _is_abbreviation(text: str, mark: _Candidate, following: str, rules: _Rules) -> bool:
    """Tell whether the full stop belongs to the word before it and the sentence goes on."""
    before = text[max(mark.begin, mark.start - _LOOK_BACK) : mark.end]
    words = before.split()
    word = words[-1].lstrip(_OPENERS)
    forms = {word, " ".join(words[-2:]), " ".join(words[-3:])}
    forms.add(_APOSTROPHE.split(word)[-1])
    if len(word) > 2:
        forms.add(word[:1].lower() + word[1:])
    starts = following in rules.starters
    if forms & rules.closing:
        return not starts
    if forms & rules.abbreviations:
        return True
    if forms & rules.before_numbers and following[:1].isdigit():
        return True
    if mark.start - mark.begin < 6 and _LIST_NUMBER.fullmatch(text, mark.begin, mark.end):
        return True
    if _INITIALS.fullmatch(word):
        return not starts and not _UNIT.search(before)
    return bool(rules.ordinal_stop and _ORDINAL.fullmatch(word)) and not starts
