"""Train the static encoder: a sentence is the sum of the vectors of its pieces.

    python models/recipes/encoder.py prepare --out build/models
    python models/recipes/encoder.py train --out build/models --minutes 180

Loss: symmetric in-batch cross-entropy of cosines with a margin (Yang et al. 2019; Feng et al.
2022), batches of one language pair so that the language gives nothing away, neighbours of one text
beside each other, nearly equal texts masked as negatives. Checkpoints are written every 1,000
steps; training goes on from the last. RESULTS.md tells what each part of this is worth.
"""

import argparse
import itertools
import json
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from corpus import HeldOut, arguments, dictionaries, parallel, primary
from folding import fold
from torch.nn import functional

DIMENSIONS = 256
BATCH = 1024
LONGEST = 96
BLOCK = 64
"""Neighbours of a text that stay together in a batch: negatives of the same subject."""
PROSE = {"tatoeba": 2, "tanaka-enja": 2, "lctt": 2, "freecodecamp": 2}
"""How often a set of prose is read while the others are read once."""
TWINS = 0.9
"""Cosine of two texts of one language that are taken for one: no negatives of each other."""
PIVOT_CAP = 40_000

Pairs = list[tuple[str, str]]


def prepare(out: Path, most: int | None) -> None:
    """Cut every pair into pieces and write them as arrays, one file per language pair.

    Pairs stay in the order of their texts, set by set, so that a batch can hold neighbours.
    """
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(out / "words.model"))
    left_out: Counter[str] = Counter()
    sample = random.Random(0)
    groups: dict[str, dict[str, Pairs]] = defaultdict(lambda: defaultdict(list))
    by_english: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    used: Counter[str] = Counter()
    for source in parallel(HeldOut.read(), left_out, most):
        used[source.name] += len(source.pairs)
        first, second = map(primary, source.languages)
        groups[f"{first}-{second}"][source.name].extend(source.pairs)
        if first == "en":
            for english, other in source.pairs:
                by_english[source.name][second].setdefault(english, other)
    for name, text, pairs in _pivoted(by_english, sample):
        groups[name][text].extend(pairs)
        used["through English"] += len(pairs)
    for source in dictionaries(most):
        first, second = map(primary, source.languages)
        groups[f"{first}-{second}.dictionary"][source.name].extend(source.pairs)
        used[source.name] += len(source.pairs)
    counts = {}
    for name, sets in sorted(groups.items()):
        distinct = [(text, list(dict.fromkeys(pairs))) for text, pairs in sorted(sets.items())]
        arrays = {
            "sets": np.array([text for text, _ in distinct]),
            "starts": np.cumsum([0, *(len(pairs) for _, pairs in distinct)]),
        }
        for side, key in enumerate(("a", "b")):
            texts = [fold(pair[side])[:600] for _, pairs in distinct for pair in pairs]
            cut = vocabulary.encode(texts, num_threads=1)
            lengths = [min(len(pieces), LONGEST) for pieces in cut]
            arrays[f"{key}_at"] = np.cumsum([0, *lengths], dtype=np.int64)
            arrays[key] = np.fromiter(
                itertools.chain.from_iterable(pieces[:LONGEST] for pieces in cut), np.uint32
            )
        np.savez(out / "pairs" / f"{name}.npz", **arrays)
        counts[name] = int(arrays["starts"][-1])
        print(name, counts[name], flush=True)
    report = {"pairs": counts, "sets": dict(used), "left out": dict(left_out)}
    (out / "corpus.json").write_text(json.dumps(report, indent=2), encoding="utf-8")


def _pivoted(
    by_english: dict[str, dict[str, dict[str, str]]], sample: random.Random
) -> Iterator[tuple[str, str, Pairs]]:
    """Join translations of one English text: pairs of languages never seen together."""
    for text, languages in by_english.items():
        for first, second in itertools.combinations(sorted(languages), 2):
            there = languages[second]
            shared = [english for english in languages[first] if english in there]
            if len(shared) > PIVOT_CAP:
                begin = sample.randrange(len(shared) - PIVOT_CAP)
                shared = shared[begin : begin + PIVOT_CAP]
            yield f"{first}-{second}", text, [(languages[first][e], there[e]) for e in shared]


