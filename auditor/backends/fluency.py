"""The shipped language models: how likely each piece of a text is after the two before it.

Trigrams of pieces with modified Kneser-Ney smoothing (Chen & Goodman 1998), pruned by relative
entropy (Stolcke 1998) with the counts of pruned n-grams handed down (Siivola, Hirsimäki & Virpioja
2007); models/fluency/CARD.md has the recipe and the figures. Numpy alone.
"""

import functools
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.backends.store import artefact
from auditor.backends.vocabulary import Vocabulary
from auditor.core.bitext import Span
from auditor.core.errors import ModelError

_BATCH = 4096
"""Texts that are scored at once."""
UNKNOWN, BEGIN = 0, 1
"""Rows of a table that are no pieces: any that the language lacks, and the begin of a text."""

HEADER = np.dtype(
    [
        ("vocabulary", "V32"),  # SHA-256 of the vocabulary that it was trained with
        ("counts", "<u4", (4,)),  # unigrams, bigrams, contexts, trigrams
        ("scales", "<f4", (5, 2)),  # logarithm = lowest + step * byte, for each column of bytes
    ]
)
UNIGRAM = np.dtype([("gap", "<u2"), ("probability", "u1"), ("backoff", "u1"), ("followers", "<u2")])
"""Number of the piece less that of the row before; how many bigrams begin with it."""
BIGRAM = np.dtype([("row", "<u2"), ("probability", "u1")])
"""Row of the second piece. In the order of the first piece."""
CONTEXT = np.dtype([("gap", "<u2"), ("backoff", "u1"), ("followers", "<u2")])
"""A bigram that begins trigrams: its place less that of the context before; how many they are."""
TRIGRAM = np.dtype([("row", "<u2"), ("probability", "u1")])
"""Row of the third piece. In the order of the contexts."""
KINDS = (UNIGRAM, BIGRAM, CONTEXT, TRIGRAM)


