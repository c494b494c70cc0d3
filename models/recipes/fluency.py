"""Train the language models: trigrams of pieces, one small table a language.

    python models/recipes/fluency.py --out build/models
    python models/recipes/fluency.py --evaluate

Interpolated modified Kneser-Ney smoothing (Chen & Goodman 1998). N-grams are pruned by what they
add to the relative entropy (Stolcke 1998) until a table fits its share of bytes; the counts of
pruned n-grams are handed down to the shorter ones, as Siivola, Hirsimäki & Virpioja (2007) do,
because the continuation counts of Kneser and Ney hold only while the longer n-grams are there.
"""

import hashlib
import lzma
import random
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex
import sentencepiece
from corpus import DATA, ROOT, HeldOut, arguments, licence_classes, parallel, primary, prose
from export import without_paths
from folding import fold

sys.path.insert(0, str(ROOT))
from auditor.backends.fluency import (
    BEGIN,
    BIGRAM,
    CONTEXT,
    HEADER,
    TRIGRAM,
    UNIGRAM,
    UNKNOWN,
    NgramModel,
    NgramTable,
    units,
)

SEED = 0
BYTES = 900_000
"""Size of a table at most: 14 of them in 13 MB."""
PER_SOURCE = 30_000
"""Texts of one side of one set that are read."""
PER_LANGUAGE = 500_000
SHORTEST = {"zh": 6, "ja": 6, "ko": 8}
"""Characters of a text at least; 15 in the other languages. Labels of buttons are no sentences."""
LONGEST = 1_000
TEST = 50
"""One text of so many is kept apart."""
SEEN = 3
"""Occurrences of a piece at least; a rarer one is unknown."""
_LETTERS = regex.compile(r"[\p{L}\p{M}]+")


def gather(most: int | None) -> dict[str, list[str]]:
    """Give the texts of each language, each once, in an order that chance decides."""
    held_out, left_out = HeldOut.read(), Counter[str]()
    copyleft = _copyleft()
    sample = random.Random(SEED)
    found: dict[str, dict[str, None]] = {}
    for source in parallel(held_out, left_out, most):
        for side, name in enumerate(source.languages):
            language = primary(name)
            shortest = SHORTEST.get(language, 15)
            texts = [
                pair[side]
                for pair in source.pairs
                if pair[0] != pair[1] and len(pair[side]) >= shortest
            ]
            texts = sample.sample(texts, min(PER_SOURCE, len(texts)))
            found.setdefault(language, {}).update(dict.fromkeys(texts))
    for path in sorted((DATA / "mono").glob("*.txt.xz")):
        name = path.name.removesuffix(".txt.xz")
        language = primary(name)
        for text in prose(name, most):
            if text in copyleft:
                left_out["copyleft prose"] += 1
            elif held_out.holds(text):
                left_out["held out prose"] += 1
            elif len(text) >= SHORTEST.get(language, 15):
                found[language][text] = None
    print("left out:", dict(left_out), flush=True)
    return {name: _shuffled(list(texts), sample) for name, texts in sorted(found.items())}


def _shuffled(texts: list[str], sample: random.Random) -> list[str]:
    sample.shuffle(texts)
    return texts[:PER_LANGUAGE]


