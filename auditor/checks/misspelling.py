"""Misspelt words."""

import functools
from collections.abc import Iterator

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, segment_check
from auditor.text.frequency import zipf
from auditor.text.misspelling import doubtful, meant
from auditor.text.names import capitals, sounds
from auditor.text.paragraphs import prose
from auditor.text.tokens import letters

_WORD = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_@#/\\.'’ʼ-])\p{L}[\p{Ll}\p{M}]{2,}"
    r"(?![\p{L}\p{M}\p{N}_@/\\'’ʼ-]|\.\p{L})"
)
_LONG_NAME = 7
"""Letters from which a word with a capital is looked at: short ones are names."""
_FOREIGN = "en"
"""The language whose words stand in texts of every other."""
_USUAL = 2.5
"""Frequency from which a word belongs to that language, or to the original's."""


@segment_check(
    id="misspelled-word",
    category="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    examples=[
        bad("The committee publsihed the results this morning.", lang="en", flags="publsihed"),
        bad("Le comité pourrait avoirt une réponse demain.", lang="fr", flags="avoirt"),
        bad("Die Sitzung wurde auf morgen verschben.", lang="de", flags="verschben"),
        bad("El comité pubilcó el informe ayer.", lang="es", flags="pubilcó"),
        bad("Комитет опубликовал новый отчёт о рабте.", lang="ru", flags="рабте"),
        bad("O relatório tanbém foi publicado ontem.", lang="pt-BR", flags="tanbém"),
        bad("Il comitato ha pubblcato la relazione.", lang="it", flags="pubblcato"),
        bad("Комітет опублікував новий зівт учора.", lang="uk", flags="зівт"),
        good("The howling wind toppled the sty and a netting factory.", lang="en"),
        good("Il regretta que la cendre les eût désarmés.", lang="fr"),
        good("Die Kreditwürdigkeitsprüfungsstelle pausiert.", lang="de"),
        good("Yo no lo filtré ni lo oculté.", lang="es"),
        good("К январю родителю понадобились луки.", lang="ru"),
        good("Il signor Parlementi è a Bolognna? No, a `Bolognna`.", lang="it"),
        good("Der Autor zitiert „recieve“ in `recieve`.", lang="de"),
        good("Mr. Comittee spoke.", "M. Comittee a parlé.", lang=("en", "fr")),
    ],
)
def misspelled_word(segment: Segment, context: Context) -> Iterator[Hit]:
    """Word that nobody writes, and that is one slip away from a common word.

    Letters that changed places, that are lost, doubled or wrong. Words that the original has, that
    stand more than once in the document, names, code, words of English, and forms and
    compounds that merely are rare are left alone; so are languages whose list of words is short,
    and slips that make another word ("form" for "from").
    """
    own = context.target_language
    text = prose(segment.text)
    least = 0 if context.source is None else _LONG_NAME
    rare = {
        word
        for word in doubtful(letters(text), own)
        if word[1:].islower() and not (word[0].isupper() and (len(word) < least or not least))
    }
    for match in _WORD.finditer(text) if rare else ():
        word = match.group()
        if word not in rare:
            continue
        if word[0].isupper() and _is_name(word, text[: match.start()], context):
            continue
        right = meant(word, own)
        if right is None or _is_excused(word, context):
            continue
        if word[0].isupper():
            right = right[0].upper() + right[1:]
        yield Hit(
            say("“{word}” seems to be a slip for “{right}”.", word=word, right=right),
            Span(*match.span()),
            suggestion=right,
            confidence=0.7 if word[0].isupper() else 0.85,
        )


def _is_name(word: str, before: str, context: Context) -> bool:
    """Tell whether a word with a capital may be a name, of the original or of another language."""
    if len(word) < _LONG_NAME or context.source is None:
        return True
    inside = regex.search(r"[\p{L}\p{N}]", before) is not None
    if inside and not context.target_language.capital_nouns:
        return True
    return sounds(word) in _named(context.source.text)


@functools.lru_cache(maxsize=4)
def _named(text: str) -> frozenset[str]:
    return frozenset(sounds(name.text) for name in capitals(text))


def _is_excused(word: str, context: Context) -> bool:
    """Tell whether the document, its original or another language knows a word."""
    plain = word.casefold()
    if context.target.text.casefold().count(plain) > 1:
        return True
    if context.source is not None and plain in context.source.text.casefold():
        return True
    others = {_FOREIGN}
    if context.source_language is not None:
        others.add(context.source_language.primary)
    return any(zipf(word, other) >= _USUAL for other in others - {context.target_language.primary})
