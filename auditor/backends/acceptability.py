"""The shipped judge of grammar: where in a sentence something is wrong, piece by piece.

A convolutional network of three layers over the pieces of the fluency vocabulary and what the
language models say of them, trained to tell good sentences from the same with one defect, as
ELECTRA (Clark et al. 2020) tells replaced tokens;
models/acceptability/CARD.md has the recipe and the figures. Numpy alone.
"""

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.backends.store import artefact
from auditor.core.errors import ModelError

BEGIN, END = 1, 2
"""Numbers of the pieces that stand for the begin and the end of a text."""
FIRST, SECOND, THIRD = (-2, -1, 0, 1, 2), (-1, 0, 1), (-2, 0, 2)
"""Places, from a piece, of the pieces that each layer sees."""
SEEN = 2
"""Columns that `likelihoods` gives."""
_CENTRE, _STEP = -7.0, 4.0
"""Nats of a middling unit, and of one step of what the network sees."""
_GAP = 2
"""Rows of zeros between two texts: as far as a layer sees."""
_BATCH = 256
"""Pieces that pass through the network at once: what they take stays in the cache of a core."""


class Acceptability:
    """Marks where a sentence is broken."""

    def __init__(self, place: Path | None = None) -> None:
        """Load the network.

        Args:
            place: folder of models; the shipped ones where None.

        Raises:
            ModelError: the model is missing, or does not belong to the fluency vocabulary.
            ChecksumMismatch: a file of it is damaged.
        """
        model = artefact("acceptability", place)
        made_with = bytes(np.load(model.path("vocabulary.npy"))).hex()
        if made_with != artefact("fluency", place).files["vocabulary.model"]:
            raise ModelError(f"{model.folder} was not made with the shipped vocabulary")
        self.name = f"builtin-acceptability:{model.revision}"
        self.languages = tuple(sorted(model.languages))
        """Primary subtags of the languages that it was trained on."""
        self._vectors = np.load(model.path("vectors.npy"))
        self._scales = np.load(model.path("scales.npy")).astype(np.float32)
        self._layers = _layers(
            np.load(model.path("layers.npy")), self._vectors.shape[1] + SEEN, len(self.languages)
        )

    def faults(
        self,
        flat: NDArray[np.int64],
        lengths: NDArray[np.int64],
        language: str,
        seen: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Give each unit of texts the log odds that something is wrong at it.

        Args:
            flat: units as `auditor.backends.fluency.NgramModel.units` gives them.
            lengths: how many units each text has.
            language: primary subtag, one of `languages`.
            seen: what `likelihoods` gives of the units.

        Returns:
            One value a unit; the end of a text counts with its last unit.

        Raises:
            ModelError: the language is not one of `languages`.
        """
        if language not in self.languages:
            known = ", ".join(self.languages)
            raise ModelError(f"there is no judge of the grammar of {language!r}, only of {known}")
        begins = np.cumsum(lengths) - lengths
        found = np.zeros(len(flat), np.float32)
        first = 0
        while first < len(lengths):
            last = int(np.searchsorted(begins, begins[first] + _BATCH, "left"))
            last = max(last, first + 1)
            start, end = begins[first], begins[last - 1] + lengths[last - 1]
            found[start:end] = self._run(
                flat[start:end], lengths[first:last], language, seen[start:end]
            )
            first = last
        return found

    def _run(
        self,
        flat: NDArray[np.int64],
        lengths: NDArray[np.int64],
        language: str,
        seen: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        owner = np.repeat(np.arange(len(lengths)), lengths)
        shift = (owner + 1) * (2 + _GAP) - 1
        at = np.arange(len(flat)) + shift
        starts = np.cumsum(lengths) - lengths + np.arange(len(lengths)) * (2 + _GAP) + _GAP
        ends = starts + lengths + 1
        rows = len(flat) + len(lengths) * (2 + _GAP) + _GAP
        pieces = np.zeros(rows, np.int64)
        pieces[at], pieces[starts], pieces[ends] = flat, BEGIN, END
        keep = np.zeros((rows, 1), np.float32)
        keep[at] = keep[starts] = keep[ends] = 1
        size = self._vectors.shape[1]
        x = np.zeros((rows, size + SEEN), np.float32)
        np.multiply(self._vectors[pieces], self._scales[pieces, None] * keep, out=x[:, :size])
        x[at, size:] = seen
        layers = self._layers
        tongue = self.languages.index(language)
        x = np.maximum(_seen(x, FIRST) @ layers["first"] + layers["tongues"][tongue], 0) * keep
        x = (x + np.maximum(_seen(x, SECOND) @ layers["second"] + layers["second bias"], 0)) * keep
        x = (x + np.maximum(_seen(x, THIRD) @ layers["third"] + layers["third bias"], 0)) * keep
        odds = x @ layers["last"] + layers["last bias"]
        found: NDArray[np.float32] = odds[at]
        closing = np.flatnonzero(np.append(owner[1:] != owner[:-1], True)) if len(at) else at
        found[closing] = np.maximum(found[closing], odds[ends[lengths > 0]])
        return found


def likelihoods(likely: NDArray[np.float64], alone: NDArray[np.float64]) -> NDArray[np.float32]:
    """Give what the network sees of the language models: shape (units, SEEN).

    Args:
        likely: log probability of each unit after those before it, in nats.
        alone: log probability of each unit by itself.
    """
    both = np.stack([likely, alone], axis=1)
    seen: NDArray[np.float32] = ((both - _CENTRE) / _STEP).clip(-3.0, 3.0).astype(np.float32)
    return seen


def _seen(x: NDArray[np.float32], places: tuple[int, ...]) -> NDArray[np.float32]:
    """Put what a layer sees of each row side by side: shape (rows, places × columns)."""
    wide = np.zeros((len(x), len(places), x.shape[1]), np.float32)
    for column, place in enumerate(places):
        if place < 0:
            wide[-place:, column] = x[:place]
        else:
            wide[: len(x) - place, column] = x[place:]
    return wide.reshape(len(x), -1)


def _layers(
    flat: NDArray[np.float32], dimensions: int, tongues: int
) -> dict[str, NDArray[np.float32]]:
    """Take the layers apart; their width follows from how many numbers there are."""
    fixed = len(FIRST) * dimensions + tongues + 3
    wide = len(SECOND) + len(THIRD)
    hidden = round((-fixed + (fixed**2 + 4 * wide * (len(flat) - 1)) ** 0.5) / (2 * wide))
    shapes = {
        "first": (len(FIRST) * dimensions, hidden),
        "tongues": (tongues, hidden),
        "second": (len(SECOND) * hidden, hidden),
        "second bias": (hidden,),
        "third": (len(THIRD) * hidden, hidden),
        "third bias": (hidden,),
        "last": (hidden,),
        "last bias": (1,),
    }
    layers = {}
    at = 0
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        layers[name] = flat[at : at + size].reshape(shape)
        at += size
    return layers


@functools.cache
def acceptability() -> Acceptability:
    """Give the shipped judge of grammar, loaded once.

    Raises:
        ModelError: the model is missing or damaged.
    """
    return Acceptability()
