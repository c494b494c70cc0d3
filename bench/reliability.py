"""How far the probabilities of the aligner are to be believed: error, table and picture.

Drawn and printed by `python -m bench.alignment --picture docs/reliability.svg`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BINS = 10
_FEW = 5
"""A mark of fewer beads than this is drawn pale: its height is chance."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A bead that was found: what was said of it, and what is so."""

    probability: float
    right: bool
    pair: bool


def calibration_error(judged: Sequence[Judged]) -> float:
    """Give the expected calibration error: mean gap of probability and share of right beads."""
    gaps = [abs(sum(j.probability - j.right for j in part)) for part in binned(judged)]
    return float(sum(gaps) / max(1, len(judged)))


def binned(judged: Sequence[Judged]) -> list[list[Judged]]:
    """Group beads by the tenth that their probability lies in."""
    parts: list[list[Judged]] = [[] for _ in range(_BINS)]
    for one in judged:
        parts[min(int(one.probability * _BINS), _BINS - 1)].append(one)
    return parts


def observed(part: Sequence[Judged]) -> tuple[float, float]:
    """Give the mean probability of some beads, and the share of them that are right."""
    count = max(1, len(part))
    return sum(j.probability for j in part) / count, sum(j.right for j in part) / count


def table(judged: Sequence[Judged], title: str) -> None:
    """Print how often beads of each probability are right: pairs, and nulls."""
    print(f"\n{title}\n")
    print("| probability | pairs: foretold | right | beads | nulls: foretold | right | beads |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for number, part in enumerate(binned(judged)):
        cells = []
        for kind in (True, False):
            some = [j for j in part if j.pair == kind]
            foretold, right = observed(some)
            cells.append(f"{foretold:.2f} | {right:.2f} | {len(some):,}" if some else "| | 0")
        print(f"| {number / 10:.1f} to {number / 10 + 0.1:.1f} | {' | '.join(cells)} |")


def draw(judged: Mapping[str, Sequence[Judged]], path: Path) -> None:
    """Draw what was foretold against what was so, a small square for each set."""
    import matplotlib as mpl

    mpl.use("svg" if path.suffix == ".svg" else "agg")
    from matplotlib import pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "reliability", "svg.fonttype": "none", "font.size": 8})
    columns = 4
    rows = -(-len(judged) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(9, 2.4 * rows), sharex=True, sharey=True, layout="constrained"
    )
    for axis in axes.flat[len(judged) :]:
        axis.set_axis_off()
    for axis, (name, beads) in zip(axes.flat, judged.items(), strict=False):
        axis.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle="--")
        parts = [part for part in binned(beads) if part]
        marks = [observed(part) for part in parts]
        axis.plot(*zip(*marks, strict=True), color="#0072b2", linewidth=0.8, alpha=0.4)
        axis.scatter(
            *zip(*marks, strict=True),
            s=[6 + 12 * min(len(part), 400) ** 0.5 / 2 for part in parts],
            color=["#0072b2" if len(part) >= _FEW else "#b3d1e6" for part in parts],
            zorder=3,
        )
        axis.set_title(f"{name}\nECE {calibration_error(beads):.3f}", loc="left")
        axis.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), aspect="equal")
        axis.grid(visible=True, color="#e5e5e5", linewidth=0.6)
        axis.set_axisbelow(True)
        axis.spines[["top", "right"]].set_visible(False)
    figure.supxlabel("probability foretold")
    figure.supylabel("share of beads that are right")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {}, dpi=160)
    print(f"\n{path}: {path.stat().st_size:,} bytes")
