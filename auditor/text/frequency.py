"""How common a word is in a language, from the lists of wordfreq (Speer 2022)."""

import functools
import math
from collections.abc import Iterator, Mapping

_UNSEEN = 0.0
_FINE = 1e-7
"""Share of the rarest word of a list that tells rare words from none."""
_COMMON_SHARE = 1e-5
"""Share of a word in all words from which it tells which letters a language writes with."""


@functools.cache
def _list(primary: str) -> Mapping[str, float]:
    from wordfreq import available_languages, get_frequency_dict

    if primary not in available_languages():
        return {}
    return get_frequency_dict(primary, wordlist="best")


def counted(primary: str) -> bool:
    """Tell whether the words of a language are counted, by its primary subtag."""
    return bool(_list(primary))


def zipf(word: str, primary: str) -> float:
    """Give how common a word is: 3 is once in a million words, 6 once in a thousand.

    The scale is that of van Heuven et al. 2014 ("SUBTLEX-UK"): the logarithm of the occurrences in
    a billion words. 0 where the word is not on the list, which ends at about 1.

    Args:
        word: a word in any case.
        primary: primary subtag of the language.
    """
    share = _list(primary).get(word.casefold(), 0.0)
    return math.log10(share) + 9 if share else _UNSEEN


def shares(primary: str) -> Mapping[str, float]:
    """Give the share in all words of each listed word of a language, case-folded; may be empty."""
    return _list(primary)


@functools.cache
def is_fine(primary: str) -> bool:
    """Tell whether the list of a language has rare words too, so that others are hardly words."""
    return min(_list(primary).values(), default=1.0) < _FINE


def words(primary: str, least: float) -> Iterator[str]:
    """Give the words of a language that are at least so common, by `zipf`, the commonest first."""
    share = 10 ** (least - 9)
    return (word for word, own in _list(primary).items() if own >= share and word.isalpha())


@functools.cache
def alphabet(primary: str) -> frozenset[str]:
    """Give the letters that common words of a language hold, case-folded: "ß" counts as s."""
    common = (word for word, share in _list(primary).items() if share >= _COMMON_SHARE)
    return frozenset().union(*common)
