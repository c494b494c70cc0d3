"""What the characters of many texts are: classes, scripts and shared strings, all texts at once."""

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

CLASSES = (
    "other",
    "upper",
    "lower",
    "letter",
    "digit",
    "space",
    "comma",
    "stop",
    "question",
    "exclamation",
    "quote",
    "bracket",
    "colon",
    "dash",
)
"""Classes of characters; `letter` is one without case, `other` what is in no other class."""

_MEMBERS = {
    "upper": r"[\p{Lu}\p{Lt}]",
    "lower": r"\p{Ll}",
    "letter": r"[\p{Lo}\p{Lm}]",
    "digit": r"\p{Nd}",
    "space": r"\s",
    "comma": "[,，、،;；؛]",
    "stop": "[.。．｡।۔…]",
    "question": "[?？؟]",
    "exclamation": "[!！]",
    "quote": r"[\p{Pi}\p{Pf}\"'＂「」『』„‚]",
    "bracket": r"[()\[\]{}（）［］【】〔〕《》〈〉]",
    "colon": "[:：]",
    "dash": r"\p{Pd}",
}
SCRIPTS = (
    "none",
    "Latn",
    "Cyrl",
    "Arab",
    "Hani",
    "Hira",
    "Kana",
    "Hang",
    "Grek",
    "Deva",
    "Hebr",
    "Thai",
    "Sinh",
    "Khmr",
    "Armn",
    "Geor",
    "Beng",
    "Taml",
    "rare",
)
"""ISO 15924 codes of the writings that are told apart; `rare` is any other letter."""

_PLANE = 0x10000
_FOLDED = 0x530
"""Characters below this are read without case and accent when strings are compared."""
_RUN = 4
"""Characters of a shared string."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of many texts, one text after the other."""

    codes: NDArray[np.int64]
    """Code points; those above the first plane are read as Han characters."""
    owner: NDArray[np.int64]
    """Number of the text of each character."""
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Characters":
        """Take the characters of texts apart."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        data = "".join(texts).encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(data, "<u4").astype(np.int64)
        codes = np.where(codes < _PLANE, codes, ord("一"))
        return cls(codes, np.repeat(np.arange(len(texts)), lengths), lengths)

    def classes(self) -> NDArray[np.float64]:
        """Count the characters of each class: shape (texts, classes)."""
        return self._counts(_class_of(), len(CLASSES))

    def scripts(self) -> NDArray[np.float64]:
        """Count the letters of each script: shape (texts, scripts)."""
        return self._counts(_script_of(), len(SCRIPTS))

    def last(self) -> NDArray[np.int64]:
        """Give the class of the last character that is no space, quote or bracket; 0 for none."""
        kinds = _class_of()[self.codes].astype(np.int64)
        inner = ~np.isin(kinds, [CLASSES.index(name) for name in ("space", "quote", "bracket")])
        found = np.zeros(len(self.lengths), np.int64)
        found[self.owner[inner]] = kinds[inner]
        return found

    def runs(self) -> NDArray[np.int64]:
        """Give a key of each different run of four characters and its text, in ascending order."""
        codes = folded(self.codes).astype(np.uint64)
        if len(codes) < _RUN:
            return np.zeros(0, np.int64)
        mixed = np.zeros(len(codes) - _RUN + 1, np.uint64)
        for step in range(_RUN):
            mixed = mixed * np.uint64(0x9E3779B1) + codes[step : len(codes) - _RUN + 1 + step]
        inside = self.owner[: -_RUN + 1] == self.owner[_RUN - 1 :]
        mixed ^= mixed >> np.uint64(29)
        keys = self.owner[: -_RUN + 1] << 36 | (mixed & np.uint64((1 << 36) - 1)).astype(np.int64)
        return distinct(keys[inside])

    def _counts(self, table: NDArray[np.uint8], kinds: int) -> NDArray[np.float64]:
        cells = self.owner * kinds + table[self.codes]
        counts = np.bincount(cells, minlength=len(self.lengths) * kinds)
        return counts.reshape(len(self.lengths), kinds).astype(np.float64)


def shared(left: NDArray[np.int64], right: NDArray[np.int64], texts: int) -> NDArray[np.float64]:
    """Give how many runs both sides of each pair have, and each side alone: shape (texts, 3)."""
    merged = np.sort(np.concatenate([left, right]))
    both = merged[1:][merged[1:] == merged[:-1]]
    counts = [np.bincount(keys >> 36, minlength=texts) for keys in (both, left, right)]
    return np.stack(counts, axis=1).astype(np.float64)


def distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the different keys in ascending order; quicker than `numpy.unique`."""
    ordered = np.sort(keys)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def folded(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give code points of the first plane without case and accent."""
    found: NDArray[np.int64] = _folded()[codes]
    return found


def _table(members: dict[str, str], names: Sequence[str]) -> NDArray[np.uint8]:
    plane = (
        "".join(map(chr, range(0xD800))) + "\0" * 0x800 + "".join(map(chr, range(0xE000, _PLANE)))
    )
    table = np.zeros(_PLANE, np.uint8)
    for name, pattern in members.items():
        for match in regex.finditer(f"{pattern}+", plane):
            table[match.start() : match.end()] = names.index(name)
    return table


@functools.cache
def _class_of() -> NDArray[np.uint8]:
    return _table(_MEMBERS, CLASSES)


@functools.cache
def _script_of() -> NDArray[np.uint8]:
    known = {name: rf"[\p{{{name}}}&&\p{{L}}]" for name in SCRIPTS[1:-1]}
    return _table({"rare": r"\p{L}", **{k: f"(?V1:{v})" for k, v in known.items()}}, SCRIPTS)


@functools.cache
def _folded() -> NDArray[np.int64]:
    table = np.arange(_PLANE)
    for code in range(_FOLDED):
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = ord(plain[0])
    return table
