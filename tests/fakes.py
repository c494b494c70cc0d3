"""Models that tests can rely on: small, exact, and without weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass
class FakeEncoder:
    """Gives texts the direction of their topic: texts of one topic are the same to it."""

    topics: Mapping[str, int] = field(default_factory=dict)
    """Topic of each known text; every other text is a topic of its own."""
    dimensions: int = 64
    name: str = "fake"
    languages: frozenset[str] | None = frozenset({"en", "de", "zh"})
    calls: list[tuple[str, ...]] = field(default_factory=list)
    """What was encoded, call by call."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(tuple(texts))
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            topic = self.topics.get(text)
            seed = list(text.encode()) if topic is None else [topic]
            vector = np.random.default_rng(seed).standard_normal(self.dimensions)
            vectors[place] = vector / np.linalg.norm(vector)
        return vectors
