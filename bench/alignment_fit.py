"""Learns the weights of the aligner on the development sets: a conditional random field.

The loss is the negative log probability of the gold beads, per gold bead, averaged over sets; its
gradient is the difference of what all paths and what the gold paths hold of each piece of
evidence. Gold beads that the programme cannot make, or that the search holds for impossible, leave
their part of the lattice open: a few faults of the gold would outweigh all the rest.
"""

import argparse
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.aligner import near, prepared, rounds
from auditor.alignment.cost import Costs, Model, prior_name
from auditor.alignment.lattice import Lattice, Shape, Strip, strips
from auditor.alignment.weights import EVIDENCE, PRIORS, Weights, rendered, usual
from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from bench.alignment_sets import CONFIG, GROUPS, LANGUAGES, Gold, Sample, renumbered, samples
from bench.alignment_weights import KINDS, WEIGHTS, there, written

LEARNT = (*PRIORS, *(name for name in EVIDENCE if name not in ("kind", "block")))
_PULL = 0.0005
"""Strength of the pull towards the weights one begins with."""
BEGIN = Weights(
    **dict.fromkeys((*EVIDENCE, "kind", "block"), 0.7),
    null=-3.0,
    one_two=-1.5,
    two_two=-4.0,
    one_three=-4.0,
    one_many=-5.0,
    more=-6.0,
)
"""What one begins with: evidence that is somewhat dependent, and what is usual among beads."""

_GROUPED = 0.75
"""Power of the number of its sets that a group weighs with: 1 were all sets alike, which learns
the nulls of the news best, and 0 all groups, which is calibrated best on books."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Problem:
    """A document with everything but the weights worked out."""

    cover: tuple[Strip, ...]
    features: tuple[dict[Shape, NDArray[np.float32]], ...]
    """Per strip and shape: (learnt weights, rows, columns)."""
    fixed: tuple[dict[Shape, NDArray[np.float32]], ...]
    """What the weights do not touch: fences, and the habits of the document."""
    allowed: tuple[dict[Shape, NDArray[np.float32]], ...]
    """0 where the gold beads allow a bead, negative infinity elsewhere."""
    beads: int


def problem(
    sample: Sample, used: tuple[Weights, Weights], *, first: bool, meaning: bool
) -> Problem | None:
    """Work out the evidence of the first or the last search; None for an empty side.

    Args:
        sample: a document pair.
        used: weights that the searches before it are made with.
        first: the first search, or the last.
        meaning: with the shipped models.
    """
    source = [s for s in sample.source if not s.excluded]
    target = [s for s in sample.target if not s.excluded]
    if not source or not target:
        return None
    models = (encoder(), lexicon()) if meaning else (None, None)
    model = prepared(source, target, *sample.languages, CONFIG, *models)
    found = list(rounds(model, used, again=0 if first else 6))
    model, solution = found[-1]
    cover = strips(near(solution.occupied, len(target), 6), 24)
    gold = renumbered(sample.gold, [s.index for s in source], [s.index for s in target])
    weights = used[0 if first else 1]
    costs = Costs(model, weights)
    features, fixed, allowed = [], [], []
    for strip in cover:
        raw = dict(costs.evidence(strip))
        made = costs(strip)
        features.append({s: _stacked(s, raw[s], strip) for s in made})
        current = np.array([getattr(weights, name) for name in LEARNT])
        fixed.append(
            {
                s: made[s] - np.tensordot(current.astype(np.float32), features[-1][s], 1)
                for s in made
            }
        )
        allowed.append({s: np.full(made[s].shape, -np.inf, np.float32) for s in made})
    _allow(gold, model, cover, allowed, frozenset(solution.possible))
    return Problem(cover, tuple(features), tuple(fixed), tuple(allowed), len(gold))


def _stacked(
    shape: Shape, found: dict[str, NDArray[np.float32]], strip: Strip
) -> NDArray[np.float32]:
    rows, columns = strip.bottom - strip.top, strip.right - strip.left
    stack = np.zeros((len(LEARNT), rows, columns), dtype=np.float32)
    for place, name in enumerate(LEARNT):
        if name == prior_name(shape):
            stack[place] = 1.0
        elif name in found:
            stack[place] = found[name]
    return stack


def _allow(
    gold: Sequence[Gold],
    model: Model,
    cover: Sequence[Strip],
    allowed: Sequence[dict[Shape, NDArray[np.float32]]],
    possible: frozenset[tuple[int, int, int, int]],
) -> None:
    """Open the lattice for gold beads: between two full beads only nulls, in any order."""
    row = column = 0
    end: Gold = ((len(model.source),), (len(model.target),))
    full = sorted(bead for bead in gold if bead[0] and bead[1])
    for source, target in [*full, end]:
        begin = source[0], target[0]
        if begin[0] < row or begin[1] < column:
            continue
        _open(cover, allowed, (row, column), begin, ((1, 0), (0, 1)))
        if (source, target) == end:
            break
        row, column = source[-1] + 1, target[-1] + 1
        shape = len(source), len(target)
        if (*shape, row, column) in possible and (row - begin[0], column - begin[1]) == shape:
            _open(cover, allowed, (row, column), (row, column), (shape,), exact=True)
        else:
            _open(cover, allowed, begin, (row, column), tuple(allowed[0]))


def _open(
    cover: Sequence[Strip],
    allowed: Sequence[dict[Shape, NDArray[np.float32]]],
    begin: tuple[int, int],
    end: tuple[int, int],
    shapes: Sequence[Shape],
    *,
    exact: bool = False,
) -> None:
    """Allow beads that lie in the rectangle of nodes from begin to end."""
    for strip, masks in zip(cover, allowed, strict=True):
        for n, m in shapes:
            first = (begin[0], begin[1]) if exact else (begin[0] + n, begin[1] + m)
            rows = slice(max(first[0], strip.top) - strip.top, max(0, end[0] + 1 - strip.top))
            columns = slice(max(first[1], strip.left) - strip.left, max(0, end[1] + 1 - strip.left))
            masks[n, m][rows, columns] = 0.0


def loss(task: Problem, values: Floats) -> tuple[float, Floats]:
    """Give the negative log probability of the gold beads and its gradient."""
    weights = values.astype(np.float32)
    potentials = [
        {s: fixed[s] + np.tensordot(weights, features[s], 1) for s in features}
        for fixed, features in zip(task.fixed, task.features, strict=True)
    ]
    gold = [
        {s: part[s] + masks[s] for s in part}
        for part, masks in zip(potentials, task.allowed, strict=True)
    ]
    free_total, free = _expected(task, potentials)
    gold_total, held = _expected(task, gold)
    if not np.isfinite(gold_total):
        return 0.0, np.zeros(len(values))
    return free_total - gold_total, free - held


def _expected(
    task: Problem, potentials: Sequence[dict[Shape, NDArray[np.float32]]]
) -> tuple[float, Floats]:
    """Give the log weight of all paths, and how much of each weight's evidence they hold."""
    place = {strip: number for number, strip in enumerate(task.cover)}
    lattice = Lattice(task.cover, lambda strip: potentials[place[strip]])
    lattice.forwards()
    if not np.isfinite(lattice.total):
        return -np.inf, np.zeros(len(LEARNT))
    lattice.backwards()
    sums = np.zeros(len(LEARNT))
    for strip, made, features in zip(task.cover, potentials, task.features, strict=True):
        for (n, m), values in made.items():
            share = np.zeros(values.shape)
            for row in range(max(strip.top, n), strip.bottom):
                before = lattice.alpha.cut(row - n, strip.left - m, strip.right - m)
                after = lattice.beta.cut(row, strip.left, strip.right)
                gain = values[row - strip.top]
                share[row - strip.top] = np.exp(before + after + gain - lattice.total)
            sums += np.tensordot(features[n, m], share, axes=([1, 2], [0, 1]))
    return lattice.total, sums


