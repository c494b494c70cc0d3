"""Language profiles: one TOML file per language; any other language has general rules."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from importlib import resources
from typing import Any, Literal

from auditor.core.errors import ConfigError, UnknownLanguage

_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\Z")

_REGION = re.compile(r"(?:[A-Z]{2}|\d{3})\Z")

Direction = Literal["ltr", "rtl"]
Scale = Literal["short", "long", "myriad"]


@dataclass(frozen=True, slots=True)
class Language:
    """What the auditor knows of a language; checks ask for properties, never for a tag."""

    tag: str
    """BCP 47 tag, such as "fr", "zh-Hant" or "pt-BR"."""
    name: str
    """English name."""
    script: str
    """ISO 15924 codes of its scripts, joined by "+" (ja: "Jpan")."""
    spaced: bool
    """Words are separated by spaces."""
    terminators: tuple[str, ...]
    """Marks that end a sentence."""
    decimal: str
    thousands: tuple[str, ...]
    """Grouping marks in use, the usual one first."""
    quotes: tuple[tuple[str, str], ...]
    """Pairs of quotation marks in use, the usual one first, without inner spaces."""
    length_ratio: float
    """Typical length in characters against English (English = 1)."""
    scale: Scale = "short"
    """What a word like "trillion" counts: short (10^12), long (10^18), or groups of 10^4."""
    direction: Direction = "ltr"
    abbreviations: tuple[str, ...] = ()
    """Words with a full stop that does not end a sentence, such as "Dr."."""
    number_abbreviations: tuple[str, ...] = ()
    """Words that are abbreviations before a number only, such as "No."."""
    closing_abbreviations: tuple[str, ...] = ()
    """Abbreviations that may end a sentence too, such as "etc."; they do before a starter."""
    starters: tuple[str, ...] = ()
    """Words that often begin a sentence, as written there: they settle doubtful full stops."""
    ordinal_stop: bool = False
    """A full stop after a number makes it an ordinal ("3. Oktober")."""
    space_before: tuple[str, ...] = ()
    """Marks that take a space before them."""
    full_width: bool = False
    """Punctuation is full-width (，。：) and takes no space on either side."""
    native_name: str = ""
    """Name of the language in itself, such as "français"."""
    spaces_before_mark: tuple[str, ...] = ()
    """Spaces that are right before the marks of `space_before`, the usual one first."""
    space_after: tuple[str, ...] = ()
    """Marks that take one of these spaces after them, such as the French "«"."""
    apostrophe: str = "’"
    """Apostrophe that careful typesetting prefers."""
    elisions: tuple[str, ...] = ()
    """Shortened words that end in an apostrophe, typed with "'", such as "l'"."""
    doubled_ok: tuple[str, ...] = ()
    """Words that may rightly stand twice in a row, lower-case, such as "vous" ("vous vous")."""
    reduplicates: bool = False
    """Any word may be doubled: plurals and emphasis of Indonesian, Vietnamese or Chinese."""
    comma: str = ","
    """Comma of running text."""
    question_marks: tuple[str, ...] = ("?",)
    """Marks that end a question, the usual one first."""
    question_endings: tuple[str, ...] = ()
    """Words that make a sentence a question though it ends with a full stop (ja: "か")."""
    ends_with_mark: bool = True
    """A sentence of running text ends with a mark, which Thai does without."""
    inverted: tuple[tuple[str, str], ...] = ()
    """Marks that must open what their partner closes, such as ("¿", "?")."""
    paragraph_quotes: tuple[str, ...] = ()
    """Marks that may open each further paragraph of one long quotation, and stay unpaired."""
    quote_continuations: tuple[str, ...] = ()
    """Words that join a closing quotation mark to the rest of the sentence (ja: "と")."""
    acronym_equivalents: Mapping[str, str] = field(default_factory=dict)
    """English acronyms and the language's own form of them, such as AI = "IA"."""
    characters_per_word: float = 0.0
    """Characters that count as a word where no spaces part the words; 0 where they do."""
    scale_words: Mapping[str, int] = field(default_factory=dict)
    """Words of large numbers and their power of ten, such as milliard = 9."""
    number_words: Mapping[str, int] = field(default_factory=dict)
    """Spelled-out small numbers, such as cinq = 5."""
    stemmer: str = ""
    """How a word is brought to its stem: an algorithm of Snowball, a table of `endings.toml`,
    "longest" (words are the longest ones that a dictionary knows), or nothing."""
    capital_nouns: bool = False
    """Common nouns are written with a capital."""
    known: bool = True
    """False when only general rules apply."""
    tests: tuple[Mapping[str, Any], ...] = ()
    """Segmentation cases: `text` and the `sentences` it must give."""

    @property
    def primary(self) -> str:
        """Give the primary subtag, such as "zh" for "zh-Hant"."""
        return self.tag.split("-")[0]


