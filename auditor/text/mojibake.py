"""Text whose bytes were read in the wrong encoding ("Ã©" for é, "鎴戜滑" for 我们)."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.core.bitext import Span
from auditor.text.language import Language

_SINGLE = ("cp1252", "latin-1", "cp1251", "cp1250", "cp1253", "cp1256", "mac_roman", "cp437")
_DOUBLE = ("gb18030", "big5", "cp932")
_LEGACY = {
    "Hans": ("gb18030",),
    "Hant": ("big5",),
    "Jpan": ("cp932", "euc_jp"),
    "Kore": ("cp949",),
    "Cyrl": ("cp1251", "koi8_r"),
    "Arab": ("cp1256",),
    "Grek": ("cp1253",),
    "Hebr": ("cp1255",),
}
"""Encodings that texts in a script were kept in before Unicode."""
_SCRIPTS = {
    "Latn": r"\p{Latin}",
    "Hans": r"\p{Han}",
    "Hant": r"\p{Han}",
    "Jpan": r"\p{Han}\p{Hiragana}\p{Katakana}",
    "Kore": r"\p{Hangul}",
    "Cyrl": r"\p{Cyrillic}",
    "Arab": r"\p{Arabic}",
    "Deva": r"\p{Devanagari}",
    "Grek": r"\p{Greek}",
    "Hebr": r"\p{Hebrew}",
    "Thai": r"\p{Thai}",
}
_SIGNS = (
    r"\u00a0-\u00bf×÷\u2010-\u2027\u2030-\u205e€₹₽₩₫™→←✓✔★☆•、-】！-～\p{Emoji_Presentation}\ufe0f"
)
"""Signs that a text in any language may hold."""
_UNUSUAL_SIGN = regex.compile(r"[\u0180-\u024f\u0250-\u036f\u1d00-\u1dbf]")
_LETTER_AND_MARK = regex.compile(r"\p{L}\p{P}")
"""Latin letters of phonetics and of rare alphabets; Vietnamese has four of them."""
_USUAL = frozenset("ƠơƯư")
_LATIN_1 = re.compile(r"[\u00a1-\u00ff]{5,}")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]{3,}")
_FAR_EAST = re.compile(r"[\u1100-\U0003ffff]{3}")
"""What such a run has, and few other texts."""
_LEADS = range(0xE3, 0xF1)


@dataclass(frozen=True, slots=True)
class Garbled:
    """A stretch of a text that was read in the wrong encoding."""

    span: Span
    meant: str
    """What the bytes say in UTF-8, or in the language's older encoding."""


def garbled(text: str, language: Language) -> tuple[Garbled, ...]:
    """Find the stretches of a text that were read in the wrong encoding, in order.

    A stretch counts where its characters, written in some encoding, are bytes that another
    encoding reads as letters of the language or as common signs. A capital with an accent before
    a closing quotation mark is text, though both may be such bytes.
    """
    if text.isascii():
        return ()
    found = [*_utf8(text, language), *_wide(text, language), *_older(text, language)]
    kept: list[Garbled] = []
    for item in sorted(found, key=lambda g: (g.span.start, -g.span.end)):
        if not kept or kept[-1].span.end <= item.span.start:
            kept.append(item)
    return tuple(kept)


@functools.cache
def _pattern(codec: str) -> "re.Pattern[str]":
    """Give the pattern of UTF-8 sequences as they look when they are read in an encoding."""

    def shown(first: int, last: int) -> str:
        signs = (_sign(byte, codec) for byte in range(first, last + 1))
        return "[" + "".join(re.escape(sign) for sign in signs if sign) + "]"

    rest = shown(0x80, 0xBF)
    return re.compile(
        rf"(?:{shown(0xC3, 0xDF)}{rest}|{shown(0xE0, 0xEF)}{rest}{{2}}"
        rf"|{shown(0xF0, 0xF4)}{rest}{{3}}|{re.escape(_sign(0xC2, codec))}{shown(0xA0, 0xBF)})+"
    )


