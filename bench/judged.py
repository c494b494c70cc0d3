"""The sets of human judgements and of clean news that the scores are measured on."""

import csv
import lzma
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

DATA = Path(__file__).parents[2] / "shared" / "data" / "quality"
NEWS = {
    "ar": "arb",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "id": "ind",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "pt": "por",
    "ru": "rus",
    "uk": "ukr",
    "vi": "vie",
    "zh": "zho-CN",
}
"""Column of the clean news of each language."""
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SIGN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_SIGNED = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translated sentence and what people gave it, higher is better."""

    source: str
    target: str
    human: float


def rows(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of a set."""
    csv.field_size_limit(10**8)
    with lzma.open(DATA / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def judged() -> dict[tuple[str, str], list[Sentence]]:
    """Give the sentences of each set and language pair: MLQE-PE development, WMT MQM."""
    sets: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for row in rows("mlqe_pe"):
        if row["split"] == "dev" and row["score"]:
            key = ("MLQE-PE DA", row["lang_pair"])
            sets[key].append(Sentence(row["source"], row["target"], float(row["score"])))
    for row in rows("wmt_qe23_spans"):
        if row["source"] and row["target"]:
            key = ("WMT MQM", row["lang_pair"])
            value = float(row["mqm_from_severity"])
            sets[key].append(Sentence(row["source"], row["target"], value))
    return sets


def news(kept: bool = True) -> dict[str, list[str]]:
    """Give the clean news of each language; `kept` leaves the documents that nothing learnt of."""
    found: dict[str, list[str]] = {tag: [] for tag in NEWS}
    for row in rows("ntrex_clean_dev"):
        if not kept or zlib.crc32(row["doc_id"].encode()) % 4 == 0:
            for tag, column in NEWS.items():
                found[tag].append(row[column])
    return found


def broken(text: str, tag: str, kind: str, endings: list[str], chance: random.Random) -> str | None:
    """Give a sentence with one defect; None where there is no room for it.

    Args:
        text: a good sentence.
        tag: its language.
        kind: "swapped" (two neighbouring words), "inflection" (one word with another ending) or
            "dropped" (one word); a word is a character in Chinese and Japanese.
        endings: words whose last two letters are endings of the language.
        chance: decides which word.
    """
    finder = _SIGN if tag in _SIGNED else _WORD
    words = [match.span() for match in finder.finditer(text)]
    if len(words) < 4:
        return None
    found = text
    for _ in range(20):
        at = chance.randrange(len(words) - 1)
        (a, b), (c, d) = words[at], words[at + 1]
        if kind == "swapped":
            found = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
        elif kind == "dropped":
            rest = text[b:].removeprefix(" ") if a == 0 or text[a - 1] == " " else text[b:]
            found = text[:a] + rest
        elif tag in _SIGNED:
            found = text[:a] + chance.choice(endings)[-1] + text[b:]
        elif b - a >= 4 or (tag in ("vi", "ko") and b - a >= 2):
            ending = chance.choice(endings)[-1 if b - a < 5 else -2 :]
            found = text[: b - len(ending)] + ending + text[b:]
        if found.casefold() != text.casefold():
            return found
    return None


def endings(texts: list[str], tag: str) -> list[str]:
    """Give words of texts, as they come, for their endings."""
    finder, least = (_SIGN, 1) if tag in _SIGNED else (_WORD, 4)
    return [word for text in texts for word in finder.findall(text) if len(word) >= least]
