"""Titles of persons, and how their gender shows; the words are data (titles.toml)."""

import functools
import itertools
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.mqm import Place
from auditor.text.given_names import Gender
from auditor.text.persons import Person

_CAPITAL = r"\p{Lu}[\p{L}\p{M}\p{N}.&’'-]*"
_LOWER = r"\p{Ll}[\p{L}\p{M}’-]*"
_SMALL_WORD, _CAPITAL_WORD = regex.compile(_LOWER), regex.compile(_CAPITAL)
_END = r"(?![\p{L}\p{M}\p{N}])"
_START = r"(?<![\p{L}\p{M}\p{N}-])"
_AROUND = 160
"""Characters on either side of a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the gender of a title shows in a language."""

    heads: Mapping[str, tuple[str, str]]
    """Either form of a title, in lower case, and both forms."""
    swaps: Mapping[str, tuple[str, str]]
    """The same for articles and adjectives."""
    compounds: bool
    """Titles are ends of compounds."""
    tolerated: frozenset[str]
    phrase: regex.Pattern[str]
    """Expression of a title with its article, adjectives and what it is about."""
    before: regex.Pattern[str]
    """Title and what joins it to a name that follows."""
    after: regex.Pattern[str]
    """The same for a name that stands before the title."""
    linked: regex.Pattern[str]
    """A word before a name that makes it depend on another noun."""
    civilities: Mapping[Gender, str]
    predicates: tuple[tuple[regex.Pattern[str], bool], ...]
    """Expressions with groups m and f, and whether they stand after the name."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a text."""

    key: tuple[str, ...]
    """Masculine forms of the title and of its adjectives."""
    about: frozenset[str]
    """Names in what it is about."""
    gender: Gender | None
    definite: bool
    place: Place
    text: str
    inflected: str
    """The feminine of a masculine title; empty for a feminine one."""


_LISTED = regex.compile(r",?\s\p{L}{1,3}\s\p{Lu}")
_CLOSED = regex.compile(r"\s?(?:[,.;:!?)»”\"،]|\Z)")
_NAMED = regex.compile(rf"(?:,\s|\s|\s?\()({_CAPITAL})\s{_CAPITAL}")
_MIXED = regex.compile(r"\p{Lu}[\p{L}\p{M}’'-]*\p{Ll}[\p{L}\p{M}\p{N}’'-]*\Z")


def titles_of(person: Person, segment: Segment, grammar: Grammar) -> Iterator[Title]:
    """Give the titles that stand in apposition to a name."""
    text = segment.text
    start = max(0, person.span.start - _AROUND)
    head, tail = text[start : person.span.start], text[person.span.end :]
    matches = list(grammar.before.finditer(head, overlapped=True))
    if matches:
        last = max(match.start("head") for match in matches)
        match = next(m for m in matches if m.start("head") == last)
        if _joined(match, head[: match.start()], tail):
            yield _title(match, start, segment, grammar)
    after = grammar.after.match(text, person.span.end)
    bare = after is not None and after["art"] and not (after["adj"] or after["about"])
    if after is not None and not bare and not grammar.linked.search(head):
        yield _title(after, 0, segment, grammar)


def _joined(match: regex.Match[str], before: str, tail: str) -> bool:
    """Tell whether a title before a name belongs to it."""
    if "," not in match["join"] and "،" not in match["join"]:
        return not (match["about"] and _MIXED.search(match["about"]))
    if _LISTED.match(tail):
        return False
    return bool(_CLOSED.match(tail)) or not regex.search(r"[\p{L}\p{N}]", before)


def _title(match: regex.Match[str], offset: int, segment: Segment, grammar: Grammar) -> Title:
    groups = match.groupdict()
    words = [groups["head"], *_SMALL_WORD.findall(groups["adj"] or "")]
    head = grammar.heads[_head_key(groups["head"], grammar)]
    forms = [head, *(grammar.swaps.get(word.lower(), (word, word)) for word in words[1:])]
    span = Span(match.start("marked"), match.end("marked"))
    sexes: list[Gender] = [
        "m" if word.lower() == pair[0] else "f"
        for word, pair in [
            (_head_key(groups["head"], grammar), forms[0]),
            *zip(words[1:], forms[1:], strict=True),
            *(
                (w, grammar.swaps.get(w.lower(), (w, w)))
                for w in (groups["art"], groups["pre"])
                if w
            ),
        ]
        if pair[0] != pair[1]
    ]
    about = frozenset(_CAPITAL_WORD.findall(groups["about"] or ""))
    sex = sexes[0] if sexes else None
    return Title(
        key=tuple(pair[0] for pair in forms),
        about=about,
        gender=sex,
        definite=bool(groups["art"]),
        place=Place(segment.index, span.shifted(offset)),
        text=match["marked"],
        inflected=_feminine(match["marked"], grammar) if sex == "m" else "",
    )


def _head_key(head: str, grammar: Grammar) -> str:
    """Give a title as the table has it; compounds by their last part."""
    low = head.lower()
    if low in grammar.heads:
        return low
    return max((part for part in grammar.heads if low.endswith(part)), key=len)


