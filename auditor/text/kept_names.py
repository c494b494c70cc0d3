"""Names of a text that nothing in the other text stands for.

A name is carried over as it is, as it sounds, or by a word of its own (München, Munich). The test
here is stricter than `auditor.text.names.stands_in`, which takes whatever sounds alike: a name is
compared with the words with a capital alone, with others only by the letters that they begin with,
and what it means must be known to the dictionaries or to the encoder. Where the other text has no
capitals, only names of two words and more are looked at: their sounds must be far from any stretch
of the sounds of the text.
"""

import functools
from dataclasses import dataclass

import regex

from auditor.core.bitext import Span
from auditor.text.frequency import zipf
from auditor.text.language import Language, language
from auditor.text.names import (
    Name,
    capitals,
    distance,
    forms,
    grouped,
    has_capitals,
    is_titled,
    nearness,
    sounds,
    spelled,
    stands_within,
)
from auditor.text.renderings import renderings
from auditor.text.stems import keys
from auditor.text.units import units

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LEAST = 3
"""Letters of the shortest word that a name is told by."""
_SHARED = 4
"""Letters at the begin of two words from which they may be one."""
_ALIKE = 0.65
_FEW_SOUNDS = 2
_SAME = 0.45
"""Cosine of two words, by the shipped encoder, from which one may stand for the other."""
_ORDINARY = 4.0
"""Frequency from which a word that begins a sentence is no name."""
_NOUN, _INTERNATIONAL = 3.0, 1.0
"""A word with a capital, where nouns have one, is a name if it is rarer there than the first, and
known to the other language."""
_BEYOND = 24
"""Characters after a name that a term may go on in: House of Representatives."""
_USUAL = 0.1
"""Probability of a rendering that is usual."""
_ACRONYM = regex.compile(r"\p{Lu}\p{Lu}|\p{Lu}$")
_NUMERAL = regex.compile(r"[IVXLCDM]+(?:e|er|º|th)?")


@dataclass(frozen=True, slots=True)
class LoneName:
    """A name, of one word or more, that the other text has nothing for."""

    text: str
    span: Span
    rarest: float
    """Frequency of its rarest word, by `auditor.text.frequency.zipf`."""
    is_pure: bool
    """No word of it is a common word that has another form in the language of the other text."""


@functools.lru_cache(maxsize=1024)
def lone_names(text: str, tag: str, other: str, other_tag: str) -> tuple[LoneName, ...]:
    """Give the names of a text that the other one has nothing for, in order.

    Acronyms and single words that begin a sentence are left out, and so is every word of a heading
    that capitals say nothing of.

    Args:
        text: where names are looked for.
        tag: its language.
        other: its translation or original.
        other_tag: language of that.
    """
    own, another = language(tag), language(other_tag)
    if is_titled(text):
        return ()
    runs = grouped([n for n in capitals(text) if _may_be_part(n, own, another)], text)
    if has_capitals(other):
        open_runs = [run for run in runs if not any(_stands(n.text, other) for n in run)]
    else:
        open_runs = [run for run in runs if len(run) > 1 and not _is_heard(run, other)]
    if not open_runs:
        return ()
    found = []
    for run in open_runs:
        span = Span(run[0].span.start, run[-1].span.end)
        if _is_rendered(text, span, own, other, another):
            continue
        if _may_be_name(run) and not _means(run, span.of(text), other, own, another):
            words = _WORD.findall(span.of(text))
            found.append(
                LoneName(
                    span.of(text),
                    span,
                    min(zipf(word, own.primary) for word in words),
                    all(_is_pure(word, tag, other_tag) for word in words),
                )
            )
    return tuple(found)


def _may_be_part(name: Name, own: Language, other: Language) -> bool:
    """Tell whether a word with a capital may be one of a name, and no common word."""
    if len(name.text) < _LEAST or (name.starts and zipf(name.text, own.primary) >= _ORDINARY):
        return False
    return not own.capital_nouns or (
        zipf(name.text, own.primary) < _NOUN and zipf(name.text, other.primary) > _INTERNATIONAL
    )


def _may_be_name(run: tuple[Name, ...]) -> bool:
    parts = [part for name in run for part in _WORD.findall(name.text)]
    if any(_ACRONYM.match(part) or _NUMERAL.fullmatch(part) for part in parts):
        return False
    return len(run) > 1 or not run[0].starts


