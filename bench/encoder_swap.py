"""Measures what another sentence encoder does to the aligner: `python -m bench.encoder_swap`.

The weights of the aligner were learnt with the shipped encoder, and no other can be had without a
network. So the shipped one is changed into what others are like: vectors that all point one way
(the cosines of e5 lie between 0.7 and 1), fewer dimensions, noise, and one that knows nothing.
Strict F1, as in docs/alignment.md; the table stands in docs/models.md.
"""

import argparse
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.backends.base import Encoder
from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from bench.alignment import measure
from bench.alignment_sets import DATA, samples

Floats = NDArray[np.float32]
SETS = ("ntrex-synth-en-deu", "ntrex-synth-en-zho", "ntrex-synth-en-arb", "mac-zh-en-dev")


@dataclass(slots=True)
class Changed:
    """The shipped encoder, its vectors changed."""

    change: Callable[[Floats, Sequence[str]], Floats]
    name: str = "changed"
    languages: frozenset[str] | None = None

    def encode(self, texts: Sequence[str]) -> Floats:
        """Give one unit vector per text."""
        vectors = self.change(encoder().encode(texts), texts)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
        return unit


def _chance(text: str, size: int) -> Floats:
    values = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(size)
    direction: Floats = (values / np.sqrt(size)).astype(np.float32)
    return direction


def lifted(vectors: Floats, texts: Sequence[str]) -> Floats:
    """Add one direction to all: cosines between 0.7 and 1."""
    del texts
    common = np.zeros(vectors.shape[1], np.float32)
    common[0] = 1.6
    moved: Floats = vectors + common
    return moved


def narrow(vectors: Floats, texts: Sequence[str]) -> Floats:
    """Keep 32 dimensions of a random rotation."""
    del texts
    rotation = np.random.default_rng(7).standard_normal((vectors.shape[1], 32))
    return (vectors @ rotation).astype(np.float32)


def noisy(vectors: Floats, texts: Sequence[str]) -> Floats:
    """Add to each text as much noise as it has signal."""
    noise = np.array([_chance(text, vectors.shape[1]) for text in texts])
    mixed: Floats = (vectors + noise).astype(np.float32)
    return mixed


def empty(vectors: Floats, texts: Sequence[str]) -> Floats:
    """Give every text a direction of its own."""
    return np.array([_chance(text, vectors.shape[1]) for text in texts])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    names = [name for name in parser.parse_args().sets if (DATA / name).is_dir()]
    if not names:
        print("the alignment sets are not beside the project: nothing is measured")
        return
    rows: dict[str, Encoder | None] = {
        "as shipped": encoder(),
        "all one way": Changed(lifted),
        "32 dimensions": Changed(narrow),
        "half noise": Changed(noisy),
        "knows nothing": Changed(empty),
        "none": None,
    }
    print(f"| encoder | {' | '.join(names)} |\n|---|{'--:|' * len(names)}")
    for title, meanings in rows.items():
        cells = []
        for name in names:
            result = measure(list(samples(name)), None, meanings, lexicon())
            cells.append(f"{result.strict[2]:.3f}")
        print(f"| {title} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
