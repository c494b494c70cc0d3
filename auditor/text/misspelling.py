"""Misspelt words: words that nobody writes, one slip away from one that everybody does.

A slip is a letter too many or too few, another letter, or two that changed places (Damerau 1964).
How often a word is written tells a slip from a rare word (Kernighan, Church & Gale 1990): a word
that is not on the list at all is taken for a slip of a common neighbour alone, and one that is on
it, as frequent slips are, for a slip of a neighbour that is ten thousand times as frequent; or a
hundred times, where a large dictionary does not know it.
"""

import functools
import itertools
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.backends.dictionary import dictionary
from auditor.text.frequency import alphabet, is_fine, shares, words, zipf
from auditor.text.language import Language
from auditor.text.language import language as language_of
from auditor.text.stems import stem

_KNOWN = 3.4
"""Frequency from which a word is no slip."""
_NEIGHBOUR = 4.5
"""Frequency of the word that is meant, where what stands there is on no list."""
_RATIO = 0.87
"""How much more is asked for each unit of the frequency of what stands there."""
_UNKNOWN_NEIGHBOUR, _UNKNOWN_RATIO = 3.9, 2.7
"""The same where a large dictionary does not know what stands there: the frequency at least, and
how much more than its own."""
_LARGE = 40_000
"""Words of a dictionary whose silence tells something."""
_PAIR_RATIO, _LONG = 2.6, 7
"""How much more than its own where a letter is written once for twice, or twice for once, and the
letters of such a word: "shoping", "untill" is too short."""
_EASY = 0.5
"""How much less is asked for where a letter was lost or two changed places."""
_SHORT, _MORE = 4, 1.0
"""How much more is asked for where a word has so few letters: it may be an abbreviation."""
_ODD = 0.5
"""How much less is asked for where a word has letters side by side that no other word has."""
_ENDING = 0.7
"""How much more is asked for where the last letter alone differs, as inflection has it; not of odd
words."""
_LEAST_LETTERS = 3
"""Letters of the shortest word that is meant."""
_TOP = 3.4
"""Frequency of common words, among which a neighbour is looked for first."""
_SEVERAL = 200
"""Words that are looked at letter by letter before those near to common words are listed."""
_RARE = 4.0
"""Frequency of words that are rare, so that their forms may be on no list."""
_RUN = 4
"""Letters of the runs by which a word is odd, the ends of a word counting as a letter."""
_LISTED_RUNS = 2.0
"""Frequency of the words whose runs are usual."""
_MANY = 200
"""Letters of a language that has signs for words or syllables, more than any alphabet."""
_LATIN = re.compile("[a-z]")
_LAST = 0xFFFF
"""The last sign of the first plane of Unicode."""


def doubtful(found: Iterable[str], language: Language) -> frozenset[str]:
    """Give those of some words that may be misspelt, because they are not common.

    Args:
        found: words of letters alone, in any case; those of two letters are never doubtful.
        language: profile of their language; where its list of words is short, none is doubtful.
    """
    if not is_fine(language.primary):
        return frozenset()
    known = _common(language.primary)
    rest = set(found) - known
    return frozenset(
        word for word in rest if len(word) >= _LEAST_LETTERS and word.casefold() not in known
    )


@functools.cache
def _common(primary: str) -> frozenset[str]:
    share = 10 ** (_KNOWN - 9)
    listed = shares(primary).items()
    return frozenset(word for word, _ in itertools.takewhile(lambda one: one[1] >= share, listed))


def meant(word: str, language: Language) -> str | None:
    """Give the word that was meant where a word seems misspelt.

    Inflected forms of one stem are not taken for slips of each other. None as well for languages
    whose list of words is short.

    Args:
        word: letters alone; the answer is in lower case.
        language: profile of its language.
    """
    return _meant(word.lower(), language.tag) if doubtful((word,), language) else None


@functools.lru_cache(maxsize=50_000)
def _meant(own: str, tag: str) -> str | None:
    language = language_of(tag)
    primary = language.primary
    known = zipf(own, primary)
    least = _NEIGHBOUR + _RATIO * known
    if _is_missing(stem(own, language.stemmer), primary):
        least = min(least, max(_UNKNOWN_NEIGHBOUR, known + _UNKNOWN_RATIO))
    if len(own) <= _SHORT:
        least += _MORE
    odd = not known and _is_odd(own, primary)
    least -= _ODD * odd
    places = _tried(own, primary, least - _EASY)
    base = _meant(own[:-1], tag) if not known and _has_base(own, primary) else ""
    best: tuple[float, str] | None = None
    for easy, other in _neighbours(own, primary, least - _EASY, places):
        lead = zipf(other, primary) - least + _EASY * easy
        formed = base != "" and not easy and (other != f"{base}{own[-1]}" or len(other) != len(own))
        if lead < 0 or other == own or len(other) < _LEAST_LETTERS or formed:
            continue
        if not odd and (own[:-1] in (other, other[:-1]) or own == other[:-1]):
            lead -= _ENDING
        if lead >= 0 and (best is None or (lead, other) > best):
            best = lead, other
    found = best[1] if best is not None else _paired(own, primary)
    if found is None or stem(own, language.stemmer) == stem(found, language.stemmer):
        return None
    return found


