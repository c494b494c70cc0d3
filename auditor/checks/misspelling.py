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
from auditor.text.month_slips import meant_month
from auditor.text.names import capitals, sounds
from auditor.text.paragraphs import prose
from auditor.text.tokens import letters

_WORD = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_@#/\\.'’ʼ-])\p{L}[\p{Ll}\p{M}]{2,}"
    r"(?![\p{L}\p{M}\p{N}_@/\\'’ʼ-]|\.\p{L})"
)
_LONG_NAME = 7
"""Letters from which a word with a capital is looked at: short ones are names."""
_RARE, _EVERYDAY = 2.0, 5.3
"""Frequency below which a short word with a capital is looked at, and of the word that is meant."""
_USUAL_NAME = 4.0
"""The same where a word with a capital stands inside of a sentence."""
_SMALL = regex.compile(r"\s\p{Ll}")
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
        bad("The fair runs until Jully 26.", lang="en", flags="Jully"),
        bad("Die Messe endet am 26. Agust 2026.", lang="de", flags="Agust"),
        bad("La foire ouvre le 3 septembe 2026.", lang="fr", flags="septembe"),
        bad("Ярмарка откроется 3 сентябрья 2026 года.", lang="ru", flags="сентябрья"),
        good("Jully Miller moved to 5 Augusta street in Juno 2.", lang="en"),
        bad(
            "Als der Rat tagte, regnete es.",
            "Whn the council met, it rained.",
            lang=("de", "en"),
            flags="Whn",
        ),
        bad(
            "Ils vivent en Belgique.",
            "They live in Beligum now.",
            lang=("fr", "en"),
            flags="Beligum",
        ),
        good("Whne kommt aus Gent.", "Whne comes from Ghent.", lang=("de", "en")),
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

    Letters that changed places, that are lost, doubled or wrong; beside a number, names of months,
    too. A word with a capital counts where it is long, or begins a sentence that goes on small, and
    the original has no name that sounds like it. Words that the original has, that
    stand more than once in the document, names, code, words of English, and forms and
    compounds that merely are rare are left alone; so are languages whose list of words is short,
    and slips that make another word ("form" for "from").
    """
    own = context.target_language
    text = prose(segment.text)
    every = letters(text)
    rare = {word for word in doubtful(every, own) if word[1:].islower()}
    short = {word for word in rare if word[0].isupper() and _is_short(word, every[0], context)}
    for match in _WORD.finditer(text) if rare else ():
        word = match.group()
        if word not in rare:
            continue
        month = meant_month(word, match.start(), text, own)
        if month is not None and not _is_excused(word, context):
            yield _slip(word, month, match.start(), 0.85)
            continue
        right = meant(word, own) if word not in short else None
        if right is None or _is_excused(word, context):
            continue
        if word[0].isupper() and _is_name(word, right, match, context):
            continue
        if word[0].isupper():
            right = right[0].upper() + right[1:]
        yield _slip(word, right, match.start(), 0.7 if word[0].isupper() else 0.85)


def _slip(word: str, right: str, start: int, confidence: float) -> Hit:
    return Hit(
        say("“{word}” seems to be a slip for “{right}”.", word=word, right=right),
        Span(start, start + len(word)),
        suggestion=right,
        confidence=confidence,
    )


def _is_short(word: str, first: str, context: Context) -> bool:
    """Tell whether a word with a capital is too short to be looked at: it may be a name."""
    return context.source is None or (len(word) < _LONG_NAME and word != first)


def _is_name(word: str, right: str, match: "regex.Match[str]", context: Context) -> bool:
    """Tell whether a word with a capital may be a name, of the original or of another language.

    A short word that begins a sentence is none where a small word follows and where everybody
    writes the word that is meant; inside of one, a long word is none that is on no list and that lost a
    letter, or has two changed.
    """
    own = context.target_language
    if context.source is None or sounds(word) in _named(context.source.text):
        return True
    text, known, usual = match.string, zipf(word, own.primary), zipf(right, own.primary)
    inside = regex.search(r"[\p{L}\p{N}]", text[: match.start()]) is not None
    if inside and not own.capital_nouns:
        easy = len(right) > len(word) or sorted(right) == sorted(word.lower())
        return known > 0 or usual < _USUAL_NAME or not easy
    if len(word) < _LONG_NAME:
        return known >= _RARE or usual < _EVERYDAY or not _SMALL.match(text, match.end())
    return False


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
