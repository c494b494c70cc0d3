"""Number words of a language, found in a text: "vingt", "cinq", "Milliarden"."""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from auditor.text.cldr import cldr
from auditor.text.composition import Item
from auditor.text.language import language
from auditor.text.quantities import quantities


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words and scale words of a language, in lower case."""

    words: Mapping[str, int]
    """Number words and their value."""
    scales: Mapping[str, int]
    """Scale words and their power of ten."""
    ones: frozenset[str]
    """Words for one, articles among them."""
    ands: frozenset[str]
    """Words for "and" that stand inside number words, as in "vinte e cinco"."""
    first: frozenset[str]
    """The first word of every entry: a text that has none of them holds no number word."""
    others: re.Pattern[str] | None
    """Words that hold a number word but are no number: per cent, weekdays; None without any."""
    joiner: str
    """The word for "and" that is written in one with the next word; empty where there is none."""
    pattern: re.Pattern[str] | None
    """Any entry but the words for one, the longest first; None for a language without words."""


_CLITICS = {
    "Arab": (r"(?P<glued>[وفبلك]?)(?:ال)?", ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال"), "و")
}
"""What may be written in one with a word, by script: a pattern, its commonest forms and "and".

A word for one counts before "and", as in واحد وعشرون (21).
"""
_LETTERS = re.compile(r"[^\W\d_]+")


@functools.cache
def lexicon_of(tag: str) -> Lexicon:
    """Give the number words of the language with this tag."""
    profile = language(tag)
    words = {key.lower(): value for key, value in profile.number_words.items()}
    myriad = profile.scale == "myriad"
    scales = {} if myriad else {k.lower(): power for k, power in profile.scale_words.items()}
    keys = [key for key in (*words, *scales) if words.get(key) != 1]
    clitic, forms, clitic_and = _CLITICS.get(profile.script, ("(?P<glued>)", (), ""))
    pattern = None
    if keys:
        any_key = "|".join(_form(key) for key in sorted(keys, key=lambda k: (-len(k), k)))
        if clitic_and:
            one = "|".join(sorted(_form(key) for key in words if words[key] == 1))
            any_key += f"|(?:{one})(?= {clitic_and})"
        edge = "" if myriad else r"(?!\w)"
        pattern = re.compile(rf"(?<![^\W\d_]){clitic}(?P<key>{any_key}){edge}")
    heads = [_LETTERS.findall(key)[0] for key in keys]
    first = frozenset(clitic + head for head in heads for clitic in ("", *forms))
    ones = frozenset(key for key, value in words.items() if value == 1)
    others = [name for name in (*_weekdays(tag), *quantities().percent_words) if _holds(name, keys)]
    no_number = re.compile("|".join(map(_form, others))) if others else None
    ands = frozenset(_inner_words(words))
    return Lexicon(words, scales, ones, ands, first, no_number, clitic_and, pattern)


def _inner_words(words: Mapping[str, int]) -> Iterator[str]:
    """Give what joins two number words to one that is their sum."""
    for key, value in words.items():
        match key.split():
            case [one, joiner, other] if words.get(one, 0) + words.get(other, 0) == value:
                yield joiner


def _holds(name: str, keys: Collection[str]) -> bool:
    return any(key in name for key in keys)


def _weekdays(tag: str) -> tuple[str, ...]:
    """Give the names of the days that are made of words: Thursday is "thứ năm" in Vietnamese."""
    locale = cldr(tag)
    names = locale.days["format"]["wide"].values() if locale else ()
    return tuple(sorted(name.lower() for name in names if " " in name))


def _form(key: str) -> str:
    return re.escape(key).replace(r"\ ", "[ \u00a0]")


def lower_case(text: str) -> str:
    """Give the text in lower case with every character in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def word_items(lower: str, lexicon: Lexicon) -> Iterator[Item]:
    """Find the number words and scale words of a text in lower case."""
    if lexicon.pattern is None:
        return
    for match in lexicon.pattern.finditer(_without_others(lower, lexicon)):
        key = match["key"].replace("\u00a0", " ")
        span = (match.start() if match["glued"] else match.start("key"), match.end())
        if key in lexicon.scales:
            yield Item(*match.span("key"), "scale", (), power=lexicon.scales[key])
        else:
            value = Fraction(lexicon.words[key])
            glued = bool(lexicon.joiner) and match["glued"] == lexicon.joiner
            yield Item(*span, "word", (value,), glued=glued)


def _without_others(lower: str, lexicon: Lexicon) -> str:
    if lexicon.others is None:
        return lower
    return lexicon.others.sub(lambda match: "\x00" * len(match.group()), lower)


def letters(lower: str) -> list[str]:
    """Give the runs of letters of a text, to be looked up in `Lexicon.first`."""
    return _LETTERS.findall(lower)
