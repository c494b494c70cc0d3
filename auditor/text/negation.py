"""Negation: the words of a sentence that deny, and the words that may hide a denial.

The words that deny are data, in negation.toml: "not", 没有, никто. Good translators often turn a
sentence round ("not guilty", "innocent"), so words have weights, in negation_hints.tsv: how often
a sentence of parallel text that holds it, and no word that denies, is a denial in the other
language; and how seldom a word that denies, beside a certain neighbour, is none there.
models/recipes/negation.py counts them.
"""

import functools
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language
from auditor.text.paragraphs import prose

_SURE = 0.95
"""Weight of a word that denies, where nothing is known against it."""
_HIDING = 0.5
"""Weight of a word that the data names as hiding a denial."""
_RARE = 0.7
"""What the weight of an ending or beginning is worth for a word that was not counted."""
_LONG = 6
"""Letters of the shortest word whose beginning and ending are looked at."""
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SIGNS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]+")
_HAN = regex.compile(r"\p{Han}")


@dataclass(frozen=True, slots=True)
class Denial:
    """A word or phrase that denies."""

    span: Span
    weight: float
    """How often the other language denies as well, in (0, 1)."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a sentence denies."""

    denials: tuple[Denial, ...]
    """Words that deny, in order."""
    hidden: float = 0.0
    """Where nothing denies: how often the other language does all the same, in [0, 1)."""

    @property
    def weight(self) -> float:
        """Give how likely the other language denies as well, in [0, 1)."""
        left = 1.0
        for denial in self.denials:
            left *= 1 - denial.weight
        return 1 - left if self.denials else self.hidden


def knows(language: Language) -> bool:
    """Tell whether the words that deny are known."""
    return language.primary in _data()


def denies(text: str, language: Language) -> bool:
    """Tell whether a sentence has a word that denies; false where the words are not known."""
    return knows(language) and bool(denials(lowered(prose(text)), language))


def polarity(text: str, language: Language) -> Polarity:
    """Tell what a sentence denies; nothing in a language whose words are not known."""
    if not knows(language):
        return Polarity(())
    plain = lowered(prose(text))
    spans = denials(plain, language)
    if spans:
        return Polarity(tuple(Denial(span, _weight(plain, span, language)) for span in spans))
    return Polarity((), _hidden(plain, language))


def _is_glued(language: Language) -> bool:
    """Tell whether endings that deny are glued to the words, though spaces part these."""
    return language.spaced and not _data()[language.primary]["spaced"]


def lowered(text: str) -> str:
    """Give a text as the words are looked for: as long, in lower case, apostrophes straight."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("’", "'")


def denials(plain: str, language: Language) -> tuple[Span, ...]:
    """Give the places of the words that deny, in a text made ready by `lowered`."""
    patterns = _patterns(language.primary)
    kinds = [kind for kind in ("hard", "concord") if kind in patterns]
    if not any(patterns[kind].search(plain) for kind in kinds):
        return ()
    left = patterns["neutral"].sub(_blank, plain)
    found: list[Span] = []
    for kind in kinds:
        found = found or [Span(*match.span()) for match in patterns[kind].finditer(left)]
    return tuple(found)


def _blank(match: "regex.Match[str]") -> str:
    return "\x00" * len(match.group())


@functools.cache
def _patterns(primary: str) -> Mapping[str, "regex.Pattern[str]"]:
    words = _data()[primary]
    edges = (r"(?<![\p{L}\p{M}\p{N}])", r"(?![\p{L}\p{M}\p{N}])")
    left, right = edges if words["spaced"] else ("", "")
    return {
        kind: regex.compile(f"{left}(?:{'|'.join(words[kind])}){right}")
        for kind in ("neutral", "hard", "concord", "soft")
        if words.get(kind)
    }


@functools.cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("auditor.text") / "negation.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _hints(primary: str) -> Mapping[str, Mapping[str, float]]:
    """Give the weights of a language: of words, of their affixes, and of words beside denials."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    file = resources.files("auditor.text") / "negation_hints.tsv"
    for line in file.read_text(encoding="utf-8").splitlines():
        language, kind, key, percent = line.split("\t")
        if language == primary:
            found[kind][key] = int(percent) / 100
    return found


def _weight(plain: str, span: Span, language: Language) -> float:
    known = _hints(language.primary).get("denial", {})
    return min(_SURE, *(known.get(key, _SURE) for key in contexts(plain, span, language)))


def contexts(plain: str, span: Span, language: Language) -> tuple[str, str, str]:
    """Give the keys of a denial: alone, with what follows, and with what goes before.

    Args:
        plain: the text, made ready by `lowered`.
        span: place of the denial in it.
        language: language of the text.
    """
    word = span.of(plain)
    if language.spaced and not _is_glued(language):
        after = _WORD.search(plain, span.end)
        following = after.group() if after and after.start() - span.end <= 2 else ""
        before = _WORD.findall(plain[max(0, span.start - 30) : span.start])
        previous = before[-1] if before else ""
    else:
        following = plain[span.end : span.end + 1]
        previous = plain[max(0, span.start - 1) : span.start]
    return word, f"{word} > {following}".strip(), f"{previous} < {word}".strip()


def _hidden(plain: str, language: Language) -> float:
    hints = _hints(language.primary)
    if not hints:
        soft = _patterns(language.primary).get("soft")
        return _HIDING if soft and soft.search(plain) else 0.0
    words, affixes = hints.get("word", {}), hints.get("affix", {})
    best = 0.0
    for word in parts(plain, language):
        weight = words.get(word)
        if weight is None and affixes and len(word) >= _LONG:
            weight = _RARE * max(affixes.get(key, 0.0) for key in ends(word))
        best = max(best, weight or 0.0)
    return best


def ends(word: str) -> tuple[str, ...]:
    """Give the beginnings and endings of a word that have weights of their own."""
    return f"^{word[:2]}", f"^{word[:3]}", f"{word[-3:]}$", f"{word[-4:]}$"


def parts(plain: str, language: Language) -> frozenset[str]:
    """Give what has a weight in a text made ready by `lowered`: words, or pairs of characters."""
    if not language.spaced:
        runs = _SIGNS.findall(plain)
        pairs = (run[i : i + 2] for run in runs for i in range(len(run) - 1))
        return frozenset(pairs) | frozenset(_HAN.findall(plain))
    words = _WORD.findall(plain)
    if _is_glued(language):
        long = [word for word in words if len(word) > 2]
        return frozenset(words) | {w[:2] for w in long} | {f"{w[-2:]}$" for w in long}
    return frozenset(words)
