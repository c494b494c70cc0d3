"""Capitals: lost at the start of a sentence, or carried over from another language."""

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.language import Language, language
from auditor.text.paragraphs import BLANK, prose

_SMALL_START = regex.compile(
    r"[\s\p{Ps}\p{Pi}\"'„‚¿¡*_]*(?P<word>\p{Ll}[\p{L}\p{M}\p{N}]*)(?P<next>.?)"
)
_COLON = regex.compile(r":[ \u00a0\u202f](?P<word>\p{Lu}[\p{L}\p{M}]*['’]?)(?=[\s\p{L}])")
_WORD = regex.compile(r"(?<![\p{L}\p{M}'’-])\p{L}[\p{L}\p{M}]*")
_FINISHED = regex.compile(r"[.!?。！？؟।][\s\p{Pf}\p{Pe}\"'»“]*\Z")
_ENDED = regex.compile(r"[^,;，、،–—\s-]\s*\Z")
"""End of a paragraph that the next one does not go on from."""
_SHORT_WORD = 3
_HEADING_WORDS = 14
_LEAST_CAPITALS = 3


@functools.cache
def _data(table: str, key: str) -> frozenset[str]:
    file = resources.files("auditor.checks") / "data" / "capitals.toml"
    content: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return frozenset(content[table][key])


