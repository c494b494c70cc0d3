"""Fit and measure the check of negation.

Right sentences: clean human translations (NTREX), where one side denies and the other does not.
Wrong ones: DEMETR's translations whose negation was put in or taken out, and clean translations
that deny once on either side and lose the denial of one. A logistic model of three features (see
auditor/checks/negation.py) tells them apart, in which one denial is lost for `TURNS` that
translators turn round. Needs the data beside the project; `python -m bench.negation` prints the
weights and, for thresholds of confidence, what is found and how many false alarms there are.
"""

import csv
import lzma
from collections.abc import Iterator, Sequence

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
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, negation.SURE, 0.8)
TURNS = 2
"""Denials that translators turn round, for one that they lose."""
Features = tuple[float, float, float]


def rows(name: str) -> list[dict[str, str]]:
    path = SHARED / "data" / "quality" / f"{name}.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def features(texts: tuple[str, str], tags: tuple[str, str]) -> Features | None:
    """Give what the check looks at; None where it sees no mismatch."""
    own = [language(tag) for tag in tags]
    if not all(knows(profile) for profile in own):
        return None
    sides = [polarity(text, profile) for text, profile in zip(texts, own, strict=True)]
    if bool(sides[0].denials) == bool(sides[1].denials):
        return None
    order = (0, 1) if sides[0].denials else (1, 0)
    denying, other = (sides[i] for i in order)
    ordered = [texts[i] for i in order], [own[i] for i in order]
    denying = negation.not_copied(denying, *ordered[0])
    odds = denying.odds + other.hidden
    if odds < negation.LEAST:
        return None
    anchor, nearness = negation.evidence(denying, *ordered)
    return odds, anchor, nearness


def clean() -> Iterator[tuple[str, Features]]:
    data = rows("ntrex_clean_dev")
    for left, right in PAIRS:
        tags = COLUMNS[left], COLUMNS[right]
        for row in data:
            found = features((row[left].strip(), row[right].strip()), tags)
            if found:
                yield f"{left}-{right}", found


def taken_out() -> Iterator[tuple[str, Features | None]]:
    """Give clean pairs that deny once on either side, without the denial of the second side."""
    data = rows("ntrex_clean_dev")
    for left, right in PAIRS:
        tags = COLUMNS[left], COLUMNS[right]
        for row in data:
            texts = row[left].strip(), row[right].strip()
            sides = [polarity(t, language(tag)) for t, tag in zip(texts, tags, strict=True)]
            if any(len(side.denials) != 1 for side in sides):
                continue
            span = sides[1].denials[0].span
            without = f"{texts[1][: span.start].rstrip()} {texts[1][span.end :].lstrip()}"
            yield f"{left}-{right}", features((texts[0], without), tags)


def perturbed() -> Iterator[tuple[str, Features | None]]:
    for row in rows("demetr"):
        if row["phenomenon"] == PHENOMENON and row["good"] != row["bad"]:
            source, target = row["lang_pair"].split("-")
            yield source, features((row["source"], row["bad"]), (source, target))


def fitted(good: NDArray[np.float64], bad: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Fit a logistic model by Newton's method; every set of wrong sentences weighs the same."""
    x = np.vstack([*bad, good])
    x = np.c_[x, np.ones(len(x))]
    wrong = sum(map(len, bad))
    y = np.r_[np.ones(wrong), np.zeros(len(good))]
    of_bad = [np.full(len(part), 0.5 / len(bad) / len(part)) for part in bad]
    share = np.r_[(*of_bad, np.full(len(good), 0.5 / len(good)))]
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (share * (y - p)) - 1e-4 * weights
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + 1e-4 * np.eye(len(weights))
        weights += np.linalg.solve(curve, gradient)
    weights[-1] -= np.log(TURNS)
    return weights


def confidence(found: Features) -> float:
    """Give what the check would say, with the weights that it has."""
    *weights, constant = negation.ENCODED
    odds = float(np.dot(weights, found)) + constant
    return float(1 / (1 + np.exp(-odds)))


def main() -> None:
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is not there")
    good, sets = list(clean()), (list(perturbed()), list(taken_out()))
    seen = [np.array([f for _, f in s if f and f[1:] != negation.UNENCODED]) for s in sets]
    weights = fitted(np.array([f for _, f in good]), seen)
    print("weights of denial, anchor, nearness, constant:", weights.round(2))
    sentences = len(rows("ntrex_clean_dev"))
    print("| confidence | DEMETR found | taken out | false alarms in 1,000 sentences | worst pair |")
    print("|---|---|---|---|---|")
    for threshold in THRESHOLDS:
        shares = " | ".join(
            f"{sum(f is not None and confidence(f) >= threshold for _, f in s) / len(s):.3f}"
            for s in sets
        )
        alarms = [name for name, f in good if confidence(f) >= threshold]
        worst = max({*alarms} or {""}, key=alarms.count)
        rate = 1000 * len(alarms) / sentences / len(PAIRS)
        print(f"| {threshold} | {shares} | {rate:.2f} | {worst} {alarms.count(worst)} |")


if __name__ == "__main__":
    main()
