"""Markup between source and target: headings, lists, tables, quotations, links, pictures, code."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.core.bitext import Bead, Bitext, Document, Element, ElementKind, Segment, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good
from auditor.text.kept_strings import address_key

_MARKED_UP = ("markdown", "html")
_EMPHASES: tuple[ElementKind, ...] = ("strong", "emphasis")


@bitext_check(
    id="structure-mismatch",
    category="design-and-markup/layout",
    severity=Severity.MINOR,
    examples=[
        bad(
            "# The plan\nWe go.",
            "Le plan\nNous partons.",
            lang=("en", "fr"),
            flags="Le plan",
            form="markdown",
        ),
        bad(
            "## 计划\n我们走。",
            "# Der Plan\nWir gehen.",
            lang=("zh-Hans", "de"),
            flags="# Der Plan",
            form="markdown",
        ),
        bad("- One\n- Two", "Один\n- Два", lang=("en", "ru"), flags="Один", form="markdown"),
        bad(
            "> He said no.\nHe left.",
            "قال لا.\nغادر.",
            lang=("en", "ar"),
            flags="قال لا.",
            form="markdown",
        ),
        good(
            "# The plan\n- One\n> No", "# Le plan\n- Un\n> Non", lang=("en", "fr"), form="markdown"
        ),
        good("## 计划\n我们走。", "## План\nМы идём.", lang=("zh-Hans", "ru"), form="markdown"),
        good("# not a heading\nText", "pas un titre\nTexte", lang=("en", "fr")),
    ],
)
def structure_mismatch(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Heading, list item, table row or block quotation that is something else in the translation.

    Markdown and HTML are compared by the sentences that translate each other: a heading of another
    level, an item that became a paragraph, a quotation that lost its block. All places of a kind
    are one finding. Files without markup are left alone.
    """
    source, target = bitext.source, bitext.target
    if source.form not in _MARKED_UP or target.form not in _MARKED_UP:
        return
    left = _containers(source, bitext.source_segments)
    right = _containers(target, bitext.target_segments)
    found: dict[tuple[ElementKind, str, str], list[Place]] = defaultdict(list)
    for bead in bitext.beads:
        if not (bead.source and bead.target):
            continue
        first = bitext.target_segments[bead.target[0]]
        meant, made = left[bead.source[0]], right[bead.target[0]]
        for kind in _KINDS:
            if meant.get(kind) != made.get(kind):
                key = kind, meant.get(kind, "-"), made.get(kind, "-")
                found[key].append(Place(first.index, Span(0, len(first.text))))
                break
    for (lost, meant_level, made_level), places in sorted(found.items()):
        yield from grouped(places, _told(lost, meant_level, made_level, len(places)))


_KINDS: Mapping[ElementKind, Message] = {
    "heading": say("heading"),
    "item": say("list item"),
    "row": say("row of a table"),
    "quote": say("block quotation"),
}


def _told(kind: str, meant: str, made: str, count: int) -> Message:
    name = next(message for known, message in _KINDS.items() if known == kind)
    if "-" not in (meant, made):
        return say_many(
            "The heading is of level {made}, in the original of level {meant}.",
            "{count} headings are of level {made}, in the original of level {meant}.",
            count,
            made=made,
            meant=meant,
        )
    if made == "-":
        return say_many(
            "This is a {what} in the original, but not here.",
            "In {count} places the original has a {what}, the translation none.",
            count,
            what=name,
        )
    return say_many(
        "This is a {what} here, but not in the original.",
        "In {count} places the translation has a {what}, the original none.",
        count,
        what=name,
    )


def _containers(document: Document, segments: Sequence[Segment]) -> tuple[Mapping[str, str], ...]:
    """Give the kinds of block that hold each segment, with the level of a heading."""
    starts = [segment.span.start for segment in segments]
    held: list[dict[str, str]] = [{} for _ in segments]
    blocks = sorted((e for e in document.elements if e.kind in _KINDS), key=lambda e: e.span)
    open_ones: list[Element] = []
    position = 0
    for number, start in sorted(enumerate(starts), key=lambda item: item[1]):
        while position < len(blocks) and blocks[position].span.start <= start:
            open_ones.append(blocks[position])
            position += 1
        open_ones = [e for e in open_ones if e.span.end > start]
        held[number] = {e.kind: e.value for e in open_ones}
    return tuple(held)


