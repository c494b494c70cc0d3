"""Learns what tells a sentence that was left out from one that was joined with its neighbour.

The examples are the gold beads of the alignment sets: sentences that share their side of a bead,
and sentences without counterpart, put into the bead beside them. A logistic regression on what
`auditor.alignment.support` measures gives its constants; both kinds of each set
weigh alike, up to `_CAP` examples.

python -m bench.alignment_support            the constants, and the errors without each set
python -m bench.alignment_support --write    the constants into auditor/alignment/weights.toml
"""

import argparse
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.alignment.support import shares
from auditor.alignment.weights import Rendered
from auditor.backends.base import Words
from auditor.backends.builtin import encoder
from auditor.core.bitext import Segment
from bench.alignment_sets import DATA, GROUPS, LANGUAGES, Gold, Sample, renumbered, samples
from bench.alignment_weights import WEIGHTS, weights_in_use, written

Floats = NDArray[np.float64]

_CAP = 80.0
_STEPS = 60
Example = tuple[tuple[float, float, float], bool]
"""Traits of a sentence, and whether it was translated."""


def examples(sample: Sample) -> Iterator[Example]:
    """Give the sentences of a document that were joined, and those that were left out."""
    texts = _kept(sample.source), _kept(sample.target)
    gold = renumbered(sample.gold, [s.index for s in texts[0]], [t.index for t in texts[1]])
    source, target = (encoder().words([segment.text for segment in side]) for side in texts)
    full = [bead for bead in gold if bead[0] and bead[1] and max(map(len, bead)) <= 5]
    for bead in full:
        for share in shares((source, target), _ended(bead)):
            yield share.traits, True
    for place, sides in ((0, (source, target)), (1, (target, source))):
        left_out = [
            bead[place][0] for bead in gold if len(bead[place]) == 1 and not bead[1 - place]
        ]
        yield from _beside(left_out, [(b[place], b[1 - place]) for b in full], sides)


def _beside(
    left_out: Sequence[int], beads: Sequence[Gold], sides: tuple[Words, Words]
) -> Iterator[Example]:
    """Put each sentence that was left out into the beads before and after it."""
    for lost in left_out:
        for run, other in beads:
            if len(run) <= 4 and lost in (run[0] - 1, run[-1] + 1):
                longer = tuple(sorted((*run, lost)))
                found = shares(sides, _ended((longer, other)))[: len(longer)]
                if found:
                    yield found[longer.index(lost)].traits, False


def _ended(bead: Gold) -> tuple[int, int, int, int]:
    source, target = bead
    return len(source), len(target), source[-1] + 1, target[-1] + 1


def _kept(segments: Sequence[Segment]) -> list[Segment]:
    return [segment for segment in segments if not segment.excluded]


def regression(traits: Floats, answers: NDArray[np.bool_], weights: Floats) -> Floats:
    """Fit a logistic regression by Newton's method; the last value is what is added in any case."""
    table = np.concatenate([traits, np.ones((len(traits), 1))], axis=1)
    values = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ values, -30, 30)))
        slope = table.T @ (weights * (answers - chance)) - 0.01 * values
        bend = (table * (weights * chance * (1 - chance))[:, None]).T @ table
        values = values + np.linalg.solve(bend + 0.01 * np.eye(len(values)), slope)
    return values


def main() -> None:
    """Print the constants, and the errors on each set of those learnt without it and its kin."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = [n for n in LANGUAGES if {tag[:2] for tag in LANGUAGES[n]} <= encoder().languages]
    names = [n for n in names if any(n in group for group in GROUPS) and "books" not in n]
    if not DATA.is_dir():
        print(f"nothing to learn from: {DATA} is not there")
        return
    found = {name: [e for sample in samples(name) for e in examples(sample)] for name in names}
    learnt = Rendered(*(round(float(v), 1) for v in regression(*_stacked(found, names))))
    print("learnt on all sets:", learnt)
    if options.write:
        WEIGHTS.write_text(written(learnt, weights_in_use()), encoding="utf-8")
    print(
        "\n| set | joined | left out | errors, learnt without it and its kin |\n|---|--:|--:|--:|"
    )
    for name in names:
        kin = next(group for group in GROUPS if name in group)
        values = regression(*_stacked(found, [n for n in names if n not in kin]))
        traits, answers, _ = _stacked(found, [name])
        odds = traits @ values[:-1] + values[-1]
        wrong = int(((odds > 0) != answers).sum())
        print(f"| {name} | {int(answers.sum())} | {int((~answers).sum())} | {wrong} |")


def _stacked(
    found: dict[str, list[Example]], names: Sequence[str]
) -> tuple[Floats, NDArray[np.bool_], Floats]:
    traits = np.array([trait for name in names for trait, _ in found[name]])
    answers = np.array([answer for name in names for _, answer in found[name]])
    weights = []
    for name in names:
        counts = [sum(a is kind for _, a in found[name]) for kind in (False, True)]
        weights += [min(1.0, _CAP / counts[a]) for _, a in found[name]]
    return traits, answers, np.array(weights)


if __name__ == "__main__":
    main()
