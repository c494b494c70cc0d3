"""Every example of every check: what it flags, exactly, and what it leaves alone."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from lxml import etree

from auditor import runner
from auditor.config import Config
from auditor.core.bitext import (
    Bead,
    Bitext,
    Block,
    Document,
    Element,
    Form,
    Pair,
    Segment,
    Side,
    Span,
)
from auditor.core.mqm import Finding
from auditor.formats import markdown
from auditor.formats.inline_tags import InlineTag, inline_tags
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


def side_of(
    text: str, lang: str, lines: bool, form: Form = "plain", unit: Mapping[str, Any] | None = None
) -> Side_:
    """Make a document whose lines, or whose whole text, are segments."""
    parts = text.split("\n") if lines else [text]
    blocks, segments, start = [], [], 0
    elements: list[Element] = []
    if form == "bitext":
        tagged = [tagged_line(part) for part in parts]
        parts = [bare for bare, _ in tagged]
    for number, part in enumerate(parts):
        inner = part.strip() if form == "bitext" else part
        first = start + (part.find(inner) if inner else 0)
        span = Span(first, first + len(inner))
        excluded = "" if part.strip() else "empty"
        ends = (part[: first - start], part[first - start + len(inner) :])
        block = Block("paragraph", span, number + 1, excluded, edges=ends)
        blocks.append(replace(block, **(unit or {})))
        segments.append(
            Segment(
                number, inner, span, "paragraph", number, (number + 1, number + 1), lang, excluded
            )
        )
        if form == "bitext":
            elements += [
                Element("tag", Span(start + tag.start, start + tag.end), tag.name)
                for tag in tagged[number][1]
            ]
        start += len(part) + 1
    text = "\n".join(parts)
    if form == "markdown":
        elements = list(markdown.parsed(text)[1])
    document = Document("example", lang, text, tuple(blocks), form=form, elements=tuple(elements))
    return Side_(document, identify.label(segments, lang))


def tagged_line(line: str) -> tuple[str, tuple[InlineTag, ...]]:
    """Give the text of a unit without its tags, and the tags; signs of XML may stand as they are."""
    try:
        node = etree.fromstring(f"<source>{line}</source>")
    except etree.XMLSyntaxError:
        return line, ()
    return "".join(map(str, node.itertext())), inline_tags(node)


def findings_of(check: Check, example: Example) -> tuple[Finding, ...]:
    lines = check.scope in ("document", "bitext")
    source_lang, target_lang = example.languages
    target = side_of(example.target, target_lang, lines, example.form, example.unit)
    checks: dict[str, dict[str, object]] = {
        c: {"enabled": c == check.id} for c in runner.catalogue()
    }
    if shutil.which("grammalecte-cli"):
        checks["grammalecte"]["run"] = True
    config = Config(checks=checks)
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
        return told(check, runner.run(runner.Material(context, {"target": live}, rows), config))
    source = side_of(example.source, source_lang, lines, example.form, example.unit)
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
    return told(check, runner.run(material, config))


def told(check: Check, outcome: runner.Outcome) -> tuple[Finding, ...]:
    """Give the findings of a check that ran; one that lacks a program of others is passed over."""
    for skip in outcome.skips:
        assert not skip.crashed, skip.reason
        if skip.check == check.id and check.id in ("languagetool", "grammalecte"):
            pytest.skip(skip.reason)
    return outcome.findings


@pytest.mark.parametrize(("check", "example"), CASES)
def test_example(check: Check, example: Example) -> None:
    found = findings_of(check, example)
    if example.flags is None:
        assert not found, [(f.text, f.message) for f in found]
    else:
        assert found, "nothing was flagged"
        assert found[0].text == example.flags
