"""Train the static encoder: a sentence is the sum of the vectors of its pieces.

    python models/recipes/encoder.py prepare --out build/models
    python models/recipes/encoder.py train --out build/models --minutes 45

Loss: symmetric in-batch cross-entropy of cosines (InfoNCE; Henderson et al. 2017, Feng et al.
2022), batches of one language pair so that the language gives nothing away, equal texts in a batch
masked as negatives. Checkpoints are written every 1,000 steps; training goes on from the last.
"""

import argparse
import itertools
import json
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from corpus import HeldOut, Source, dictionaries, parallel, primary
from folding import fold
from torch.nn import functional

DIMENSIONS = 256
BATCH = 1024
LONGEST = 96
CAP = 60_000
"""Most pairs that one set gives to one language pair; prose sets give four times as many."""
PROSE = {"tatoeba", "lctt"}
PIVOT_CAP = 60_000
DICTIONARY_SHARE = 0.12


def prepare(out: Path) -> None:
    """Cut every pair into pieces and write them as arrays, one file per language pair."""
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(out / "vocabulary.model"))
    left_out: Counter[str] = Counter()
    held_out = HeldOut.read()
    sample = random.Random(0)
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_english: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    used: Counter[str] = Counter()
    for source in parallel(held_out, left_out):
        pairs = _capped(source, sample)
        used[source.name] += len(pairs)
        first, second = map(primary, source.languages)
        groups[f"{first}-{second}"].extend(pairs)
        if first == "en":
            for english, other in pairs:
                by_english[source.name][second].setdefault(english, other)
    for name, pairs in _pivoted(by_english, sample):
        groups[name].extend(pairs)
        used["through English"] += len(pairs)
    for source in dictionaries():
        first, second = map(primary, source.languages)
        groups[f"{first}-{second}.dictionary"].extend(source.pairs)
        used[source.name] += len(source.pairs)
    counts = {}
    for name, pairs in sorted(groups.items()):
        pairs = sorted(set(pairs))
        sample.shuffle(pairs)
        arrays = {}
        for side, key in enumerate(("a", "b")):
            cut = vocabulary.encode([fold(pair[side])[:600] for pair in pairs], num_threads=1)
            lengths = [min(len(pieces), LONGEST) for pieces in cut]
            arrays[f"{key}_at"] = np.cumsum([0, *lengths], dtype=np.int64)
            arrays[key] = np.fromiter(
                itertools.chain.from_iterable(pieces[:LONGEST] for pieces in cut), np.uint16
            )
        np.savez(out / "pairs" / f"{name}.npz", **arrays)
        counts[name] = len(pairs)
        print(name, len(pairs), flush=True)
    report = {"pairs": counts, "sets": dict(used), "left out": dict(left_out)}
    (out / "corpus.json").write_text(json.dumps(report, indent=2), encoding="utf-8")


def _capped(source: Source, sample: random.Random) -> Sequence[tuple[str, str]]:
    cap = CAP * (4 if source.name in PROSE else 1)
    return source.pairs if len(source.pairs) <= cap else sample.sample(source.pairs, cap)


def _pivoted(
    by_english: dict[str, dict[str, dict[str, str]]], sample: random.Random
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Join translations of one English text: pairs of languages never seen together."""
    for texts in by_english.values():
        for first, second in itertools.combinations(sorted(texts), 2):
            shared = sorted(texts[first].keys() & texts[second].keys())
            if len(shared) > PIVOT_CAP:
                shared = sample.sample(shared, PIVOT_CAP)
            yield f"{first}-{second}", [(texts[first][e], texts[second][e]) for e in shared]


class Group:
    """The pairs of one language pair, read in shuffled batches without end."""

    def __init__(self, path: Path, seed: int) -> None:
        self.name = path.stem
        self.arrays = dict(np.load(path))
        self.size = len(self.arrays["a_at"]) - 1
        self.generator = np.random.default_rng(seed)
        self.order = self.generator.permutation(self.size)
        self.at = 0

    def batch(self, size: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Give the pieces of both sides of the next pairs."""
        if self.at + size > self.size:
            self.order = self.generator.permutation(self.size)
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
) -> tuple[torch.Tensor, torch.Tensor, np.ndarray]:
    """Give flat pieces, offsets and a number for each text (equal texts, equal numbers)."""
    numbers = np.array([hash(p.tobytes()) for p in pieces])
    if drop:
        pieces = [p[generator.random(len(p)) >= drop] if len(p) > 3 else p for p in pieces]
    offsets = np.cumsum([0, *[len(p) for p in pieces[:-1]]])
    flat = np.concatenate(pieces).astype(np.int64)
    return torch.from_numpy(flat), torch.from_numpy(offsets), numbers


