"""Marks that are doubled, foreign, unopened, or set off by a wrong space."""

import functools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good, segment_check
from auditor.text.paragraphs import BLANK, Paragraph, paragraphs, prose

_DOUBLED = regex.compile(
    r",\s?,|;\s?;|，\s?，|(?<!、)、\s?、(?!、)|،\s?،|؛\s?؛|؟\s?\.|(?<!。)。。(?!。)|[।۔]\s?[।۔]"
    r"|(?<=[\p{L}\p{N})\]»”\"])\.\.(?![./…\p{N}])"
    r"|[,;،，、；]\s?[.。।۔](?![.\p{N}\p{L}])|\.。|。\.|[?？!！]。|[。，、；：][，、；：]"
    r"|,;|;,|:,|(?<=\p{L}[\s\u00a0\u202f]?)\?\.(?![.…])"
    r"|(?<=\p{Ll}{3})\.[\"”»]\.(?!\.)|。[」』”]。"
)
_TWO_MARKS = regex.compile(r"[,;:.?!，。；：？！、،؛؟।۔][\s»”\"」』]{0,2}[,;:.，。；：、،؛।۔]")
_SPACED = ("Latn", "Cyrl", "Grek", "Arab")
"""Scripts that put a space before an opening bracket."""
_INNER_SPACE = regex.compile(
    r"(?<=[(\[（])[ \t\u00a0]+(?=[\p{L}\p{N}«“\"])"
    r"|(?<=[\p{L}\p{N}.…!?»”\"])[ \t\u00a0]+(?=[)\]）])"
)
_ATTACHED = regex.compile(
    r"(?<=\p{Ll}{3})\((?=\p{L}+[ \u00a0]\p{L})|(?<=(?<!\p{L})\p{Lu}\p{Ll}{2,40})\((?=\p{Lu}{2,8}\))"
)
_CALL = regex.compile(r"[\w.]\([^()\n]{0,80}\Z")
_INVERTED_END = 400
"""Code points before a closing mark in which its partner is looked for."""


@functools.cache
def _data() -> Mapping[str, Any]:
    file = resources.files("auditor.checks") / "data" / "marks.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@segment_check(
    id="doubled-punctuation",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("Il est venu,, puis reparti.", lang="fr", flags=",,"),
        bad("他来了。.", lang="zh-Hans", flags="。."),
        bad("你知道吗？。", lang="zh-Hans", flags="？。"),
        bad("Er kam, sah und siegte..", lang="de", flags=".."),
        bad("وصل الوزير،، ثم غادر.", lang="ar", flags="،،"),
        bad("Он пришёл,. и ушёл.", lang="ru", flags=",."),
        bad("彼は「はい。」。と言った。", lang="ja", flags="。」。"),
        bad("She said “I know.”. Then she left.", lang="en", flags=".”."),
        good("Quoi ?! Il hésite... puis s’en va !!!", lang="fr"),
        good("Acme Inc., Yahoo!, etc.; see ../a and 1..5", lang="en"),
        good("«¿Qué?», dijo. Y él: «¡No!».", lang="es"),
        good("他犹豫……然后走了。。。", lang="zh-Hans"),
        good("Он сказал: «Да»., 2-е изд.", lang="ru"),
        good("彼は「はい」と言った。", lang="ja"),
    ],
)
def doubled_punctuation(segment: Segment, context: Context) -> Iterator[Hit]:
    """Mark that stands twice, or two marks that exclude each other.

    Two commas, a comma before a stop, a stop after a question mark, stops of two scripts, a stop
    inside and after the quotation mark. Ellipses, "?!" and abbreviations before a comma are left
    alone, and so is what the original has in the same way.
    """
    if not _TWO_MARKS.search(segment.text):
        return
    source = context.source.text if context.source is not None else ""
    for match in _DOUBLED.finditer(prose(segment.text)):
        if match.group() not in source and not _abbreviated(segment.text, match, context):
            yield Hit(say("Two marks stand where one belongs."), Span(*match.span()))


