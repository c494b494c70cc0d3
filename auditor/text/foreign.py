"""Letters of a text that its language does not write with."""

import functools
from collections.abc import Iterator

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language
from auditor.text.paragraphs import prose

_OWN = {
    "Hans": "Han", "Hant": "Han", "Jpan": "Han Hiragana Katakana", "Kore": "Hangul",
    "Cyrl": "Cyrillic", "Arab": "Arabic", "Deva": "Devanagari", "Grek": "Greek",
    "Hebr": "Hebrew", "Thai": "Thai", "Latn": "",
}  # fmt: skip
"""Scripts that a language of a script writes with, beside the Latin one, which all have."""
_LEAST = 2
"""Letters of the shortest run; a Greek letter alone is a symbol."""


def foreign_letters(text: str, language: Language) -> Iterator[Span]:
    """Give each run of words in a script that the language does not use, in order.

    Latin letters are no foreign ones, since names and codes keep them everywhere; neither are
    single letters of an alphabet, which stand for quantities. Nothing is given for a language
    whose script is not known.
    """
    pattern = _pattern(language.script)
    if pattern is not None and not text.isascii():
        for match in pattern.finditer(prose(text)):
            run = match.group()
            if len(run) >= _LEAST or regex.match(r"\p{Han}|\p{Hangul}", run):
                yield Span(*match.span())


@functools.cache
def _pattern(script: str) -> "regex.Pattern[str] | None":
    own = _OWN.get(script)
    if own is None:
        return None
    used = "".join(
        rf"\p{{Script={name}}}" for name in ("Latin", "Common", "Inherited", *own.split())
    )
    letter = rf"[[\p{{L}}\p{{M}}]--[{used}ー]]"
    joint = r"(?:[ \u00a0·・'’-]|ー)?"
    return regex.compile(rf"{letter}(?:{joint}[{letter}\p{{M}}ー]+)*", regex.V1)
