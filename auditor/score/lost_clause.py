"""Lost clauses: whether an unsupported stretch of one side is a clause that the other side lacks.

A logistic rule, learnt by `python -m bench.clauses --fit` on human translations from which clauses
were cut. It looks at how the words of both sides support each other, at the clause that draws the
fewest words of the other side, and at the lengths of both, and
compares them with what is usual in the document: how long its translations are, how much that
varies, and how near their words come to the original's. So a free translator's documents, and
languages that the encoder knows less well, give no more false alarms than others.
"""

import functools
import math
import statistics
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from auditor.backends.builtin import encoder
from auditor.score.support import Support, supports
from auditor.text.language import Language

PSEUDO_LENGTHS = 5
"""Pairs of usual length that a document's own length ratio is drawn to."""
PSEUDO_PAIRS = 40
"""Pairs that are as the usual document's, to which all else of a document's own is drawn."""
_LONG = 4
"""Pieces that both sides of a pair have that tells of the document."""

FEATURES = (
    "length",
    "shorter",
    "run",
    "run_share",
    "mean",
    "quartile",
    "faint",
    "other_run",
    "other_run_share",
    "other_mean",
    "other_quartile",
    "other_faint",
    "similarity",
    "words",
    "spread",
    "length_times_words",
    "shorter_times_words",
    "clause_drawn",
    "clause_drawn_by_size",
    "clause_gap",
    "clause_share",
    "clause_mean",
)
"""What the rule looks at, in order; see `features`."""
_MEAN, _OTHER_MEAN, _SIMILARITY, _WORDS = 2, 7, 10, 11
"""Places in the values of a trace."""
_LEAST_SPREAD = 0.05
"""What the lengths of translations differ by at the least; added to a document's own spread."""
PLACES: Mapping[str, int] = {"mean": _MEAN, "other_mean": _OTHER_MEAN, "similarity": _SIMILARITY}
"""Those of which a document's own middle is taken off."""
ANYWHERE: Mapping[str, float] = {
    "spread": 0.097,
    "mean": 0.593,
    "other_mean": 0.593,
    "similarity": 0.652,
}
"""What is usual in a document: medians, which `python -m bench.clauses --fit` prints."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What the words tell of a clause that one side of a pair has and the other lacks."""

    values: tuple[float, ...]
    """Summaries of the side with the clause and of the other side, similarity of both, and the
    logarithm of the pieces of the first."""
    clause: tuple[float, ...]
    """Of the emptiest clause, as `support.Side` has it."""
    run: tuple[int, int]
    """The unsupported stretch, as `support.Side` has it."""
    sizes: tuple[int, int]
    """Pieces of the side with the clause, and of the other."""

    @classmethod
    def of(cls, support: Support) -> "Trace":
        """Take what is needed of a support, whose source may have a clause."""
        sizes = len(support.source.cosines), len(support.target.cosines)
        values = (
            *support.source.summary,
            *support.target.summary,
            support.similarity,
            math.log(sizes[0]),
        )
        return cls(values, support.source.clause, support.source.run, sizes)

    @property
    def similarity(self) -> float:
        """Cosine of the two sentences."""
        return self.values[_SIMILARITY]


Traces = tuple[Trace, Trace]
"""Of a clause of the source, and of one of the target."""


@functools.lru_cache(maxsize=1)
def compared(pairs: tuple[tuple[str, str], ...]) -> tuple[Traces | None, ...]:
    """Compare both sides of each pair of a document; several checks ask for the same.

    Raises:
        ModelError: the encoder is missing or damaged.
    """
    return tuple(traced(pairs))


def traced(pairs: Sequence[tuple[str, str]]) -> Iterator[Traces | None]:
    """Compare both sides of each pair by the shipped encoder; None where a side has no words.

    Raises:
        ModelError: the encoder is missing or damaged.
    """
    for support in supports(pairs, encoder()):
        if support is None:
            yield None
        else:
            yield Trace.of(support), Trace.of(support.turned())


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in a document, drawn to what is usual anywhere."""

    length: float
    """Logarithm of the length of the other side over that of the side with the clause."""
    spread: float
    """Median distance of that logarithm from the usual one."""
    mean: float
    """Mean cosine of the side with the clause."""
    other_mean: float
    similarity: float

    @classmethod
    def of(cls, traces: Sequence[Trace], lengths: Sequence[float], expected: float) -> "Usual":
        """Tell what is usual in a document; pairs of a few pieces do not count.

        Args:
            traces: of its pairs.
            lengths: of each pair, the logarithm of the length of the other side over that of the
                side with the clause.
            expected: the same for the two languages in general.
        """
        long = [i for i, trace in enumerate(traces) if min(trace.sizes) >= _LONG]
        length = _drawn([lengths[i] for i in long], expected, PSEUDO_LENGTHS)
        spread = _drawn([abs(lengths[i] - length) for i in long], ANYWHERE["spread"])
        mean, other_mean, similarity = (
            _drawn([traces[i].values[place] for i in long], ANYWHERE[name])
            for name, place in PLACES.items()
        )
        return cls(length, spread, mean, other_mean, similarity)


def _drawn(own: Sequence[float], usual: float, weight: int = PSEUDO_PAIRS) -> float:
    middle = statistics.median(own) if own else 0.0
    return (weight * usual + len(own) * middle) / (weight + len(own))


def log_ratio(source: str, target: str) -> float:
    """Give the logarithm of target over source characters, spaces not counted."""
    sizes = [max(1, len(text) - text.count(" ")) for text in (source, target)]
    return math.log(sizes[1] / sizes[0])


def expected_length(source: Language, target: Language) -> float:
    """Give the logarithm of the length ratio that is usual between two languages."""
    return math.log(target.length_ratio / source.length_ratio)


def features(trace: Trace, length: float, usual: Usual) -> tuple[float, ...]:
    """Give what the rule looks at, as `FEATURES` names it.

    Args:
        trace: of the pair.
        length: as `Usual.of` takes it.
        usual: in the document.
    """
    values = list(trace.values)
    values[_MEAN] -= usual.mean
    values[_OTHER_MEAN] -= usual.other_mean
    values[_SIMILARITY] -= usual.similarity
    spread = usual.spread + _LEAST_SPREAD
    longer = (length - usual.length) / spread
    shorter = min(longer, 0.0)
    words = values[_WORDS]
    return (
        longer,
        shorter,
        *values,
        math.log(spread),
        longer * words,
        shorter * words,
        *trace.clause[:-1],
        trace.clause[-1] - usual.mean,
    )


def probability(trace: Trace, length: float, usual: Usual) -> float:
    """Give the probability, in [0, 1], that a clause has no counterpart on the other side.

    The same number of pairs with and without a lost clause is taken for granted.

    Args:
        trace: of the pair.
        length: as `Usual.of` takes it.
        usual: in the document.
    """
    bias, weights = _rule()
    value = bias + sum(
        weight * value
        for weight, value in zip(weights, features(trace, length, usual), strict=True)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@functools.cache
def _rule() -> tuple[float, tuple[float, ...]]:
    file = resources.files("auditor.score") / "lost_clause.toml"
    known: Mapping[str, float] = tomllib.loads(file.read_text(encoding="utf-8"))
    return known["bias"], tuple(known[name] for name in FEATURES)
