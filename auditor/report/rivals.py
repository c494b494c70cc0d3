"""Several translations of one original, compared: plain, frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.bitext import Segment
from auditor.core.mqm import Finding, Skip
from auditor.report.model import Provenance, SideInfo, Summary


@dataclass(frozen=True, slots=True)
class Rival:
    """One translation."""

    label: str
    """"A", "B", … in the order they were given."""
    target: SideInfo
    summary: Summary
    signature: str
    """Signature of the score that decides; empty for one that is no score of a model."""
    rank: int
    """From 1, the best mean first; equal means share a rank."""
    mean: float | None
    """Mean of the score over the sentences that all have, weighted by words of the original."""
    wins: int
    """Sentences in which it is the only best one."""
    findings: tuple[Finding, ...]
    only: tuple[int, ...]
    """Numbers of the findings that no other translation has, by fingerprint."""
    additions: tuple[Segment, ...]
    """Sentences that nothing in the original stands for."""
    skips: tuple[Skip, ...]
    """Checks that did not run on it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one translation makes of a unit."""

    label: str
    parts: tuple[Segment, ...]
    """Its sentences in their order; none where the original was left out."""
    value: float | None
    """The score that decides; None where the original is no part of the article there."""
    findings: tuple[int, ...]
    """Numbers of its findings in the unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest part of the original that every translation renders by whole sentences."""

    index: int
    source: tuple[Segment, ...]
    words: int
    entries: tuple[Entry, ...]
    best: tuple[str, ...]
    """Labels of the best ones; all of them where none is better."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Whether one translation is better than another, by paired bootstrap."""

    first: str
    second: str
    difference: float
    """Mean of the first minus mean of the second; for an error rate the other way round."""
    low: float
    """2.5th percentile of the difference in the samples."""
    high: float
    """97.5th percentile."""
    share: float
    """Share of the samples in which the first is better, ties half (Koehn 2004), in [0, 1]."""
    p: float
    """How often so large a difference comes by chance, in (0, 1]: two-sided."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several translations of one original."""

    schema: str
    provenance: Provenance
    source: SideInfo
    by: str
    """Name of the score that decides."""
    samples: int
    seed: int
    rivals: tuple[Rival, ...]
    """In the order they were given."""
    units: tuple[Unit, ...]
    contrasts: tuple[Contrast, ...]
    notices: tuple[str, ...] = ()

    def ranked(self) -> tuple[Rival, ...]:
        """Give the translations, the best first."""
        return tuple(sorted(self.rivals, key=lambda rival: (rival.rank, rival.label)))

    def even(self) -> int:
        """Give how many units have more than one best translation."""
        return sum(1 for unit in self.units if len(unit.best) > 1)
