"""What of a sentence survives translation: figures, names, cognates, and the marks around words.

Each is a key. Equal keys on both sides are evidence that two runs belong together.
"""

import itertools
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import regex
from numpy.typing import NDArray

from auditor.core.bitext import Segment
from auditor.text.figures import figures
from auditor.text.language import Language

Family = Literal["figure", "name", "cognate", "word", "piece"]
"""Kinds of keys. Words survive only through a lexicon that is learnt from the document, and pieces
of words through one that is shipped."""

FAMILIES: tuple[Family, ...] = ("figure", "name", "cognate", "word", "piece")

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+")
_LATIN = regex.compile(r"[\p{Latin}\p{N}][\p{Latin}\p{M}\p{N}.&+’'-]*")
_CONTENT = regex.compile(r"[\p{L}\p{N}]")
_LINK = regex.compile(r"(?:https?://|www\.)[^\s<>()]+|[\w.+-]+@[\w-]+\.[\w.]+|[@#]\w{2,}")

_STEM = 5
_COGNATE = 4
"""Letters at the start of a word that cognates share."""

MARKS: tuple[str, ...] = ("?", "!", ":;", "quote", "bracket", "dash", "capitals")
_CLASSES: dict[str, int] = {}
for _place, _group in enumerate(
    ("?？؟", "!！", ":：;；؛", '"“”„«»‹›「」『』《》', "()（）[]【】", "—–―")
):
    for _mark in _group:
        _CLASSES.setdefault(_mark, _place)

ENDS: tuple[str, ...] = ("stop", "?", "!", ":;", "quote", "other")
_END_OF = {
    **dict.fromkeys(".。．।۔…", 0),
    **dict.fromkeys("?？؟", 1),
    **dict.fromkeys("!！", 2),
    **dict.fromkeys(":：;；؛,，、", 3),
    **dict.fromkeys("\"”’»」』'", 4),
}


@dataclass(frozen=True, slots=True)
class Side:
    """The segments of one text as the aligner sees them; all arrays run over the segments."""

    lengths: NDArray[np.float64]
    """Characters that are not spaces."""
    keys: tuple[tuple[frozenset[str], ...], ...]
    """Per family of `FAMILIES`, the keys of each segment."""
    marks: NDArray[np.bool_]
    """Which of `MARKS` each segment holds."""
    ends: NDArray[np.bool_]
    """Which of `ENDS` closes each segment."""
    kinds: NDArray[np.bool_]
    """Heading, item, or cell."""
    opens: NDArray[np.bool_]
    """The segment is the first of its block."""
    closes: NDArray[np.bool_]
    """The segment is the last of its block."""
    blank: NDArray[np.bool_]
    """The segment has no letter and no digit: it translates nothing."""
    breaks: NDArray[np.bool_]
    """No bead may join the segment with the one before it."""

    def __len__(self) -> int:
        return len(self.lengths)


def side(
    segments: Sequence[Segment], language: Language, pieces: Sequence[Sequence[int]] = ()
) -> Side:
    """Read the features of one text.

    Args:
        segments: the segments that take part.
        language: profile of their language.
        pieces: numbers of the pieces of each segment, if a lexicon knows them.
    """
    texts = tuple(segment.text for segment in segments)
    count = len(texts)
    families = (
        tuple(_held(_figure_keys(text, language)) for text in texts),
        tuple(_held(_name_keys(text)) for text in texts),
        tuple(_held(_cognate_keys(text)) for text in texts),
        tuple(_held(_word_keys(text)) for text in texts),
        tuple(_held(map(str, found)) for found in pieces or ((),) * count),
    )
    marks = np.zeros((count, len(MARKS)), dtype=np.bool_)
    ends = np.zeros((count, len(ENDS)), dtype=np.bool_)
    kinds = np.zeros((count, 3), dtype=np.bool_)
    for place, segment in enumerate(segments):
        text = segment.text.rstrip()
        for character in text:
            if character in _CLASSES:
                marks[place, _CLASSES[character]] = True
        marks[place, -1] = text.isupper() and len(text) > 3
        ends[place, _END_OF.get(text[-1:], len(ENDS) - 1)] = True
        for column, kind in enumerate(("heading", "item", "cell")):
            kinds[place, column] = segment.kind == kind
    blocks = np.array([segment.block for segment in segments], dtype=np.int64)
    indices = np.array([segment.index for segment in segments], dtype=np.int64)
    change = blocks[1:] != blocks[:-1]
    edge = np.ones(min(count, 1), dtype=np.bool_)
    return Side(
        lengths=np.array([float(len("".join(text.split()))) for text in texts]),
        keys=families,
        marks=marks,
        ends=ends,
        kinds=kinds,
        opens=np.concatenate([edge, change]),
        closes=np.concatenate([change, edge]),
        blank=np.array([not _CONTENT.search(text) for text in texts], dtype=np.bool_),
        breaks=np.concatenate([edge, indices[1:] != indices[:-1] + 1]),
    )


def _held(keys: Iterable[str]) -> frozenset[str]:
    """Hold each string once in memory, in however many segments it stands."""
    return frozenset(map(sys.intern, keys))


def pooled(whole: Side, size: int) -> Side:
    """Join each `size` neighbouring segments into one, for a coarse view of a long text."""
    starts = np.arange(0, len(whole), size)
    groups = [slice(int(start), int(start) + size) for start in starts]
    last = np.minimum(starts + size, len(whole)) - 1
    always = np.ones(len(starts), dtype=np.bool_)
    return Side(
        lengths=np.add.reduceat(whole.lengths, starts),
        keys=tuple(
            tuple(frozenset[str]().union(*family[group]) for group in groups)
            for family in whole.keys
        ),
        marks=np.logical_or.reduceat(whole.marks, starts, axis=0),
        ends=whole.ends[last],
        kinds=whole.kinds[starts],
        opens=always,
        closes=always,
        blank=np.logical_and.reduceat(whole.blank, starts),
        breaks=np.zeros(len(starts), dtype=np.bool_),
    )


def _figure_keys(text: str, language: Language) -> Iterator[str]:
    for figure in figures(text, language):
        yield from map(str, figure.values)


def _name_keys(text: str) -> Iterator[str]:
    """Give what is copied into a text of any script: links, handles, Latin names, acronyms."""
    for match in _LINK.finditer(text):
        yield match.group().casefold()
    for match in _LATIN.finditer(text):
        word = match.group().strip(".-'’")
        if len(word) > 1 and not word.isdigit():
            yield plain(word)


def _cognate_keys(text: str) -> Iterator[str]:
    """Give the first letters of each word, and pairs of characters where words are not spaced."""
    for word in _words(text):
        if len(word) >= _COGNATE and not word.isdigit():
            yield word[:_COGNATE]
    yield from _pairs(text)


def _word_keys(text: str) -> Iterator[str]:
    for word in _words(text):
        yield word[:_STEM]
    yield from _pairs(text)


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(_DENSE.sub(" ", plain(text))):
        yield match.group().rpartition("'")[2]


def _pairs(text: str) -> Iterator[str]:
    for match in _DENSE.finditer(text):
        run = match.group()
        if len(run) == 1:
            yield run
        for first, second in itertools.pairwise(run):
            yield first + second


def plain(text: str) -> str:
    """Fold case, drop accents and unify apostrophes, so that cognates look alike."""
    folded = text.casefold().replace("’", "'")
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join([c for c in decomposed if not unicodedata.combining(c)])
