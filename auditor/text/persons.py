"""Persons that a text names, and what it tells of their sex."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Span
from auditor.text.given_names import Gender, gender
from auditor.text.language import Language


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in a text: a given name that only one sex bears, and what follows it."""

    name: str
    surname: str
    """Last word of the name."""
    gender: Gender
    span: Span


_WORD = r"\p{Lu}[\p{L}\p{M}]*\p{Ll}\p{M}*(?:[-’']\p{Lu}?[\p{L}\p{M}]+)*"
_ONE = regex.compile(_WORD)
_SPACE = r"[ \u00a0\u202f]"


@functools.cache
def _run() -> regex.Pattern[str]:
    particles = "|".join(_data()["particles"]["words"])
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}_.@-]){_WORD}"
        rf"(?:{_SPACE}(?:\p{{Lu}}\.{_SPACE}?)?(?:(?:{particles}){_SPACE}){{0,2}}{_WORD}){{1,4}}"
        r"(?![\p{L}\p{N}_-])"
    )


def full_names(text: str) -> tuple[Span, ...]:
    """Give the runs of two to five capitalised words, in order: persons, firms, places."""
    return tuple(Span(*match.span()) for match in _run().finditer(text))


_ARABIC = regex.compile(r"(?<![\p{L}\p{M}])(\p{Arabic}{3,}) (\p{Arabic}{3,})(?![\p{L}\p{M}])")


@functools.lru_cache(maxsize=4096)
def persons(text: str, script: str) -> tuple[Person, ...]:
    """Give the persons named in full, in order.

    Args:
        text: a sentence or a paragraph.
        script: ISO 15924 code of its language. Names in Latin and Cyrillic letters are found by
            their capitals, in Arabic ones by the given name alone; in others none is found.
    """
    found: list[Person] = []
    if script == "Arab":
        for match in _ARABIC.finditer(text, overlapped=True):
            sex = gender(match[1])
            if sex is not None and not (found and match.start() < found[-1].span.end):
                found.append(Person(match.group(), match[2], sex, Span(*match.span())))
        return tuple(found)
    for run in _run().finditer(text):
        words = list(_ONE.finditer(run.group()))
        for place, word in enumerate(words[:-1]):
            sex = gender(word.group())
            if sex is not None and all(_alike(word.group(), w.group()) for w in words[place:]):
                start = run.start() + word.start()
                name = text[start : run.end()]
                surname = words[-1].group() if place < len(words) - 1 else ""
                found.append(Person(name, surname, sex, Span(start, run.end())))
                break
    return tuple(found)


def _alike(word: str, other: str) -> bool:
    return bool(_CYRILLIC.match(word)) == bool(_CYRILLIC.match(other))


_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_SENTENCE = regex.compile(r"[^.!?。！？\n]+(?:[.!?。！？\n]|\Z)")


@functools.lru_cache(maxsize=256)
def proof(text: str, surname: str, own: str) -> Gender | None:
    """Tell a person's sex by the pronouns of a text, or None where they do not tell.

    Only sentences with the name and no other, and pronouns that stand for nothing but persons,
    count ("she" in English, 她 in Chinese); they must all agree.

    Args:
        text: a document.
        surname: last word of the name, as the text has it.
        own: primary subtag of the text's language.
    """
    pronouns = _pronouns(own)
    if pronouns is None or surname not in text:
        return None
    name = regex.compile(rf"(?<!\p{{Latin}}){regex.escape(surname)}(?!\p{{Latin}})")
    tally = {"f": 0, "m": 0}
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        at = name.search(sentence)
        if at is None or any(p.surname != surname for p in persons(sentence, "Latn")):
            continue
        for sex, pattern in pronouns.items():
            tally[sex] += len(pattern.findall(sentence, at.end()))
    if bool(tally["f"]) == bool(tally["m"]):
        return None
    return "f" if tally["f"] else "m"


@functools.cache
def _pronouns(own: str) -> Mapping[Gender, regex.Pattern[str]] | None:
    words = _data()["pronouns"].get(own)
    if words is None:
        return None
    return {
        sex: regex.compile(
            "|".join(rf"(?<!\p{{Latin}}){word}(?!\p{{Latin}})" for word in words[sex]) or r"(?!)",
            regex.IGNORECASE,
        )
        for sex in ("f", "m")
    }


def sex_in_original(person: Person, text: str, own: Language) -> Gender | None:
    """Tell a person's sex by the pronouns of the original, where that has the same name."""
    return proof(text, person.surname, own.primary) if person.surname else None


@functools.cache
def _data() -> Mapping[str, Any]:
    file = resources.files("auditor.text") / "persons.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
