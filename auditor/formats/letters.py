"""How likely letters are in a language: what tells one legacy encoding from another.

Alphabetic languages use the letter statistics of langdetect (Nakatani Shuyo, "Language Detection
Library for Java", 2010): the probability of a character after the two before it, with "stupid
backoff" to shorter n-grams (Brants et al., "Large Language Models in Machine Translation", 2007).
They map Chinese characters, kana and Hangul to a few classes, so for East Asia the rows of the
national standards stand in: level 1 of GB 2312, of Big5 and of JIS X 0208, and the syllables of
KS X 1001, with the most frequent characters apart.
"""

import functools
import json
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

EAST_ASIAN = ("simplified", "traditional", "japanese", "korean")
"""Names of the models whose characters are two bytes wide."""

UNKNOWN = -16.0
"""Log probability of a character that the language does not use."""
_CONTROL = -20.0
_SYMBOL = -13.0
_MARKS = {
    **dict.fromkeys("’“”–—…«»‘„‚‹›\u00a0€°·•§©®™£№¿¡\u061f\u060c\u061b", math.log(0.05 / 12)),
    **dict.fromkeys("±×÷µ½¼¾²³¹´¨¥¢¶†‡‰ªº", math.log(0.005 / 20)),
}
"""Punctuation and symbols of prose, the common and the rarer ones."""
_ASCII = -3.0
"""Log probability of an ASCII character after an East Asian one."""
_BACK_OFF = 0.4
"""What an n-gram that was not seen costs: its shorter neighbour counts that much."""
_CAPITAL = 0.02
"""Share of a letter's uses that are capitals, where the statistics lack the capital."""
_COMPOSED = "\u1ec3"
"""What langdetect counts every letter of Vietnamese with two marks as."""

