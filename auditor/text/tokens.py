"""Words, numbers and marks of a text, and how words are counted; every token keeps its span.

Tokens follow the word boundaries of Unicode (UAX #29) with four differences that serve aligning:
numbers keep their inner marks, elided words stand alone, web addresses and names of accounts are
one token, and scripts written without spaces give one token per character (katakana: per run).
"""

import functools
import math
from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language

TokenKind = Literal["word", "number", "punctuation", "symbol", "url", "email", "handle"]


class Token(NamedTuple):
    """A piece of a text that holds no space: `text == whole[span.start:span.end]`."""

    text: str
    span: Span
    """Place in the text that was cut, in code points."""
    kind: TokenKind
    """Hashtags count as handles; emoji and currency signs are symbols."""


_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_LETTER = rf"[[\p{{L}}\p{{M}}_]--[{_UNSPACED}]]"
_INNER = r"[\u00ad\u200c\u200d]"
_WORD_CHARACTER = rf"[[\p{{L}}\p{{M}}\p{{N}}_\u00ad\u200c\u200d]--[{_UNSPACED}]]"
_ADDRESS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"
_ADDRESS_END = r"[A-Za-z0-9\-_~/#@$&*+=%]"
_URL = (
    rf"(?:(?:https?|ftp)://|(?<![\w.@-])www\.){_ADDRESS}*{_ADDRESS_END}(?:\({_ADDRESS}*?\))?"
    r"|(?<![\w.@-])[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){0,4}?"
    rf"\.(?:com|org|net|edu|gov|info|io|app|dev)\b(?:/(?:{_ADDRESS}*{_ADDRESS_END})?)?"
)
_EMAIL = r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+)+"
_HANDLE = (
    rf"(?<![[\p{{L}}\p{{N}}_@]--[{_UNSPACED}]])[@＠](?:[A-Za-z0-9_]+(?:@[A-Za-z0-9.-]*[A-Za-z0-9])?|\w+)"
    rf"|(?<![[\p{{L}}\p{{N}}_&]--[{_UNSPACED}]])[#＃](?=\p{{N}}*[\p{{L}}_])[\w\p{{M}}]+"
)
_NUMBER = r"\p{Nd}+(?:[.,:٫٬'’·\u00a0\u202f]\p{Nd}+)*"

_SPECIAL = regex.compile(r"[@＠#＃]|://|www\.|\.[A-Za-z]")
"""What every address and account has one of: most texts have none."""
_PLAIN_TOKEN = (
    rf"(?P<word>(?:\p{{Nd}}+(?=[\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}]))?+"
    rf"[\p{{L}}_--[{_UNSPACED}]]{_WORD_CHARACTER}*(?:['’ʼ＇·]{_LETTER}{_WORD_CHARACTER}*)*"
    r"|[\p{Katakana}ー]+|(?=[\p{L}\p{M}])\X)"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<symbol>(?=[\p{Extended_Pictographic}\p{Regional_Indicator}])\X|[\p{S}\p{No}\p{Nl}])"
    r"|(?P<punctuation>\p{P})"
    r"|(?P<other>\S)"
)
_PLAIN = regex.compile(_PLAIN_TOKEN, regex.V1)
_TOKEN = regex.compile(
    rf"(?P<url>{_URL})|(?P<email>{_EMAIL})|(?P<handle>{_HANDLE})|{_PLAIN_TOKEN}", regex.V1
)
_APOSTROPHE = regex.compile("['’]")


def tokenize(text: str, language: Language) -> tuple[Token, ...]:
    """Cut a text into tokens, in order; together they hold every character but spaces.

    The language says which short words are elided: "l'IA" is "l'" and "IA" in French, while
    "don't" and "aujourd'hui" stay whole. Linear in the length of the text.
    """
    return _tokens(text, language.elisions)


@functools.lru_cache(maxsize=4096)
def _tokens(text: str, elided: tuple[str, ...]) -> tuple[Token, ...]:
    """Cut a text; many checks ask for the same sentences."""
    tokens: list[Token] = []
    elisions = frozenset(elided)
    pattern = _TOKEN if _SPECIAL.search(text) else _PLAIN
    for match in pattern.finditer(text):
        kind = _KINDS[match.lastgroup]
        start, end = match.span()
        word = match.group()
        if kind == "word" and elisions and not word.isalpha():
            cut = _elided(word, elisions)
            if cut:
                tokens.append(Token(word[:cut], Span(start, start + cut), "word"))
                word = word[cut:]
                start += cut
        tokens.append(Token(word, Span(start, end), kind))
    return tuple(tokens)