@document_check(
    id="sentence-start-case",
    category="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    examples=[
        bad("le comité a publié son rapport hier.\nIl est long.", lang="fr", flags="le"),
        bad("Der Bericht ist da.\ner ist sehr lang.", lang="de", flags="er"),
        bad("отчёт опубликован вчера вечером.", lang="ru", flags="отчёт"),
        bad("“they came too late,” he said.", lang="en", flags="they"),
        bad("η έκθεση δημοσιεύτηκε χθες το βράδυ.", lang="el", flags="η"),
        good("iPhone et eBay sont des marques. von der Leyen est venue.", lang="fr"),
        good("… und dann ging er heim.", lang="de"),
        good("adidas opened a shop.", "adidas a ouvert une boutique.", lang=("en", "fr")),
        good("https://example.org est en ligne. `main` aussi.", lang="fr"),
        good("报告昨天发布了。", lang="zh-Hans"),
        good("a) premier point\nb) second point\nles autres points", lang="fr"),
        good("L’air restera chaud,\nce qui provoque un changement.", lang="fr"),
        good("then they left.", "puis ils sont partis.", lang=("en", "fr")),
    ],
)
def sentence_start_case(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Sentence that begins with a small letter.

    Only whole sentences with an end mark are looked at, in paragraphs of scripts with capitals.
    Brands and names with a small letter, code, addresses and lists are left alone, and so are
    sentences that the original begins with a small letter too. All places are one finding.
    """
    source = context.source.text if context.source is not None else ""
    places = []
    before: Segment | None = None
    for segment in segments:
        inside = before is not None and before.block == segment.block
        opens = before is None or (_FINISHED if inside else _ENDED).search(before.text) is not None
        before = segment
        match = _SMALL_START.match(segment.text)
        if match is None or not opens or segment.kind != "paragraph":
            continue
        word = match["word"]
        if (
            _FINISHED.search(segment.text)
            and match["next"] in ("", " ", ",", "\u00a0", "'", "’")
            and not any(sign.isupper() or sign.isdigit() for sign in word)
            and word not in _data("particles", "words")
            and prose(segment.text)[match.start("word")] != BLANK
            and not regex.search(rf"(?<!\p{{L}}){word}(?!\p{{L}})", source)
            and not _begins_small(source)
        ):
            places.append(Place(segment.index, Span(*match.span("word"))))
    yield from grouped(places, _told(say("The sentence begins with a small letter"), places))


@functools.lru_cache(maxsize=8)
def _begins_small(source: str) -> bool:
    """Tell whether a text begins its lines with small letters, as lists and verse do."""
    starts = regex.findall(r"^[\s\p{P}]*(\p{L})", source, regex.MULTILINE)
    cased = [sign for sign in starts if sign.isupper() or sign.islower()]
    small = sum(1 for sign in cased if sign.islower())
    return small * 10 > len(cased)


@document_check(
    id="capital-after-colon",
    category="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    examples=[
        bad("Le constat est clair : Les prix montent.", lang="fr", flags="Les"),
        bad("El motivo es claro: Los precios suben.", lang="es", flags="Los"),
        bad("Il motivo è chiaro: La crisi continua.", lang="it", flags="La"),
        bad("Причина проста: Это слишком дорого.", lang="ru", flags="Это"),
        good("Le constat est clair : les prix montent, dit Anna : « Les prix… »", lang="fr"),
        good("La ville : Le Havre. L’île : La Réunion.", lang="fr"),
        good("El motivo: los precios suben.", lang="es"),
        good("The reason is clear: The prices rise.", lang="en"),
        good("Der Grund ist klar: Die Preise steigen.", lang="de"),
        good("原因很清楚：价格上涨。", lang="zh-Hans"),
    ],
)
def capital_after_colon(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Capital after a colon in a language that goes on with a small letter.

    Only words that often begin sentences, such as articles and pronouns, are looked at, so that
    names are left alone; quotations keep their capital. A matter of style where the colon stands
    for "said". All places are one finding.
    """
    own = context.target_language
    if own.primary not in _data("small_after_colon", "languages"):
        return
    starters = _starters(own.tag)
    places = [
        Place(segment.index, Span(*match.span("word")))
        for segment in segments
        if ":" in segment.text
        for match in _COLON.finditer(prose(segment.text))
        if match["word"].replace("’", "'") in starters
        and not _is_name(segment.text, match)
        and not regex.search(
            r"[\p{N}][\s\u00a0]?\Z|^[\s\p{P}]*\p{L}+[\s\u00a0\u202f]?\Z",
            segment.text[: match.start()],
        )
    ]
    yield from grouped(places, _told(say("The sentence goes on with a small letter here"), places))


def _is_name(text: str, match: "regex.Match[str]") -> bool:
    """Tell whether the next word after an article has a capital too ("Le Havre")."""
    return bool(regex.match(r"[\s'’]?\s?\p{Lu}", text[match.end("word") :]))


@functools.cache
def _starters(tag: str) -> frozenset[str]:
    return frozenset(word.replace("’", "'") for word in language(tag).starters)


@document_check(
    id="title-case",
    category="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    examples=[
        bad(
            "Le Guide Complet Pour Les Débutants",
            lang="fr",
            flags="Le Guide Complet Pour Les Débutants",
        ),
        bad(
            "Cómo Ahorrar Dinero En La Nueva Economía",
            lang="es",
            flags="Cómo Ahorrar Dinero En La Nueva Economía",
        ),
        bad("Как Выбрать Новый Дом На Море", lang="ru", flags="Как Выбрать Новый Дом На Море"),
        bad("Wie Wir In Der Krise Sparen", lang="de", flags="Wie Wir In Der Krise Sparen"),
        good("Le guide complet pour les débutants", lang="fr"),
        good("Emmanuel Macron, Olaf Scholz et Giorgia Meloni à Bruxelles", lang="fr"),
        good("The Complete Guide For Beginners", lang="en"),
        good("Panduan Lengkap Untuk Pemula", lang="id"),
        good("Wie wir in der Krise Geld sparen", lang="de"),
        good("LE GUIDE COMPLET POUR LES DÉBUTANTS", lang="fr"),
        good("新手完整指南", lang="zh-Hans"),
    ],
)
def title_case(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Heading whose words all have capitals, as in English, in a language that has none there.

    Most words have a capital, and among them are words such as articles and prepositions, which
    names seldom have. All headings of the document are one finding.
    """
    own = context.target_language
    if own.primary not in _data("sentence_case", "languages"):
        return
    places = [
        Place(segment.index, Span(0, len(segment.text)))
        for segment in segments
        if not _FINISHED.search(segment.text) and _is_title_case(segment.text, own)
    ]
    told = say("Every word has a capital, as in English headings")
    yield from grouped(places, _told(told, places))


def _is_title_case(text: str, own: Language) -> bool:
    if len(text) > _HEADING_WORDS * 12:
        return False
    words = _WORD.findall(prose(text))[1:]
    if not _LEAST_CAPITALS <= len(words) < _HEADING_WORDS:
        return False
    capitals = [w for w in words if w[0].isupper() and (w[1:].islower() or len(w) == 1)]
    small = [w for w in words if w.islower() and len(w) > _SHORT_WORD]
    starters = _starters(own.tag)
    function = [word for word in capitals if word in starters]
    return len(capitals) >= max(_LEAST_CAPITALS, 4 * len(small)) and bool(function)


def _told(what: Message, places: Sequence[Place]) -> Message:
    return say_many("{what}.", "{what} ({count} places).", len(places), what=what)
