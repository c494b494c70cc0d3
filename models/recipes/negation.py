"""Weigh the words that hide a denial, and the words that deny: negation_hints.tsv.

In parallel text a sentence denies in one language and affirms in the other where the translator
turned it round. A logistic model tells such pairs from pairs in which both sides deny once and the
denial of one side is not read: what a translation would look like that lost or gained it. It sees
the denial with its neighbours, and on the side that affirms what negation.toml names as hiding a
denial and the words, which may only speak for a turn. Weights are log-odds; both classes weigh the
same.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from corpus import HeldOut, Source, parallel
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from auditor.text.language import Language, language
from auditor.text.negation import HIDING, contexts, denials, hiding, lowered, traits
from auditor.text.paragraphs import prose

OUT = Path(__file__).parents[2] / "auditor" / "text" / "negation_hints.tsv"
LEFT_OUT = "lctt"
"""A set whose originals have mixed terms of use."""
MOST = 20_000
"""Pairs of one set and pair of languages that are counted."""
TAGS = {"zh": "zh-Hans", "zhTW": "zh-Hant", "pt": "pt-PT", "ptBR": "pt-BR"}
LEAST, LEAST_TURNS = 10, 4
"""Pairs, and turns among them, in which a word stands that gets a weight."""
LEAST_NAMED = 3
"""Pairs in which an expression stands that the data names, to get a weight of its own."""
PENALTY = {"denial": 3.0, "word": 8.0, "hiding": 1.0}
"""Of the squares of the weights, by kind; next to none on a language's own weight. Expressions that
are named as hiding a denial are drawn towards what is taken for them without a text."""
SMALL = 0.2
"""Weights below are not kept."""
Key = tuple[str, str, str]


@dataclass
class Pairs:
    """Pairs of which one side denies once and the other affirms, or is read as if it did."""

    features: list[tuple[Key, ...]] = field(default_factory=list)
    lost: list[bool] = field(default_factory=list)
    """Whether the denial of the other side was taken away."""
    seen: set[tuple[str, str]] = field(default_factory=set)

    def add(self, texts: tuple[str, str], own: Sequence[Language]) -> None:
        """Add a pair, in either direction that fits."""
        plain = [lowered(prose(text)) for text in texts]
        spans = [denials(text, profile) for text, profile in zip(plain, own, strict=True)]
        for side, other in ((0, 1), (1, 0)):
            if len(spans[side]) != 1 or len(spans[other]) > 1:
                continue
            left = plain[other]
            for span in spans[other]:
                left = left[: span.start] + "\x00" * (span.end - span.start) + left[span.end :]
            if (plain[side], left) in self.seen:
                continue
            self.seen.add((plain[side], left))
            denying, affirming = own[side].primary, own[other].primary
            near = contexts(plain[side], spans[side][0], own[side])
            self.features.append(
                (
                    (denying, "denial", ""),
                    *((denying, "denial", key) for key in near),
                    *((affirming, "hiding", key) for key in hiding(left, own[other])),
                    *((affirming, "word", key) for key in traits(left, own[other])),
                )
            )
            self.lost.append(bool(spans[other]))


def sentences(source: Source) -> list[tuple[str, str]]:
    """Give pairs of sentences of a set, as many as `MOST`."""
    kept = [(a, b) for a, b in source.pairs if 15 <= len(a) <= 400 and 5 <= len(b) <= 400]
    random.Random(0).shuffle(kept)
    return kept[:MOST]


def weights(pairs: Pairs) -> dict[Key, float]:
    """Fit the model: what stands on the affirming side gets no weight above 0."""
    lost = np.array(pairs.lost)
    all_of = Counter(chain.from_iterable(pairs.features))
    turns = Counter(
        key for keys, gone in zip(pairs.features, lost, strict=True) if not gone for key in keys
    )
    names = sorted(
        key
        for key, count in all_of.items()
        if not key[2]
        or (key[1] == "hiding" and count >= LEAST_NAMED)
        or (key[1] != "hiding" and count >= LEAST and turns[key] >= LEAST_TURNS)
    )
    places = {key: i for i, key in enumerate(names)}
    columns = [sorted({places[key] for key in keys if key in places}) for keys in pairs.features]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter(chain.from_iterable(columns), dtype=np.int64, count=starts[-1])
    table = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(columns), len(names)))
    share = np.where(lost, 0.5 / lost.mean(), 0.5 / (1 - lost.mean()))
    sign = np.where(lost, 1.0, -1.0)
    penalty = np.array([PENALTY[kind] if key else 0.01 for _, kind, key in names])
    prior = np.array([HIDING[key[:4]] if kind == "hiding" else 0.0 for _, kind, key in names])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = sign * (table @ w)
        slope = table.T @ (-share * sign / (1 + np.exp(odds)))
        value = (share * np.logaddexp(0, -odds)).sum() + (penalty * (w - prior) ** 2).sum() / 2
        return float(value), slope + penalty * (w - prior)

    bounds = [(None, None) if kind == "denial" else (None, 0.0) for _, kind, _ in names]
    fit = minimize(
        loss, prior, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}
    )
    return dict(zip(names, fit.x.tolist(), strict=True))


def rows(found: dict[Key, float]) -> Iterator[tuple[str, str, str, int]]:
    """Give the lines of the file, weights in hundredths."""
    for (primary, kind, key), weight in sorted(found.items()):
        if not key or kind == "hiding" or abs(weight) >= SMALL:
            yield primary, kind, key, round(100 * weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    pairs = Pairs()
    sizes, left_out = Counter[str](), Counter[str]()
    for source in parallel(HeldOut.read(), left_out):
        own = [language(TAGS.get(name, name)) for name in source.languages]
        if source.name == LEFT_OUT or own[0].primary == own[1].primary:
            continue
        for texts in sentences(source):
            sizes[source.name] += 1
            pairs.add(texts, own)
    lines = ("\t".join(map(str, row)) for row in rows(weights(pairs)))
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{sizes.total()} pairs of {len(sizes)} sets, {len(pairs.lost)} of them with a denial, "
        f"{pairs.lost.count(False)} turned round; left out: {dict(left_out)}"
    )


if __name__ == "__main__":
    main()
