"""How common a word is in a language, from the lists of wordfreq (Speer 2022)."""

import bisect
import functools
import importlib.util
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_UNSEEN = 0.0
_FINE = 700
"""Centibels of the rarest word of a list that tells rare words from none."""
_COMMON = 500
"""Centibels, -log10 of the share times a hundred, of a word that tells which letters a language
writes with."""
_FEW = 250
"""Words that are looked up one by one before all of a list are put into a table."""


class _Words:
    """The words of a language in groups, each a centibel rarer than the last."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.groups = groups
        self._found: dict[str, float] = {}
        self._whole = False

    def share(self, word: str) -> float:
        """Give the share of a word in all words; 0 where it is not on the list."""
        if not self._whole and word not in self._found:
            if len(self._found) < _FEW:
                self._found[word] = self._search(word)
            else:
                self.table()
        return self._found.get(word, 0.0)

    def table(self) -> Mapping[str, float]:
        """Give the share of every word, the commonest first."""
        if not self._whole:
            self._found, self._whole = self._table(), True
        return self._found

    def _search(self, word: str) -> float:
        for rarity, words in enumerate(self.groups):
            place = bisect.bisect_left(words, word)
            if place < len(words) and words[place] == word:
                return _share(rarity)
        return 0.0

    def _table(self) -> dict[str, float]:
        shared = ((_share(rarity), words) for rarity, words in enumerate(self.groups))
        return {word: share for share, words in shared for word in words}


def _share(rarity: int) -> float:
    return math.pow(10.0, -rarity / 100)


@functools.cache
def _list(primary: str) -> _Words:
    """Read the longest list of a language; it has no words where there is none.

    The files of wordfreq are read without its code, whose import takes longer than they do.
    """
    import gzip

    import msgpack

    folder = _folder()
    for size in ("large", "small"):
        path = folder / f"{size}_{primary}.msgpack.gz"
        if path.is_file():
            _, *groups = msgpack.unpackb(gzip.decompress(path.read_bytes()))
            return _Words(groups)
    return _Words(())


@functools.cache
def _folder() -> Path:
    """Find the lists; that there are none would make every word unknown, and so is no answer."""
    package = importlib.util.find_spec("wordfreq")
    for place in (package.submodule_search_locations or ()) if package is not None else ():
        if (Path(place) / "data" / "large_en.msgpack.gz").is_file():
            return Path(place) / "data"
    raise FileNotFoundError("the lists of wordfreq are not found: pip install wordfreq==3.1.1")


def counted(primary: str) -> bool:
    """Tell whether the words of a language are counted, by its primary subtag."""
    return bool(_list(primary).groups)


def zipf(word: str, primary: str) -> float:
    """Give how common a word is: 3 is once in a million words, 6 once in a thousand.

    The scale is that of van Heuven et al. 2014 ("SUBTLEX-UK"): the logarithm of the occurrences in
    a billion words. 0 where the word is not on the list, which ends at about 1.

    Args:
        word: a word in any case.
        primary: primary subtag of the language.
    """
    share = _list(primary).share(word.casefold())
    return math.log10(share) + 9 if share else _UNSEEN


def shares(primary: str) -> Mapping[str, float]:
    """Give the share in all words of each listed word of a language, case-folded; may be empty."""
    return _list(primary).table()


def is_fine(primary: str) -> bool:
    """Tell whether the list of a language has rare words too, so that others are hardly words."""
    return len(_list(primary).groups) > _FINE


def words(primary: str, least: float) -> Iterator[str]:
    """Give the words of a language that are at least so common, by `zipf`, the commonest first."""
    rarest = math.floor((9 - least) * 100)
    groups = _list(primary).groups[: rarest + 1]
    return (word for group in groups for word in group if word.isalpha())


@functools.cache
def alphabet(primary: str) -> frozenset[str]:
    """Give the letters that common words of a language hold, case-folded: "ß" counts as s."""
    common = _list(primary).groups[: _COMMON + 1]
    return frozenset().union(*(word for words in common for word in words))
