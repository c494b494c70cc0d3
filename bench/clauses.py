"""Measure omitted and added clauses and sentences: cut from human translations, or put into them.

Needs the data beside the project. Run it from the project's root: `python -m bench.clauses`.
`--fit` learns the rule of `auditor/score/lost_clause.py` anew and writes its weights (needs
scikit-learn); the table is then of documents that the rule did not see.
"""

import argparse
import math
import random
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from auditor.backends.builtin import encoder
from auditor.checks.clauses import PRIOR
from auditor.score import lost_clause
from auditor.score.lost_clause import Trace, Usual, expected_length, features, log_ratio
from auditor.score.support import supports
from auditor.text.language import language
from bench.false_alarms import COLUMNS, documents

RULE = Path(lost_clause.__file__).with_suffix(".toml")
PAIRS = [("eng", name) for name in COLUMNS if name not in ("eng", "fra-CA", "spa-MX")] + [
    ("zho-TW", "fra"),
    ("zho-CN", "eng"),
    ("fra", "eng"),
    ("rus", "eng"),
    ("deu", "fra"),
]
Row = Mapping[str, str]
Measured = tuple[np.ndarray, np.ndarray, np.ndarray]
Pairs = Mapping[str, Sequence[tuple[Trace, float, bool]]]
"""Of each document: traces, logarithms of length ratios, and whether a clause was cut. Every
sentence is there whole, and those that have a clause to cut once more without it."""


def without_clause(text: str, spaced: bool, chance: random.Random) -> str | None:
    """Cut a clause of 15 to 60 % of the sentence, between marks; None where there is none."""
    marks = r"(?<=[,;:–—])\s+|\s+(?=\()" if spaced else r"(?<=[，；：、,])"
    parts = [part for part in re.split(marks, text) if part]
    clauses = [i for i, part in enumerate(parts) if 0.15 <= len(part) / len(text) <= 0.6]
    if len(parts) < 2 or not clauses:
        return None
    lost = chance.choice(clauses)
    return (" " if spaced else "").join(parts[:lost] + parts[lost + 1 :])


def traced(data: Sequence[Row], source: str, target: str, side: int) -> Pairs:
    """Compare the sentences of each document, and those from which a clause was cut.

    Args:
        data: the clean documents.
        source: column of the originals.
        target: column of the translations.
        side: 0 to cut from the target (omission), 1 from the source (addition).
    """
    chance = random.Random(0)
    spaced = language(COLUMNS[(target, source)[side]]).spaced
    pairs: list[tuple[str, str]] = []
    told: list[tuple[str, bool]] = []
    for row in data:
        whole = (row[source], row[target])
        if not all(whole):
            continue
        changed = without_clause(whole[1 - side], spaced, chance)
        pairs.append(whole)
        told.append((row["doc_id"], False))
        if changed is not None:
            pairs.append((whole[0], changed) if side == 0 else (changed, whole[1]))
            told.append((row["doc_id"], True))
    every: dict[str, list[tuple[Trace, float, bool]]] = defaultdict(list)
    for pair, (name, cut), found in zip(pairs, told, supports(pairs, encoder()), strict=True):
        if found is not None:
            trace = Trace.of(found.turned() if side else found)
            every[name].append((trace, log_ratio(*pair) * (-1 if side else 1), cut))
    return every


def measured(data: Sequence[Row], source: str, target: str, side: int) -> Measured:
    """Give features, whether a clause was cut, and the document, of sentences whole and cut.

    Args:
        data: the clean documents.
        source: column of the originals.
        target: column of the translations.
        side: 0 to cut from the target (omission), 1 from the source (addition).
    """
    expected = expected_length(language(COLUMNS[source]), language(COLUMNS[target]))
    values, cuts, names = [], [], []
    for name, pairs in traced(data, source, target, side).items():
        usual = Usual.of(
            [trace for trace, _, cut in pairs if not cut],
            [length for _, length, cut in pairs if not cut],
            -expected if side else expected,
        )
        for trace, length, cut in pairs:
            values.append(features(trace, length, usual))
            cuts.append(int(cut))
            names.append(name)
    return np.array(values), np.array(cuts), np.array(names)


