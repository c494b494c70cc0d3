"""Number words of a language, found in a text: "vingt", "cinq", "Milliarden"."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

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
    first: frozenset[str]
    """The first word of every entry: a text that has none of them holds no number word."""
    pattern: re.Pattern[str] | None
    """Any entry but the words for one, the longest first; None for a language without words."""


_CLITICS = {"Arab": (r"(?P<glued>[وفبلك]?)(?:ال)?", ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال"))}
"""What may be written in one with a word, by script: a pattern and its commonest forms."""
_LETTERS = re.compile(r"[^\W\d_]+")


@functools.cache
def lexicon_of(tag: str) -> Lexicon:
    """Give the number words of the language with this tag."""
    profile = language(tag)
    words = {key.lower(): value for key, value in profile.number_words.items()}
    myriad = profile.scale == "myriad"
    scales = {} if myriad else {k.lower(): power for k, power in profile.scale_words.items()}
    keys = [key for key in (*words, *scales) if words.get(key) != 1]
    clitic, forms = _CLITICS.get(profile.script, ("(?P<glued>)", ()))
    pattern = None
    if keys:
        any_key = "|".join(_form(key) for key in sorted(keys, key=lambda k: (-len(k), k)))
        edge = "" if myriad else r"(?!\w)"
        pattern = re.compile(rf"(?<![^\W\d_]){clitic}(?P<key>{any_key}){edge}")
    heads = [_LETTERS.findall(key)[0] for key in keys]
    first = frozenset(clitic + head for head in heads for clitic in ("", *forms))
    ones = frozenset(key for key, value in words.items() if value == 1)
    return Lexicon(words, scales, ones, first, pattern)


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
    for match in lexicon.pattern.finditer(_without_per_cent(lower)):
        key = match["key"].replace("\u00a0", " ")
        span = (match.start() if match["glued"] else match.start("key"), match.end())
        if key in lexicon.scales:
            yield Item(*match.span("key"), "scale", (), power=lexicon.scales[key])
        else:
            value = Fraction(lexicon.words[key])
            yield Item(*span, "word", (value,), glued=match["glued"] == "و")


def _without_per_cent(lower: str) -> str:
    return quantities().percent_words.sub(lambda match: "\x00" * len(match.group()), lower)


def letters(lower: str) -> list[str]:
    """Give the runs of letters of a text, to be looked up in `Lexicon.first`."""
    return _LETTERS.findall(lower)
