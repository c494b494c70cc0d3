"""Human judgements of translations, and pairs made of good translations."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from corpus import DATA
from evaluate import COLUMNS
from export import LANGUAGES

csv.field_size_limit(10**8)
SEED = 0
WORST = 25.0
"""Penalty points of a sentence at most: what MQM gives to one that is no translation."""
HALLUCINATED = {
    "full_unsupport": -3.0,
    "strong_unsupport": -2.2,
    "repetitions": -1.6,
    "omission": -1.6,
    "named_entities": -0.6,
}
"""What a kind of hallucination counts as, in standard deviations of direct assessments."""
FIELDS = ["set", "pair", "doc", "system", "source", "target", "raw", "split"]


@dataclass(frozen=True)
class Reader:
    """Reads the sets of data/quality."""

    folder: Path = DATA / "quality"

    def table(self, name: str) -> pd.DataFrame:
        """Give a set as texts."""
        return pd.read_csv(
            self.folder / f"{name}.tsv.xz", sep="\t", quoting=3, dtype=str, keep_default_na=False
        )

    def mqm(self) -> pd.DataFrame:
        """Give WMT sentences with their penalty points, raters averaged; `raw` is negative."""
        table = self.table("wmt_qe23_spans")
        table["raw"] = table.mqm_from_severity.astype(float).clip(lower=-WORST)
        keys = ["lang_pair", "year", "doc_id", "seg_id", "system", "source", "target"]
        table = table.groupby(keys, sort=False).raw.mean().reset_index()
        table["set"], table["doc"] = "mqm-" + table.year, table.year + "/" + table.doc_id
        table["split"] = ""
        table["seg"] = pd.to_numeric(table.seg_id, errors="coerce").fillna(0)
        return table.rename(columns={"lang_pair": "pair"})[[*FIELDS, "seg"]]

    def assessed(self) -> pd.DataFrame:
        """Give MLQE-PE direct assessments and WMT 2024 ESA scores, 0 to 100."""
        da = self.table("mlqe_pe")
        da = da[(da.score != "") & da.split.isin(["train", "dev"])].copy()
        da["raw"], da["set"] = da.score.astype(float), "da"
        da["doc"], da["system"] = da.lang_pair + "/" + da.doc_id, "nmt"
        esa = self.table("wmt24_esa")
        esa["raw"] = esa.esa_score.astype(float)
        keys = ["lang_pair", "doc_id", "seg_id", "system", "source", "target"]
        esa = esa.groupby(keys, sort=False).raw.mean().reset_index()
        esa["set"], esa["doc"], esa["split"] = "esa", esa.doc_id, "train"
        both = pd.concat([da, esa], ignore_index=True).rename(columns={"lang_pair": "pair"})
        return both[FIELDS]

    def hallucinated(self) -> pd.DataFrame:
        """Give German-English sentences with the kind of their hallucination."""
        table = self.table("hallucinations_deen")
        raw = np.full(len(table), 0.3)
        for name, value in HALLUCINATED.items():
            raw = np.where(table[name] == "1", np.minimum(raw, value), raw)
        return pd.DataFrame(
            {
                "set": "hallucination",
                "pair": "de-en",
                "doc": "deen/" + table.source,
                "system": "nmt",
                "source": table.source,
                "target": table.target,
                "raw": raw,
                "split": "train",
            }
        )

    def news(self) -> pd.DataFrame:
        """Give the clean news, one column a language."""
        table = self.table("ntrex_clean_dev")
        return table[["doc_id"]].assign(**{tag: table[COLUMNS[tag]] for tag in LANGUAGES})


def paragraphs(mqm: pd.DataFrame, count: int) -> pd.DataFrame:
    """Join neighbouring sentences of one system to paragraphs; their penalties are added up."""
    chance = random.Random(SEED)
    glue = {"zh": "", "ja": ""}
    groups = [
        group.sort_values("seg", kind="stable")
        for _, group in mqm.groupby(["pair", "doc", "system"], sort=True)
    ]
    groups = [group for group in groups if len(group) > 1]
    rows = []
    for _ in range(count):
        group = chance.choice(groups)
        size = chance.choice((2, 2, 3, 3, 4, 5, 6, 8))
        start = chance.randrange(max(1, len(group) - size + 1))
        part = group.iloc[start : start + size]
        first = part.iloc[0]
        left, right = first.pair.split("-")
        rows.append(
            {
                **first[FIELDS].to_dict(),
                "set": first["set"].replace("mqm", "paragraphs"),
                "source": glue.get(left, " ").join(part.source),
                "target": glue.get(right, " ").join(part.target),
                "raw": max(part.raw.sum(), -2 * WORST),
            }
        )
    return pd.DataFrame(rows)


MADE = ("good", "copy", "random", "tongue", "half", "empty")
"""What pairs are made of the clean news: nothing amiss; the source again; another sentence;
another language; half of the target; next to nothing."""


def made(news: pd.DataFrame, count: int) -> pd.DataFrame:
    """Make pairs of two languages out of the clean news, sound ones and worthless ones."""
    chance = random.Random(SEED)
    tags = sorted(LANGUAGES)
    rows = []
    for _ in range(count):
        left, right, third = chance.sample(tags, 3)
        if chance.random() < 0.5 and right != "en" and third != "en":
            left = "en"
        at, other = chance.sample(range(len(news)), 2)
        if chance.random() < 0.5:
            other = (at + chance.choice((-3, -2, -1, 1, 2, 3))) % len(news)
        (kind,) = chance.choices(MADE, (8, 2, 2, 2, 2, 0.4))
        source, target = news[left].iloc[at], news[right].iloc[at]
        middle = len(target) // 2
        targets = {
            "good": target,
            "copy": source,
            "random": news[right].iloc[other],
            "tongue": news[third].iloc[at],
            "half": target[:middle] if chance.random() < 0.5 else target[middle:],
            "empty": chance.choice(("-", "…", "N/A", "1", "?")),
        }
        rows.append(
            {
                "set": f"made-{kind}",
                "pair": f"{left}-{right}",
                "doc": news.doc_id.iloc[at],
                "system": "person",
                "source": source,
                "target": targets[kind],
                "raw": {"good": 0.7, "half": -2.0}.get(kind, -3.0),
                "split": "train",
            }
        )
    return pd.DataFrame(rows)


REACH = 12
"""How many sentences away a neighbour is at most."""


def neighbours(news: pd.DataFrame, count: int) -> pd.DataFrame:
    """Pair clean news with the right sentence, one near it in the report, or any other one.

    They teach what is a translation at all and nothing else (`raw` is missing).
    """
    chance, tags = random.Random(SEED + 1), sorted(LANGUAGES)
    docs = news.doc_id.to_numpy(object)
    rows = []
    for _ in range(count):
        left, right = chance.sample(tags, 2)
        if chance.random() < 0.2 and right != "en":
            left = "en"
        at = chance.randrange(len(news))
        (kind,) = chance.choices(("true", "near", "far"), (10, 16, 10))
        others = [other for other in range(at - REACH, at + REACH + 1) if other != at]
        near = [other for other in others if 0 <= other < len(news) and docs[other] == docs[at]]
        other = at
        if kind == "near" and near:
            other = chance.choice(near)
        elif kind != "true":
            other = (at + chance.randrange(1, len(news))) % len(news)
        source, target = news[left].iloc[at], news[right].iloc[other]
        if source and target:
            rows.append(
                {
                    "set": f"made-{kind}",
                    "pair": f"{left}-{right}",
                    "doc": docs[at],
                    "system": "person",
                    "source": source,
                    "target": target,
                    "raw": np.nan,
                    "split": "train",
                }
            )
    return pd.DataFrame(rows)


def crossed(judged: pd.DataFrame, count: int) -> pd.DataFrame:
    """Make pairs of a judged source and another sentence's target, half of the same document."""
    chance = random.Random(SEED)
    groups = [group for _, group in judged.groupby("pair", sort=True)]
    rows = []
    for _ in range(count):
        group = chance.choice(groups)
        first = group.iloc[chance.randrange(len(group))]
        near = group[group.doc == first.doc]
        pool = near if chance.random() < 0.5 and len(near) > 1 else group
        other = pool.iloc[chance.randrange(len(pool))]
        if other.source != first.source:
            rows.append(
                {
                    **first[FIELDS].to_dict(),
                    "set": "made-crossed",
                    "target": other.target,
                    "raw": -3.0,
                }
            )
    return pd.DataFrame(rows)
