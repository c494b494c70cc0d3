"""Names: those that the translation alters, drops, or puts in."""

import functools
from collections.abc import Iterator

import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.frequency import zipf
from auditor.text.kept_names import (
    LoneName,
    is_anywhere,
    is_told_by_sounds,
    likeness,
    lone_names,
)
from auditor.text.language import Language, language
from auditor.text.names import (
    Name,
    capitals,
    distance,
    forms,
    grouped,
    has_capitals,
    names,
    nearness,
    spelled,
    stands_as_spelled,
    stands_in,
)
from auditor.text.places import is_place
from auditor.text.scripts import writing
from auditor.text.units import units

_SHORT, _LONG = 4, 8
"""Letters of a name that may differ from its original in one letter, and in two."""
_REPLACED, _DOUBTFUL = 0.7, 0.4
_SAME = 0.45
"""Cosine of two words, by the shipped encoder, from which one may translate the other."""
_WELL_KNOWN = 3.3
"""Frequency of a name that may be what the target language calls another one."""
_ORDINARY = 4.4
"""Frequency of a word that is part of a title or an office rather than a name."""
_UNLIKE = 0.4
"""Likeness of two names below which neither is a spelling of the other."""
_NO_WORD, _INVENTED = 3.5, 1.5
"""Frequency of the rarest word of a name: where the original has another, and where it has none."""
_LEAST = 3
"""Letters of the shortest name that a run of names may hold."""
_NOUN = 3.5
"""Frequency of a word with a capital that German writes as a noun of its own: Hurricane, Hurrikan."""
_NEARLY = 0.7
"""Share of the letters of two words from which they may be one name, spelled by two languages."""
_MOST_WORDS = 2
"""Words of a person's name; more are a title."""
_RUN = regex.compile(r"\p{Latin}[\p{Latin}\p{M}\p{N} .’'&-]*")
_JOINED = regex.compile(r"[-–]|^\p{Lu}+$")
_FAMILIAR = 4.0
"""Frequency of a name that may have another form in a language that the encoder lacks."""
_SAME_LETTERS = regex.compile(
    r"[\p{Latin}’'-]+ [\p{Latin}’'-]+|[\p{Cyrillic}’'-]+ [\p{Cyrillic}’'-]+"
)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ALL_LATIN = regex.compile(r"[\u0000-\u024f\u2000-\u206f]*")
_ASCII_LETTER = regex.compile(r"[A-Za-z]")
_TWICE = regex.compile(r"(.)\1+")
_LATIN_NAME = regex.compile(r"[A-Z][a-z]{3}")
_RARE = 2.5
"""Frequency below which a capitalised word is likely a name, and a misspelling no word."""


