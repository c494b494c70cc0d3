"""Pieces of a text that a word of another language may translate."""

import functools

import regex

from auditor.text.language import Language

_WORD = regex.compile(r"[\p{L}\p{M}]{2,}")
_SIGNS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}ー]+")
_LATIN = regex.compile(r"\p{Latin}{2,}")
_SIZES = (2, 3, 4)


def units(text: str, language: Language) -> tuple[str, ...]:
    """Give the words of a text; where no spaces part them, every run of two to four characters."""
    return _units(text, language.spaced)


@functools.lru_cache(maxsize=1024)
def _units(text: str, spaced: bool) -> tuple[str, ...]:
    if spaced:
        return tuple(dict.fromkeys(_WORD.findall(text)))
    runs = [
        run[start : start + size]
        for run in _SIGNS.findall(text)
        for size in _SIZES
        for start in range(len(run) - size + 1)
    ]
    return tuple(dict.fromkeys([*runs, *_LATIN.findall(text)]))
