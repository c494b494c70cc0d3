"""Misspelt words: words that nobody writes, one slip away from one that everybody does.

A slip is a letter too many or too few, another letter, or two that changed places (Damerau 1964).
How often a word is written tells a slip from a rare word (Kernighan, Church & Gale 1990): a word
that is not on the list at all is taken for a slip of a common neighbour alone, and one that is on
it, as frequent slips are, for a slip of a neighbour that is ten thousand times as frequent; or a
hundred times, where a large dictionary does not know it.
"""

import functools
from collections import Counter
from collections.abc import Iterator

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
_RARE = 4.0
"""Frequency of words that are rare, so that their forms may be on no list."""
_RUN = 4
"""Letters of the runs by which a word is odd, the ends of a word counting as a letter."""
_LISTED_RUNS = 2.0
"""Frequency of the words whose runs are usual."""


def meant(word: str, language: Language) -> str | None:
    """Give the word that was meant where a word seems misspelt.

    Inflected forms of one stem are not taken for slips of each other. None as well for languages
    whose list of words is short.

    Args:
        word: letters alone; the answer is in lower case.
        language: profile of its language.
    """
    own = word.lower()
    if shares(language.primary).get(own.casefold(), 0.0) >= 10 ** (_KNOWN - 9):
        return None
    return _meant(own, language.tag) if is_fine(language.primary) else None


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
    if least - _EASY >= _TOP and _near_top(primary).isdisjoint(_shortened(own.casefold())):
        return None
    formed = not known and _has_base(own, primary)
    best: tuple[float, str] | None = None
    for easy, other in _neighbours(own, primary, least - _EASY):
        lead = zipf(other, primary) - least + _EASY * easy
        if lead < 0 or other == own or len(other) < _LEAST_LETTERS or (formed and not easy):
            continue
        if not odd and (own[:-1] in (other, other[:-1]) or own == other[:-1]):
            lead -= _ENDING
        if lead >= 0 and (best is None or (lead, other) > best):
            best = lead, other
    if best is None or stem(own, language.stemmer) == stem(best[1], language.stemmer):
        return None
    return best[1]


def _shortened(word: str) -> Iterator[str]:
    """Give a word, and what is left of it without any one letter."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


@functools.cache
def _near_top(primary: str) -> frozenset[str]:
    """Give the common words, shortened: two words that are one slip apart have one in common."""
    return frozenset(short for word in words(primary, _TOP) for short in _shortened(word))


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


def _neighbours(word: str, primary: str, least: float) -> Iterator[tuple[bool, str]]:
    """Give the words of a frequency that are one slip away, and whether the slip is an easy one."""
    listed, share = shares(primary), 10 ** (least - 9)
    for easy, other in _slips(word, _letters(primary)):
        if listed.get(other.casefold(), 0.0) >= share:
            yield easy, other


def _slips(word: str, letters: tuple[str, ...]) -> Iterator[tuple[bool, str]]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        for letter in letters:
            yield True, before + letter + after
        if after:
            yield False, before + after[1:]
            for letter in letters:
                yield False, before + letter + after[1:]
        if len(after) > 1:
            yield True, before + after[1] + after[0] + after[2:]


@functools.cache
def _letters(primary: str) -> tuple[str, ...]:
    return tuple(sorted(alphabet(primary)))


def _is_odd(word: str, primary: str) -> bool:
    usual = _runs(primary)
    return any(run not in usual for run in _runs_of(word))


def _runs_of(word: str) -> Iterator[str]:
    whole = f"^{word}$"
    for place in range(max(1, len(whole) - _RUN + 1)):
        yield whole[place : place + _RUN]


@functools.cache
def _runs(primary: str) -> frozenset[str]:
    """Give the runs of letters that more than one word of a language has."""
    counts = Counter(run for word in words(primary, _LISTED_RUNS) for run in _runs_of(word))
    return frozenset(run for run, count in counts.items() if count > 1)
