"""Well-known places that only one of original and translation names."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text import places, territories
from auditor.text.frequency import zipf
from auditor.text.language import Language, language
from auditor.text.names import heard_in, spelled
from auditor.text.units import units

_SAME = 0.45
"""Cosine of a place's name and a word, by the shipped encoder, from which this may stand for it:
Scotland, Scots."""
_NEAR = 0.3
"""The same where only one side has a place: Denmark, danese."""
_WELL_KNOWN = 3.0
"""Frequency of a name that is surely that of a place."""
_EVERYDAY, _NAMED = 4.5, 2.5
"""Frequency of a word that may be no name, and of a place's English name that is in use."""
_FEW_SIGNS = 3
_REPLACED, _INVENTED, _DOUBTFUL = 0.85, 0.7, 0.4
_KATAKANA = regex.compile(r"[\p{Katakana}ー]")
_ACRONYM = regex.compile(r"(?<![\p{L}\p{M}])(?:\p{Lu}\.?){2,5}(?![\p{L}\p{M}])")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place or a country as it stands in a text."""

    name: str
    span: Span
    code: str
    """Of the country that it is; empty where it is none."""
    lies_in: frozenset[str]
    found: places.Place | territories.Territory

    def stands(self, text: str, own: Language, other: Language) -> bool:
        return _stands(self, text, own.tag, other.tag)


@functools.lru_cache(maxsize=4096)
def _stands(mention: _Mention, text: str, tag: str, other_tag: str) -> bool:
    found, name, own, other = mention.found, mention.name, language(tag), language(other_tag)
    if isinstance(found, territories.Territory):
        alike = name[0].isupper() and heard_in(name, text)
        return alike or territories.stands(found, text, own, other)
    return places.stands(found, name, text, other) or _means(name, text, own, other)


@pair_check(
    id="place-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    needs=["encoder"],
    examples=[
        bad("Die Straßen von Bischkek waren leer.", "The streets of Boston were empty.", lang=("de", "en"), flags="Boston"),
        bad("The mayor of Munich opened the bridge.", "Le maire de Marseille a inauguré le pont.", lang=("en", "fr"), flags="Marseille"),
        bad("Он переехал из Москвы в Казань.", "He moved from Moscow to Chicago.", lang=("ru", "en"), flags="Chicago"),
        bad("新疆的棉花产量增加了。", "La producción de algodón de California aumentó.", lang=("zh-Hans", "es"), flags="California"),
        bad("彼は大阪で生まれた。", "Ele nasceu em Londres.", lang=("ja", "pt-PT"), flags="Londres"),
        bad("The storm reached Texas on Monday.", "В понедельник шторм дошёл до Бостона.", lang=("en", "ru"), flags="Бостона"),
        good("The streets of Munich were empty.", "Die Straßen von München waren leer.", lang=("en", "de")),
        good("He moved from Moscow to Kazan.", "Он переехал из Москвы в Казань.", lang=("en", "ru")),
        good("Pyongyang has not answered.", "朝鲜尚未回应。", lang=("en", "zh-Hans")),
        good("Un Londonien a gagné le marathon.", "A man from London won the marathon.", lang=("fr", "en")),
        good("彼は大阪で生まれた。", "He was born in Osaka.", lang=("ja", "en")),
        good("The title is yellow and more comes later.", "Der Titel ist Gold und der Rest folgt.", lang=("en", "de")),
        good("A certain shot won it.", "A Resistência venceu com um Tiro.", lang=("en", "pt-PT")),
        good("The UK and the EU have agreed.", "Großbritannien und Europa sind sich einig.", lang=("en", "de")),
    ],
)  # fmt: skip
def place_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """City, region or country that the original does not name.

    The translation names a well-known place, and no name, sound or word of the original stands for
    it. It is surest where the original has another place that the translation lacks; otherwise no
    sentence of the original may have it. A country and a place in it may stand for each other
    (Madrid, Spain). Names are those of GeoNames and the Unicode CLDR in many languages; those that
    are words or people are left alone.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    texts = pair.source.text, pair.target.text
    here = [m for m in _mentions(texts[1], target.tag) if not m.stands(texts[0], target, source)]
    here = [m for m in here if not _abbreviated(m, texts[0])]
    if not here:
        return
    every = _mentions(texts[0], source.tag)
    there = [m for m in every if not m.stands(texts[1], source, target)]
    there = [m for m in there if not _abbreviated(m, texts[1])]
    new = [m for m in here if not _related(m, every if m.code else there)]
    lost = [m for m in there if not _related(m, here)]
    if len(new) == len(lost) == 1 and new[0].code and lost[0].code:
        return
    for mention in new:
        if lost:
            yield Hit(
                say("The original has “{right}” here, another place.", right=lost[0].name),
                mention.span,
                suggestion=_translated(lost[0], target) if len(new) == len(lost) == 1 else "",
                confidence=_REPLACED,
            )
        else:
            whole = context.source.text if context.source else ""
            known = (
                not mention.name[0].isupper()
                or mention.stands(whole, target, source)
                or _is_near(mention, whole, source)
                or _means(mention.name, texts[0], target, source, _NEAR)
            )
            yield Hit(
                say("The original does not name {place}.", place=mention.name),
                mention.span,
                confidence=_DOUBTFUL if known else _INVENTED,
            )


