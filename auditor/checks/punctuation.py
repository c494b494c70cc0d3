"""Spaces around punctuation, by the custom of the language; one grouped finding per rule."""

import functools
from collections.abc import Iterator, Sequence

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.language import Language
from auditor.text.paragraphs import BLANK, prose

_ORDINARY = " \t"
_EAST_ASIAN = r"\p{Han}\p{Hiragana}\p{Katakana}ー々"
_CLOSING = r"\p{Pe}\p{Pf}\"'’”»"

_SHAPES = {
    ":": rf"(?<=[^:\s{BLANK}])(?<gap>\s?):(?![:\p{{L}}\p{{N}}/\\{BLANK}])",
    "»": rf"(?<=[^\s«{BLANK}])(?<gap>\s?)»",
    "«": rf"«(?<gap>\s?)(?=[^\s»{BLANK}])",
}
_BEFORE_MARK = rf"(?<=[\p{{L}}\p{{N}}\p{{M}}{_CLOSING}%°€$…])(?<gap>\s?)"
_AFTER_MARK = r"(?![\p{L}\p{N}=])"

_SPACE_BEFORE = regex.compile(
    rf"\s(?<mark>[,.;:!?،؛؟۔।，。；：！？、])(?<=[\p{{L}}\p{{M}}\p{{N}}{_CLOSING}%]\s.)"
    rf"(?=\s|[{_CLOSING}]|[{_EAST_ASIAN}]|\Z)(?!\s?[.…])"
)
_RATIO = regex.compile(r"\p{N}\s:\s\p{N}|\s:\s\p{N}+\s?\Z")
_NO_SPACE_AFTER = regex.compile(
    r"(?<=\p{L}\p{M}*\p{L}\p{M}*)(?<mark>[,;،؛])(?=\p{L}\p{M}*\p{L})"
    r"|(?<=(?<![\p{L}\p{N}.’'-])\p{Ll}{3,40})(?<mark>[!?.…])(?=\p{Lu}\p{Ll}+[\s,])"
    r"|(?<=\p{L}\p{M}*\p{L}\p{M}*)(?<mark>[؟।۔])(?=\p{L}\p{M}*\p{L})"
)
_SPACELESS = regex.compile(rf"[{_EAST_ASIAN}\p{{Thai}}\p{{Khmer}}\p{{Lao}}\p{{Myanmar}}]")
_HALF_WIDTH = regex.compile(
    rf"(?<=[{_EAST_ASIAN}])(?<mark>[,.;:!?])(?=[{_EAST_ASIAN}])"
    rf"|(?<=[{_EAST_ASIAN}]{{3}})(?<mark>[,.])(?=\s*\Z|\s+[{_EAST_ASIAN}]|[”」』’）])"
)


