"""Scripts as evidence of a language: which writing a text is in, and which written form.

The knowledge is data, in identify.toml: scripts that one language owns, letters and characters
that give a language or a written form (zh-Hans, zh-Hant, pt-PT, pt-BR) away.
"""

import functools
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

_ALPHABETS = {
    "Latn": "Latin",
    "Cyrl": "Cyrillic",
    "Arab": "Arabic",
    "Deva": "Devanagari",
    "Grek": "Greek",
    "Hebr": "Hebrew",
    "Thai": "Thai",
    "Armn": "Armenian",
    "Beng": "Bengali",
    "Ethi": "Ethiopic",
    "Geor": "Georgian",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Khmr": "Khmer",
    "Knda": "Kannada",
    "Laoo": "Lao",
    "Mlym": "Malayalam",
    "Mymr": "Myanmar",
    "Sinh": "Sinhala",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Tibt": "Tibetan",
}
_EAST = {"Hani": "Han", "Hira": "Hiragana", "Kana": "Katakana", "Hang": "Hangul"}
_SCRIPTS = _ALPHABETS | _EAST
_LETTER = regex.compile(
    "|".join(
        rf"(?P<{code}>[\p{{Script={name}}}&&[\p{{L}}\p{{M}}]])" for code, name in _SCRIPTS.items()
    ),
    regex.V1,
)
_SIGN_LETTERS = 3
"""Letters of an alphabet that carry about as much as one East Asian character."""

WRITINGS: Mapping[str, str] = {
    code: "Hanx" if code in ("Hani", "Hira", "Kana") else code for code in _SCRIPTS
}
"""Writing that a script belongs to; Han characters and both kana are one ("Hanx")."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The writing that most of a text is in."""

    code: str
    """ISO 15924 code of the script; "Hanx" for Han characters with or without kana."""
    letters: int
    """Letters of this writing, one East Asian character counted as three."""
    shares: Mapping[str, float]
    """Part of every writing in the text's letters, in (0, 1], counted alike."""
    scripts: Mapping[str, int]
    """Plain count of the characters of every script in the text."""

    @property
    def share(self) -> float:
        """Give the part of this writing in the text's letters, in (0, 1]."""
        return self.shares[self.code]


def script_letters(text: str) -> Counter[str]:
    """Count the letters and marks of a text by script (ISO 15924 codes)."""
    counts: Counter[str] = Counter()
    for sign, count in Counter(text).items():
        code = _code(sign)
        if code:
            counts[code] += count
    return counts


@functools.cache
def _code(sign: str) -> str:
    """Give the script of a letter or mark; nothing for any other sign."""
    match = _LETTER.match(sign)
    return (match and match.lastgroup) or ""


def only(code: str, words: Iterable[str]) -> list[str]:
    """Give those of some words that hold no letters but those of one script.

    Args:
        code: ISO 15924 code of the script.
        words: short pieces of text, spaces and marks allowed.
    """
    own = regex.compile(rf"(?:\P{{L}}|\p{{Script={_SCRIPTS[code]}}})+")
    return [word for word in words if own.fullmatch(word)]


def writing(text: str) -> Writing | None:
    """Give the writing that most of a text is in, or None for a text without letters."""
    scripts = script_letters(text)
    weights: Counter[str] = Counter()
    for code, count in scripts.items():
        weights[WRITINGS[code]] += count * (_SIGN_LETTERS if code in _EAST else 1)
    if not weights:
        return None
    code, letters = min(weights.items(), key=lambda item: (-item[1], item[0]))
    total = weights.total()
    shares = {writing: weight / total for writing, weight in weights.items()}
    return Writing(code, letters, shares, scripts)


@functools.cache
def data() -> Mapping[str, Any]:
    """Give the content of identify.toml."""
    file = resources.files("auditor.text") / "identify.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _forms() -> Mapping[str, tuple[frozenset[str], "regex.Pattern[str] | None"]]:
    forms = {}
    for form in data()["variants"]:
        words = [regex.escape(word) for word in form.get("words", ())]
        parts = "|".join([*form.get("patterns", ()), *words])
        pattern = regex.compile(rf"\b(?:{parts})\b", regex.IGNORECASE) if parts else None
        forms[form["tag"]] = (frozenset("".join(form.get("characters", "").split())), pattern)
    return forms


def forms(primary: str) -> Mapping[str, frozenset[str]]:
    """Give the characters that only one written form of a language uses, by the form's tag."""
    return {tag: own for tag, (own, _) in _forms().items() if tag.startswith(f"{primary}-")}


def traces(text: str) -> Counter[str]:
    """Count the characters and words of a text that only one written form uses, by its tag."""
    counts: Counter[str] = Counter()
    for tag, (characters, pattern) in _forms().items():
        found = sum(text.count(character) for character in set(text) & characters)
        if pattern is not None:
            found += sum(1 for _ in pattern.finditer(text))
        if found:
            counts[tag] = found
    return counts


def form(text: str, primary: str) -> str:
    """Give the written form of a language that a text shows, or its primary subtag.

    A form is told only where its traces are three times as many as those of any other.

    Args:
        text: text known to be in the language.
        primary: primary subtag, such as "zh" or "pt".
    """
    tags = list(forms(primary))
    if not tags:
        return primary
    counts = traces(text)
    first, *others = sorted(tags, key=lambda tag: (-counts[tag], tag))
    clear = counts[first] > 0 and all(counts[first] >= 3 * counts[tag] for tag in others)
    return first if clear else primary
