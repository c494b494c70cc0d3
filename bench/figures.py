"""Measure the figure checks: false alarms on clean translations, detection on wrong ones, speed.

A row of detection counts as found when the wrong translation has more findings than the right one.
Needs the data beside the project; `python -m bench.figures --show LANGUAGE` prints the alarms.
"""

import argparse
import ast
import csv
import lzma
import time
from collections import defaultdict
from pathlib import Path

from auditor.text.figure_comparison import Comparison, compare
from auditor.text.figures import figures
from auditor.text.language import language

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "quality"
PROBE = DATA.parents[1] / "tools" / "false_positive_probe.py"
COLUMNS = {
    "arb": "ar", "deu": "de", "fra-CA": "fr-CA", "fra": "fr", "ind": "id", "ita": "it",
    "jpn": "ja", "kor": "ko", "por-BR": "pt-BR", "por": "pt-PT", "rus": "ru", "spa-MX": "es-MX",
    "spa": "es", "ukr": "uk", "vie": "vi", "zho-CN": "zh-Hans", "zho-TW": "zh-Hant",
}  # fmt: skip
NUMERIC = ("Number", "Time", "Unit", "numbers")


def rows(name: str) -> list[dict[str, str]]:
    with lzma.open(DATA / f"{name}.tsv.xz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def words(text: str, tag: str) -> float:
    profile = language(tag)
    return len(text.split()) if profile.spaced else len(text) / 1.7


def described(found: Comparison) -> list[str]:
    lines = [f"MAGNITUDE {t.text!r} for {s.text!r}" for t, s in found.magnitudes]
    lines += [f"wrong {t.text!r} for {s.text!r}" for t, s in found.wrong]
    lines += [f"added {f.text!r}" for f in found.added]
    return lines + [f"missing {f.text!r}" for f in found.missing]


def false_alarms(show: str) -> None:
    data = rows("ntrex_clean_dev")
    pairs = [("eng", "en", column, tag) for column, tag in COLUMNS.items()]
    pairs += [("zho-CN", "zh-Hans", "fra", "fr"), ("deu", "de", "eng", "en")]
    pairs += [("jpn", "ja", "eng", "en"), ("rus", "ru", "spa", "es")]
    for source, source_tag, target, target_tag in pairs:
        count, total, kinds = 0, 0.0, defaultdict[str, int](int)
        for row in data:
            found = described(compare(row[source], row[target], source_tag, target_tag))
            total += words(row[target], target_tag)
            count += len(found)
            for line in found:
                kinds[line.split()[0]] += 1
            if found and show in (target, f"{source}-{target}"):
                print("  ", "; ".join(found), "\n     ", row[source], "\n     ", row[target])
        print(f"{source}-{target}: {1000 * count / total:.2f} per 1,000 words", dict(kinds))


def detection() -> None:
    for name in ("demetr", "hwtsc_challenge22"):
        better, worse, total = (defaultdict[str, int](int) for _ in range(3))
        for row in rows(name):
            if not any(word in row["phenomenon"] for word in NUMERIC):
                continue
            if row["good"] == row["bad"]:
                continue
            source_tag, target_tag = row["lang_pair"].split("-")
            counts = [
                len(described(compare(row["source"], row[side], source_tag, target_tag)))
                for side in ("good", "bad")
            ]
            total[row["phenomenon"]] += 1
            better[row["phenomenon"]] += counts[1] > counts[0]
            worse[row["phenomenon"]] += counts[1] < counts[0]
        for name_of, count in sorted(total.items()):
            share = better[name_of] / count
            print(f"{name} {name_of}: found {share:.1%} of {count}, inverted {worse[name_of]}")


def probe() -> None:
    """Run the pairs of the probe that ships with the data; two of its bad ones are of numbers."""
    tree = ast.parse(PROBE.read_text(encoding="utf-8"))
    cases = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CASES"
    )
    flagged, found = [], []
    for name, target_tag, source, target, right in cases:
        source_tag = "en" if source.isascii() else "zh-Hans"
        lines = described(compare(source, target, source_tag, target_tag))
        if right and lines:
            flagged.append(name)
        elif not right and any(word in name for word in ("trillion", "magnitude")):
            found.append((name, lines))
    print(f"probe: good pairs flagged {flagged}; bad numbers {found}")


def speed() -> None:
    data = rows("ntrex_clean_dev")
    for column, tag in (("eng", "en"), ("fra", "fr"), ("zho-CN", "zh-Hans"), ("rus", "ru")):
        for with_digits in (False, True):
            texts = [
                row[column] for row in data
                if any(c.isdigit() for c in row[column]) == with_digits
            ]  # fmt: skip
            figures(texts[0], language(tag))
            start = time.process_time()
            for text in texts:
                figures(text, language(tag))
            rate = len(texts) / (time.process_time() - start)
            print(f"{tag} {'with' if with_digits else 'without'} digits: {rate:,.0f} sentences/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", default="", help="column, or source-target, to print")
    show = parser.parse_args().show
    if not DATA.is_dir():
        parser.exit(1, f"{DATA} is not there\n")
    false_alarms(show)
    if not show:
        detection()
        probe()
        speed()


if __name__ == "__main__":
    main()
