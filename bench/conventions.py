"""Measure some checks: false alarms on clean translations, known good pairs, and their speed.

Needs the data beside the project. Run it from the project's root with the ids of checks:
`python -m bench.conventions mojibake date-format`, or `--all`. The speed is told for 10,000 pairs.
"""

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence

from auditor import runner
from auditor.config import Config
from bench import false_alarms
from bench.false_alarms import COLUMNS, SHARED, Alarms

PAIRS = 10_000


def rates(alarms: Mapping[str, Alarms], ids: Sequence[str]) -> Iterator[str]:
    yield f"| check | {' | '.join(alarms)} |"
    yield f"|---|{'---:|' * len(alarms)}"
    for name in [*ids, "all of them"]:
        checks = ids if name == "all of them" else [name]
        cells = (f"{own.rate(checks):.2f}" if own.rate(checks) else "" for own in alarms.values())
        yield f"| {name} | {' | '.join(cells)} |"


def speeds(ids: Sequence[str]) -> Iterator[str]:
    """Time each check on pairs of several languages, in thousands of pairs a second."""
    materials = [
        false_alarms.material(source, target)
        for column, tag in COLUMNS.items()
        for source, target in false_alarms.translations(column, tag)
    ]
    pairs = sum(len(material.pairs) for material in materials)
    yield "| check | microseconds a pair | pairs a second |"
    yield "|---|---:|---:|"
    for name in ids:
        config = Config(checks={other: {"enabled": other == name} for other in runner.catalogue()})
        started, done = time.process_time(), 0
        while done < PAIRS:
            for material in materials:
                runner.run(material, config)
            done += pairs
        spent = time.process_time() - started
        yield f"| {name} | {1e6 * spent / done:.1f} | {done / spent:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="ids of checks; none for all")
    parser.add_argument("--alarms", action="store_true", help="tell the false alarms only")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        parser.exit(1, f"{SHARED} is not there\n")
    ids = [runner.find(name).id for name in arguments.ids or runner.catalogue()]
    print("\n".join(rates(false_alarms.clean(COLUMNS), ids)))
    if not arguments.alarms:
        print("\n" + "\n".join(speeds(ids)))


if __name__ == "__main__":
    main()
