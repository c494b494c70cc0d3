"""Letters of Latin, Cyrillic and Greek that look alike, and words that mix them."""

import itertools
import re
from collections.abc import Iterator

import regex

from auditor.core.bitext import Span

# Source: Unicode Technical Standard 39, confusables.txt, letters that look alike in text faces.
_LATIN_CYRILLIC = dict(
    zip("AaBEeKMHOoPpCcTyXxIiJjSsÏïË", "АаВЕеКМНОоРрСсТуХхІіЈјЅѕЇїЁ", strict=True)
)
_LATIN_GREEK = dict(zip("ABEZHIKMNOPTYXov", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", strict=True))
_GREEK_CYRILLIC = dict(zip("ΑΒΕΗΚΜΟΡΤΧΓΦΠο", "АВЕНКМОРТХГФПо", strict=True))
_ALIKE = {
    ("Latn", "Cyrl"): _LATIN_CYRILLIC,
    ("Latn", "Grek"): _LATIN_GREEK,
    ("Grek", "Cyrl"): _GREEK_CYRILLIC,
}
_ACCENTS = regex.compile(r"\p{M}")
_RUN = regex.compile(
    r"[\p{Latin}\p{Cyrillic}\p{Greek}][\p{Latin}\p{Cyrillic}\p{Greek}\p{M}]+", regex.V1
)
_BOTH = regex.compile(
    r"\p{Latin}\p{M}*[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{M}*\p{Latin}"
    r"|\p{Cyrillic}\p{M}*\p{Greek}|\p{Greek}\p{M}*\p{Cyrillic}"
)
_EASTERN = re.compile(
    r"[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d7f\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f\uab65"
    r"\ufe2e\ufe2f\U00010140-\U0001018f\U0001d200-\U0001d24f\U0001e030-\U0001e08f]"
)
"""Blocks of Greek and Cyrillic letters."""
_OTHER = re.compile(r"[^\W\d_\u0400-\u052f]")
"""A letter that is no usual Cyrillic one."""
_SCRIPTS = {
    "Latn": regex.compile(r"\p{Latin}"),
    "Cyrl": regex.compile(r"\p{Cyrillic}"),
    "Grek": regex.compile(r"\p{Greek}"),
}


def mixed_words(text: str) -> Iterator[Span]:
    """Give the words in which letters of one alphabet stand for look-alikes of another.

    Letters that have no look-alike, as in formulas and units, make a word a mixture only where
    its alphabet changes twice or more.
    """
    if not (_EASTERN.search(text) and _OTHER.search(text) and _BOTH.search(text)):
        return
    for run in _RUN.finditer(text):
        word = run.group()
        if _BOTH.search(word) and _is_mixed(word):
            yield Span(*run.span())


def _is_mixed(word: str) -> bool:
    scripts = [
        next((code for code, letters in _SCRIPTS.items() if letters.match(sign)), "")
        for sign in word
    ]
    codes = sorted(
        {code for code in scripts if code}, key=lambda code: (-scripts.count(code), code)
    )
    if len(codes) != 2:
        return False
    for code, other in (codes, codes[::-1]):
        signs = {sign for sign, script in zip(word, scripts, strict=True) if script == other}
        if signs <= _twins(other, code) and scripts.count(code) > 1:
            return True
    known = [code for code in scripts if code]
    changes = sum(a != b for a, b in itertools.pairwise(known))
    return changes > 1 and "Grek" not in codes


def _twins(own: str, other: str) -> frozenset[str]:
    """Give the letters of an alphabet that look like letters of another."""
    for (left, right), pairs in _ALIKE.items():
        if {left, right} == {own, other}:
            return frozenset(pairs if own == left else pairs.values())
    return frozenset()
