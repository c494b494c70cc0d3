"""Reads the alignment sets that lie beside the project: one sentence a line, and gold beads."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.config import AlignConfig
from auditor.core.bitext import Segment, Span
from auditor.text.language import Language, language

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "alignment"

LANGUAGES = {
    "textberg-de-fr-dev": ("de", "fr"),
    "mac-zh-en-dev": ("zh-Hans", "en"),
    "ntrex-synth-en-fra": ("en", "fr"),
    "ntrex-synth-en-deu": ("en", "de"),
    "ntrex-synth-en-zho": ("en", "zh-Hans"),
    "ntrex-synth-en-arb": ("en", "ar"),
    "transread-en-es": ("en", "es"),
    "parice-en-is": ("en", "is"),
    "opusbooks-en-fr": ("en", "fr"),
    "opusbooks-en-ru": ("en", "ru"),
    "opusbooks-fr-it": ("fr", "it"),
}

GROUPS = (
    ("textberg-de-fr-dev",),
    ("mac-zh-en-dev",),
    ("ntrex-synth-en-fra", "ntrex-synth-en-deu", "ntrex-synth-en-zho", "ntrex-synth-en-arb"),
    ("transread-en-es",),
    ("parice-en-is",),
    ("opusbooks-en-ru",),
)
"""Sets that are learnt from, and left out together: the news sets share their documents.

Gold beads of the other two books join whole paragraphs; they are measured, not learnt from.
"""

CONFIG = AlignConfig()

Gold = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A document pair with its gold beads, numbered by line from 0."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    gold: tuple[Gold, ...]
    languages: tuple[Language, Language]


def samples(name: str) -> Iterator[Sample]:
    """Read all documents of a set."""
    tags = LANGUAGES[name]
    pair = language(tags[0]), language(tags[1])
    for gold in sorted((DATA / name).glob("*.gold")):
        yield Sample(
            _segments(gold.with_suffix(".src")),
            _segments(gold.with_suffix(".tgt")),
            _beads(gold),
            pair,
        )


def renumbered(gold: Sequence[Gold], source: list[int], target: list[int]) -> list[Gold]:
    """Number the segments of beads by their places among those that take part."""
    left = {index: place for place, index in enumerate(source)}
    right = {index: place for place, index in enumerate(target)}
    made = [
        (tuple(left[i] for i in s if i in left), tuple(right[j] for j in t if j in right))
        for s, t in gold
    ]
    return [bead for bead in made if bead[0] or bead[1]]


def _segments(path: Path) -> tuple[Segment, ...]:
    """Give one segment per line, each its own block; empty lines are excluded."""
    found, start = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n")):
        text = line.strip()
        begin = start + len(line) - len(line.lstrip())
        found.append(
            Segment(
                index=number,
                text=text,
                span=Span(begin, begin + len(text)),
                kind="paragraph",
                block=number,
                lines=(number + 1, number + 1),
                excluded="" if text else "empty",
            )
        )
        start += len(line) + 1
    return tuple(found)


def _beads(path: Path) -> tuple[Gold, ...]:
    beads = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            source, target = line.split(":")[:2]
            beads.append((tuple(ast.literal_eval(source)), tuple(ast.literal_eval(target))))
    return tuple(bead for bead in beads if bead[0] or bead[1])
