"""Measures how moved text is found: blocks of the development sets are moved, and must be seen.

python -m bench.moves

In every document a run of one to four target sentences is put elsewhere; beads of such sentences
must come out as moved and right. Where nothing was moved, no bead may be.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace

from auditor.alignment import align
from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from auditor.core.bitext import Bead
from bench.alignment_sets import CONFIG, DATA, Gold, Sample, samples

SETS = (
    "ntrex-synth-en-fra",
    "ntrex-synth-en-deu",
    "ntrex-synth-en-zho",
    "ntrex-synth-en-arb",
    "textberg-de-fr-dev",
)


def aligned(sample: Sample) -> tuple[Bead, ...]:
    """Align a document with the shipped models."""
    return align(sample.source, sample.target, *sample.languages, CONFIG, encoder(), lexicon())


def shuffled(sample: Sample, chance: random.Random) -> tuple[Sample, frozenset[Gold]] | None:
    """Move a block of whole 1-1 beads elsewhere; give the beads that were moved."""
    runs = [
        sample.gold[at : at + size]
        for size in (1, 2, 3, 4)
        for at in range(len(sample.gold) - size)
        if all(len(s) == len(t) == 1 for s, t in sample.gold[at : at + size])
    ]
    if not runs or len(sample.target) < 12:
        return None
    block = chance.choice(runs)
    first, last = block[0][1][0], block[-1][1][0]
    order = list(range(len(sample.target)))
    part = order[first : last + 1]
    rest = order[:first] + order[last + 1 :]
    places = [at for at in range(len(rest)) if abs(at - first) > 2 * len(part) + 2]
    if not places:
        return None
    at = chance.choice(places)
    order = rest[:at] + part + rest[at:]
    number = {old: new for new, old in enumerate(order)}
    target = tuple(replace(sample.target[old], index=new) for new, old in enumerate(order))
    gold = tuple((s, tuple(sorted(number[j] for j in t))) for s, t in sample.gold)
    moved = frozenset((s, tuple(number[j] for j in t)) for s, t in block)
    return Sample(sample.source, target, gold, sample.languages), moved


def measure(name: str) -> str:
    """Give a row of the table."""
    chance = random.Random(0)
    alarms = beads = wanted = found = right = 0
    for sample in samples(name):
        plain = aligned(sample)
        beads += len(plain)
        alarms += sum(bead.moved for bead in plain)
        made = shuffled(sample, chance)
        if made is None:
            continue
        changed, moved = made
        seen = [(b.source, b.target) for b in aligned(changed) if b.moved]
        wanted += len(moved)
        found += len(seen)
        right += sum(pair in moved for pair in seen)
    return (
        f"| {name} | {alarms} of {beads:,} | {wanted} | {found} | {right} "
        f"| {right / max(found, 1):.2f} | {right / max(wanted, 1):.2f} |"
    )


def main(names: Sequence[str] = SETS) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", nargs="+", default=list(names))
    options = parser.parse_args()
    if not DATA.is_dir():
        parser.exit(0, f"nothing to measure: {DATA} is not there\n")
    print("| set | moved in text in order | moved | found | right | precision | recall |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name in options.sets:
        print(measure(name), flush=True)


if __name__ == "__main__":
    main()
