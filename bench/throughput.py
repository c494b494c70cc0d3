"""Measure how fast each check is, on pairs of the news: pairs a second of CPU time.

Needs the data beside the project. Run it from the project's root:
`OMP_NUM_THREADS=1 python -m bench.throughput`. `--pairs` says how many pairs (default 10,000).
"""

import argparse
import time
from collections.abc import Iterator

from auditor import runner
from auditor.config import Config
from bench.false_alarms import COLUMNS, documents, material, side


def sample(columns: tuple[str, str], pairs: int) -> runner.Material:
    """Make a bitext of so many pairs, one document, sentences repeated with their number."""
    rows = [r for part in documents().values() for r in part if all(r[c].strip() for c in columns)]
    texts = [[rows[i % len(rows)][c].strip() for i in range(pairs)] for c in columns]
    source, target = (side(c, COLUMNS[c], t) for c, t in zip(columns, texts, strict=True))
    return material(source, target)


def table(pairs: int) -> Iterator[str]:
    """Time each check for three language pairs."""
    columns = (("eng", "fra"), ("eng", "zho-CN"), ("zho-TW", "fra"))
    yield f"| check | {' | '.join(f'{COLUMNS[a]} → {COLUMNS[b]}' for a, b in columns)} |"
    yield f"| --- |{' ---: |' * len(columns)}"
    every = [sample(pair, pairs) for pair in columns]
    seconds: dict[str, list[float]] = {}
    names = list(runner.catalogue())
    for one in every:
        runner.run(one, Config(checks={n: {"enabled": False} for n in names[1:]}))
    for name in names:
        only = Config(checks={n: {"enabled": n == name} for n in names})
        for one in every:
            begin = time.process_time()
            runner.run(one, only)
            seconds.setdefault(name, []).append(time.process_time() - begin)
    for name, taken in sorted(seconds.items(), key=lambda item: -sum(item[1])):
        yield f"| {name} | {' | '.join(f'{pairs / max(s, 1e-6):,.0f}' for s in taken)} |"
    totals = [sum(taken) for taken in zip(*seconds.values(), strict=True)]
    yield f"| all together | {' | '.join(f'{pairs / s:,.0f}' for s in totals)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    print("\n".join(table(parser.parse_args().pairs)))


if __name__ == "__main__":
    main()