def _abbreviated(text: str, match: "regex.Match[str]", context: Context) -> bool:
    """Tell whether the first of the marks ends an abbreviation of the language."""
    if not match.group().startswith("."):
        return False
    own = context.target_language
    before = text[max(0, match.start() - 12) : match.start() + 1]
    ends = (*own.abbreviations, *own.closing_abbreviations, *own.number_abbreviations)
    return match.group() != ".." and before.endswith(ends)


@document_check(
    id="foreign-mark",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("وصل الوزير, ثم غادر.", lang="ar", flags=","),
        bad("هل أنت متأكد?", lang="ar", flags="?"),
        bad("वह घर गया. फिर सो गया.", lang="hi", flags="."),
        bad("Είστε σίγουροι?", lang="el", flags="?"),
        bad("Bonjour，je suis là。", lang="fr", flags="，"),
        bad("Он пришёл， увидел и победил。", lang="ru", flags="，"),
        bad("그는 왔다。 그리고 갔다.", lang="ko", flags="。"),
        good("وصل الوزير، ثم غادر؛ هل أنت متأكد؟ نعم (GPT, Gemini).", lang="ar"),
        good("वह घर गया। डॉ. शर्मा सो गए।", lang="hi"),
        good("Είστε σίγουροι;", lang="el"),
        good("Il a dit « 你好，世界。 » en chinois.", lang="fr"),
        good("他来了，然后走了。", lang="zh-Hans"),
        good("彼は来た、そして去った。", lang="ja"),
    ],
)
def foreign_mark(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Comma, stop or question mark of another script.

    Latin marks in Arabic, Persian, Urdu, Hindi, Greek and others that have their own, and
    full-width marks of Chinese after letters that take narrow ones. Quoted text of the other
    script is left alone. All places of one mark are one finding.
    """
    own = context.target_language
    rules = [_data()["foreign"][own.primary]] if own.primary in _data()["foreign"] else []
    rules += [] if own.full_width else [_data()["narrow"]]
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for rule in rules:
        signs, letters = "".join(rule["marks"]), rule["letters"]
        held = frozenset(signs)
        for segment in segments:
            if held.isdisjoint(segment.text):
                continue
            for match in _after(signs, letters).finditer(prose(segment.text)):
                pair = match.group(), rule["marks"][match.group()]
                places[pair].append(Place(segment.index, Span(*match.span())))
    for (sign, right), found in sorted(places.items()):
        yield from grouped(
            found,
            say(
                "{count} × {sign}, where {right} belongs.", count=len(found), sign=sign, right=right
            ),
            right,
        )


@functools.cache
def _after(signs: str, letters: str) -> regex.Pattern[str]:
    """Give the pattern of marks after a word of three letters or more, or beside a wide one."""
    marks = regex.escape(signs)
    word = rf"(?<=[{letters}\p{{M}}]{{3}}[)»”\"]?)"
    if "." in signs or "," in signs or "?" in signs:
        return regex.compile(rf"{word}[{marks}](?=[\s»”\")]|\Z)")
    return regex.compile(
        rf"(?<=[{letters}][\p{{M}})»”\"]*\s?)[{marks}]|[{marks}](?=\s?[{letters}])"
    )


@document_check(
    id="bracket-space",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("Le PDG ( hier encore) est parti.", lang="fr", flags=" "),
        bad("Der Chef von Nvidia (ein Chiphersteller ) kam.", lang="de", flags=" "),
        bad("Он уехал ( в Киев ) вчера.", lang="ru", flags=" "),
        bad("قال المدير (أمس ) إن الأمر انتهى.", lang="ar", flags=" "),
        bad("The company(based in Paris) grew.", lang="en", flags="("),
        bad("The Hurricane Center(NHC) spoke.", lang="en", flags="("),
        good("Le PDG (hier) est parti ; cochez [ ] ou ( ).", lang="fr"),
        good("The employee(s) called f(x) and print( x ).", lang="en"),
        good("인공지능(AI 기술)이 발전했다.", lang="ko"),
        good("他（昨天）走了(真的)。", lang="zh-Hans"),
        good("Он уехал (в Киев) :)", lang="ru"),
    ],
)
def bracket_space(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Space after an opening bracket or before a closing one, or none outside of it.

    Boxes to be ticked, code, smileys and endings in brackets, such as "employee(s)", are left
    alone, and Korean and Chinese, which put no space before a bracket. All places are one finding
    for each rule.
    """
    inner: list[Place] = []
    outer: list[Place] = []
    apart = context.target_language.script.split("+")[0] in _SPACED
    for segment in segments:
        if "(" not in segment.text and ")" not in segment.text:
            continue
        text = prose(segment.text)
        inner += [
            Place(segment.index, Span(*m.span()))
            for m in _INNER_SPACE.finditer(text)
            if not _CALL.search(text, 0, m.end())
        ]
        if apart:
            outer += [Place(segment.index, Span(*m.span())) for m in _ATTACHED.finditer(text)]
    yield from grouped(inner, _told(say("No space belongs inside brackets"), inner))
    yield from grouped(outer, _told(say("A space belongs before the bracket"), outer))


@document_check(
    id="missing-inverted-mark",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    languages=("es", "ast", "gl"),
    examples=[
        bad("Estás seguro? No lo sé.", lang="es", flags="Estás seguro?"),
        bad("Qué sorpresa!", lang="es", flags="Qué sorpresa!"),
        bad("Por qué lo hizo?", lang="es-MX", flags="Por qué lo hizo?"),
        good("¿Estás seguro? ¡Qué sorpresa! ¿¡Cómo!?", lang="es"),
        good("Dijo: «¿Vienes?», y se fue (¿adónde?).", lang="es"),
        good("Ganó (?) dos premios en «Who Wants to Be a Millionaire?».", lang="es"),
        good("La empresa Yahoo! cerró en 2017.", lang="es"),
        good("Pero ¿qué dices?", lang="es"),
        good("“November is coming!”", "El cartel decía “November is coming!”.", lang=("en", "es")),
        good("¿De verdad crees eso?, preguntó ella. ¿O no?", lang="es"),
    ],
)
def missing_inverted_mark(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Question or exclamation that is closed and not opened with its inverted mark.

    Names with an exclamation mark, titles in another language and a mark alone in brackets are
    left alone.
    """
    for paragraph in paragraphs(segments, context.target):
        for opening, closing in context.target_language.inverted:
            yield from _unopened(paragraph, opening, closing, context)


def _unopened(paragraph: Paragraph, opening: str, closing: str, context: Context) -> Iterator[Hit]:
    text = prose(paragraph.text)
    last = 0
    for match in regex.finditer(regex.escape(closing) + "+", text):
        first = max(last, match.start() - _INVERTED_END)
        before, last = text[first : match.start()], match.end()
        if opening in before or _excused(text, match, before):
            continue
        start = first + max(
            [m.end() for m in regex.finditer(r"[.…!?:;»”\")\n]\s*|[«“(\"—]\s?", before)], default=0
        )
        place = paragraph.place(start, match.end())
        own = context.target_language.primary
        source = context.source.text if context.source is not None else ""
        if place is not None and text[start : match.end()] not in source:
            segment = next(s for s in paragraph.segments if s.index == place.segment)
            if segment.lang.split("-")[0] in ("", own):
                yield Hit(
                    say("The sentence is not opened with {mark}.", mark=opening),
                    place.span,
                    segment=place.segment,
                )


_NAME = regex.compile(r"(?:\A|[\s«“\"(])(?:\p{Lu}[\p{L}\p{M}’'-]*|\p{N}+)\Z")


def _excused(text: str, match: "regex.Match[str]", before: str) -> bool:
    """Tell whether a closing mark belongs to a name, a title or a doubt in brackets."""
    words = regex.findall(r"\p{L}[\p{L}\p{M}’'-]*", before.rpartition("«")[2].rpartition("“")[2])
    tail = words[-8:]
    capitals = sum(word[0].isupper() for word in tail)
    if not tail or before.endswith(("(", "[", BLANK)):
        return True
    goes_on = regex.match(r"\s?[\p{Ll},]", text[match.end() :]) is not None
    if _NAME.search(before) and (goes_on or len(tail) > 2) and match.group() == "!":
        return True
    return len(tail) > 1 and capitals * 2 > len(tail)


def _told(what: Message, places: Sequence[Place]) -> Message:
    return say_many("{what}.", "{what} ({count} places).", len(places), what=what)
