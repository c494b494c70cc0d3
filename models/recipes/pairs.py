"""Linear models of single language pairs, beside the forests that learn from all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sparse
from sklearn.linear_model import Ridge

from auditor.backends.quality import HEADS
from auditor.score import strings
from auditor.score.estimates import TRUST

BITS = 13
"""Runs of characters fall in two to this power buckets of a side."""
LEAST = 2000
"""Judged pairs of a language pair that a model of its own needs."""
RIDGE = {"adequacy": 800.0, "penalty": 2500.0}
SHARES = (0.5, 1.0, 2.0, 3.0)
"""Weights of a model beside the forest that are tried."""
WIDE, PRODUCT, RUNS = 4.0, 32.0, 8.0
"""Widths of the vectors, their products and the runs: what is wider is held back less."""
STEPS, REACH = 7, 4.0
"""Steps to each side of zero that weights of runs are kept in, and how many standard deviations the
last of them is."""


@dataclass
class PairModels:
    """Learns a linear model of each language pair that people judged.

    Attributes:
        rows: all pairs.
        standard: their standard features, without the marks of gaps.
        vectors: of sources and targets: shape (2, rows, dimensions).
        text: runs of characters, in 2 ** strings.BITS buckets a side.
        aims: what each head learns; NaN where a row tells nothing.
    """

    rows: pd.DataFrame
    standard: np.ndarray
    vectors: np.ndarray
    text: sparse.csr_matrix
    aims: dict[str, np.ndarray]

    def pairs(self, head: str, able: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """Give each language pair with the places of all its rows."""
        judged = self.rows.pair[able & ~np.isnan(self.aims[head])].value_counts()
        for pair in sorted(judged.index[judged >= LEAST]):
            yield pair, np.flatnonzero((self.rows.pair == pair).to_numpy())

    def inputs(self, at: np.ndarray) -> sparse.csr_matrix:
        """Give the columns of some rows: vectors, product, features, one, runs of characters."""
        source, target = self.vectors[:, at]
        dense = [WIDE * source, WIDE * target, PRODUCT * source * target]
        dense += [self.standard[at], np.ones((len(at), 1))]
        runs = self.text[at].tocoo()
        side, bucket = np.divmod(runs.col, 1 << strings.BITS)
        column = (side << BITS) + (bucket >> strings.BITS - BITS)
        shape = (len(at), 2 << BITS)
        folded = sparse.csr_matrix((RUNS * runs.data, (runs.row, column)), shape=shape)
        return sparse.hstack([sparse.csr_matrix(np.concatenate(dense, axis=1)), folded]).tocsr()

    def fit(self, head: str, inputs: sparse.csr_matrix, aim: np.ndarray) -> np.ndarray:
        """Give the weights of the columns."""
        model = Ridge(
            alpha=RIDGE[head], solver="sparse_cg", max_iter=60, tol=1e-3, fit_intercept=False
        )
        return model.fit(inputs, aim).coef_

    def learn(
        self, able: np.ndarray, folds: list[tuple[np.ndarray, np.ndarray]]
    ) -> tuple[dict[tuple[str, str], np.ndarray], dict[str, np.ndarray]]:
        """Learn all models.

        Args:
            able: rows that may be learnt from.
            folds: rows to learn on, and rows to estimate, of each part.

        Returns:
            The weights of each head and pair; and what each head's models say of all rows, NaN
            where the pair has no model. A row that is learnt from is estimated without its part.
        """
        kept = {}
        said = {head: np.full(len(self.rows), np.nan) for head in HEADS}
        for head in HEADS:
            for pair, at in self.pairs(head, able):
                inputs, aim = self.inputs(at), self.aims[head][at]
                taught = able[at] & ~np.isnan(aim)
                kept[head, pair] = self.fit(head, inputs[taught], aim[taught])
                values = inputs @ kept[head, pair]
                for train, test in folds:
                    here = taught & test[at]
                    if here.any():
                        rest = taught & train[at]
                        values[here] = inputs[here] @ self.fit(head, inputs[rest], aim[rest])
                said[head][at] = values
        return kept, said

    def joined(
        self, able: np.ndarray, said: dict[str, np.ndarray], estimates: pd.DataFrame
    ) -> tuple[pd.DataFrame, dict[tuple[str, str], tuple[float, float]]]:
        """Put forests and models together, as `auditor.score.estimates` does.

        The share of a model is the one that agrees best with people, on documents and systems that
        it did not see; a model that tells nothing more than the forests is left out.

        Args:
            able: rows that were learnt from.
            said: what `learn` gave.
            estimates: of the forests, none of which learnt from the row.

        Returns:
            The estimates with the models; and the factor and the share of each model that is kept.
        """
        chance = (1 / (1 + np.exp(-estimates.worth.to_numpy()))) ** TRUST
        found, mixes = estimates.copy(), {}
        for head in HEADS:
            forest, aim = estimates[head].to_numpy(), self.aims[head]
            for pair, at in self.pairs(head, able):
                taught = at[able[at] & ~np.isnan(aim[at])]
                both = {share: forest + share * said[head] for share in (0.0, *SHARES)}
                agreed = {
                    share: float(np.corrcoef(level[taught], aim[taught])[0, 1])
                    for share, level in both.items()
                }
                best = max(agreed, key=lambda share: agreed[share])
                print(
                    f"{head} {pair}: Pearson {agreed[0.0]:.3f}, with a share of {best} of its "
                    f"model {agreed[best]:.3f}",
                    flush=True,
                )
                if best:
                    level = both[best]
                    factor = float((level[taught] * aim[taught]).sum() / (level[taught] ** 2).sum())
                    gain = chance[at] * (factor * level[at] - forest[at])
                    found.loc[at, head] = forest[at] + gain
                    mixes[head, pair] = factor, best
        return found, mixes

    def packed(
        self,
        weights: dict[tuple[str, str], np.ndarray],
        mixes: dict[tuple[str, str], tuple[float, float]],
    ) -> dict[str, np.ndarray]:
        """Give the models that are kept, as the model of quality holds them."""
        data = {}
        for head in HEADS:
            tags = sorted(pair for name, pair in mixes if name == head)
            data |= self._packed(head, [weights[head, pair] for pair in tags])
            data[f"pairs_{head}"] = np.array(tags, np.str_)
            data[f"pair_{head}_mix"] = np.array([mixes[head, pair] for pair in tags])
        return data

    def _packed(self, head: str, weights: list[np.ndarray]) -> dict[str, np.ndarray]:
        size = self.vectors.shape[2]
        widths = np.repeat(
            [WIDE, WIDE, PRODUCT, 1.0], [size, size, size, self.standard.shape[1] + 1]
        )
        whole = np.array(weights).reshape(len(weights), len(widths) + (2 << BITS))
        dense, runs = whole[:, : len(widths)] * widths, whole[:, len(widths) :] * RUNS
        scales = REACH / STEPS * runs.std(axis=1)
        steps = np.clip(np.rint(runs / scales[:, None]), -STEPS, STEPS)
        return {
            f"pair_{head}_dense": dense.astype(np.float16),
            f"pair_{head}_scales": scales,
            f"pair_{head}_runs": steps.astype(np.int8).reshape(len(weights), 2, 1 << BITS),
        }
