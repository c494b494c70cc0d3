"""What the lengths of two runs say: do they translate each other, or met by chance?

After Gale and Church (1993), with the background of Moore (2002): the logarithm of the ratio of
lengths follows Student's distribution, narrower for longer runs; a chance meeting follows the
lengths of the document itself. The difference of the two is a log likelihood ratio in nats.
"""

from math import lgamma, log, pi

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FREEDOM = 4.0
"""Degrees of freedom of Student's distribution; few, because free translations are common."""
SPREAD = 0.012
"""Variance of the log ratio of very long runs."""
SPREAD_SHORT = 1.5
"""Added variance of short runs, times their length in characters of English."""
_PAD = 2.0
"""Characters added to each length, so that very short runs compare calmly."""


def run_sums(values: Floats, run: int) -> Floats:
    """Sum each run that ENDS with a segment; shape (segments + 1,), by node, 0 before the first."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.zeros_like(sums)
    ends[run:] = sums[run:] - sums[: max(0, len(sums) - run)]
    return ends


def surprise(lengths: Floats, run: int) -> Floats:
    """Give the negative log density of each run's length among all runs of that size.

    Args:
        lengths: lengths of runs by node, as `run_sums` gives them.
        run: number of segments of each run.
    """
    logs = np.log(lengths + _PAD)
    real = logs[run:] if len(logs) > run else logs[-1:]
    deviation = max(float(real.std()), 0.25)
    scaled: Floats = (logs - real.mean()) / deviation
    return 0.5 * np.minimum(np.abs(scaled), 3.0) ** 2 + (0.5 * log(2 * pi) + log(deviation))


def likelihood(
    source: tuple[Floats, Floats],
    target: tuple[Floats, Floats],
    ratio: float,
    scale: float,
    spread: float,
) -> NDArray[np.float32]:
    """Give the log likelihood ratio of every source run against every target run.

    Args:
        source: lengths of source runs in characters, and their `surprise`.
        target: lengths of target runs, and their `surprise`.
        ratio: target characters for one source character.
        scale: characters of English for one source character.
        spread: factor on the variance.

    Returns:
        Shape (source runs, target runs), in nats.
    """
    square, variance = deviations(source[0][:, None], target[0][None, :], ratio, scale)
    variance *= spread
    constant = lgamma((FREEDOM + 1) / 2) - lgamma(FREEDOM / 2) - 0.5 * log(FREEDOM * pi)
    density = constant - 0.5 * np.log(variance)
    density -= (FREEDOM + 1) / 2 * np.log1p(square / (variance * FREEDOM))
    density += 0.5 * (source[1][:, None] + target[1][None, :])
    return density.astype(np.float32)


def deviations(source: Floats, target: Floats, ratio: float, scale: float) -> tuple[Floats, Floats]:
    """Give the squared log ratio of lengths against the expected one, and its variance."""
    square = (np.log(target + _PAD) - np.log(source * ratio + _PAD)) ** 2
    short = SPREAD_SHORT / (2 * scale)
    variance = SPREAD + short / (source + _PAD) + short * ratio / (target + _PAD)
    return square, variance
