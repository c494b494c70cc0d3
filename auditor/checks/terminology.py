"""Terminology: acronyms that change inside a document, and the terms of a glossary."""

import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from auditor.core.bitext import Pair, Segment, Span
from auditor.core.glossary import Term
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good, pair_check, segment_check
from auditor.text.language import Language
from auditor.text.paragraphs import prose

_ACRONYM = regex.compile(
    r"(?<![\p{L}\p{N}\p{M}\p{Sc}_.&/@#+-])\p{Lu}{2,6}"
    r"(?![\p{L}\p{N}\p{M}\p{Sc}_&/@+]|[-.]\p{Lu}|[-.]\p{N}|[’']\p{Lu})"
)
_CAPITALS = regex.compile(r"\p{Lu}\p{Lu}")
_NAME_BEFORE = regex.compile(r"(?P<name>\p{Lu}[\p{L}\p{M}\p{N}.&’'-]*|\p{N}+)[ \u00a0]\Z")
_PLAIN = regex.compile(r"(?<![\p{L}\p{M}\p{N}])\p{Ll}[\p{L}\p{M}]*")
_LATIN = regex.compile(r"\p{Latin}")
_NAME_AFTER = regex.compile(r"[ \u00a0-](?:\p{Lu}[\p{L}\p{M}]|\p{N})")
_AROUND = 200
"""Code points that are looked at on either side of an acronym."""
_OPENED = regex.compile(r"[(\[（［“„«‹「『\"][\s]?\Z")
_CLOSED = regex.compile(r"[\s]?[)\]）］”»›」』\"]")
_SENTENCE = regex.compile(r"(?:\A|[.!?…:»”\"]\s)[^\p{L}\p{N}]*\Z")


@dataclass(frozen=True, slots=True)
class _Use:
    """A place where an acronym stands."""

    place: Place
    free: bool
    """It is neither a part of a name nor set in brackets or quotation marks."""


