"""The MQM score of a document, foretold from that of its sentences."""

import math
from collections.abc import Sequence

import numpy as np

from auditor.backends.quality import quality
from auditor.score.prediction import Prediction


def predict(penalties: Sequence[float], words: int) -> Prediction:
    """Add the expected penalties of sentences up.

    Args:
        penalties: expected MQM points of each sentence; at least one.
        words: words of the target.

    Returns:
        100 · (1 − points / words), never below 0, and the bounds that held nine of ten documents
        of like length which the model had not seen.

    Raises:
        ModelError: the model is missing or damaged.
    """
    model, total = quality(), sum(penalties)
    length = np.array([math.log(len(penalties))])

    def score(points: float) -> float:
        return round(min(100.0, max(0.0, 100.0 * (1 - points / words))), 4)

    factors = [math.exp(float(model.curve(f"document_{s}", length)[0])) for s in ("high", "low")]
    low, high = (score(max((total + 1) * factor - 1, 0.0)) for factor in factors)
    mqm = score(total)
    return Prediction(mqm, min(low, mqm), max(high, mqm))
