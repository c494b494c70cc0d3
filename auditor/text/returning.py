"""Texts that may have words in common: what tells at once that no passage of theirs returns."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from auditor.text.tokens import letters

_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Blocks of scripts that put no spaces between words."""
_PIECE = re.compile(rf"\d+|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_NO_LETTERS = re.compile(rf"[\d{_UNSPACED}]")
"""Digits, and letters that are words."""
_ADDRESS = re.compile(r"[@＠#＃]|://|www\.|\.[A-Za-z]")


def returning(texts: Sequence[str], words: int) -> list[bool]:
    """Tell which texts may share a passage of some words with another, or have one twice.

    Runs of letters and of digits are quicker to find than tokens are, and as many or more; texts
    with addresses, which are tokens of their own, are taken as they come.

    Args:
        texts: any.
        words: tokens of the shortest passage.
    """
    pieces = [_pieces(text) for text in texts]
    rows = [tuple(zip(*(own[i:] for i in range(words)), strict=False)) for own in pieces]
    counts = Counter(itertools.chain.from_iterable(rows))
    return [
        any(counts[row] > 1 for row in own) or _ADDRESS.search(text) is not None
        for text, own in zip(texts, rows, strict=True)
    ]


def _pieces(text: str) -> Sequence[str]:
    if _NO_LETTERS.search(text):
        return _PIECE.findall(text.lower())
    return letters(text.lower())