@pair_check(
    id="altered-name",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("Nvidia and OpenAI signed it.", "Nvida et OpenAI l’ont signé.", lang=("en", "fr"), flags="Nvida"),
        bad("记者采访了 Altman 和 Friar。", "Journalists interviewed Altmann and Friar.", lang=("zh-Hans", "en"), flags="Altmann"),
        bad("Die Firma Wirecard ging unter.", "A empresa Wirecrad faliu.", lang=("de", "pt-BR"), flags="Wirecrad"),
        bad("Bukele won again.", "Bukle снова победил.", lang=("en", "ru"), flags="Bukle"),
        good("Nvidia and OpenAI signed it.", "Nvidia et OpenAI l’ont signé.", lang=("en", "fr")),
        good("He lives in London.", "Il vit à Londres.", lang=("en", "fr")),
        good("Trump’s visit to Warsaw", "Trumps Besuch in Warschau", lang=("en", "de")),
        good("Xi met Putin.", "Xi a rencontré Poutine.", lang=("en", "fr")),
        good("Kowalski meets Nowak.", "Rencontre de Kowalska et Nowak", lang=("pl", "fr")),
    ],
)  # fmt: skip
def altered_name(pair: Pair, context: Context) -> Iterator[Hit]:
    """Name that is spelled in another way than in the original.

    The original has a name in the same letters that the translation lacks, the two differ in a
    letter or two, and no word of the target language is spelled so. Endings of a language and
    names that it has its own form of are left alone.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    originals = [name.text for name in _mixed(pair.source.text, pair.target.text)]
    if not originals:
        return
    for name in _mixed(pair.target.text, pair.source.text):
        right = next((o for o in originals if _is_altered(o, name.text)), "")
        if target.capital_nouns and zipf(right, source.primary) >= _NOUN:
            continue
        if right and zipf(name.text, target.primary) < _RARE:
            yield Hit(
                say("The original writes {right}, not {wrong}.", right=right, wrong=name.text),
                name.span,
                suggestion=right,
                confidence=0.9,
            )


def _mixed(text: str, other: str) -> tuple[Name, ...]:
    """Give the capitalised words of a text that are no acronyms and that the other has not."""
    return tuple(
        name
        for name in capitals(text)
        if len(name.text) >= _SHORT
        and not name.text.isupper()
        and name.text.lower() not in _words(other)
    )


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


@functools.lru_cache(maxsize=65_536)
def _is_altered(original: str, name: str) -> bool:
    """Tell whether a name is another one misspelled, and no form of it with another ending."""
    if abs(len(original) - len(name)) > 2 or not _SAME_LETTERS.fullmatch(f"{original} {name}"):
        return False
    a, b = spelled(original), spelled(name)
    if not a.isalpha() or len(b) < _SHORT or a == b or len(set(a) ^ set(b)) > 4:
        return False
    if _squeezed(a) == _squeezed(b):
        return True
    most = 2 if min(len(a), len(b)) >= _LONG else 1
    if distance(a, b) > most:
        return False
    if sorted(a) == sorted(b) or (abs(len(a) - len(b)) == 1 and a[-1] == b[-1]):
        return True
    ending = 3 if len(a) >= _LONG else 2
    return a[:-ending] != b[: len(a) - ending] and b[:-ending] != a[: len(b) - ending]


def _squeezed(word: str) -> str:
    return _TWICE.sub(r"\1", word)


@pair_check(
    id="unknown-name",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("El acuerdo se firmó en Zacatecas.", "The agreement was signed in Wolverley.", lang=("es", "en"), flags="Wolverley"),
        bad("Le contrat fut signé à Concarneau.", "Umowę podpisano w mieście Szczebrzeszyn.", lang=("fr", "pl"), flags="Szczebrzeszyn"),
        bad("Ieri Brambilla ha parlato a lungo nella piazza di Pavia.", "Ontem Kowalczyk falou por muito tempo na praça de Pavia.", lang=("it", "pt-BR"), flags="Kowalczyk"),
        bad("Họ đã gặp ông Brambilla ở Milan.", "Hanno incontrato il signor Petterson a Milano.", lang=("vi", "it"), flags="Petterson"),
        good("Премьер-министр встретился с Меркель в Берлине.", "The prime minister met Merkel in Berlin.", lang=("ru", "en")),
        good("Трамп вчера встретился с Макроном.", "Trump met Macron yesterday.", lang=("ru", "en")),
        good("Le maire de Londres est venu.", "The mayor of London came.", lang=("fr", "en")),
        good("وصل الرئيس إلى القاهرة.", "The president arrived in Cairo.", lang=("ar", "en")),
    ],
)  # fmt: skip
def unknown_name(pair: Pair, context: Context) -> Iterator[Hit]:
    """Name in the translation that the original does not have.

    No word of the original is written or sounds like it, and none means the same. It is surer
    where the original has a name, too, that the translation lacks: one was put in the place of
    the other. Acronyms and common words are left alone. Where the original is in other than Latin
    letters, only that counts, or a name of several words that are none of the language.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    texts = pair.source.text, pair.target.text
    sure = tuple(_replaced(texts[1], target, texts[0], source, context))
    for name in sure:
        yield Hit(
            say("The original has no name like {name}.", name=name.text),
            name.span,
            confidence=_REPLACED,
        )
    if not (_in_latin(texts[0]) and _in_latin(texts[1])):
        return
    groups = _unsupported(texts[1], target, texts[0], source)
    if not groups:
        return
    lost = bool(_strange(texts[0], source, texts[1], target))
    whole = _whole(context)
    for group in groups:
        span = Span(group[0].span.start, group[-1].span.end)
        if any(span.start < name.span.end and name.span.start < span.end for name in sure):
            continue
        rare = max(zipf(name.text, target.primary) for name in group) < _WELL_KNOWN
        elsewhere = any(_stands(name.text, whole) for name in group)
        replaced = not (elsewhere or target.capital_nouns) and (len(group) > 1 or (lost and rare))
        yield Hit(
            say("The original has no name like {name}.", name=span.of(texts[1])),
            span,
            confidence=_REPLACED if replaced else _DOUBTFUL,
        )