def _copyleft() -> set[str]:
    """Give the texts of the sets of class COPYLEFT, of which some stand in the prose as well."""
    names = {name for name, kind in licence_classes().items() if kind == "COPYLEFT"}
    texts: set[str] = set()
    for path in sorted((DATA / "parallel").glob("*.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                name, *sides = line.rstrip("\n").split("\t")
                if name in names:
                    texts.update(sides)
    return texts


class Cutter:
    """Cuts texts into what the models count."""

    def __init__(self, path: Path) -> None:
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.sum = hashlib.sha256(without_paths(path)).digest()
        self.first_byte = self.processor.piece_to_id("<0x00>")
        self.space = self.processor.piece_to_id("▁")
        self.size = self.processor.vocab_size()

    def cut(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Give the units of the texts, and how many each has."""
        folded = [fold(text[:LONGEST]) for text in texts]
        return units(self.processor.encode(folded, num_threads=1), self.first_byte, self.space)


@dataclass
class Order:
    """N-grams of one length in ascending order, and the context and the rest of each."""

    counts: np.ndarray
    context: np.ndarray
    """Number of the n-gram without its last piece, among those one shorter."""
    rest: np.ndarray
    """Number of the n-gram without its first piece, among those one shorter."""
    contexts: int
    """How many n-grams there are that are one shorter."""

    def kept_mass(self, kept: np.ndarray) -> np.ndarray:
        """Give each n-gram's count after the discount of its height; 0 where it is pruned."""
        discounts = _discounts(self.counts)
        height = np.minimum(self.counts, 3).astype(np.int64)
        return np.where(kept, np.maximum(self.counts - discounts[height], 0), 0)

    def smoothed(
        self, kept: np.ndarray, shorter: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the probability of each n-gram, the weight of backing off, and context totals.

        Args:
            kept: which n-grams are kept.
            shorter: probability of the n-grams one shorter.
        """
        totals = np.bincount(self.context, weights=self.counts, minlength=self.contexts)
        mass = self.kept_mass(kept)
        kept_total = np.bincount(self.context, weights=mass, minlength=self.contexts)
        safe = np.maximum(totals, 1)
        backoff = np.where(totals > 0, 1 - kept_total / safe, 1.0)
        backoff = np.maximum(backoff, 1e-6)
        chance = mass / safe[self.context] + backoff[self.context] * shorter[self.rest]
        return chance, backoff, totals

    def gains(self, shorter: np.ndarray, events: float) -> np.ndarray:
        """Give what each n-gram adds to the relative entropy of the whole model, in nats a piece.

        Stolcke's closed form; the chance of a context is its relative frequency.
        """
        everything = np.ones(len(self.counts), np.bool_)
        chance, backoff, totals = self.smoothed(everything, shorter)
        without = shorter[self.rest]
        left = 1 - np.bincount(self.context, weights=without, minlength=self.contexts)
        left = np.maximum(left, 1e-9)[self.context]
        before = backoff[self.context]
        rest = before * left
        after = (rest + chance) / (left + without)
        loss = chance * np.log(without * after / chance) + np.log(after / before) * rest
        return -loss * totals[self.context] / events


def _discounts(counts: np.ndarray) -> np.ndarray:
    """Give the discounts of counts 0, 1, 2, and 3 or more."""
    n1, n2, n3, n4 = (max(int((counts == k).sum()), 1) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    found = [0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    return np.clip(found, [0, 0.1, 0.2, 0.3], [0, 0.95, 1.9, 2.9])


class Counts:
    """The n-grams of a language's texts."""

    def __init__(self, flat: np.ndarray, lengths: np.ndarray, cutter: Cutter) -> None:
        seen = np.bincount(flat, minlength=cutter.size)
        seen[cutter.first_byte : cutter.first_byte + 256] = 0
        seen[cutter.processor.unk_id()] = 0
        self.pieces = np.flatnonzero(seen >= SEEN)
        rows = np.full(cutter.size, UNKNOWN)
        rows[self.pieces] = np.arange(BEGIN + 1, BEGIN + 1 + len(self.pieces))
        self.size = BEGIN + 1 + len(self.pieces)
        if self.size > 0xFFFF:
            raise ValueError("more pieces than a table can hold")
        self.strangers = cutter.size - len(self.pieces)
        begins = np.cumsum(lengths + 1) - lengths - 1
        inside = np.ones(len(flat) + len(lengths), np.bool_)
        inside[begins] = False
        text = np.full(len(inside), BEGIN)
        text[inside] = rows[flat]
        self.events = float(len(flat))
        second = np.zeros(len(inside), np.bool_)
        second[begins[lengths > 0] + 1] = True
        third = np.flatnonzero(inside & ~second)
        first = np.flatnonzero(second)
        pairs = text[:-1] << 16 | text[1:]
        self.three, counts = np.unique(pairs[third - 2] << 16 | text[third], return_counts=True)
        rests = self.three & 0xFFFFFFFF
        self.two, places = np.unique(np.concatenate([rests, pairs[first - 1]]), return_inverse=True)
        self.firsts = np.bincount(places[len(rests) :], minlength=len(self.two))
        self.trigrams = Order(
            counts, np.searchsorted(self.two, self.three >> 16), places[: len(rests)], len(self.two)
        )

    def bigrams(self, kept: np.ndarray) -> Order:
        """Give the bigrams: a kept trigram counts once in its rest, a pruned one fully."""
        passed = np.where(kept, 1, self.trigrams.counts)
        counts = self.firsts + np.bincount(
            self.trigrams.rest, weights=passed, minlength=len(self.two)
        )
        return Order(counts, self.two >> 16, self.two & 0xFFFF, self.size)

    def unigrams(self, bigrams: Order, kept: np.ndarray) -> np.ndarray:
        """Give the probability of each piece."""
        counts = np.bincount(
            bigrams.rest, weights=np.where(kept, 1, bigrams.counts), minlength=self.size
        )
        order = Order(counts, np.zeros(self.size, np.int64), np.arange(self.size), 1)
        uniform = np.full(self.size, 1 / (self.size - 1))
        chance, _, _ = order.smoothed(np.ones(self.size, np.bool_), uniform)
        return chance


def train(counts: Counts, vocabulary: bytes) -> np.ndarray:
    """Give the table of a language, with as many n-grams as fit."""
    all_three = np.ones(len(counts.three), np.bool_)
    full = counts.bigrams(all_three)
    all_two = np.ones(len(counts.two), np.bool_)
    two, _, _ = full.smoothed(all_two, counts.unigrams(full, all_two))
    gains_three = counts.trigrams.gains(two, counts.events)
    low, high = -30.0, -8.0
    while high - low > 0.02:
        middle = (low + high) / 2
        kept = _kept(counts, gains_three, np.exp(middle))
        low, high = (middle, high) if _bytes(counts, kept) > BYTES else (low, middle)
    return _table(counts, _kept(counts, gains_three, np.exp(high)), vocabulary)


def _kept(
    counts: Counts, gains_three: np.ndarray, threshold: float
) -> tuple[Order, np.ndarray, np.ndarray]:
    """Choose the bigrams and trigrams that add more than a threshold for each byte."""
    three = gains_three > threshold * TRIGRAM.itemsize
    bigrams = counts.bigrams(three)
    one = counts.unigrams(bigrams, np.ones(len(counts.two), np.bool_))
    two = bigrams.gains(one, counts.events) > threshold * BIGRAM.itemsize
    two[counts.trigrams.context[three]] = True
    return bigrams, two, three


def _bytes(counts: Counts, kept: tuple[Order, np.ndarray, np.ndarray]) -> int:
    _, two, three = kept
    contexts = np.zeros(len(two), np.bool_)
    contexts[counts.trigrams.context[three]] = True
    return (
        128
        + HEADER.itemsize
        + UNIGRAM.itemsize * counts.size
        + BIGRAM.itemsize * int(two.sum())
        + CONTEXT.itemsize * int(contexts.sum())
        + TRIGRAM.itemsize * int(three.sum())
    )


def _table(
    counts: Counts, kept: tuple[Order, np.ndarray, np.ndarray], vocabulary: bytes
) -> np.ndarray:
    """Write the probabilities into records, as bytes."""
    order, kept_two, kept_three = kept
    one = counts.unigrams(order, kept_two)
    two, one_backoff, _ = order.smoothed(kept_two, one)
    three, two_backoff, _ = counts.trigrams.smoothed(kept_three, two)
    two_at, three_at = np.flatnonzero(kept_two), np.flatnonzero(kept_three)
    strangers = np.log(counts.strangers)
    one = np.log(one)
    one[UNKNOWN] -= strangers
    one[BEGIN] = one.min()
    rows_two = counts.two[two_at] & 0xFFFF
    rows_three = counts.three[three_at] & 0xFFFF
    contexts_at, followers = np.unique(counts.trigrams.context[three_at], return_counts=True)
    columns = [
        one,
        np.log(one_backoff),
        np.log(two[two_at]) - strangers * (rows_two == UNKNOWN),
        np.log(two_backoff[contexts_at]),
        np.log(three[three_at]) - strangers * (rows_three == UNKNOWN),
    ]
    scales, codes = zip(*map(_quantised, columns), strict=True)
    header = np.zeros(1, HEADER)
    header["vocabulary"] = np.void(vocabulary)
    header["counts"] = [counts.size, len(two_at), len(contexts_at), len(three_at)]
    header["scales"] = scales
    unigrams = np.zeros(counts.size, UNIGRAM)
    unigrams["gap"][BEGIN + 1 :] = _gaps(counts.pieces)
    unigrams["followers"] = np.bincount(counts.two[two_at] >> 16, minlength=counts.size)
    unigrams["probability"], unigrams["backoff"] = codes[0], codes[1]
    bigrams = np.zeros(len(two_at), BIGRAM)
    bigrams["row"], bigrams["probability"] = rows_two, codes[2]
    contexts = np.zeros(len(contexts_at), CONTEXT)
    contexts["gap"] = _gaps(np.searchsorted(two_at, contexts_at))
    contexts["backoff"], contexts["followers"] = codes[3], followers
    trigrams = np.zeros(len(three_at), TRIGRAM)
    trigrams["row"], trigrams["probability"] = rows_three, codes[4]
    parts = (header, unigrams, bigrams, contexts, trigrams)
    return np.concatenate([part.view(np.uint8) for part in parts])


def _gaps(numbers: np.ndarray) -> np.ndarray:
    """Give the step from each number to the next, the first from 0."""
    gaps = np.diff(numbers, prepend=0)
    if len(gaps) and gaps.max() > 0xFFFF:
        raise ValueError("a gap is too wide for a table")
    return gaps


def _quantised(values: np.ndarray) -> tuple[tuple[float, float], np.ndarray]:
    """Give the lowest value and the step, and each value as a byte."""
    if not len(values):
        return (0.0, 0.0), np.zeros(0, np.uint8)
    low = float(values.min())
    step = max((float(values.max()) - low) / 255, 1e-6)
    return (low, step), np.rint((values - low) / step).astype(np.uint8)


def write(texts: dict[str, list[str]], cutter: Cutter, folder: Path) -> None:
    """Train and write the table of each language; print its size and its perplexities."""
    folder.mkdir(parents=True, exist_ok=True)
    print(
        "| language | texts | pieces | 1-grams | 2-grams | contexts | 3-grams | MB | perplexity |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for language, lines in texts.items():
        train_lines = [line for number, line in enumerate(lines) if number % TEST]
        flat, lengths = cutter.cut(train_lines)
        table = train(Counts(flat, lengths, cutter), cutter.sum)
        path = folder / f"{language}.npy"
        np.save(path, table)
        test, test_lengths = cutter.cut(lines[::TEST])
        perplexity = np.exp(-NgramTable(table).logprobs(test, test_lengths).mean())
        sizes = " | ".join(f"{n:,}" for n in table[: HEADER.itemsize].view(HEADER)["counts"][0])
        print(
            f"| {language} | {len(train_lines):,} | {len(flat):,} | {sizes} "
            f"| {path.stat().st_size / 1e6:.2f} | {perplexity:.0f} |",
            flush=True,
        )


def evaluate(place: Path | None) -> None:
    """Tell clean news sentences from the same with two words swapped or one repeated."""
    from evaluate import COLUMNS, read

    model, sentences = NgramModel(place), read()
    print("| language | sentences | perplexity | swapped | by the sum | repeated | found |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for language in sorted(model.languages):
        cases = list(_corrupted(sentences[COLUMNS[language]], language))
        clean = [case.clean for case in cases]
        swapped = [case.swapped for case in cases]
        good = model.scores(clean, language)
        shares = (
            good > model.scores(swapped, language),
            model.sums(clean, language) > model.sums(swapped, language),
            good > model.scores([case.repeated for case in cases], language),
            np.array([_lowest(model, case, language) for case in cases]),
        )
        values = [value for text in clean for _, value in model.logprobs(text, language)]
        row = " | ".join(f"{share.mean():.3f}".lstrip("0") for share in shares)
        perplexity = np.exp(-np.mean(values))
        print(f"| {language} | {len(cases)} | {perplexity:.0f} | {row} |", flush=True)


@dataclass(frozen=True)
class Case:
    """A clean sentence and what became of it."""

    clean: str
    swapped: str
    repeated: str
    start: int
    """Where the swapped words begin in `swapped`."""
    end: int
    """Where the word after them ends."""


def _corrupted(texts: list[str], language: str) -> Iterator[Case]:
    """Swap and repeat words that chance chooses; a word is a character in Chinese and Japanese."""
    glue = "" if language in {"zh", "ja"} else " "
    for text in texts:
        words = text.split() if glue else list(text)
        able = [
            at
            for at in range(len(words) - 1)
            if words[at].casefold() != words[at + 1].casefold()
            and _LETTERS.fullmatch(words[at])
            and _LETTERS.fullmatch(words[at + 1])
        ]
        if able:
            at = able[zlib.crc32(text.encode()) % len(able)]
            before = "".join(word + glue for word in words[:at])
            after = [words[at + 1], words[at], *words[at + 2 :]]
            yield Case(
                glue.join(words),
                before + glue.join(after),
                glue.join([*words[: at + 1], *words[at:]]),
                len(before),
                len(before) + len(glue.join(after[:3])),
            )


def _lowest(model: NgramModel, case: Case, language: str) -> bool:
    """Tell whether the least likely piece is one of the swapped words or the next word."""
    span, _ = min(model.logprobs(case.swapped, language), key=lambda piece: piece[1])
    return case.start <= span.start < case.end


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--evaluate", action="store_true", help="measure the shipped tables")
    parser.add_argument("--place", type=Path, help="measure the models of this manifest's folder")
    options = parser.parse_args()
    if options.evaluate:
        evaluate(options.place)
    else:
        vocabulary, folder = options.out / "vocabulary.model", options.models / "fluency"
        write(gather(options.most), Cutter(vocabulary), folder)
        (folder / "vocabulary.model").write_bytes(without_paths(vocabulary))


if __name__ == "__main__":
    main()
