"""Words that stand twice in a row in a text, by their sounds."""

import functools
from collections.abc import Iterator, Sequence

import regex

from auditor.text.names import sounds

_WORD = regex.compile(r"([\p{L}\p{M}]+)")
_SPACED = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
_TWICE = regex.compile(r"(?<once>[\p{L}\p{M}]{2,20}?)(?P=once)(?![\p{Latin}\p{Cyrillic}])")
_BETWEEN = frozenset(" \t\n\u00a0\u202f\u2009\u3000·・‧•-")
"""What may stand between a word and its double, once or twice."""
_LONGEST = 20
"""Letters of the longest word that is looked for."""


@functools.lru_cache(maxsize=4)
def doubled(text: str) -> frozenset[str]:
    """Give the sounds of all that stands twice in a text, as `names.sounds` has them.

    Words that are written apart count where both are the same, others where the second begins as
    the first ends. A word of two halves that are alike counts as well (波拉波拉, "baba").
    """
    pieces = _WORD.split(text.casefold())
    words, gaps = pieces[1::2], pieces[2::2]
    found = set[str]()
    for first, gap, second in zip(words, gaps, words[1:], strict=False):
        if first[-1] in second and len(gap) <= 2 and _BETWEEN.issuperset(gap):
            found.update(_end_and_begin(first, second))
    alone = "\n".join(sorted(set(words)))
    found.update(match["once"] for match in _TWICE.finditer(alone))
    return frozenset(map(sounds, found))


def _end_and_begin(one: str, other: str) -> Iterator[str]:
    """Give what two words, the first at its end and the other at its begin, have in common."""
    if _SPACED.match(other[-1]):
        sizes: Sequence[int] = (len(other),)
    else:
        sizes = range(2, min(len(one), len(other), _LONGEST) + 1)
    for size in sizes:
        if 2 <= size <= _LONGEST and one.endswith(other[:size]):
            yield other[:size]