def _replaced(
    text: str, own: Language, other: str, language_of_other: Language, context: Context
) -> Iterator[LoneName]:
    """Give the names of a text that surely have nothing to do with the other text.

    Either the other text has a name, too, that this one lacks and that sounds unlike, or the name
    is no word at all, and both are in Latin letters or the other is in letters without capitals.
    Well-known places are left to `place-mismatch`.
    """
    whole = _whole(context)
    new = [
        name
        for name in lone_names(text, own.tag, other, language_of_other.tag)
        if not is_anywhere(name.text, whole)
    ]
    if not new:
        return
    lost = [
        name
        for name in lone_names(other, language_of_other.tag, text, own.tag)
        if not is_anywhere(name.text, context.target.text)
    ]
    latin, cased = _in_latin(text) and _in_latin(other), has_capitals(other)
    if cased and not latin:
        new, lost = ([n for n in those if is_told_by_sounds(n.text)] for those in (new, lost))
    known = [name for name in lost if name.is_pure and name.rarest < _NO_WORD]
    unlike = all(likeness(a.text, b.text) < _UNLIKE for a in new for b in lost)
    for name in new:
        exchanged = bool(known) and unlike and name.rarest < _NO_WORD
        invented = (latin or not cased) and not lost and name.rarest < _INVENTED
        place = is_place(name.text, own)
        if name.is_pure and (exchanged or invented) and not place:
            yield name


def _is_like_any(name: str, text: str) -> bool:
    """Tell whether a word of a text is spelled nearly so: Pyongyang, Pjöngjang."""
    plain = spelled(name)
    return any(nearness(plain, word) >= _NEARLY for word in forms(text).words)


def _whole(context: Context) -> str:
    """Give the whole original, where a name may stand that this sentence has a pronoun for."""
    return context.source.text if context.source else ""


def _stands(name: str, whole: str) -> bool:
    """Tell whether a name stands in a long text, as it is spelled."""
    return stands_as_spelled(name, forms(whole))


def _unsupported(
    text: str, own: Language, other: str, language_of_other: Language
) -> list[tuple[Name, ...]]:
    """Give the runs of names of a text of which the other has none, acronyms and titles apart."""
    strange = set(_strange(text, own, other, language_of_other))
    return [
        group
        for group in grouped([n for n in names(text, own) if len(n.text) >= _LEAST], text)
        if all(name in strange and not _is_like_any(name.text, other) for name in group)
        and not any(name.starts or _JOINED.search(name.text) for name in group)
        and max(zipf(name.text, own.primary) for name in group) < _ORDINARY
    ]


