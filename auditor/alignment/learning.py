"""What a first alignment tells of the document: its length ratio, and how its marks behave."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from auditor.alignment.cost import Model, Reliability, prior_name
from auditor.alignment.lattice import Step
from auditor.alignment.lengths import deviations
from auditor.alignment.similarity import Closeness, calmness

_SURE = 0.6
_PRIOR = 30.0
"""Beads that what is known beforehand counts as much as."""
_USUAL = {
    "": 0.72,
    "null": 0.08,
    "one_two": 0.17,
    "two_two": 0.01,
    "one_three": 0.015,
    "one_many": 0.002,
    "more": 0.003,
}
"""Usual share of each shape among the beads."""
_HABIT = 100.0
"""Beads that the usual shares count as much as."""


def refined(model: Model, steps: Sequence[Step]) -> Model:
    """Measure the length ratio, its spread and the marks' reliability on trusted beads."""
    trusted = [s for s in steps if all(s.shape) and s.probability > _SURE]
    if not trusted:
        return model
    source = np.concatenate([[0.0], np.cumsum(model.source.lengths)])
    target = np.concatenate([[0.0], np.cumsum(model.target.lengths)])
    left = np.array([source[s.row] - source[s.row - s.shape[0]] for s in trusted])
    right = np.array([target[s.column] - target[s.column - s.shape[1]] for s in trusted])
    logs = np.log(right + 1.0) - np.log(left + 1.0)
    share = len(trusted) / (len(trusted) + _PRIOR)
    ratio = float(np.exp(share * _middle(logs, left) + (1 - share) * np.log(model.ratio)))
    square, variance = deviations(left, right, ratio, model.scale)
    # The median of a squared Student variable with four degrees of freedom is 0.55.
    seen = float(np.median(square / variance)) / 0.55
    spread = float(np.clip(share * seen + (1 - share) * model.spread, 0.4, 3.0))
    return replace(
        model,
        ratio=ratio,
        spread=spread,
        reliability=_reliability(model, trusted),
        habits=_habits(steps),
        closeness=_closeness(model, trusted, left, right),
    )


def _closeness(
    model: Model, trusted: Sequence[Step], left: np.ndarray, right: np.ndarray
) -> Closeness:
    """Measure how near the trusted beads are, by median and quartiles, towards what is usual."""
    if model.vectors is None:
        return model.closeness
    usual = Closeness()
    found = np.array([model.vectors.score(s.shape, s.row, s.column) for s in trusted])
    shorter = np.minimum(left * model.scale, right * model.scale / model.ratio)
    middle = float(np.median(found))
    low, high = np.quantile((found - middle) * calmness(shorter), (0.25, 0.75))
    share = len(found) / (len(found) + _PRIOR)
    spread = max((high - low) / 1.35, 0.5)
    return Closeness(
        mean=float(share * middle + (1 - share) * usual.mean),
        spread=float(share * spread + (1 - share) * usual.spread),
    )


def _habits(steps: Sequence[Step]) -> dict[str, float]:
    """Compare how often each shape was found with how often it usually is, in nats."""
    found = dict.fromkeys(_USUAL, 0.0)
    for step in steps:
        found[prior_name(step.shape)] += step.probability
    habit = {name: np.log((found[name] + _HABIT * usual) / usual) for name, usual in _USUAL.items()}
    return {
        name: float(np.clip(value - habit[""], -2.0, 2.0)) for name, value in habit.items() if name
    }


def _middle(values: np.ndarray, weights: np.ndarray) -> float:
    """Give the weighted median."""
    order = np.argsort(values)
    summed = np.cumsum(weights[order] + 1e-9)
    return float(values[order][np.searchsorted(summed, summed[-1] / 2)])


def _reliability(model: Model, trusted: Sequence[Step]) -> Reliability:
    prior = Reliability()
    marks, ends = [], []
    held = [
        (
            model.source.marks[s.row - s.shape[0] : s.row].any(axis=0),
            model.target.marks[s.column - s.shape[1] : s.column].any(axis=0),
            model.source.ends[s.row - 1],
            model.target.ends[s.column - 1],
        )
        for s in trusted
    ]
    left, right, left_ends, right_ends = (np.array(part) for part in zip(*held, strict=True))
    for place, before in enumerate(prior.marks):
        marks.append(_kept(left[:, place], right[:, place], before))
    for place, before in enumerate(prior.ends):
        ends.append(_kept(left_ends[:, place], right_ends[:, place], before))
    return replace(prior, marks=tuple(marks), ends=tuple(ends))


def _kept(left: np.ndarray, right: np.ndarray, before: float) -> float:
    """Estimate ρ: both = ρ·min(p, q) + (1 - ρ)·p·q, towards what was believed before."""
    p, q = float(left.mean()), float(right.mean())
    room = (min(p, q) - p * q) * len(left)
    seen = (float((left & right).mean()) - p * q) * len(left)
    prior = _PRIOR / 8
    return float(np.clip((seen + prior * before) / (room + prior), 0.02, 0.95))