class NgramTable:
    """The n-grams of one language."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        """Read a table.

        Args:
            data: a header and the records of each of `KINDS`, one after the other, as bytes.
        """
        header = data[: HEADER.itemsize].view(HEADER)[0]
        self.vocabulary = bytes(header["vocabulary"]).hex()
        at = HEADER.itemsize
        columns = []
        for kind, count in zip(KINDS, header["counts"].tolist(), strict=True):
            columns.append(data[at : at + count * kind.itemsize].view(kind))
            at += count * kind.itemsize
        one, two, contexts, three = columns
        values = [low + step * np.arange(256) for low, step in header["scales"].astype(np.float64)]
        self._one, self._one_backoff = values[0][one["probability"]], values[1][one["backoff"]]
        self._two, self._three = values[2][two["probability"]], values[4][three["probability"]]
        numbers = np.cumsum(one["gap"], dtype=np.int64)
        self._rows = np.zeros(int(numbers[-1]) + 2, np.int64)
        self._rows[numbers[BEGIN + 1 :]] = np.arange(BEGIN + 1, len(one))
        places = np.cumsum(contexts["gap"], dtype=np.int64)
        self._two_backoff = np.zeros(len(two))
        self._two_backoff[places] = values[3][contexts["backoff"]]
        self._two_keys = _keys(np.arange(len(one)), one["followers"], two["row"])
        self._three_keys = _keys(places, contexts["followers"], three["row"])

    def logprobs(
        self, pieces: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Give the natural logarithm of the probability of each piece after those before it.

        Args:
            pieces: numbers of the pieces of all texts, one text after the other.
            lengths: how many pieces each text has.
        """
        begins = np.cumsum(lengths + 1) - lengths - 1
        inside = np.ones(len(pieces) + len(lengths), np.bool_)
        inside[begins] = False
        rows = np.full(len(inside), BEGIN)
        rows[inside] = self._rows_of(pieces)
        before = np.roll(rows, 1)
        two = np.where(inside, _find(self._two_keys, before << 16 | rows), -1)
        context = np.roll(two, 1)
        context[begins] = -1
        three = np.where(context >= 0, _find(self._three_keys, context << 16 | rows), -1)
        backed = np.where(
            two >= 0, _taken(self._two, two), self._one_backoff[before] + self._one[rows]
        )
        backed += np.where(context >= 0, _taken(self._two_backoff, context), 0.0)
        found: NDArray[np.float64] = np.where(three >= 0, _taken(self._three, three), backed)
        return found[inside]

    def alone(self, pieces: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the natural logarithm of the probability of each piece by itself."""
        found: NDArray[np.float64] = self._one[self._rows_of(pieces)]
        return found

    def _rows_of(self, pieces: NDArray[np.int64]) -> NDArray[np.int64]:
        rows: NDArray[np.int64] = self._rows[np.minimum(pieces, len(self._rows) - 1)]
        return rows


def _keys(
    contexts: NDArray[np.int64], followers: NDArray[np.uint16], rows: NDArray[np.uint16]
) -> NDArray[np.int64]:
    """Give a key of each n-gram: its context, then its last piece; in ascending order."""
    repeated: NDArray[np.int64] = np.repeat(contexts, followers)
    return repeated << 16 | rows.astype(np.int64)


def _find(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the places of keys, -1 for those that are not there; sorted ones are found sooner."""
    if not len(keys):
        return np.full(len(wanted), -1)
    order = np.argsort(wanted)
    place = np.empty(len(wanted), np.int64)
    place[order] = np.minimum(np.searchsorted(keys, wanted[order]), len(keys) - 1)
    found: NDArray[np.int64] = np.where(keys[place] == wanted, place, -1)
    return found


def _taken(values: NDArray[np.float64], places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the values at places; anything at a place below 0."""
    return values[places] if len(values) else np.zeros(len(places))


def units(
    pieces: Sequence[Sequence[int]], first_byte: int, space: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give what the models count, one text after the other, and how many of them each text has.

    A character that the vocabulary cuts into bytes counts as its first byte alone, and a space
    that SentencePiece puts before a text does not count.

    Args:
        pieces: numbers of the pieces of each text.
        first_byte: number of the piece of the byte 0; the other bytes follow it.
        space: number of the piece that is a space alone.
    """
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    flat = np.fromiter(itertools.chain.from_iterable(pieces), np.int64, int(lengths.sum()))
    texts = np.repeat(np.arange(len(lengths)), lengths)
    kept = (flat < first_byte + 0x80) | (flat >= first_byte + 0xC0)
    starts = (np.cumsum(lengths) - lengths)[lengths > 0]
    kept[starts] &= flat[starts] != space
    return flat[kept], np.bincount(texts[kept], minlength=len(lengths)).astype(np.int64)


class NgramModel:
    """Tells how likely a text is in its language, piece by piece, with the shipped models."""

    def __init__(self, place: Path | None = None) -> None:
        """Load the vocabulary; the table of a language is read when a text in it comes.

        Args:
            place: folder of models; the shipped ones where None.

        Raises:
            ModelError: the model is missing.
            ChecksumMismatch: the vocabulary is damaged.
        """
        self._model = artefact("fluency", place)
        self._vocabulary = Vocabulary(place, "fluency")
        self._sum = self._model.files["vocabulary.model"]
        self.name = f"builtin-fluency:{self._model.revision}"
        self.languages = self._model.languages
        self._processor = processor = self._vocabulary.processor
        self._first_byte = processor.piece_to_id("<0x00>")
        self._space = processor.piece_to_id("▁")
        self._tables: dict[str, NgramTable] = {}

    def scores(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Give the mean logarithm of the probability of each text's pieces: shape (len(texts),).

        In nats a piece, at most 0, higher is better; 0 for a text without pieces. Texts of one
        language may be compared; of two readings of one text the better has the higher `sums`.
        The first 2,000 characters of a text are read.

        Raises:
            ModelError: the language is not one of `languages`, or the model does not belong to
                the vocabulary.
            ChecksumMismatch: the table of the language is damaged.
        """
        sums, counts = self._sums(texts, language)
        means: NDArray[np.float32] = (sums / np.maximum(counts, 1)).astype(np.float32)
        return means

    def sums(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Give the logarithm of the probability of each text: shape (len(texts),).

        In nats, at most 0; 0 for a text without pieces. Unlike `scores` it does not depend on how
        many pieces a text is cut into: words that are not there are cut into more.

        Raises:
            ModelError: the language is not one of `languages`, or the model does not belong to
                the vocabulary.
            ChecksumMismatch: the table of the language is damaged.
        """
        return self._sums(texts, language)[0].astype(np.float32)

    def _sums(
        self, texts: Sequence[str], language: str
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        self._table(language)
        sums, counts = np.zeros(len(texts)), np.zeros(len(texts), np.int64)
        for start in range(0, len(texts), _BATCH):
            flat, lengths = self.units(texts[start : start + _BATCH])
            numbers = np.repeat(np.arange(len(lengths)), lengths)
            values = self.unit_logprobs(flat, lengths, language)[0]
            sums[start : start + _BATCH] = np.bincount(numbers, values, len(lengths))
            counts[start : start + _BATCH] = lengths
        return sums, counts

    def units(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give what the models count, one text after the other, and how many each text has.

        Numbers of pieces of the vocabulary; a character that is cut into bytes counts once.
        """
        return units(self._vocabulary.pieces(texts), self._first_byte, self._space)

    def unit_logprobs(
        self, flat: NDArray[np.int64], lengths: NDArray[np.int64], language: str
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the log probability of each unit after those before it, and by itself, in nats.

        Args:
            flat: what `units` gave.
            lengths: how many units each text has.
            language: primary subtag.

        Raises:
            ModelError: the language is not one of `languages`, or the model does not belong to
                the vocabulary.
            ChecksumMismatch: the table of the language is damaged.
        """
        table = self._table(language)
        return table.logprobs(flat, lengths), table.alone(flat)

    def unit_logprobs_alone(self, flat: NDArray[np.int64], language: str) -> NDArray[np.float64]:
        """Give the log probability of each unit by itself, in nats.

        Args:
            flat: what `units` gave.
            language: primary subtag.

        Raises:
            ModelError: the language is not one of `languages`, or the model does not belong to
                the vocabulary.
            ChecksumMismatch: the table of the language is damaged.
        """
        return self._table(language).alone(flat)

    def logprobs(self, text: str, language: str) -> list[tuple[Span, float]]:
        """Give each piece of a text, as a span of the text, with the logarithm of its probability.

        In nats, at most 0. Spans are in order and do not overlap; together they cover all but
        white space and characters that nobody sees. A span is white space alone where a space is
        a piece by itself, and empty where one character of the text is several pieces (½). The
        first 2,000 characters of the text are read.

        Raises:
            ModelError: the language is not one of `languages`, or the model does not belong to
                the vocabulary.
            ChecksumMismatch: the table of the language is damaged.
        """
        table = self._table(language)
        pieces = self._vocabulary.pieces([text])
        flat, lengths = units(pieces, self._first_byte, self._space)
        placed = self._vocabulary.placed(text)
        spans = [span for at, (piece, span) in enumerate(placed) if at or piece != self._space]
        values = table.logprobs(flat, lengths).tolist()
        return list(zip(spans, values, strict=True))

    def logprobs_of(self, texts: Sequence[str], language: str) -> list[list[tuple[Span, float]]]:
        """Give the same of many texts."""
        return [self.logprobs(text, language) for text in texts]

    def _table(self, language: str) -> NgramTable:
        if language not in self._tables:
            if language not in self.languages:
                known = ", ".join(sorted(self.languages))
                raise ModelError(f"there is no language model of {language!r}, only of {known}")
            path = self._model.path(f"{language}.npy")
            table = NgramTable(np.load(path, mmap_mode="r"))
            if table.vocabulary != self._sum:
                raise ModelError(f"{path} was not made with the shipped vocabulary; make it again")
            self._tables[language] = table
        return self._tables[language]


@functools.cache
def fluency() -> NgramModel:
    """Give the shipped language models, loaded once.

    Raises:
        ModelError: the models are missing or damaged.
    """
    return NgramModel()
