"""An encoder that encodes each text once, however often it is asked for."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Encoder


class RememberingEncoder:
    """Implements `auditor.backends.base.Encoder` by another encoder and its memory.

    An alignment, its repairs at the edges and the scores of an audit compare the same sentences.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Wrap an encoder."""
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.name = encoder.name
        self.languages = encoder.languages

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit vector per text: shape (len(texts), dimensions)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new or not texts:
            vectors = self._encoder.encode(new)
            self._known.update(zip(new, vectors, strict=True))
            if not texts:
                return vectors
        return np.stack([self._known[text] for text in texts])