def fit(sets: Mapping[str, Sequence[Problem]], start: Floats, steps: int) -> Floats:
    """Minimise the loss by BFGS with a backtracking line search.

    The sets of a group weigh alike, and the gold beads of a set.

    Args:
        sets: problems by the name of their set.
        start: weights that the search for the least loss begins with, and is pulled to.
        steps: most steps.
    """
    shares = _shares(tuple(sets))

    def total(values: Floats) -> tuple[float, Floats]:
        value, slope = 0.0, np.zeros(len(values))
        for name, tasks in sets.items():
            share = shares[name] / sum(task.beads for task in tasks)
            for task in tasks:
                part, gradient = loss(task, values)
                value += part * share
                slope += gradient * share
        away = values - start
        return value + _PULL / 2 * float(away @ away), slope + _PULL * away

    values, inverse = start.copy(), np.eye(len(start)) * 2.0
    value, slope = total(values)
    for step in range(steps):
        direction = -inverse @ slope
        length = 1.0
        for _ in range(8):
            candidate = values + length * direction
            after, turned = total(candidate)
            if after <= value + 1e-4 * length * float(slope @ direction):
                break
            length /= 2
        else:
            break
        moved, bent = candidate - values, turned - slope
        values, slope = candidate, turned
        print(f"  step {step}: loss {after:.4f}", flush=True)
        if value - after < 1e-6:
            break
        value = after
        curve = float(moved @ bent)
        if curve > 1e-9:
            left = np.eye(len(values)) - np.outer(moved, bent) / curve
            inverse = left @ inverse @ left.T + np.outer(moved, moved) / curve
    return values