@pair_check(
    id="missing-name",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    examples=[
        bad("记者采访了 Altman 和 Sarah Friar。", "Journalists interviewed Altman.", lang=("zh-Hans", "en"), flags="Sarah Friar"),
        bad("Журналисты посетили офис Goldbrook в Мюнхене.", "Des journalistes se sont rendus à Munich.", lang=("ru", "fr"), flags="Goldbrook"),
        bad("彼は Bukele に会った。", "Se reunió con él.", lang=("ja", "es"), flags="Bukele"),
        bad("التقى الصحفيون Friar أمس.", "Die Journalisten trafen sie gestern.", lang=("ar", "de"), flags="Friar"),
        bad("The minister met Wolverley and his staff on Monday.", "Le ministre a rencontré son équipe lundi.", lang=("en", "fr"), flags="Wolverley"),
        bad("La ministra habló ayer con Szczebrzeszyn en Madrid.", "Die Ministerin sprach gestern in Madrid.", lang=("es", "de"), flags="Szczebrzeszyn"),
        good("记者采访了 Altman 和 Friar。", "Journalists interviewed Altman and Friar.", lang=("zh-Hans", "en")),
        good("彼は Twitter に書いた。", "Il a écrit sur Twitter.", lang=("ja", "fr")),
        good("The minister met Wolverley on Monday.", "Am Montag traf die Ministerin Wolverley.", lang=("en", "de")),
        good("In Cologne the minister spoke on Monday.", "A Colonia la ministra ha parlato lunedì.", lang=("en", "it")),
        good("他用 Google 搜索。", "Он ищет в Google.", lang=("zh-Hans", "ru")),
    ],
)  # fmt: skip
def missing_name(pair: Pair, context: Context) -> Iterator[Hit]:
    """Name in Latin letters that the translation lacks.

    In an original of another script, such a name was kept on purpose, and a translation keeps it
    too. Between two languages in Latin letters only a name that is no word is looked at, where the
    translation has no name of its own. Acronyms and names that mean something in the target
    language are left alone. It is doubtful where the translation has the name elsewhere, and for a
    part of a longer name or title that was translated.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    if not _LATIN_NAME.search(pair.source.text):
        return
    if _in_latin(pair.source.text):
        yield from _lost(pair, context, source, target)
        return
    for group in grouped(
        _strange(pair.source.text, source, pair.target.text, target), pair.source.text
    ):
        span = Span(group[0].span.start, group[-1].span.end)
        if span.of(pair.source.text).isascii():
            name = span.of(pair.source.text)
            yield Hit(
                say("The name {name} is missing from the translation.", name=name),
                span,
                side="source",
                confidence=_DOUBTFUL
                if target.script != "Latn"
                or _stands(name, context.target.text)
                or _is_part(pair.source.text, span, pair.target.text)
                else _REPLACED,
            )


def _lost(pair: Pair, context: Context, source: Language, target: Language) -> Iterator[Hit]:
    """Give the names that are no words, between two texts in Latin letters."""
    own, other = pair.source.text, pair.target.text
    if not _in_latin(other):
        return
    lost = lone_names(own, source.tag, other, target.tag)
    if not lost or lone_names(other, target.tag, own, source.tag):
        return
    for name in lost:
        if name.is_pure and name.rarest < _INVENTED and not is_place(name.text, source):
            yield Hit(
                say("The name {name} is missing from the translation.", name=name.text),
                name.span,
                side="source",
                confidence=_DOUBTFUL if is_anywhere(name.text, context.target.text) else _REPLACED,
            )


def _is_part(text: str, span: Span, other: str) -> bool:
    """Tell whether a name is a part of a title, or of a name of which the other text has a part."""
    run = next(m for m in _RUN.finditer(text) if m.start() <= span.start < m.end())
    rest = [word for word in _words(run.group()) if word not in span.of(text).lower()]
    return len(rest) + 1 > _MOST_WORDS or any(word in _words(other) for word in rest)


@functools.lru_cache(maxsize=4096)
def _in_latin(text: str) -> bool:
    if text.isascii() or (_ALL_LATIN.fullmatch(text) and _ASCII_LETTER.search(text)):
        return True
    letters = writing(text)
    return letters is not None and letters.code == "Latn"


@functools.lru_cache(maxsize=4096)
def _strange_names(text: str, tag: str, other: str, other_tag: str) -> tuple[Name, ...]:
    own, language_of_other = language(tag), language(other_tag)
    return tuple(
        name
        for name in names(text, own)
        if len(name.text) >= _SHORT
        and not name.text.isupper()
        and name.text not in other
        and not stands_in(name.text, forms(other))
        and not _means(name.text, other, language_of_other, own)
    )


def _strange(text: str, own: Language, other: str, language_of_other: Language) -> tuple[Name, ...]:
    """Give the names of a text that the other has not, as they are written, sound, or mean."""
    return _strange_names(text, own.tag, other, language_of_other.tag)


def _means(name: str, text: str, language: Language, own: Language) -> bool:
    """Tell whether a word of a text means the same as a name, by the shipped encoder."""
    from auditor.backends.builtin import encoder

    model = encoder()
    if not {language.primary, own.primary} <= model.languages:
        return zipf(name, own.primary) >= _FAMILIAR
    pieces = units(text, language)
    if not pieces:
        return False
    vectors = model.encode([name, *pieces])
    return float((vectors[1:] @ vectors[0]).max()) >= _SAME
