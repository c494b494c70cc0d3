"""Names of a text, and whether a name stands in another text, in whatever script.

Names are the words with a capital that the place in the sentence does not ask for. Two names are
the same when their letters are, or their sounds: every script is spelled in Latin letters
(anyascii), vowels are dropped, and consonants that scripts mix up count as one, such as l and r.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from auditor.core.bitext import Span
from auditor.text.frequency import zipf
from auditor.text.language import Language
from auditor.text.paragraphs import prose
from auditor.text.scripts import writing

_NAME = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_@#/.])\p{Lu}[\p{L}\p{M}\p{N}]*(?:['’-]\p{Lu}[\p{L}\p{M}]+)*(?![\p{L}\p{M}\p{N}_@]|\.\p{L}{2,}|/)"
)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_STARTS = regex.compile(r"(?:\A|[.!?…:;»”\"“«„(\[—–-]\s?)[^\p{L}\p{N}]*\Z")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]+")
_OTHER = regex.compile(r"[^a-z0-9]")
_TWICE = regex.compile(r"(.)\1+")
_TITLED = 0.6
"""Share of words with a capital from which a text is a heading whose capitals say nothing."""
_ORDINARY = 4.0
"""Frequency from which a word that begins a sentence is no name."""
_CASED = ("Latn", "Cyrl", "Grek", "Armn")
"""ISO 15924 codes of scripts with capitals."""
_CLASSES = str.maketrans(
    {
        "b": "p", "f": "p", "v": "p", "w": "p", "p": "p",
        "d": "t", "t": "t",
        "g": "k", "k": "k", "q": "k", "c": "k", "x": "k",
        "z": "s", "s": "s", "j": "s",
        "l": "r", "r": "r", "m": "n", "n": "n",
        "h": None, "y": None, "a": None, "e": None, "i": None, "o": None, "u": None,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word."""

    text: str
    span: Span
    starts: bool
    """It begins a sentence."""


def names(text: str, language: Language) -> tuple[Name, ...]:
    """Give the words of a text that are likely names, in order.

    None are given for a script without capitals, for headings, or, in a language that writes its
    nouns with capitals, for words that are common.
    """
    if language.spaced and not language.capital_nouns and is_titled(text):
        return ()
    return tuple(
        name
        for name in capitals(text)
        if not (name.starts or language.capital_nouns)
        or zipf(name.text, language.primary) < _ORDINARY
    )


@functools.lru_cache(maxsize=4096)
def is_titled(text: str) -> bool:
    """Tell whether most words after the first have a capital."""
    words = [word for word in _WORD.findall(prose(text)) if word[0].isalpha()][1:]
    return bool(words) and sum(word[0].isupper() for word in words) >= _TITLED * len(words)


@functools.lru_cache(maxsize=4096)
def capitals(text: str) -> tuple[Name, ...]:
    """Give every word of two letters and more that begins with a capital, in order."""
    return tuple(_capitals(prose(text)))


def _capitals(plain: str) -> Iterator[Name]:
    for match in _NAME.finditer(plain):
        if len(match.group()) > 1:
            starts = bool(_STARTS.search(plain[max(0, match.start() - 4) : match.start()]))
            yield Name(match.group(), Span(*match.span()), starts)


@functools.lru_cache(maxsize=4096)
def has_capitals(text: str) -> bool:
    """Tell whether a text is in letters that names begin with a capital of."""
    letters = writing(text)
    return letters is None or letters.code in _CASED


@functools.lru_cache(maxsize=4096)
def likely(text: str) -> str:
    """Give the words of a text that may be names: all of them where it has no capitals."""
    if not has_capitals(text):
        return text
    return " ".join(word for word in _WORD.findall(text) if word[0].isupper())


@functools.lru_cache(maxsize=65_536)
def spelled(word: str) -> str:
    """Give a word in plain Latin letters, lower case."""
    from anyascii import anyascii

    return anyascii(word).lower()


