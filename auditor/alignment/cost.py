"""What a bead earns: few, explained weights over log likelihood ratios.

A bead's log potential is the prior of its shape plus, for beads with text on both sides, the
weighted log likelihood ratios of its evidence. Were all evidence independent, every weight
would be 1; the weights are the discount for what the pieces of evidence have in common, learnt
as a conditional random field on whole alignments (`make weights`).
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.evidence import Evidence, cell_sums, link_odds, run_earnings
from auditor.alignment.features import ENDS, MARKS, Side
from auditor.alignment.lattice import Shape, Strip
from auditor.alignment.lengths import likelihood, run_sums, surprise
from auditor.alignment.similarity import Closeness, RunVectors, calmness, parts
from auditor.alignment.support import NOTHING, Support, SupportMeter
from auditor.alignment.weights import Weights
from auditor.backends.base import Links

Floats = NDArray[np.float32]


def prior_name(shape: Shape) -> str:
    """Name the weight that is the prior of a shape; empty for 1-1, which has none."""
    n, m = sorted(shape)
    if n == 0:
        return "null"
    named = {(1, 1): "", (1, 2): "one_two", (2, 2): "two_two", (1, 3): "one_three"}
    return named.get((n, m), "one_many" if n == 1 else "more")


def full(most: int) -> tuple[Shape, ...]:
    """Give the shapes of beads with both sides that are searched: 1-1 to 1-`most`, up to 3-3."""
    sizes = range(1, most + 1)
    found = [(n, m) for n in sizes for m in sizes if min(n, m) == 1 or max(n, m) <= 3]
    return tuple(sorted(found, key=lambda shape: (sum(shape), shape)))


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often each flag of a run survives translation (ρ of `evidence`), in (0, 1)."""

    marks: tuple[float, ...] = (0.5,) * len(MARKS)
    ends: tuple[float, ...] = (0.5,) * len(ENDS)
    kind: float = 0.7
    block: float = 0.7


@dataclass(frozen=True, slots=True)
class Model:
    """Two texts and all that is known of how they go together."""

    source: Side
    target: Side
    ratio: float
    """Target characters for one source character."""
    scale: float
    """Characters of English for one source character."""
    most: int
    """Most segments on one side of a bead."""
    spread: float = 1.0
    """Factor on the variance of the log ratio of lengths."""
    reliability: Reliability = field(default_factory=Reliability)
    habits: Mapping[str, float] = field(default_factory=dict)
    """What the document adds to the priors of shapes, in nats."""
    links: Mapping[str, Evidence] = field(default_factory=dict)
    lexicon: Links | None = None
    vectors: RunVectors | None = None
    meter: SupportMeter | None = None
    support: Mapping[Shape, Support] = field(default_factory=dict)
    """What the meter has measured of the beads that an earlier search found possible."""
    closeness: Closeness = field(default_factory=Closeness)