@bitext_check(
    id="link-mismatch",
    category="design-and-markup/link-cross-reference",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "Read [the guide](https://example.org/guide) first.",
            "Lisez d’abord le guide.",
            lang=("en", "fr"),
            flags="Read [the guide](https://example.org/guide) first.",
            form="markdown",
        ),
        bad(
            "看[指南](https://example.org/a)。",
            "Смотрите [руководство](https://example.org/b).",
            lang=("zh-Hans", "ru"),
            flags="Смотрите [руководство](https://example.org/b).",
            form="markdown",
        ),
        bad(
            "![A map](map.png)\nText",
            "Karte\nText",
            lang=("en", "de"),
            flags="![A map](map.png)",
            form="markdown",
        ),
        bad(
            "See [it](https://example.org/x).",
            "انظر [هنا](https://example.org/x) و[هناك](https://evil.example/).",
            lang=("en", "ar"),
            flags="انظر [هنا](https://example.org/x) و[هناك](https://evil.example/).",
            form="markdown",
        ),
        good(
            "Read [the guide](https://example.org/en/guide).",
            "Lisez [le guide](https://example.org/fr/guide).",
            lang=("en", "fr"),
            form="markdown",
        ),
        good("![A map](map.png)", "![地图](map.png)", lang=("en", "zh-Hans"), form="markdown"),
        good(
            "See [the plan](#the-plan).", "См. [план](#план).", lang=("en", "ru"), form="markdown"
        ),
    ],
)
def link_mismatch(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Link or picture that is lost, invented, or points elsewhere than in the original.

    The addresses of both files are compared as a whole, without the language in them and without
    links inside the page. Where a sentence has as many links as its original, one that differs
    points elsewhere.
    """
    source, target = bitext.source, bitext.target
    if source.form not in _MARKED_UP or target.form not in _MARKED_UP:
        return
    kinds: tuple[ElementKind, ...] = ("link", "image")
    for kind in kinds:
        left, right = _addresses(source, kind), _addresses(target, kind)
        missing, extra = _beyond(left, right), _beyond(right, left)
        swapped = _swapped(bitext, missing, extra)
        for element in extra:
            what = (
                say("The link points elsewhere than in the original.")
                if element in swapped.values()
                else say("The original has no such link.")
            )
            yield from _at(element, bitext.target_segments, what, "target")
        for element in missing:
            if element not in swapped:
                what = (
                    say("The translation lacks this link.")
                    if kind == "link"
                    else say("The translation lacks this picture.")
                )
                yield from _at(element, bitext.source_segments, what, "source")


def _addresses(document: Document, kind: ElementKind) -> list[Element]:
    """Give the links or pictures that point out of the page and stand in the article."""
    excluded = [block.span for block in document.blocks if block.excluded == "boilerplate"]
    return [
        element
        for element in document.elements
        if element.kind == kind
        and element.value
        and not element.value.startswith("#")
        and not any(span.start <= element.span.start < span.end for span in excluded)
    ]


def _beyond(elements: Sequence[Element], others: Sequence[Element]) -> list[Element]:
    left = Counter(address_key(element.value) for element in others)
    beyond = []
    for element in elements:
        left[address_key(element.value)] -= 1
        if left[address_key(element.value)] < 0:
            beyond.append(element)
    return beyond


def _swapped(
    bitext: Bitext, missing: Sequence[Element], extra: Sequence[Element]
) -> dict[Element, Element]:
    """Pair what is missing with what is new in the translation of the same sentence."""
    sources, targets = (
        _by_bead(missing, bitext.source_segments, [bead.source for bead in bitext.beads]),
        _by_bead(extra, bitext.target_segments, [bead.target for bead in bitext.beads]),
    )
    return {
        old: new
        for bead, olds in sources.items()
        for old, new in zip(olds, targets.get(bead, ()), strict=False)
    }


def _by_bead(
    elements: Sequence[Element], segments: Sequence[Segment], sides: Sequence[tuple[int, ...]]
) -> dict[int, list[Element]]:
    bead_of = {index: number for number, side in enumerate(sides) for index in side}
    found: dict[int, list[Element]] = defaultdict(list)
    for element in elements:
        segment = _holder(element, segments)
        if segment is not None and segment.index in bead_of:
            found[bead_of[segment.index]].append(element)
    return found


def _holder(element: Element, segments: Sequence[Segment]) -> Segment | None:
    """Give the segment that an element starts in, or the last one before it."""
    before = itertools.takewhile(lambda s: s.span.start <= element.span.start, segments)
    last = None
    for segment in before:
        last = segment if not segment.excluded else last
    return last or next((segment for segment in segments if not segment.excluded), None)


def _at(
    element: Element, segments: Sequence[Segment], message: Message, side: str
) -> Iterator[Hit]:
    segment = _holder(element, segments)
    if segment is None:
        return
    span = Span(0, len(segment.text))
    yield Hit(message, span, "source" if side == "source" else "target", segment=segment.index)


@bitext_check(
    id="lost-emphasis",
    category="design-and-markup/markup-tag",
    severity=Severity.MINOR,
    examples=[
        bad(
            "This is **very** important.",
            "C’est très important.",
            lang=("en", "fr"),
            flags="C’est très important.",
            form="markdown",
        ),
        bad(
            "这**非常**重要。",
            "Das ist sehr wichtig.",
            lang=("zh-Hans", "de"),
            flags="Das ist sehr wichtig.",
            form="markdown",
        ),
        bad(
            "Run `make` now.",
            "Запустите make.",
            lang=("en", "ru"),
            flags="Запустите make.",
            form="markdown",
        ),
        good(
            "This is **very** important.",
            "C’est *très* important.",
            lang=("en", "fr"),
            form="markdown",
        ),
        good(
            "这**非常**重要。",
            "これは**非常に**重要です。",
            lang=("zh-Hans", "ja"),
            form="markdown",
        ),
        good("This is **very** important.", "هذا مهم جدا.", lang=("en", "ar")),
    ],
)
def lost_emphasis(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Bold or italic type, or type of code, that a sentence of the original has and its translation lacks.

    Markdown and HTML are compared sentence by sentence. All places of a kind are one finding.
    """
    source, target = bitext.source, bitext.target
    if source.form not in _MARKED_UP or target.form not in _MARKED_UP:
        return
    families: tuple[tuple[ElementKind, ...], ...] = (_EMPHASES, ("code",))
    for family in families:
        left = _counts(source, bitext.source_segments, family)
        right = _counts(target, bitext.target_segments, family)
        places = [
            _whole(bead, bitext)
            for bead in bitext.beads
            if bead.target
            and sum(left[i] for i in bead.source) > 0 == sum(right[j] for j in bead.target)
        ]
        yield from grouped(
            places,
            say_many(
                "The emphasis of the original is lost.",
                "The emphasis of the original is lost in {count} places.",
                len(places),
            )
            if family is _EMPHASES
            else say_many(
                "The original sets code apart here.",
                "The original sets code apart in {count} places.",
                len(places),
            ),
        )


def _whole(bead: Bead, bitext: Bitext) -> Place:
    segment = bitext.target_segments[bead.target[0]]
    return Place(segment.index, Span(0, len(segment.text)))


def _counts(
    document: Document, segments: Sequence[Segment], kinds: Sequence[ElementKind]
) -> Counter[int]:
    """Count the elements of some kinds that start in each segment."""
    counts: Counter[int] = Counter()
    elements = iter(sorted((e for e in document.elements if e.kind in kinds), key=lambda e: e.span))
    element = next(elements, None)
    for segment in segments:
        while element is not None and element.span.start < segment.span.end:
            if element.span.start >= segment.span.start:
                counts[segment.index] += 1
            element = next(elements, None)
    return counts
