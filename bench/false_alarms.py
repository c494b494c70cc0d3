"""Measure the checks: false alarms on clean translations, and known defects that they find.

Needs the data beside the project. Run it from the project's root: `python -m bench.false_alarms`.
It prints Markdown tables; `--show CHECK` prints the findings of a check on the clean texts instead.
"""

import argparse
import ast
import csv
import functools
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor import intake, runner
from auditor.config import Config
from auditor.core.bitext import Bead, Bitext, Block, Document, Pair, Segment, Span
from auditor.core.mqm import Finding, Severity
from auditor.registry import Context
from auditor.rows import of_bitext
from auditor.text import identify
from auditor.text.language import language
from auditor.text.tokens import count_words

SHARED = Path(__file__).parents[1].parent / "shared"
COLUMNS = {
    "arb": "ar", "deu": "de", "eng": "en", "fra": "fr", "fra-CA": "fr-CA", "ind": "id",
    "ita": "it", "jpn": "ja", "kor": "ko", "por": "pt-PT", "por-BR": "pt-BR", "rus": "ru",
    "spa": "es", "spa-MX": "es-MX", "ukr": "uk", "vie": "vi", "zho-CN": "zh-Hans",
    "zho-TW": "zh-Hant",
}  # fmt: skip
Side = tuple[Document, tuple[Segment, ...]]
TYPOGRAPHY = (
    "breaking-space",
    "mixed-apostrophes",
    "space-after-punctuation",
    "space-before-punctuation",
)
NAMED = ("Design and markup/Stray or missing markup", "Locale conventions/Quotation marks")
ELSEWHERE = ("number-", "magnitude-")
"""Checks that bench.figures measures."""


@dataclass
class Alarms:
    """Findings on one language's clean texts."""

    words: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    found: list[tuple[Finding, str, str]] = field(default_factory=list)
    """Each finding with its target and its source sentence."""

    def rate(self, checks: Iterable[str]) -> float:
        """Give the findings of some checks per thousand words."""
        return 1000 * sum(self.counts[check] for check in checks) / max(self.words, 1)


def side(path: str, lang: str, sentences: Sequence[str]) -> Side:
    """Make a document in which every sentence is a paragraph."""
    blocks, segments, start = [], [], 0
    for number, text in enumerate(sentences):
        span = Span(start, start + len(text))
        blocks.append(Block("paragraph", span, number + 1))
        segments.append(Segment(number, text, span, "paragraph", number, (number + 1,) * 2, lang))
        start += len(text) + 1
    document = Document(path, lang, "\n".join(sentences), tuple(blocks))
    return document, identify.label(segments, lang)


def findings(source: Side, target: Side, config: Config | None = None) -> tuple[Finding, ...]:
    """Run every check on two documents whose segments pair off one by one."""
    return run(material(source, target), config)


def material(source: Side, target: Side) -> runner.Material:
    """Pair the segments of two documents off one by one."""
    beads = tuple(Bead((i,), (i,), probability=0.99) for i in range(len(target[1])))
    bitext = Bitext(source[0], target[0], source[1], target[1], beads)
    table = of_bitext(bitext)
    rows = {index: index + 1 for index in range(len(target[1]))}
    return runner.Material(
        context=context_of(source[0], target[0]),
        segments={
            "source": {s.index: s for s in source[1]},
            "target": {s.index: s for s in target[1]},
        },
        rows={"source": rows, "target": rows},
        originals={row.index: row.source.text for row, _ in table if row.source},
        pairs=tuple(
            Pair(row.index, row.source, row.target, bead)
            for row, bead in table
            if bead and row.source and row.target
        ),
        bitext=bitext,
    )


def context_of(source: Document, target: Document) -> Context:
    return Context(target, language(target.lang), source, language(source.lang))


def run(material: runner.Material, config: Config | None = None) -> tuple[Finding, ...]:
    outcome = runner.run(material, config or Config())
    crashed = [skip for skip in outcome.skips if skip.crashed]
    if crashed:
        raise RuntimeError(f"{crashed[0].check}: {crashed[0].reason}")
    return outcome.findings


@functools.cache
def documents() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Give the rows of each clean news document, by its name."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    path = SHARED / "data" / "quality" / "ntrex_clean_dev.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["doc_id"]].append(row)
    return found


def translations(column: str, tag: str) -> Iterator[tuple[Side, Side]]:
    """Give each document and its clean translation into a language."""
    origin, origin_tag = ("deu", "de") if column == "eng" else ("eng", "en")
    for name, rows in documents().items():
        yield (
            side(name, origin_tag, [row[origin].strip() for row in rows]),
            side(name, tag, [row[column].strip() for row in rows]),
        )


def clean(columns: Mapping[str, str], config: Config | None = None) -> dict[str, Alarms]:
    """Run the checks on the clean news translations, one document at a time."""
    alarms: dict[str, Alarms] = {}
    for column, tag in columns.items():
        own = alarms[tag] = Alarms()
        for source, target in translations(column, tag):
            own.words += sum(count_words(s.text, language(tag)) for s in target[1])
            for finding in findings(source, target, config):
                if finding.check.startswith(ELSEWHERE):
                    continue
                own.counts[finding.check] += 1
                place = finding.line - 1
                own.found.append((finding, target[1][place].text, source[1][place].text))
    return alarms


