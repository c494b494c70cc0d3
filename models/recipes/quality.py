"""Train the model of quality on human judgements, and measure it on what it did not see.

    python models/recipes/quality.py --out build/models
    python models/recipes/quality.py --out build/models --measure

A linear model of runs of characters comes first: its out-of-fold estimates are features of forests
of boosted trees (Ke et al. 2017), which learn two things, each in standard deviations within a
set: direct assessments ("adequacy") and the logarithm of MQM penalty points ("penalty"). A linear
model of each language pair that people judged stands beside them (`pairs.py`). Curves fitted on
out-of-fold estimates turn them into the scales that people know.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sparse
from calibration import curves, measure
from corpus import ROOT, arguments
from export import LANGUAGES, write_manifest
from judgements import Reader, crossed, made, neighbours, paragraphs
from lightgbm import LGBMRegressor
from sklearn.linear_model import Ridge

sys.path.insert(0, str(ROOT))
import pairs
import soundness

from auditor.backends.fluency import fluency
from auditor.backends.quality import grown
from auditor.score import matrix, strings
from auditor.text.language import language

SEED = 0
PARAGRAPHS, MADE, CROSSED, NEIGHBOURS = 24_000, 14_000, 8_000, 36_000
FOLDS, RUN_FOLDS = (5, 3), (3, 2)
"""Folds by document and by system: a sentence is estimated by forests that saw neither its document
nor its system, and by runs of characters that did not; the runs take long and have fewer."""
COMMON = {
    "objective": "regression",
    "subsample": 0.7,
    "subsample_freq": 1,
    "colsample_bytree": 0.3,
    "max_bin": 63,
    "reg_lambda": 20.0,
    "random_state": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "n_jobs": 1,
    "verbose": -1,
}
FORESTS = {
    "adequacy": {
        "n_estimators": 600,
        "learning_rate": 0.05,
        "num_leaves": 40,
        "max_depth": 6,
        "min_child_samples": 60,
    },
    "worth": {
        "objective": "binary",
        "n_estimators": 150,
        "learning_rate": 0.08,
        "num_leaves": 24,
        "max_depth": 5,
        "min_child_samples": 40,
    },
    "penalty": {
        "n_estimators": 400,
        "learning_rate": 0.04,
        "num_leaves": 24,
        "max_depth": 5,
        "min_child_samples": 100,
    },
}
WORTHLESS = tuple(
    f"made-{kind}" for kind in ("copy", "random", "tongue", "empty", "crossed", "near", "far")
)
GAPS = ("meaning_target_covered", "source_usual", "target_usual", "other_tongue")
"""Features whose absence tells which models did not know a language."""
STRINGS = ("source_assessed", "source_penal", "target_assessed", "target_penal")
"""Columns that the linear models of runs of characters give."""


def usual() -> dict[str, tuple[float, float]]:
    """Give the mean log probability of a unit of the clean news of each language."""
    model, news, found = fluency(), Reader().news(), {}
    for tag in LANGUAGES:
        flat, lengths = model.units(list(news[tag]))
        likely, alone = model.unit_logprobs(flat, lengths, tag)
        found[tag] = (float(likely.mean()), float(alone.mean()))
    return found


def judged(most: int | None) -> pd.DataFrame:
    """Give all rows, or so many of each language pair of a set: whole documents, chosen by hash."""
    reader = Reader()
    mqm, assessed, sick = reader.mqm(), reader.assessed(), reader.hallucinated()
    counts = [PARAGRAPHS, MADE, CROSSED, NEIGHBOURS]
    if most is not None:
        mqm, assessed, sick = (fewer(part, most) for part in (mqm, assessed, sick))
        counts = [min(count, 3 * most) for count in counts]
    learnt = pd.concat([mqm, assessed[assessed.split == "train"]], ignore_index=True)
    parts = [mqm, assessed, sick, paragraphs(mqm, counts[0])]
    parts += [made(reader.news(), counts[1]), crossed(learnt, counts[2])]
    parts += [neighbours(reader.news(), counts[3])]
    rows = pd.concat(parts, ignore_index=True)
    return rows[rows.source.str.strip() != ""].reset_index(drop=True)


def fewer(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Give so many rows at most of each language pair and split of a set, by whole documents."""
    order = np.argsort(pd.util.hash_array(rows.doc.to_numpy(object)), kind="stable")
    part = rows.iloc[order].groupby(["set", "pair", "split"], sort=False).head(most)
    return part.sort_index().reset_index(drop=True)