_WIDE_MARKS = (
    "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕…—～·　％０１２３４５６７８９．＋－／＝"
)
_SIMPLIFIED = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已"
)
_TRADITIONAL = (
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可"
    "裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已"
)
_HIRAGANA = (
    "のにいはをたるがとでしてかなられっもりこさうあすくよまきんめけせそどわつちだおみ"
    "えやへばじゃずべ"
)
_KATAKANA = (
    "ンールスイトラリクアッドレタシフコロマテプサジバカキグメニオナウミパムデチハビセホブエネモワ"
)
_HANGUL = (
    "이다는의에을고가하로지은사기를도한자서인대어리나시들있아해으정그과일수전제스만장라부주보원면"
    "것요여았게공상성트동관연위안구내우조경"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What is counted of a text, once for all languages."""

    high: Mapping[tuple[str, str, str], int]
    """Characters beyond ASCII, each with the two letters before it (a space at a word's edge)."""
    after: Mapping[tuple[str, str, str], int]
    """ASCII letters and ends of words that follow a letter beyond ASCII, likewise."""
    low: Mapping[tuple[str, str, str], int]
    """ASCII letters after ASCII letters, likewise."""

    @property
    def width(self) -> int:
        """Give the number of characters that `high_likelihood` counts."""
        return sum(self.high.values()) + sum(self.after.values())

    @property
    def ascii_letters(self) -> int:
        """Give the number of ASCII letters."""
        return sum(self.low.values())


def sample(text: str) -> Sample:
    """Count the characters of a text with what stands before them."""
    text = unicodedata.normalize("NFC", text)
    letters = "".join(char if char.isalpha() or _is_mark(char) else " " for char in text)
    padded = "  " + letters
    high: Counter[tuple[str, str, str]] = Counter()
    after: Counter[tuple[str, str, str]] = Counter()
    low: Counter[tuple[str, str, str]] = Counter()
    for number, char in enumerate(text):
        before, last = padded[number], padded[number + 1]
        if last == " ":
            before = " "
        if char >= "\x80":
            high[before, last, char] += 1
        elif last >= "\x80":
            after[before, last, letters[number]] += 1
        elif letters[number] != " " and last < "\x80" and before < "\x80":
            low[before, last, char] += 1
    return Sample(high, after, low)


def high_likelihood(model: str, found: Sample) -> float:
    """Give the log probability of the characters beyond ASCII and of what follows them.

    Args:
        model: name of a langdetect profile, or one of `EAST_ASIAN`.
        found: the counted text.
    """
    if model in EAST_ASIAN:
        classes = _classes(model)
        wide = sum(n * classes.get(c, _other(c)) for (_, _, c), n in found.high.items())
        return wide + _ASCII * sum(found.after.values())
    language = _language(model)
    windows = (*found.high.items(), *found.after.items())
    return sum(number * language.log(*window) for window, number in windows)


def low_likelihood(model: str, found: Sample) -> float:
    """Give the log probability of the ASCII letters in a language with a langdetect profile."""
    language = _language(model)
    return sum(number * language.log(*window) for window, number in found.low.items())


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _other(char: str) -> float:
    """Give the log probability of a character that is in no statistics."""
    category = unicodedata.category(char)
    if category.startswith("C"):
        return _CONTROL
    return UNKNOWN if category.startswith(("L", "M")) else _SYMBOL


class _Language:
    """Letter statistics of a language."""

    def __init__(self, counts: Mapping[str, int], totals: list[int]) -> None:
        self._counts = counts
        self._letters = totals[0]
        self._words = sum(n for gram, n in counts.items() if len(gram) == 2 and gram[0] == " ")

    def log(self, before: str, last: str, char: str) -> float:
        """Give the log probability of a character after two others."""
        if char in _MARKS:
            return _MARKS[char]
        probability = self._smooth(_counted(before), _counted(last), _counted(char))
        if not probability and char.lower() != char:
            probability = _CAPITAL * self._smooth(" ", " ", _counted(char.lower()))
        return math.log(probability) if probability > 1e-7 else _other(char)

    def _smooth(self, before: str, last: str, char: str) -> float:
        counts = self._counts
        single = self._words if char == " " else counts.get(char, 0)
        probability = single / (self._letters + self._words)
        context = self._words if last == " " else counts.get(last, 0)
        seen = counts.get(last + char, 0)
        probability = min(seen / context, 1.0) if seen and context else _BACK_OFF * probability
        if last == " ":
            return probability
        context, seen = counts.get(before + last, 0), counts.get(before + last + char, 0)
        return min(seen / context, 1.0) if seen and context else _BACK_OFF * probability


def _counted(char: str) -> str:
    return _COMPOSED if "\u1ea0" <= char <= "\u1eff" else char


@functools.cache
def _language(name: str) -> _Language:
    from langdetect.detector_factory import PROFILES_DIRECTORY

    profile = json.loads((Path(PROFILES_DIRECTORY) / name).read_text(encoding="utf-8"))
    return _Language(profile["freq"], profile["n_words"])


@functools.cache
def _classes(name: str) -> Mapping[str, float]:
    """Give log probabilities by class of characters, from the rarest class to the commonest."""
    if name == "simplified":
        classes = [
            (_rows("gb2312", 0xD8, 0xF7), 0.01),
            (_rows("gb2312", 0xB0, 0xD7), 0.50),
            (_SIMPLIFIED, 0.38),
        ]
    elif name == "traditional":
        classes = [
            (_rows("big5", 0xC9, 0xF9, 0x40), 0.01),
            (_rows("big5", 0xA4, 0xC6, 0x40), 0.50),
            (_TRADITIONAL, 0.38),
        ]
    elif name == "japanese":
        classes = [
            ("".join(map(chr, range(0xFF61, 0xFFA0))), 0.003),
            (_rows("euc_jp", 0xD0, 0xF4), 0.01),
            (_rows("euc_jp", 0xB0, 0xCF), 0.35),
            (_rows("euc_jp", 0xA4, 0xA5), 0.03),
            (_KATAKANA, 0.10),
            (_HIRAGANA, 0.42),
        ]
    else:
        classes = [
            (_rows("euc_kr", 0xCA, 0xFD), 0.003),
            ("".join(map(chr, range(0xAC00, 0xD7A4))), 0.003),
            (_rows("euc_kr", 0xB0, 0xC8), 0.45),
            (_HANGUL, 0.45),
        ]
    logs: dict[str, float] = {}
    for characters, share in [*classes, (_WIDE_MARKS, 0.1)]:
        logs.update(_uniform(characters, share))
    return logs


def _uniform(characters: Iterable[str], share: float) -> dict[str, float]:
    chars = sorted(set(characters))
    return {char: math.log(share / len(chars)) for char in chars}


def _rows(encoding: str, first: int, last: int, low: int = 0xA1) -> str:
    """Give the characters of whole rows of a two-byte character set."""
    cells = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(low, 0xFF))
    return "".join(cell.decode(encoding, errors="ignore") for cell in cells)
