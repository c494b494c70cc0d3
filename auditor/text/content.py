"""What a text says apart from its signs: words enough for a sentence, and its bare letters."""

import functools
import unicodedata

import regex

_WORD = regex.compile(r"[[\p{L}\p{M}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}]]+", regex.V1)
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def has_words(text: str, words: int, signs: int) -> bool:
    """Tell whether a text has so many words, or so many signs where none are written apart.

    Args:
        text: any text.
        words: words and numbers; an elided article is a word of its own.
        signs: Han characters and kana.
    """
    return len(_WORD.findall(text)) >= words or len(_DENSE.findall(text)) >= signs


@functools.lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Give the letters and digits of a text, in small letters and of one width, words apart."""
    return _NO_LETTERS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
