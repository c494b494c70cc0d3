"""What a bead earns: few, explained weights over log likelihood ratios.

A bead's log potential is the prior of its shape plus, for beads with text on both sides, the
weighted log likelihood ratios of its evidence. Were all evidence independent, every weight
would be 1; the weights are the discount for what the pieces of evidence have in common, learnt
as a conditional random field on whole alignments (`python -m bench.alignment_fit`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.evidence import Evidence, cell_sums, link_odds, run_earnings
from auditor.alignment.features import ENDS, MARKS, Side
from auditor.alignment.lattice import Shape, Strip
from auditor.alignment.lengths import likelihood, run_sums, surprise
from auditor.alignment.similarity import RunVectors

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """The learnt numbers of the programme, in nats."""

    null: float = -2.91
    """Prior of a segment without counterpart."""
    one_two: float = -1.83
    """Prior of 1-2 and 2-1 against 1-1."""
    two_two: float = -4.48
    one_three: float = -4.53
    one_many: float = -5.5
    """Prior of 1-4, 1-5 and their mirrors."""
    more: float = -6.09
    """Prior of every other bead."""
    length: float = 0.94
    figure: float = 0.47
    name: float = 0.34
    cognate: float = 0.33
    word: float = 0.27
    orphan: float = 0.3
    """Figures that the other text holds nowhere."""
    mark: float = 0.65
    end: float = 0.56
    kind: float = 0.7
    block: float = 0.7
    similarity: float = 8.0
    """Worth of one unit of similarity above a chance meeting."""


FIRST = Weights(
    null=-3.738,
    one_two=-1.794,
    two_two=-4.369,
    one_three=-4.119,
    one_many=-5.429,
    more=-6.185,
    length=0.85,
    figure=0.617,
    name=0.492,
    cognate=0.467,
    word=0.27,
    orphan=0.378,
    mark=0.915,
    end=0.926,
    kind=0.7,
    block=0.7,
    similarity=8.0,
)
"""For the first search, when nothing is known of the document."""
AGAIN = Weights(
    null=-2.895,
    one_two=-1.937,
    two_two=-4.406,
    one_three=-4.301,
    one_many=-5.521,
    more=-6.199,
    length=0.976,
    figure=0.392,
    name=0.477,
    cognate=0.353,
    word=0.305,
    orphan=0.336,
    mark=0.724,
    end=0.505,
    kind=0.7,
    block=0.7,
    similarity=8.0,
)
"""For the searches that follow, with a lexicon and the habits of the document."""

FIRST_MEANING = Weights(
    null=-4.027,
    one_two=-1.817,
    two_two=-4.335,
    one_three=-4.083,
    one_many=-5.381,
    more=-6.228,
    length=0.785,
    figure=0.535,
    name=0.593,
    cognate=0.345,
    word=0.27,
    orphan=0.345,
    mark=0.674,
    end=0.799,
    similarity=8.097,
)
"""As FIRST, where an encoder compares meanings."""
AGAIN_MEANING = Weights(
    null=-3.231,
    one_two=-1.934,
    two_two=-4.241,
    one_three=-4.139,
    one_many=-5.568,
    more=-6.431,
    length=0.934,
    figure=0.271,
    name=0.51,
    cognate=0.182,
    word=0.201,
    orphan=0.278,
    mark=0.441,
    end=0.497,
    similarity=8.009,
)


def weights_of(*, meaning: bool) -> tuple[Weights, Weights]:
    """Give the weights of the first and of the later searches, with or without an encoder."""
    return (FIRST_MEANING, AGAIN_MEANING) if meaning else (FIRST, AGAIN)


PRIORS: tuple[str, ...] = ("null", "one_two", "two_two", "one_three", "one_many", "more")
EVIDENCE: tuple[str, ...] = tuple(f.name for f in fields(Weights) if f.name not in PRIORS)


def prior_name(shape: Shape) -> str:
    """Name the weight that is the prior of a shape; empty for 1-1, which has none."""
    n, m = sorted(shape)
    if n == 0:
        return "null"
    named = {(1, 1): "", (1, 2): "one_two", (2, 2): "two_two", (1, 3): "one_three"}
    return named.get((n, m), "one_many" if n == 1 else "more")


def shapes(most: int) -> tuple[Shape, ...]:
    """Give the shapes of beads that are searched: both sides at most `most`, six in all."""
    full = [
        (n, m)
        for n in range(1, most + 1)
        for m in range(1, most + 1)
        if n + m <= max(most + 1, 4) or (n == m == 3)
    ]
    return ((1, 0), (0, 1), *sorted(full, key=lambda shape: (sum(shape), shape)))


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
    vectors: RunVectors | None = None


class Costs:
    """Potentials of the beads of two texts, strip by strip."""

    def __init__(self, model: Model, weights: Weights) -> None:
        """Prepare what all strips share."""
        self.model = model
        self.weights = weights
        self.shapes = shapes(model.most)
        self._runs = tuple(
            tuple(_run(side, size, paragraphs=_paragraphs(model)) for size in _sizes(model.most))
            for side in (model.source, model.target)
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
        if n:
            total += self._runs[0][n - 1].fence[strip.top : strip.bottom, None]
        if m:
            total += self._runs[1][m - 1].fence[None, strip.left : strip.right]
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
        for shape in self.shapes:
            n, m = shape
            if not n or not m:
                yield shape, {}
                continue
            found = self._dense(shape, strip)
            for kind, links in model.links.items():
                found[kind] = (
                    run_earnings(sums[kind], shape, margin)
                    + links.source_pay[n - 1][strip.top : strip.bottom, None]
                    + links.target_pay[m - 1][None, strip.left : strip.right]
                )
            yield shape, found

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
        if _varied(model.source.kinds) or _varied(model.target.kinds):
            found["kind"] = _flags(left.kinds, right.kinds, (trust.kind,) * 3, rows, columns)
        if _paragraphs(model):
            found["block"] = (
                _flags(left.edges, right.edges, (trust.block,) * 2, rows, columns)
                - left.crossings[rows, None]
                - right.crossings[None, columns]
            )
        if model.vectors is not None:
            found["similarity"] = model.vectors.similarity(shape, rows, columns)
        return found


CROSSING = 2.0
"""What a bead pays for each paragraph boundary inside it, in nats."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Runs of one size of one side, by the node where they end; shape (segments + 1, …)."""

    lengths: NDArray[np.float64]
    surprise: NDArray[np.float64]
    marks: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    kinds: NDArray[np.bool_]
    edges: NDArray[np.bool_]
    crossings: Floats
    fence: Floats