def _is_cut(span: Span, text: str) -> bool:
    """Tell whether a katakana name is a part of a longer word."""
    return bool(
        _KATAKANA.match(text, span.start)
        and (
            _KATAKANA.match(text, span.end)
            or _KATAKANA.match(text, max(span.start - 1, 0), span.start)
        )
    )


@pair_check(
    id="missing-place",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    needs=["encoder"],
    examples=[
        bad("The match in Liverpool was postponed.", "Le match a été reporté.", lang=("en", "fr"), flags="Liverpool"),
        bad("Argentinien ist für seine Polospieler bekannt.", "Is known for its polo players.", lang=("de", "en"), flags="Argentinien"),
        bad("Он вернулся из Чикаго вчера вечером.", "Er kam gestern Abend zurück.", lang=("ru", "de"), flags="Чикаго"),
        bad("加利福尼亚的大火仍在蔓延。", "El incendio sigue propagándose.", lang=("zh-Hans", "es"), flags="加利福尼亚"),
        bad("ロンドンの美術館で展示される。", "Será exposto no museu.", lang=("ja", "pt-BR"), flags="ロンドン"),
        good("The match in Liverpool was postponed.", "Le match de Liverpool a été reporté.", lang=("en", "fr")),
        good("Der Name der Firma steht auf dem Schild.", "The company is shown on the sign.", lang=("de", "en")),
        good("He left for Seoul.", "ソウルに向けて出発した。", lang=("en", "ja")),
        good("Madrid rejected the plan.", "Spanien lehnte den Plan ab.", lang=("en", "de")),
        good("Он вернулся из США.", "He came back from America.", lang=("ru", "en")),
        good("美国总统特朗普发表了讲话。", "President Trump gave a speech.", lang=("zh-Hans", "en")),
    ],
)  # fmt: skip
def missing_place(pair: Pair, context: Context) -> Iterator[Hit]:
    """City, region or country of the original that the translation lacks.

    No name, sound or word of the translation stands for it, and it names no other place instead. It
    is doubtful where the translation has the place, or another one of its country, in any sentence,
    and for the countries that an original without capitals names more often than a translation does
    (美国总统).
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    texts = pair.source.text, pair.target.text
    lost = [m for m in _mentions(texts[0], source.tag) if not m.stands(texts[1], source, target)]
    lost = [m for m in lost if not _abbreviated(m, texts[1])]
    if not lost:
        return
    here = _mentions(texts[1], target.tag)
    if any(not m.stands(texts[0], target, source) for m in here):
        return
    for mention in lost:
        if not _related(mention, here):
            yield Hit(
                say("The translation does not name {place}.", place=mention.name),
                mention.span,
                side="source",
                confidence=_DOUBTFUL
                if _is_doubtful(mention, texts[0], source)
                or _means(mention.name, texts[1], source, target, _NEAR)
                or max(zipf(word, source.primary) for word in mention.name.split()) < _WELL_KNOWN
                or any(
                    territories.stands(
                        territories.Territory(code, mention.span), texts[1], source, target
                    )
                    for code in mention.lies_in
                )
                or mention.stands(context.target.text, source, target)
                or _is_near(mention, context.target.text, target)
                else _INVENTED,
            )


def _is_doubtful(mention: _Mention, text: str, own: Language) -> bool:
    """Tell whether signs may be a part of another word, or a country that other languages leave out."""
    if mention.name[0].isupper():
        return False
    few = len(mention.name) < _FEW_SIGNS
    if not mention.code:
        return few
    return mention.code in territories.often_added() or (
        few and (own.spaced or not places.is_word(text, mention.span, own))
    )


@functools.lru_cache(maxsize=1024)
def _mentions(text: str, tag: str) -> tuple[_Mention, ...]:
    """Give the places and countries of a text, in order."""
    own = language(tag)
    countries = [
        _Mention(c.span.of(text), c.span, c.code, frozenset({c.code}), c)
        for c in territories.territories(text, own)
        if not _is_cut(c.span, text)
    ]
    taken = [mention.span for mention in countries]
    others = [
        _Mention(p.span.of(text), p.span, "", places.countries_of(p), p)
        for p in places.places(text, own)
        if not any(p.span.start < span.end and span.start < p.span.end for span in taken)
        and not _is_word(p, text, own)
    ]
    return tuple(sorted([*countries, *others], key=lambda mention: mention.span.start))


def _is_word(place: places.Place, text: str, own: Language) -> bool:
    """Tell whether a name is rather an everyday word of its language: Name (Namur), Rest (Rasht).

    It is one where it is as usual as such words, and English texts hardly name the place.
    """
    if zipf(place.span.of(text).casefold(), own.primary) < _EVERYDAY:
        return False
    english = language("en")
    names = (zipf(name.casefold(), "en") for name in places.names_in(place, english))
    return max(names, default=0.0) < _NAMED


def _related(mention: _Mention, others: Sequence[_Mention]) -> bool:
    """Tell whether one of some places is the country that a place lies in, or lies in it."""
    return any(
        mention.lies_in & other.lies_in and bool(mention.code) != bool(other.code)
        for other in others
    )


def _is_near(mention: _Mention, whole: str, own: Language) -> bool:
    """Tell whether a document names another place of the same country, so that one may be meant."""
    return any(mention.lies_in & other.lies_in for other in _mentions(whole, own.tag))


def _abbreviated(mention: _Mention, text: str) -> bool:
    """Tell whether a text may have a place by its letters: NY, EU, D.C."""
    if any(territories.has_short_form(code, text) for code in mention.lies_in):
        return True
    words = (word for name in (mention.name, *_latin(mention)) for word in name.split())
    initials = {spelled(word)[:1] for word in words}
    return any(not initials.isdisjoint(spelled(m.group())) for m in _ACRONYM.finditer(text))


def _latin(mention: _Mention) -> tuple[str, ...]:
    english = language("en")
    if isinstance(mention.found, territories.Territory):
        return territories.names_of(mention.code, english.tag)
    return places.names_in(mention.found, english)


def _translated(mention: _Mention, target: Language) -> str:
    """Give the name of a place in the language of the translation, empty where none is known."""
    if isinstance(mention.found, territories.Territory):
        name = (*territories.names_of(mention.code, target.tag), "")[0]
    else:
        name = (*places.names_in(mention.found, target), "")[0]
    return name[:1].upper() + name[1:]


def _means(name: str, text: str, own: Language, other: Language, least: float = _SAME) -> bool:
    """Tell whether a word of a text means the same as a place's name, by the shipped encoder."""
    from auditor.backends.builtin import encoder

    model = encoder()
    words = units(text, other) if {own.primary, other.primary} <= model.languages else ()
    if not words:
        return False
    vectors = model.encode([name, *words])
    return float((vectors[1:] @ vectors[0]).max()) >= least
