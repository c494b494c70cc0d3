"""Stems: what the forms of a word have in common, so that a dictionary finds them all."""

import functools
import tomllib
import unicodedata
from collections.abc import Mapping
from importlib import resources
from typing import Any, NamedTuple

from auditor.core.bitext import Span
from auditor.text.language import Language
from auditor.text.tokens import letters

LONGEST = "longest"
"""The profile's word for languages whose words are found by the dictionary itself."""


class Stem(NamedTuple):
    """A word of a text by its stem."""

    key: str
    span: Span
    """Place of the word in the text, in code points."""


def stems(text: str, language: Language) -> list[Stem]:
    """Give the words of a text by their stems, in order; an elided article is a word of its own."""
    found, end = [], 0
    for word in letters(text):
        start = text.find(word, end)
        end = start + len(word)
        found.append(Stem(stem(word, language.stemmer), Span(start, end)))
    return found


def keys(text: str, language: Language) -> frozenset[str]:
    """Give the stems of the words of a text."""
    return frozenset(stem(word, language.stemmer) for word in letters(text))


@functools.lru_cache(maxsize=200_000)
def stem(word: str, stemmer: str) -> str:
    """Bring a word to its stem: lower case, without the endings that the stemmer knows.

    Args:
        word: letters alone.
        stemmer: as `Language.stemmer` has it.
    """
    plain = unicodedata.normalize("NFKC", word).casefold()
    if stemmer in ("", LONGEST):
        return plain
    if stemmer in _endings():
        return _cut(plain, stemmer)
    stemmed: str = _snowball(stemmer).stemWord(plain)
    return stemmed or plain


def _cut(word: str, stemmer: str) -> str:
    """Cut the longest known ending that leaves enough of a word."""
    rules = _endings()[stemmer]
    least = rules["least"]
    for size in range(min(4, len(word) - least), 0, -1):
        if word[-size:] in rules["endings"]:
            return word[:-size]
    return word


@functools.cache
def _endings() -> Mapping[str, Any]:
    file = resources.files("auditor.text") / "endings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _snowball(algorithm: str) -> Any:
    """Give a stemmer; snowballstemmer takes the one of PyStemmer, in C, where that is installed."""
    import snowballstemmer

    return snowballstemmer.stemmer(algorithm)
