"""Words copied from the original: false friends, calques and anglicisms, from data per language."""

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Pair, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check, segment_check
from auditor.text.beginnings import Index
from auditor.text.language import language
from auditor.text.paragraphs import prose
from auditor.text.tokens import runs


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words that copy another language."""

    kind: str
    """What they are: "false" (false friend), "calque" or "loan"."""
    find: regex.Pattern[str]
    alone: regex.Pattern[str] | None
    """What is wrong without an original; None where nothing is."""
    origin: str
    instead: str
    originals: Mapping[str, regex.Pattern[str]]
    """Expression of the presumed original by primary subtag."""
    unless: regex.Pattern[str] | None
    not_in: tuple[str, ...]
    """Tags of the regions in which the words are usual."""


_FIELDS = frozenset({"kind", "find", "alone", "from", "instead", "unless", "not_in"})


@functools.cache
def _rows() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    file = resources.files("auditor.checks") / "data" / "calques.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _entries(primary: str) -> tuple[_Entry, ...]:
    return tuple(_numbered(primary, number) for number in range(len(_rows().get(primary, ()))))


@functools.cache
def _numbered(primary: str, number: int) -> _Entry:
    return _entry(_rows()[primary][number], primary)


def _entry(row: Mapping[str, Any], primary: str) -> _Entry:
    find = _words(row["find"], primary)
    alone = row.get("alone", False)
    return _Entry(
        kind=row["kind"],
        find=find,
        alone=_words(alone, primary) if isinstance(alone, str) else find if alone else None,
        origin=row["from"],
        instead=row["instead"],
        originals={key: _words(row[key], key) for key in row.keys() - _FIELDS},
        unless=regex.compile(row["unless"], regex.IGNORECASE) if "unless" in row else None,
        not_in=tuple(row.get("not_in", ())),
    )


def _words(pattern: str, primary: str) -> regex.Pattern[str]:
    """Compile an expression of whole words, or of characters where no spaces part the words."""
    if language(primary).spaced:
        pattern = rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{M}}\p{{N}}])"
    return regex.compile(pattern, regex.IGNORECASE)


@pair_check(
    id="false-friend",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    languages=("fr", "es", "de", "pt", "it", "ru", "ja", "zh"),
    examples=[
        bad("The firm issued a denial.", "La société a publié un déni.", lang=("en", "fr"), flags="déni"),
        bad("公司发布了否认声明。", "La société a publié un déni.", lang=("zh-Hans", "fr"), flags="déni"),
        bad("She eventually left.", "Ella eventualmente se fue.", lang=("en", "es"), flags="eventualmente"),
        bad("He gave her a gift.", "Er gab ihr ein Gift.", lang=("en", "de"), flags="Gift"),
        bad("He reads in the library.", "Ele lê na livraria.", lang=("en", "pt-BR"), flags="livraria"),
        bad("My parents live here.", "I miei parenti vivono qui.", lang=("en", "it"), flags="miei parenti"),
        bad("She reads a magazine.", "Она читает магазин.", lang=("en", "ru"), flags="магазин"),
        bad("他买了一辆汽车。", "彼は汽車を買った。", lang=("zh-Hans", "ja"), flags="汽車"),
        bad("彼女は毎日勉強する。", "她每天勉强。", lang=("ja", "zh-Hans"), flags="勉强"),
        good("He lives in denial.", "Il vit dans le déni.", lang=("en", "fr")),
        good("He may leave.", "Il partira éventuellement.", lang=("en", "fr")),
        good("She is now actually here.", "Sie ist aktuell hier.", lang=("en", "de")),
        good("The shop sells magazines.", "Магазин продаёт журналы.", lang=("en", "ru")),
        good("火车就是火车。", "汽車は汽車だ。", lang=("zh-Hans", "ja")),
        good("The bookstore is closed.", "La librería está cerrada.", lang=("en", "es")),
    ],
)  # fmt: skip
def false_friend(pair: Pair, context: Context) -> Iterator[Hit]:
    """Word that resembles the original's but means something else.

    Such as French "déni" (refusal to see) for a denial that is a "démenti". The pairs of words are
    data; the original must have the word, and none that would make the rendering right.
    """
    if context.source_language is None:
        return
    own = context.source_language.primary
    entries = _with_original(context.target_language.primary, own, pair.source.text)
    text = prose(pair.target.text) if entries else ""
    for entry in entries:
        pattern = entry.originals.get(own)
        if entry.kind != "false" or pattern is None or context.target.lang in entry.not_in:
            continue
        origin = pattern.search(pair.source.text)
        if origin is None or (entry.unless and entry.unless.search(pair.source.text)):
            continue
        for match in entry.find.finditer(text):
            yield Hit(
                say(
                    "“{word}” is a false friend of “{origin}” and means something else.",
                    word=match.group(),
                    origin=origin.group(),
                ),
                Span(*match.span()),
                suggestion=entry.instead,
                confidence=0.85,
            )


def _with_original(primary: str, own: str, text: str) -> Sequence[_Entry]:
    """Give the false friends whose original a text may hold."""
    if language(own).spaced:
        return [_numbered(primary, one) for one in _originals(primary, own).among(runs(text))]
    originals = _any_original(primary, own)
    return _entries(primary) if originals is not None and originals.search(text) else ()


@functools.cache
def _originals(primary: str, own: str) -> Index:
    rows = _rows().get(primary, ())
    return Index(row.get(own) if row["kind"] == "false" else None for row in rows)


@functools.cache
def _any_original(primary: str, own: str) -> regex.Pattern[str] | None:
    """Give one expression of all originals, which is quicker to look for than each, or None."""
    originals = [
        entry.originals[own].pattern for entry in _entries(primary) if own in entry.originals
    ]
    return regex.compile("|".join(originals), regex.IGNORECASE) if originals else None


def _with_words(primary: str, text: str) -> Sequence[_Entry]:
    """Give the entries whose words a text may hold."""
    if language(primary).spaced:
        return [_numbered(primary, one) for one in _finds(primary).among(runs(text))]
    return _entries(primary) if _any_words(primary).search(text) else ()


@functools.cache
def _finds(primary: str) -> Index:
    """Index what is looked for with an original, or without one."""
    return Index(
        "|".join([row["find"], *([row["alone"]] if isinstance(row.get("alone"), str) else [])])
        for row in _rows().get(primary, ())
    )


@functools.cache
def _any_words(primary: str) -> regex.Pattern[str]:
    patterns = [p.pattern for e in _entries(primary) for p in (e.find, e.alone) if p is not None]
    return regex.compile("|".join(dict.fromkeys(patterns)) or r"(?!)", regex.IGNORECASE)


@segment_check(
    id="calque",
    category="style/unidiomatic",
    severity=Severity.MINOR,
    languages=("fr", "es", "de", "pt", "it", "ru", "uk", "zh"),
    examples=[
        bad("Cela fait du sens pour nous.", lang="fr", flags="fait du sens"),
        bad(
            "Their business model is simple.",
            "Leur modèle commercial est simple.",
            lang=("en", "fr"),
            flags="modèle commercial",
        ),
        bad("Ella realizó que era tarde.", lang="es", flags="realizó que"),
        bad("Die Firma adressiert das Problem.", lang="de", flags="adressiert das Problem"),
        bad("Ele aplicou para uma vaga.", lang="pt-BR", flags="aplicou para uma vaga"),
        bad("Questo ci fa salvare tempo.", lang="it", flags="salvare tempo"),
        bad("Это делает смысл.", lang="ru", flags="делает смысл"),
        bad("Він приймає участь у змаганні.", lang="uk", flags="приймає участь"),
        bad("这是一条打破新闻。", lang="zh-Hans", flags="打破新闻"),
        good("Cela a du sens pour nous.", lang="fr"),
        good("Le commercial présente un modèle.", lang="fr"),
        good("Prices fell.", "Le modèle commercial est simple.", lang=("en", "fr")),
        good("Ella realizó la tarea que le pidieron.", lang="es"),
        good("Er adressiert den Brief.", lang="de"),
        good("Это имеет смысл.", lang="ru"),
        good("Він бере участь у змаганні.", lang="uk"),
    ],
)  # fmt: skip
def calque(segment: Segment, context: Context) -> Iterator[Hit]:
    """Expression copied word for word from another language, or a foreign word for a native one.

    Such as "faire du sens" for "avoir du sens". The expressions are data, with the presumed source;
    where the original is in a language whose source form is known, it must have that form.
    """
    entries = _with_words(context.target_language.primary, segment.text)
    text = prose(segment.text) if entries else ""
    for entry in entries:
        pattern = _pattern(entry, context)
        matches = tuple(pattern.finditer(text)) if pattern is not None else ()
        if matches and not _is_copied(entry, context):
            continue
        for match in matches:
            yield Hit(
                say(
                    "“{words}” copies “{origin}” word for word.",
                    words=match.group(),
                    origin=entry.origin,
                ),
                Span(*match.span()),
                suggestion=entry.instead,
                confidence=0.8,
            )


def _pattern(entry: _Entry, context: Context) -> regex.Pattern[str] | None:
    """Give what an entry forbids here, if need be where the original has its source form."""
    if context.target.lang in entry.not_in:
        return None
    if context.source_language is None or context.source_language.primary not in entry.originals:
        return entry.alone
    return None if entry.kind == "false" else entry.find


def _is_copied(entry: _Entry, context: Context) -> bool:
    """Tell whether the original has the source form of an entry, where that is known."""
    if context.source is None or context.source_language is None:
        return True
    original = entry.originals.get(context.source_language.primary)
    return original is None or _has(original, context.source.text)


@functools.lru_cache(maxsize=2048)
def _has(pattern: regex.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None