@document_check(
    id="breaking-space",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("Êtes-vous sûr ?\nOui : je le suis.", lang="fr", flags=" "),
        bad("Il a dit « oui\u00a0».", lang="fr", flags=" "),
        bad("Attention : danger !", lang="fr", flags=" "),
        good("Êtes-vous sûr\u202f?", lang="fr"),
        good("Il a dit\u00a0: «\u00a0oui\u00a0».", lang="fr"),
        good("Rendez-vous à 14:00, voir https://example.org ::", lang="fr"),
        good("Are you sure ?", lang="en"),
        good("Bist du sicher ?", lang="de"),
        good("Вы уверены ?", lang="ru"),
        good("«شكرا» قال المدير.", lang="ar"),
    ],
)
def breaking_space(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Ordinary space at a mark that takes a no-break space.

    The mark can slip to the start of the next line. Languages such as French put a no-break space
    (U+00A0 or U+202F) before some marks and inside guillemets. All places of the file are one
    finding; the first is marked.
    """
    language = context.target_language
    if not language.spaces_before_mark:
        return
    places = [place for place, gap in _gaps(segments, language) if gap and gap in _ORDINARY]
    belongs = _names(language.spaces_before_mark)
    marks = " ".join([*language.space_before, *language.space_after])
    what = say(
        "An ordinary space stands where {space} belongs, next to {marks}",
        space=belongs,
        marks=marks,
    )
    yield from grouped(places, _told(what, places), language.spaces_before_mark[0])


@document_check(
    id="space-before-punctuation",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("Are you sure ?", lang="en", flags=" ?"),
        bad("Sie kam , sah und siegte.", lang="de", flags=" ,"),
        bad("Êtes-vous sûr? Oui.", lang="fr", flags="?"),
        bad("Il est venu , puis parti.", lang="fr", flags=" ,"),
        bad("وصل الوزير ، ثم غادر.", lang="ar", flags=" ،"),
        bad("他来了 ，然后走了。", lang="zh-Hans", flags=" ，"),
        good("Are you sure? See .NET, at 14:00 ... or … :)", lang="en"),
        good("Êtes-vous sûr\u202f? Oui\u00a0: à 14:00 (3 : 2).", lang="fr"),
        good("Das Spiel endete 3 : 2.", lang="de"),
        good("Он пришёл, увидел, победил!", lang="ru"),
        good("Voir https://example.org/a?b=c ou std::vector\u00a0!", lang="fr"),
        good("他来了，然后走了。", lang="zh-Hans"),
        good("Quoi\u202f?!", lang="fr"),
    ],
)
def space_before_punctuation(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Space before a mark that takes none, or none before a mark that takes one.

    Most languages write commas, stops, colons, question and exclamation marks right after the
    word; French puts a no-break space before some of them. Times, ratios, addresses, code,
    ellipses and smileys are left alone. All places of the file are one finding for each rule.
    """
    language = context.target_language
    lacking = [place for place, gap in _gaps(segments, language, opening=False) if not gap]
    what = say("The space before {marks} is missing", marks=" ".join(language.space_before))
    yield from grouped(lacking, _told(what, lacking))
    superfluous = []
    for segment in segments:
        text = prose(segment.text)
        spans = [
            Span(*match.span())
            for match in _SPACE_BEFORE.finditer(text)
            if match.group("mark") not in language.space_before
        ]
        ratios = {m.start() + 1 for m in _RATIO.finditer(text)} if spans else ()
        superfluous += [Place(segment.index, span) for span in spans if span.start not in ratios]
    what = say("A space stands before a mark that takes none")
    yield from grouped(superfluous, _told(what, superfluous))


@document_check(
    id="space-after-punctuation",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("He came,saw and won.", lang="en", flags=","),
        bad("La voiture était partie.Personne ne l’avait vue.", lang="fr", flags="."),
        bad("Il a dit «oui\u00a0».", lang="fr", flags="«"),
        bad("Он пришёл,увидел и победил.", lang="ru", flags=","),
        bad("وصل الوزير،وغادر المكان.", lang="ar", flags="،"),
        good("He paid 1,250.50, i.e. U.S. dollars, for Node.js and Yahoo!Japan.", lang="en"),
        good("Il a dit «\u00a0oui\u00a0», p.ex. à 14:00.", lang="fr"),
        good("Die N,N-Verbindung, z.B. in System.Out.Println", lang="de"),
        good("他来了,然后走了。", lang="zh-Hans"),
        good("ООО «Рога», т.е. фирма, сайт example.com", lang="ru"),
    ],
)
def space_after_punctuation(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """No space after a comma, a stop or an opening guillemet that takes one.

    Numbers, abbreviations, initials, names with a dot, addresses and code are left alone, and
    scripts written without spaces. All places of the file are one finding for each rule.
    """
    language = context.target_language
    lacking = [place for place, gap in _gaps(segments, language, closing=False) if not gap]
    what = say("The space after {marks} is missing", marks=" ".join(language.space_after))
    yield from grouped(lacking, _told(what, lacking))
    if not language.spaced:
        return
    places = []
    for segment in segments:
        text = prose(segment.text)
        places += [
            Place(segment.index, Span(*match.span()))
            for match in _NO_SPACE_AFTER.finditer(text)
            if not _SPACELESS.match(text, match.end())
            and not _SPACELESS.match(text, match.start() - 1)
        ]
    yield from grouped(places, _told(say("The space after the mark is missing"), places))


@document_check(
    id="half-width-punctuation",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("他来了,然后走了。", lang="zh-Hans", flags=","),
        bad("這是真的嗎?我不知道。", lang="zh-Hant", flags="?"),
        bad("彼は来た.そして去った。", lang="ja", flags="."),
        bad("专家们对此感到担忧.", lang="zh-Hans", flags="."),
        good("他在14:00来了，带着1,250元和Node.js。", lang="zh-Hans"),
        good("這是 GPT-4.5, Gemini, Claude 的比較。", lang="zh-Hant"),
        good("彼は「来た」と言った。", lang="ja"),
        good("He came, saw and won.", lang="en"),
        good("그는 왔다, 그리고 갔다.", lang="ko"),
    ],
)
def half_width_punctuation(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Half-width comma, stop or question mark between Chinese or Japanese characters.

    Running text in Chinese and Japanese takes full-width marks (，。？). Marks inside numbers, code
    and words in Latin letters are left alone. All places of the file are one finding.
    """
    if not context.target_language.full_width:
        return
    places = [
        Place(segment.index, Span(*match.span()))
        for segment in segments
        for match in _HALF_WIDTH.finditer(prose(segment.text))
    ]
    yield from grouped(places, _told(say("A half-width mark stands in full-width text"), places))


def _gaps(
    segments: Sequence[Segment], language: Language, *, opening: bool = True, closing: bool = True
) -> Iterator[tuple[Place, str]]:
    """Give the space, or its lack, at each mark that takes one, and where it stands.

    Args:
        segments: segments of the document.
        language: language whose marks are looked for.
        opening: look at the marks of `space_after`.
        closing: look at the marks of `space_before`.

    Yields:
        The place of the space, or of the mark where there is none; the space itself or "".
    """
    marks = (*language.space_before * closing, *language.space_after * opening)
    if not marks:
        return
    pattern = _pattern(marks)
    for segment in segments:
        text = prose(segment.text)
        if not any(mark in text for mark in marks):
            continue
        for match in pattern.finditer(text):
            gap = segment.text[slice(*match.span("gap"))]
            span = match.span("gap") if gap else match.span()
            if gap or not _RATIO.match(text, match.start() - 1):
                yield Place(segment.index, Span(*span)), gap


@functools.cache
def _pattern(marks: tuple[str, ...]) -> regex.Pattern[str]:
    shapes = [
        _SHAPES.get(mark) or _BEFORE_MARK + regex.escape(mark) + _AFTER_MARK for mark in marks
    ]
    return regex.compile("|".join(f"(?:{shape})" for shape in shapes))


def _names(spaces: Sequence[str]) -> str:
    return " / ".join(f"U+{ord(space):04X}" for space in spaces)


def _told(what: Message, places: Sequence[Place]) -> Message:
    return say_many("{what}.", "{what} ({count} places).", len(places), what=what)
