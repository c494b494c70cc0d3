"""Measure the checks on contrastive pairs: a right translation, and the same with one error put in.

A pair counts as found when the findings of the bad version weigh more than those of the good one
(MQM multipliers of their severities); a tie is a miss. The good version is disturbed when it has a
finding that the bad one has not. Needs the data beside the project; run it from the project's root
as `python -m bench.contrastive`. DEMETR (Karpinska et al. 2022) has ten languages into English,
HW-TSC (Chen et al. 2022) Chinese into English; pairs whose two versions are the same are left out.
`--show PHENOMENON` prints the pairs that are missed instead.
"""

import argparse
import csv
import lzma
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor import runner
from auditor.config import Config
from auditor.core.bitext import Bead, Bitext, Pair
from auditor.core.mqm import Finding
from auditor.rows import of_bitext
from bench.false_alarms import SHARED, context_of, side

SETS = ("demetr", "hwtsc_challenge22")
REVERSED = "base_id35_reference"
"""Its bad version is the reference."""
CONFIGS = (Config(), Config(min_confidence=0.0))
Row = Mapping[str, str]


@dataclass
class Tally:
    """What became of the pairs of one phenomenon."""

    pairs: int = 0
    found: int = 0
    disturbed: int = 0
    found_unsure: int = 0
    """Found when findings of every confidence count."""
    disturbed_unsure: int = 0


def findings(row: Row, version: str, config: Config) -> tuple[Finding, ...]:
    """Run every enabled check on one sentence and its translation."""
    tags = row["lang_pair"].split("-")
    source, target = side("source", tags[0], [row["source"]]), side("target", tags[1], [version])
    bitext = Bitext(
        source[0], target[0], source[1], target[1], (Bead((0,), (0,), probability=0.99),)
    )
    table = of_bitext(bitext)
    material = runner.Material(
        context=context_of(source[0], target[0]),
        segments={"source": dict(enumerate(source[1])), "target": dict(enumerate(target[1]))},
        rows={"source": {0: 1}, "target": {0: 1}},
        originals={1: row["source"]},
        pairs=tuple(
            Pair(made.index, made.source, made.target, bead)
            for made, bead in table
            if bead and made.source and made.target
        ),
        bitext=bitext,
    )
    outcome = runner.run(material, config)
    crashed = [skip for skip in outcome.skips if skip.crashed]
    if crashed:
        raise RuntimeError(f"{crashed[0].check}: {crashed[0].reason}")
    return outcome.findings


def penalty(found: tuple[Finding, ...]) -> float:
    weights = Config().scoring
    return sum(weights.weight(finding.severity) for finding in found)


def rows(name: str, limit: int) -> Iterator[Row]:
    """Give the pairs of a set; at most `limit` of each phenomenon, spread over the set."""
    path = SHARED / "data" / "quality" / f"{name}.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        data = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in data:
        if row["phenomenon"] != REVERSED and row["good"] != row["bad"]:
            kinds[row["phenomenon"]].append(row)
    for kind in sorted(kinds):
        every = kinds[kind]
        step = max(1, len(every) // limit) if limit else 1
        yield from every[::step][: limit or None]


def measure(name: str, limit: int, show: str) -> tuple[dict[str, Tally], int]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    runs = 0
    known: dict[tuple[str, str], list[tuple[Finding, ...]]] = {}
    for row in rows(name, limit):
        kind = row["phenomenon"]
        if show and show not in kind:
            continue
        key = row["source"], row["good"]
        if key not in known:
            known[key] = [findings(row, row["good"], config) for config in CONFIGS]
            runs += len(CONFIGS)
        good = known[key]
        bad = [findings(row, row["bad"], config) for config in CONFIGS]
        runs += len(CONFIGS)
        tally = tallies[kind]
        tally.pairs += 1
        sure, unsure = (penalty(b) > penalty(g) for g, b in zip(good, bad, strict=True))
        new, unsure_new = (is_new(g, b) for g, b in zip(good, bad, strict=True))
        tally.found += sure
        tally.found_unsure += unsure
        tally.disturbed += new
        tally.disturbed_unsure += unsure_new
        if show and (not sure or new):
            mark = "MISSED" if not sure else "DISTURBED"
            print(
                f"{mark} {row['lang_pair']} {kind}\n  {row['source']}\n"
                f"  + {row['good']}\n  - {row['bad']}"
            )
            for sign, found in (("+", good[1]), ("-", bad[1])):
                for finding in found:
                    print(f"    {sign} {finding.check} {finding.confidence:.2f} {finding.text!r}")
    return tallies, runs


def is_new(good: tuple[Finding, ...], bad: tuple[Finding, ...]) -> bool:
    """Tell whether the good version has a finding that the bad one has not."""
    return bool({(f.check, f.text) for f in good} - {(f.check, f.text) for f in bad})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="most pairs of each phenomenon")
    parser.add_argument("--show", default="", help="part of a phenomenon's name")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        parser.exit(1, f"{SHARED} is not there\n")
    print(
        "| set | phenomenon | pairs | found | good disturbed "
        "| found, any confidence | good disturbed |"
    )
    print("|---|---|---:|---:|---:|---:|---:|")
    start, runs = time.process_time(), 0
    for name in SETS:
        tallies, done = measure(name, arguments.limit, arguments.show)
        runs += done
        for kind, tally in tallies.items():
            shares = (tally.found, tally.disturbed, tally.found_unsure, tally.disturbed_unsure)
            cells = " | ".join(f"{share / tally.pairs:.3f}" for share in shares)
            print(f"| {name} | {kind} | {tally.pairs} | {cells} |")
    print(f"\n{runs / (time.process_time() - start):,.0f} pairs a second")


if __name__ == "__main__":
    main()
