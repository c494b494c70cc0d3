"""Interfaces of models."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns sentences of any language into vectors that are near when the meanings are."""

    name: str
    languages: frozenset[str]
    """Primary subtags of the languages that it was trained on."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit vector per text: shape (len(texts), dimensions)."""
        ...
