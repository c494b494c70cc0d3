"""The shipped dictionaries: which terms of two languages render each other, and how often.

IBM Model 1 both ways over stems (Brown et al. 1993), joined with free dictionaries;
models/dictionary/CARD.md has the recipe, the licences and the figures. Languages that were not
learnt together are joined through English or Chinese.
"""

import functools
import io
import lzma
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Links
from auditor.backends.lexicon import linked
from auditor.backends.store import artefact

_FORM = re.compile(r"\t[^\n]*")
"""The form of a term, in its line, where it is another than the key."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one language, sorted."""

    keys: tuple[str, ...]
    """Stems; of several words, joined by a space."""
    lines: tuple[str, ...]
    """Each key with its form, as the list has them."""
    numbers: dict[str, int]
    """Place of each key."""
    most_words: int
    """Words of the longest term, or its characters where words are not written apart."""
    leads: dict[str, int]
    """Words of the longest term that begins with a word, where that has several; characters of the
    longest term that begins with two characters, where words are not written apart."""

    def form(self, number: int) -> str:
        """Give how a term is written most often."""
        key, _, form = self.lines[number].partition("\t")
        return form or key


class ShippedDictionary:
    """Opens the terms of a language and the links of a pair when they are asked for."""

    def __init__(self, place: Path | None = None) -> None:
        """Find the dictionaries.

        Args:
            place: folder of models; the shipped ones where None.

        Raises:
            ModelError: the model is missing.
        """
        self._model = artefact("dictionary", place)
        self.name = f"builtin-dictionary:{self._model.revision}"
        self.languages = self._model.languages

    @functools.cache  # noqa: B019 - one dictionary lives as long as the process
    def terms(self, language: str) -> Terms:
        """Give the terms of a language by its primary subtag.

        Raises:
            ChecksumMismatch: the list is damaged.
        """
        data = lzma.decompress(self._model.path(f"{language}.txt.xz").read_bytes())
        text = data.decode().rstrip("\n")
        keys = _FORM.sub("", text).split("\n")
        several = sorted((key for key in keys if " " in key), key=lambda key: key.count(" "))
        if several:
            most = several[-1].count(" ") + 1
            leads = {key.partition(" ")[0]: key.count(" ") + 1 for key in several}
        else:
            longer = sorted(keys, key=len)
            most = len(longer[-1])
            leads = {key[:2]: len(key) for key in longer}
        numbers = dict(zip(keys, range(len(keys)), strict=True))
        return Terms(tuple(keys), tuple(text.split("\n")), numbers, most, leads)

    @functools.cache  # noqa: B019
    def links(self, source: str, target: str) -> Links | None:
        """Give the links of two languages by their primary subtags, in the order of the source.

        Probabilities are those of Model 1; what a dictionary lists has at least .15. None where
        nothing is known.

        Raises:
            ChecksumMismatch: a table is damaged.
        """
        if source == target or not {source, target} <= self.languages:
            return None
        found = linked(self._direct, source, target)
        return None if found is None else _ordered(found)

    def _direct(self, source: str, target: str) -> Links | None:
        for first, second in ((source, target), (target, source)):
            name = f"{first}-{second}.npz.xz"
            if name in self._model.files:
                packed = lzma.decompress(self._model.path(name).read_bytes())
                table = np.load(io.BytesIO(packed))
                found = Links(
                    np.cumsum(table["source"], dtype=np.int64),
                    table["target"].astype(np.int64),
                    table["forth"].astype(np.float32) / 255,
                    table["back"].astype(np.float32) / 255,
                )
                return found if first == source else found.turned()
        return None


def _ordered(links: Links) -> Links:
    order: NDArray[np.int64] = np.lexsort((links.target, links.source))
    return Links(links.source[order], links.target[order], links.forth[order], links.back[order])


@functools.cache
def dictionary() -> ShippedDictionary:
    """Give the shipped dictionaries.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return ShippedDictionary()
