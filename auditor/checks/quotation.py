"""Quotation marks: unpaired ones, and styles that a document mixes or that are foreign."""

import functools
import itertools
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from auditor.core.bitext import Segment
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.language import Language, language
from auditor.text.paragraphs import Paragraph, paragraphs
from auditor.text.quotations import Mark, Quotation, quotations

_MANY = 2
"""Unpaired marks of a document that are one finding."""
_SAME_PLACE = 0.1
"""Difference, in shares of the text, between places of the original and the translation."""


@document_check(
    id="unpaired-quotes",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("Il a dit « oui et il est parti.", lang="fr", flags="«"),
        bad("She called it “a mistake and left.", lang="en", flags="“"),
        bad("他说：「我不知道。", lang="zh-Hant", flags="「"),
        bad("Он сказал, что это ошибка», и ушёл.", lang="ru", flags="»"),
        bad("قال المدير: “سنواصل العمل.", lang="ar", flags="“"),
        good("Il a dit « oui » et il est parti.", lang="fr"),
        good("« C’est la fin.\n« Nous partirons demain. »", lang="fr"),
        good("“It rained.\nWe stayed in.”", lang="en"),
        good("“It rained.\n“We stayed in,” he said.", lang="en"),
        good('A 5" pipe and a 6\'2" man.', lang="en"),
        good("„Ja“, sagte er, »nein« und “vielleicht“.", lang="de"),
        good("他说：「我不知道。」她说：『好』。", lang="zh-Hant"),
        good("Он сказал: «Роман „Идиот“ — шедевр».", lang="ru"),
    ],
)
def unpaired_quotes(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Quotation mark that is opened and not closed, or closed and not opened.

    The reader no longer knows who speaks. A quotation may run over several sentences, and over
    several paragraphs where each reopens it. Inch marks and apostrophes are no quotation marks;
    an original with as many unpaired marks excuses the translation. Two and more are one
    finding, since one mark that is wrong often leaves others without their partner.
    """
    texts = paragraphs(segments, context.target)
    strays = quotations([p.text for p in texts], context.target_language)[1]
    if context.source is not None and context.source_language is not None:
        blocks = [b.span.of(context.source.text) for b in context.source.blocks if not b.excluded]
        original = quotations(blocks, context.source_language)[1]
        strays = _unexcused(strays, original, _shares(texts), _shares(blocks))
    found = [(mark, texts[mark.position].place(mark.offset, mark.offset + 1)) for mark in strays]
    placed = [(mark, place) for mark, place in found if place is not None]
    if len(placed) >= _MANY:
        message = say("{count} quotation marks are without a partner.", count=len(placed))
        yield from grouped([place for _, place in placed], message)
        return
    for mark, place in placed:
        message = say("The quotation mark is closed and not opened.")
        if mark.opens and mark.closes:
            message = say("The quotation mark is without a partner.")
        elif mark.opens:
            message = say("The quotation mark is opened and not closed.")
        yield Hit(message, place.span, segment=place.segment)


@document_check(
    id="mixed-quotes",
    category="style/inconsistent",
    severity=Severity.MINOR,
    examples=[
        bad("Il a dit « oui ».\nElle a dit « non ».\nIls l’ont “cru”.", lang="fr", flags="“cru”"),
        bad("He said “yes”.\nShe said “no”.\nThey «agreed».", lang="en", flags="«agreed»"),
        bad("他说“好”。\n她说“不”。\n他们「同意」了。", lang="zh-Hans", flags="「同意」"),
        bad("Он — «да».\nОна — «нет».\nОни — “может”.", lang="ru", flags="“может”"),
        good("Il a dit « oui ». Elle a dit « non, “jamais” ».", lang="fr"),
        good('He said “yes”. It’s "fine". A 5" pipe.', lang="en"),
        good("他说“好”。她读《红楼梦》。", lang="zh-Hans"),
        good("「彼は『行く』と言った」と彼女は言った。『日本』という雑誌。", lang="ja"),
        good("Er sagte „ja“. Sie sagte „nein“.", lang="de"),
    ],
)
def mixed_quotes(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Quotation marks of two styles in one document.

    One style should hold from end to end: the one that the language accepts and the document uses
    most. Quotations inside quotations may have their own marks. All places of the file are one
    finding.
    """
    own = context.target_language
    texts = paragraphs(segments, context.target)
    outer = _typographic(texts, own)
    accepted = Counter(q.style for q in outer if q.style in _accepted(own.tag))
    if not accepted:
        return
    main = max(accepted, key=lambda style: (accepted[style], style))
    odd = [quotation for quotation in outer if quotation.style != main]
    yield from grouped(
        [place for quotation in odd for place in _places(quotation, texts)],
        say(
            "{count} × {marks} in a document that uses {main}.",
            count=len(odd),
            marks=_shown(odd),
            main=f"{main[0]}…{main[1]}",
        ),
    )


@document_check(
    id="typewriter-quotes",
    category="style/inconsistent",
    severity=Severity.NEUTRAL,
    examples=[
        bad('He said “yes”.\nShe said “no”.\nThey "agreed".', lang="en", flags='"agreed"'),
        bad('Он — «да».\nОна — «нет».\nОни — "может".', lang="ru", flags='"может"'),
        bad('Er sagte „ja".\nSie sagte „nein“ und „nie“.', lang="de", flags='„ja"'),
        bad('他说"好"。\n她说“不”。\n他们“同意”了。', lang="zh-Hans", flags='"好"'),
        good('He said "yes". She said "no".', lang="en"),
        good('Er hat einen 27" Bildschirm und sagte „ja“.', lang="de"),
        good('Il a dit « oui ». `print("non")`', lang="fr"),
        good("彼は「はい」と言った。", lang="ja"),
    ],
)
def typewriter_quotes(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Typewriter quotation marks beside typographic ones.

    The document has both "…" and the curly or angled marks of its language. A matter of house
    style. All places of the file are one finding, on the kind of which there are fewer.
    """
    texts = paragraphs(segments, context.target)
    outer = quotations([p.text for p in texts], context.target_language)[0]
    typed = [quotation for quotation in outer if quotation.typed]
    others = [quotation for quotation in outer if not quotation.typed]
    if typed and others:
        fewer, more = (typed, others) if len(typed) <= len(others) else (others, typed)
        yield from grouped(
            [place for quotation in fewer for place in _places(quotation, texts)],
            say(
                "{count} × {sign} in a document that mostly uses {other}.",
                count=len(fewer),
                sign=_shown(fewer),
                other=_shown(more),
            ),
        )


@document_check(
    id="foreign-quotes",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("Il a dit “oui”.", lang="fr", flags="“oui”"),
        bad("Er sagte “ja”.", lang="de", flags="“ja”"),
        bad("He said «yes».", lang="en", flags="«yes»"),
        bad("彼は«はい»と言った。", lang="ja", flags="«はい»"),
        good("Il a dit « oui ».", lang="fr"),
        good('Il a dit "oui".', lang="fr"),
        good("Er sagte „ja“ und »nein«.", lang="de"),
        good("Ha detto “sì”.", lang="it"),
        good("Dijo “sí” y luego «no».", lang="es"),
        good("他说“好”。", lang="zh-Hans"),
    ],
)
def foreign_quotes(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Quotation marks of another language than the translation's.

    Such as English “…” in French. Straight typewriter marks are accepted everywhere. All places
    of the file are one finding. A document that uses the right marks too is left to
    `mixed-quotes`.
    """
    own = context.target_language
    texts = paragraphs(segments, context.target)
    outer = _typographic(texts, own)
    accepted = _accepted(own.tag)
    if not own.known or any(quotation.style in accepted for quotation in outer):
        return
    yield from grouped(
        [place for quotation in outer for place in _places(quotation, texts)],
        say(
            "{count} × {marks}; {language} uses {own}.",
            count=len(outer),
            marks=_shown(outer),
            language=say(own.name),
            own="…".join(own.quotes[0]),
        ),
    )


def _typographic(texts: Sequence[Paragraph], own: Language) -> tuple[Quotation, ...]:
    """Give the outermost quotations that are set in other marks than a typewriter's.

    Marks that the language uses for titles are left out.
    """
    titles = _data()["titles"].get(own.primary, ())
    outer = quotations([p.text for p in texts], own)[0]
    return tuple(q for q in outer if not q.typed and q.style not in titles)


def _unexcused(
    strays: Sequence[Mark],
    original: Sequence[Mark],
    starts: Sequence[float],
    original_starts: Sequence[float],
) -> tuple[Mark, ...]:
    """Leave out the marks that lack a partner at about the same place of the original."""
    places = [original_starts[mark.position] for mark in original]
    left: list[Mark] = []
    for mark in strays:
        near = [p for p in places if abs(p - starts[mark.position]) <= _SAME_PLACE]
        if near:
            places.remove(min(near, key=lambda p: abs(p - starts[mark.position])))
        else:
            left.append(mark)
    return tuple(left)


def _shares(texts: Sequence[str] | Sequence[Paragraph]) -> tuple[float, ...]:
    """Give how far into the document each paragraph begins, from 0 to 1."""
    sizes = (len(t) if isinstance(t, str) else len(t.text) for t in texts)
    *starts, total = itertools.accumulate(sizes, initial=0)
    return tuple(start / max(total, 1) for start in starts)


@functools.cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    file = resources.files("auditor.checks") / "data" / "quotation.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _accepted(tag: str) -> frozenset[str]:
    """Give the styles that a language accepts for quotations that stand in no other."""
    own = language(tag)
    listed = _data()["outer"].get(own.primary) or ["".join(pair) for pair in own.quotes]
    return frozenset(listed)


def _shown(quotations: Sequence[Quotation]) -> str:
    return " and ".join(sorted({f"{q.opening.sign}…{q.closing.sign}" for q in quotations}))


def _places(quotation: Quotation, texts: Sequence[Paragraph]) -> tuple[Place, ...]:
    """Give the quotation's place, or those of its two marks when it runs over sentences."""
    first, last = quotation.opening, quotation.closing
    if first.position == last.position:
        return texts[first.position].places(first.offset, last.offset + 1)
    ends = (texts[m.position].place(m.offset, m.offset + 1) for m in (first, last))
    return tuple(place for place in ends if place is not None)
