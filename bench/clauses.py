"""Measure omitted and added clauses and sentences: cut from human translations, or put into them.

Needs the data beside the project. Run it from the project's root: `python -m bench.clauses`.
`--fit` learns the rule of `auditor/score/support.py` anew and writes its weights (needs
scikit-learn); the table is then of documents that the rule did not see.
"""

import argparse
import math
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from auditor.backends.builtin import encoder
from auditor.checks.clauses import PRIOR, PSEUDO_BEADS
from auditor.score import support
from auditor.text.language import language
from bench.false_alarms import COLUMNS, documents

RULE = Path(support.__file__).with_name("support.toml")
PAIRS = [("eng", name) for name in COLUMNS if name not in ("eng", "fra-CA", "spa-MX")] + [
    ("zho-TW", "fra"),
    ("zho-CN", "eng"),
    ("fra", "eng"),
    ("rus", "eng"),
    ("deu", "fra"),
]
Row = Mapping[str, str]
Measured = tuple[np.ndarray, np.ndarray, np.ndarray]


def without_clause(text: str, spaced: bool, chance: random.Random) -> str | None:
    """Cut a clause of 15 to 60 % of the sentence, between marks; None where there is none."""
    marks = r"(?<=[,;:–—])\s+|\s+(?=\()" if spaced else r"(?<=[，；：、,])"
    parts = [part for part in re.split(marks, text) if part]
    clauses = [i for i, part in enumerate(parts) if 0.15 <= len(part) / len(text) <= 0.6]
    if len(parts) < 2 or not clauses:
        return None
    lost = chance.choice(clauses)
    return (" " if spaced else "").join(parts[:lost] + parts[lost + 1 :])


def measured(data: Sequence[Row], source: str, target: str, side: int) -> Measured:
    """Give features, whether a clause was cut, and the document, of sentences whole and cut.

    Args:
        data: the clean documents.
        source: column of the originals.
        target: column of the translations.
        side: 0 to cut from the target (omission), 1 from the source (addition).
    """
    chance = random.Random(0)
    languages = [language(COLUMNS[name]) for name in (source, target)]
    expected = math.log(languages[1].length_ratio / languages[0].length_ratio)
    ratios = defaultdict(list)
    for row in data:
        if row[source] and row[target]:
            ratios[row["doc_id"]].append(math.log(len(row[target]) / len(row[source])))
    texts, cut, documents, lengths = [], [], [], []
    for row in data:
        whole = (row[source], row[target])
        if not all(whole):
            continue
        changed = without_clause(whole[1 - side], languages[1 - side].spaced, chance)
        if changed is None:
            continue
        usual = usual_length(ratios[row["doc_id"]], expected)
        other = (whole[0], changed) if side == 0 else (changed, whole[1])
        for pair, lost in ((whole, 0), (other, 1)):
            texts.append(pair if side == 0 else pair[::-1])
            cut.append(lost)
            documents.append(row["doc_id"])
            length = math.log(len(pair[1]) / len(pair[0])) - usual
            lengths.append(length if side == 0 else -length)
    found = tuple(support.supports(texts, encoder()))
    kept = [i for i, one in enumerate(found) if one is not None]
    features = [support.features(found[i], lengths[i]) for i in kept]  # type: ignore[arg-type]
    return (
        np.array(features),
        np.array([cut[i] for i in kept]),
        np.array([documents[i] for i in kept]),
    )


def usual_length(ratios: Sequence[float], expected: float) -> float:
    """Give the usual logarithm of the length ratio of a document."""
    middle = float(np.median(ratios)) if ratios else 0.0
    return (PSEUDO_BEADS * expected + len(ratios) * middle) / (PSEUDO_BEADS + len(ratios))


def fitted(sets: Sequence[Measured], documents: frozenset[str]) -> tuple[float, np.ndarray]:
    """Learn the rule on some documents: bias and weights."""
    from sklearn.linear_model import LogisticRegression

    parts = [np.isin(d, sorted(documents)) for _, _, d in sets]
    features = np.vstack([x[part] for (x, _, _), part in zip(sets, parts, strict=True)])
    cut = np.concatenate([y[part] for (_, y, _), part in zip(sets, parts, strict=True)])
    middle, spread = features.mean(0), features.std(0)
    model = LogisticRegression(max_iter=5000).fit((features - middle) / spread, cut)
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
    heads = ("pair", "sentences", "AUROC", "recall at 1 false a document", "at 0.3")
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
        lines += [f"{n} = {w:.4f}" for n, w in zip(support.FEATURES, weights, strict=True)]
        RULE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    by_half = [fitted(every, halves[1]), fitted(every, halves[0])]
    rules = {doc: by_half[doc not in halves[0]] for doc in names}
    table(named, rules)


if __name__ == "__main__":
    main()
