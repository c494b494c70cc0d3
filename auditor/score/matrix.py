"""The features of many pairs as one matrix, and of many targets alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.backends.acceptability import Acceptability, acceptability
from auditor.backends.base import Links
from auditor.backends.builtin import StaticEncoder, encoder
from auditor.backends.fluency import NgramModel, fluency
from auditor.backends.lexicon import ShippedLexicon, lexicon
from auditor.score import meaning, surface, wording
from auditor.text.language import Language

NAMES = (
    *surface.NAMES,
    *(f"meaning_{name}" for name in meaning.NAMES),
    *(f"source_{name}" for name in wording.UNJUDGED),
    *(f"target_{name}" for name in wording.NAMES),
    "other_tongue",
)
"""Features of a pair, in the order of the columns."""

Usual = Mapping[str, tuple[float, float]]
"""Mean log probability of a unit in good news text of each language: in its place, and alone."""


@dataclass(frozen=True)
class Models:
    """The models that features are taken from."""

    encoder: StaticEncoder
    lexicon: ShippedLexicon
    language: NgramModel
    judge: Acceptability
    usual: Usual

    @classmethod
    def shipped(cls, usual: Usual) -> "Models":
        """Give the shipped models, loaded once.

        Raises:
            ModelError: a model is missing or damaged.
        """
        return cls(encoder(), lexicon(), fluency(), acceptability(), usual)

    def know(self, language: Language) -> bool:
        """Tell whether every model knows a language."""
        return language.primary in self.usual and language.primary in self.encoder.languages

    def read(
        self, texts: Sequence[str], language: Language, *, judged: bool = True
    ) -> wording.Units | None:
        """Let the models read texts; None where they do not know the language.

        Args:
            texts: of one language.
            language: its profile.
            judged: ask the judge of grammar as well.
        """
        if not self.know(language):
            return None
        tag, judge = language.primary, self.judge if judged else None
        return wording.units(texts, tag, self.language, judge, self.usual[tag])


def of_pairs(
    sources: Sequence[str],
    targets: Sequence[str],
    source_language: Language,
    target_language: Language,
    models: Models,
    read: wording.Units | None,
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Measure pairs; and give the vectors of their texts.

    Args:
        sources: texts of the source language.
        targets: as many texts of the target language.
        source_language: profile of the sources' language.
        target_language: profile of the targets' language.
        models: the models.
        read: what `models.read` gave for the targets.

    Returns:
        Shape (pairs, len(NAMES)), NaN where a model does not know a language; and the vectors of
        sources and targets, each of length 1: shape (2, pairs, dimensions).
    """
    links = _links(models.lexicon, source_language.primary, target_language.primary)
    sides = [
        meaning.side(models.encoder.pieces(texts), models.encoder) for texts in (sources, targets)
    ]
    meant, vectors = meaning.measure(sides[0], sides[1], models.encoder, links)
    parts = [
        surface.measure(sources, targets, source_language, target_language),
        meant,
        _measured(models.read(sources, source_language, judged=False), sources, wording.UNJUDGED),
        _measured(read, targets, wording.NAMES),
        _other_tongue(targets, source_language, target_language, models, read)[:, None],
    ]
    return np.concatenate(parts, axis=1), vectors


def _measured(
    read: wording.Units | None, texts: Sequence[str], names: Sequence[str]
) -> NDArray[np.float64]:
    """Measure texts alone; NaN where they were not read."""
    return np.full((len(texts), len(names)), np.nan) if read is None else wording.measure(read)


_LINKS: dict[tuple[str, str], Links | None] = {}


def _links(known: ShippedLexicon, source: str, target: str) -> Links | None:
    if (source, target) not in _LINKS:
        links = known.links(source, target)
        _LINKS[source, target] = None if links is None else meaning.ordered(links)
    return _LINKS[source, target]


def _other_tongue(
    targets: Sequence[str],
    source_language: Language,
    target_language: Language,
    models: Models,
    read: wording.Units | None,
) -> NDArray[np.float64]:
    """Give how much likelier a target's units are in the source's language, in nats."""
    tag = source_language.primary
    if read is None or not models.know(source_language) or tag == target_language.primary:
        return np.full(len(targets), np.nan)
    likely, _ = models.language.unit_logprobs(read.flat, read.lengths, tag)
    owner = np.repeat(np.arange(len(read.lengths)), read.lengths)
    gain = (likely - models.usual[tag][0]) - read.likely
    mean: NDArray[np.float64] = np.bincount(owner, gain, len(targets)) / np.maximum(read.lengths, 1)
    return mean
