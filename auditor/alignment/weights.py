"""The learnt numbers of the programme: weights.toml, which `make weights` writes anew."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Priors of shapes and factors on evidence, in nats; evidence that is never there weighs 0."""

    null: float
    """Prior of a segment without counterpart."""
    one_two: float
    """Prior of 1-2 and 2-1 against 1-1."""
    two_two: float
    one_three: float
    one_many: float
    """Prior of 1-4, 1-5 and their mirrors."""
    more: float
    """Prior of every other bead."""
    length: float
    figure: float
    name: float
    cognate: float
    word: float = 0.0
    piece: float = 0.0
    """Words that a lexicon links."""
    orphan: float
    """Figures that the other text holds nowhere."""
    mark: float
    end: float
    kind: float
    block: float
    similarity: float = 0.0
    """Similarity of the vectors above a chance meeting."""
    far: float = 0.0
    """How far beyond two standard deviations the pair is."""
    part: float = 0.0
    """Similarity of the segment that fits worst into a bead of several."""
    own: float = 0.0
    """Words of its own that the segment with the fewest has, in a bead of several."""
    rendered: float = 0.0
    """Whether each segment of a bead of several was translated at all."""
    cover: float = 0.0
    """How near the words of both sides are to words of the other."""
    gain: float = 0.0
    """How much nearer a bead of several is than its best part."""


PRIORS: tuple[str, ...] = ("null", "one_two", "two_two", "one_three", "one_many", "more")
EVIDENCE: tuple[str, ...] = tuple(f.name for f in fields(Weights) if f.name not in PRIORS)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Log odds that a sentence of a bead of several was translated, as a sum over what is told."""

    own: float
    """For the share of its words that are its own."""
    drawn: float
    """For the logarithm of the words of the other side that turn to it."""
    told: float
    """For how much it says."""
    always: float


@functools.cache
def usual(*, meaning: bool) -> tuple[Weights, Weights]:
    """Give the weights of the first and of the later searches, with or without an encoder."""
    read = _read()["meaning" if meaning else "surface"]
    return Weights(**read["first"]), Weights(**read["again"])


@functools.cache
def rendered() -> Rendered:
    """Give what tells a sentence that was left out from one that was joined to its neighbour."""
    return Rendered(**_read()["rendered"])


@functools.cache
def _read() -> Mapping[str, Any]:
    file = resources.files("auditor.alignment") / "weights.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
