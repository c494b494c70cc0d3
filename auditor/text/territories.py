"""Countries that a text names, by the names of the Unicode CLDR in its language."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Span
from auditor.text.cldr import cldr
from auditor.text.language import Language
from auditor.text.names import forms, spelled, stands_in
from auditor.text.tokens import first_run, runs
from auditor.text.units import units

_CODE = regex.compile(r"[A-Z]{2}")
_SHORTEST = 4
_SAME = 0.45
"""Cosine of a country's name and a word, by the shipped encoder, from which this may stand for it:
Britain, British."""
_ENDING = 2
"""Letters that an ending may add to a name: Ирана, Irans."""
_INFLECTED = regex.compile(r"\p{Cyrillic}+[аеийіїоьюя]")
"""A name whose last letter changes with its case."""
_DENSE = regex.compile(r"\p{Han}|\p{Hiragana}|\p{Katakana}")
_HANGUL = regex.compile(r"\p{Hangul}")


@dataclass(frozen=True, slots=True)
class Territory:
    """A country as it stands in a text."""

    code: str
    """ISO 3166 code."""
    span: Span


def territories(text: str, language: Language) -> tuple[Territory, ...]:
    """Give the countries of a text by their full names, in order; adjectives are not looked for."""
    return _territories(text, language.tag)


@functools.lru_cache(maxsize=4096)
def _territories(text: str, tag: str) -> tuple[Territory, ...]:
    names, pattern = _named(tag)
    if pattern is None or not _may_name(text, tag):
        return ()
    return tuple(
        Territory(names[match["name"].casefold()], Span(*match.span("name")))
        for match in pattern.finditer(text)
        if not match["name"][0].islower()
    )


def _may_name(text: str, tag: str) -> bool:
    """Tell whether a word of a text begins a name, where names are words of their own."""
    heads = _heads(tag)
    return heads is None or any(
        run in heads or run[:-1] in heads or run[:-_ENDING] in heads for run in runs(text)
    )


@functools.cache
def _heads(tag: str) -> frozenset[str] | None:
    """Give the first words of the names; None where names stand inside of words or signs."""
    names, _ = _named(tag)
    heads = frozenset(map(first_run, names))
    return None if "" in heads or any(map(_is_dense, names)) else heads


@functools.cache
def names_of(code: str, tag: str) -> tuple[str, ...]:
    """Give the names of a country in a language, case-folded."""
    return tuple(sorted(name for name, other in _known(tag).items() if other == code))


def has_short_form(code: str, text: str) -> bool:
    """Tell whether a text has a country by its letters: U.S., EE. UU., США, UK."""
    pattern = _short_forms().get(code)
    return pattern is not None and bool(pattern.search(text))


@functools.cache
def _short_forms() -> Mapping[str, "regex.Pattern[str]"]:
    return {code: regex.compile(form) for code, form in _data()["short_forms"].items()}


def stands(place: Territory, text: str, own: Language, other: Language) -> bool:
    """Tell whether a text of the other language has a word for a country.

    A word is its name or an adjective of it, letters that stand for it, or what the shipped encoder
    takes for one of them (Britain, British); where the encoder does not know a language, sounds.
    """
    from auditor.backends.builtin import encoder

    folded = text.casefold()
    names = names_of(place.code, other.tag)
    if (
        not names
        or has_short_form(place.code, text)
        or any(_stem(name, other) in folded for name in names)
        or (other.spaced and any(spelled(_stem(name, other)) in spelled(text) for name in names))
    ):
        return True
    model = encoder()
    called = names_of(place.code, own.tag)
    if not {own.primary, other.primary} <= model.languages:
        return any(stands_in(name, forms(text)) for name in called)
    words = units(text, other)
    if not words:
        return False
    vectors = model.encode([*called, *names, *words])
    count = len(vectors) - len(words)
    return float((vectors[:count] @ vectors[count:].T).max()) >= _SAME


def _stem(name: str, language: Language) -> str:
    """Give the letters that a name shares with its adjective, where words have endings."""
    return name[: max(_SHORTEST, len(name) - 3)] if language.spaced else name


def often_added() -> frozenset[str]:
    """Give the countries that texts without capitals name where other languages need not."""
    return frozenset(_data()["often_added"]["codes"])


@functools.cache
def _data() -> Mapping[str, Any]:
    file = resources.files("auditor.text") / "territories.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _known(tag: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for candidate in dict.fromkeys((tag, tag.split("-", maxsplit=1)[0])):
        locale = cldr(candidate)
        for code, name in sorted(locale.territories.items() if locale else ()):
            known = _CODE.fullmatch(code) and code not in _data()["other_words"]["codes"]
            if known and (len(name) >= _SHORTEST or not name.isascii()):
                found.setdefault(name.casefold(), code)
    return found


@functools.cache
def _named(tag: str) -> tuple[Mapping[str, str], "regex.Pattern[str] | None"]:
    names = {
        (n[:-1] if _INFLECTED.fullmatch(n) else n): c
        for n, c in _known(tag).items()
        if len(n) > 1 and (len(n) > 2 or _is_dense(n))
    }
    if not names:
        return names, None
    forms = "|".join(map(regex.escape, sorted(names, key=lambda n: (-len(n), n))))
    if any(_is_dense(name) for name in names):
        return names, regex.compile(rf"(?P<name>{forms})", regex.IGNORECASE)
    ending = rf"\p{{L}}{{0,{_ENDING}}}"
    return names, regex.compile(
        rf"(?<![\p{{L}}\p{{M}}])(?P<name>{forms}){ending}(?![\p{{L}}\p{{M}}])", regex.IGNORECASE
    )


def _is_dense(name: str) -> bool:
    return bool(_DENSE.search(name) or _HANGUL.search(name))
