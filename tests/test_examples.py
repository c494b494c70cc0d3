"""Every example of every check: what it flags, exactly, and what it leaves alone."""

from dataclasses import dataclass

import pytest

from auditor import runner
from auditor.config import Config
from auditor.core.bitext import Bead, Bitext, Block, Document, Pair, Segment, Side, Span
from auditor.core.mqm import Finding
from auditor.registry import Check, Context, Example
from auditor.rows import of_bitext, of_document
from auditor.text import identify
from auditor.text.language import language

CASES = [
    pytest.param(check, example, id=f"{check.id}-{number}")
    for check in runner.catalogue().values()
    for number, example in enumerate(check.examples)
]


@dataclass(frozen=True)
class Side_:
    document: Document
    segments: tuple[Segment, ...]


def side_of(text: str, lang: str, lines: bool) -> Side_:
    """Make a document whose lines, or whose whole text, are segments."""
    parts = text.split("\n") if lines else [text]
    blocks, segments, start = [], [], 0
    for number, part in enumerate(parts):
        span = Span(start, start + len(part))
        excluded = "" if part.strip() else "empty"
        blocks.append(Block("paragraph", span, number + 1, excluded))
        segments.append(
            Segment(
                number, part, span, "paragraph", number, (number + 1, number + 1), lang, excluded
            )
        )
        start += len(part) + 1
    return Side_(Document("example", lang, text, tuple(blocks)), identify.label(segments, lang))


def findings_of(check: Check, example: Example) -> tuple[Finding, ...]:
    lines = check.scope in ("document", "bitext")
    source_lang, target_lang = example.languages
    target = side_of(example.target, target_lang, lines)
    config = Config(checks={c: {"enabled": c == check.id} for c in runner.catalogue()})
    if not source_lang:
        context = Context(target.document, language(target_lang), glossary=example.glossary)
        live = {s.index: s for s in target.segments if not s.excluded}
        rows: dict[Side, dict[int, int]] = {
            "target": {
                row.target.index: row.index
                for row in of_document(target.document, target.segments)
                if row.target
            }
        }
        return runner.run(runner.Material(context, {"target": live}, rows), config).findings
    source = side_of(example.source, source_lang, lines)
    bitext = Bitext(
        source.document,
        target.document,
        source.segments,
        target.segments,
        tuple(
            Bead(
                (i,) if not a.excluded else (),
                (i,) if not b.excluded else (),
                probability=0.99,
                moved=i + 1 in example.moved,
            )
            for i, (a, b) in enumerate(zip(source.segments, target.segments, strict=True))
        ),
    )
    laid_out = of_bitext(bitext)
    context = Context(
        target.document,
        language(target_lang),
        source.document,
        language(source_lang),
        example.glossary,
    )
    rows = {
        "source": {r.source.index: r.index for r, _ in laid_out if r.source},
        "target": {r.target.index: r.index for r, _ in laid_out if r.target},
    }
    material = runner.Material(
        context=context,
        segments={
            "source": {s.index: s for s in source.segments if not s.excluded},
            "target": {s.index: s for s in target.segments if not s.excluded},
        },
        rows=rows,
        originals={r.index: r.source.text for r, _ in laid_out if r.source},
        pairs=tuple(
            Pair(r.index, r.source, r.target, bead)
            for r, bead in laid_out
            if bead and r.source and r.target
        ),
        bitext=bitext,
    )
    outcome = runner.run(material, config)
    assert not [skip for skip in outcome.skips if skip.crashed]
    return outcome.findings


@pytest.mark.parametrize(("check", "example"), CASES)
def test_example(check: Check, example: Example) -> None:
    found = findings_of(check, example)
    if example.flags is None:
        assert not found, [(f.text, f.message) for f in found]
    else:
        assert found, "nothing was flagged"
        assert found[0].text == example.flags
