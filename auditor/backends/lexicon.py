"""The shipped bilingual lexicons: which pieces translate each other, and how surely.

IBM Model 1 both ways (Brown et al. 1993) on parallel text and dictionaries; models/lexicon/CARD.md
has the recipe and the figures. Languages that were not learnt together are joined through English
or Chinese.
"""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from auditor.backends.base import Links
from auditor.backends.store import artefact
from auditor.backends.vocabulary import vocabulary

_HUBS = ("en", "zh")
_LEAST = 0.04
"""Least geometric mean of both probabilities of a link that is joined through a hub."""


class ShippedLexicon:
    """Implements `auditor.backends.base.Lexicon` with the shipped model."""

    def __init__(self, place: Path | None = None) -> None:
        """Load the vocabulary; links are read when a pair of languages asks for them.

        Args:
            place: folder of models; the shipped ones where None.

        Raises:
            ModelError: the model is missing.
        """
        self._model = artefact("lexicon", place)
        self._vocabulary = vocabulary(place)
        self.name = f"builtin-lexicon:{self._model.revision}"
        self.languages = self._model.languages

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the numbers of each text's pieces."""
        return self._vocabulary.pieces(texts)

    def links(self, source: str, target: str) -> Links | None:
        """Give the links of two languages by their primary subtags; None where none are known.

        Raises:
            ChecksumMismatch: a file is damaged.
        """
        if source == target or not {source, target} <= self.languages:
            return None
        return linked(self._direct, source, target)

    def _direct(self, source: str, target: str) -> Links | None:
        for first, second in ((source, target), (target, source)):
            name = f"{first}-{second}.npy"
            if name in self._model.files:
                table = np.load(self._model.path(name))
                found = Links(
                    table["source"].astype(np.int64),
                    table["target"].astype(np.int64),
                    table["forth"].astype(np.float32) / 255,
                    table["back"].astype(np.float32) / 255,
                )
                return found if first == source else found.turned()
        return None


def linked(direct: Callable[[str, str], Links | None], source: str, target: str) -> Links | None:
    """Give the links of two languages, joined through a hub where they were not learnt together."""
    found = direct(source, target)
    for hub in _HUBS if found is None else ():
        first, second = direct(source, hub), direct(hub, target)
        if first is not None and second is not None:
            return joined(first, second)
    return found


def joined(first: Links, second: Links) -> Links:
    """Join links through the language that both have: probabilities are multiplied and summed."""
    order = np.argsort(second.source, kind="stable")
    hubs = second.source[order]
    begin, end = np.searchsorted(hubs, first.target), np.searchsorted(hubs, first.target, "right")
    counts = end - begin
    left = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts)
    right = order[begin[left] + within]
    keys, place = np.unique((first.source[left] << 32) | second.target[right], return_inverse=True)
    forth = np.bincount(place, weights=first.forth[left] * second.forth[right])
    back = np.bincount(place, weights=first.back[left] * second.back[right])
    kept = np.sqrt(forth * back) >= _LEAST
    return Links(
        (keys >> 32)[kept],
        (keys & 0xFFFFFFFF)[kept],
        np.minimum(forth[kept], 1.0).astype(np.float32),
        np.minimum(back[kept], 1.0).astype(np.float32),
    )


@functools.cache
def lexicon() -> ShippedLexicon:
    """Give the shipped lexicon, loaded once.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return ShippedLexicon()
