"""Direct speech of the original that the translation gives as its own words."""

from collections.abc import Iterator

import regex

from auditor.core.bitext import Bitext, Document, Element, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good
from auditor.text.language import Language
from auditor.text.paragraphs import prose
from auditor.text.tokens import count_words

_MARKS = regex.compile(
    r"[«»“”„‟\"＂「」『』〝〟‹›《》]|(?<![\p{L}\p{N}])['‘‚’](?=\p{L})|(?<=[\p{L}\p{P}])['’‘](?!\p{L})"
)
_OPENING_DASH = regex.compile(r"\s*[—–―-]\s?\p{Lu}|[.,!?…:]\s[—–―-]\s")
_OPENS = frozenset('“«「„"')
_LEAST_WORDS = 5
_WHOLE = 0.6
"""Share of a sentence that a quotation takes up when all of it is direct speech."""
_QUOTED = regex.compile(
    r"“(?P<a>[^“”]+)”|«(?P<b>[^«»]+)»|「(?P<c>[^「」]+)」|„(?P<d>[^“”„]+)[“”]|\"(?P<e>[^\"]+)\""
)


@bitext_check(
    id="lost-quotation",
    category="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "“The state should not choose the winners of this race,” he said.",
            "L’État ne devrait pas choisir les gagnants de cette course, dit-il.",
            lang=("en", "fr"),
            flags="L’État ne devrait pas choisir les gagnants de cette course, dit-il.",
        ),
        bad(
            "他写道：「政府不应该选择赢家或输家，纳税人也不应该买单。」",
            "Die Regierung sollte keine Gewinner auswählen, und Steuerzahler sollten nicht zahlen.",
            lang=("zh-Hant", "de"),
            flags="Die Regierung sollte keine Gewinner auswählen, und Steuerzahler sollten nicht zahlen.",
        ),
        bad(
            "«Мы никогда не получали таких денег от правительства», — сказал он.",
            "قال إننا لم نحصل قط على مثل هذه الأموال من الحكومة.",
            lang=("ru", "ar"),
            flags="قال إننا لم نحصل قط على مثل هذه الأموال من الحكومة.",
        ),
        good(
            "“The state should not choose the winners of this race,” he said.",
            "«\u00a0L’État ne devrait pas choisir les gagnants de cette course\u00a0», dit-il.",
            lang=("en", "fr"),
        ),
        good(
            "“We are all going home now, every one of us,” she said.",
            "— Vamos todos para casa agora — disse ela.",
            lang=("en", "pt-BR"),
        ),
        good("The “czar” spoke on Monday.", "Der Zar sprach am Montag.", lang=("en", "de")),
        good(
            "She said her work was “something that I never hope to do again in my life.”",
            "Elle a dit que son travail était une chose qu’elle espérait ne jamais refaire.",
            lang=("en", "fr"),
        ),
        good("他读了《红楼梦》。", "Он прочёл «Сон в красном тереме».", lang=("zh-Hans", "ru")),
        good(
            "“It rained all day in the north.\nWe stayed at home with the children,” he said.",
            "« Il a plu toute la journée au nord.\nNous sommes restés avec les enfants », dit-il.",
            lang=("en", "fr"),
        ),
    ],
)
def lost_quotation(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Direct speech that lost its quotation marks.

    Most of a sentence of the original stands in quotation marks, and its translation has none at
    all, nor a dash that introduces speech: the reader takes a quotation for the author's words.
    Quoted terms and titles are left alone, quotations that are woven into the sentence and so begin
    with a small letter, and sentences of a quotation that the translation opens
    before or closes after. All places of the file are one finding.
    """
    own = context.source_language
    if own is None:
        return
    places: list[Place] = []
    opening, closing = context.target_language.quotes[0]
    depth = 0
    for bead in bitext.beads:
        if not (bead.source and bead.target):
            continue
        target = [bitext.target_segments[index] for index in bead.target]
        text = " ".join(segment.text for segment in target)
        inside, depth = depth > 0, max(0, depth + text.count(opening) - text.count(closing))
        source = " ".join(bitext.source_segments[index].text for index in bead.source)
        if inside or _OPENS.isdisjoint(source):
            continue
        if _MARKS.search(prose(text)) or _OPENING_DASH.search(text):
            continue
        if _is_speech(prose(source), own) and not _in_quote(target, context.target):
            first = target[0]
            places.append(Place(first.index, Span(0, len(first.text))))
    yield from grouped(
        places,
        say("The original quotes someone here; the quotation marks are lost.")
        if len(places) < 2
        else say(
            "The original quotes someone in {count} places; the quotation marks are lost.",
            count=len(places),
        ),
    )


def _is_speech(source: str, own: Language) -> bool:
    """Tell whether most of a text is one quotation of several words."""
    for match in _QUOTED.finditer(source):
        inner = next(part for part in match.groups() if part is not None)
        if inner.lstrip()[:1].islower():
            continue
        if count_words(inner, own) >= _LEAST_WORDS and len(inner) >= _WHOLE * len(source):
            return True
    return False


def _in_quote(segments: list[Segment], document: Document) -> bool:
    return any(_encloses(element, segments[0]) for element in document.elements)


def _encloses(element: Element, segment: Segment) -> bool:
    span = element.span
    return element.kind == "quote" and span.start <= segment.span.start < span.end
