"""How usual the wording of texts is, by the language model and the judge of grammar.

Every figure is taken relative to what is usual in the language, so that languages can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.backends.acceptability import Acceptability, likelihoods
from auditor.backends.fluency import NgramModel
from auditor.score.characters import distinct

_WINDOW = 4
"""Units of a part whose wording is looked at."""

NAMES = (
    "units",
    "usual",
    "usual_worst",
    "usual_part",
    "usual_spread",
    "surprise",
    "rarity",
    "rarest",
    "unforeseen",
    "unknown",
    "repeated",
    "different",
    "faults",
    "fault_worst",
    "fault_mean",
    "fault_share",
)
UNJUDGED = NAMES[:-4]
"""What is measured of a text: log probabilities in nats, log odds of faults, shares. What needs no
judge of grammar is in `UNJUDGED` too."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of many texts with what the models say of each."""

    flat: NDArray[np.int64]
    lengths: NDArray[np.int64]
    likely: NDArray[np.float64]
    """Log probability of each unit after those before it, relative to the language's mean."""
    alone: NDArray[np.float64]
    """Log probability of each unit by itself, relative to the language's mean."""
    faults: NDArray[np.float64] | None
    """Log odds that something is wrong at the unit; None where no judge was asked."""


def units(
    texts: Sequence[str],
    language: str,
    model: NgramModel,
    judge: Acceptability | None,
    usual: tuple[float, float],
) -> Units:
    """Let the models read texts.

    Args:
        texts: of one language.
        language: primary subtag, which both models know.
        model: the language models.
        judge: the judge of grammar; None leaves it out.
        usual: mean log probability of a unit in good news text, after those before it and alone.
    """
    flat, lengths = model.units(texts)
    likely, alone = model.unit_logprobs(flat, lengths, language)
    faults = None
    if judge:
        seen = likelihoods(likely, alone)
        faults = judge.faults(flat, lengths, language, seen).astype(np.float64)
    return Units(flat, lengths, likely - usual[0], alone - usual[1], faults)


def measure(read: Units) -> NDArray[np.float64]:
    """Measure texts; a text without units has NaN but for `units`.

    Returns:
        Shape (texts, len(NAMES)), or len(UNJUDGED) where no judge was asked.
    """
    lengths, count = read.lengths, len(read.lengths)
    owner = np.repeat(np.arange(count), lengths)
    safe = np.maximum(lengths, 1)

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(owner, values, count) / safe

    likely, alone = mean(read.likely), mean(read.alone)
    part = _parts(read.likely, owner)
    columns = {
        "units": np.log1p(lengths),
        "usual": likely,
        "usual_worst": _extreme(read.likely, owner, count, np.minimum),
        "usual_part": _extreme(part, owner, count, np.minimum),
        "usual_spread": np.sqrt(np.maximum(mean(read.likely**2) - likely**2, 0)),
        "surprise": np.log1p(np.bincount(owner, np.maximum(-read.likely, 0), count)),
        "rarity": -alone,
        "rarest": -_extreme(read.alone, owner, count, np.minimum),
        "unforeseen": alone - likely,
        "unknown": mean((read.alone < _UNKNOWN).astype(np.float64)),
        "repeated": mean(_repeated(read.flat, owner)),
        "different": _different(read.flat, owner, count) / safe,
    }
    if read.faults is not None:
        harm = np.bincount(owner, np.logaddexp(0, read.faults), count)
        columns["faults"] = np.log1p(harm)
        columns["fault_worst"] = _extreme(read.faults, owner, count, np.maximum)
        columns["fault_mean"] = mean(read.faults)
        columns["fault_share"] = mean((read.faults > 0).astype(np.float64))
    found = np.stack([columns[name] for name in NAMES if name in columns], axis=1)
    found[lengths == 0, 1:] = np.nan
    return found


_DOUBLED = 6.0
"""Log odds that are added where a unit follows itself."""
_UNKNOWN = -7.0
"""Nats below the language's mean from which a unit is as good as unknown."""


def worst_part(read: Units, text: int) -> tuple[int, int]:
    """Give the first unit and the one after the last of the part of a text that is likeliest wrong.

    Raises:
        ValueError: the text has no units, or no judge was asked.
    """
    begin = int(read.lengths[:text].sum())
    end = begin + int(read.lengths[text])
    if begin == end or read.faults is None:
        raise ValueError("a text without units, or without a judge, has no worst part")
    flat = read.flat[begin:end]
    doubts = read.faults[begin:end] + _DOUBLED * np.append(False, flat[1:] == flat[:-1])
    first = last = int(np.argmax(doubts))
    least = doubts[first] - 1.0
    while first > 0 and doubts[first - 1] > least and last - first < _WINDOW:
        first -= 1
    while last + 1 < len(flat) and doubts[last + 1] > least and last - first < _WINDOW:
        last += 1
    return first, last + 1


def _parts(values: NDArray[np.float64], owner: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the mean of each unit and the few after it in the same text."""
    sums, counts = values.copy(), np.ones(len(values))
    for step in range(1, _WINDOW):
        same = owner[step:] == owner[:-step]
        sums[:-step] += np.where(same, values[step:], 0)
        counts[:-step] += same
    parts: NDArray[np.float64] = sums / counts
    return parts


def _extreme(
    values: NDArray[np.float64], owner: NDArray[np.int64], count: int, which: np.ufunc
) -> NDArray[np.float64]:
    found = np.full(count, -np.inf if which is np.maximum else np.inf)
    which.at(found, owner, values)
    return found


def _repeated(flat: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mark units that stand in a pair of neighbours which the text has had before."""
    marked = np.zeros(len(flat))
    if len(flat) > 1:
        inside = np.flatnonzero(owner[1:] == owner[:-1])
        keys = owner[inside] << 40 | flat[inside] << 20 | flat[inside + 1]
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        marked[inside[order[1:][ordered[1:] == ordered[:-1]]]] = 1
        marked[1:] = np.maximum(marked[1:], (flat[1:] == flat[:-1]) & (owner[1:] == owner[:-1]))
    return marked


def _different(
    flat: NDArray[np.int64], owner: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    keys = distinct(owner << 20 | flat)
    return np.bincount(keys >> 20, minlength=count).astype(np.float64)