_KINDS: Mapping[str | None, TokenKind] = {
    "word": "word",
    "number": "number",
    "punctuation": "punctuation",
    "url": "url",
    "email": "email",
    "handle": "handle",
    "symbol": "symbol",
    "other": "symbol",
}


def _elided(word: str, elisions: frozenset[str]) -> int:
    mark = _APOSTROPHE.search(word)
    if mark is None or f"{word[: mark.start()].lower()}'" not in elisions:
        return 0
    return mark.end()


_RUN = regex.compile(r"[\p{L}\p{M}]+")
_ONLY_LETTERS = str.maketrans({code: " " for code in range(128) if not chr(code).isalpha()})


@functools.lru_cache(maxsize=4096)
def letters(text: str) -> tuple[str, ...]:
    """Give the runs of letters of a text, in order; many checks ask for the same sentences."""
    if text.isascii():
        return tuple(text.translate(_ONLY_LETTERS).split())
    return tuple(_RUN.findall(text))


@functools.lru_cache(maxsize=4096)
def runs(text: str) -> frozenset[str]:
    """Give the runs of letters of a text, case-folded: what tells at once that no name is there."""
    return frozenset(map(str.casefold, letters(text)))


def first_run(name: str) -> str:
    """Give the first run of letters of a name, case-folded; empty where it starts otherwise."""
    match = _RUN.match(name.casefold())
    return match.group() if match else ""


_COUNTED = regex.compile(
    rf"{_URL}|{_EMAIL}|{_WORD_CHARACTER}+(?:(?:['’ʼ＇·.,:٫٬@&\-‐‑]+"
    rf"|(?<=\p{{N}})[\u00a0\u202f](?=\p{{N}})){_WORD_CHARACTER}+)*",
    regex.V1,
)
_WITHOUT_SPACES = regex.compile(rf"[[{_UNSPACED}]&&\p{{L}}]", regex.V1)
_LETTERS = regex.compile(r"\p{L}")
_FACTORS = {
    regex.compile(r"\p{Han}+"): 2.8,
    regex.compile(r"[\p{Hiragana}\p{Katakana}ー]+"): 3.0,
    regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]+"): 6.0,
}
"""Characters that count as a word, by script: GMX-V 2.0 (ETSI LIS, 2012), section on
logographic scripts; it gives 6.0 for Thai, which is taken for its like-built neighbours too."""


def parts_words_by_spaces(text: str) -> bool:
    """Tell whether most letters of a text are of scripts that put spaces between words."""
    return 2 * len(_WITHOUT_SPACES.findall(text)) <= len(_LETTERS.findall(text))


def count_words(text: str, language: Language) -> int:
    """Count words as translators are paid: by spaces, or by characters where there are none.

    Runs of letters and digits joined by hyphens, apostrophes or the marks inside a number are one
    word. Chinese, Japanese, Thai, Lao, Khmer and Burmese characters, punctuation left out, are
    divided by the factor of GMX-V 2.0 and the sum is rounded up. See docs/words.md.
    """
    words = float(sum(1 for _ in _COUNTED.finditer(text)))
    for script, factor in _FACTORS.items():
        characters = sum(len(run) for run in script.findall(text))
        words += characters / (language.characters_per_word or factor)
    return math.ceil(words)


_SCRIPTS = {
    "Latn": "Latin",
    "Hani": "Han",
    "Hira": "Hiragana",
    "Kana": "Katakana",
    "Hang": "Hangul",
    "Cyrl": "Cyrillic",
    "Arab": "Arabic",
    "Grek": "Greek",
    "Hebr": "Hebrew",
    "Deva": "Devanagari",
    "Thai": "Thai",
    "Beng": "Bengali",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Knda": "Kannada",
    "Mlym": "Malayalam",
    "Orya": "Oriya",
    "Sinh": "Sinhala",
    "Khmr": "Khmer",
    "Laoo": "Lao",
    "Mymr": "Myanmar",
    "Tibt": "Tibetan",
    "Geor": "Georgian",
    "Armn": "Armenian",
    "Ethi": "Ethiopic",
    "Bopo": "Bopomofo",
}
_SCRIPT = regex.compile(
    "|".join(rf"(?P<{code}>[[\p{{L}}\p{{M}}]&&\p{{{name}}}]+)" for code, name in _SCRIPTS.items())
    + r"|ー|(?P<Zzzz>[\p{L}--\p{Script=Common}])",
    regex.V1,
)


def script_counts(text: str) -> Counter[str]:
    """Count the letters of each script by its ISO 15924 code; other scripts count as "Zzzz"."""
    counts: Counter[str] = Counter()
    for match in _SCRIPT.finditer(text):
        counts[match.lastgroup or "Kana"] += match.end() - match.start()
    return counts
