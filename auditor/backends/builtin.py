"""The shipped sentence encoder: a vector per piece of a word, added up; numpy alone.

A static encoder in the manner of Wieting et al. 2016 ("Towards Universal Paraphrastic Sentence
Embeddings"), trained across languages with in-batch negatives; models/encoder/CARD.md has the
recipe and the figures.
"""

import functools
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.backends.store import artefact

_LONGEST = 2000
"""Characters of a text that are read: a sentence longer than this is no sentence."""
_BATCH = 4096
"""Texts that are added up at once."""


class StaticEncoder:
    """Implements `auditor.backends.base.Encoder` with the shipped model."""

    def __init__(self, place: Path | None = None) -> None:
        """Load the model.

        Args:
            place: folder of models; the shipped ones where None.

        Raises:
            ModelError: the model is missing.
            ChecksumMismatch: a file of it is damaged.
        """
        import sentencepiece

        model = artefact("encoder", place)
        self.name = f"builtin-encoder:{model.revision}"
        self.languages = model.languages
        self._vocabulary = sentencepiece.SentencePieceProcessor(
            model_file=str(model.path("vocabulary.model"))
        )
        self._vectors = np.load(model.path("vectors.npy"))
        self._scales = np.load(model.path("scales.npy")).astype(np.float32)
        traditional, simplified = model.path("folding.txt").read_text(encoding="utf-8").splitlines()
        self._folding = str.maketrans(traditional, simplified)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit vector per text: shape (len(texts), 256); zeros for a text without pieces.

        Traditional Chinese characters are read as their Simplified forms.
        """
        batches = [
            self._sums(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)
        ]
        if not batches:
            return np.zeros((0, self._vectors.shape[1]), np.float32)
        sums = np.concatenate(batches)
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]
        return (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)

    def _sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        folded = [text[:_LONGEST].translate(self._folding) for text in texts]
        pieces: list[list[int]] = self._vocabulary.encode(folded)
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        sums = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        flat = np.fromiter(itertools.chain.from_iterable(pieces), np.int64, int(lengths.sum()))
        if not len(flat):
            return sums
        vectors = self._vectors[flat] * self._scales[flat, None]
        filled = lengths > 0
        starts = np.cumsum(lengths) - lengths
        sums[filled] = np.add.reduceat(vectors, starts[filled], axis=0)
        return sums


@functools.cache
def encoder() -> StaticEncoder:
    """Give the shipped encoder, loaded once.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return StaticEncoder()
