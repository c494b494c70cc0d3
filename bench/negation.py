"""Fit and measure the check of negation.

Right sentences: clean human translations (NTREX), where one side denies and the other does not.
Wrong ones: DEMETR's translations whose negation was put in or taken out, and clean translations
that deny as often on either side and lose a denial of one. A logistic model (its features are told
in auditor/checks/negation.py) tells them apart, in which one denial is lost for `TURNS` that
translators turn round; another one where both sides deny, and one does once more. Needs the data
beside the project; `python -m bench.negation` prints the weights and, for thresholds of confidence,
what is found and how many false alarms there are.
"""

import csv
import lzma
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from auditor.checks import negation
from auditor.text.language import language
from auditor.text.negation import polarity
from bench.false_alarms import COLUMNS, SHARED

PAIRS = (
    *(("eng", column) for column in COLUMNS if column != "eng"),
    *((column, "eng") for column in ("deu", "fra", "spa", "ita", "rus", "zho-CN", "jpn")),
    ("zho-CN", "fra"),
)  # fmt: skip
PHENOMENON = "critical_id8_negation"
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, negation.SURE, 0.9)
Features = tuple[float, ...]
Kind = Literal["only", "second"]
"""Whether the other side denies nothing, or once less."""
TURNS: dict[Kind, int] = {"only": 2, "second": 3}
"""Denials that translators turn round, for one that they lose."""
Found = tuple[str, Kind | None, Features]
"""Pair of languages, and what the check looks at; no kind where it sees no mismatch."""


def rows(name: str) -> list[dict[str, str]]:
    path = SHARED / "data" / "quality" / f"{name}.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def features(texts: tuple[str, str], tags: tuple[str, str]) -> Found:
    """Give what the check looks at."""
    name = "-".join(tags)
    own = [language(tag) for tag in tags]
    sides = [polarity(text, profile) for text, profile in zip(texts, own, strict=True)]
    counts = [len(side.denials) for side in sides]
    if counts[0] == counts[1] or (min(counts) and abs(counts[0] - counts[1]) > 1):
        return name, None, ()
    order = (0, 1) if counts[0] > counts[1] else (1, 0)
    denying, other = (sides[i] for i in order)
    ordered = [texts[i] for i in order], [own[i] for i in order]
    denying = negation.not_copied(denying, *ordered[0])
    if other.denials:
        lonely = negation.loneliest(denying, other, *ordered)
        return (name, "second", lonely[1]) if lonely else (name, None, ())
    odds = denying.odds + other.hidden
    if odds < negation.LEAST:
        return name, None, ()
    near = negation.nearness(*ordered)
    if near is None:
        return name, "only", (odds, *negation.UNENCODED)
    return name, "only", (odds, negation.anchor(denying, *ordered), near)


def clean() -> Iterator[Found]:
    data = rows("ntrex_clean_dev")
    for left, right in PAIRS:
        for row in data:
            yield features((row[left].strip(), row[right].strip()), (COLUMNS[left], COLUMNS[right]))


def taken_out() -> Iterator[Found]:
    """Give clean pairs that deny as often on either side, without the last denial of the second."""
    data = rows("ntrex_clean_dev")
    for left, right in PAIRS:
        tags = COLUMNS[left], COLUMNS[right]
        for row in data:
            texts = row[left].strip(), row[right].strip()
            sides = [polarity(t, language(tag)) for t, tag in zip(texts, tags, strict=True)]
            if len(sides[0].denials) != len(sides[1].denials) or not sides[0].denials:
                continue
            span = sides[1].denials[-1].span
            without = f"{texts[1][: span.start].rstrip()} {texts[1][span.end :].lstrip()}"
            yield features((texts[0], without), tags)


def perturbed() -> Iterator[Found]:
    for row in rows("demetr"):
        if row["phenomenon"] == PHENOMENON and row["good"] != row["bad"]:
            source, target = row["lang_pair"].split("-")
            yield features((row["source"], row["bad"]), (source, target))


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
    return weights


WEIGHTS: dict[Kind, tuple[float, ...]] = {"only": negation.ENCODED, "second": negation.SECOND}


def confidence(found: Found) -> float:
    """Give what the check would say, with the weights that it has."""
    kind = found[1]
    return negation.probability(WEIGHTS[kind], found[2]) if kind else 0.0


def fit(good: Sequence[Found], sets: Sequence[Sequence[Found]], kind: Kind) -> None:
    """Fit the weights of a kind of mismatch, and print them."""

    def taken(found: Sequence[Found]) -> NDArray[np.float64]:
        known = [f for _, one, f in found if one == kind and f[1:] != negation.UNENCODED]
        return np.array(known)

    weights = fitted(taken(good), [taken(found) for found in sets])
    weights[-1] -= np.log(TURNS[kind])
    print(f"weights of a denial, {kind}: {', '.join(map(str, weights.round(2)))}")


def table(good: Sequence[Found], sets: Sequence[Sequence[Found]], kinds: Sequence[Kind]) -> None:
    sentences = len(rows("ntrex_clean_dev"))
    print(f"\n| confidence ({', '.join(kinds)}) | DEMETR found | taken out "
          "| false alarms in 1,000 sentences | worst pair |")  # fmt: skip
    print("|---|---|---|---|---|")
    for threshold in THRESHOLDS:
        found = [[f for f in s if f[1] in kinds and confidence(f) >= threshold] for s in sets]
        shares = [f"{len(f) / len(s):.3f}" for f, s in zip(found, sets, strict=True)]
        alarms = [f[0] for f in good if f[1] in kinds and confidence(f) >= threshold]
        worst = max(sorted({*alarms} or {""}), key=alarms.count)
        rate = 1000 * len(alarms) / sentences / len(PAIRS)
        cells = (threshold, *shares, f"{rate:.2f}", f"{worst} {alarms.count(worst)}")
        print("|", " | ".join(map(str, cells)), "|")


def main() -> None:
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is not there")
    good, sets = list(clean()), (list(perturbed()), list(taken_out()))
    kinds: tuple[Kind, ...] = ("only", "second")
    for kind in kinds:
        fit(good, sets, kind)
    for chosen in (*((kind,) for kind in kinds), kinds):
        table(good, sets, chosen)


if __name__ == "__main__":
    main()
