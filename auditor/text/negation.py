"""Negation: the words of a sentence that deny, and the words that may hide a denial.

The words that deny are data, in negation.toml: "not", 没有, никто. Good translators often turn a
sentence round ("not guilty", "innocent"), so words have weights, in negation_hints.tsv: the
log-odds that a denial was lost, not turned round, of each word that denies, with its neighbours,
and of each word in the language that does not deny. models/recipes/negation.py fits them to
parallel text.
"""

import functools
import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language
from auditor.text.paragraphs import prose

_SURE = 3.5
"""Log-odds of a word that denies, in a language without weights."""
HIDING = {"soft": -1.0, "idle": -2.5}
"""Log-odds of what the data names as hiding a denial, by kind, where no text was there to tell."""
_ALONE = 1.4
"""How much more that says in a language whose words have no weights."""
_LONG = 5
"""Letters of the shortest word whose beginning and ending are looked at."""
_GONE = "\x00"
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SIGNS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]+")
_HAN = regex.compile(r"\p{Han}")


@dataclass(frozen=True, slots=True)
class Denial:
    """A word or phrase that denies."""

    span: Span
    odds: float
    """Log-odds that the other language must deny as well."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a sentence denies."""

    denials: tuple[Denial, ...]
    """Words that deny, in order."""
    hidden: float = 0.0
    """Log-odds, at most 0, that nothing else stands for a denial."""

    @property
    def odds(self) -> float:
        """Give the log-odds that the other language must deny as well; -inf without a denial."""
        if not self.denials:
            return -math.inf
        return math.log(sum(math.exp(denial.odds) for denial in self.denials))


def knows(language: Language) -> bool:
    """Tell whether the words that deny are known."""
    return language.primary in _data()


def count(text: str, language: Language) -> int:
    """Give how many words of a sentence deny; 0 where the words are not known."""
    return len(denials(lowered(prose(text)), language)) if knows(language) else 0


def polarity(text: str, language: Language, *, answers: bool = True) -> Polarity:
    """Tell what a sentence denies; nothing in a language whose words are not known.

    Args:
        text: the sentence.
        language: its language.
        answers: whether to look for what else may stand for a denial; it takes as long again.
    """
    if not knows(language):
        return Polarity(())
    plain = lowered(prose(text))
    spans = denials(plain, language)
    found = tuple(Denial(span, _odds(plain, span, language)) for span in spans)
    return Polarity(found, _hidden(plain, spans, language) if answers else 0.0)


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
    if "idle" in patterns:
        left = patterns["idle"].sub(_blank, left)
    found: list[Span] = []
    for kind in kinds:
        found = found or [Span(*match.span()) for match in patterns[kind].finditer(left)]
    return tuple(found)


def _blank(match: "regex.Match[str]") -> str:
    return _GONE * len(match.group())


@functools.cache
def _patterns(primary: str) -> Mapping[str, "regex.Pattern[str]"]:
    words = _data()[primary]
    edges = (r"(?<![\p{L}\p{M}\p{N}])", r"(?![\p{L}\p{M}\p{N}])")
    left, right = edges if words["spaced"] else ("", "")
    found = {
        kind: regex.compile(f"{left}(?:{'|'.join(words[kind])}){right}")
        for kind in ("neutral", "idle", "hard", "concord")
        if words.get(kind)
    }
    hiding = [(kind, one) for kind in ("idle", "soft") for one in words.get(kind, ())]
    parts = "|".join(f"(?P<{kind}{i}>{one})" for i, (kind, one) in enumerate(hiding))
    return found | {"hiding": regex.compile(f"{left}(?:{parts or '(?!)'}){right}")}


@functools.cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("auditor.text") / "negation.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _hints(primary: str) -> Mapping[str, Mapping[str, float]]:
    """Give the weights of a language: of words, with their ends, and of denials."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    file = resources.files("auditor.text") / "negation_hints.tsv"
    for line in file.read_text(encoding="utf-8").splitlines():
        language, kind, key, hundredths = line.split("\t")
        if language == primary:
            found[kind][key] = int(hundredths) / 100
    return found


def _odds(plain: str, span: Span, language: Language) -> float:
    known = _hints(language.primary).get("denial")
    if not known:
        return _SURE
    keys = sorted(contexts(plain, span, language))
    return known[""] + sum(known.get(key, 0.0) for key in keys)


def contexts(plain: str, span: Span, language: Language) -> frozenset[str]:
    """Give the keys of a denial: alone, with what follows, and with what goes before.

    Args:
        plain: the text, made ready by `lowered`.
        span: place of the denial in it.
        language: language of the text.
    """
    word = span.of(plain)
    further = ""
    if language.spaced and not _is_glued(language):
        after = _WORD.search(plain, span.end)
        following = after.group() if after and after.start() - span.end <= 2 else ""
        before = _WORD.findall(plain[max(0, span.start - 30) : span.start])
        previous = before[-1] if before else ""
    else:
        following, further = plain[span.end : span.end + 1], plain[span.end : span.end + 2]
        previous = plain[max(0, span.start - 1) : span.start]
    keys = {word, f"{word} > {following}".strip(), f"{previous} < {word}".strip()}
    return frozenset(keys | {f"{word} > {further}".strip()} if further else keys)


def _hidden(plain: str, spans: Sequence[Span], language: Language) -> float:
    for span in spans:
        plain = f"{plain[: span.start]}{_GONE * (span.end - span.start)}{plain[span.end :]}"
    hints = _hints(language.primary)
    named, known = hints.get("hiding", {}), hints.get("word", {})
    of_named = [named.get(key, HIDING[key[:4]]) for key in sorted(hiding(plain, language))]
    if not known:
        return _ALONE * min(of_named, default=0.0)
    return sum(of_named) + sum(known.get(key, 0.0) for key in sorted(traits(plain, language)))


def hiding(plain: str, language: Language) -> frozenset[str]:
    """Give what may hide a denial in a text made ready by `lowered`: its kind and its expression.

    The key begins with the kind, "idle" or "soft", of four letters.
    """
    patterns, words = _patterns(language.primary), _data()[language.primary]
    left = patterns["neutral"].sub(_blank, plain)
    names = {match.lastgroup or "" for match in patterns["hiding"].finditer(left)}
    every = [one for kind in ("idle", "soft") for one in words.get(kind, ())]
    return frozenset(f"{name[:4]} {every[int(name[4:])]}" for name in names)


def traits(plain: str, language: Language) -> frozenset[str]:
    """Give what has a weight in a text made ready by `lowered`: its parts, and ends of words."""
    found = parts(plain, language)
    if not language.spaced:
        return found
    return found.union(*(ends(word) for word in found if len(word) >= _LONG))


def ends(word: str) -> tuple[str, ...]:
    """Give the beginnings and endings of a word that have weights of their own."""
    return f"^{word[:2]}", f"^{word[:3]}", f"{word[-3:]}$", f"{word[-4:]}$"


def parts(plain: str, language: Language) -> frozenset[str]:
    """Give the words of a text made ready by `lowered`, or its pairs of characters."""
    if not language.spaced:
        runs = _SIGNS.findall(plain)
        pairs = (run[i : i + 2] for run in runs for i in range(len(run) - 1))
        return frozenset(pairs) | frozenset(_HAN.findall(plain))
    words = _WORD.findall(plain)
    if _is_glued(language):
        long = [word for word in words if len(word) > 2]
        return frozenset(words) | {w[:2] for w in long} | {f"{w[-2:]}$" for w in long}
    return frozenset(words)
