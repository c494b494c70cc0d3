"""The MQM score that people would give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prediction:
    """What MQM score people would give, 0 to 100, higher is better, and how sure that is."""

    mqm: float
    """100 less the penalty points that are expected: of a sentence, or for 100 words."""
    low: float
    high: float
    """Nine of ten translations of this kind lie between these."""
