"""Renderings: the terms of a text that the shipped dictionaries know, and what renders them."""

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import regex

from auditor.backends.base import Links
from auditor.backends.dictionary import Terms, dictionary
from auditor.backends.vocabulary import vocabulary
from auditor.core.bitext import Span
from auditor.text.language import Language, language
from auditor.text.stems import LONGEST, stem
from auditor.text.tokens import letters

_RUN = regex.compile(r"[\p{L}\p{M}]+")
_MARK = regex.compile(r"[.,;:!?()]")


class Term(NamedTuple):
    """A term of a text."""

    number: int
    """Place of the term in the list of its language."""
    key: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Give its place in the text."""
        return Span(self.start, self.end)


class Rendering(NamedTuple):
    """What a term is rendered by."""

    key: str
    """Its stems."""
    form: str
    """How it is written most often."""
    forth: float
    """Probability of it given the term, 0 to 1."""
    back: float
    """Probability of the term given it."""


class Renderings:
    """What the dictionaries know of two languages, in one direction."""

    def __init__(self, source: Language, target: Language, links: Links) -> None:
        """Take the links of two languages.

        Args:
            source: language whose terms are looked up.
            target: language of what they are rendered by.
            links: in the order of the source.
        """
        self.source, self.target = source, target
        self.terms = dictionary().terms(source.primary)
        self.others = dictionary().terms(target.primary)
        self._links = links

    def find(self, text: str) -> list[Term]:
        """Give the terms of a text, the longest first where several begin at one place."""
        return find(text, self.source, self.terms)

    @functools.lru_cache(maxsize=100_000)  # noqa: B019 - they live as long as the process
    def of(self, number: int) -> tuple[Rendering, ...]:
        """Give what renders a term, the likeliest first."""
        own = slice(*np.searchsorted(self._links.source, (number, number + 1)).tolist())
        keys, form = self.others.keys, self.others.form
        columns = (self._links.target, self._links.forth, self._links.back)
        found = [
            Rendering(keys[target], form(target), forth, back)
            for target, forth, back in zip(*(one[own].tolist() for one in columns), strict=True)
        ]
        return tuple(sorted(found, key=lambda r: (-r.forth * r.back, r.key)))


def find(text: str, language: Language, terms: Terms) -> list[Term]:
    """Give the terms of a text that a list has, without overlap, the longest first."""
    if language.stemmer == LONGEST:
        return list(_dense(text, terms))
    return _spaced(text, language.stemmer, terms)


def _spaced(text: str, stemmer: str, terms: Terms) -> list[Term]:
    found = []
    words = letters(text)
    keys = [stem(word, stemmer) for word in words]
    numbers, leads = terms.numbers, terms.leads
    beyond = end = 0
    for at, key in enumerate(keys):
        start = text.find(words[at], end)
        end = start + len(words[at])
        if at < beyond:
            continue
        longest = leads.get(key, 1)
        for size in range(min(longest, len(keys) - at), 1, -1):
            whole = " ".join(keys[at : at + size])
            if whole in numbers:
                last = _end(text, words[at : at + size], start)
                if not _MARK.search(text, start, last):
                    found.append(Term(numbers[whole], whole, start, last))
                    beyond = at + size
                    break
        else:
            number = numbers.get(key)
            if number is not None:
                found.append(Term(number, key, start, end))
    return found


def _end(text: str, words: Sequence[str], place: int) -> int:
    """Find the end of the last of some words that follow one another from a place on."""
    for word in words:
        place = text.find(word, place) + len(word)
    return place


def _dense(text: str, terms: Terms) -> Iterator[Term]:
    folded = vocabulary().fold(text).casefold()
    for run in _RUN.finditer(folded):
        at = run.start()
        while at < run.end():
            longest = terms.leads.get(folded[at : at + 2], 1)
            for end in range(min(at + longest, run.end()), at, -1):
                number = terms.numbers.get(folded[at:end])
                if number is not None:
                    yield Term(number, folded[at:end], at, end)
                    at = end
                    break
            else:
                at += 1


@functools.lru_cache(maxsize=16)
def _renderings(source: str, target: str) -> Renderings | None:
    languages = language(source), language(target)
    links = dictionary().links(*(own.primary for own in languages))
    return None if links is None else Renderings(*languages, links)


def renderings(source: Language, target: Language) -> Renderings | None:
    """Give what renders the terms of one language in another; None where nothing is known."""
    return _renderings(source.tag, target.tag)
