"""Markup that shows in the text: HTML in plain text, and Markdown that a machine broke."""

import functools
import html.entities
from collections.abc import Iterator

import regex
from markdown_it import MarkdownIt

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, segment_check

_ENTITY = regex.compile(r"&(?:(?P<name>[A-Za-z]{2,8})|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_TAG = regex.compile(
    r"</(?P<end>[a-z][a-z0-9]{0,9})\s*>|<(?P<start>[a-z][a-z0-9]{0,9})(?:\s+[a-z-]+=[\"'][^\"'<>]*[\"'])*\s*/?>",
    regex.IGNORECASE,
)
_NAMES = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "figure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
_BROKEN_LINK = regex.compile(
    r"(?<!\!)\[[^\[\]\n]{1,120}\][ \u00a0]+\((?:https?://|www\.|/|\.\./)[^\s()]*\)?"
    r"|[\[［【][^\[\]［］【】\n]{1,120}[\]］】]（(?:https?://|www\.)[^\s（）]*）"
    r"|\[[^\[\]\n]{1,120}\]\([ \u00a0]*https?[ \u00a0]*:[ \u00a0]*//[ \u00a0]*[^\s()]*(?=[ \u00a0])"
    r"|\][ \u00a0]?\((?:https?：|https?:/[ \u00a0])"
)
_BROKEN_HEADING = regex.compile(r"\A#{2,6}(?=[^\s#!])|\A(?:#[ \u00a0]){2,}|\A＃{1,6}(?=\s)")
_INLINE = MarkdownIt("commonmark")
_EMPHASIS = regex.compile(r"\*\*")
_LETTER_BESIDE = regex.compile(r"\*\*\s?[\p{L}\p{N}\p{Pi}\p{Ps}「（]|[\p{L}\p{P}]\s?\*\*")


@segment_check(
    id="markup-in-text",
    category="design-and-markup/markup-tag",
    severity=Severity.MINOR,
    examples=[
        bad("Tom &amp; Jerry arrivent.", lang="fr", flags="&amp;"),
        bad("Он сказал: &quot;да&quot;.", lang="ru", flags="&quot;"),
        bad("这是<b>重要</b>的消息。", lang="zh-Hans", flags="<b>"),
        bad("قال المدير<br/> نعم.", lang="ar", flags="<br/>"),
        bad("A nice day.", "Ein schöner Tag.</p>", lang=("en", "de"), flags="</p>"),
        good("AT&T; R&D et <OpenAI> sont là : a < b > c.", lang="fr"),
        good("Use `&amp;` and `<b>` in HTML.", lang="en"),
        good("The <b>tag</b>", "Der <b>Befehl</b>", lang=("en", "de")),
        good("这是 <span>重要</span>的。", lang="zh-Hans", form="markdown"),
        good("Он сказал: «да».", lang="ru"),
    ],
)
def markup_in_text(segment: Segment, context: Context) -> Iterator[Hit]:
    """Entity or tag of HTML that readers see.

    "&amp;amp;" for "&amp;", or "<br/>" in the middle of a sentence: the text was encoded once too
    often, or unpacked wrongly. Code, names in angle brackets, entities that the original has too,
    and Markdown, which may hold both, are left alone. One finding for each sentence.
    """
    if context.target.form == "markdown" or _AMPERSAND.isdisjoint(segment.text):
        return
    source = context.source.text if context.source is not None else ""
    text = _without_code(segment.text)
    found = [
        match
        for match in _ENTITY.finditer(text)
        if not match["name"] or f"{match['name']};" in html.entities.html5
    ]
    found += [
        match
        for match in _TAG.finditer(text)
        if (match["end"] or match["start"] or "").lower() in _NAMES
    ]
    shown = [match for match in found if match.group() not in source]
    if shown:
        first = min(shown, key=lambda match: match.start())
        yield Hit(
            say("{piece} is markup that readers see.", piece=first.group()), Span(*first.span())
        )


_AMPERSAND = frozenset("&<")
_CODE = regex.compile(r"```.*?```|`[^`\n]+`", regex.DOTALL)


def _without_code(text: str) -> str:
    return _CODE.sub(lambda match: " " * len(match.group()), text)


@segment_check(
    id="broken-markdown",
    category="design-and-markup/markup-tag",
    severity=Severity.MINOR,
    examples=[
        bad("**Giriş: ** burada başlar.", lang="tr", flags="**"),
        bad("###W3C et les normes", lang="fr", flags="###"),
        bad(
            "Siehe [die Anleitung] (https://example.org/a).",
            lang="de",
            flags="[die Anleitung] (https://example.org/a)",
        ),
        bad(
            "请看【指南】（https://example.org/a）。",
            lang="zh-Hans",
            flags="【指南】（https://example.org/a）",
        ),
        bad("Это ** важно ** для нас.", lang="ru", flags="**"),
        bad("هذا **مهم جدا.", lang="ar", flags="**"),
        good("C’est **très** important, voir [le guide](https://example.org/a).", lang="fr"),
        good("## W3C und die Normen #hashtag", lang="de"),
        good("2 ** 3 и 2**3 — степени, `**kwargs`", lang="ru"),
        good("这**非常**重要。[1] (第2页)", lang="zh-Hans"),
        good("Call f(**kwargs) here.", "Rufen Sie f(**kwargs) auf.", lang=("en", "de")),
    ],
)
def broken_markdown(segment: Segment, context: Context) -> Iterator[Hit]:
    """Sign of Markdown that shows because its place is wrong.

    Machines put spaces into "** bold **", lose one of two stars, take the space from "### Title",
    and tear "[text](address)" apart. What CommonMark does not read as markup is shown to readers as
    it stands. Code, powers and what the original has in the same way are left alone.
    """
    if _MARKS.isdisjoint(segment.text):
        return
    text = _without_code(segment.text)
    source = context.source.text if context.source is not None else ""
    for pattern in (_BROKEN_HEADING, _BROKEN_LINK):
        match = pattern.search(text)
        if match and match.group() not in source:
            yield Hit(say("This is no Markdown, and readers see its signs."), Span(*match.span()))
    place = _stars(text)
    if place is not None and not _has_stars(source):
        yield Hit(
            say("These stars set nothing in bold, and readers see them."), Span(place, place + 2)
        )


_MARKS = frozenset("*#]］】＃")


def _stars(text: str) -> int | None:
    """Give the place of the first pair of stars that Markdown leaves in the text, or None."""
    if "**" not in text or not _LETTER_BESIDE.search(text):
        return None
    left = sum(
        child.content.count("**")
        for token in _INLINE.parseInline(text)
        for child in token.children or ()
        if child.type == "text"
    )
    places = [match.start() for match in _EMPHASIS.finditer(text)]
    powers = [p for p in places if regex.search(r"[\d)]\s?\Z", text[:p])]
    calls = [p for p in places if text[:p].endswith(("(", ", ")) and text[p + 2 : p + 3].islower()]
    if left <= len({*powers, *calls}):
        return None
    return next(place for place in places if place not in powers and place not in calls)


@functools.lru_cache(maxsize=4)
def _has_stars(source: str) -> bool:
    """Tell whether the original leaves stars in its text too."""
    return any(_stars(_without_code(line)) is not None for line in source.splitlines())