def _sizes(most: int) -> range:
    return range(1, most + 1)


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
        marks=marks,
        ends=_shifted(side.ends, 1, count),
        kinds=_shifted(side.kinds, size, count),
        edges=np.concatenate([opens, _shifted(side.closes[:, None], 1, count)], axis=1),
        crossings=inner * np.float32(CROSSING if paragraphs else 0.0),
        fence=fence,
    )


def _shifted(flags: NDArray[np.bool_], size: int, count: int) -> NDArray[np.bool_]:
    """Give the flags of the first segment of each run (size 1: of the last), by node."""
    by_node = np.zeros((count + 1, flags.shape[1]), dtype=np.bool_)
    by_node[size:] = flags[: max(0, count + 1 - size)]
    return by_node


def _varied(kinds: NDArray[np.bool_]) -> bool:
    return bool((kinds != kinds[:1]).any())


def _paragraphs(model: Model) -> bool:
    """Tell whether both texts have blocks of several segments."""
    return not model.source.opens.all() and not model.target.opens.all()


def _flags(
    source: NDArray[np.bool_],
    target: NDArray[np.bool_],
    trust: tuple[float, ...],
    rows: slice,
    columns: slice,
) -> Floats:
    """Sum the log odds of flags that runs share or not, all flags at once."""
    p, q = source[1:].mean(axis=0), target[1:].mean(axis=0)
    both, one, other = link_odds(p, q, np.array(trust))
    p, q = np.clip(p, 1e-6, 0.999), np.clip(q, 1e-6, 0.999)
    joint = np.array(trust) * np.minimum(p, q) + (1 - np.array(trust)) * p * q
    neither = np.log((1 - p - q + joint).clip(1e-6) / ((1 - p) * (1 - q)))
    left, right = source[rows].astype(np.float32), target[columns].astype(np.float32)
    cross = ((both - one - other + neither).astype(np.float32) * left) @ right.T
    cross += (left @ (one - neither).astype(np.float32))[:, None]
    cross += (right @ (other - neither).astype(np.float32))[None, :]
    total: Floats = cross + np.float32(neither.sum())
    return total