def gather(
    out: Path, most: int | None = None
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray, sparse.csr_matrix]:
    """Give the rows, their features, vectors and runs of characters; kept in a folder."""
    rows_at, features_at, vectors_at, runs_at = (
        out / f"quality.{name}" for name in ("rows", "npy", "vectors.npy", "npz")
    )
    if rows_at.is_file():
        rows = pd.read_pickle(rows_at)
    else:
        rows = judged(most)
        rows.to_pickle(rows_at)
    if not (features_at.is_file() and vectors_at.is_file()):
        for place, part in zip((features_at, vectors_at), features(rows), strict=True):
            np.save(place, part)
    if not runs_at.is_file():
        sides = [runs(list(rows.source)), runs(list(rows.target))]
        sparse.save_npz(runs_at, sparse.hstack(sides).tocsr(), compressed=False)
    return rows, np.load(features_at), np.load(vectors_at), sparse.load_npz(runs_at)


def features(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the features of all rows, and the vectors of sources and targets."""
    models = matrix.Models.shipped(usual())
    found = np.full((len(rows), len(matrix.NAMES)), np.nan, np.float32)
    vectors = np.zeros((2, len(rows), models.encoder.dimensions), np.float32)
    for pair, group in rows.groupby("pair"):
        left, right = map(language, pair.split("-"))
        for begin in range(0, len(group), 1000):
            part = group.iloc[begin : begin + 1000]
            sources, targets = list(part.source), list(part.target)
            read = models.read(targets, right)
            found[part.index], vectors[:, part.index] = matrix.of_pairs(
                sources, targets, left, right, models, read
            )
    return found, vectors


def runs(texts: list[str]) -> sparse.csr_matrix:
    """Give the runs of characters of texts: each row has the root of their number as its weight."""
    parts = []
    for begin in range(0, len(texts), 5000):
        part = texts[begin : begin + 5000]
        found = list(strings.buckets(part))
        bucket, owner = (np.concatenate(side) for side in zip(*found, strict=True))
        weight = (1 / np.sqrt(np.bincount(owner)))[owner].astype(np.float32)
        shape = (len(part), 1 << strings.BITS)
        parts.append(sparse.csr_matrix((weight, (owner, bucket)), shape=shape))
    return sparse.vstack(parts).tocsr()


def aims(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give what the heads shall learn; NaN where a row tells nothing of it.

    The third is 1 for a translation, good or bad, and 0 for what is none. The others are in
    standard deviations within a language pair of a set of assessments, or of all MQM; crossed pairs
    of languages that no model knows would teach them nothing.
    """
    assessed, penalty = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    home = rows["set"].str.replace("paragraphs", "mqm")
    for (name, _), group in rows.groupby([home, "pair"]):
        at = group.index
        if name in ("da", "esa"):
            assessed[at] = (group.raw - group.raw.mean()) / group.raw.std()
        elif not name.startswith("mqm") and name != "made-crossed":
            assessed[at] = group.raw
    for _, group in rows[home.str.startswith("mqm")].groupby("pair"):
        points = np.log1p(-group.raw)
        own = points[group["set"].str.startswith("mqm")]
        penalty[group.index] = (points - own.mean()) / own.std()
    worthless = rows["set"].isin(WORTHLESS).to_numpy()
    penalty[worthless & (rows.raw.notna() & (rows["set"] != "made-crossed")).to_numpy()] = 3.0
    unsure = (rows["set"] == "hallucination").to_numpy() & (rows.raw < 0).to_numpy()
    worth = np.where(unsure, np.nan, np.where(worthless, 0.0, 1.0))
    worth[unsure & (rows.raw < -2).to_numpy()] = 0.0
    return assessed, penalty, worth


class Quality:
    """The model while it is trained."""

    def __init__(
        self,
        rows: pd.DataFrame,
        found: np.ndarray,
        vectors: np.ndarray,
        text: sparse.csr_matrix,
        kept: Path,
    ) -> None:
        self.rows, self.vectors, self.text = rows, vectors, text
        self.aims = dict(zip(("adequacy", "penalty", "worth"), aims(rows), strict=True))
        self.docs = pd.util.hash_array(rows.doc.to_numpy(object))
        self.systems = pd.util.hash_array((rows.pair + rows.system).to_numpy(object))
        self.dev = (rows.split == "dev").to_numpy()
        self.made = rows["set"].str.startswith("made").to_numpy()
        if not kept.is_file():
            columns, weights = self.stacked()
            np.savez(kept, columns=columns, weights=weights)
        with np.load(kept) as data:
            columns, self.weights = data["columns"], data["weights"]
        self.found = np.concatenate([found, columns], axis=1).astype(np.float64)

    def linear(self, at: np.ndarray, aim: np.ndarray) -> np.ndarray:
        """Give the weights of runs of characters, learnt on some rows."""
        model = Ridge(alpha=6.0, solver="sparse_cg", max_iter=15, tol=1e-3, fit_intercept=False)
        return model.fit(self.text[at], aim[at] - aim[at].mean()).coef_.astype(np.float32)

    def weighed(self, weights: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Give what the runs of each side say: shape (rows, 2)."""
        half = 1 << strings.BITS
        part = self.text[at]
        return np.stack([part[:, :half] @ weights[:half], part[:, half:] @ weights[half:]], axis=1)

    def stacked(self) -> tuple[np.ndarray, np.ndarray]:
        """Give the string columns of all rows, and the weights that are kept.

        A row that the weights are learnt on is estimated by weights that were learnt without its
        document and its system; the development split is never learnt on.
        """
        columns, kept = np.zeros((len(self.rows), 4), np.float32), []
        for number, aim in enumerate((self.aims["adequacy"], self.aims["penalty"])):
            able = ~self.dev & ~np.isnan(aim) & ~self.made
            places = [number, 2 + number]
            whole = self.linear(np.flatnonzero(able), aim)
            kept.append(whole)
            columns[:, places] = self.weighed(whole, np.arange(len(self.rows)))
            for train, test in self.folds(*RUN_FOLDS):
                at, rest = np.flatnonzero(able & test), np.flatnonzero(able & train)
                if len(at):
                    columns[np.ix_(at, places)] = self.weighed(self.linear(rest, aim), at)
            print(f"runs of characters learnt: {number + 1} of 2", flush=True)
        half = 1 << strings.BITS
        sides = [[w[:half] for w in kept], [w[half:] for w in kept]]
        return columns, np.array(sides).transpose(0, 2, 1)

    def folds(self, docs: int, systems: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Give the rows to learn on and those to estimate, of every fold."""
        single = self.rows.system.isin(["nmt", "person"]).to_numpy()
        for doc in range(docs):
            for system in range(systems):
                here, alike = self.docs % docs == doc, self.systems % systems == system
                yield ~here & (~alike | single) & ~self.dev, here & alike & ~self.dev

    def norms(self, train: np.ndarray) -> dict[str, np.ndarray]:
        """Give means and spreads of the features of the judged rows that are marked."""
        judged = self.found[train & ~self.made]
        return {
            "centre": np.nanmean(judged, axis=0),
            "spread": np.nanstd(judged, axis=0) + 1e-6,
        }

    def with_pairs(self, estimates: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
        """Join the forests' estimates with models of single language pairs; give the models too."""
        x = standard(self.found, self.norms(~self.dev))[:, : self.found.shape[1]]
        models = pairs.PairModels(self.rows, x, self.vectors, self.text, self.aims)
        able = ~self.dev & ~self.made
        weights, said = models.learn(able, list(self.folds(*RUN_FOLDS)))
        joined, mixes = models.joined(able, said, estimates)
        return joined, models.packed(weights, mixes)

    def fit(self, train: np.ndarray) -> dict[str, np.ndarray]:
        """Give the numbers of the forests, learnt on the rows that are marked."""
        data = self.norms(train)
        x = standard(self.found, data)
        good = self.rows["set"].to_numpy() == "made-good"
        data["good"] = x[train & good].mean(axis=0, keepdims=True)
        for head, aim in self.aims.items():
            at = np.flatnonzero(train & ~np.isnan(aim))
            forest = LGBMRegressor(**{**COMMON, **FORESTS[head]}).fit(x[at], aim[at])
            data |= {f"{head}_{name}": part for name, part in arrays(forest).items()}
        return data

    def estimates(self, data: dict[str, np.ndarray], at: np.ndarray) -> dict[str, np.ndarray]:
        """Give the estimates of both heads for some rows."""
        x = standard(self.found[at], data)
        return {
            head: grown(
                x,
                data[f"{head}_feature"],
                *(data[f"{head}_{part}"].astype(np.float32) for part in ("limit", "value")),
            )
            for head in self.aims
        }


def standard(raw: np.ndarray, data: dict[str, np.ndarray]) -> np.ndarray:
    """Give standard features, as `auditor.backends.quality.QualityModel.standard` does."""
    gaps = np.isnan(raw)
    x = np.where(gaps, 0.0, np.clip((raw - data["centre"]) / data["spread"], -4.0, 4.0))
    return np.concatenate([x, gaps[:, [matrix.NAMES.index(name) for name in GAPS]]], axis=1)


def arrays(forest: LGBMRegressor) -> dict[str, np.ndarray]:
    """Give complete binary trees: features and limits of the forks, values of the ends.

    A row goes left where its feature is at most the limit; a fork that the tree lacks sends every
    row left.
    """
    trees = [tree["tree_structure"] for tree in forest.booster_.dump_model()["tree_info"]]
    depth = max(map(_depth, trees))
    feature = np.zeros((len(trees), 2**depth - 1), np.int16)
    limit = np.full(feature.shape, np.inf, np.float32)
    value = np.zeros((len(trees), 2**depth), np.float32)
    for number, tree in enumerate(trees):
        _lay(tree, 0, depth, (feature[number], limit[number], value[number]))
    return {
        "feature": feature,
        "limit": limit.astype(np.float16),
        "value": value.astype(np.float16),
    }


def _depth(node: dict) -> int:
    if "leaf_value" in node:
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))


def _lay(node: dict, place: int, depth: int, out: tuple[np.ndarray, ...]) -> None:
    feature, limit, value = out
    level = (place + 1).bit_length() - 1
    if "leaf_value" in node:
        width = 2 ** (depth - level)
        first = (place + 1) * width - 2**depth
        value[first : first + width] = node["leaf_value"]
        return
    feature[place], limit[place] = node["split_feature"], node["threshold"]
    _lay(node["left_child"], 2 * place + 1, depth, out)
    _lay(node["right_child"], 2 * place + 2, depth, out)


def out_of_fold(model: Quality) -> pd.DataFrame:
    """Estimate every judged row by a model that saw neither its document nor its system.

    Direct assessments of the development split are estimated from the training split.
    """
    estimates = pd.DataFrame(np.nan, model.rows.index, list(model.aims))
    jobs = [*model.folds(*FOLDS), (~model.dev, model.dev)]
    for train, test in jobs:
        at = np.flatnonzero(test)
        for head, values in model.estimates(model.fit(train), at).items():
            estimates.loc[at, head] = values
        print(f"{train.sum():,} rows learnt, {len(at):,} estimated", flush=True)
    return estimates


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--measure", action="store_true", help="write no model")
    options = parser.parse_args()
    model = Quality(*gather(options.out, options.most), options.out / "quality.columns.npz")
    estimates = out_of_fold(model)
    estimates.to_pickle(options.out / "quality.estimates")
    estimates, own = model.with_pairs(estimates)
    measure(model.rows, estimates)
    learnt = curves(model.rows, estimates)
    if options.measure:
        return
    data = model.fit(~model.dev)
    data |= learnt | own
    data |= soundness.fluency(matrix.Models.shipped(usual()))
    write(model, data, options.models)


def write(model: Quality, data: dict[str, np.ndarray], models: Path) -> None:
    """Write the model and the manifest."""
    folder = models / "quality"
    folder.mkdir(parents=True, exist_ok=True)
    norms = usual()
    scale = np.abs(model.weights).max() / 127
    np.save(folder / "strings.npy", np.rint(model.weights / scale).astype(np.int8))
    data |= {
        "string_scales": np.array(scale),
        "names": np.array([*matrix.NAMES, *STRINGS]),
        "gaps": np.array([matrix.NAMES.index(name) for name in GAPS]),
        "usual_tags": np.array(list(norms)),
        "usual": np.array(list(norms.values())),
    }
    np.savez(folder / "quality.npz", **data)
    write_manifest(models)


if __name__ == "__main__":
    main()
