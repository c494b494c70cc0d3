"""Measure the glitch catalogue as a whole, and compare it with the floors that it must keep.

Needs the data beside the project. Run it from the project's root: `python -m bench.quality`.
Figures that fell below the floors of `bench/quality.toml` make it exit with 1; `--write` raises the
floors to what was measured and refuses to lower one without `--allow-regression`.
"""

import argparse
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import alignment, pipeline, runner
from auditor.backends import builtin
from auditor.backends import lexicon as shipped
from auditor.config import Config
from auditor.core.bitext import Bitext, Span
from auditor.core.mqm import Finding, Severity
from auditor.report.model import Report
from auditor.rows import of_bitext
from auditor.text.language import language
from auditor.text.tokens import count_words
from bench.clauses import without_clause
from bench.false_alarms import (
    COLUMNS,
    SHARED,
    Side,
    context_of,
    documents,
    findings,
    probe,
    rows_of,
    side,
)

FLOORS = Path(__file__).with_suffix(".toml")
SEED = SHARED / "seed"
CLEAN = [("eng", name) for name in ("fra", "spa", "deu", "por", "por-BR", "ita", "zho-CN", "zho-TW",
         "jpn", "kor", "arb", "rus", "ukr", "vie", "ind")] + [("zho-TW", "fra")]  # fmt: skip
INJECTED = (("eng", "fra"), ("eng", "deu"), ("eng", "zho-CN"), ("eng", "arb"), ("zho-TW", "fra"))
GROUPS = {
    "Accuracy": "meaning", "Terminology": "meaning", "Audience appropriateness": "meaning",
    "Style": "meaning", "Linguistic conventions": "language", "Locale conventions": "language",
    "Design and markup": "layout",
    "accuracy": "meaning", "terminology": "meaning", "audience-appropriateness": "meaning",
    "style": "meaning", "linguistic-conventions": "language", "locale-conventions": "language",
    "design-and-markup": "layout", "other": "layout",
}  # fmt: skip
"""Dimensions of MQM that a defect and a finding may call one thing by."""
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Defect:
    """A known defect of the reference article."""

    span: Span
    severity: str
    group: str
    line: int
    text: str
    typographic: bool


def defects(text: str) -> list[Defect]:
    """Read the known defects, each with its place in the text."""
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    found = []
    for row in rows_of(SEED / "defects.tsv"):
        line = int(row["line_no"])
        start = text.find(row["exact_substring"], starts[line - 1])
        span = Span(start, start + len(row["exact_substring"]))
        group = GROUPS[row["category"].partition("/")[0]]
        typographic = row["category"].endswith(("/Apostrophe", "/Non-breaking space"))
        marked = row["exact_substring"]
        found.append(Defect(span, row["severity"], group, line, marked, typographic))
    return found


def touches(finding: Finding, span: Span) -> bool:
    """Tell whether a finding marks a part of a span of the target."""
    places = finding.places or (finding.span,)
    return finding.side == "target" and any(
        p.start < max(span.end, span.start + 1) and span.start < max(p.end, p.start + 1)
        for p in places
    )


def reference(show: bool) -> Figures:
    """Audit the reference article with and without its original."""
    source, target = SEED / "article.zh-Hant.txt", SEED / "article.fr.txt"
    text = target.read_text(encoding="utf-8")
    known = defects(text)
    places = [d.span for d in known]
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    typography = []
    for row in rows_of(SEED / "typography.tsv"):
        at = starts[int(row["line_no"]) - 1]
        typography.append(Span(at + int(row["start"]), at + int(row["end"])))
    figures: Figures = {}
    for name, report in (
        ("with the original", pipeline.audit(source, target)),
        ("alone", pipeline.check(target)),
    ):
        live = [r.target.span for r in report.rows if r.target and not r.excluded]
        own = [f for f in report.findings if f.severity is not Severity.NEUTRAL]
        for severity in ("critical", "major"):
            rows = [d for d in known if d.severity == severity]
            hit = [d for d in rows if any(_names(f, d) for f in own)]
            figures[f"{severity} defects {name}"] = len(hit)
            if show:
                missed = [f"{d.line} {d.text}" for d in rows if d not in hit]
                print(f"missed {severity} {name}:", *missed, sep="\n  ")
        body = [s for s in typography if any(p.start <= s.start < p.end for p in live)]
        rows = [d for d in known if d.typographic]
        marks = [f for f in report.findings if any(touches(f, d.span) for d in rows)]
        figures[f"typography rows {name}"] = sum(
            any(touches(f, d.span) for f in marks) for d in rows
        )
        figures[f"typographic places {name}"] = sum(
            any(touches(f, span) for f in report.findings) for span in body
        )
        right = [f for f in report.findings if any(touches(f, s) for s in (*places, *typography))]
        figures[f"precision {name}"] = round(len(right) / max(len(report.findings), 1), 3)
        if show:
            _show([f for f in report.findings if f not in right], report)
    return figures


