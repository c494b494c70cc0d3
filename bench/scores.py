"""How far the scores agree with people: the table of docs/scores.md, and each feature by itself.

Assessments are measured on development splits, which the forests did not learn from, and fluency on
documents of the clean news that were kept apart. Two things are to be known, as docs/scores.md
tells: the forests saw the documents of the table of worthless targets, and WMT MQM has no split of
its own, so that its figures come from cross-validation (`models/recipes/quality.py`) and only the
features are shown here.
"""

import random
import sys
import time

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from auditor.backends.quality import quality
from auditor.score import estimates, matrix
from auditor.text.language import language
from bench.judged import DATA, Sentence, broken, endings, judged, news

PUBLISHED = {"en-zh": 0.17, "en-de": 0.15, "ro-en": 0.69, "et-en": 0.48, "ru-en": 0.55}
"""Pearson's correlation of the OpenKiwi baseline of WMT 2020 and 2021 with direct assessments."""
SAMPLE = 3000
KINDS = ("swapped", "inflection", "dropped")


def rank(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Give Spearman's correlation."""
    found = pd.Series(a).rank().corr(pd.Series(b).rank())
    return 0.0 if np.isnan(found) else float(found)


def estimate(pair: str, sentences: list[Sentence]) -> estimates.Estimates:
    """Estimate sentences with the shipped model."""
    left, right = map(language, pair.split("-"))
    sources, targets = [s.source for s in sentences], [s.target for s in sentences]
    return estimates.of_pairs(sources, targets, left, right, [""] * len(sentences))


def assessments(sets: dict[tuple[str, str], list[Sentence]]) -> None:
    print("### Direct assessments, development splits\n")
    print("| pair | n | length, Spearman | Spearman | gain | Pearson | baseline, Pearson |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (name, pair), sentences in sorted(sets.items()):
        if name == "MLQE-PE DA":
            human = np.array([s.human for s in sentences])
            length = rank(np.array([-len(s.source) for s in sentences]), human)
            ours = estimate(pair, sentences).adequacy
            spearman, pearson = rank(ours, human), np.corrcoef(ours, human)[0, 1]
            print(
                f"| {pair} | {len(human)} | {length:.2f} | {spearman:.2f} "
                f"| {spearman - abs(length):+.2f} | {pearson:.2f} | {PUBLISHED.get(pair, '–')} |"
            )


def features(sets: dict[tuple[str, str], list[Sentence]]) -> None:
    print("\n### Every feature by itself, Spearman\n")
    names, columns = quality().names, {}
    for (name, pair), sentences in sorted(sets.items()):
        sample = random.Random(0).sample(sentences, min(SAMPLE, len(sentences)))
        human = np.array([s.human for s in sample])
        values = estimate(pair, sample).standard
        columns[f"{'DA' if name.startswith('MLQE') else 'MQM'} {pair}"] = [
            rank(values[:, column], human) for column in range(len(names))
        ]
    print("| feature | " + " | ".join(columns) + " |")
    print("| --- |" + " --- |" * len(columns))
    for number, name in enumerate(names):
        print(f"| {name} | " + " | ".join(f"{c[number]:.2f}" for c in columns.values()) + " |")


def soundness() -> None:
    print("\n### Fluency: a good sentence above the same with one defect, share\n")
    print("| language | n | " + " | ".join(KINDS) + " |\n| --- | --- |" + " --- |" * len(KINDS))
    shares = []
    for tag, listed in news().items():
        texts = [text for text in listed if text]
        chance, pool, profile, row = random.Random(1), endings(texts, tag), language(tag), []
        for kind in KINDS:
            pairs = [(t, b) for t in texts if (b := broken(t, tag, kind, pool, chance))]
            good, bad = (
                estimates.of_targets(list(side), profile, [""] * len(pairs))
                for side in zip(*pairs, strict=True)
            )
            row.append(float((good > bad).mean()))
        shares.append(row)
        print(f"| {tag} | {len(texts)} | " + " | ".join(f"{share:.2f}" for share in row) + " |")
    print("| mean | | " + " | ".join(f"{share:.2f}" for share in np.mean(shares, axis=0)) + " |")


def worthless() -> None:
    print("\n### Targets that are worth nothing: 95th percentile of adequacy, of fluency\n")
    print("| pair | good, median | copy | other language | other sentence | empty |")
    print("| --- | --- | --- | --- | --- | --- |")
    texts = news()
    for left, right, third in (
        ("en", "de", "fr"),
        ("zh", "fr", "es"),
        ("en", "zh", "ja"),
        ("en", "ar", "ru"),
        ("fr", "ru", "uk"),
        ("de", "es", "pt"),
    ):
        sources, targets = texts[left], texts[right]
        cases = (targets, sources, texts[third], targets[7:] + targets[:7], ["…"] * len(sources))
        cells = []
        for number, case in enumerate(cases):
            found = estimate(
                f"{left}-{right}", [Sentence(s, t, 0) for s, t in zip(sources, case, strict=True)]
            )
            level = 0.95 if number else 0.5
            values = [np.quantile(v, level) for v in (found.adequacy, found.fluency)]
            cells.append(f"{values[0]:.2f}, {values[1]:.2f}")
        print(f"| {left}-{right} | " + " | ".join(cells) + " |")


def speed(sets: dict[tuple[str, str], list[Sentence]]) -> None:
    print("\n### Speed, all scores together\n")
    print("| pair | characters | pairs a second and core |\n| --- | --- | --- |")
    for pair in ("en-de", "zh-en"):
        sentences = random.Random(0).sample(sets["WMT MQM", pair], SAMPLE)
        estimate(pair, sentences[:50])
        begin = time.process_time()
        for start in range(0, SAMPLE, 1000):
            estimate(pair, sentences[start : start + 1000])
        seconds = time.process_time() - begin
        size = np.mean([len(s.source) + len(s.target) for s in sentences])
        print(f"| {pair} | {size:.0f} | {SAMPLE / seconds:,.0f} |")
    print(f"\n{len(matrix.NAMES)} features; one thread.")


def main() -> None:
    if not DATA.is_dir():
        sys.exit("the data beside the project is not there")
    sets = judged()
    assessments(sets)
    soundness()
    worthless()
    speed(sets)
    features(sets)


if __name__ == "__main__":
    main()
