"""Language of a document and of each sentence.

The writing is read first: most scripts leave one language, or a handful. Where several languages
share a script, letter statistics decide: a naive Bayes over n-grams of one to three letters.

docs/language-identification.md has the measurements.
"""

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import regex

from auditor.core.bitext import Document, Segment
from auditor.text import language as profiles
from auditor.text import scripts
from auditor.text.enclosures import enclosures
from auditor.text.letters import statistics

UNDETERMINED = "und"
"""BCP 47 tag of a text whose language cannot be told."""

_LEAST_CONFIDENCE = 0.2
_KANA_SHARE = 0.15
"""Share of kana among East Asian characters from which a text is Japanese."""
_RARE_LETTERS = 0.01
"""Share of give-away letters from which a text is in their language."""

_NAMES = 0.3
"""Weight of the whole text beside the text without names, in [0, 1]."""
_FAMILIAR = math.log(10)
"""Log of the odds by which a language with a profile is likelier than one without."""
_BLOCK_LETTERS = 12
_BLOCK_CHARACTERS = 2000
_BLOCKS = 200
"""How much of a document votes: letters of the shortest block, reading length, blocks."""

_TELLING_LETTERS = 100
"""Letters of the shortest document that may gainsay the language that is stated for it."""
_SURE = 0.9
"""Share of another writing from which a sentence is in it."""
_MARGIN = 7.0
"""Log odds against the document's language from which a sentence is in another one."""
_LEAST_LETTERS = 20
_MANY_LETTERS = 30
"""Letters of the shortest sentence that is labelled on its own, and where writings mix."""
_LEAST_WORDS = 4
_LEAST_WORDS_OF_SCRIPT = 3
"""Uncapitalized words of such a sentence: in the document's writing, and in another one."""
_LEAST_SIGNS = 6
_LEAST_CHINESE = 8
_LEAST_TRACES = 3
"""Kana of a Japanese sentence, Han characters of a Chinese one, traces of a written form."""
_HAN = "Hanx"
_DENSE = frozenset({_HAN, "Hang"})
"""Writings in which few characters make a sentence."""
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_INK = rf"[\S--[{_UNSPACED}]]"
_NOISE = regex.compile(
    rf"(?:https?://|www\.){_INK}+"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[\w-]+(?:\.[\w-]+)+"
    rf"|[@#][\w--[{_UNSPACED}]]+"
    r"|`[^`]*`|<[^<>\s][^<>]*>|\{[^{}]*\}|%\w"
    rf"|(?<!{_INK})[{_INK}--[_/\\|=]]*+[_/\\|=]{_INK}*"
    r"|(?<![A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]*+\(\)"
    r"|(?<!\S)--?\w[\w-]*|\b\w++(?:\.\w++)+",
    regex.V1,
)
"""Addresses, accounts, code, tags, placeholders, paths, options and file names: in no language."""
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how sure it is."""

    lang: str
    """BCP 47 tag, such as "fr", "zh-Hant" or plain "pt"; "und" where it cannot be told."""
    confidence: float
    """Probability in [0, 1] that the primary subtag is right; 0 for "und"."""


_NOTHING = Guess(UNDETERMINED, 0.0)


def identify(text: str) -> Guess:
    """Identify the language of a text.

    Returns:
        The language and the probability that it is right; `Guess("und", 0.0)` for a text that is
        empty, has no letters, or fits no language.
    """
    text = _NOISE.sub(" ", text)
    found = scripts.writing(text)
    if found is None:
        return _NOTHING
    if found.share < _SURE:
        found = scripts.writing(_nameless(text)) or found
    primary, probability = _language_of(text, found)
    confidence = found.share * probability
    if confidence < _LEAST_CONFIDENCE:
        return _NOTHING
    return Guess(scripts.form(text, primary), round(confidence, 6))


def identify_document(document: Document) -> Guess:
    """Identify the language of a document: each block of the article votes with its letters.

    Excluded blocks have no vote unless there is nothing else. Long documents are sampled, evenly
    from the first block to the last.
    """
    blocks = [block for block in document.blocks if not block.excluded] or list(document.blocks)
    step = max(1, math.ceil(len(blocks) / _BLOCKS))
    texts = [block.span.of(document.text)[:_BLOCK_CHARACTERS] for block in blocks[::step]]
    votes: dict[str, float] = {}
    for text in texts:
        guess = identify(text)
        found = scripts.writing(text)
        if found is not None and found.letters >= _BLOCK_LETTERS:
            primary = guess.lang.split("-")[0]
            votes[primary] = votes.get(primary, 0.0) + found.letters * max(guess.confidence, 0.01)
    votes.pop(UNDETERMINED, None)
    pooled = "\n".join(texts)
    if not votes:
        return identify(pooled)
    primary, weight = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    share = weight / sum(votes.values())
    return Guess(scripts.form(pooled, primary), round(share, 6))


def tells(document: Document, stated: str) -> bool:
    """Tell whether a document holds enough text to gainsay the language that is stated for it.

    Labels of a few words are taken for a neighbour's language: of 1,109 such texts of news with
    under 50 letters 38 were, of 520 with up to 100 two, and of 621 longer ones none. A few words
    in another writing than the stated language's are enough, unless they are Latin: those may be
    names.

    Args:
        document: one side of an audit.
        stated: primary subtag of the stated language.
    """
    text = _article(document)
    found = scripts.writing(text)
    if found is None:
        return False
    home = _writings().get(_canonical(stated), "")
    if found.code not in ("Latn", home) and home:
        return found.letters >= _LEAST_SIGNS
    return found.letters >= _TELLING_LETTERS


def _article(document: Document) -> str:
    blocks = (block for block in document.blocks if not block.excluded)
    return "\n".join(block.span.of(document.text) for block in blocks)


def label(segments: Sequence[Segment], lang: str) -> tuple[Segment, ...]:
    """Set the language of each segment: the document's, unless strong evidence is against it.

    Names, code, short headings and quoted titles keep the document's language; so do sentences
    in a near relative that letter statistics cannot tell from it, and every sentence in the
    script of a document whose language has no statistics.

    Args:
        segments: segments of one document.
        lang: BCP 47 tag of the document.

    Raises:
        UnknownLanguage: the tag is not well-formed.
    """
    pooled = scripts.writing("\n".join(segment.text for segment in segments))
    home = _Home.of(profiles.normal_tag(lang), pooled.code if pooled else "")
    return tuple(replace(segment, lang=home.foreign(segment.text) or lang) for segment in segments)


@dataclass(frozen=True, slots=True)
class _Home:
    """The language of a document, as the labels of its segments need it."""

    tag: str
    primary: str
    writing: str
    """Empty where it is not known."""

    @classmethod
    def of(cls, tag: str, others: str) -> "_Home":
        primary = _canonical(tag.split("-", maxsplit=1)[0])
        return cls(tag, primary, _writings().get(primary, "") or others)

    def foreign(self, text: str) -> str:
        """Give the language of a text that is surely not in the home language, or nothing."""
        text = _NOISE.sub(" ", text)
        found = scripts.writing(text)
        if found is None or not self.writing:
            return ""
        if found.code != self.writing:
            return _in_other_writing(text, found)
        if found.code == _HAN:
            return self._in_other_han(text, found)
        return self._in_other_words(text, found)

    def _in_other_han(self, text: str, found: scripts.Writing) -> str:
        """Tell Chinese and Japanese, and the written forms of Chinese, from each other."""
        han = scripts.data()["han"]
        characters, kana = found.scripts.get("Hani", 0), _kana(found)
        chinese, traces = _chinese(text), scripts.traces(text)
        form = scripts.form(text, han["plain"])
        if self.primary == han["kana"]:
            foreign = not kana and not traces[han["kana"]] and characters >= _LEAST_CHINESE
            return form if foreign and chinese >= max(2, characters / 20) else ""
        if kana >= max(_LEAST_SIGNS, 0.3 * (characters + kana)) and chinese <= kana / 10:
            return str(han["kana"])
        told = form in scripts.forms(han["plain"]) and self.tag in scripts.forms(han["plain"])
        if not told or form == self.tag or traces[self.tag] or traces[han["kana"]]:
            return ""
        return form if traces[form] >= max(_LEAST_TRACES, characters / 10) else ""

    def _in_other_words(self, text: str, found: scripts.Writing) -> str:
        """Tell the languages of one script apart: the sentence, its plain words and its parts."""
        known = statistics(found.code)
        words = _WORD.findall(text)
        plain = [word for word in words if not word[0].isupper()]
        prose = len(plain) >= _LEAST_WORDS and 3 * len(plain) >= len(words)
        if known is None or self.primary not in known.languages or not prose:
            return ""
        scores = known.scores(text)
        if scores is None or found.letters < _LEAST_LETTERS:
            return ""
        best, own = int(scores.argmax()), known.languages.index(self.primary)
        language = known.languages[best]
        margin = _MARGIN if language in _familiar() else _MARGIN + _FAMILIAR
        if scores[best] - scores[own] < margin or language in _kin(self.primary):
            return ""
        for part, least in self._parts(text, words, plain):
            scores = known.scores(part)
            if scores is not None and scores[best] - scores[own] < least:
                return ""
        return language

    def _parts(self, text: str, words: list[str], plain: list[str]) -> Iterator[tuple[str, float]]:
        """Give the parts of a foreign sentence, and the log odds that each must have at least.

        Words that are no names, and those outside quotations and brackets, must be foreign too;
        no third of the sentence may speak for the home language.
        """
        yield " ".join(plain), _MARGIN / 2
        outside = text
        for pair in enclosures(text, profiles.language(self.tag)):
            blank = " " * (pair.end + 1 - pair.start)
            outside = outside[: pair.start] + blank + outside[pair.end + 1 :]
        if sum(not word[0].isupper() for word in _WORD.findall(outside)) >= _LEAST_WORDS:
            yield outside, _MARGIN / 2
        third = math.ceil(len(words) / 3)
        for start in (0, third, 2 * third):
            yield " ".join(words[start : start + third]), -_MARGIN / 2


def _in_other_writing(text: str, found: scripts.Writing) -> str:
    """Give the language of a text in a script that is not the document's, or nothing.

    Nearly all of it must be in that script. Where two scripts mix, capitalized words within it
    are taken for names and left out of the count.
    """
    plain = sum(word[0].islower() for word in _WORD.findall(text))
    if found.code in _CASED and plain < _LEAST_WORDS_OF_SCRIPT:
        return ""
    least = _LEAST_LETTERS if found.code in _CASED | _DENSE else _MANY_LETTERS
    if found.share < _SURE:
        least = _MANY_LETTERS
        rest = scripts.writing(_nameless(text))
        if found.share < 0.5 or rest is None or rest.shares.get(found.code, 0.0) < _SURE:
            return ""
    if found.letters < least:
        return ""
    language, probability = _language_of(text, found)
    return scripts.form(text, language) if probability >= 0.5 else ""


def _nameless(text: str) -> str:
    """Give the words of a text but the capitalized ones within it, most of which are names."""
    words = _WORD.findall(text)
    return " ".join(word for i, word in enumerate(words) if not (i and word[0].isupper()))


def _kin(primary: str) -> frozenset[str]:
    groups = scripts.data()["kin"]["groups"]
    return frozenset(tag for group in groups if primary in group for tag in group)


def _language_of(text: str, found: scripts.Writing) -> tuple[str, float]:
    """Give a primary subtag and the probability that a text of this writing is in it."""
    if found.code == _HAN:
        return _east_asian(text, found)
    for language, letters in scripts.data()["letters"].get(found.code, {}).items():
        count = sum(text.count(letter) for letter in letters)
        if count >= 2 and count >= _RARE_LETTERS * found.letters:
            return language, _amount(found.letters)
    owner = scripts.data()["scripts"].get(found.code)
    if owner is not None:
        return owner, _amount(found.letters)
    known = statistics(found.code)
    scores = None if known is None else known.scores(text)
    if known is None or scores is None:
        return UNDETERMINED, 0.0
    nameless = known.scores(_nameless(text))
    if nameless is not None:
        scores = (1 - _NAMES) * nameless + _NAMES * scores
    familiar = [_FAMILIAR * (language in _familiar()) for language in known.languages]
    scores = scores + np.array(familiar)
    likelihoods = np.exp(scores - scores.max())
    best = int(scores.argmax())
    return known.languages[best], float(1.0 / likelihoods.sum())


def _east_asian(text: str, found: scripts.Writing) -> tuple[str, float]:
    han, kana = scripts.data()["han"], _kana(found)
    total = kana + found.scripts.get("Hani", 0)
    japanese = scripts.traces(text)[han["kana"]]
    japanese += total if kana >= _KANA_SHARE * total else kana
    language = han["kana"] if japanese > _chinese(text) else han["plain"]
    return language, _amount(found.letters)


def _kana(found: scripts.Writing) -> int:
    return found.scripts.get("Hira", 0) + found.scripts.get("Kana", 0)


def _chinese(text: str) -> int:
    """Count the characters that Chinese writes and Japanese does not."""
    han = scripts.data()["han"]
    shared, words = han["shared"], han["chinese"]
    forms = scripts.forms(han["plain"]).values()
    return sum(
        character in words or (character not in shared and any(character in form for form in forms))
        for character in text
    )


def _amount(letters: int) -> float:
    """Give a probability that grows with the letters seen: 0.5 for one, 0.99 for a hundred."""
    return letters / (letters + 1.0)


def _canonical(primary: str) -> str:
    alias: str = scripts.data()["aliases"].get(primary, primary)
    return alias


@functools.cache
def _familiar() -> frozenset[str]:
    """Give the primary subtags of the languages that have a profile."""
    return frozenset(tag.split("-")[0] for tag in profiles.tags())


@functools.cache
def _writings() -> dict[str, str]:
    """Give the writing of every language that can be told."""
    data = scripts.data()
    writings = {language: code for code, language in data["scripts"].items()}
    for code, languages in data["profiles"].items():
        writings.update(dict.fromkeys(languages, code))
    for code, letters in data["letters"].items():
        writings.update(dict.fromkeys(letters, code))
    return writings | {data["han"]["plain"]: _HAN, data["han"]["kana"]: _HAN}
