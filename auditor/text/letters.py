"""Letter statistics of the languages that share a script.

The counts are those of langdetect (Nakatani Shuyo, "Language Detection Library for Java", 2010),
taken from Wikipedia: n-grams of one to three letters per language. langdetect itself draws n-grams
at random until it is sure, so that its answer changes with the seed; here all n-grams of the text
are added up, which is as accurate, faster, and has nothing to seed.
"""

import functools
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from auditor.text import scripts

_SMOOTHING = 0.5e-4
"""Probability of an n-gram that a language's statistics lack (langdetect's alpha / 10,000)."""
_TEMPER = 0.3
"""Weight of one n-gram: the n-grams of a text overlap and are no independent witnesses."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Letter statistics of the languages of one script."""

    languages: tuple[str, ...]
    """Primary subtags, in the order of the columns."""
    rows: dict[str, int]
    """N-gram to its row in `logs`."""
    logs: npt.NDArray[np.float64]
    """Log probability of every n-gram (row) in every language (column)."""

    def scores(self, text: str) -> npt.NDArray[np.float64] | None:
        """Give the log likelihood (nats) of a text per language, or None without evidence."""
        rows = [self.rows[gram] for gram in grams(text) if gram in self.rows]
        if not rows:
            return None
        total: npt.NDArray[np.float64] = self.logs[rows].sum(axis=0) * _TEMPER
        return total


@functools.cache
def statistics(code: str) -> Statistics | None:
    """Load the statistics of a script's languages; None where one language owns the script.

    N-grams with letters of other scripts are left out: they tell how much English a Wikipedia
    quotes, not what its language is like.

    Args:
        code: ISO 15924 code of the script, such as "Latn".
    """
    languages = tuple(scripts.data()["profiles"].get(code, ()))
    if not languages:
        return None
    from langdetect.detector_factory import PROFILES_DIRECTORY

    folder = Path(PROFILES_DIRECTORY)
    profiles = [
        json.loads((folder / language).read_text(encoding="utf-8")) for language in languages
    ]
    every = dict.fromkeys(itertools.chain.from_iterable(own["freq"] for own in profiles))
    rows = {gram: row for row, gram in enumerate(scripts.only(code, every))}
    table = np.full((len(rows), len(languages)), _SMOOTHING)
    for column, profile in enumerate(profiles):
        counts = profile["freq"]
        places = np.array([rows.get(gram, -1) for gram in counts])
        totals = np.array(profile["n_words"], np.float64)[[len(gram) - 1 for gram in counts]]
        shares = np.fromiter(counts.values(), np.float64, len(counts)) / totals
        table[places[places >= 0], column] += shares[places >= 0]
    return Statistics(languages, rows, np.log(table))


def grams(text: str) -> Iterator[str]:
    """Give the n-grams of one to three letters as langdetect takes them.

    A word is read with a space on either side; two capitals in a row end no n-gram.
    """
    from langdetect.utils.ngram import NGram

    *words, last = "".join(map(_normal, NGram.normalize_vi(text))).split(" ")
    for piece in (*(f" {word} " for word in words if word), f" {last}"):
        for end in range(1, len(piece)):
            if piece[end].isupper() and piece[end - 1].isupper():
                continue
            if piece[end] != " ":
                yield piece[end]
            yield piece[end - 1 : end + 1]
            if end > 1:
                yield piece[end - 2 : end + 1]


@functools.cache
def _normal(character: str) -> str:
    """Give the letter that stands for a character in the statistics; a space for a mark."""
    from langdetect.utils.ngram import NGram

    return str(NGram.normalize(character))