def _names(finding: Finding, defect: Defect) -> bool:
    group = GROUPS[finding.category.partition("/")[0]]
    alike = group == defect.group or "layout" in (group, defect.group)
    return alike and touches(finding, defect.span)


def _show(found: Sequence[Finding], report: Report) -> None:
    print(f"unconfirmed findings on {report.target.path}:")
    for f in found:
        print(f"  {f.line} {f.check} {f.severity} {f.confidence:.2f} {f.text!r} {f.message}")


def sides(rows: Sequence[Mapping[str, str]], columns: tuple[str, str]) -> tuple[Side, Side]:
    kept = [row for row in rows if row[columns[0]].strip() and row[columns[1]].strip()]
    one, other = (
        side(
            column, COLUMNS[column] if column != "eng" else "en", [r[column].strip() for r in kept]
        )
        for column in columns
    )
    return one, other


def clean(figures: Figures) -> Iterator[str]:
    """Count the findings on clean translations; house style apart."""
    heads = ("clean news", "words", "major or worse per 1,000", "minor", "groups a document")
    yield f"| {' | '.join(heads)} |"
    yield "| --- | --- | --- | --- | --- |"
    for columns in CLEAN:
        words, major, minor, groups = 0, 0, 0, 0
        for rows in documents().values():
            source, target = sides(rows, columns)
            if not target[1]:
                continue
            words += sum(count_words(s.text, language(target[0].lang)) for s in target[1])
            for f in findings(source, target):
                if f.severity.rank >= Severity.MAJOR.rank:
                    major += 1
                elif f.places:
                    groups += 1
                elif f.severity is Severity.MINOR:
                    minor += 1
        name = f"{source[0].lang} → {target[0].lang}"
        rates = 1000 * major / words, 1000 * minor / words
        figures[f"clean {name} major"], figures[f"clean {name} minor"] = (
            round(rates[0], 2),
            round(rates[1], 2),
        )
        yield (
            f"| {name} | {words:,} | {rates[0]:.2f} | {rates[1]:.2f} "
            f"| {groups / len(documents()):.2f} |"
        )


def aligned(source: Side, target: Side, config: Config) -> tuple[Finding, ...]:
    """Align two documents and run the checks of omissions and additions."""
    languages = language(source[0].lang), language(target[0].lang)
    beads = alignment.align(
        source[1], target[1], *languages, config.align, builtin.encoder(), shipped.lexicon()
    )
    bitext = Bitext(source[0], target[0], source[1], target[1], beads)
    table = of_bitext(bitext)
    numbers: dict[str, dict[int, int]] = {"source": {}, "target": {}}
    for row, bead in table:
        for i in bead.source if bead else ():
            numbers["source"][i] = row.index
        for i in bead.target if bead else ():
            numbers["target"][i] = row.index
    material = runner.Material(
        context=context_of(source[0], target[0]),
        segments={
            "source": {s.index: s for s in source[1]},
            "target": {s.index: s for s in target[1]},
        },
        rows={"source": numbers["source"], "target": numbers["target"]},
        originals={row.index: row.source.text for row, _ in table if row.source},
        bitext=bitext,
    )
    return runner.run(material, config).findings


