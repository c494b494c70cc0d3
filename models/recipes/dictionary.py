"""Learn dictionaries of words: what a term is usually rendered by.

    python models/recipes/dictionary.py --out build/models

For every pair of English or Chinese with another language: IBM Model 1 both ways over stems (Brown
et al. 1993) on the parallel text, joined with the entries of the dictionaries. Words of languages
that write none apart are pieces of the shared vocabulary. Needs the data beside the project and
`pip install snowballstemmer`; thirty minutes on one core, seed 0.
"""

import io
import lzma
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from corpus import ROOT, HeldOut, arguments, dictionaries, parallel, primary
from lexicon import LINK, cells_of, likeliest, model_one

sys.path.insert(0, str(ROOT))
from auditor.backends.vocabulary import vocabulary
from auditor.text.language import Language, language
from auditor.text.stems import LONGEST, stem

SENTENCES = 120_000
LONGEST_SENTENCE = 60
COMMON = 0.03
"""Words of more than this share of the sentences are no terms."""
RENDERINGS = 8
"""Most renderings of a term that are learnt."""
LISTED = 0.15
"""Probability of a rendering that a dictionary lists, at least."""
MOST_WORDS = 2
WORD = re.compile(r"[^\W\d_]+")
ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|（[^）]*）")
CODES = {"zhTW": "zh-Hant", "zh": "zh-Hans", "ptBR": "pt-BR", "pt": "pt-PT"}


class Lists:
    """The terms of each language, numbered, with the forms that they were seen in."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.forms: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self.vocabulary = vocabulary()

    def cut(self, texts: list[str], code: str) -> list[list[tuple[str, str]]]:
        """Give the terms and their forms of each text."""
        own: Language = language(CODES.get(code, code))
        if own.stemmer == LONGEST:
            pieces = self.vocabulary.pieces(texts)
            name = self.vocabulary.processor.id_to_piece
            plain = [[name(number).strip("▁") for number in text] for text in pieces]
            return [[(p, p) for p in text if p and WORD.fullmatch(p)] for text in plain]
        return [[(stem(word, own.stemmer), word) for word in WORD.findall(text)] for text in texts]

    def number(self, code: str, term: str, form: str) -> int:
        """Give the number of a term, and note its form."""
        lang = primary(code)
        self.forms[lang][term][form] += 1
        return self.numbers[lang].setdefault(term, len(self.numbers[lang]))

    def bags(self, texts: list[str], code: str) -> list[np.ndarray]:
        """Give the distinct terms of each text by their numbers."""
        return [
            np.unique(np.array([self.number(code, *word) for word in words], dtype=np.int64))
            for words in self.cut(texts, code)
        ]

    def entry(self, text: str, code: str) -> tuple[str, str]:
        """Give the term and the form of one side of a dictionary's entry; nothing where none is."""
        text = ASIDE.sub(" ", text).strip(" .,;:!?…")
        if primary(code) == "en":
            text = re.sub(r"^(to|a|an|the) ", "", text)
        own = language(CODES.get(code, code))
        if own.stemmer == LONGEST:
            folded = self.vocabulary.fold(text)
            plain = len(folded) <= 8 and WORD.fullmatch(folded)
            return (folded.casefold(), folded) if plain else ("", "")
        words = WORD.findall(text)
        if not words or len(words) > MOST_WORDS or re.search(r"[,;/0-9]", text):
            return "", ""
        return " ".join(stem(word, own.stemmer) for word in words), text


def learnt(bags: list[tuple[np.ndarray, np.ndarray]], sizes: tuple[int, int]) -> Iterator[tuple]:
    """Give the links of a language pair: source, target, p(target | source), p(source | target)."""
    usable = [
        (a, b) for a, b in bags if 0 < len(a) <= LONGEST_SENTENCE and 0 < len(b) <= LONGEST_SENTENCE
    ]
    offset = sizes[0]
    moved = [(a.astype(np.uint32), (b + offset).astype(np.uint32)) for a, b in usable]
    silent = np.zeros(sum(sizes), dtype=np.bool_)
    for place in (0, 1):
        counts = np.bincount(np.concatenate([pair[place] for pair in moved]), minlength=len(silent))
        silent |= counts > COMMON * len(moved)
    cells, keys = cells_of(moved, silent)
    source, target = (
        (keys >> np.uint64(32)).astype(np.int64),
        (keys & np.uint64(0xFFFFFFFF)).astype(np.int64),
    )
    forth = model_one(cells, source, cells.target, len(keys))
    back = model_one(cells, target, cells.source, len(keys))
    kept = likeliest((source, target), forth, back, RENDERINGS)
    for at in kept:
        yield int(source[at]), int(target[at] - offset), float(forth[at]), float(back[at])


