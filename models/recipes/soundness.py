"""Learn whether a sentence is sound.

A logistic regression on few features, learnt on clean news against the same with one defect
(`corruption.py`), every fourth document kept apart.
"""

import random
from collections.abc import Iterator

import numpy as np
from corruption import Breaker, held_back
from export import LANGUAGES
from judgements import Reader
from sklearn.linear_model import LogisticRegression

from auditor.score import matrix, wording
from auditor.score.estimates import length_class
from auditor.text.language import language

SEED = 0
ALONE = wording.NAMES
"""Features of a sentence that its fluency is estimated from."""
KINDS = ("swapped", "inflection", "dropped")
USUAL = 10
"""One sentence of so many is taken to be broken."""
TOGETHER = 2
"""Broken twins of a sentence and kind."""


def twins(
    models: matrix.Models, tag: str, texts: list[str], kind: str, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Give the features of good sentences and of the same with one defect."""
    breaker, chance = Breaker(tag, texts * 4), random.Random(seed)
    pairs = [(text, breaker.broken(text, kind, chance)) for text in texts]
    sides = zip(*[pair for pair in pairs if pair[1]], strict=True)
    profile = language(tag)
    columns = [wording.NAMES.index(name) for name in ALONE]
    good, broken = (_measured(models, list(side), profile)[:, columns] for side in sides)
    return good, broken


def _measured(models: matrix.Models, texts: list[str], profile: object) -> np.ndarray:
    return wording.measure(models.read(texts, profile))


def news(kept: bool) -> Iterator[tuple[str, list[str]]]:
    """Give the clean news of each language: the documents kept apart, or the others."""
    table = Reader().news()
    part = table[table.doc_id.map(held_back) == kept]
    for tag in LANGUAGES:
        yield tag, [text for text in part[tag] if text]


def fluency(models: matrix.Models) -> dict[str, np.ndarray]:
    """Give the weights of the features, the curve of lengths, and the scale; print the accuracies.

    The weights tell a good sentence from its broken twin. What good sentences of a length have by
    the weights is taken off, in classes of length, for a fluency is no measure of length; the scale
    makes a chance of the rest, one sentence in `USUAL` being broken.
    """
    good, broken = [], []
    for tag, texts in news(kept=False):
        for kind in KINDS:
            for seed in range(TOGETHER):
                a, b = twins(models, tag, texts, kind, seed)
                good.append(a)
                broken.append(b)
    a, b = np.concatenate(good), np.concatenate(broken)
    spread = np.concatenate([a, b]).std(axis=0) + 1e-6
    gap = (a - b) / spread
    both, side = np.concatenate([gap, -gap]), np.repeat([1, 0], len(gap))
    choice = LogisticRegression(fit_intercept=False, C=1.0, max_iter=500).fit(both, side)
    weights = choice.coef_[0] / spread
    sizes = a[:, ALONE.index("units")]
    places = np.quantile(sizes, np.linspace(0.01, 0.99, 12))
    usual = np.polyval(np.polyfit(sizes, a @ weights, 2), places)
    found = {"logit_fluency": np.append(weights, 0.0), "curve_fluency": np.stack([places, usual])}

    def value(features: np.ndarray) -> np.ndarray:
        return features @ weights - np.interp(length_class(features), places, usual)

    scale = LogisticRegression(C=100.0).fit(
        np.concatenate([value(a), value(b)])[:, None], np.repeat([1, 0], len(a))
    )
    found["scale_fluency"] = np.array(
        [scale.coef_[0, 0], scale.intercept_[0] + np.log(USUAL - 1)], dtype=np.float64
    )
    print("| language | " + " | ".join(KINDS) + " |")
    shares = []
    for tag, texts in news(kept=True):
        twin = [twins(models, tag, texts, kind, 7) for kind in KINDS]
        shares.append([float((value(a) > value(b)).mean()) for a, b in twin])
        row = " | ".join(f"{share:.3f}" for share in shares[-1])
        print(f"| {tag} | {row} |", flush=True)
    print("| mean | " + " | ".join(f"{share:.3f}" for share in np.mean(shares, axis=0)) + " |")
    return found
