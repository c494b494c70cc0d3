"""Well-known places that a text names: cities, regions, countries and parts of the world.

The table (places.txt.xz, made by models/recipes/places.py) has the names of some four thousand
places in the scripts of the world. Cities are those of GeoNames (CC BY 4.0, geonames.org), regions
and parts of the world those of the Unicode CLDR (Unicode-DFS-2016), see places.LICENSE.txt;
countries are those of `auditor.text.territories`. A place is found by the names that the language
has for it; whether it stands in a text is told by any of its names, with whatever ending, and by
their sounds.
"""

import functools
import itertools
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import regex

from auditor.backends.dictionary import dictionary
from auditor.core.bitext import Span
from auditor.text.frequency import zipf
from auditor.text.language import Language, language
from auditor.text.names import capitals, forms, heard_in, likely, sounds, spelled
from auditor.text.renderings import find
from auditor.text.territories import territories

_SHORTEST_STEM = 4
_ENDING = 3
"""Letters at the end of a name that another ending may stand for: Moskau, Moskauer."""
_CASE = 2
"""Letters of an ending that a name may have."""
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_COMMONER = 0.8
"""By how much a case of a name may be commoner than the name, as frequencies are counted."""
_CASES = "аеийіїоьюяы"
"""Letters that end Cyrillic names and change with the case."""
_FEW_SIGNS, _MANY_SIGNS = 2, 8
"""Characters of names in texts that no spaces part."""
_MOST_WORDS = 4
_FEW_SOUNDS = 3
_JOINS = (" ", "\u00a0", "-")
_SIGNS = regex.compile(r"\p{Katakana}[\p{Katakana}ー・]*|\p{Han}+|\p{Hangul}+")
_KATAKANA, _HANGUL = regex.compile(r"\p{Katakana}"), regex.compile(r"\p{Hangul}")
_ARABIC = regex.compile(r"\p{Arabic}+")
_PREFIX = 2
"""Letters that Arabic may write before a name: و, ب, ل, ك."""
_WHOLE = regex.compile(r"[\p{Han}\p{Katakana}\p{Hangul}\p{Arabic}]")
"""Letters of names that have no endings of their own."""
_LETTERS = {"Hang": r"\p{Hangul}", "Jpan": r"[\p{Han}\p{Katakana}]", "Kore": r"\p{Hangul}"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it stands in a text."""

    lines: tuple[int, ...]
    """Lines of the table: several where places share the name."""
    span: Span


@dataclass(frozen=True, slots=True)
class _Known:
    country: str
    names: tuple[str, ...]
    tags: tuple[frozenset[str], ...]
    """Languages whose texts name the place so, for each name."""


@functools.cache
def _table() -> tuple[_Known, ...]:
    file = resources.files("auditor.text") / "places.txt.xz"
    rows = lzma.decompress(file.read_bytes()).decode().splitlines()
    return tuple(_parsed(row) for row in rows)


def _parsed(row: str) -> _Known:
    country, *cells = row.split("\t")
    parts = [cell.partition("|") for cell in cells]
    return _Known(
        country,
        tuple(name for name, _, _ in parts),
        tuple(frozenset(tags.split(",")) - {""} for _, _, tags in parts),
    )


@functools.cache
def _index(primary: str) -> Mapping[str, tuple[int, ...]]:
    """Give the lines of the names that texts of a language name a place by, case-folded."""
    found: dict[str, list[int]] = {}
    for number, known in enumerate(_table()):
        for name, tags in zip(known.names, known.tags, strict=True):
            if primary in tags:
                folded = name.casefold()
                inflected = folded[-1] in _CASES and len(folded) > _SHORTEST_STEM
                for form in (folded, folded[:-1]) if inflected else (folded,):
                    found.setdefault(form, []).append(number)
    return {name: tuple(dict.fromkeys(lines)) for name, lines in found.items()}


def places(text: str, own: Language) -> tuple[Place, ...]:
    """Give the cities, regions and parts of the world that a text names, in order."""
    index = _index(own.primary)
    if not index:
        return ()
    if own.script in ("Hans", "Hant", "Jpan", "Kore"):
        return tuple(_in_signs(text, own, index))
    if own.script == "Arab":
        return tuple(_in_arabic(text, index))
    return tuple(_in_words(text, own.primary))


def is_place(name: str, own: Language) -> bool:
    """Tell whether a name, as a text of a language has it, is or holds that of a place."""
    return (
        name.casefold() in _every_name() or bool(places(name, own)) or bool(territories(name, own))
    )


@functools.cache
def _every_name() -> frozenset[str]:
    return frozenset(name.casefold() for known in _table() for name in known.names)


@functools.cache
def _heads(primary: str) -> frozenset[str]:
    """Give the first words of the names in a language."""
    return frozenset(name.split(" ", maxsplit=1)[0] for name in _index(primary))


def _in_words(text: str, primary: str) -> Iterator[Place]:
    index, heads = _index(primary), _heads(primary)
    found, first = capitals(text), 0
    while first < len(found):
        word = found[first].text.casefold()
        if not (word in heads or word[:-1] in heads or word[:-_CASE] in heads):
            first += 1
            continue
        for last in range(min(first + _MOST_WORDS, len(found)) - 1, first - 1, -1):
            group = found[first : last + 1]
            gaps = {text[a.span.end : b.span.start] for a, b in itertools.pairwise(group)}
            span = Span(group[0].span.start, group[-1].span.end)
            lines = _looked_up(span.of(text), index, primary) if gaps <= {*_JOINS} else ()
            if lines:
                yield Place(lines, span)
                first = last
                break
        first += 1


def _looked_up(name: str, index: Mapping[str, tuple[int, ...]], primary: str) -> tuple[int, ...]:
    """Find a name as it is written, with an s that makes no word, or with a Cyrillic ending."""
    folded = name.casefold()
    if _CYRILLIC.match(folded):
        cases = (folded[:-ending] for ending in range(1, _CASE + 1))
        stems = [folded, *(stem for stem in cases if len(stem) >= _SHORTEST_STEM)]
        found = next((index[stem] for stem in stems if stem in index), ())
        return tuple(line for line in found if _is_likely(line, folded, primary))
    if folded in index:
        return index[folded]
    if folded.endswith("s") and zipf(folded[:-1], primary) > zipf(folded, primary):
        return index.get(folded[:-1], ())
    return ()


@functools.lru_cache(maxsize=4096)
def _is_likely(line: int, word: str, primary: str) -> bool:
    """Tell whether a word may be a name of a place, or a case of it that is no commoner.

    Казани is one of Казань; Короля (of the king) is none of Коро, nor Виктор of Виктория.
    """
    known = _table()[line]
    pairs = zip(known.names, known.tags, strict=True)
    names = {name.casefold() for name, tags in pairs if primary in tags}
    if word in names:
        return True
    bare = any(word == name[:-1] for name in names)
    usual = max((zipf(name, primary) for name in names), default=0.0)
    return not bare and zipf(word, primary) <= usual + _COMMONER


def _in_arabic(text: str, index: Mapping[str, tuple[int, ...]]) -> Iterator[Place]:
    for match in _ARABIC.finditer(text):
        word = match.group()
        for start in range(_PREFIX + 1):
            if word[start:] in index:
                yield Place(index[word[start:]], Span(match.start() + start, match.end()))
                break


def _in_signs(text: str, own: Language, index: Mapping[str, tuple[int, ...]]) -> Iterator[Place]:
    """Find names in signs: katakana as a whole, Korean at the begin of a word, others anywhere.

    Two characters are a name where a dictionary, read for the longest words, has them as one.
    """
    heads = _longest(own.primary)
    for match in _SIGNS.finditer(text):
        run, start = match.group(), 0
        if _KATAKANA.match(run):
            if run in index:
                yield Place(index[run], Span(*match.span()))
            continue
        hangul = bool(_HANGUL.match(run))
        while start <= len(run) - _FEW_SIGNS:
            longest = heads.get(run[start : start + _FEW_SIGNS], 0)
            for size in range(min(longest, len(run) - start), _FEW_SIGNS - 1, -1):
                lines = index.get(run[start : start + size])
                if lines:
                    first = match.start() + start
                    span = Span(first, first + size)
                    if size > _FEW_SIGNS or is_word(text, span, own):
                        yield Place(lines, span)
                        start += size - 1
                        break
            if hangul:
                break
            start += 1


@functools.cache
def _longest(primary: str) -> Mapping[str, int]:
    """Give the length of the longest name, at most `_MANY_SIGNS`, by its first two signs."""
    found: dict[str, int] = {}
    for name in _index(primary):
        head = name[:_FEW_SIGNS]
        found[head] = max(found.get(head, 0), min(len(name), _MANY_SIGNS))
    return found


def is_word(text: str, span: Span, own: Language) -> bool:
    """Tell whether signs are a word of their own, by the longest words that a dictionary has."""
    return (span.start, span.end) in _words_of(text, own.tag)


@functools.lru_cache(maxsize=1024)
def _words_of(text: str, tag: str) -> frozenset[tuple[int, int]]:
    own = language(tag)
    terms = dictionary().terms(own.primary)
    return frozenset((term.start, term.end) for term in find(text, own, terms))


def countries_of(place: Place) -> frozenset[str]:
    """Give the ISO 3166 codes of the countries that a place may lie in; none for a continent."""
    return frozenset(_table()[line].country for line in place.lines) - {""}


def names_in(place: Place, own: Language) -> tuple[str, ...]:
    """Give the names by which the texts of a language name a place."""
    known = [_table()[line] for line in place.lines]
    return tuple(
        dict.fromkeys(
            name
            for entry in known
            for name, tags in zip(entry.names, entry.tags, strict=True)
            if own.primary in tags
        )
    )


def stands(place: Place, name: str, text: str, own: Language) -> bool:
    """Tell whether a text has a place by any of its names, with whatever ending, or by its sounds.

    Args:
        place: what is looked for.
        name: how the other text names it.
        text: where it is looked for.
        own: language of that text.
    """
    folded = f" {text.casefold()}"
    names = [other for line in place.lines for other in _table()[line].names]
    if any(all(stem in folded for stem in _stems(other)) for other in names):
        return True
    known = forms(likely(text))
    for word in (name, *name.split()):
        if len(sounds(word)) >= _FEW_SOUNDS and heard_in(word, text):
            return True
    heard = sounds(name)
    if len(heard) >= _FEW_SOUNDS:
        return False
    if spelled(name) in known.words or heard in known.sounds:
        return True
    letters = regex.compile(_LETTERS.get(own.script, r"\p{Han}"))
    return heard in known.stream and not any(letters.match(other) for other in names)


@functools.lru_cache(maxsize=65_536)
def _stems(name: str) -> tuple[str, ...]:
    """Give the words of a name without what an ending may change."""
    if _WHOLE.match(name):
        return (name,)
    return tuple(map(_stem, name.casefold().split()))


def _stem(word: str) -> str:
    if len(word) == _SHORTEST_STEM and regex.fullmatch(r"\p{Cyrillic}+", word):
        return f" {word[:-1]}"
    return word[: max(_SHORTEST_STEM, len(word) - _ENDING)]
