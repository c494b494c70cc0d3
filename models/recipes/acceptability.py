"""Train the judge of grammar: a small convolutional network that marks where a sentence is broken.

    python models/recipes/acceptability.py --out build/models

Discriminative, as ELECTRA is (Clark et al. 2020): good sentences against the same with one defect
(`corruption.py`). Every piece gets the chance that something is wrong at it; a sentence is good
when no piece is bad. The loss is the cross-entropy of the pieces, and of the choice between a good
sentence and its broken twin.
"""

import csv
import lzma
import pickle
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from corpus import DATA, ROOT, arguments
from corruption import KINDS, Breaker, held_back
from evaluate import COLUMNS
from export import LANGUAGES
from fluency import Cutter, gather
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(ROOT))
from auditor.backends.acceptability import BEGIN, END, FIRST, SECOND, THIRD

SEED = 0
DIMENSIONS = 48
HIDDEN = 80
PAIRS = 128
"""Good sentences in a batch, each with a broken twin."""
STEPS = 14_000
TUNING = 4_500
"""Batches of the first training, and of the one with news."""
NEAR = 0.5
"""Share of news in the second training."""
LONGEST = 60
"""Pieces of a sentence at most."""
PER_LANGUAGE = 140_000
SHARES = {"swapped": 0.31, "inflection": 0.3, "dropped": 0.29, "repeated": 0.05, "inserted": 0.05}