@functools.cache
def _start(*codecs: str) -> "re.Pattern[str]":
    """Give the pattern of two signs that may begin such a sequence, which is quick to look for."""
    first, second = (
        "".join(_sign(byte, codec) for codec in codecs for byte in range(*ends))
        for ends in ((0xC2, 0xF5), (0x80, 0xC0))
    )
    return re.compile(f"[{re.escape(first)}][{re.escape(second)}]")


def _sign(byte: int, codec: str) -> str:
    """Give the character of a byte; where the encoding has none, browsers give a control."""
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte) if codec == "cp1252" else ""


def _bytes(text: str, codec: str) -> bytes:
    pieces = []
    for sign in text:
        try:
            pieces.append(sign.encode(codec))
        except UnicodeEncodeError:
            pieces.append(sign.encode("latin-1", "replace"))
    return b"".join(pieces)


_HIGH = re.compile(r"[^\x00-\x7f][^\x00-\x7f]")


def _utf8(text: str, language: Language) -> Iterator[Garbled]:
    """Find UTF-8 that was read in an encoding of one byte per character."""
    if not (_HIGH.search(text) and _start(*_SINGLE).search(text)):
        return
    for codec in _SINGLE:
        if not _start(codec).search(text):
            continue
        for match in _pattern(codec).finditer(text):
            try:
                meant = _bytes(match.group(), codec).decode()
            except UnicodeDecodeError:
                continue
            if _makes_sense(meant, match.group(), language) and not _closes(match, text):
                yield Garbled(Span(*match.span()), meant)


def _makes_sense(meant: str, found: str, language: Language) -> bool:
    """Tell whether what bytes mean is text of the language, and more so than what they show."""
    known = _letters(_script(language)).fullmatch(meant)
    odd = any(_UNUSUAL_SIGN.match(sign) and sign not in _USUAL for sign in meant)
    if not known or odd:
        return False
    plain = _letters(_script(language)).fullmatch(found) is not None
    return not plain or not found.isalpha()


def _closes(match: "re.Match[str]", text: str) -> bool:
    """Tell whether two characters are a letter and the mark after it, and so no bytes.

    A capital right after a small letter, or in one word with what follows, is none.
    """
    pair = match.group()
    if len(pair) != 2 or not _LETTER_AND_MARK.match(pair):
        return False
    before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
    return not (pair[0].isupper() and (before.islower() or after.isalpha()))


def _script(language: Language) -> str:
    return language.script.split("+")[0]


@functools.cache
def _letters(script: str) -> regex.Pattern[str]:
    own = _SCRIPTS.get(script, r"\p{L}\p{M}")
    return regex.compile(rf"[{own}{_SIGNS}]+")


@functools.cache
def _leads(codec: str) -> "re.Pattern[str]":
    """Give the characters whose two bytes may begin a letter of three bytes in UTF-8."""
    signs = []
    for lead in _LEADS:
        for trail in range(0x80, 0xC0):
            try:
                signs.append(bytes([lead, trail]).decode(codec))
            except UnicodeDecodeError:
                continue
    return re.compile("[" + "".join(sign for sign in signs if len(sign) == 1) + "]")


def _wide(text: str, language: Language) -> Iterator[Garbled]:
    """Find UTF-8 that was read in an East Asian encoding of two bytes per character."""
    for run in _WIDE.finditer(text) if _FAR_EAST.search(text) else ():
        for codec in _DOUBLE:
            if len(_leads(codec).findall(run.group())) * 4 < len(run.group()):
                continue
            meant = run.group().encode(codec, "ignore").decode("utf-8", "ignore")
            enough = len(meant) * 3 >= 2 * len(run.group()) - 3 and len(meant) > 1
            if enough and _letters(_script(language)).fullmatch(meant) and meant != run.group():
                yield Garbled(Span(*run.span()), meant)
                break


def _older(text: str, language: Language) -> Iterator[Garbled]:
    """Find text in the language's older encoding that was read as Latin-1."""
    for match in _LATIN_1.finditer(text):
        for codec in _LEGACY.get(_script(language), ()):
            try:
                meant = match.group().encode("latin-1").decode(codec)
            except UnicodeDecodeError:
                continue
            if _letters(_script(language)).fullmatch(meant) and not meant.isascii():
                yield Garbled(Span(*match.span()), meant)
                break