@functools.lru_cache(maxsize=65_536)
def sounds(word: str) -> str:
    """Give the consonants of a word, one sign for those that scripts mix up."""
    plain = spelled(word)
    for letters, sign in (
        ("ph", "f"),
        ("sh", "s"),
        ("ch", "s"),
        ("zh", "s"),
        ("ts", "s"),
        ("ck", "k"),
        ("ng", "n"),
    ):
        plain = plain.replace(letters, sign)
    found = _OTHER.sub("", plain).translate(_CLASSES)
    return _TWICE.sub(r"\1", found)


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of a text, ready to be compared with names."""

    words: frozenset[str]
    """Spelled in plain Latin letters."""
    sounds: tuple[str, ...]
    stream: str
    """Sounds of the parts without spaces."""


@functools.lru_cache(maxsize=1024)
def forms(text: str) -> Forms:
    """Make the words of a text ready to be compared with names."""
    words = _WORD.findall(text)
    runs = [] if text.isascii() else [run for word in words for run in _UNSPACED.findall(word)]
    return Forms(
        frozenset(spelled(word) for word in words),
        tuple(sorted({sounds(word) for word in words if not _UNSPACED.search(word)} - {""})),
        " ".join(sounds(run) for run in runs),
    )


def stands_in(name: str, text: Forms) -> bool:
    """Tell whether a name stands in a text, as it is written or as it sounds."""
    plain = spelled(name)
    if plain in text.words or any(_begins(plain, word) for word in text.words):
        return True
    own = sounds(name)
    if len(own) < 2:
        return not own or any(own == other for other in text.sounds) or own in text.stream
    if any(nearness(own, other) >= _ALIKE for other in text.sounds):
        return True
    return bool(text.stream) and stands_within(own, text.stream)


def heard_in(name: str, text: str) -> bool:
    """Tell whether a word of a text that may be a name is spelled like one, or sounds like it.

    Sounds count only between different letters, where spelling says nothing.
    """
    known, plain = forms(likely(text)), spelled(name)
    own, other = writing(name), writing(text)
    if own is None or other is None or own.code != other.code:
        return stands_in(name, known)
    return any(plain in word or nearness(plain, word) >= _ALIKE for word in known.words)


def stands_as_spelled(name: str, text: Forms) -> bool:
    """Tell whether a name, or nearly all of its sounds, stands in a text, however long this is."""
    plain = spelled(name)
    if plain in text.words:
        return True
    own = sounds(name)
    return len(own) > 2 and (own in text.sounds or own in text.stream)


_ALIKE = 0.65
_SHARED = 4
_SLIPS = 0.34
"""Share of the sounds of a name that a spelling by syllables may get wrong."""


def _begins(one: str, other: str) -> bool:
    """Tell whether two words are one but for their endings, or one is a part of the other."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) < _SHARED:
        return False
    common = max(_SHARED, len(longer) - 4)
    return shorter in longer or (shorter[:common] == longer[:common] and len(shorter) >= common)


def nearness(one: str, other: str) -> float:
    """Compare two words by their edit distance, from 0 to 1 for equal ones."""
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > (1 - _ALIKE) * longest:
        return 0.0
    if sum(sign not in other for sign in one) > (1 - _ALIKE) * longest:
        return 0.0
    return 1 - distance(one, other) / longest


def distance(one: str, other: str) -> int:
    """Give the edit distance of two words, a swap of neighbours counting once (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def stands_within(own: str, stream: str) -> bool:
    """Tell whether sounds stand anywhere in a stream, with few slips (Sellers 1980)."""
    row = [0] * (len(stream) + 1)
    for i, a in enumerate(own, start=1):
        before, row = row, [i]
        for j, b in enumerate(stream, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
    return min(row) <= _SLIPS * len(own)


def grouped(found: Sequence[Name], text: str) -> Iterator[tuple[Name, ...]]:
    """Give names that stand side by side as one."""
    group: list[Name] = []
    for name in found:
        if group and text[group[-1].span.end : name.span.start] not in (" ", "\u00a0", "-", "’s "):
            yield tuple(group)
            group = []
        group.append(name)
    if group:
        yield tuple(group)