class Costs:
    """Potentials of the beads of two texts, strip by strip."""

    def __init__(self, model: Model, weights: Weights) -> None:
        """Prepare what all strips share."""
        self.model = model
        self.weights = weights
        self.shapes: tuple[Shape, ...] = ((1, 0), (0, 1), *full(model.most))
        # Blocks of several segments on both sides are paragraphs, and a bead should respect them.
        self._paragraphs = not model.source.opens.all() and not model.target.opens.all()
        self._kinds = any(
            bool((side.kinds != side.kinds[:1]).any()) for side in (model.source, model.target)
        )
        sizes = range(1, model.most + 1)
        self._runs = tuple(
            tuple(_run(side, size, paragraphs=self._paragraphs) for size in sizes)
            for side in (model.source, model.target)
        )
        scales = model.scale, model.scale / model.ratio
        self._calm = tuple(
            tuple(calmness(run.lengths * scale) for run in side)
            for side, scale in zip(self._runs, scales, strict=True)
        )

    def __call__(self, strip: Strip) -> dict[Shape, Floats]:
        """Give the log potential of every bead that ends at a node of the strip."""
        made: dict[Shape, Floats] = {}
        for shape, evidence in self.evidence(strip):
            name = prior_name(shape)
            total = np.full(
                (strip.bottom - strip.top, strip.right - strip.left),
                self.prior(name),
                dtype=np.float32,
            )
            for kind, values in evidence.items():
                total += np.float32(getattr(self.weights, kind)) * values
            made[shape] = self._fenced(total, shape, strip)
        return made

    def prior(self, name: str) -> float:
        """Give the prior of a shape by its name, with the habits of this document."""
        learnt = getattr(self.weights, name) if name else 0.0
        return float(learnt) + self.model.habits.get(name, 0.0)

    def _fenced(self, total: Floats, shape: Shape, strip: Strip) -> Floats:
        """Forbid beads that begin before the text, or that jump over what was left out."""
        n, m = shape
        # A segment that says nothing is left out for nothing, and rather than joined to others.
        blank = -self.prior("null") if n + m == 1 else -BLANK if n + m > 2 else 0.0
        for place, size in enumerate(shape):
            if size:
                run = self._runs[place][size - 1]
                paid = run.fence + np.float32(blank) * run.blanks
                total += (
                    paid[strip.top : strip.bottom, None]
                    if place == 0
                    else paid[None, strip.left : strip.right]
                )
        return total

    def evidence(self, strip: Strip) -> Iterator[tuple[Shape, dict[str, Floats]]]:
        """Give the unweighted log likelihood ratios of every shape; none for nulls."""
        model, margin = self.model, self.model.most - 1
        sums = {
            kind: cell_sums(
                links,
                (strip.top - 1 - margin, strip.bottom - 1),
                (strip.left - 1 - margin, strip.right - 1),
                model.most,
            )
            for kind, links in model.links.items()
        }
        rows, columns = slice(strip.top, strip.bottom), slice(strip.left, strip.right)
        near = products = None
        if model.vectors is not None:
            products = model.vectors.products(rows, columns)
            near = model.vectors.scores((1, 1), rows, columns, products, margin)
        for shape in self.shapes:
            n, m = shape
            if not n or not m:
                yield shape, {}
                continue
            found = self._dense(shape, strip)
            if model.vectors is not None and near is not None and products is not None:
                scores = model.vectors.scores(shape, rows, columns, products)
                calm = self._calm[0][n - 1][rows, None], self._calm[1][m - 1][None, columns]
                found["similarity"] = model.closeness.likelihood(scores, np.minimum(*calm))
                found["far"] = model.closeness.far(scores, np.minimum(*calm))
                if n + m > 2:
                    left, right, best = parts(near, shape, margin)
                    found["part"] = self._worst(left, right, strip)
                    found["gain"] = np.clip(scores - best, -3.0, 3.0)
            if model.support:
                found |= model.support.get(shape, NOTHING).spread(strip)
                if n + m == 2:
                    del found["own"], found["rendered"]
            for kind, links in model.links.items():
                found[kind] = (
                    run_earnings(sums[kind], shape, margin)
                    + links.source_pay[n - 1][strip.top : strip.bottom, None]
                    + links.target_pay[m - 1][None, strip.left : strip.right]
                )
            yield shape, found

    def _worst(self, left: list[Floats], right: list[Floats], strip: Strip) -> Floats:
        """Give the likelihood of the segment of each bead that fits worst."""
        sides = (left, strip.top, strip.bottom), (right, strip.left, strip.right)
        found = []
        for place, (scores, begin, end) in enumerate(sides):
            for back, part in enumerate(scores):
                calm = _before(self._calm[place][0], begin - back, end - back)
                calm = calm[:, None] if place == 0 else calm[None, :]
                found.append(self.model.closeness.likelihood(part, calm))
        return functools.reduce(np.minimum, found)

    def _dense(self, shape: Shape, strip: Strip) -> dict[str, Floats]:
        model = self.model
        left, right = self._runs[0][shape[0] - 1], self._runs[1][shape[1] - 1]
        rows, columns = slice(strip.top, strip.bottom), slice(strip.left, strip.right)
        trust = model.reliability
        found = {
            "length": likelihood(
                (left.lengths[rows], left.surprise[rows]),
                (right.lengths[columns], right.surprise[columns]),
                model.ratio,
                model.scale,
                model.spread,
            ),
            "mark": _flags(left.marks, right.marks, trust.marks, rows, columns),
            "end": _flags(left.ends, right.ends, trust.ends, rows, columns),
        }
        if self._kinds:
            found["kind"] = _flags(left.kinds, right.kinds, (trust.kind,) * 3, rows, columns)
        if self._paragraphs:
            found["block"] = (
                _flags(left.edges, right.edges, (trust.block,) * 2, rows, columns)
                - left.crossings[rows, None]
                - right.crossings[None, columns]
            )
        return found


