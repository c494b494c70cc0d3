"""Interfaces of models."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from auditor.core.bitext import Span


class Encoder(Protocol):
    """Turns sentences of any language into vectors that are near when the meanings are."""

    name: str

    @property
    def languages(self) -> frozenset[str] | None:
        """Give primary subtags of the languages that it was trained on; None if not known."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit vector per text: shape (len(texts), dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """The words of neighbouring texts, each text's words once."""

    vectors: NDArray[np.float32]
    """A unit vector for each word: shape (words, dimensions)."""
    weights: NDArray[np.float32]
    """How much each word says."""
    starts: NDArray[np.int64]
    """Where the words of each text begin, and their end: shape (texts + 1,)."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts, or pieces of words."""

    vectors: NDArray[np.float32]
    """A unit vector for each distinct word: shape (distinct words, dimensions)."""
    weights: NDArray[np.float32]
    """How much each distinct word says."""
    words: NDArray[np.int64]
    """Places in `vectors`, text after text."""
    starts: NDArray[np.int64]
    """Where the words of each text begin in `words`, and their end: shape (texts + 1,)."""

    def run(self, begin: int, end: int) -> Run:
        """Give the words of the texts from one up to another."""
        starts = self.starts[begin : end + 1]
        words = self.words[starts[0] : starts[-1]]
        return Run(self.vectors[words], self.weights[words], starts - starts[0])


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder that tells the vectors of single words as well."""

    def words(self, texts: Sequence[str]) -> Words:
        """Give the words of each text, each a single time."""
        ...


@dataclass(frozen=True, slots=True)
class Links:
    """Pieces that translate each other: equally long arrays."""

    source: NDArray[np.int64]
    """Numbers of pieces."""
    target: NDArray[np.int64]
    forth: NDArray[np.float32]
    """Probability of the target piece given the source piece, 0 to 1."""
    back: NDArray[np.float32]
    """Probability of the source piece given the target piece."""

    def turned(self) -> "Links":
        """Give the links the other way round."""
        return Links(self.target, self.source, self.back, self.forth)


class Lexicon(Protocol):
    """Knows which words of two languages translate each other."""

    name: str
    languages: frozenset[str]
    """Primary subtags of the languages that it was trained on."""

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the numbers of each text's pieces."""
        ...

    def links(self, source: str, target: str) -> Links | None:
        """Give the links of two languages by their primary subtags; None where none are known."""
        ...


class Estimator(Protocol):
    """Judges how good translations are, without a reference."""

    name: str

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]
    ) -> NDArray[np.float32]:
        """Judge pairs: shape (len(sources),), in [0, 1], higher is better.

        Args:
            sources: texts of the original.
            targets: their translations, one each.
            languages: BCP 47 tags of the original and the translation.
        """
        ...


class LanguageModel(Protocol):
    """Tells how likely a text is in its language."""

    name: str

    @property
    def languages(self) -> frozenset[str] | None:
        """Give primary subtags of the languages that it was trained on; None if not known."""
        ...

    def logprobs(self, text: str, language: str) -> list[tuple[Span, float]]:
        """Give each piece of a text, as a span of the text, with its log probability in nats."""
        ...

    def logprobs_of(self, texts: Sequence[str], language: str) -> list[list[tuple[Span, float]]]:
        """Give the same of many texts."""
        ...

    def scores(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Give the mean log probability of each text's pieces, in nats."""
        ...