def _is_heard(run: tuple[Name, ...], text: str) -> bool:
    """Tell whether a text without capitals may hold a name of several words, or one of them."""
    known, stream = forms(text), _stream(text)
    words = [name.text for name in run]
    if any(
        one in other or other in one
        for one in map(spelled, words)
        for other in known.words
        if min(len(one), len(other)) >= _SHARED or one == other
    ):
        return True
    parts = [sounds(word) for word in words]
    whole = ("".join(parts), "".join(reversed(parts)))
    return len(whole[0]) <= _FEW_SOUNDS or any(
        stands_within(part, stream) for part in (*whole, *parts) if len(part) > _FEW_SOUNDS
    )


@functools.lru_cache(maxsize=1024)
def _stream(text: str) -> str:
    return "".join(sounds(word) for word in _WORD.findall(text))


@functools.lru_cache(maxsize=1024)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words of a text with a capital, and how the others begin."""
    words = _WORD.findall(text)
    high = frozenset(word for word in words if word[0].isupper())
    return high, frozenset(spelled(word)[:_SHARED] for word in words if word not in high)


def _stands(word: str, text: str) -> bool:
    high, low = _words(text)
    plain = spelled(word)
    return (len(plain) >= _SHARED and plain[:_SHARED] in low) or any(
        _is_kin(word, other) for other in high
    )


@functools.lru_cache(maxsize=100_000)
def _is_kin(one: str, other: str) -> bool:
    """Tell whether two words with a capital may be the same name."""
    a, b = spelled(one), spelled(other)
    shorter, longer = sorted((a, b), key=len)
    if not shorter.strip():
        return False
    if len(shorter) >= _LEAST and (shorter in longer or a[:_SHARED] == b[:_SHARED]):
        return True
    if nearness(a, b) >= _ALIKE:
        return True
    a, b = sounds(one), sounds(other)
    if min(len(a), len(b)) <= _FEW_SOUNDS:
        return a == b
    return a in b or b in a or nearness(a, b) >= _ALIKE


def likeness(one: str, other: str) -> float:
    """Compare the likest words of two names, by letters or sounds, from 0 to 1 for equal ones."""
    return max(
        (
            1 - distance(a, b) / max(len(a), len(b))
            for word in one.split()
            for another in other.split()
            for a, b in ((spelled(word), spelled(another)), (sounds(word), sounds(another)))
            if a and b
        ),
        default=0.0,
    )


def _is_rendered(text: str, span: Span, own: Language, other: str, another: Language) -> bool:
    """Tell whether a dictionary has a rendering, in the other text, of a term that a name is of."""
    known = renderings(own, another)
    if known is None:
        return False
    stems, folded = keys(other, another), other.casefold()
    end = text.find(" ", span.end + _BEYOND)
    terms = known.find(text[span.start : end if end > 0 else len(text)])
    return any(
        stems.issuperset(rendering.key.split()) or (not another.spaced and rendering.key in folded)
        for term in terms
        if term.start < span.end - span.start
        for rendering in known.of(term.number)
    )


@functools.lru_cache(maxsize=65_536)
def _is_pure(word: str, tag: str, other_tag: str) -> bool:
    """Tell whether a word is no common word that the other language has another word for."""
    known = renderings(language(tag), language(other_tag))
    if known is None:
        return True
    likeliest = (known.of(term.number)[:1] for term in known.find(word))
    return all(
        _is_kin(rendering.form, word)
        for found in likeliest
        for rendering in found
        if rendering.forth > _USUAL
    )


def _means(run: tuple[Name, ...], whole: str, text: str, own: Language, other: Language) -> bool:
    """Tell whether a word of a text means the same as a name or a word of it."""
    from auditor.backends.builtin import encoder

    model = encoder()
    pieces = units(text, other) if {own.primary, other.primary} <= model.languages else ()
    if not pieces:
        return False
    names = [whole, *(name.text for name in run)]
    vectors = model.encode([*names, *pieces])
    return float((vectors[: len(names)] @ vectors[len(names) :].T).max()) >= _SAME


def is_told_by_sounds(name: str) -> bool:
    """Tell whether a word of a name has consonants enough to be told by them."""
    return any(len(sounds(word)) > _FEW_SOUNDS for word in name.split())


def is_anywhere(name: str, text: str) -> bool:
    """Tell whether a word of a name stands in a long text, as it is spelled or sounds."""
    known = forms(text)
    words = [word for word in _WORD.findall(name) if len(word) >= _LEAST]
    return any(
        spelled(word) in known.words
        or (len(sounds(word)) > _FEW_SOUNDS and sounds(word) in known.sounds)
        for word in words
    )