def learn(
    name: str,
    sources: dict[str, list[tuple[str, str, list[tuple[str, str]]]]],
    entries: dict[str, list[tuple[str, str, list[tuple[str, str]]]]],
    lists: Lists,
) -> dict[tuple[int, int], tuple[float, float]]:
    """Learn one language pair."""
    first, second = name.split("-")
    generator = np.random.default_rng(0)
    bags: list[tuple[np.ndarray, np.ndarray]] = []
    for a, b, pairs in sources.get(name, []):
        bags += zip(
            lists.bags([p[0] for p in pairs], a), lists.bags([p[1] for p in pairs], b), strict=True
        )
    if len(bags) > SENTENCES:
        order = np.sort(generator.choice(len(bags), SENTENCES, replace=False))
        bags = [bags[i] for i in order]
    listed: Counter[tuple[int, int]] = Counter()
    for a, b, pairs in entries.get(name, []):
        for left, right in pairs:
            one, other = lists.entry(left, a), lists.entry(right, b)
            if one[0] and other[0]:
                pair = (lists.number(a, *one), lists.number(b, *other))
                listed[pair] += 1
                if " " not in one[0] and " " not in other[0]:
                    bags.append((np.array(pair[:1]), np.array(pair[1:])))
    sizes = (len(lists.numbers[first]), len(lists.numbers[second]))
    links = {(s, t): (f, b) for s, t, f, b in learnt(bags, sizes)}
    for pair in listed:
        forth, back = links.get(pair, (0.0, 0.0))
        links[pair] = (max(forth, LISTED), max(back, LISTED))
    return links


def write(
    tables: dict[str, dict[tuple[int, int], tuple[float, float]]], lists: Lists, folder: Path
) -> None:
    """Write the lists of the languages and the tables of the pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    used: defaultdict[str, set[int]] = defaultdict(set)
    for name, links in tables.items():
        for side, lang in enumerate(name.split("-")):
            used[lang].update(pair[side] for pair in links)
    new: dict[str, dict[int, int]] = {}
    for lang, numbers in sorted(used.items()):
        terms = sorted(term for term, number in lists.numbers[lang].items() if number in numbers)
        new[lang] = {lists.numbers[lang][term]: at for at, term in enumerate(terms)}
        lines = []
        for term in terms:
            form = lists.forms[lang][term].most_common(1)[0][0]
            lines.append(term if form == term else f"{term}\t{form}")
        packed = lzma.compress(("\n".join(lines) + "\n").encode(), preset=9)
        (folder / f"{lang}.txt.xz").write_bytes(packed)
    for name, links in sorted(tables.items()):
        first, second = name.split("-")
        rows = sorted((new[first][s], new[second][t], f, b) for (s, t), (f, b) in links.items())
        table = np.empty(len(rows), LINK)
        for column, values in zip(LINK.names, zip(*rows, strict=True), strict=True):
            scaled = np.array(values) * (255 if column in ("forth", "back") else 1)
            table[column] = np.rint(scaled)
        buffer = io.BytesIO()
        columns = {n: table[n] for n in LINK.names}
        columns["source"] = np.diff(table["source"], prepend=np.uint32(0)).astype(np.uint32)
        np.savez(buffer, **columns)
        (folder / f"{name}.npz.xz").write_bytes(lzma.compress(buffer.getvalue(), preset=9))


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--pairs", nargs="+", help="only these, as en-fr")
    options = parser.parse_args()
    others = ("ar", "de", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "uk", "vi")
    every = ["en-zh", *(f"{hub}-{other}" for hub in ("en", "zh") for other in others)]
    wanted = options.pairs or every
    held_out, left_out = HeldOut.read(), Counter[str]()
    generator = np.random.default_rng(0)
    groups: list[dict] = [defaultdict(list), defaultdict(list)]
    every_source = parallel(held_out, left_out, options.most), dictionaries(options.most)
    for group, found in zip(groups, every_source, strict=True):
        for source in found:
            if source.name.startswith("omw"):
                continue
            a, b = source.languages
            pairs = list(source.pairs)
            name = f"{primary(a)}-{primary(b)}"
            if name not in wanted:
                a, b, name = b, a, f"{primary(b)}-{primary(a)}"
                pairs = [(y, x) for x, y in pairs]
            if name not in wanted:
                continue
            most = (options.most or SENTENCES) if group is groups[0] else len(pairs)
            if len(pairs) > most:
                order = np.sort(generator.choice(len(pairs), most, replace=False))
                pairs = [pairs[i] for i in order]
            group[name].append((a, b, pairs))
    print(f"left out: {dict(left_out)}", flush=True)
    lists, tables = Lists(), {}
    for name in wanted:
        begin = time.monotonic()
        tables[name] = learn(name, groups[0], groups[1], lists)
        print(f"{name}: {len(tables[name]):,} links, {time.monotonic() - begin:.0f} s", flush=True)
    write(tables, lists, options.models / "dictionary")


if __name__ == "__main__":
    main()