def train(out: Path, minutes: float, rate: float, drop: float) -> None:
    """Train until the time is up, then write float32 vectors."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    paths = sorted((out / "pairs").glob("*.npz"))
    groups = [Group(path, number) for number, path in enumerate(paths)]
    groups = [group for group in groups if group.size >= BATCH // 4]
    probabilities = np.array([group.size**0.6 for group in groups])
    is_dictionary = np.array([group.name.endswith(".dictionary") for group in groups])
    for kind, share in ((is_dictionary, DICTIONARY_SHARE), (~is_dictionary, 1 - DICTIONARY_SHARE)):
        probabilities[kind] *= share / probabilities[kind].sum()
    generator = np.random.default_rng(0)
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(out / "vocabulary.model"))
    table = torch.nn.EmbeddingBag(vocabulary.vocab_size(), DIMENSIONS, mode="sum", sparse=True)
    torch.nn.init.normal_(table.weight, std=0.1)
    scale = torch.nn.Parameter(torch.tensor(math.log(20.0)))
    sparse = torch.optim.SparseAdam(list(table.parameters()), lr=rate)
    dense = torch.optim.Adam([scale], lr=0.002)
    checkpoint, spent, step = out / "encoder.checkpoint.pt", 0.0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        table.load_state_dict(state["table"])
        sparse.load_state_dict(state["sparse"])
        dense.load_state_dict(state["dense"])
        scale.data, spent, step = state["scale"], state["spent"], state["step"]
    started, average = time.monotonic() - spent, 0.0
    while (share := (time.monotonic() - started) / (60 * minutes)) < 1:
        for settings in sparse.param_groups:
            settings["lr"] = rate * min(1, (step + 1) / 200) * max(0.01, 1 - share)
        group = groups[generator.choice(len(groups), p=probabilities)]
        a, b = group.batch(min(BATCH, group.size))
        flat_a, at_a, number_a = _bags(a, generator, drop)
        flat_b, at_b, number_b = _bags(b, generator, drop)
        left = functional.normalize(table(flat_a, at_a))
        right = functional.normalize(table(flat_b, at_b))
        logits = left @ right.T * scale.exp().clamp(max=60)
        same = (number_a[:, None] == number_a) | (number_b[:, None] == number_b)
        np.fill_diagonal(same, False)
        logits = logits.masked_fill(torch.from_numpy(same), -1e4)
        answers = torch.arange(len(a))
        loss = (
            functional.cross_entropy(logits, answers) + functional.cross_entropy(logits.T, answers)
        ) / 2
        sparse.zero_grad()
        dense.zero_grad()
        loss.backward()
        sparse.step()
        dense.step()
        step += 1
        average += 0.01 * (loss.item() - average) if step > 100 else loss.item() / 100
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["prepare", "train"])
    parser.add_argument("--out", type=Path, default=Path("build/models"))
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--drop", type=float, default=0.1)
    options = parser.parse_args()
    (options.out / "pairs").mkdir(parents=True, exist_ok=True)
    if options.step == "prepare":
        prepare(options.out)
    else:
        train(options.out, options.minutes, options.rate, options.drop)


if __name__ == "__main__":
    main()