class Judge(nn.Module):
    """The network, as `auditor.backends.acceptability` runs it."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.vectors = nn.Embedding(pieces, DIMENSIONS)
        nn.init.normal_(self.vectors.weight, std=0.1)
        self.tongues = nn.Embedding(len(LANGUAGES), HIDDEN)
        nn.init.zeros_(self.tongues.weight)
        self.first = nn.Conv1d(DIMENSIONS, HIDDEN, len(FIRST), padding=2)
        self.second = nn.Conv1d(HIDDEN, HIDDEN, len(SECOND), padding=1)
        self.third = nn.Conv1d(HIDDEN, HIDDEN, len(THIRD), padding=2, dilation=2)
        self.last = nn.Linear(HIDDEN, 1)
        nn.init.constant_(self.last.bias, -3.0)

    def forward(
        self, pieces: torch.Tensor, mask: torch.Tensor, tongues: torch.Tensor
    ) -> torch.Tensor:
        """Give the log odds of a fault at each piece: shape (texts, width)."""
        keep = mask.unsqueeze(1)
        x = self.vectors(pieces).transpose(1, 2) * keep
        x = torch.relu(self.first(x) + self.tongues(tongues).unsqueeze(2)) * keep
        x = (x + torch.relu(self.second(x))) * keep
        x = (x + torch.relu(self.third(x))) * keep
        return self.last(x.transpose(1, 2)).squeeze(2)


def changed(good: np.ndarray, broken: np.ndarray) -> tuple[int, int]:
    """Give where two sentences begin and cease to differ, in the second one."""
    most = min(len(good), len(broken))
    same = good[:most] == broken[:most]
    start = most if same.all() else int(np.argmin(same))
    same = good[::-1][: most - start] == broken[::-1][: most - start]
    end = len(broken) - ((most - start) if same.all() else int(np.argmin(same)))
    return start, end


def batches(
    texts: dict[str, list[str]], near: dict[str, list[str]], share: float, cutter: Cutter, seed: int
) -> Iterator[tuple]:
    """Give batches for ever: pieces, mask, labels, which pieces count, languages.

    Args:
        texts: all texts of each language; forms and endings of words are taken from them.
        near: texts of news.
        share: how many of the sentences come from `near`.
        cutter: cuts texts into units.
        seed: of the random choices.
    """
    chance = random.Random(seed)
    breakers = {name: Breaker(name, lines) for name, lines in texts.items()}
    names = sorted(texts)
    weights = [len(texts[name]) ** 0.5 for name in names]
    while True:
        found: list[tuple[str, str, str]] = []
        while len(found) < PAIRS * 16:
            (name,) = chance.choices(names, weights)
            text = chance.choice(near[name] if chance.random() < share else texts[name])
            (kind,) = chance.choices(KINDS, [SHARES[kind] for kind in KINDS])
            broken = breakers[name].broken(text, kind, chance)
            if broken:
                found.append((name, text, broken))
        good, broken = (_cut(cutter, [item[side] for item in found]) for side in (1, 2))
        items = [
            (LANGUAGES.index(name), a, b)
            for (name, _, _), a, b in zip(found, good, broken, strict=True)
            if max(len(a), len(b)) <= LONGEST and (len(a) != len(b) or (a != b).any())
        ]
        items.sort(key=lambda item: len(item[1]))
        groups = [items[i : i + PAIRS] for i in range(0, len(items) - PAIRS + 1, PAIRS)]
        chance.shuffle(groups)
        yield from map(_batch, groups)


def news() -> dict[str, list[str]]:
    """Give texts of news and encyclopedias: clean news but every fourth document, and judged texts.

    Of the judged sets the originals are taken, and translations that people found good.
    """
    found: dict[str, set[str]] = {name: set() for name in LANGUAGES}
    for row in _rows("ntrex_clean_dev"):
        if not held_back(row["doc_id"]):
            for name in LANGUAGES:
                found[name].add(row[COLUMNS[name]])
    for table, score, least in (
        ("mlqe_pe", "score", 85.0),
        ("wmt_qe23_spans", "mqm_from_severity", 0.0),
        ("wmt24_esa", "esa_score", 92.0),
    ):
        for row in _rows(table):
            left, right = row["lang_pair"].split("-")
            if left in found and row.get("split") != "dev":
                found[left].add(row["source"])
            if right in found and row[score] and float(row[score]) >= least:
                found[right].add(row["target"])
    return {name: sorted(text for text in texts if len(text) > 12) for name, texts in found.items()}


def _rows(name: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10**8)
    with lzma.open(DATA / "quality" / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _cut(cutter: Cutter, texts: list[str]) -> list[np.ndarray]:
    flat, lengths = cutter.cut(texts)
    return np.split(flat, np.cumsum(lengths)[:-1])


def _batch(items: list[tuple[int, np.ndarray, np.ndarray]]) -> tuple:
    width = max(max(len(a), len(b)) for _, a, b in items) + 2
    count = len(items)
    pieces = np.zeros((2 * count, width), np.int64)
    mask = np.zeros((2 * count, width), np.float32)
    labels, weigh = (
        np.zeros((2 * count, width), np.float32),
        np.zeros((2 * count, width), np.float32),
    )
    for row, (_, good, broken) in enumerate(items):
        start, end = changed(good, broken)
        for at, text in ((row, good), (row + count, broken)):
            pieces[at, : len(text) + 2] = [BEGIN, *text, END]
            mask[at, : len(text) + 2] = 1
            weigh[at, 1 : len(text) + 2] = 1
        if end <= start:
            start, end = start - 1, start + 1
        if end - start <= 6:
            labels[row + count, max(start, 0) + 1 : end + 1] = 1
        else:
            weigh[row + count] = 0
    tongues = np.array([tongue for tongue, _, _ in items] * 2)
    return tuple(map(torch.from_numpy, (pieces, mask, labels, weigh, tongues)))


def train(judge: Judge, endless: Iterator[tuple], steps: int, rate: float) -> None:
    """Train the network; print the losses."""
    optimiser = torch.optim.AdamW(judge.parameters(), lr=rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, steps, pct_start=0.05)
    sums, started = np.zeros(3), time.time()
    for step, batch in zip(range(1, steps + 1), endless, strict=False):
        pieces, mask, labels, weigh, tongues = batch
        logits = judge(pieces, mask, tongues)
        each = functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
        of_pieces = (each * weigh).sum() / weigh.sum()
        faults = (functional.softplus(logits) * mask).sum(1)
        good, broken = faults.chunk(2)
        choice = functional.softplus(good - broken).mean()
        optimiser.zero_grad()
        (4 * of_pieces + choice).backward()
        optimiser.step()
        schedule.step()
        sums += of_pieces.item(), choice.item(), (good < broken).float().mean().item()
        if step % 250 == 0:
            print(step, (sums / 250).round(4), f"{time.time() - started:.0f} s", flush=True)
            sums[:] = 0


def write(judge: Judge, cutter: Cutter, folder: Path) -> None:
    """Write the network: vectors as int8 with one scale a piece, layers as float16."""
    folder.mkdir(parents=True, exist_ok=True)
    vectors = judge.vectors.weight.detach().numpy()
    scales = (np.abs(vectors).max(axis=1) / 127).astype(np.float16)
    safe = np.maximum(scales.astype(np.float32), 1e-9)[:, None]
    np.save(folder / "vectors.npy", np.clip(np.rint(vectors / safe), -127, 127).astype(np.int8))
    np.save(folder / "scales.npy", scales)
    layers = [
        judge.first.weight.permute(2, 1, 0),
        judge.first.bias + judge.tongues.weight,
        judge.second.weight.permute(2, 1, 0),
        judge.second.bias,
        judge.third.weight.permute(2, 1, 0),
        judge.third.bias,
        judge.last.weight[0],
        judge.last.bias,
    ]
    flat = np.concatenate([layer.detach().numpy().ravel() for layer in layers])
    np.save(folder / "layers.npy", flat.astype(np.float32))
    np.save(folder / "vocabulary.npy", np.frombuffer(cutter.sum, np.uint8))


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--texts", type=Path, help="what `gather` gave, pickled, to save its time")
    parser.add_argument("--resume", action="store_true", help="begin with the tuning")
    options = parser.parse_args()
    texts = pickle.loads(options.texts.read_bytes()) if options.texts else gather()
    texts = {name: lines[:PER_LANGUAGE] for name, lines in texts.items()}
    cutter = Cutter(options.out / "vocabulary.model")
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    judge, near = Judge(cutter.size), news()
    kept = options.out / "acceptability.pt"
    if options.resume:
        judge.load_state_dict(torch.load(kept))
    else:
        train(judge, batches(texts, near, 0.0, cutter, SEED), STEPS, 4e-3)
        torch.save(judge.state_dict(), kept)
    train(judge, batches(texts, near, NEAR, cutter, SEED + 1), TUNING, 2e-3)
    write(judge, cutter, options.models / "acceptability")


if __name__ == "__main__":
    main()
