"""Interfaces of models."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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
