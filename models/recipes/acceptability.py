"""Train the judge of grammar: a small convolutional network that marks where a sentence is broken.

    python models/recipes/acceptability.py --out build/models

Discriminative, as ELECTRA is (Clark et al. 2020): good sentences against the same with one defect
(`corruption.py`). Every piece gets the chance that something is wrong at it; a sentence is good
when no piece is bad. The loss is the cross-entropy of the pieces, and of the choice between a good
sentence and its broken twin. Beside the vector of a piece the network sees what the language models
say of it. Nothing of what the project measures on is learnt: the texts are those of `corpus.py`.
"""

import pickle
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import regex
import torch
from corpus import ROOT, arguments
from corruption import KINDS, Breaker
from export import LANGUAGES
from fluency import Cutter, gather
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(ROOT))
from auditor.backends.acceptability import BEGIN, END, FIRST, SECOND, SEEN, THIRD, likelihoods
from auditor.backends.fluency import NgramModel

SEED = 0
DIMENSIONS = 48
HIDDEN = 80
PAIRS = 128
"""Good sentences in a batch, each with a broken twin."""
STEPS = 6_000
PROSE = 0.5
"""Share of whole sentences of running text; the rest is drawn from all texts."""
FORGOTTEN, UNSEEN = 0.4, 0.7
"""Shares at most of the pieces of which a batch has no vector, and of those that the language
models have not seen after the pieces before: other texts have other words than the training's."""
BACKED = 0.2
"""Steps by which a unit is less likely after units that it was never seen after than alone."""
LONGEST = 64
"""Pieces of a sentence at most."""
PER_LANGUAGE = 140_000
RATE = 4e-3
SHARES = {"swapped": 0.31, "inflection": 0.3, "dropped": 0.29, "repeated": 0.05, "inserted": 0.05}
_PROSE = regex.compile(
    r"""\p{L}[\p{L}\p{M}\p{Zs}\p{Nd}.,;:!?%'"«»„“”‘’()،؛؟。，、；：！？「」『』《》（）—–-]+"""
)
_CLOSED = regex.compile(r"""[.!?…。！？؟]["'»“”’」』）)]*$""")


