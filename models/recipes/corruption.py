"""Break good sentences: words swapped, left out, doubled, put in, or in a wrong form.

The judge of grammar is trained on such sentences and measured on others of the same kinds.
"""

import itertools
import random
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable

import regex

KINDS = ("swapped", "inflection", "dropped", "repeated", "inserted")
UNSPACED = frozenset({"zh", "ja"})
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*")
_SIGN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")
_KANA = (
    "いうえおかきくけこさしせそたちってでとなにぬのはべまみめもやよらりるれろわをんがげごじずだばぶ"
)
_SEEN = 4
"""Occurrences at least of a word that stands in for another form."""
_ENDING = 3
"""Letters at most by which two forms of a word differ."""


def held_back(doc: str) -> bool:
    """Tell whether a document of the clean news is kept for measuring."""
    return zlib.crc32(doc.encode()) % 4 == 0


class Breaker:
    """Breaks sentences of one language."""

    def __init__(self, language: str, texts: Iterable[str]) -> None:
        """Learn the words of the language.

        Args:
            language: primary subtag.
            texts: good sentences: forms of words and their endings are taken from them.
        """
        self.language = language
        self.unspaced = language in UNSPACED
        finder = _SIGN if self.unspaced else _WORD
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(finder.findall(text))
        self.words = sorted(word for word, count in counts.items() if count >= _SEEN)
        self.weights = list(itertools.accumulate(counts[word] ** 0.75 for word in self.words))
        self.forms: dict[str, list[str]] = defaultdict(list)
        endings: Counter[str] = Counter()
        for word in self.words:
            if word.islower() or not word.isupper():
                self.forms[self._stem(word)].append(word)
                endings[word[-2:]] += 1
        self.endings = [ending for ending, _ in endings.most_common(60)]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Give where the words of a text begin and end: single characters in Chinese, Japanese."""
        finder = _SIGN if self.unspaced else _WORD
        return [match.span() for match in finder.finditer(text)]

    def broken(self, text: str, kind: str, chance: random.Random) -> str | None:
        """Give a text with one defect of a kind; None where there is no room for it."""
        places = self.places(text)
        if len(places) < 4:
            return None
        found = {
            "swapped": self._swapped,
            "inflection": self._inflected,
            "dropped": self._dropped,
            "repeated": self._repeated,
            "inserted": self._inserted,
        }[kind](text, places, chance)
        return None if found is None or found.casefold() == text.casefold() else found

    def _swapped(
        self, text: str, places: list[tuple[int, int]], chance: random.Random
    ) -> str | None:
        first = chance.randrange(len(places) - 1)
        near = first + 1 if chance.random() < 0.7 else chance.randrange(first + 1, len(places))
        size = chance.choice((1, 1, 2)) if self.unspaced and near == first + 1 else 1
        if near + size > len(places):
            return None
        (a, b), (c, _), (_, d) = places[first], places[near], places[near + size - 1]
        if self.unspaced and c != b and near == first + 1:
            return None
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    def _dropped(
        self, text: str, places: list[tuple[int, int]], chance: random.Random
    ) -> str | None:
        start, end = chance.choice(places)
        if self.unspaced and chance.random() < 0.4:
            end = min(end + 1, len(text))
        if start and text[start - 1] == " ":
            return text[: start - 1] + text[end:]
        return text[:start] + text[end:].lstrip(" ")

    def _repeated(
        self, text: str, places: list[tuple[int, int]], chance: random.Random
    ) -> str | None:
        at = chance.randrange(len(places))
        size = chance.choice((1, 1, 2))
        if at + size > len(places):
            return None
        start, end = places[at][0], places[at + size - 1][1]
        glue = "" if self.unspaced else " "
        return text[:end] + glue + text[start:end] + text[end:]

    def _inserted(
        self, text: str, places: list[tuple[int, int]], chance: random.Random
    ) -> str | None:
        at = chance.choice(places)[0]
        (word,) = chance.choices(self.words, cum_weights=self.weights)
        return text[:at] + word + ("" if self.unspaced else " ") + text[at:]

    def _inflected(
        self, text: str, places: list[tuple[int, int]], chance: random.Random
    ) -> str | None:
        for _ in range(8):
            start, end = chance.choice(places)
            form = self._other_form(text[start:end], chance)
            if form:
                return text[:start] + form + text[end:]
        return None

    def _other_form(self, word: str, chance: random.Random) -> str | None:
        if self.unspaced:
            kana = word in _KANA
            return chance.choice(_KANA if kana else self.words) if kana or self.words else None
        if len(word) < (2 if self.language in ("ko", "vi") else 4):
            return None
        forms = [
            other
            for other in self.forms.get(self._stem(word), ())
            if other.casefold() != word.casefold() and abs(len(other) - len(word)) <= _ENDING
        ]
        if forms and chance.random() < 0.75:
            return chance.choice(forms)
        if self.language == "vi" or len(word) < 3:
            return None
        cut = chance.choice((1, 1, 2))
        return word[:-cut] + ("" if chance.random() < 0.5 else chance.choice(self.endings))

    def _stem(self, word: str) -> str:
        if self.language == "vi":
            plain = unicodedata.normalize("NFD", word.casefold())
            return "".join(letter for letter in plain if not unicodedata.combining(letter))
        return word[: max(1 if self.language == "ko" else 3, round(len(word) * 0.6))].casefold()
