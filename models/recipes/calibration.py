"""Calibrate out-of-fold estimates of quality to the scales that people know, and measure them."""

import itertools

import numpy as np
import pandas as pd
from scipy.optimize import curve_fit
from sklearn.isotonic import IsotonicRegression


def rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Give Spearman's correlation."""
    return float(pd.Series(np.asarray(a)).rank().corr(pd.Series(np.asarray(b)).rank()))


def increasing(x: np.ndarray, y: np.ndarray, knots: int = 24) -> np.ndarray:
    """Give the knots of an isotonic curve: shape (2, knots), strictly increasing."""
    curve = IsotonicRegression(increasing="auto").fit(x, y)
    places = np.unique(np.quantile(x, np.linspace(0.002, 0.998, knots)))
    values = np.array([curve.predict([p - 0.08, p, p + 0.08]).mean() for p in places])
    tilt = np.sign(values[-1] - values[0]) * 1e-4 * np.arange(len(places))
    return np.stack([places, values + tilt])


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give the knots of the logistic curve that is nearest to values in [0, 1]: shape (2, 60)."""

    def curve(points: np.ndarray, slope: float, middle: float) -> np.ndarray:
        return 1 / (1 + np.exp(-slope * (points - middle)))

    found, _ = curve_fit(curve, x, y, p0=(1.0, -1.0))
    places = np.linspace(-4, 3, 60)
    return np.stack([places, curve(places, *found)])


def curves(rows: pd.DataFrame, estimates: pd.DataFrame) -> dict[str, np.ndarray]:
    """Give the curves from estimates to the scales that people know, and their intervals."""
    assessed = rows["set"].isin(["da", "esa"]) & estimates.adequacy.notna()
    worthless = rows["set"].str.match("made-(copy|random|tongue|empty|crossed)")
    value = np.where(worthless, 0.0, rows.raw / 100)
    at = (assessed | worthless).to_numpy() & estimates.adequacy.notna().to_numpy()
    mqm = rows["set"].str.match("mqm|paragraphs") & estimates.penalty.notna()
    points, estimate = -rows.raw[mqm].to_numpy(), estimates.penalty[mqm].to_numpy()
    found = {
        "curve_adequacy": logistic(estimates.adequacy[at].to_numpy(), value[at]),
        "curve_penalty": increasing(estimate, points),
    }
    low, high = intervals(estimate, points)
    found["curve_penalty_low"], found["curve_penalty_high"] = low, high
    half = pd.util.hash_array(rows.doc[mqm].to_numpy(object)) % 2 == 0
    bounds = [np.interp(estimate[~half], *side) for side in intervals(estimate[half], points[half])]
    inside = (points[~half] >= bounds[0]) & (points[~half] <= bounds[1])
    print(f"intervals learnt on half of the documents hold {inside.mean():.3f} of the other half:")
    for pair, part in pd.Series(inside).groupby(rows.pair[mqm][~half].to_numpy()):
        print(f"  {pair}: {part.mean():.3f}")
    sums = rows[mqm].assign(expected=np.interp(estimate, *found["curve_penalty"]))
    sums = sums[sums["set"].str.startswith("mqm")]
    docs = sums.groupby(["pair", "doc", "system"]).agg(
        points=("raw", lambda raw: -raw.sum()), expected=("expected", "sum"), size=("raw", "size")
    )
    names = docs.index.get_level_values("doc").to_numpy(object)
    ratio, size = np.log((docs.points + 1) / (docs.expected + 1)), docs["size"]
    ratio, size = ratio.to_numpy(), size.to_numpy()
    shares = []
    for number in range(HALVES):
        half = pd.util.hash_array(names, hash_key=f"{number:016d}") % 2 == 0
        held = [
            np.interp(np.log(size[~half]), SIZES, side)
            for side in factors(ratio[half], size[half], names[half])
        ]
        shares.append(((ratio[~half] >= held[0]) & (ratio[~half] <= held[1])).mean())
    print(
        f"documents, the mean of {HALVES} halvings: {np.mean(shares):.3f}; "
        f"least {min(shares):.3f}, most {max(shares):.3f}"
    )
    for name, side in zip(("low", "high"), factors(ratio, size, names), strict=True):
        found[f"curve_document_{name}"] = np.array([SIZES, side])
    return found


SIZES = np.log([3.0, 9.0, 20.0])
"""Logarithms of the sentences of a document at which its bounds are given."""
HALVES = 10
AIM = 0.92
"""Share of translations to hold: nine of ten, and about one standard error of it by documents."""
PARTS = 10
"""Parts of the documents, each of which is held back once when the bounds are made."""


def factors(ratio: np.ndarray, size: np.ndarray, names: np.ndarray) -> tuple[np.ndarray, ...]:
    """Give the bounds, at each of `SIZES`, of the logarithm of points over expected points.

    The systems of one document miss alike, so that bounds by all translations would hold fewer of
    a new document's. They are as wide as is needed to hold `AIM` of the translations of documents
    that they were not made with, by cross-validation (CV+, Barber et al. 2021, by document).
    """
    part = pd.util.hash_array(names, hash_key="documents-parted") % PARTS
    for share in np.arange(0.05, 0.0, -0.0025):
        inside = np.zeros(len(ratio), np.bool_)
        for number in range(PARTS):
            here = part == number
            low, high = _factors(ratio[~here], size[~here], share)
            at = np.log(size[here])
            inside[here] = (ratio[here] >= np.interp(at, SIZES, low)) & (
                ratio[here] <= np.interp(at, SIZES, high)
            )
        if inside.mean() >= AIM:
            break
    return _factors(ratio, size, share)


def _factors(ratio: np.ndarray, size: np.ndarray, share: float) -> tuple[np.ndarray, ...]:
    bins = [size <= 5, (size > 5) & (size <= 12), size > 12]
    sides = [np.quantile(ratio[part], [share, 1 - share]) for part in bins]
    return tuple(np.array(sides).T)


def intervals(estimate: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give curves between which nine of ten sentences lie: conformal, by level of the estimate.

    Split conformal prediction (Vovk et al. 2005; Romano et al. 2019) on out-of-fold estimates:
    the 5th and the 95th percentile of the points in 12 classes of the estimate.
    """
    edges = np.quantile(estimate, np.linspace(0, 1, 13))
    middle, low, high = [], [], []
    for begin, end in itertools.pairwise(edges):
        part = np.sort(points[(estimate >= begin) & (estimate <= end)])
        middle.append((begin + end) / 2)
        low.append(part[int(0.05 * len(part))])
        high.append(part[min(int(np.ceil(0.95 * (len(part) + 1))), len(part)) - 1])
    return (
        np.stack([middle, np.maximum.accumulate(low)]),
        np.stack([middle, np.maximum.accumulate(high)]),
    )


