"""Find the words beside which a mark hardly ever stands: auditor/checks/data/parting_words.toml.

Of the common words of each language, those that a comma, a semicolon or a colon follows, or comes
before, far seldomer than other words, in the sentences of `data/mono` and the sides of
`data/parallel` beside the project. What was never seen counts as seen once, so that a word must be
frequent to be listed. Run it from the project's root: `python models/recipes/parting_words.py`.
"""

import argparse
import itertools
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex

from auditor.text.frequency import zipf

DATA = Path(__file__).parents[3] / "shared" / "data"
OUT = Path(__file__).parents[2] / "auditor" / "checks" / "data" / "parting_words.toml"
LANGUAGES = ("ar", "de", "en", "es", "fr", "id", "it", "ko", "pt", "ru", "uk", "vi")
NAMES = {"pt": ("ptBR", "pt")}
"""Names of a language's files, where they are others than its tag."""
LINES, OF_EACH = 250_000, 40_000
"""Sentences of `data/mono`, and of each set of `data/parallel`."""
MOST, COMMON = 1500, 5.2
"""Most words of a language, and least frequency: the sentences are of few fields."""
SELDOM = {
    "after": {",": 0.02, ";": 0.25, ":": 0.15},
    "before": {",": 0.02, ";": 0.1, ":": 0.25},
}
"""Greatest share of the mark, of the share that all words have."""
SAME = {"،": ",", "؛": ";"}
PAIR = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}'’-])(?<word>[\p{L}\p{M}]+)"
    r"(?:[\u00a0\u202f ]?(?<mark>[;:])|(?<mark>[,،؛]))? "
    r"(?=(?<next>[\p{L}\p{M}]+)(?![\p{L}\p{M}'’-]))"
)


def sentences(language: str) -> Iterator[str]:
    """Give the sentences of a language."""
    for name in NAMES.get(language, (language,)):
        with lzma.open(DATA / "mono" / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
            yield from itertools.islice(file, LINES)
        for path in sorted((DATA / "parallel").glob("*.tsv.xz")):
            sides = path.name.removesuffix(".tsv.xz").split("-")
            if name in sides:
                with lzma.open(path, "rt", encoding="utf-8") as file:
                    for line in itertools.islice(file, OF_EACH):
                        yield line.rstrip("\n").split("\t")[1 + sides.index(name)]


def lists(language: str) -> Iterator[tuple[str, str, list[str]]]:
    """Give "after" or "before", the mark, and the words, in alphabetic order."""
    seen: dict[str, Counter[str]] = {"after": Counter(), "before": Counter()}
    marked: dict[tuple[str, str], Counter[str]] = {}
    for line in sentences(language):
        for match in PAIR.finditer(line):
            mark = match["mark"]
            for side, word in (("after", match["word"]), ("before", match["next"])):
                if word == word.lower():
                    seen[side][word] += 1
                    if mark:
                        key = side, SAME.get(mark, mark)
                        marked.setdefault(key, Counter())[word] += 1
    for side, counts in seen.items():
        for mark, part in SELDOM[side].items():
            found = marked.get((side, mark), Counter())
            rate = part * found.total() / max(1, counts.total())
            words = [word for word, n in counts.most_common(MOST) if found[word] + 1 <= rate * n]
            yield side, mark, sorted(word for word in words if zipf(word, language) >= COMMON)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    tables: dict[tuple[str, str], list[str]] = {}
    for language in LANGUAGES:
        for side, mark, words in lists(language):
            listed = ", ".join(f'"{word}"' for word in words)
            tables.setdefault((side, mark), []).append(f"{language} = [{listed}]")
    lines = [
        "# Written by models/recipes/parting_words.py: words that a mark hardly stands beside."
    ]
    for (side, mark), rows in sorted(tables.items()):
        lines += ["", f'[{side}."{mark}"]', *rows]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
