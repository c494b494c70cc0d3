"""Draw how far adequacy and fluency mean what they say: docs/scores.svg.

Left: the mean direct assessment of the sentences of each tenth of the adequacies, development
split of MLQE-PE, by language pair. Right: the share of good sentences among good ones and their
broken twins of each tenth of the fluencies, documents of the clean news that were kept apart.
"""

import random
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.score import estimates
from auditor.text.language import language
from bench.judged import DATA, broken, endings, judged, news
from bench.scores import KINDS, estimate

PLACE = Path(__file__).parents[1] / "docs" / "scores.svg"
Points = tuple[list[float], list[float]]


def tenths(scores: NDArray[np.float64], truth: NDArray[np.float64]) -> Points:
    """Give the means of scores and of what is true in ten classes of equal size."""
    parts = np.array_split(np.argsort(scores, kind="stable"), 10)
    return [float(scores[p].mean()) for p in parts], [float(truth[p].mean()) for p in parts]


def adequacy() -> dict[str, Points]:
    found = {}
    for (name, pair), sentences in sorted(judged().items()):
        if name == "MLQE-PE DA":
            human = np.array([s.human for s in sentences]) / 100
            found[pair] = tenths(estimate(pair, sentences).adequacy, human)
    return found


def fluency() -> dict[str, Points]:
    found, scores, truth = {}, [], []
    for tag, listed in news().items():
        texts = [text for text in listed if text]
        chance, pool = random.Random(2), endings(texts, tag)
        pairs = [(t, b) for k in KINDS for t in texts if (b := broken(t, tag, k, pool, chance))]
        for side, value in zip(zip(*pairs, strict=True), (1.0, 0.0), strict=True):
            scores.append(estimates.of_targets(list(side), language(tag), [""] * len(side)))
            truth.append(np.full(len(side), value))
        found[tag] = tenths(np.concatenate(scores[-2:]), np.concatenate(truth[-2:]))
    found["all"] = tenths(np.concatenate(scores), np.concatenate(truth))
    return found


def main() -> None:
    if not DATA.is_dir():
        sys.exit("the data beside the project is not there")
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "auditor", "svg.fonttype": "none", "font.size": 9})
    figure, sides = plt.subplots(1, 2, figsize=(8, 4), layout="constrained")
    for axes, name, data in zip(
        sides, ("adequacy", "fluency"), (adequacy(), fluency()), strict=True
    ):
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=0.8)
        for label, (x, y) in data.items():
            bold = label == "all"
            axes.plot(
                x, y, marker="." if not bold else "o", linewidth=2 if bold else 0.9, label=label
            )
        axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel=name)
        axes.legend(fontsize=6, frameon=False, ncols=2)
    sides[0].set_ylabel("direct assessment by people, over 100")
    sides[1].set_ylabel("share of good sentences")
    figure.savefig(PLACE, metadata={"Date": None})
    print(f"wrote {PLACE.name}")


if __name__ == "__main__":
    main()
