"""The shipped vocabularies: what pieces of words the models know."""

import functools
from collections.abc import Sequence
from pathlib import Path

import regex

from auditor.backends.store import artefact
from auditor.core.bitext import Span

_HAN = regex.compile(r"\p{Han}")
_LONGEST = 2000
"""Characters of a text that are read: a sentence longer than this is no sentence."""


class Vocabulary:
    """Cuts text into pieces; Traditional Chinese characters are read as Simplified ones."""

    def __init__(self, place: Path | None = None, name: str = "encoder") -> None:
        """Load a vocabulary.

        Args:
            place: folder of models; the shipped ones where None.
            name: id of the artefact that it belongs to.

        Raises:
            ModelError: the model is missing.
            ChecksumMismatch: a file of it is damaged.
        """
        import sentencepiece

        self.processor = sentencepiece.SentencePieceProcessor(
            model_file=str(artefact(name, place).path("vocabulary.model"))
        )
        table = artefact("encoder", place).path("folding.txt").read_text(encoding="utf-8")
        self._folding = str.maketrans(*table.splitlines())

    def fold(self, text: str) -> str:
        """Give a text as the models read it: as long, character by character."""
        text = text[:_LONGEST]
        return text if text.isascii() or not _HAN.search(text) else text.translate(self._folding)

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Give the numbers of each text's pieces."""
        folded = [self.fold(text) for text in texts]
        found: list[list[int]] = self.processor.encode(folded, num_threads=1)
        return found

    def placed(self, text: str) -> list[tuple[int, Span]]:
        """Give the number of each piece of a text, as `pieces` has them, and its place there.

        A character that is cut into bytes has the place of the first of them alone. The first
        2,000 characters are read.
        """
        folded = self.fold(text)
        _, offsets = self.processor.normalize(folded, with_offsets=True)
        first_byte = self.processor.piece_to_id("<0x00>")
        placed, at = [], 0
        for number in self.processor.encode(folded):
            byte = number - first_byte
            if 0x80 <= byte < 0xC0:
                continue
            size = 1 if 0 <= byte < 0x100 else len(self.processor.id_to_piece(number))
            start, end = offsets[at], offsets[at + size]
            while start < end - 1 and text[start].isspace():
                start += 1
            placed.append((number, Span(start, end)))
            at += size
        return placed


def vocabulary(place: Path | None = None) -> Vocabulary:
    """Give the vocabulary of the encoder and the lexicons, loaded once.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return _vocabulary(place)


@functools.cache
def _vocabulary(place: Path | None) -> Vocabulary:
    return Vocabulary(place)
