"""The shipped dictionaries: which terms of two languages render each other, and how often.

IBM Model 1 both ways over stems (Brown et al. 1993), joined with free dictionaries;
models/dictionary/CARD.md has the recipe, the licences and the figures. Languages that were not
learnt together are joined through English or Chinese.
"""

import functools
import io
import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Links
from auditor.backends.lexicon import linked
from auditor.backends.store import artefact


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one language, sorted."""

    keys: tuple[str, ...]
    """Stems; of several words, joined by a space."""
    forms: tuple[str, ...]
    """How each term is written most often."""
    numbers: dict[str, int]
    """Place of each key."""
    most_words: int
    """Words of the longest term, or its characters where words are not written apart."""
    leads: dict[str, int]
    """Words of the longest term that begins with a word, where that has several; characters of the
    longest term that begins with two characters, where words are not written apart."""


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
        lines = data.decode().splitlines()
        keys, forms = [], []
        for line in lines:
            key, _, form = line.partition("\t")
            keys.append(key)
            forms.append(form or key)
        spaced = max((key.count(" ") for key in keys), default=0) + 1
        most = spaced if spaced > 1 else max(map(len, keys), default=1)
        leads: dict[str, int] = {}
        for key in keys:
            if spaced > 1 and " " in key:
                first, size = key[: key.index(" ")], key.count(" ") + 1
            elif spaced > 1:
                continue
            else:
                first, size = key[:2], len(key)
            leads[first] = max(leads.get(first, 0), size)
        return Terms(tuple(keys), tuple(forms), {k: i for i, k in enumerate(keys)}, most, leads)

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
