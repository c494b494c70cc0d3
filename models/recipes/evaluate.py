"""Measure an encoder: retrieval among the clean news sentences, both ways.

    python models/recipes/evaluate.py --out build/models

A sentence is found when its translation is the nearest of all (cosine). The sentences are in no
training data: the recipe leaves them out by exact match and by shared 13-grams.
"""

import csv
import lzma
from pathlib import Path

import numpy as np
import sentencepiece
from corpus import arguments
from folding import fold

NEWS = Path(__file__).parents[3] / "shared" / "data" / "quality" / "ntrex_clean_dev.tsv.xz"
COLUMNS = {
    "zh": "zho-CN",
    "zhTW": "zho-TW",
    "en": "eng",
    "fr": "fra",
    "de": "deu",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "ru": "rus",
    "uk": "ukr",
    "ar": "arb",
    "vi": "vie",
    "id": "ind",
    "ja": "jpn",
    "ko": "kor",
}
PAIRS = (
    "zh-fr zhTW-fr zh-en en-fr en-de en-es en-it en-pt en-ru en-uk en-ar en-vi en-id en-ja en-ko "
    "de-fr ja-ko"
)


def read() -> dict[str, list[str]]:
    """Give the sentences of each language, in the same order."""
    csv.field_size_limit(10**8)
    with lzma.open(NEWS, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {name: [row[name] for row in rows] for name in rows[0]}


def encode(
    texts: list[str], vocabulary: sentencepiece.SentencePieceProcessor, table: np.ndarray
) -> np.ndarray:
    """Give one unit vector per text."""
    pieces = vocabulary.encode([fold(text) for text in texts])
    sums = np.array([table[p or [0]].sum(axis=0) for p in pieces])
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def main() -> None:
    out = arguments(__doc__).parse_args().out
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(out / "words.model"))
    if (out / "encoder.npy").exists():
        table = np.load(out / "encoder.npy")
    else:
        import torch

        state = torch.load(out / "encoder.checkpoint.pt", map_location="cpu")
        table = state["table"]["weight"].numpy()
    sentences = read()
    vectors: dict[str, np.ndarray] = {}
    print("| pair | → | ← |\n| --- | --- | --- |")
    for pair in PAIRS.split():
        sides = []
        for lang in pair.split("-"):
            name = COLUMNS[lang]
            if name not in vectors:
                vectors[name] = encode(sentences[name], vocabulary, table)
            sides.append(vectors[name])
        similar = sides[0] @ sides[1].T
        truth = np.arange(len(similar))
        forth, back = (similar.argmax(1) == truth).mean(), (similar.argmax(0) == truth).mean()
        print(f"| {pair} | {forth:.3f} | {back:.3f} |")


if __name__ == "__main__":
    main()