def normal_tag(tag: str) -> str:
    """Write a BCP 47 tag in its usual case, such as zh_hant → zh-Hant.

    Raises:
        UnknownLanguage: the tag is not well-formed.
    """
    if not _TAG.match(tag):
        raise UnknownLanguage(
            f"{tag!r} is not a language tag; write for example fr, zh-Hant or pt-BR (BCP 47)"
        )
    primary, *rest = tag.replace("_", "-").split("-")
    parts = [p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p.lower() for p in rest]
    return "-".join([primary.lower(), *parts])


_ALIASES = {
    "zh": "zh-Hans",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "pt": "pt-PT",
    "in": "id",
}


@functools.cache
def language(tag: str) -> Language:
    """Give the profile of a language; an unknown one has general rules.

    "fr-CA" is "fr" with what Canada writes otherwise (`regions.toml`) and its own tag; "fr-BE", of
    which nothing is listed, is "fr" with its own tag.

    Raises:
        UnknownLanguage: the tag is not well-formed.
    """
    tag = normal_tag(tag)
    candidate = tag
    while candidate:
        name = _ALIASES.get(candidate, candidate)
        if name in tags():
            profile = _load(name)
            region = tag[len(candidate) + 1 :]
            own = candidate if candidate.startswith(profile.primary) else name
            return _regional(profile, f"{own}-{region}") if _REGION.match(region) else profile
        candidate = candidate.rpartition("-")[0]
    return replace(_load("und"), tag=tag, name=tag, known=False)


def _regional(profile: Language, tag: str) -> Language:
    return replace(profile, tag=tag, **_regions().get(tag, {}))


def regional_tags() -> tuple[str, ...]:
    """Give the tags of the countries whose writing differs from the profile of their language."""
    return tuple(sorted(_regions()))


@functools.cache
def _regions() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("auditor.text") / "regions.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {tag: {key: _frozen(value) for key, value in own.items()} for tag, own in data.items()}


@functools.cache
def tags() -> tuple[str, ...]:
    """Give the tags of all languages that have a profile."""
    folder = resources.files("auditor.text") / "languages"
    names = (item.name.removesuffix(".toml") for item in folder.iterdir())
    return tuple(sorted(name for name in names if name not in ("und", "__pycache__")))


@functools.cache
def _load(name: str) -> Language:
    file = resources.files("auditor.text") / "languages" / f"{name}.toml"
    return parse(tomllib.loads(file.read_text(encoding="utf-8")), name)


def parse(data: Mapping[str, Any], where: str) -> Language:
    """Make a profile from TOML values.

    Raises:
        ConfigError: a key is unknown or a required field is missing.
    """
    unknown = sorted(set(data) - {f.name for f in fields(Language)})
    if unknown:
        raise ConfigError(f"language {where}: unknown key {unknown[0]!r}")
    try:
        return Language(**{key: _frozen(value) for key, value in data.items()})
    except TypeError as error:
        raise ConfigError(f"language {where}: {error}") from error


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
