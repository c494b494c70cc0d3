"""Rank correlation of the surface scores with human judgements, beside that of length alone."""

import csv
import lzma
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from auditor.core.bitext import Bead, Pair, Segment, Span
from auditor.score.scorer import score_pairs
from auditor.text.language import language

DATA = Path(__file__).parents[2] / "shared" / "data" / "quality"
SAMPLE = 1500


def judged() -> Iterator[tuple[str, str, str, str, float]]:
    """Give set, language pair, source, target and human score, higher is better."""
    csv.field_size_limit(10**8)
    with lzma.open(DATA / "mlqe_pe.tsv.xz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["split"] == "dev" and row["score"]:
                yield (
                    "MLQE-PE DA",
                    row["lang_pair"],
                    row["source"],
                    row["target"],
                    float(row["score"]),
                )
    with lzma.open(DATA / "wmt_qe23_spans.tsv.xz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["mqm_from_severity"]:
                score = float(row["mqm_from_severity"])
                yield "WMT MQM", row["lang_pair"], row["source"], row["target"], score


def pair(number: int, source: str, target: str) -> Pair:
    def segment(text: str) -> Segment:
        return Segment(0, text, Span(0, len(text)), "paragraph", 0, (1, 1))

    return Pair(number, segment(source), segment(target), Bead((0,), (0,)))


def main() -> None:
    if not DATA.is_dir():
        sys.exit("the data beside the project is not there")
    sets: dict[tuple[str, str], list[tuple[str, str, float]]] = defaultdict(list)
    for name, langs, source, target, score in judged():
        sets[name, langs].append((source, target, score))
    print("| set | pair | n | length alone | adequacy | fluency |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (name, langs), rows in sorted(sets.items()):
        sample = random.Random(0).sample(rows, min(SAMPLE, len(rows)))
        source_language, target_language = map(language, langs.split("-"))
        pairs = score_pairs(
            (pair(i, s, t) for i, (s, t, _) in enumerate(sample)), source_language, target_language
        )
        frame = pd.DataFrame(
            {
                "human": [score for _, _, score in sample],
                "length": [-len(source) for source, _, _ in sample],
                "adequacy": [p.score("adequacy") for p in pairs],
                "fluency": [p.score("fluency") for p in pairs],
            }
        )
        rho = frame.rank().corr()["human"].replace(np.nan, 0.0)
        print(
            f"| {name} | {langs} | {len(sample)} | {rho['length']:.2f} "
            f"| {rho['adequacy']:.2f} | {rho['fluency']:.2f} |"
        )


if __name__ == "__main__":
    main()
