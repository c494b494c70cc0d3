"""MQM: categories, severities, and what a check reports.

Categories are the paths of MQM-Core (MQM 2.0, ASTM WK46396), lower-case and joined by hyphens.
Severity multipliers are the default of MQM 2.0: 0, 1, 5, 25; they live in the configuration.
"""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.core.bitext import Side, Span
from auditor.core.messages import Message

Category = Literal[
    "terminology/inconsistent-with-terminology-resource",
    "terminology/inconsistent-use",
    "terminology/wrong-term",
    "accuracy/mistranslation",
    "accuracy/overtranslation",
    "accuracy/undertranslation",
    "accuracy/addition",
    "accuracy/omission",
    "accuracy/do-not-translate",
    "accuracy/untranslated",
    "linguistic-conventions/grammar",
    "linguistic-conventions/punctuation",
    "linguistic-conventions/spelling",
    "linguistic-conventions/unintelligible",
    "linguistic-conventions/character-encoding",
    "linguistic-conventions/textual-conventions",
    "style/organization",
    "style/third-party-style",
    "style/inconsistent-with-external-reference",
    "style/language-register",
    "style/awkward",
    "style/unidiomatic",
    "style/inconsistent",
    "locale-conventions/number-format",
    "locale-conventions/currency-format",
    "locale-conventions/measurement-format",
    "locale-conventions/time-format",
    "locale-conventions/date-format",
    "locale-conventions/address-format",
    "locale-conventions/telephone-format",
    "locale-conventions/shortcut-key",
    "audience-appropriateness/culture-specific-reference",
    "audience-appropriateness/offensive",
    "design-and-markup/layout",
    "design-and-markup/markup-tag",
    "design-and-markup/truncation-text-expansion",
    "design-and-markup/missing-text",
    "design-and-markup/link-cross-reference",
    "other",
]


class Severity(enum.StrEnum):
    """How much harm a finding does, from none to the worst."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Give 0 for neutral up to 3 for critical."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """One more place of a grouped hit: a span counted from the start of a segment."""

    segment: int
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """All that a check yields; the runner turns it into a `Finding`."""

    message: Message
    span: Span
    """Marked text, counted from the start of the segment."""
    side: Side = "target"
    segment: int | None = None
    """Index of the marked segment; only document and bitext checks set it."""
    suggestion: str = ""
    """What to write instead of the marked text; empty when that is not known."""
    places: tuple[Place, ...] = ()
    """All places of a grouped hit (house style), the first one included; empty otherwise."""
    confidence: float = 1.0
    """How often such a hit is right, in (0, 1]."""
    severity: Severity | None = None
    """Where this hit weighs more or less than its check usually does."""


def grouped(
    places: Sequence[Place],
    message: Message,
    suggestion: str = "",
    side: Side = "target",
    confidence: float = 1.0,
    severity: Severity | None = None,
) -> Iterator[Hit]:
    """Make one hit of all places of a rule; none where there is no place."""
    if places:
        first = places[0]
        yield Hit(
            message,
            first.span,
            side,
            segment=first.segment,
            suggestion=suggestion,
            places=tuple(places) if len(places) > 1 else (),
            confidence=confidence,
            severity=severity,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What MQM calls an issue: detected by a machine, not yet confirmed by a person."""

    index: int
    """Number of the finding in the report, from 1."""
    check: str
    category: Category
    severity: Severity
    row: int
    """Number of the report's row that it stands in."""
    side: Side
    line: int
    """Line of the file, from 1."""
    span: Span
    """Marked text, counted from the start of the document."""
    text: str
    message: str
    suggestion: str
    fingerprint: str
    places: tuple[Span, ...] = ()
    """All places of a grouped finding, counted from the start of the document."""
    confidence: float = 1.0
    """How often such a finding is right, in (0, 1]."""
    also: tuple[str, ...] = ()
    """Checks whose findings on the same text were merged into this one."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that did not run, or that crashed: never read as a pass."""

    check: str
    reason: str
    crashed: bool = False


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """What a report says of a check."""

    id: str
    category: Category
    severity: Severity
    summary: str
    explanation: str
