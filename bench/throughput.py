"""Measure how fast the catalogue is: pairs a second of CPU time, every check in one run.

Needs the data beside the project. Run it from the project's root:
`OMP_NUM_THREADS=1 python -m bench.throughput`. The pairs are those of the news, repeated, and those
of documentation and everyday sentences, each another one. `--pairs` says how many (default 10,000);
`--each` times each check alone on the news as well.
"""

import argparse
import functools
import lzma
import resource
import time
from collections.abc import Callable, Iterator, Sequence

from auditor import runner
from auditor.config import Config
from bench.false_alarms import COLUMNS, SHARED, documents, material, side

NEWS = (
    ("eng", "fra"),
    ("eng", "zho-CN"),
    ("zho-TW", "fra"),
    ("eng", "arb"),
    ("eng", "rus"),
)
PARALLEL = (("en", "fr"), ("en", "zh"), ("zh", "fr"), ("en", "ar"), ("en", "ru"))
TAGS = {"zh": "zh-Hans"}


def news(columns: tuple[str, str], pairs: int) -> runner.Material:
    """Make a bitext of so many pairs of news, one document; sentences come again and again."""
    rows = [r for part in documents().values() for r in part if all(r[c].strip() for c in columns)]
    texts = [[rows[i % len(rows)][c].strip() for i in range(pairs)] for c in columns]
    return bitext([COLUMNS[c] for c in columns], texts)


def distinct(languages: tuple[str, str], pairs: int) -> runner.Material:
    """Make a bitext of so many pairs at most, spread over a set of parallel text, no two alike."""
    path = SHARED / "data" / "parallel" / f"{'-'.join(languages)}.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = [tuple(line.rstrip("\n").split("\t")[1:3]) for line in file]
    rows = [row for row in rows if len(row) == 2 and all(text.strip() for text in row)]
    rows = rows[:: max(1, len(rows) // pairs)][:pairs]
    texts = [[row[place].strip() for row in rows] for place in (0, 1)]
    return bitext([TAGS.get(tag, tag) for tag in languages], texts)


def bitext(tags: Sequence[str], texts: Sequence[Sequence[str]]) -> runner.Material:
    source, target = (side(tag, tag, own) for tag, own in zip(tags, texts, strict=True))
    return material(source, target)


def seconds(one: runner.Material, config: Config) -> float:
    """Give the CPU time of a run."""
    begin = time.process_time()
    runner.run(one, config)
    return time.process_time() - begin


def whole(pairs: int) -> Iterator[str]:
    """Time the whole catalogue on both kinds of text."""
    yield "| languages | text | pairs | characters a side | pairs a second | memory, MB |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    made: list[tuple[str, Callable[[], runner.Material]]] = []
    made += [("news", functools.partial(news, pair, pairs)) for pair in NEWS]
    made += [("distinct", functools.partial(distinct, pair, pairs)) for pair in PARALLEL]
    for kind, make in made:
        one = make()
        count, sides = len(one.pairs), (one.document("source"), one.document("target"))
        length = sum(len(document.text) for document in sides) // 2 // count
        names = " → ".join(document.lang for document in sides)
        taken = seconds(one, Config())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
        yield (
            f"| {names} | {kind} | {count:,} | {length} | {count / max(taken, 1e-6):,.0f} |"
            f" {memory:,} |"
        )


def each(pairs: int) -> Iterator[str]:
    """Time each check alone on the news; what checks share is counted for every one."""
    yield f"| check | {' | '.join(f'{COLUMNS[a]} → {COLUMNS[b]}' for a, b in NEWS)} |"
    yield f"| --- |{' ---: |' * len(NEWS)}"
    every = [news(pair, pairs) for pair in NEWS]
    names = list(runner.catalogue())
    for one in every:
        runner.run(one, Config(checks={n: {"enabled": False} for n in names[1:]}))
    taken: dict[str, list[float]] = {}
    for name in names:
        only = Config(checks={n: {"enabled": n == name} for n in names})
        taken[name] = [seconds(one, only) for one in every]
    for name, own in sorted(taken.items(), key=lambda item: -sum(item[1])):
        yield f"| {name} | {' | '.join(f'{pairs / max(s, 1e-6):,.0f}' for s in own)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--each", action="store_true")
    asked = parser.parse_args()
    for line in whole(asked.pairs):
        print(line, flush=True)
    if asked.each:
        print()
        print("\n".join(each(asked.pairs)))


if __name__ == "__main__":
    main()
