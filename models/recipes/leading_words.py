"""Find the words that no mark follows, such as articles: auditor/checks/data/leading_words.toml.

Of the common words of each language, those after which a comma, a colon or a semicolon stands
less than once in eight hundred times, in the sentences of `data/mono` beside the project. Run it
from the project's root: `python models/recipes/leading_words.py`.
"""

import argparse
import lzma
from collections import Counter
from itertools import islice
from pathlib import Path

import regex

from auditor.text.frequency import zipf

MONO = Path(__file__).parents[3] / "shared" / "data" / "mono"
OUT = Path(__file__).parents[2] / "auditor" / "checks" / "data" / "leading_words.toml"
LANGUAGES = ("ar", "de", "en", "es", "fr", "id", "it", "ko", "pt", "ru", "uk", "vi")
LINES = 250_000
LEAST, MOST, RATE, COMMON = 600, 400, 0.00125, 5.6
"""Times that a word must be seen, most words of a language, share of marks, and least frequency:
the sentences are of few fields, and a word must be common everywhere."""
LEFT_OUT = frozenset(
    ("anche", "comme", "como", "con", "avec", "just", "lo", "ohne", "sans", "senza", "sin", "solo",
     "tanpa", "без", "mit")
)  # fmt: skip
"""Words that may stand alone: "with or without", "just"."""
WORD = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}'’-])(?<word>[\p{L}\p{M}]+)(?!['’-]\p{L})(?<mark>[,;:،؛])?(?= )"
)


def leading(language: str) -> list[str]:
    """Give the words of a language that no mark follows, in alphabetic order."""
    seen: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    with lzma.open(MONO / f"{language}.txt.xz", "rt", encoding="utf-8") as file:
        for line in islice(file, LINES):
            for match in WORD.finditer(line):
                word = match["word"]
                if word == word.lower():
                    seen[word] += 1
                    marked[word] += match["mark"] is not None
    common = (word for word, count in seen.most_common(MOST) if count >= LEAST)
    return sorted(
        word
        for word in common
        if word not in LEFT_OUT
        and marked[word] <= RATE * seen[word]
        and zipf(word, language) >= COMMON
    )


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    lines = ["# Written by models/recipes/leading_words.py: words that no mark follows.", ""]
    for language in LANGUAGES:
        words = ", ".join(f'"{word}"' for word in leading(language))
        lines.append(f"{language} = [{words}]")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