class Group:
    """The pairs of one language pair, read in batches of neighbours without end."""

    def __init__(self, path: Path, seed: int) -> None:
        self.name = path.stem
        self.arrays = dict(np.load(path))
        self.size = len(self.arrays["a_at"]) - 1
        self.generator = np.random.default_rng(seed)
        self.order = self._shuffled()
        self.at = 0

    def _shuffled(self) -> np.ndarray:
        """Shuffle blocks of neighbours inside each set, then whole batches."""
        numbers = []
        starts = self.arrays["starts"]
        for name, begin, end in zip(self.arrays["sets"], starts[:-1], starts[1:], strict=True):
            for _ in range(PROSE.get(str(name), 1)):
                first = begin - self.generator.integers(BLOCK)
                edges = np.arange(first, end, BLOCK)
                blocks = [np.arange(max(begin, e), min(end, e + BLOCK)) for e in edges]
                self.generator.shuffle(blocks)  # type: ignore[arg-type]
                numbers.extend(blocks)
        whole = np.concatenate(numbers)
        batches = np.array_split(whole, max(1, len(whole) // BATCH))
        self.generator.shuffle(batches)  # type: ignore[arg-type]
        return np.concatenate(batches)

    def batch(self, size: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Give the pieces of both sides of the next pairs."""
        if self.at + size > len(self.order):
            self.order = self._shuffled()
            self.at = 0
        chosen = self.order[self.at : self.at + size]
        self.at += size
        return tuple(  # type: ignore[return-value]
            [
                self.arrays[key][self.arrays[f"{key}_at"][i] : self.arrays[f"{key}_at"][i + 1]]
                for i in chosen
            ]
            for key in ("a", "b")
        )


def _bags(
    pieces: list[np.ndarray], generator: np.random.Generator, drop: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give flat pieces and offsets."""
    if drop:
        pieces = [p[generator.random(len(p)) >= drop] if len(p) > 3 else p for p in pieces]
    offsets = np.cumsum([0, *[len(p) for p in pieces[:-1]]])
    return torch.from_numpy(np.concatenate(pieces).astype(np.int64)), torch.from_numpy(offsets)


def _views(vectors: torch.Tensor, joined: int) -> torch.Tensor:
    """Give unit vectors of the texts, then of the first texts joined with the one that follows."""
    unit = functional.normalize(vectors)
    if joined:
        unit = torch.cat([unit, functional.normalize(unit[:joined] + unit[1 : joined + 1])])
    return unit


def contrast(
    left: torch.Tensor, right: torch.Tensor, scale: torch.Tensor, joined: int, margin: float
) -> torch.Tensor:
    """Give the loss of a batch: every text finds its translation among all the others.

    Args:
        left: sums of the pieces of each text, shape (pairs, dimensions).
        right: the same of the translations.
        scale: factor on the cosines.
        joined: how many pairs of neighbours are joined to one text as well, so that a text must
            be told from itself with its neighbour.
        margin: a true pair must be nearer by so much (Yang et al. 2019).
    """
    count = len(left)
    left, right = _views(left, joined), _views(right, joined)
    cosines = left @ right.T
    with torch.no_grad():
        same = torch.zeros_like(cosines, dtype=torch.bool)
        for unit in (left[:count], right[:count]):
            same[:count, :count] |= unit @ unit.T > TWINS
        same.fill_diagonal_(fill_value=False)
    logits = (cosines - margin * torch.eye(len(left))) * scale
    logits = logits.masked_fill(same, -1e4)
    answers = torch.arange(len(left))
    return (
        functional.cross_entropy(logits, answers) + functional.cross_entropy(logits.T, answers)
    ) / 2


def _probabilities(groups: list[Group], dictionaries: float, pivoted: float) -> np.ndarray:
    """Share the batches out: dictionaries, pairs through English, and all the others by size."""
    kinds = np.array(
        [
            0 if g.name.endswith(".dictionary") else 2 if g.name[:2] in ("en", "zh") else 1
            for g in groups
        ]
    )
    shares = (dictionaries, pivoted, 1 - dictionaries - pivoted)
    probabilities = np.array([group.size**0.5 for group in groups])
    for kind, share in enumerate(shares):
        probabilities[kinds == kind] *= share / probabilities[kinds == kind].sum()
    return probabilities


def grown(
    before: np.ndarray, out: Path, vocabulary: sentencepiece.SentencePieceProcessor
) -> np.ndarray:
    """Give each piece that was added to the vocabulary the sum of its parts."""
    parts = sentencepiece.SentencePieceProcessor(model_file=str(out / "vocabulary.model"))
    begin = parts.piece_to_id("▁")
    rows = [before]
    for number in range(len(before), vocabulary.vocab_size()):
        piece = vocabulary.id_to_piece(number)
        cut = parts.encode(piece.lstrip("▁"))
        if not piece.startswith("▁") and cut[:1] == [begin]:
            cut = cut[1:]
        rows.append(before[cut].sum(axis=0, keepdims=True))
    return np.concatenate(rows)


def train(out: Path, options: argparse.Namespace) -> None:
    """Train until the time is up, then write float32 vectors."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    paths = sorted((out / "pairs").glob("*.npz"))
    groups = [Group(path, number) for number, path in enumerate(paths)]
    groups = [group for group in groups if group.size >= BATCH // 4]
    probabilities = _probabilities(groups, options.dictionaries, options.pivoted)
    generator = np.random.default_rng(0)
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(out / "words.model"))
    table = torch.nn.EmbeddingBag(vocabulary.vocab_size(), DIMENSIONS, mode="sum", sparse=True)
    torch.nn.init.normal_(table.weight, std=0.1)
    if options.grow:
        before = torch.load(options.grow / "encoder.checkpoint.pt")["table"]["weight"].numpy()
        table.weight.data[:] = torch.from_numpy(grown(before, out, vocabulary))
    scale = torch.nn.Parameter(torch.tensor(math.log(20.0)))
    sparse = torch.optim.SparseAdam(list(table.parameters()), lr=options.rate)
    dense = torch.optim.Adam([scale], lr=0.002)
    checkpoint, spent, step = out / "encoder.checkpoint.pt", 0.0, 0
    if checkpoint.exists():  # it goes on
        state = torch.load(checkpoint)
        table.load_state_dict(state["table"])
        sparse.load_state_dict(state["sparse"])
        dense.load_state_dict(state["dense"])
        scale.data, spent, step = state["scale"], state["spent"], state["step"]
    if options.anew:
        spent = 0.0
    started, average, begun = time.monotonic() - spent, 0.0, step
    while (share := (time.monotonic() - started) / (60 * options.minutes)) < 1:
        for settings in sparse.param_groups:
            settings["lr"] = options.rate * min(1, (step - begun + 1) / 200) * max(0.01, 1 - share)
        group = groups[generator.choice(len(groups), p=probabilities)]
        a, b = group.batch(min(BATCH, group.size))
        prose = not group.name.endswith(".dictionary")
        left = table(*_bags(a, generator, options.drop))
        right = table(*_bags(b, generator, options.drop))
        joined = min(options.joined, len(a) - 1) if prose else 0
        loss = contrast(left, right, scale.exp().clamp(max=60), joined, options.margin)
        sparse.zero_grad()
        dense.zero_grad()
        loss.backward()
        sparse.step()
        dense.step()
        step += 1
        average += 0.01 * (loss.item() - average) if step - begun > 100 else loss.item() / 100
        if step % 200 == 0:
            print(f"{step} {share:.3f} loss {average:.3f} scale {scale.exp():.1f}", flush=True)
        if step % 1000 == 0:
            torch.save(
                {
                    "table": table.state_dict(),
                    "sparse": sparse.state_dict(),
                    "dense": dense.state_dict(),
                    "scale": scale.data,
                    "spent": time.monotonic() - started,
                    "step": step,
                },
                checkpoint,
            )
    np.save(out / "encoder.npy", table.weight.detach().numpy())
    print(f"{step} steps of {BATCH} pairs", flush=True)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("step", choices=["prepare", "train"])
    parser.add_argument("--minutes", type=float, help="180, in a trial 1")
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--drop", type=float, default=0.1, help="share of pieces left out")
    parser.add_argument("--joined", type=int, default=128, help="neighbours joined in a batch")
    parser.add_argument("--margin", type=float, default=0.4)
    parser.add_argument("--dictionaries", type=float, default=0.25, help="share of the batches")
    parser.add_argument("--pivoted", type=float, default=0.2, help="share of the batches")
    parser.add_argument("--grow", type=Path, help="folder of an encoder with fewer pieces")
    parser.add_argument("--anew", action="store_true", help="a new schedule from a checkpoint")
    options = parser.parse_args()
    if options.minutes is None:
        options.minutes = 1 if options.most else 180
    (options.out / "pairs").mkdir(parents=True, exist_ok=True)
    if options.step == "prepare":
        prepare(options.out, options.most)
    else:
        train(options.out, options)


if __name__ == "__main__":
    main()
