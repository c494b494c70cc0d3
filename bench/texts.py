"""Texts of the data beside the project that several benches read, and documents made of lines."""

import csv
import itertools
import lzma
from collections.abc import Sequence
from pathlib import Path

from auditor.core.bitext import Block, Document, Segment, Span

SHARED = Path(__file__).parents[1].parent / "shared" / "data"
NEWS = {
    "ar": ("arb",),
    "de": ("deu",),
    "en": ("eng", "eng-GB", "eng-IN", "eng-US"),
    "es": ("spa", "spa-MX"),
    "fr": ("fra", "fra-CA"),
    "id": ("ind",),
    "it": ("ita",),
    "ja": ("jpn",),
    "ko": ("kor",),
    "pt-BR": ("por-BR",),
    "pt-PT": ("por",),
    "ru": ("rus",),
    "uk": ("ukr",),
    "vi": ("vie",),
    "zh-Hans": ("zho-CN",),
    "zh-Hant": ("zho-TW",),
}
PROSE = {tag: tag for tag in NEWS} | {
    "pt-PT": "pt",
    "pt-BR": "ptBR",
    "zh-Hans": "zh",
    "zh-Hant": "zhTW",
}
Texts = dict[str, list[list[str]]]
"""Sentences by document, of each language."""


def news() -> Texts:
    """Give the NTREX documents; those of several regions of one language follow each other."""
    path = SHARED / "quality" / "ntrex_clean_dev.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    grouped = [list(group) for _, group in itertools.groupby(rows, key=lambda row: row["doc_id"])]
    return {
        tag: [[row[column].strip() for row in group] for column in columns for group in grouped]
        for tag, columns in NEWS.items()
    }


def prose(limit: int) -> Texts:
    """Give sentences of mixed origin (documentation, laws, articles), a hundred a document."""
    texts: Texts = {}
    for tag, name in PROSE.items():
        with lzma.open(SHARED / "mono" / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
            lines = [line.strip() for line in itertools.islice(file, limit)]
        texts[tag] = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return texts


def document(lines: Sequence[str]) -> Document:
    """Make a document with one block per sentence."""
    text, blocks = "\n".join(lines), []
    start = 0
    for number, line in enumerate(lines, start=1):
        blocks.append(Block("paragraph", Span(start, start + len(line)), number))
        start += len(line) + 1
    return Document("bench.txt", "", text, tuple(blocks))


def segments(lines: Sequence[str]) -> tuple[Segment, ...]:
    text = document(lines)
    return tuple(
        Segment(i, block.span.of(text.text), block.span, block.kind, i, (block.line, block.line))
        for i, block in enumerate(text.blocks)
    )
