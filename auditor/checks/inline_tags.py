"""Inline tags of XLIFF and TMX against those of the source."""

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.core.bitext import Bitext, Document, Element, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, bitext_check, good

_PAIRED = {"bpt": "ept", "sc": "ec", "bx": "ex"}
"""Tags that open what another one closes."""


@bitext_check(
    id="inline-tag",
    category="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    examples=[
        bad(
            'A <g id="1">bold</g> word',
            "Un mot gras",
            lang=("en", "fr"),
            flags="Un mot gras",
            form="bitext",
        ),
        bad(
            '按<x id="1"/>继续',
            'Нажмите <x id="2"/>, чтобы продолжить',
            lang=("zh-Hans", "ru"),
            flags="Нажмите , чтобы продолжить",
            form="bitext",
        ),
        bad(
            'Press <bpt i="1"/>now<ept i="1"/>.',
            'Drücken Sie <ept i="1"/>jetzt<bpt i="1"/>.',
            lang=("en", "de"),
            flags="Drücken Sie jetzt.",
            form="bitext",
        ),
        bad(
            'A <g id="1">link<x id="2"/></g> here',
            '<g id="1">رابط</g><x id="2"/> هنا',
            lang=("en", "ar"),
            flags="رابط هنا",
            form="bitext",
        ),
        good(
            '<x id="1"/> of <x id="2"/>',
            '<x id="2"/> 中的 <x id="1"/>',
            lang=("en", "zh-Hans"),
            form="bitext",
        ),
        good(
            'A <g id="1">bold</g> word',
            'Un mot <g id="1">gras</g>',
            lang=("en", "fr"),
            form="bitext",
        ),
        good("A bold word", "太字の語", lang=("en", "ja"), form="bitext"),
    ],
)
def inline_tag(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Inline tag that is lost, invented, unclosed, or that encloses something else.

    The tags of a unit (g, x, ph, pc, bpt and ept, and the like) are those of its source: each as
    often, a closing one after its opening one, and a tag inside of another one inside of it here
    too. Their order is otherwise free, as languages order their words in their own way.
    """
    if bitext.target.form != "bitext":
        return
    left, right = _tags(bitext.source), _tags(bitext.target)
    if not left and not right:
        return
    for bead in bitext.beads:
        if not (bead.source and bead.target):
            continue
        target = bitext.target_segments[bead.target[0]]
        meant = _within(left, bitext.source_segments, bead.source)
        made = _within(right, bitext.target_segments, bead.target)
        yield from _compared(meant, made, target)


def _compared(meant: Sequence[str], made: Sequence[str], target: Segment) -> Iterator[Hit]:
    missing, extra = Counter(meant) - Counter(made), Counter(made) - Counter(meant)
    span = Span(0, len(target.text))
    if missing:
        names = " ".join(f"<{name}>" for name in sorted(missing))
        yield Hit(say("Tags are missing: {names}.", names=names), span, segment=target.index)
    if extra:
        names = " ".join(f"<{name}>" for name in sorted(extra))
        message = say("The source has no such tags: {names}.", names=names)
        yield Hit(message, span, segment=target.index)
    if missing or extra:
        return
    if _crossed(made) and not _crossed(meant):
        message = say("A tag is closed before it is opened.")
        yield Hit(message, span, segment=target.index)
    elif _holders(made) != _holders(meant):
        message = say("A tag encloses other tags than in the source.")
        yield Hit(message, span, segment=target.index, severity=Severity.MINOR)


def _tags(document: Document) -> tuple[Element, ...]:
    return tuple(element for element in document.elements if element.kind == "tag")


def _within(
    tags: Sequence[Element], segments: Sequence[Segment], indices: Sequence[int]
) -> tuple[str, ...]:
    """Give the names of the tags of some segments, in order; tags at both ends are theirs."""
    spans = [segments[index].span for index in indices]
    first = _place(tags, spans[0].start)
    found = []
    for tag in tags[first:]:
        if tag.span.start > spans[-1].end:
            break
        found.append(tag.value)
    return tuple(found)


def _place(tags: Sequence[Element], start: int) -> int:
    """Give the number of the first tag at a place or behind it."""
    low, high = 0, len(tags)
    while low < high:
        middle = (low + high) // 2
        if tags[middle].span.start < start:
            low = middle + 1
        else:
            high = middle
    return low


def _partner(name: str) -> str:
    """Give the tag that closes another one, or "" for a tag that stands alone."""
    kind, _, label = name.partition(" ")
    if kind in _PAIRED:
        return f"{_PAIRED[kind]} {label}".strip()
    return f"/{name}" if kind in ("g", "pc", "hi") else ""


def _crossed(names: Sequence[str]) -> bool:
    """Tell whether a tag is closed before it is opened."""
    for place, name in enumerate(names):
        partner = _partner(name)
        if partner and partner in names[:place] and names[place:].count(partner) == 0:
            return True
    return False


def _holders(names: Sequence[str]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Give each tag with the tags that enclose it."""
    open_ones: list[str] = []
    found = set()
    for name in names:
        closed = next((held for held in reversed(open_ones) if _partner(held) == name), None)
        if closed is not None:
            open_ones.remove(closed)
            continue
        found.add((name, tuple(sorted(open_ones))))
        if _partner(name):
            open_ones.append(name)
    return frozenset(found)
