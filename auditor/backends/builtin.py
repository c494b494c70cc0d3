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

from auditor.backends.base import Words
from auditor.backends.store import artefact
from auditor.backends.vocabulary import vocabulary
from auditor.core.bitext import Span

_BATCH = 64
"""Texts that are added up at once."""
_UNIT = 1 / 1024
"""What vectors are rounded to: sums of up to a thousand pieces are exact."""
_UNKNOWN, _HEARD, _BREAKS = -1, 1, 2
"""Of a piece: nobody has looked at it yet; it holds a letter or a digit; it ends a clause."""
_CLAUSE_MARKS = frozenset(",;:–—，；：、،؛(（)）.。!?！？…")


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
        model = artefact("encoder", place)
        self.name = f"builtin-encoder:{model.revision}"
        self.languages = model.languages
        self._vocabulary = vocabulary(place)
        self._vectors = np.load(model.path("vectors.npy"))
        self._scales = np.load(model.path("scales.npy")).astype(np.float32)
        self._known = np.full(len(self._scales), _UNKNOWN, np.int8)
        self.dimensions = int(self._vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit vector per text: shape (len(texts), 256); zeros for a text without pieces.

        Traditional Chinese characters are read as their Simplified forms.
        """
        sums = self._sums(texts)
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]
        return (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)

    def parts(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Give the vectors of each text's pieces that hold a letter or a digit, in their order.

        Shape (pieces, 256) each; the length of a vector says how much its piece tells.
        """
        return [self.vectors(pieces) for pieces in self.heard(texts)]

    def vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Give the vectors of pieces: shape (len(numbers), 256)."""
        found: NDArray[np.float32] = self._vectors[numbers] * self._scales[numbers, None]
        return found

    def heard(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """Give the numbers of each text's pieces that hold a letter or a digit, in their order."""
        return [pieces for pieces, _ in self.clauses(texts)]

    def clauses(self, texts: Sequence[str]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Give the same pieces, and the number of the clause that each stands in.

        Clauses end at commas, colons, brackets and the like; their numbers grow along the texts.
        """
        found = self._vocabulary.pieces(texts)
        if not found:
            return []
        sizes = np.fromiter(map(len, found), np.int64, len(found))
        flat = np.fromiter(itertools.chain.from_iterable(found), np.int64, int(sizes.sum()))
        traits = self._traits(flat)
        heard = traits & _HEARD != 0
        clauses = np.cumsum(traits & _BREAKS != 0)[heard]
        cuts = np.concatenate([[0], np.cumsum(heard)])[np.cumsum(sizes)[:-1]]
        return list(zip(np.split(flat[heard], cuts), np.split(clauses, cuts), strict=True))

    def places(self, text: str) -> list[Span]:
        """Give the place in a text of each vector that `parts` gives."""
        placed = self._vocabulary.placed(text)
        traits = self._traits(np.array([piece for piece, _ in placed], np.int64))
        return [span for (_, span), one in zip(placed, traits, strict=True) if one & _HEARD]

    def _traits(self, pieces: NDArray[np.int64]) -> NDArray[np.int8]:
        """Tell of each piece whether it is heard, and whether it ends a clause."""
        processor = self._vocabulary.processor
        for piece in np.unique(pieces[self._known[pieces] == _UNKNOWN]).tolist():
            text = "" if processor.is_byte(piece) else processor.id_to_piece(piece)
            heard = any(sign.isalnum() for sign in text)
            self._known[piece] = _HEARD * heard + _BREAKS * (not _CLAUSE_MARKS.isdisjoint(text))
        found: NDArray[np.int8] = self._known[pieces]
        return found

    def words(self, texts: Sequence[str]) -> Words:
        """Give the pieces of each text, each a single time, weighed by their length.

        Training makes the vectors of pieces long that tell one text from another.
        """
        held = [sorted(set(found)) for found in self._vocabulary.pieces(texts)]
        sizes = np.fromiter(map(len, held), np.int64, len(held))
        flat = np.fromiter(itertools.chain.from_iterable(held), np.int64, int(sizes.sum()))
        used, place = np.unique(flat, return_inverse=True)
        vectors = self._vectors[used] * self._scales[used, None]
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        return Words(
            (vectors / np.maximum(lengths, 1e-9)[:, None]).astype(np.float32),
            lengths.astype(np.float32),
            place.astype(np.int64),
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        )

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the numbers of each text's pieces."""
        return self._vocabulary.pieces(texts)

    def codes(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Give the vectors of pieces in steps of `scales`: shape (len(numbers), 256).

        Whole numbers of at most 127, so that their dot products are exact in single precision.
        """
        found: NDArray[np.float32] = self._vectors[numbers].astype(np.float32)
        return found

    def scales(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Give the steps of the vectors of pieces: a piece's vector is its codes times its scale.

        The vector of a text is the sum of those of its pieces, made a unit vector.
        """
        found: NDArray[np.float32] = self._scales[numbers]
        return found

    def weights(self, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the lengths of the vectors of pieces: how much each tells of a text."""
        used, place = np.unique(numbers, return_inverse=True)
        codes = self.codes(used)
        squares = np.einsum("ij,ij->i", codes, codes).astype(np.float64)
        found: NDArray[np.float64] = (np.sqrt(squares) * self._scales[used])[place]
        return found

    def _sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Add up the pieces of each text as a product of counts and vectors.

        The vectors are rounded to multiples of a unit that keeps every sum exact in single
        precision, so that the answer does not depend on the order of the additions.
        """
        pieces = self._vocabulary.pieces(texts)
        sums = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        for begin in range(0, len(texts), _BATCH):
            batch = pieces[begin : begin + _BATCH]
            lengths = np.fromiter(map(len, batch), np.int64, len(batch))
            flat = np.fromiter(itertools.chain.from_iterable(batch), np.int64, int(lengths.sum()))
            if not len(flat):
                continue
            used, place = np.unique(flat, return_inverse=True)
            cells = np.repeat(np.arange(len(batch)) * len(used), lengths) + place
            counts = np.bincount(cells, minlength=len(batch) * len(used))
            units = self._vectors[used] * (self._scales[used, None] * np.float32(1 / _UNIT))
            sums[begin : begin + _BATCH] = counts.reshape(len(batch), len(used)).astype(
                np.float32
            ) @ np.rint(units)
        return sums * np.float32(_UNIT)


def encoder_languages() -> frozenset[str]:
    """Give the primary subtags of the languages that the shipped encoder knows, without it.

    Raises:
        ModelError: the manifest is missing or damaged.
    """
    return artefact("encoder").languages


@functools.cache
def encoder() -> StaticEncoder:
    """Give the shipped encoder, loaded once.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return StaticEncoder()