def _shares(names: Sequence[str]) -> dict[str, float]:
    """Give what each set weighs: the more sets a group has, the less each of them."""
    held = [[name for name in group if name in names] for group in GROUPS]
    parts = {name: len(group) ** (_GROUPED - 1) for group in held for name in group}
    return {name: part / sum(parts.values()) for name, part in parts.items()}


def problems(
    names: Sequence[str], used: tuple[Weights, Weights], most: int, *, first: bool, meaning: bool
) -> dict[str, list[Problem]]:
    """Work out some gold beads of each set, in pieces of whole documents all over the set.

    Args:
        names: the sets.
        used: as for `problem`.
        most: gold beads of a set beyond which no further piece is taken.
        first: as for `problem`.
        meaning: as for `problem`.
    """
    made: dict[str, list[Problem]] = {}
    for name in names:
        tasks, beads = [], 0
        for piece in _scattered([p for sample in samples(name) for p in _pieces(sample)]):
            task = problem(piece, used, first=first, meaning=meaning)
            if task is not None:
                tasks.append(task)
                beads += task.beads
            if beads >= most:
                break
        made[name] = tasks
    return made


def _scattered(pieces: Sequence[Sample]) -> Iterator[Sample]:
    """Give the middle one first, then those in the middle of each half, and so on."""
    spans = [(0, len(pieces))]
    while spans:
        later = []
        for begin, end in spans:
            if begin < end:
                middle = (begin + end) // 2
                yield pieces[middle]
                later += [(begin, middle), (middle + 1, end)]
        spans = later


def _pieces(sample: Sample, size: int = 100) -> Iterator[Sample]:
    """Cut a long document at gold beads."""
    if len(sample.gold) <= 2 * size:
        yield sample
        return
    full = [bead for bead in sample.gold if bead[0] and bead[1]]
    cuts = full[::size]
    for begin, end in itertools.pairwise(cuts):
        source = range(begin[0][0], end[0][0])
        target = range(begin[1][0], end[1][0])
        yield replace(
            sample,
            source=sample.source[source.start : source.stop],
            target=sample.target[target.start : target.stop],
            gold=tuple(
                bead
                for bead in sample.gold
                if all(i in source for i in bead[0]) and all(j in target for j in bead[1])
            ),
        )


def learn_all(
    most: int,
    steps: int,
    without: str = "",
    kinds: Sequence[str] = KINDS,
    passes: int = 2,
) -> dict[str, dict[str, Weights]]:
    """Learn the weights of both searches, without and with the shipped models.

    What is learnt does not depend on the weights in use: it begins with `BEGIN`, and each pass
    works out its problems with the weights of the one before.

    Args:
        most: gold beads of each set.
        steps: most steps of the minimiser.
        without: a set that is left out together with its kin.
        kinds: those of `KINDS` that are learnt; the others are the ones in use.
        passes: how often it is all done.
    """
    left_out = next((g for g in GROUPS if without in g), ())
    names = [n for group in GROUPS for n in group if n not in left_out]
    spoken = [n for n in names if {tag[:2] for tag in LANGUAGES[n]} <= encoder().languages]
    made: dict[str, dict[str, Weights]] = {}
    for kind, used in (("surface", names), ("meaning", spoken)):
        meaning = kind == "meaning"
        first, again = (BEGIN, BEGIN) if kind in kinds else usual(meaning=meaning)
        for _ in range(passes if kind in kinds else 0):
            first = learn(used, (first, again), most, steps, first=True, meaning=meaning)
            again = learn(used, (first, again), most, steps, first=False, meaning=meaning)
        made[kind] = {"first": first, "again": again}
    return made


def learn(
    names: Sequence[str],
    used: tuple[Weights, Weights],
    most: int,
    steps: int,
    *,
    first: bool,
    meaning: bool,
) -> Weights:
    """Learn the weights of one search.

    Args:
        names: sets that are learnt from.
        used: weights that the searches before it are made with.
        most: gold beads of each set.
        steps: most steps of the minimiser.
        first: the first search, or the later ones.
        meaning: with the shipped models.
    """
    sets = problems(names, used, most, first=first, meaning=meaning)
    held = there(first=first, meaning=meaning)
    start = np.array([getattr(BEGIN, name) * (name in held) for name in LEARNT])
    learnt = fit(sets, start, steps)
    return replace(BEGIN, **{n: round(float(v), 3) for n, v in zip(LEARNT, learnt, strict=True)})


def main() -> None:
    """Learn the weights and write them where the aligner reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=400, help="gold beads per set")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--without", default="", help="leave one set and its kin out")
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    found = learn_all(options.most, options.steps, options.without, options.kinds, options.passes)
    options.out.write_text(written(rendered(), found), encoding="utf-8")


if __name__ == "__main__":
    main()
