"""The report of an audit: plain, frozen values that need no document to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from auditor.core.bitext import Score, Segment
from auditor.core.models import ModelUse
from auditor.core.mqm import Category, CheckInfo, Finding, Severity, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

SCHEMA_VERSION = "1.1"
"""Version of the JSON report and of the columns of its tables: major.minor."""

RowKind = Literal["pair", "omission", "addition", "segment", "excluded"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report: a pair, an unaligned segment, or something left out."""

    index: int
    """Number of the row, from 1, in the order of the target."""
    kind: RowKind
    """`segment` is a target sentence audited without an original."""
    bead: str
    """Type of the bead, such as "2-1"; empty where nothing was aligned."""
    source: Segment | None
    target: Segment | None
    scores: tuple[Score, ...] = ()
    quality: float | None = None
    """100 minus the MQM penalties of the row's own findings, never below 0."""
    predicted_mqm: float | None = None
    """100 minus the MQM penalty points that people are expected to give the pair; None without
    an original. Findings are not part of it."""
    predicted_low: float | None = None
    predicted_high: float | None = None
    """Nine of ten pairs of this kind lie between these."""
    reasons: tuple[str, ...] = ()
    """Why the adequacy is low, the costliest first; empty where it is not low."""
    excluded: str = ""
    """Why the row is not part of the article ("boilerplate", "empty")."""
    unit: str = ""
    note: str = ""

    def score(self, name: str) -> float | None:
        """Give the value of a score, or None where it was not computed."""
        return next((s.value for s in self.scores if s.name == name), None)


@dataclass(frozen=True, slots=True)
class SideInfo:
    """What the report says of one document."""

    path: str
    lang: str
    lang_detected: bool
    encoding: str
    segments: int
    """Segments of the article, excluded ones not counted."""
    words: int
    unaligned: float | None
    """Share of the words that stand in null beads, in [0, 1]; None without an alignment."""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who made the report and when: the only part that differs between two equal runs."""

    version: str
    created: str
    """UTC time, ISO 8601."""
    seconds: float
    models: tuple[ModelUse, ...] = ()
    """Models that were named beside the shipped ones."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The document in a few figures (MQM 2.0 scoring; see docs/scores.md)."""

    penalty: float
    """Absolute penalty total: the severity weights of all findings, added up."""
    words: int
    """Evaluation word count: words of the target article."""
    score_per_word: float | None
    """100 · (1 − penalty / words), never below 0: MQM's raw quality score."""
    penalty_per_1000_words: float | None
    """Penalty points per thousand words: MQM's normed penalty total."""
    severities: tuple[tuple[Severity, int], ...]
    categories: tuple[tuple[Category, int], ...]
    means: tuple[tuple[str, float], ...]
    """Mean of each score over the pairs, weighted by target words."""
    passed: bool
    """True when no finding is critical and the score is at or above the threshold."""
    reference: tuple[Score, ...] = ()
    """`chrf`, `bleu` and `ter` of the whole document, where a reference was given."""
    predicted_mqm: float | None = None
    """100 · (1 − expected penalty points / words) over the pairs: comparable with `score_per_word`,
    which comes of the findings; None without an original."""
    predicted_low: float | None = None
    predicted_high: float | None = None
    """Nine of ten documents of this length lie between these."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that an audit found."""

    schema: str
    provenance: Provenance
    source: SideInfo | None
    """None when the translation was audited without its original."""
    target: SideInfo
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    checks: tuple[CheckInfo, ...]
    """Every check that yielded a finding, for reports that explain them."""
    summary: Summary
    notices: tuple[str, ...] = ()
    """What people should know of this run, such as an ignore that matched nothing."""

    def pairs(self) -> Iterator[Row]:
        """Give the rows that have text on both sides."""
        return (row for row in self.rows if row.kind == "pair")

    def unaligned(self) -> Iterator[Row]:
        """Give the omissions and additions."""
        return (row for row in self.rows if row.kind in ("omission", "addition"))

    def pairs_frame(self) -> pd.DataFrame:
        """Give one row per aligned pair, with the columns of docs/reports.md."""
        from auditor.report.tables import pairs_frame

        return pairs_frame(self)

    def findings_frame(self) -> pd.DataFrame:
        """Give one row per finding, with the columns of docs/reports.md."""
        from auditor.report.tables import findings_frame

        return findings_frame(self)

    def of_row(self, index: int) -> tuple[Finding, ...]:
        """Give the findings of one row, the worst first."""
        found = [finding for finding in self.findings if finding.row == index]
        return tuple(sorted(found, key=lambda f: (-f.severity.rank, f.span, f.check)))


@dataclass(frozen=True, slots=True)
class Failure:
    """A threshold that was not met, and the findings that broke it."""

    threshold: str
    message: str
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate decided."""

    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Tell whether every threshold was met."""
        return not self.failures