def _paired(word: str, primary: str) -> str | None:
    """Give a common word that writes a letter once for twice in a long word, or twice for once."""
    known = zipf(word, primary)
    if not known or len(word) < _LONG:
        return None
    places = range(1, len(word))
    single = [word[:at] + word[at + 1 :] for at in places if word[at] == word[at - 1]]
    double = [word[:at] + word[at - 1 :] for at in range(1, len(word) + 1)]
    best = max(((zipf(other, primary), other) for other in (*single, *double)), default=(0.0, ""))
    return best[1] if best[0] >= max(_UNKNOWN_NEIGHBOUR, known + _PAIR_RATIO) else None


def _tried(own: str, primary: str, least: float) -> Collection[int]:
    """Give the places where a slip may turn a word into one of a frequency.

    That is, places whose letter may be another, too many, or changed with the next; -1 where one
    may have been lost. To list what is near to common words is worth it for many words alone.
    """
    if least < _TOP or _meant.cache_info().misses <= _SEVERAL:
        return range(-1, len(own))
    if _near_top(primary).isdisjoint(_shortened(own.casefold())):
        return ()
    return _places(own, primary)


def _shortened(word: str) -> Iterator[str]:
    """Give a word, and what is left of it without any one letter."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


@functools.cache
def _near_top(primary: str) -> frozenset[str]:
    """Give the common words, shortened: two words that are one slip apart have one in common."""
    return frozenset(short for word in words(primary, _TOP) for short in _shortened(word))


@functools.cache
def _near_marked(primary: str) -> frozenset[str]:
    """Give the same of common words that hold other signs than letters: don't."""
    listed = itertools.takewhile(lambda one: one[1] >= 10 ** (_TOP - 9), shares(primary).items())
    return frozenset(
        short for word, _ in listed if not word.isalpha() for short in _shortened(word)
    )


def _places(own: str, primary: str) -> Collection[int]:
    """Give those places for common words, by what two words one slip apart have in common.

    They are alike without a letter of each.
    """
    folded, near, marked = own.casefold(), _near_top(primary), _near_marked(primary)
    if len(folded) != len(own):
        return range(-1, len(own))
    shorts = enumerate(_shortened(folded), start=-1)
    return [place for place, short in shorts if short in near or short in marked]


def _has_base(word: str, primary: str) -> bool:
    """Tell whether a word is a rare one with an ending of a letter."""
    return len(word) > _SHORT and 0 < zipf(word[:-1], primary) < _RARE


def _is_missing(stemmed: str, primary: str) -> bool:
    """Tell whether the language has a large dictionary that does not know a word."""
    return _is_large(primary) and stemmed not in dictionary().terms(primary).numbers


@functools.cache
def _is_large(primary: str) -> bool:
    if primary not in dictionary().languages:
        return False
    return sum(" " not in key for key in dictionary().terms(primary).keys) >= _LARGE


def _neighbours(
    word: str, primary: str, least: float, places: Collection[int]
) -> Iterator[tuple[bool, str]]:
    """Give the words of a frequency that are one slip away, and whether the slip is an easy one."""
    listed, share = shares(primary), 10 ** (least - 9)
    letters = _letters(primary, word.isascii())
    ends = range(len(word) + 1) if -1 in places else ()
    lost = _filled([(word[:place], word[place:]) for place in ends], letters, listed)
    cuts = [(word[:place], word[place + 1 :]) for place in places if place >= 0]
    other = _filled(cuts, ("", *letters), listed)
    turned = [
        before + after[0] + word[len(before)] + after[1:]
        for before, after in cuts
        if after and (before + after[0] + word[len(before)] + after[1:]).casefold() in listed
    ]
    for is_easy, slips in ((True, lost), (True, turned), (False, other)):
        yield from ((is_easy, slip) for slip in slips if listed[slip.casefold()] >= share)


def _filled(
    cuts: Sequence[tuple[str, str]], letters: Sequence[str], listed: Mapping[str, float]
) -> list[str]:
    """Give the listed words that a letter makes of the two halves of a word."""
    folded = [(before.casefold(), after.casefold()) for before, after in cuts]
    return [
        before + letter + after
        for (before, after), (left, right) in zip(cuts, folded, strict=True)
        for letter in letters
        if f"{left}{letter}{right}" in listed
    ]


@functools.cache
def _letters(primary: str, ascii_alone: bool) -> tuple[str, ...]:
    """Give the letters of a language: those that listed words may have beside ASCII, or all.

    No Chinese word is one slip away from a Latin one but those that are written with both.
    """
    letters = alphabet(primary)
    if ascii_alone and len(letters) > _MANY:
        mixed = (word for word in shares(primary) if not word.isascii() and _LATIN.search(word))
        letters &= frozenset(string.ascii_lowercase).union(*mixed)
    return tuple(sorted(letters))


def _is_odd(word: str, primary: str) -> bool:
    whole, usual = f"^{word}$", _usual_runs(primary)
    return any(run not in usual for run in _packed(whole).tolist())


def _packed(text: str) -> NDArray[np.uint64]:
    """Give each run of letters as one number; signs beyond the first plane count as one sign."""
    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    signs = np.minimum(signs, np.uint64(_LAST))
    runs = np.zeros(max(0, len(signs) - _RUN + 1), dtype=np.uint64)
    for place in range(_RUN):
        runs = runs * np.uint64(_LAST + 1) + signs[place : place + len(runs)]
    return runs


@functools.cache
def _usual_runs(primary: str) -> frozenset[int]:
    """Give the runs of letters that stand more than once in the words of a language."""
    written = "\n".join(f"^{word}$" for word in words(primary, _LISTED_RUNS))
    runs = np.sort(_packed(written))
    return frozenset(np.unique(runs[1:][runs[1:] == runs[:-1]]).tolist())
