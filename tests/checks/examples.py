"""Runs one check on a text or on a pair of texts, with nothing between the test and the check."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from auditor import runner
from auditor.core.bitext import Bead, Bitext, Block, Document, Pair, Segment, Span
from auditor.core.glossary import Term
from auditor.core.mqm import Hit, Place
from auditor.registry import Context
from auditor.text import identify
from auditor.text.language import language


def side(blocks: Sequence[str | Sequence[str]], lang: str) -> tuple[Document, tuple[Segment, ...]]:
    """Make a document of paragraphs; a paragraph given as several strings is several sentences."""
    text = ""
    made: list[Block] = []
    segments: list[Segment] = []
    for number, block in enumerate(blocks):
        parts = [block] if isinstance(block, str) else list(block)
        first = len(text)
        for position, part in enumerate(parts):
            text += " " if position else ""
            span = Span(len(text), len(text) + len(part))
            text += part
            excluded = "" if part.strip() else "empty"
            segments.append(
                Segment(
                    index=len(segments),
                    text=part,
                    span=span,
                    kind="paragraph",
                    block=number,
                    lines=(number + 1, number + 1),
                    lang=lang,
                    excluded=excluded,
                )
            )
        made.append(Block("paragraph", Span(first, len(text)), number + 1))
        text += "\n"
    return Document("example", lang, text, tuple(made)), identify.label(segments, lang)


def hits(
    check: str,
    target: Sequence[str | Sequence[str]],
    lang: str,
    source: Sequence[str | Sequence[str]] | None = None,
    source_lang: str = "en",
    glossary: Sequence[Term] = (),
    **options: Any,
) -> tuple[tuple[Hit, str], ...]:
    """Give every hit of a check with the text that it marks.

    With a source, line n of it is paired with line n of the target.
    """
    found: list[Hit] = []
    declared = runner.find(check)
    document, segments = side(target, lang)
    live = tuple(s for s in segments if not s.excluded)
    context = Context(document, language(lang), glossary=tuple(glossary))
    originals: tuple[Segment, ...] = ()
    beads: tuple[Bead, ...] = ()
    if source is not None:
        original, originals = side(source, source_lang)
        context = replace(context, source=original, source_language=language(source_lang))
        beads = tuple(
            Bead(
                () if a.excluded else (a.index,),
                () if b.excluded else (b.index,),
                probability=0.99,
            )
            for a, b in zip(originals, segments, strict=True)
        )
    if declared.scope == "document":
        found = list(declared.run(live, context, **options))
    elif declared.scope == "segment":
        for segment in live:
            found += [
                replace(h, segment=segment.index) for h in declared.run(segment, context, **options)
            ]
    elif declared.scope == "pair":
        for bead in beads:
            if bead.source and bead.target:
                a, b = originals[bead.source[0]], segments[bead.target[0]]
                found += [
                    replace(h, segment=(a if h.side == "source" else b).index)
                    for h in declared.run(Pair(1, a, b, bead), context, **options)
                ]
    else:
        assert context.source is not None
        bitext = Bitext(context.source, document, originals, segments, beads)
        found = list(declared.run(bitext, context, **options))
    sides = {"source": originals, "target": segments}
    return tuple((h, marked(h, sides[h.side])) for h in found)


def marked(hit: Hit, segments: Sequence[Segment]) -> str:
    """Give the text that a hit marks, after a look at all its places."""
    assert hit.segment is not None
    for place in (Place(hit.segment, hit.span), *hit.places):
        assert 0 <= place.span.start <= place.span.end <= len(segments[place.segment].text)
    return hit.span.of(segments[hit.segment].text)


def texts(check: str, target: Sequence[str | Sequence[str]], lang: str, **more: Any) -> list[str]:
    """Give the text that each hit of a check marks."""
    return [text for _, text in hits(check, target, lang, **more)]
