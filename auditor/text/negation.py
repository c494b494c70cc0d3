"""Negation: the words of a sentence that deny, and those that may hide a denial.

The words are data, in negation.toml. A cue is sure where a faithful translation needs a negation
too ("not", 没有, никогда); "without", "refuse" or "un-" are unsure, since the other language may say
the same with or without a negation. In languages with negative concord ("no … nadie") the second
word counts only where it stands alone.
"""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language
from auditor.text.paragraphs import prose

_KINDS = ("neutral", "soft", "hard", "concord")


@dataclass(frozen=True, slots=True)
class Negation:
    """A word or phrase that denies."""

    span: Span
    sure: bool
    """A faithful translation negates here too."""


def negations(text: str, language: Language) -> tuple[Negation, ...] | None:
    """Give the negations of a text, in order; None for a language whose words are not known."""
    patterns = _patterns(language.primary, language.spaced)
    if patterns is None:
        return None
    left = prose(text).lower().replace("’", "'")
    if len(left) != len(text):
        left = "".join(c.lower() if len(c.lower()) == 1 else c for c in prose(text))
    found = []
    for kind in _KINDS:
        pattern = patterns.get(kind)
        if pattern is None or (kind == "concord" and any(cue.sure for cue in found)):
            continue
        for match in pattern.finditer(left):
            if kind != "neutral":
                found.append(Negation(Span(*match.span()), kind != "soft"))
        if kind in ("neutral", "hard"):
            left = pattern.sub(lambda match: "\x00" * len(match.group()), left)
    return tuple(sorted(found, key=lambda cue: (cue.span, cue.sure)))


@functools.cache
def _patterns(primary: str, spaced: bool) -> Mapping[str, "regex.Pattern[str]"] | None:
    words: Mapping[str, Sequence[str]] | None = _data().get(primary)
    if words is None:
        return None
    edges = (r"(?<![\p{L}\p{M}\p{N}])", r"(?![\p{L}\p{M}\p{N}])")
    left, right = edges if spaced and primary != "ko" else ("", "")
    return {
        kind: regex.compile(f"{left}(?:{'|'.join(words[kind])}){right}")
        for kind in _KINDS
        if words.get(kind)
    }


@functools.cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    file = resources.files("auditor.text") / "negation.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