def measure(rows: pd.DataFrame, estimates: pd.DataFrame) -> None:
    """Print how the out-of-fold estimates agree with people, beside length alone."""
    rows = rows.assign(**{name: estimates[name] for name in estimates})
    rows["size"] = -rows.source.str.len()
    print("| set | pair | n | length | estimate | Pearson |")
    print("| --- | --- | --- | --- | --- | --- |")
    judged = rows[rows["set"].str.match("mqm|paragraphs|da|esa")]
    for (name, pair), group in judged.groupby(["set", "pair"]):
        if name == "da":
            group = group[group.split == "dev"]
        value = group.adequacy if name in ("da", "esa") else -group.penalty
        print(
            f"| {name} | {pair} | {len(group)} | {rank_correlation(group['size'], group.raw):.2f} "
            f"| {rank_correlation(value, group.raw):.2f} "
            f"| {np.corrcoef(value, group.raw)[0, 1]:.2f} |"
        )
    for kind in ("mqm", "paragraphs"):
        part = rows[rows["set"].str.startswith(kind)]
        for pair, group in part.groupby("pair"):
            docs = group.groupby(["doc", "system"])[["raw", "penalty", "size"]].mean()
            print(
                f"| {kind}, all years | {pair} | {len(group)} "
                f"| {rank_correlation(group['size'], group.raw):.2f} "
                f"| {rank_correlation(-group.penalty, group.raw):.2f} | |"
            )
            if kind == "mqm":
                print(
                    f"| documents | {pair} | {len(docs)} "
                    f"| {rank_correlation(docs['size'], docs.raw):.2f} "
                    f"| {rank_correlation(-docs.penalty, docs.raw):.2f} | |"
                )
    sick = rows[rows["set"] == "hallucination"]
    bad = sick.raw < 0
    doubt = 1 / (1 + np.exp(-sick.worth))
    ranks = (np.exp(sick.adequacy) * np.minimum(1, doubt / 0.5)).rank()
    area = 1 - (ranks[bad].mean() - (bad.sum() + 1) / 2) / (~bad).sum()
    print(f"hallucinations: AUROC {area:.3f}")
    for name, group in rows[rows["set"].str.startswith("made")].groupby("set"):
        print(name, group.adequacy.quantile([0.05, 0.5, 0.95]).round(2).tolist())
    for name, group in rows.groupby("set"):
        chance = 1 / (1 + np.exp(-group.worth))
        print("worth", name, chance.quantile([0.01, 0.05, 0.5, 0.95]).round(3).tolist())