def _before(values: Floats, begin: int, end: int) -> Floats:
    """Give a part of an array, its first value again where the part begins before it."""
    return values[np.maximum(np.arange(begin, end), 0)]


CROSSING = 2.0
"""What a bead pays for each paragraph boundary inside it, in nats."""


BLANK = 2.0
"""What a bead of several segments pays for each that has no letter and no digit, in nats."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Runs of one size of one side, by the node where they end; shape (segments + 1, …)."""

    lengths: NDArray[np.float64]
    surprise: NDArray[np.float64]
    marks: "_Flags"
    ends: "_Flags"
    kinds: "_Flags"
    edges: "_Flags"
    crossings: Floats
    blanks: Floats
    """Segments without a letter or digit."""
    fence: Floats


def _run(side: Side, size: int, *, paragraphs: bool) -> _Run:
    count = len(side)
    lengths = run_sums(side.lengths, size)
    inner = np.zeros(count + 1, dtype=np.float32)
    broken = np.zeros(count + 1, dtype=np.bool_)
    marks = np.zeros((count + 1, side.marks.shape[1]), dtype=np.bool_)
    for back in range(size):
        last = max(0, count - back)
        marks[size:] |= side.marks[size - 1 - back : last]
        if back < size - 1:
            broken[size:] |= side.breaks[size - 1 - back : last]
            inner[size:] += side.opens[size - 1 - back : last]
    fence = np.where(broken, -np.inf, 0.0).astype(np.float32)
    fence[:size] = -np.inf
    opens = _shifted(side.opens[:, None], size, count)
    return _Run(
        lengths=lengths,
        surprise=surprise(lengths, size),
        marks=_Flags.of(marks),
        ends=_Flags.of(_shifted(side.ends, 1, count)),
        kinds=_Flags.of(_shifted(side.kinds, size, count)),
        edges=_Flags.of(np.concatenate([opens, _shifted(side.closes[:, None], 1, count)], axis=1)),
        blanks=run_sums(side.blank.astype(np.float64), size).astype(np.float32),
        crossings=inner * np.float32(CROSSING if paragraphs else 0.0),
        fence=fence,
    )


def _shifted(flags: NDArray[np.bool_], size: int, count: int) -> NDArray[np.bool_]:
    """Give the flags of the first segment of each run (size 1: of the last), by node."""
    by_node = np.zeros((count + 1, flags.shape[1]), dtype=np.bool_)
    by_node[size:] = flags[: max(0, count + 1 - size)]
    return by_node


@dataclass(frozen=True, slots=True)
class _Flags:
    """What is so of each run or not, by node, and of what share of them."""

    values: NDArray[np.bool_]
    share: NDArray[np.float64]

    @classmethod
    def of(cls, values: NDArray[np.bool_]) -> "_Flags":
        return cls(values, values[1:].mean(axis=0))


def _flags(
    source: _Flags, target: _Flags, trust: tuple[float, ...], rows: slice, columns: slice
) -> Floats:
    """Sum the log odds of flags that runs share or not, all flags at once."""
    p, q, kept = source.share, target.share, np.array(trust)
    both, one, other = link_odds(p, q, kept)
    p, q = np.clip(p, 1e-6, 0.999), np.clip(q, 1e-6, 0.999)
    joint = kept * np.minimum(p, q) + (1 - kept) * p * q
    neither = np.log((1 - p - q + joint).clip(1e-6) / ((1 - p) * (1 - q)))
    left = source.values[rows].astype(np.float32)
    right = target.values[columns].astype(np.float32)
    cross = ((both - one - other + neither).astype(np.float32) * left) @ right.T
    cross += (left @ (one - neither).astype(np.float32))[:, None]
    cross += (right @ (other - neither).astype(np.float32))[None, :]
    return (cross + np.float32(neither.sum())).astype(np.float32)
