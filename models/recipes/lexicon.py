"""Learn bilingual lexicons over the pieces of the vocabulary: IBM Model 1, both ways.

    python models/recipes/encoder.py prepare --out build/models
    python models/recipes/lexicon.py --out build/models

For every pair of English or Chinese with another language, from its parallel text and
dictionaries. Words of a sentence pair that meet no more often than by chance (log likelihood ratio
of Dunning 1993) are left out before the expectations are taken (Brown et al. 1993, Model 1 with an
empty word); every word counts once a sentence. What is kept are links that are likely both ways.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from corpus import ROOT, arguments

sys.path.insert(0, str(ROOT))
from auditor.alignment.lexicon import association

SENTENCES = 110_000
"""Most sentence pairs of one language pair."""
LONGEST = 48
ROUNDS = 6
ASSOCIATION = 6.0
"""Least log likelihood ratio of two pieces."""
EMPTY = 0.08
"""Share of the words that translate nothing."""
LINKS = 5
"""Most links of a piece."""
LINK = np.dtype([("source", "<u4"), ("target", "<u4"), ("forth", "u1"), ("back", "u1")])
"""A link: pieces, p(target | source) and p(source | target) in 255ths."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The words of sentence pairs that may translate each other; equally long arrays."""

    link: np.ndarray
    """Number of the pair of pieces."""
    source: np.ndarray
    """Number of the source word among the words of all sentences."""
    target: np.ndarray


