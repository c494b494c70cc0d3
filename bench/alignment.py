"""Measures the aligner on the alignment sets, beside Gale and Church's programme.

python -m bench.alignment                    the table of docs/alignment.md
python -m bench.alignment --sets NAME …      some sets only
python -m bench.alignment --held-out         weights learnt without the set that is measured
python -m bench.alignment --gale-church      with nltk's programme, on the shorter sets
python -m bench.alignment --picture docs/reliability.svg
"""

import argparse
import functools
import importlib.util
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from auditor.alignment.aligner import beads_of, prepared, rounds
from auditor.alignment.weights import Weights
from auditor.backends.base import Encoder, Lexicon
from auditor.backends.builtin import encoder
from auditor.backends.lexicon import lexicon
from auditor.core.bitext import Bead, Segment
from bench import reliability
from bench.alignment_fit import learn_all
from bench.alignment_sets import CONFIG, DATA, GROUPS, LANGUAGES, Gold, Sample, samples
from bench.alignment_weights import KINDS

PEERS = {
    "textberg-de-fr-dev": ".716 (hunalign)",
    "mac-zh-en-dev": ".375 (hunalign); .863 vecalign, .911 bertalign",
    "ntrex-synth-en-fra": ".831 (hunalign)",
    "ntrex-synth-en-deu": ".805 (hunalign)",
    "ntrex-synth-en-zho": ".705 (hunalign)",
    "ntrex-synth-en-arb": ".803 (hunalign)",
    "transread-en-es": ".756 (hunalign)",
    "parice-en-is": ".877 (hunalign)",
    "opusbooks-en-fr": ".921 (best without neural weights)",
    "opusbooks-en-ru": ".917 (best without neural weights)",
    "opusbooks-fr-it": ".544 (best without neural weights)",
}
"""Strict F1 measured once on the same files with the peers' own programs, not in this run."""


_SHORT = 4000
"""Sentences of the largest set that nltk's programme is run on."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one programme did with one set."""

    strict: tuple[float, float, float]
    lax: float
    null: float
    judged: tuple[reliability.Judged, ...]
    seconds: float
    """Of one core."""


