"""The training text: pairs of sentences and of terms, without what the project measures on.

Reads the data beside the project (see its INDEX.tsv for licences). Left out are
- sets of class COPYLEFT,
- every pair of which a side stands in `data/alignment` or `data/quality`, or shares a run of 13
  words (13 characters in Chinese and Japanese) with a text there.
"""

import argparse
import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import regex

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
MODELS = ROOT / "models"
RUN = 13
_HAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_UNIT = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Source:
    """One language pair of one set."""

    name: str
    languages: tuple[str, str]
    pairs: tuple[tuple[str, str], ...]


def arguments(description: str | None) -> argparse.ArgumentParser:
    """Give the options that every recipe takes."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/models"), help="what is made on the way"
    )
    parser.add_argument(
        "--models", type=Path, default=MODELS, help="what is shipped: a folder for each artefact"
    )
    parser.add_argument(
        "--most",
        type=int,
        help="a trial: texts that are read of each language pair of a set, dictionary or prose",
    )
    return parser


def runs(text: str) -> Iterator[int]:
    """Give a number for every run of 13 words or Han characters; equal runs, equal numbers."""
    units = _UNIT.findall(text.casefold())
    for start in range(len(units) - RUN + 1):
        yield hash(tuple(units[start : start + RUN]))


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The texts that measure: never trained on."""

    texts: frozenset[str]
    runs: frozenset[int]

    @classmethod
    def read(cls) -> "HeldOut":
        """Read all of data/alignment and data/quality."""
        texts: set[str] = set()
        for path in sorted((DATA / "alignment").glob("*/*.*")):
            if path.suffix != ".gold":
                texts.update(path.read_text(encoding="utf-8").splitlines())
        csv.field_size_limit(10**9)
        for path in sorted((DATA / "quality").glob("*.tsv.xz")):
            with lzma.open(path, "rt", encoding="utf-8") as file:
                for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                    texts.update(cell for cell in row if len(cell) > 20)
        return cls(
            frozenset(text.strip().casefold() for text in texts),
            frozenset(number for text in texts for number in runs(text)),
        )

    def holds(self, text: str) -> bool:
        """Tell whether a text is held out, whole or in a long part."""
        return text.strip().casefold() in self.texts or any(n in self.runs for n in runs(text))


def licence_classes() -> dict[str, str]:
    """Give the licence class of each set."""
    with (DATA / "INDEX.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["set"]: row["licence_class"] for row in rows}


def parallel(
    held_out: HeldOut, left_out: Counter[str], most: int | None = None
) -> Iterator[Source]:
    """Give the parallel sets, one language pair of one set at a time.

    Args:
        held_out: texts that must not be trained on.
        left_out: is told how many pairs were left out, by reason.
        most: pairs of each set and language pair; all where None.
    """
    classes = licence_classes()
    for path in sorted((DATA / "parallel").glob("*.tsv.xz")):
        first, second = path.name.removesuffix(".tsv.xz").split("-")
        sets: dict[str, list[tuple[str, str]]] = {}
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                name, a, b = line.rstrip("\n").split("\t")
                if most is not None and len(sets.get(name, ())) >= most:
                    continue
                if classes.get(name) == "COPYLEFT":
                    left_out["copyleft"] += 1
                elif held_out.holds(a) or held_out.holds(b):
                    left_out["held out"] += 1
                else:
                    sets.setdefault(name, []).append((a, b))
        for name, pairs in sorted(sets.items()):
            yield Source(name, (first, second), tuple(pairs))


def dictionaries(most: int | None = None) -> Iterator[Source]:
    """Give the dictionaries, at most so many entries of each."""
    for path in sorted((DATA / "dictionaries").glob("*.tsv.xz")):
        name, languages = path.name.removesuffix(".tsv.xz").rsplit(".", 1)
        first, second = languages.split("-")
        with lzma.open(path, "rt", encoding="utf-8") as file:
            pairs = [line.rstrip("\n").split("\t")[:2] for line in islice(file, most)]
        yield Source(
            name, (first, second), tuple((a, b) for a, b in pairs if len(a) > 1 and len(b) > 1)
        )


def prose(language: str, most: int | None = None) -> Iterator[str]:
    """Give the monolingual sentences of a language, at most so many."""
    with lzma.open(DATA / "mono" / f"{language}.txt.xz", "rt", encoding="utf-8") as file:
        for line in islice(file, most):
            yield line.rstrip("\n")


def primary(language: str) -> str:
    """Give the primary subtag of the data's own language codes (zhTW, ptBR)."""
    return language[:2]