def pairs_of(folder: Path, first: str, second: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """Read the distinct pieces of both sides of sentence pairs and dictionary entries."""
    generator = np.random.default_rng(0)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for name, most in (
        (f"{first}-{second}", SENTENCES),
        (f"{second}-{first}", SENTENCES),
        (f"{first}-{second}.dictionary", 1 << 30),
        (f"{second}-{first}.dictionary", 1 << 30),
    ):
        path = folder / f"{name}.npz"
        if not path.exists():
            continue
        arrays = dict(np.load(path))
        keys = ("a", "b") if name.startswith(first) else ("b", "a")
        lengths = np.maximum(np.diff(arrays["a_at"]), np.diff(arrays["b_at"]))
        usable = np.flatnonzero(lengths <= LONGEST)
        if len(usable) > most:
            usable = np.sort(generator.choice(usable, most, replace=False))
        for i in usable:
            sides = [
                np.unique(arrays[k][arrays[f"{k}_at"][i] : arrays[f"{k}_at"][i + 1]]) for k in keys
            ]
            if len(sides[0]) and len(sides[1]):
                found.append((sides[0], sides[1]))
    return found


def cells_of(
    pairs: list[tuple[np.ndarray, np.ndarray]], silent: np.ndarray
) -> tuple[Cells, np.ndarray]:
    """Cross the words of each sentence pair, and keep pieces that belong together."""
    sides = []
    for place in (0, 1):
        sizes = np.array([len(pair[place]) for pair in pairs])
        flat = np.concatenate([pair[place] for pair in pairs])
        sides.append((sizes, flat, np.cumsum(sizes) - sizes))
    (left, a, a_at), (right, b, b_at) = sides
    totals = left * right
    counts_a, counts_b = (
        np.bincount(flat, minlength=len(silent)).astype(np.float64) for flat in (a, b)
    )
    keys, chunks = [], []
    for begin in range(0, len(pairs), 20_000):
        part = slice(begin, begin + 20_000)
        sentence = np.repeat(np.arange(len(pairs))[part], totals[part])
        within = np.arange(len(sentence)) - np.repeat(
            np.cumsum(totals[part]) - totals[part], totals[part]
        )
        source = (a_at[sentence] + within // right[sentence]).astype(np.int32)
        target = (b_at[sentence] + within % right[sentence]).astype(np.int32)
        key = (a[source].astype(np.uint64) << np.uint64(32)) | b[target]
        heard = ~silent[a[source]] & ~silent[b[target]] & (a[source] != b[target])
        chunks.append((key[heard], source[heard], target[heard]))
        found, count = np.unique(key[heard], return_counts=True)
        keys.append((found, count))
    every, inverse = np.unique(np.concatenate([k for k, _ in keys]), return_inverse=True)
    together = np.bincount(inverse, weights=np.concatenate([c for _, c in keys]))
    score = association(
        together, counts_a[_first(every)], counts_b[_second(every)], float(len(pairs))
    )
    kept = every[score >= ASSOCIATION]
    parts: list[list[np.ndarray]] = [[], [], []]
    for key, source, target in chunks:
        at = np.minimum(np.searchsorted(kept, key), len(kept) - 1)
        right_key = kept[at] == key
        for part, values in zip(parts, (at.astype(np.int32), source, target), strict=True):
            part.append(values[right_key])
    return Cells(*(np.concatenate(part) for part in parts)), kept


def _first(keys: np.ndarray) -> np.ndarray:
    return (keys >> np.uint64(32)).astype(np.int64)


def _second(keys: np.ndarray) -> np.ndarray:
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)


def model_one(cells: Cells, given: np.ndarray, word: np.ndarray, links: int) -> np.ndarray:
    """Give the probability of each link's other piece given this one.

    Args:
        cells: words that may translate each other.
        given: piece that is given, for each link.
        word: number of the word that is explained, for each cell.
        links: number of links.
    """
    chance = np.full(links, 0.1)
    words = int(word.max()) + 1
    for _ in range(ROUNDS):
        weight = chance[cells.link]
        explained = np.bincount(word, weights=weight, minlength=words)
        share = weight / (explained[word] + EMPTY * 0.1)
        counts = np.bincount(cells.link, weights=share, minlength=links)
        totals = np.bincount(given, weights=counts)
        chance = counts / np.maximum(totals[given], 1e-9)
    # Rare words are less sure than they seem: one count is given to the unknown.
    return counts / (totals[given] + 1.0)


def silent_pieces(vocabulary: sentencepiece.SentencePieceProcessor) -> np.ndarray:
    """Tell which pieces hold no letter or digit: they translate nothing."""
    silent = np.ones(vocabulary.vocab_size(), dtype=np.bool_)
    for number in range(vocabulary.vocab_size()):
        if not (vocabulary.is_byte(number) or vocabulary.is_control(number)):
            silent[number] = not any(c.isalpha() for c in vocabulary.id_to_piece(number))
    return silent


def lexicon(folder: Path, first: str, second: str, silent: np.ndarray) -> np.ndarray:
    """Learn the links of a language pair."""
    pairs = pairs_of(folder, first, second)
    cells, keys = cells_of(pairs, silent)
    source, target = _first(keys), _second(keys)
    forth = model_one(cells, source, cells.target, len(keys))
    back = model_one(cells, target, cells.source, len(keys))
    kept = np.sort(likeliest((source, target), forth, back, LINKS))
    links = np.empty(len(kept), LINK)
    links["source"], links["target"] = source[kept], target[kept]
    links["forth"] = np.rint(forth[kept] * 255)
    links["back"] = np.rint(back[kept] * 255)
    return links


def likeliest(
    sides: tuple[np.ndarray, np.ndarray], forth: np.ndarray, back: np.ndarray, most: int
) -> np.ndarray:
    """Choose the links that are likely both ways, at most so many of each term of either side."""
    likely = np.sqrt(forth * back)
    kept = np.flatnonzero((likely >= 0.05) & (np.minimum(forth, back) >= 0.01))
    for side in sides:
        order = kept[np.lexsort((-likely[kept], side[kept]))]
        begins = np.concatenate([[True], side[order][1:] != side[order][:-1]])
        first_at = np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
        kept = order[np.arange(len(order)) - first_at < most]
    return kept


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--pairs", nargs="+", help="only these, as en-fr")
    options = parser.parse_args()
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(options.out / "words.model"))
    silent = silent_pieces(vocabulary)
    folder = options.models / "lexicon"
    folder.mkdir(parents=True, exist_ok=True)
    others = ("ar", "de", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "uk", "vi")
    every = ["en-zh", *(f"{hub}-{other}" for hub in ("en", "zh") for other in others)]
    for name in options.pairs or every:
        begin = time.monotonic()
        links = lexicon(options.out / "pairs", *name.split("-"), silent)
        np.save(folder / f"{name}.npy", links)
        print(f"{name}: {len(links):,} links, {time.monotonic() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    main()