@document_check(
    id="acronym-drift",
    category="terminology/inconsistent-use",
    severity=Severity.MINOR,
    examples=[
        bad("L’IA progresse vite.\nLa technologie AI inquiète.", lang="fr", flags="AI"),
        bad("La UE votó ayer.\nLos ministros de la EU discuten.", lang="es", flags="EU"),
        bad("ООН приняла резолюцию.\nДоклад UN опубликован.", lang="ru", flags="UN"),
        bad("O PIB cresceu pouco.\nEspera-se que o GDP caia.", lang="pt-BR", flags="GDP"),
        bad(
            "NATO met today.\nMinisters of NATO agreed.\nThe press reported on NATO.",
            "NATO trat heute zusammen.\nDie Minister der NATO stimmten zu.\nDie Presse schrieb über die OTAN.",
            lang=("en", "de"),
            flags="OTAN",
        ),
        good("L’IA progresse. Meta AI et l’AI Act inquiètent.", lang="fr"),
        good("L’IA (en anglais « AI ») progresse. L’intelligence artificielle (AI) aussi.", lang="fr"),
        good("Die KI wächst. Die AI auch.", lang="de"),
        good("ИИ развивается, OpenAI и AI-900 тоже, сообщает AI News.", lang="ru"),
        good("Os EUA deram US$ 140 milhões.", lang="pt-BR"),
        good("AI 技术发展很快，中国AI企业也是。", lang="zh-Hans"),
        good(
            "The CIA met the AIC.",
            "La CIA s’est entretenue avec l’AIC.",
            lang=("en", "fr"),
        ),
    ],
)  # fmt: skip
def acronym_drift(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Acronym that has two forms in one document.

    One is the language's own form and the other was left as in the original, such as IA and AI in
    French: the reader takes them for two things. Forms in names, such as "AI Act", and forms that
    are explained in brackets or quoted, are left alone. Two acronyms of the same letters count
    too where the original has one of them alone. All places of a form are one finding.
    """
    own = context.target_language
    uses = _uses(segments)
    for foreign, native in _drifting(uses, context):
        places = [use.place for use in uses[foreign] if use.free]
        yield from grouped(
            places,
            say(
                "The document also writes {native}: are {foreign} and {native} the same thing "
                "in {language}?",
                native=native,
                foreign=foreign,
                language=say(own.name),
            ),
            native,
        )


def _uses(segments: Sequence[Segment]) -> Mapping[str, Sequence[_Use]]:
    uses: defaultdict[str, list[_Use]] = defaultdict(list)

    @functools.cache
    def plain() -> frozenset[str]:
        return frozenset[str]().union(*(_PLAIN.findall(segment.text) for segment in segments))

    for segment in segments:
        if not _CAPITALS.search(segment.text):
            continue
        text = prose(segment.text)
        if text.isupper():
            continue
        for match in _ACRONYM.finditer(text):
            start, end = match.span()
            before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            free = not (_is_name(before, after, plain) or _is_aside(before, after))
            uses[match.group()].append(_Use(Place(segment.index, Span(*match.span())), free))
    return uses


def _is_name(before: str, after: str, plain: Callable[[], Collection[str]]) -> bool:
    """Tell whether a capitalised neighbour makes the acronym a part of a name.

    A word that begins its sentence is a name when it is in Latin letters and the document never
    has it in lower case.
    """
    if _NAME_AFTER.match(after):
        return True
    word = _NAME_BEFORE.search(before)
    if word is None:
        return False
    if not _SENTENCE.search(before[: word.start()]):
        return True
    return bool(_LATIN.match(word["name"])) and word["name"].lower() not in plain()


def _is_aside(before: str, after: str) -> bool:
    return bool(_OPENED.search(before) or _CLOSED.match(after))


def _drifting(uses: Mapping[str, Sequence[_Use]], context: Context) -> Iterator[tuple[str, str]]:
    """Give each foreign form that stands beside the language's own."""
    own = context.target_language.acronym_equivalents
    original = None if context.source is None else _acronyms(context.source.text)
    seen: set[str] = set()
    for foreign, native in sorted(own.items()):
        in_original = original is not None and foreign in original and native in original
        if native in uses and not in_original and _is_free(uses, foreign):
            seen |= {foreign, native}
            yield foreign, native
    if original is None:
        return
    for left, right in _anagrams(uses):
        known = [form for form in (left, right) if form in original]
        if len(known) != 1 or seen & {left, right}:
            continue
        rare, usual = sorted((left, right), key=lambda form: (len(uses[form]), form != known[0]))
        if len(uses[rare]) < len(uses[usual]) and _is_free(uses, rare):
            yield rare, usual


def _is_free(uses: Mapping[str, Sequence[_Use]], form: str) -> bool:
    return any(use.free for use in uses.get(form, ()))


def _anagrams(uses: Iterable[str]) -> Iterator[tuple[str, str]]:
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(uses):
        alike["".join(sorted(form))].append(form)
    pairs = (itertools.combinations(forms, 2) for forms in alike.values())
    yield from sorted(itertools.chain.from_iterable(pairs))


@functools.lru_cache(maxsize=8)
def _acronyms(text: str) -> frozenset[str]:
    return frozenset(regex.findall(r"(?<![A-Za-z])\p{Lu}{2,6}(?![A-Za-z])", prose(text)))


@pair_check(
    id="glossary-term",
    category="terminology/inconsistent-with-terminology-resource",
    severity=Severity.MAJOR,
    needs=("glossary",),
    examples=[
        bad(
            "The central bank bought bonds.",
            "La banque nationale a acheté des titres.",
            lang=("en", "fr"),
            flags="central bank",
            glossary=[Term("central bank", "banque centrale")],
        ),
        bad(
            "算力很贵。",
            "Компьютеры дороги.",
            lang=("zh-Hans", "ru"),
            flags="算力",
            glossary=[Term("算力", "вычислительная мощность")],
        ),
        bad(
            "Der Rechtsstaat schützt alle.",
            "国は皆を守る。",
            lang=("de", "ja"),
            flags="Rechtsstaat",
            glossary=[Term("Rechtsstaat", "法治国家")],
        ),
        good(
            "The central banks bought bonds.",
            "Les banques centrales ont acheté des obligations.",
            lang=("en", "fr"),
            glossary=[Term("central banks", "banque centrale")],
        ),
        good(
            "Computing power is costly.",
            "Цена вычислительной мощности высока.",
            lang=("en", "ru"),
            glossary=[Term("computing power", "вычислительная мощность")],
        ),
        good(
            "He crossed the riverbank.",
            "彼は川岸を渡った。",
            lang=("en", "ja"),
            glossary=[Term("bank", "銀行")],
        ),
        good(
            "The network of a neural network",
            "شبكة الشبكة العصبية",
            lang=("en", "ar"),
            glossary=[Term("network", "شبكة"), Term("neural network", "شبكة عصبية")],
        ),
    ],
)
def glossary_term(pair: Pair, context: Context) -> Iterator[Hit]:
    """Term of the glossary that is not rendered as the glossary asks.

    The original has the term and the translation has none of its renderings, endings aside. Of
    terms that overlap in the original the longest counts.
    """
    source_language = context.source_language
    if source_language is None:
        return
    renderings: defaultdict[str, list[str]] = defaultdict(list)
    for term in context.glossary:
        if term.source and not term.forbidden:
            renderings[term.source].append(term.target)
    text, taken = pair.source.text, list[Span]()
    for source in sorted(renderings, key=lambda word: (-len(word), word)):
        spans = [
            Span(*match.span())
            for match in _pattern(source, source_language).finditer(text)
            if not any(t.start < match.end() and match.start() < t.end for t in taken)
        ]
        taken += spans
        targets = renderings[source]
        if spans and not any(
            _pattern(target, context.target_language).search(pair.target.text) for target in targets
        ):
            wanted = " or ".join(f"“{target}”" for target in targets)
            yield Hit(
                say("The glossary renders “{term}” as {wanted}.", term=source, wanted=wanted),
                spans[0],
                side="source",
            )


@segment_check(
    id="forbidden-term",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs=("glossary",),
    examples=[
        bad(
            "La cryptographie a perdu dix pour cent.",
            lang="fr",
            flags="cryptographie",
            glossary=[Term("crypto", "cryptographie", forbidden=True)],
        ),
        bad(
            "Der Rechner benötigt Rechenkräfte.",
            lang="de",
            flags="Rechenkräfte",
            glossary=[Term("computing power", "Rechenkräfte", forbidden=True)],
        ),
        bad(
            "人工智慧正在改變世界。",
            lang="zh-Hant",
            flags="人工智慧",
            glossary=[Term("AI", "人工智慧", forbidden=True)],
        ),
        bad(
            "Компания купила криптографии на миллион.",
            lang="ru",
            flags="криптографии",
            glossary=[Term("crypto", "криптография", forbidden=True)],
        ),
        good(
            "La cryptomonnaie a perdu dix pour cent.",
            lang="fr",
            glossary=[Term("crypto", "crypto", forbidden=True)],
        ),
        good(
            "Il étudie la cryptographie.",
            lang="fr",
            glossary=[
                Term("crypto", "cryptographie", forbidden=True),
                Term("cryptography", "cryptographie"),
            ],
        ),
        good(
            "人工智能正在改变世界。",
            lang="zh-Hans",
            glossary=[Term("AI", "人工智慧", forbidden=True)],
        ),
        good(
            "He sat on the bank.",
            "彼は土手に座った。",
            lang=("en", "ja"),
            glossary=[Term("levee", "土手", forbidden=True)],
        ),
    ],
)
def forbidden_term(segment: Segment, context: Context) -> Iterator[Hit]:
    """Rendering that the glossary forbids.

    It is left alone where the original does not have the term, and where the glossary allows the
    same word for another term. The suggestion is the rendering that the glossary asks for.
    """
    for term in context.glossary:
        if not term.forbidden or not _applies(term, context):
            continue
        wanted = [t.target for t in context.glossary if t.source == term.source and not t.forbidden]
        for match in _pattern(term.target, context.target_language).finditer(segment.text):
            yield Hit(
                say(
                    "The glossary forbids “{term}” for “{source}”.",
                    term=term.target,
                    source=term.source,
                )
                if term.source
                else say("The glossary forbids “{term}”.", term=term.target),
                Span(*match.span()),
                suggestion=wanted[0] if wanted else "",
            )


def _applies(term: Term, context: Context) -> bool:
    allowed = [t for t in context.glossary if t.target == term.target and not t.forbidden]
    if context.source is None or context.source_language is None:
        return not allowed
    text, own = context.source.text, context.source_language
    if any(_occurs(other.source, text, own.script, own.spaced) for other in allowed):
        return False
    return not term.source or _occurs(term.source, text, own.script, own.spaced)


@functools.lru_cache(maxsize=1024)
def _occurs(term: str, text: str, script: str, spaced: bool) -> bool:
    return bool(_matcher(term, script, spaced).search(text))


_LONG = 6
_ENDING = 3


@functools.lru_cache(maxsize=4096)
def _matcher(term: str, script: str, spaced: bool) -> regex.Pattern[str]:
    words = term.split()
    if not spaced:
        return regex.compile(r"\s?".join(map(regex.escape, words)), regex.IGNORECASE)
    capitals = any(word[1:] != word[1:].lower() for word in words)
    alone = len(words) == 1
    parts = [_word(word, alone, script) for word in words]
    letter = r"[\p{L}\p{M}\p{N}]"
    pattern = rf"(?<!{letter})" + r"[\s-]+".join(parts) + rf"(?!{letter})"
    return regex.compile(pattern, 0 if capitals else regex.IGNORECASE)


def _word(word: str, alone: bool, script: str) -> str:
    """Give the expression of a word with the endings, and in Arabic the articles, it may take."""
    prefix = r"(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)" if script == "Arab" else ""
    least = _LONG if alone else _LONG - 2
    if word.isupper() or len(word) < least:
        return prefix + regex.escape(word)
    cut = 1 if len(word) < _LONG + 2 else 2
    return rf"{prefix}{regex.escape(word[:-cut])}[\p{{L}}\p{{M}}]{{0,{cut + _ENDING - 1}}}"


def _pattern(term: str, own: Language) -> regex.Pattern[str]:
    """Give the expression that finds a term in a text of a language."""
    return _matcher(term, own.script, own.spaced)
