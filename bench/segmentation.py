"""Compare sentence segmenters on sentence-per-line texts: how many of the boundaries come back.

The sentences of a document are joined by a space (Chinese and Japanese: by nothing) and cut
again. Run it from the project's root: `python -m bench.segmentation`. It prints a
Markdown table. sentencex, pysbd and PyICU are measured where they are installed.
"""

import argparse
import csv
import importlib
import lzma
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.text.language import language
from auditor.text.sentences import sentences

SHARED = Path(__file__).parents[1].parent / "shared" / "data"
NTREX = {
    "en": "eng",
    "fr": "fra",
    "de": "deu",
    "es": "spa",
    "it": "ita",
    "pt-PT": "por",
    "pt-BR": "por-BR",
    "ru": "rus",
    "uk": "ukr",
    "ar": "arb",
    "vi": "vie",
    "id": "ind",
    "ko": "kor",
    "ja": "jpn",
    "zh-Hans": "zho-CN",
    "zh-Hant": "zho-TW",
}
ALIGNMENT = {
    "textberg-de-fr-dev": ("de", "fr"),
    "transread-en-es": ("en", "es"),
    "mac-zh-en-dev": ("zh-Hans", "en"),
    "opusbooks-fr-it": ("fr", "it"),
    "opusbooks-en-ru": ("en", "ru"),
    "parice-en-is": ("en", "is"),
}
Segmenter = Callable[[str, str], Iterable[int]]
"""Takes a text and a tag and gives the places where sentences end."""


@dataclass
class Tally:
    """Boundaries found, given and shared, and the time that took."""

    found: int = 0
    gold: int = 0
    right: int = 0
    seconds: float = 0.0
    sentences: int = 0

    @property
    def precision(self) -> float:
        """Give the share of the found boundaries that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Give the share of the right boundaries that are found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def ntrex(rows: int) -> Iterator[tuple[str, list[str]]]:
    """Give the documents of each language as lists of sentences."""
    path = SHARED / "quality" / "ntrex_clean_dev.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:rows]
    for tag, column in NTREX.items():
        documents: dict[str, list[str]] = {}
        for row in table:
            documents.setdefault(row["doc_id"], []).append(row[column].strip())
        for lines in documents.values():
            yield tag, [line for line in lines if line]


def aligned(limit: int) -> Iterator[tuple[str, str, list[str]]]:
    """Give the documents of the alignment sets, at most `limit` sentences of each side."""
    for name, pair in ALIGNMENT.items():
        for tag, suffix in zip(pair, (".src", ".tgt"), strict=True):
            left = limit
            for path in sorted((SHARED / "alignment" / name).glob(f"*{suffix}")):
                lines = path.read_text(encoding="utf-8").splitlines()[:left]
                left -= len(lines)
                if len(lines) > 1:
                    yield name, tag, [line.strip() for line in lines if line.strip()]


def own(text: str, tag: str) -> Iterable[int]:
    return [span.end for span in sentences(text, language(tag))]


def sentencex(text: str, tag: str) -> Iterable[int]:
    module = importlib.import_module("sentencex")
    return _ends(text, module.segment(language(tag).primary, text))


def icu(text: str, tag: str) -> Iterable[int]:
    module = importlib.import_module("icu")
    iterator = module.BreakIterator.createSentenceInstance(module.Locale(tag))
    whole = module.UnicodeString(text)
    iterator.setText(whole)
    pieces, last = [], 0
    for place in iterator:
        pieces.append(str(whole[last:place]))
        last = place
    return _ends(text, pieces)


def pysbd(text: str, tag: str) -> Iterable[int]:
    module = importlib.import_module("pysbd")
    known = importlib.import_module("pysbd.languages").LANGUAGE_CODES
    code = language(tag).primary
    segmenter = module.Segmenter(language=code if code in known else "en", clean=False)
    return _ends(text, segmenter.segment(text))


def _ends(text: str, pieces: Iterable[str]) -> list[int]:
    ends, position = [], 0
    for piece in pieces:
        bare = piece.strip()
        found = text.find(bare, position)
        if bare and found >= 0:
            position = found + len(bare)
            ends.append(position)
    return ends


SEGMENTERS: dict[str, Segmenter] = {
    "auditor": own,
    "sentencex": sentencex,
    "ICU": icu,
    "pysbd": pysbd,
}


def measure(segmenter: Segmenter, tag: str, lines: list[str], tally: Tally) -> None:
    joiner = " " if language(tag).spaced else ""
    text, gold = "", set()
    for line in lines:
        text += joiner + line if text else line
        gold.add(len(text))
    gold.discard(len(text))
    begun = time.perf_counter()
    found = set(segmenter(text, tag))
    tally.seconds += time.perf_counter() - begun
    found.discard(len(text))
    tally.found += len(found)
    tally.gold += len(gold)
    tally.right += len(found & gold)
    tally.sentences += len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=400, help="NTREX rows per language")
    parser.add_argument("--only", default="", help="segmenters to run, with commas between")
    options = parser.parse_args()
    names = [n for n in SEGMENTERS if n in options.only.split(",") or not options.only]
    tallies: dict[tuple[str, str, str], Tally] = {}
    data = [("ntrex", tag, lines) for tag, lines in ntrex(options.rows)]
    data += list(aligned(options.rows))
    for name in names:
        for corpus, tag, lines in data:
            tally = tallies.setdefault((corpus, tag, name), Tally())
            try:
                measure(SEGMENTERS[name], tag, lines, tally)
            except ImportError as error:
                sys.exit(f"{name} is not installed: {error}")
    print("| text | language | " + " | ".join(f"{n} P / R / F1" for n in names) + " |")
    print("|---|---|" + "---|" * len(names))
    for corpus, tag in dict.fromkeys((key[0], key[1]) for key in tallies):
        cells = [tallies[corpus, tag, name] for name in names]
        figures = (f"{t.precision:.3f} / {t.recall:.3f} / **{t.f1:.3f}**" for t in cells)
        print(f"| {corpus} | {tag} | " + " | ".join(figures) + " |")
    mean = (_mean([t.f1 for k, t in tallies.items() if k[2] == n]) for n in names)
    print("| mean F1 | | " + " | ".join(f"**{value:.3f}**" for value in mean) + " |")
    speeds = []
    for name in names:
        mine = [tally for key, tally in tallies.items() if key[2] == name]
        speeds.append(sum(t.sentences for t in mine) / sum(t.seconds for t in mine))
    print("| sentences/s | | " + " | ".join(f"{speed:,.0f}" for speed in speeds) + " |")


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
