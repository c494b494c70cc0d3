"""Fit and measure the check of negation.

Right sentences: clean human translations (NTREX), where one side denies and the other does not.
Wrong ones: DEMETR's translations whose negation was put in or taken out. A logistic model of three
features (see auditor/checks/negation.py) tells them apart. Needs the data beside the project;
`python -m bench.negation` prints the weights and, for thresholds of confidence, what is found and
how many false alarms there are.
"""

import csv
import lzma
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from auditor.checks import negation
from auditor.text.language import language
from auditor.text.negation import knows, polarity
from bench.false_alarms import COLUMNS, SHARED

PAIRS = (
    *(("eng", column) for column in COLUMNS if column != "eng"),
    *((column, "eng") for column in ("deu", "fra", "spa", "ita", "rus", "zho-CN", "jpn")),
    ("zho-CN", "fra"),
)  # fmt: skip
PHENOMENON = "critical_id8_negation"
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def rows(name: str) -> list[dict[str, str]]:
    path = SHARED / "data" / "quality" / f"{name}.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def features(texts: tuple[str, str], tags: tuple[str, str]) -> tuple[float, float, float] | None:
    """Give what the check looks at; None where it sees no mismatch."""
    own = [language(tag) for tag in tags]
    if not all(knows(profile) for profile in own):
        return None
    sides = [polarity(text, profile) for text, profile in zip(texts, own, strict=True)]
    if bool(sides[0].denials) == bool(sides[1].denials):
        return None
    order = (0, 1) if sides[0].denials else (1, 0)
    denying, other = (sides[i] for i in order)
    odds = denying.odds + other.hidden
    if odds < negation.LEAST:
        return None
    ordered = [texts[i] for i in order], [own[i] for i in order]
    anchor, nearness = negation.evidence(denying, *ordered)
    return odds, anchor, nearness


def clean() -> Iterator[tuple[str, tuple[float, float, float]]]:
    data = rows("ntrex_clean_dev")
    for left, right in PAIRS:
        tags = COLUMNS[left], COLUMNS[right]
        for row in data:
            found = features((row[left].strip(), row[right].strip()), tags)
            if found:
                yield f"{left}-{right}", found


def wrong() -> tuple[list[tuple[str, tuple[float, float, float] | None]], int]:
    found = []
    for row in rows("demetr"):
        if row["phenomenon"] == PHENOMENON and row["good"] != row["bad"]:
            tags = tuple(row["lang_pair"].split("-"))
            found.append((tags[0], features((row["source"], row["bad"]), (tags[0], tags[1]))))
    return found, len(found)


def fitted(good: NDArray[np.float64], bad: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic model by Newton's method, both classes weighing the same."""
    x = np.c_[np.r_[bad, good], np.ones(len(bad) + len(good))]
    y = np.r_[np.ones(len(bad)), np.zeros(len(good))]
    share = np.r_[np.full(len(bad), 0.5 / len(bad)), np.full(len(good), 0.5 / len(good))]
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (share * (y - p)) - 1e-4 * weights
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + 1e-4 * np.eye(len(weights))
        weights += np.linalg.solve(curve, gradient)
    return weights


def confidence(found: tuple[float, float, float]) -> float:
    """Give what the check would say, with the weights that it has."""
    *weights, constant = negation.ENCODED
    odds = float(np.dot(weights, found)) + constant
    return float(1 / (1 + np.exp(-odds)))


def main() -> None:
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is not there")
    good = list(clean())
    bad, total = wrong()
    seen = np.array([f for _, f in bad if f and f[1:] != negation.UNENCODED])
    weights = fitted(np.array([f for _, f in good]), seen)
    print("weights of denial, anchor, nearness, constant:", weights.round(2))
    sentences = len(rows("ntrex_clean_dev"))
    print("| confidence | DEMETR found | false alarms in 1,000 sentences | worst pair |")
    print("|---|---|---|---|")
    for threshold in THRESHOLDS:
        hits = sum(f is not None and confidence(f) >= threshold for _, f in bad)
        alarms = [name for name, f in good if confidence(f) >= threshold]
        worst = max({*alarms} or {""}, key=alarms.count)
        rate = 1000 * len(alarms) / sentences / len(PAIRS)
        print(f"| {threshold} | {hits / total:.3f} | {rate:.2f} | {worst} {alarms.count(worst)} |")


if __name__ == "__main__":
    main()
