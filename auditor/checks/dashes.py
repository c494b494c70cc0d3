"""Ellipses and dashes of two kinds in one document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.paragraphs import prose

_ELLIPSIS = regex.compile(r"(?<![.。…/])(?:\.{3}|…+|。{3})(?![.。…/])")
_DASH = regex.compile(
    r"(?<=[^\s|–—-][ \u00a0])(?P<spaced>[-–—]|--)(?=[ \u00a0][^\s|–—-])"
    r"|(?<=[\p{L}\p{M}\p{P}])(?P<bare>---?|——|—|⸺)(?=[\p{L}«“\"「])"
)
_ANY = regex.compile(r"[–—⸺]|--|[ \u00a0]-[ \u00a0]")
_RANGE = regex.compile(r"\p{N}\s?-\s?\p{N}")


@document_check(
    id="mixed-ellipses",
    category="style/inconsistent",
    severity=Severity.NEUTRAL,
    examples=[
        bad("Il hésite… puis il part.\nElle attend... et elle pleure…", lang="fr", flags="..."),
        bad("Er zögert… und geht…\nSie wartet...", lang="de", flags="..."),
        bad("他犹豫……然后走了……\n她等着。。。", lang="zh-Hans", flags="。。。"),
        bad("彼はためらった……そして去った……\n彼女は待つ…", lang="ja", flags="…"),
        bad("Он ждёт... и уходит...\nОна плачет…", lang="ru", flags="…"),
        good("Il hésite… puis il part…", lang="fr"),
        good("Er zögert... und geht...", lang="de"),
        good("他犹豫……然后走了……", lang="zh-Hans"),
        good("See `a...b` and ../c … then go…", lang="en"),
    ],
)
def mixed_ellipses(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Ellipses of two kinds: three stops beside one sign, or one sign beside two.

    A matter of house style. All places of the less frequent kind are one finding.
    """
    kinds: dict[str, list[Place]] = defaultdict(list)
    for segment in segments:
        if "..." in segment.text or "…" in segment.text or "。。。" in segment.text:
            for match in _ELLIPSIS.finditer(prose(segment.text)):
                kinds[match.group()].append(Place(segment.index, Span(*match.span())))
    yield from _lesser(kinds)


@document_check(
    id="mixed-dashes",
    category="style/inconsistent",
    severity=Severity.NEUTRAL,
    examples=[
        bad(
            "Elle — hier — est venue, dit-il — enfin.\nLui - demain - viendra.",
            lang="fr",
            flags="-",
        ),
        bad("Sie kam – endlich – an.\nEr -- leider nicht.", lang="de", flags="--"),
        bad("Он — врач.\nОна — врач.\nОни - врачи.", lang="ru", flags="-"),
        bad("他来了——终于——来了。\n她走了--真的走了。", lang="zh-Hans", flags="--"),
        good("Elle – hier – est venue ; Paris - Lyon", lang="fr"),
        good("Он — врач, он — друг.", lang="ru"),
        good("他来了——终于来了。", lang="zh-Hans"),
        good("The years 1914 - 1918, pages 3-5 — and more — too", lang="en"),
    ],
)
def mixed_dashes(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Dashes of two kinds between words: hyphens beside dashes, or long ones beside short ones.

    A matter of house style. Ranges of numbers and routes of two names are left alone, and so are
    kinds that stand for two uses, as a dash with spaces and one without. All places of the less
    frequent kind are one finding.
    """
    spaced: dict[str, list[Place]] = defaultdict(list)
    bare: dict[str, list[Place]] = defaultdict(list)
    for segment in segments:
        if segment.kind == "heading" or not _ANY.search(segment.text):
            continue
        text = prose(segment.text)
        ranges = {place for m in _RANGE.finditer(text) for place in range(*m.span())}
        for match in _DASH.finditer(text):
            if match.start() in ranges or _route(text, match):
                continue
            kinds = spaced if match["spaced"] else bare
            kinds[match.group()].append(Place(segment.index, Span(*match.span())))
    yield from _lesser(spaced)
    yield from _lesser(bare)


def _route(text: str, match: "regex.Match[str]") -> bool:
    """Tell whether a hyphen stands between two names, or leads a list item."""
    if match.group() != "-":
        return False
    before = regex.search(r"(\p{L}[\p{L}\p{M}]*)\W*\Z", text[: match.start()])
    after = regex.match(r"\W*(\p{L}[\p{L}\p{M}]*)", text[match.end() :])
    return bool(before and after and before[1][0].isupper() and after[1][0].isupper())


def _lesser(kinds: Mapping[str, Sequence[Place]]) -> Iterator[Hit]:
    if len(kinds) < 2:
        return
    main, *others = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    places = sorted(
        (place for kind in others for place in kinds[kind]), key=lambda p: (p.segment, p.span)
    )
    yield from grouped(
        places,
        say(
            "{count} × {marks} in a document that uses {main}.",
            count=len(places),
            marks=" ".join(others),
            main=main,
        ),
        main,
    )