def injected(figures: Figures) -> Iterator[str]:
    """Cut sentences and clauses from the translations, and from the originals (additions)."""
    wanted = {"omission", "addition", "omitted-clause", "added-clause"}
    config = Config(
        checks={name: {"enabled": name in wanted} for name in runner.catalogue()},
        min_confidence=0.0,
    )
    yield "| injected | cut | least confidence | recall | false alarms a document |"
    yield "| --- | --- | --- | --- | --- |"
    for columns in INJECTED:
        for kind in ("sentence", "clause"):
            cuts: list[float] = []
            false: list[float] = []
            count = 0
            chance = random.Random(0)
            for rows in documents().values():
                kept = [r for r in rows if all(r[c].strip() for c in columns)]
                if len(kept) < 5:
                    continue
                for turned in (False, True):
                    count += 1
                    found, expected = _cut(
                        kept, columns[:: -1 if turned else 1], kind, chance, config
                    )
                    for spans in expected:
                        hits = [f.confidence for f in found if _overlaps(f, spans)]
                        cuts.append(max(hits, default=0.0))
                    false += [
                        f.confidence for f in found if not any(_overlaps(f, s) for s in expected)
                    ]
            level = sorted(false, reverse=True)[count] if len(false) > count else 0.0
            name = f"{COLUMNS[columns[0]]} – {COLUMNS[columns[1]]} {kind}"
            for bound, title in ((level, "one a document"), (0.5, "default")):
                recall = sum(c > bound or (c >= bound and title == "default") for c in cuts) / len(
                    cuts
                )
                alarms = sum(f > bound for f in false) / count
                figures[f"injected {name} recall, {title}"] = round(recall, 3)
                yield f"| {name} | {len(cuts)} | {bound:.2f} | {recall:.2f} | {alarms:.2f} |"


def _cut(
    rows: Sequence[Mapping[str, str]],
    columns: tuple[str, ...],
    kind: str,
    chance: random.Random,
    config: Config,
) -> tuple[tuple[Finding, ...], list[tuple[str, Span]]]:
    """Cut from the second column what the first column keeps; give findings and what was cut."""
    tag = COLUMNS[columns[1]]
    texts = [row[columns[1]].strip() for row in rows]
    whole = side(columns[0], COLUMNS[columns[0]], [r[columns[0]].strip() for r in rows])
    lost: list[Span] = []
    kept = []
    places = set(chance.sample(range(len(texts)), max(1, len(texts) // 8)))
    for i, text in enumerate(texts):
        span = whole[1][i].span
        if i not in places:
            kept.append(text)
        elif kind == "sentence":
            lost.append(span)
        else:
            shorter = without_clause(text, language(tag).spaced, chance)
            kept.append(shorter or text)
            if shorter:
                lost.append(span)
    return aligned(whole, side(columns[1], tag, kept), config), [("source", span) for span in lost]


def _overlaps(finding: Finding, expected: tuple[str, Span]) -> bool:
    where, span = expected
    places = finding.places or (finding.span,)
    return finding.side == where and any(p.start < span.end and span.start < p.end for p in places)


def kept(figures: Figures, floors: Mapping[str, float]) -> list[str]:
    """Give the figures that are worse than their floors."""
    worse = []
    for name, floor in floors.items():
        value = figures.get(name)
        less_is_better = name.startswith(("clean", "probe"))
        if value is not None and (value > floor if less_is_better else value < floor):
            worse.append(f"{name}: {value} (floor {floor})")
    return worse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="raise the floors to these figures")
    parser.add_argument("--allow-regression", action="store_true", help="lower floors too")
    parser.add_argument("--show", action="store_true", help="print what is missed and unconfirmed")
    parser.add_argument("--only", nargs="+", choices=("reference", "probe", "clean", "injected"))
    options = parser.parse_args()
    if not SHARED.is_dir():
        parser.exit(1, f"{SHARED} is not there\n")
    parts = options.only or ("reference", "probe", "clean", "injected")
    figures: Figures = {}
    if "reference" in parts:
        own = reference(options.show)
        figures |= own
        print("| reference article | |\n| --- | --- |")
        print("\n".join(f"| {name} | {value:g} |" for name, value in own.items()), end="\n\n")
    if "probe" in parts:
        lines = list(probe())
        words = lines[-1].strip("| ").replace(",", "").split()
        figures["probe false alarms"], figures["probe missed"] = float(words[2]), float(words[4])
        print("\n".join(lines), end="\n\n")
    for name, table in (("clean", clean), ("injected", injected)):
        if name in parts:
            print("\n".join(table(figures)), end="\n\n")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    worse = kept(figures, floors)
    if options.write and (options.allow_regression or not worse):
        merged = {**floors, **figures}
        lines = [f'"{name}" = {value:g}' for name, value in sorted(merged.items())]
        head = "# Written by `python -m bench.quality --write`: figures that may not get worse."
        FLOORS.write_text("\n".join([head, "", *lines]) + "\n", encoding="utf-8")
    elif worse:
        print("worse than the floors:", *worse, sep="\n  ")
        sys.exit(1)


if __name__ == "__main__":
    main()