def alarm_table(alarms: Mapping[str, Alarms]) -> Iterator[str]:
    catalogue = runner.catalogue()
    yield f"| check | severity | {' | '.join(alarms)} | all |"
    yield f"|---|---|{'---:|' * (len(alarms) + 1)}"
    every = [*alarms.values()]
    words = sum(own.words for own in every)
    names = [name for name in catalogue if not name.startswith(ELSEWHERE)]

    def line(title: str, severity: str, checks: Sequence[str]) -> str:
        rates = [f"{own.rate(checks):.2f}" if own.rate(checks) else "" for own in every]
        total = 1000 * sum(own.counts[c] for own in every for c in checks) / words
        return f"| {title} | {severity} | {' | '.join(rates)} | {total:.3f} |"

    for name in names:
        yield line(f"`{name}`", catalogue[name].severity, [name])
    for severity in Severity:
        those = [name for name in names if catalogue[name].severity is severity]
        if those:
            yield line(f"all {severity} ones", "", those)
    yield f"| words | | {' | '.join(str(own.words) for own in every)} | {words} |"


def seed() -> Iterator[str]:
    """Tell which known defects of the reference article the checks mark."""
    folder = SHARED / "seed"
    paths = folder / "article.zh-Hant.txt", folder / "article.fr.txt"
    source = intake.take(str(paths[0]), "source", Config())
    target = intake.take(str(paths[1]), "target", Config())
    article = {segment.index: segment for segment in target.article}
    material = runner.Material(
        context=context_of(source.document, target.document),
        segments={"target": article},
        rows={"target": dict.fromkeys(article, 1)},
    )
    marked: dict[str, list[Span]] = defaultdict(list)
    for finding in run(material):
        marked[finding.check] += [*(finding.places or (finding.span,))]
    text = target.document.text
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    live = [segment.span for segment in target.article]

    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows_of(folder / "typography.tsv"):
        start = starts[int(row["line_no"]) - 1] + int(row["start"])
        kind = f"{row['found']} at {row['mark']}"
        if any(span.start <= start < span.end for span in live):
            total[kind] += 1
            found[kind] += any(
                span.start <= start < max(span.end, span.start + 1)
                for check in TYPOGRAPHY
                for span in marked[check]
            )
    yield "| typography of the reference article | found | of |"
    yield "|---|---:|---:|"
    for kind in total:
        yield f"| {kind} | {found[kind]} | {total[kind]} |"
    yield f"| all | {found.total()} | {total.total()} |"
    yield ""
    yield "| other defect of it | marked by |"
    yield "|---|---|"
    for row in rows_of(folder / "defects.tsv"):
        if row["category"] in NAMED or row["exact_substring"].endswith(" AI"):
            line = starts[int(row["line_no"]) - 1]
            start = text.find(row["exact_substring"], line)
            span = Span(start, start + len(row["exact_substring"]))
            by = [
                check
                for check, spans in marked.items()
                if any(s.start < span.end and span.start < s.end for s in spans)
                and check not in TYPOGRAPHY
            ]
            yield f"| {row['exact_substring'][:60]} | {', '.join(by)} |"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def probe() -> Iterator[str]:
    """Run every check, those of figures too, on the probe's right and wrong translations."""
    tree = ast.parse((SHARED / "tools" / "false_positive_probe.py").read_text(encoding="utf-8"))
    cases = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CASES"
    )
    yield "| probe | right | findings |"
    yield "|---|---|---|"
    wrong: Counter[bool] = Counter()
    for name, tag, original, translation, right in cases:
        source_tag = "en" if original.isascii() else "zh-Hans"
        found = findings(side(name, source_tag, [original]), side(name, tag, [translation]))
        wrong[bool(right)] += bool(found) == bool(right)
        ids = ", ".join(sorted({finding.check for finding in found}))
        yield f"| {name} | {'yes' if right else 'no'} | {ids} |"
    yield f"| false alarms {wrong[True]}, missed {wrong[False]} | | |"


def show(alarms: Mapping[str, Alarms], check: str) -> Iterator[str]:
    for tag, own in alarms.items():
        for finding, target, source in own.found:
            if check in (finding.check, "all"):
                yield f"{tag} {finding.check} {finding.text!r} {finding.message}"
                yield f"    {target}\n    {source}"
                if len(finding.places) > 1:
                    yield f"    {len(finding.places)} places"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", default="", help="id of a check, or `all`")
    parser.add_argument("--languages", default="", help="tags to measure, joined by commas")
    parser.add_argument("--grammalecte", action="store_true", help="run Grammalecte too")
    arguments = parser.parse_args()
    config = Config(checks={"grammalecte": {"run": True}} if arguments.grammalecte else {})
    if not SHARED.is_dir():
        parser.exit(1, f"{SHARED} is not there\n")
    asked = arguments.languages.split(",") if arguments.languages else COLUMNS.values()
    alarms = clean({column: tag for column, tag in COLUMNS.items() if tag in asked}, config)
    if arguments.show:
        print("\n".join(show(alarms, arguments.show)))
        return
    for table in (alarm_table(alarms), seed(), probe()):
        print("\n".join(table), end="\n\n")


if __name__ == "__main__":
    main()