def _feminine(phrase: str, grammar: Grammar) -> str:
    """Give the feminine of a masculine title."""
    if grammar.compounds:
        return regex.sub(r"^\S+(?= )", lambda m: _turned(m.group(), grammar.swaps), phrase) + "in"
    return _WORDS.sub(lambda m: _turned(m.group(), {**grammar.swaps, **grammar.heads}), phrase)


_WORDS = regex.compile(r"\p{L}[\p{L}\p{M}-]*")


def _turned(word: str, pairs: Mapping[str, tuple[str, str]]) -> str:
    """Give the feminine of a word, with a capital where the masculine has one."""
    pair = pairs.get(word.lower())
    if pair is None:
        return word
    return pair[1][0].upper() + pair[1][1:] if word[0].isupper() else pair[1]


def titles_alone(segment: Segment, heads: Collection[str], grammar: Grammar) -> Iterator[Title]:
    """Give the definite titles of a text where no person is named.

    Args:
        segment: a sentence.
        heads: masculine forms, in lower case, of the titles that are looked for.
        grammar: of its language.
    """
    lower = segment.text.lower()
    forms = (form for form, pair in grammar.heads.items() if pair[0] in heads)
    if not any(form in lower for form in forms):
        return
    for match in grammar.phrase.finditer(segment.text):
        title = _title(match, 0, segment, grammar)
        indefinite = (match["art"] or "").lower() in (
            "un",
            "une",
            "uma",
            "um",
            "una",
            "ein",
            "eine",
        )
        near = _NAMED.match(segment.text, match.end())
        if not (indefinite or near):
            yield title


@functools.cache
def _data() -> Mapping[str, Any]:
    file = resources.files("auditor.text") / "titles.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def grammar_of(primary: str) -> Grammar:
    """Make the expressions of a language; every form of a word is in the data."""
    data = _data()[primary]
    titles = [tuple(pair) for pair in data.get("titles", ())]
    titles += [(part, f"{part}in") for part in data.get("parts", ())]
    heads = {form.lower(): (m.lower(), f.lower()) for m, f in titles for form in (m, f)}
    pairs = [*data.get("articles", ()), *data.get("before", ()), *data.get("adjectives", ())]
    swaps: dict[str, tuple[str, str]] = {}
    for m, f in pairs:
        swaps.setdefault(m, (m, f))
        swaps.setdefault(f, (m, f))

    def choice(words: Sequence[str]) -> str:
        return (
            "|".join(regex.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
            or "(?!)"
        )

    flat = {
        key: choice([*itertools.chain.from_iterable(data.get(key, ()))])
        for key in ("articles", "before", "adjectives")
    }
    links = choice(data.get("links", ()))
    compound = r"(?:[\p{L}\p{N}]+-)*[\p{L}]*" if data.get("parts") else ""
    about = data.get("complement") or (
        rf"(?:\s(?:{links})(?:\s|(?<=['’]))(?:{_CAPITAL}(?:\s{_CAPITAL})*|{_LOWER}(?:\s(?:{flat['adjectives']}))?)){{0,3}}"
    )
    phrase = (
        rf"{_START}(?P<marked>(?:(?P<art>(?i:{flat['articles']}))\s)?(?:(?P<pre>(?i:{flat['before']}))[\s-])?"
        rf"(?P<head>(?i:{compound}(?:{choice([*heads])}))){_END}(?P<adj>(?:\s(?:{flat['adjectives']}){_END})*))(?P<about>{about})"
    )
    return Grammar(
        heads=heads,
        swaps=swaps,
        compounds="parts" in data,
        tolerated=frozenset(word.lower() for word in data.get("tolerated", ())),
        phrase=regex.compile(phrase),
        before=regex.compile(rf"{phrase}(?P<join>\s|,\s|،\s|\s\()\Z"),
        after=regex.compile(rf"(?:,|\s\()\s?{phrase}(?=\s?[,.;:!?)»”]|\Z)"),
        linked=regex.compile(rf"(?r)(?:{_START}(?i:{links}))\s?\Z"),
        civilities={"f": choice(data.get("women", ())), "m": choice(data.get("men", ()))},
        predicates=tuple(_predicate_patterns(data, choice)),
    )


def _predicate_patterns(
    data: Mapping[str, Any], choice: Callable[[Sequence[str]], str]
) -> Iterator[tuple[regex.Pattern[str], bool]]:
    def either(pairs: Sequence[Sequence[str]]) -> str:
        masculine, feminine = (choice([pair[side] for pair in pairs]) for side in (0, 1))
        return rf"(?:(?P<m>{masculine})|(?P<f>{feminine})){_END}"

    if data.get("participles"):
        yield (
            regex.compile(rf"\s(?:{choice(data['linking'])})\s{either(data['participles'])}"),
            True,
        )
    if data.get("inversion"):
        verb = r"\p{Ll}+-(?:t-)?"
        masculine, feminine = (choice([p[side] for p in data["inversion"]]) for side in (0, 1))
        yield (
            regex.compile(rf"\s(?:(?P<m>{verb}(?:{masculine}))|(?P<f>{verb}(?:{feminine}))){_END}"),
            True,
        )
    if data.get("verbs"):
        yield regex.compile(rf"\s{either(data['verbs'])}"), True
        yield regex.compile(rf"{_START}{either(data['verbs'])}\s\Z"), False