def scorer() -> ModuleType:
    """Load the yardstick that lies beside the project."""
    path = DATA.parents[1] / "tools" / "score_alignment.py"
    spec = importlib.util.spec_from_file_location("score_alignment", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(
    documents: Sequence[Sample],
    weights: tuple[Weights, Weights] | None,
    meanings: Encoder | None,
    words: Lexicon | None,
) -> Result:
    """Align the documents of a set and score the beads."""
    found: list[list[Gold]] = []
    judged: list[reliability.Judged] = []
    begin = time.process_time()
    for sample in documents:
        beads = _aligned(sample, weights, meanings, words)
        found.append([(bead.source, bead.target) for bead in beads])
        gold = set(sample.gold)
        judged += [
            reliability.Judged(
                b.probability or 0.0, (b.source, b.target) in gold, bool(b.source and b.target)
            )
            for b in beads
        ]
    seconds = time.process_time() - begin
    return _scored(documents, found, judged, seconds)


def _aligned(
    sample: Sample,
    weights: tuple[Weights, Weights] | None,
    meanings: Encoder | None,
    words: Lexicon | None,
) -> tuple[Bead, ...]:
    source, target = _kept(sample.source), _kept(sample.target)
    model = prepared(source, target, *sample.languages, CONFIG, meanings, words)
    *_, (_, solution) = rounds(model, weights)
    return tuple(beads_of(solution, source, target))


def _kept(segments: Sequence[Segment]) -> list[Segment]:
    return [segment for segment in segments if not segment.excluded]


def gale_church(documents: Sequence[Sample]) -> Result:
    """Run nltk's Gale-Church on the same documents."""
    from nltk.translate.gale_church import align_blocks

    found: list[list[Gold]] = []
    begin = time.process_time()
    for sample in documents:
        source, target = _kept(sample.source), _kept(sample.target)
        links = align_blocks([len(s.text) for s in source], [len(t.text) for t in target])
        found.append(_joined(links, source, target))
    return _scored(documents, found, [], time.process_time() - begin)


def _joined(
    links: Sequence[tuple[int, int]], source: Sequence[Segment], target: Sequence[Segment]
) -> list[Gold]:
    """Make beads of links, and nulls of what no link reaches."""
    beads: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        if beads and (i in beads[-1][0] or j in beads[-1][1]):
            beads[-1][0].add(i)
            beads[-1][1].add(j)
        else:
            beads.append(({i}, {j}))
    used_source = {i for bead in beads for i in bead[0]}
    used_target = {j for bead in beads for j in bead[1]}
    made: list[Gold] = [
        (tuple(source[i].index for i in sorted(a)), tuple(target[j].index for j in sorted(b)))
        for a, b in beads
    ]
    made += [((s.index,), ()) for i, s in enumerate(source) if i not in used_source]
    made += [((), (t.index,)) for j, t in enumerate(target) if j not in used_target]
    return made


def _scored(
    documents: Sequence[Sample],
    found: Sequence[Sequence[Gold]],
    judged: Sequence[reliability.Judged],
    seconds: float,
) -> Result:
    score = scorer().score([sample.gold for sample in documents], found)
    return Result(
        strict=(score["ps"], score["rs"], score["fs"]),
        lax=score["fl"],
        null=score["null_f"],
        judged=tuple(judged),
        seconds=seconds,
    )


def table(
    names: Sequence[str], *, peers: bool, held_out: Sequence[str], most: int
) -> dict[str, tuple[reliability.Judged, ...]]:
    """Print one Markdown table: the surface alone, then with the models; give what these found."""
    print(
        "| set | sentences | surface: strict F1 | null F1 | ECE "
        "| with the models: strict P / R / F1 "
        "| lax F1 | null F1 | ECE | CPU seconds | peers, strict F1 |"
    )
    print("|---|--:|--:|--:|--:|---|--:|--:|--:|--:|---|")
    every: dict[str, tuple[reliability.Judged, ...]] = {}
    for name in names:
        documents = list(samples(name))
        count = sum(len(_kept(d.source)) + len(_kept(d.target)) for d in documents)
        weights = _held_out(_kin(name), most, held_out) if held_out else (None, None)
        plain = measure(documents, weights[0], None, None)
        spoken = {tag[:2] for tag in LANGUAGES[name]} <= encoder().languages
        ours = measure(documents, weights[1 if spoken else 0], encoder(), lexicon())
        every[name] = ours.judged
        strict = " / ".join(f"{value:.3f}" for value in ours.strict)
        errors = (
            reliability.calibration_error(plain.judged),
            reliability.calibration_error(ours.judged),
        )
        beside = PEERS[name]
        if peers and count < _SHORT:
            length = gale_church(documents)
            beside += f"; {length.strict[2]:.3f} Gale-Church ({length.seconds:.1f} s)"
        print(
            f"| {name} | {count:,} | {plain.strict[2]:.3f} | {plain.null:.3f} "
            f"| {errors[0]:.3f} | {strict} | {ours.lax:.3f} | {ours.null:.3f} "
            f"| {errors[1]:.3f} | {ours.seconds:.1f} | {beside} |",
            flush=True,
        )
    return every


def _kin(name: str) -> Sequence[str]:
    return next((group for group in GROUPS if name in group), (name,))


@functools.cache
def _held_out(
    group: Sequence[str], most: int, kinds: Sequence[str]
) -> tuple[tuple[Weights, Weights], ...]:
    """Learn the weights without a group of sets, without and with the encoder."""
    found = learn_all(most, 18, group[0], kinds)
    return tuple((both["first"], both["again"]) for both in found.values())


def main() -> None:
    """Read the options and print what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sets",
        nargs="+",
        default=[name for name in LANGUAGES if "books" not in name],
        choices=list(LANGUAGES),
    )
    parser.add_argument("--gale-church", action="store_true")
    parser.add_argument(
        "--held-out", nargs="*", choices=KINDS, help="learn anew the weights of these kinds, or all"
    )
    parser.add_argument("--most", type=int, default=600, help="gold beads per set to learn from")
    parser.add_argument("--picture", type=Path, help="draw foretold against right: .svg or .png")
    options = parser.parse_args()
    if options.picture and not importlib.util.find_spec("matplotlib"):
        parser.exit(1, "matplotlib is not installed: pip install matplotlib\n")
    if not Path(DATA).is_dir():
        parser.exit(0, f"nothing to measure: {DATA} is not there\n")
    held_out = () if options.held_out is None else tuple(options.held_out or KINDS)
    found = table(options.sets, peers=options.gale_church, held_out=held_out, most=options.most)
    everything = [bead for beads in found.values() for bead in beads]
    reliability.table(
        everything, "How often beads of a probability are right, all sets, with the models:"
    )
    if options.picture:
        reliability.draw(found, options.picture)


if __name__ == "__main__":
    main()