def usual_values(data: Sequence[Row]) -> Mapping[str, float]:
    """Give the medians over all documents of what is usual in one."""
    found: dict[str, list[float]] = defaultdict(list)
    for source, target in PAIRS:
        for side in (0, 1):
            for all_pairs in traced(data, source, target, side).values():
                pairs = [pair for pair in all_pairs if not pair[2]]
                lengths = [length for _, length, _ in pairs]
                middle = statistics.median(lengths)
                found["spread"].append(statistics.median(abs(x - middle) for x in lengths))
                for name, place in lost_clause.PLACES.items():
                    found[name].append(statistics.median(t.values[place] for t, _, _ in pairs))
    return {name: round(statistics.median(values), 4) for name, values in sorted(found.items())}


def fitted(sets: Sequence[Measured], documents: frozenset[str]) -> tuple[float, np.ndarray]:
    """Learn the rule on some documents: bias and weights. Whole and cut sentences weigh alike."""
    from sklearn.linear_model import LogisticRegression

    parts = [np.isin(d, sorted(documents)) for _, _, d in sets]
    features = np.vstack([x[part] for (x, _, _), part in zip(sets, parts, strict=True)])
    cut = np.concatenate([y[part] for (_, y, _), part in zip(sets, parts, strict=True)])
    middle, spread = features.mean(0), features.std(0)
    model = LogisticRegression(max_iter=5000, class_weight="balanced")
    model.fit((features - middle) / spread, cut)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - weights @ middle), weights


def scores(rule: tuple[float, np.ndarray], features: np.ndarray) -> np.ndarray:
    """Give the log odds that a clause is missing."""
    values: np.ndarray = rule[0] + features @ rule[1]
    return values


def table(
    named: Mapping[str, Sequence[Measured]], rules: Mapping[str, tuple[float, np.ndarray]]
) -> None:
    """Print recall against false alarms; every document by the rule that did not see it."""
    heads = ("pair", "whole sentences", "AUROC", "recall at 1 false a document", "at 0.3")
    print(f"| {' | '.join((*heads, 'by default', 'false by default'))} |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    bound = math.log((1 - PRIOR) / PRIOR)
    for name, sets in named.items():
        values = np.concatenate(
            [[scores(rules[doc], x[i : i + 1])[0] for i, doc in enumerate(d)] for x, _, d in sets]
        )
        cut = np.concatenate([y for _, y, _ in sets])
        documents = len({doc for _, _, d in sets for doc in d}) * len(sets)
        good = np.sort(values[cut == 0])[::-1]
        bad = values[cut == 1]
        above = (bad[:, None] > good[None, :]).mean() + 0.5 * (bad[:, None] == good[None, :]).mean()
        recalls = [(bad > good[int(documents * rate)]).mean() for rate in (1, 0.3)]
        print(
            f"| {name} | {len(good)} | {above:.3f} | {recalls[0]:.2f} | {recalls[1]:.2f} "
            f"| {(bad > bound).mean():.2f} | {(good > bound).sum() / documents:.2f} a document |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    data = [row for part in documents().values() for row in part]
    names = sorted(documents())
    halves = [frozenset(names[::2]), frozenset(names[1::2])]
    named = {
        f"{COLUMNS[a]} → {COLUMNS[b]}": [measured(data, a, b, side) for side in (0, 1)]
        for a, b in PAIRS
    }
    every = [one for sets in named.values() for one in sets]
    if options.fit:
        bias, weights = fitted(every, frozenset(names))
        lines = ["# Written by `python -m bench.clauses --fit`.", "", f"bias = {bias:.4f}"]
        lines += [f"{n} = {w:.4f}" for n, w in zip(lost_clause.FEATURES, weights, strict=True)]
        print("usual in a document:", usual_values(data), file=sys.stderr)
        RULE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    by_half = [fitted(every, halves[1]), fitted(every, halves[0])]
    rules = {doc: by_half[doc not in halves[0]] for doc in names}
    table(named, rules)


if __name__ == "__main__":
    main()
