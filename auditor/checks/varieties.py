"""Varieties of a language: words and spellings of two countries mixed in one document."""

import functools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Segment
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.language import language
from auditor.text.paragraphs import paragraphs
from auditor.text.unquoted import unquoted


@dataclass(frozen=True, slots=True)
class _Word:
    """An idea and its words by variety."""

    patterns: Mapping[str, regex.Pattern[str]]
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Use:
    """A place of a word of one variety."""

    place: Place
    text: str
    word: _Word


@document_check(
    id="mixed-variety",
    category="linguistic-conventions/textual-conventions",
    severity=Severity.MINOR,
    languages=("en", "pt", "zh", "es", "fr"),
    examples=[
        bad(
            "The colour of the centre is grey.\nThe neighbour organised it.\nIts color changed.",
            lang="en",
            flags="color",
        ),
        bad(
            "O autocarro chegou à equipa.\nO utilizador abriu o ficheiro.\nDepois veio outro ônibus.",
            lang="pt",
            flags="ônibus",
        ),
        bad("O usuário pegou o ônibus com a equipe e o telemóvel.", lang="pt-BR", flags="telemóvel"),
        bad("這個軟體需要網路。\n伺服器和資料庫很慢。\n請看視頻。", lang="zh-Hant", flags="視頻"),
        bad("他的软件需要网络。\n服务器和数据库很慢。\n他買了一個滑鼠。", lang="zh-Hans", flags="滑鼠"),
        good("The colour of the centre is grey.\nThe World Trade Center reopened.", lang="en"),
        good("The color of the center is gray.", lang="en-US"),
        good("O usuário pegou o ônibus com a equipe.", lang="pt-BR"),
        good("這個軟體需要網路。\n伺服器和資料庫很慢。", lang="zh-Hant"),
        good("He said: “My favorite colour”.\nThe centre and the theatre are grey.", lang="en"),
        good("El ordenador y el coche son nuevos.", lang="es"),
    ],
)  # fmt: skip
def mixed_variety(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Words of another variety of the language than the rest of the document.

    Such as American "color" in a text with British spelling, or a Brazilian word in European
    Portuguese. The variety is the one that was asked for, and else the one with most witnesses, of
    which it must have at least three times as many (twice if asked for); names and quotations are left out. All places
    are one finding.
    """
    primary = context.target_language.primary
    names = _names(primary)
    if not names:
        return
    uses = _uses(segments, context)
    usual = _usual(uses, context.target.lang)
    if usual is None:
        return
    for variety, own in sorted(uses.items()):
        if variety == usual:
            continue
        message = say(
            "“{word}” is {other}; the text is {own}.",
            word=own[0].text,
            other=say(names[variety]),
            own=say(names[usual]),
        )
        yield from grouped(
            [use.place for use in own], message, own[0].word.shown.get(usual, ""), confidence=0.8
        )


def _usual(uses: Mapping[str, Sequence[_Use]], asked: str) -> str | None:
    """Tell which variety the text is in; None where that is in doubt."""
    counts = {variety: len({use.text.lower() for use in own}) for variety, own in uses.items()}
    if len(counts) < 2:
        return None
    usual, rare = sorted(counts, key=lambda v: (-counts[v], v != asked, v))[:2]
    times, least = (2, 2) if usual == asked else (3, 3)
    if counts[usual] >= max(least, times * counts[rare]):
        return usual
    return None


def _uses(segments: Sequence[Segment], context: Context) -> Mapping[str, Sequence[_Use]]:
    whole = paragraphs(segments, context.target)
    clean = unquoted([paragraph.text for paragraph in whole], context.target_language)
    found: defaultdict[str, list[_Use]] = defaultdict(list)
    either = _any_word(context.target_language.primary)
    for paragraph, text in zip(whole, clean, strict=True):
        if not either.search(text):
            continue
        for word in _words(context.target_language.primary):
            for variety, pattern in word.patterns.items():
                for match in pattern.finditer(text):
                    place = paragraph.place(*match.span())
                    if place is not None and not _is_name(text, match.start()):
                        found[variety].append(_Use(place, match.group(), word))
    for own in found.values():
        own.sort(key=lambda use: (use.place.segment, use.place.span))
    return found


def _is_name(text: str, start: int) -> bool:
    """Tell whether a word has a capital though it does not begin its paragraph."""
    return text[start].isupper() and bool(start)


@functools.cache
def _words(primary: str) -> tuple[_Word, ...]:
    whole = language(primary).spaced
    around = (r"(?<![\p{L}\p{M}\p{N}-])", r"(?![\p{L}\p{M}\p{N}-])") if whole else ("", "")
    return tuple(
        _Word(
            {
                variety: regex.compile(f"{around[0]}(?:{pattern}){around[1]}", regex.IGNORECASE)
                for variety, pattern in row.items()
            },
            {variety: _plain(pattern) for variety, pattern in row.items()},
        )
        for row in _data().get(primary, {}).get("words", ())
    )


@functools.cache
def _any_word(primary: str) -> regex.Pattern[str]:
    """Give one expression of all words, which is quicker to look for than each."""
    patterns = [p.pattern for word in _words(primary) for p in word.patterns.values()]
    return regex.compile("|".join(patterns) or r"(?!)", regex.IGNORECASE)


def _plain(pattern: str) -> str:
    """Give the first word of an expression, where it is a plain one."""
    first = pattern.split("|", maxsplit=1)[0].removesuffix("s?")
    return first if regex.fullmatch(r"[\p{L}\p{M} -]+", first) else ""


@functools.cache
def _names(primary: str) -> Mapping[str, str]:
    names: Mapping[str, str] = _data().get(primary, {}).get("varieties", {})
    return names


@functools.cache
def _data() -> Mapping[str, Any]:
    file = resources.files("auditor.checks") / "data" / "varieties.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