class Judge(nn.Module):
    """The network, as `auditor.backends.acceptability` runs it."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.vectors = nn.Embedding(pieces, DIMENSIONS)
        nn.init.normal_(self.vectors.weight, std=0.05)
        self.tongues = nn.Embedding(len(LANGUAGES), HIDDEN)
        nn.init.zeros_(self.tongues.weight)
        self.first = nn.Conv1d(DIMENSIONS + SEEN, HIDDEN, len(FIRST), padding=2)
        self.second = nn.Conv1d(HIDDEN, HIDDEN, len(SECOND), padding=1)
        self.third = nn.Conv1d(HIDDEN, HIDDEN, len(THIRD), padding=2, dilation=2)
        self.last = nn.Linear(HIDDEN, 1)
        nn.init.constant_(self.last.bias, -3.0)

    def forward(
        self,
        pieces: torch.Tensor,
        seen: torch.Tensor,
        mask: torch.Tensor,
        tongues: torch.Tensor,
        known: torch.Tensor,
    ) -> torch.Tensor:
        """Give the log odds of a fault at each piece: shape (texts, width)."""
        keep = mask.unsqueeze(1)
        vectors = self.vectors(pieces) * known[pieces].unsqueeze(2)
        x = torch.cat([vectors, seen], dim=2).transpose(1, 2) * keep
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


def batches(texts: dict[str, list[str]], model: NgramModel, seed: int) -> Iterator[tuple]:
    """Give batches for ever: pieces, their likelihoods, mask, labels, what counts, languages.

    Args:
        texts: all texts of each language; forms and endings of words are taken from them.
        model: cuts texts into units and tells how likely they are.
        seed: of the random choices.
    """
    chance = random.Random(seed)
    breakers = {name: Breaker(name, lines) for name, lines in texts.items()}
    running = {name: prose(lines) for name, lines in texts.items()}
    names = sorted(texts)
    weights = [len(texts[name]) ** 0.5 for name in names]
    while True:
        found: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
        for name in chance.choices(names, weights, k=PAIRS * 18):
            text = chance.choice(running[name] if chance.random() < PROSE else texts[name])
            (kind,) = chance.choices(KINDS, [SHARES[kind] for kind in KINDS])
            broken = breakers[name].broken(text, kind, chance)
            if broken:
                found[name].append((text, broken))
        items = []
        for tongue, name in enumerate(LANGUAGES):
            if not found.get(name):
                continue
            sides = (read([pair[side] for pair in found[name]], name, model) for side in (0, 1))
            items += [
                (tongue, a, b)
                for a, b in zip(*sides, strict=True)
                if max(len(a[0]), len(b[0])) <= LONGEST and not np.array_equal(a[0], b[0])
            ]
        chance.shuffle(items)
        items.sort(key=lambda item: len(item[1][0]))
        groups = [items[i : i + PAIRS] for i in range(0, len(items) - PAIRS + 1, PAIRS)]
        chance.shuffle(groups)
        yield from map(_batch, groups)


def prose(texts: list[str]) -> list[str]:
    """Give the longer half of the texts that are whole sentences of words and usual marks."""
    found = [text for text in texts if _PROSE.fullmatch(text) and _CLOSED.search(text)]
    return sorted(found, key=lambda text: (-len(text), text))[: len(found) // 2 + 1]


def read(texts: list[str], name: str, model: NgramModel) -> list[tuple[np.ndarray, np.ndarray]]:
    """Give the units of each text and what the language models say of them."""
    flat, lengths = model.units(texts)
    seen = likelihoods(*model.unit_logprobs(flat, lengths, name))
    cuts = np.cumsum(lengths)[:-1]
    return list(zip(np.split(flat, cuts), np.split(seen, cuts), strict=True))


def _batch(items: list[tuple]) -> tuple:
    width = max(max(len(a[0]), len(b[0])) for _, a, b in items) + 2
    count = len(items)
    shape = (2 * count, width)
    pieces, seen = np.zeros(shape, np.int64), np.zeros((*shape, SEEN), np.float32)
    mask, labels, weigh = (np.zeros(shape, np.float32) for _ in range(3))
    for row, (_, good, broken) in enumerate(items):
        start, end = changed(good[0], broken[0])
        for at, (text, values) in ((row, good), (row + count, broken)):
            pieces[at, : len(text) + 2] = [BEGIN, *text, END]
            seen[at, 1 : len(text) + 1] = values
            mask[at, : len(text) + 2] = 1
            weigh[at, 1 : len(text) + 2] = 1
        if end <= start:
            start, end = start - 1, start + 1
        if end - start <= 6:
            labels[row + count, max(start, 0) + 1 : end + 1] = 1
        else:
            weigh[row + count] = 0
    tongues = np.array([tongue for tongue, _, _ in items] * 2)
    return tuple(map(torch.from_numpy, (pieces, seen, mask, labels, weigh, tongues)))


def train(judge: Judge, endless: Iterator[tuple], kept: Path) -> None:
    """Train the network; print the losses, and keep the weights now and then."""
    optimiser = torch.optim.AdamW(judge.parameters(), lr=RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, STEPS, pct_start=0.05)
    forget = torch.Generator().manual_seed(SEED)
    sums, started = np.zeros(3), time.time()
    for step, batch in zip(range(1, STEPS + 1), endless, strict=False):
        pieces, seen, mask, labels, weigh, tongues = batch
        rates = torch.rand(2, generator=forget) * torch.tensor([FORGOTTEN, UNSEEN])
        drawn = torch.rand(2, judge.vectors.num_embeddings, generator=forget)
        known = (drawn[0] >= rates[0]).float()
        backed = torch.minimum(seen[..., 0], seen[..., 1] - BACKED)
        seen[..., 0] = torch.where((drawn[1] < rates[1])[pieces], backed, seen[..., 0])
        logits = judge(pieces, seen, mask, tongues, known)
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
            torch.save(judge.state_dict(), kept)


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
    options = parser.parse_args()
    texts = pickle.loads(options.texts.read_bytes()) if options.texts else gather(options.most)
    texts = {name: lines[:PER_LANGUAGE] for name, lines in texts.items()}
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cutter = Cutter(options.out / "vocabulary.model")
    judge = Judge(cutter.size)
    endless = batches(texts, NgramModel(options.models), SEED)
    train(judge, endless, options.out / "acceptability.pt")
    write(judge, cutter, options.models / "acceptability")


if __name__ == "__main__":
    main()
