"""Passages and titles that return in a document and are not worded alike."""

import difflib
import functools
import itertools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Bitext, Segment, Span, unjoined
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, document_check, good
from auditor.text.persons import full_names
from auditor.text.returning import returning
from auditor.text.tokens import Token, tokenize

_LEAST = 6
"""Words (characters in Chinese) of a passage that is taken for a repetition."""
_ALIKE = 0.35
"""Least part of a rendering that the other one must share."""
_MOST = 30_000
"""Most words of a document that are compared."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Both sides of a bead as words."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    tokens: tuple[Token, ...]
    segment: Segment


@bitext_check(
    id="repeated-passage",
    category="terminology/inconsistent-use",
    severity=Severity.MINOR,
    examples=[
        bad(
            "Will the new bridge ever reach the island?\nThe works cost too much.\nThis article, “Will the new bridge ever reach the island?”, was first printed here.",
            "Le nouveau pont atteindra-t-il un jour l’île ?\nLes travaux coûtent trop cher.\nCet article, « Le nouveau viaduc arrivera-t-il jamais à l’île ? », a paru ici.",
            lang=("en", "fr"),
            flags="viaduc arrivera-t-il jamais à",
        ),
        bad(
            "城市需要更多的公共住房。\n天气很好。\n城市需要更多的公共住房。",
            "The city needs more public housing.\nThe weather is fine.\nThe town requires more public flats.",
            lang=("zh-Hans", "en"),
            flags="town requires more public flats",
        ),
        bad(
            "Click the green button to save your work.\nThen close it.\nClick the green button to save your work.",
            "Нажмите зелёную кнопку, чтобы сохранить работу.\nЗатем закройте.\nНажмите зелёную клавишу, чтобы сохранить документ.",
            lang=("en", "ru"),
            flags="клавишу, чтобы сохранить документ",
        ),
        bad(
            "Das neue Gesetz gilt ab Montag für alle.\nEs ist streng.\nDas neue Gesetz gilt ab Montag für alle.",
            "La nueva ley rige desde el lunes para todos.\nEs dura.\nLa nueva norma rige desde el lunes para todos.",
            lang=("de", "es"),
            flags="norma",
        ),
        good(
            "Will the new bridge ever reach the island?\nThis article, “Will the new bridge ever reach the island?”, was first printed here.",
            "Le nouveau pont atteindra-t-il un jour l’île ?\nCet article, « Le nouveau pont atteindra-t-il un jour l’île ? », a paru ici.",
            lang=("en", "fr"),
        ),
        good(
            "城市需要更多的公共住房。\n城市需要更多的公共交通。",
            "The city needs more public housing.\nThe town requires more public transport.",
            lang=("zh-Hans", "en"),
        ),
        good("He said no.\nHe said no.", "Он сказал «нет».\nНет, ответил он.", lang=("en", "ru")),
    ],
)  # fmt: skip
def repeated_passage(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Passage that the original repeats word for word and the translation words otherwise.

    Such as a headline and its repetition at the end. Only whole sentences or headings of at least
    six words (characters in Chinese or Japanese) count; the later place is marked, with what
    differs there.
    """
    rows = _rows(bitext, context)
    index: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for start in range(len(row.source) - _LEAST + 1):
            index[row.source[start : start + _LEAST]].append((number, start))
    told: set[int] = set()
    for number, row in enumerate(rows):
        if len(row.source) < _LEAST:
            continue
        for other, start in index[row.source[:_LEAST]]:
            whole = rows[other].source[start : start + len(row.source)] == row.source
            if (
                other == number
                or not whole
                or (rows[other].source == row.source and other < number)
            ):
                continue
            first, later = sorted((number, other))
            if later not in told:
                hit = _compare(rows[first], rows[later], number == first)
                if hit is not None:
                    told.add(later)
                    place, span = unjoined(bitext.target_segments, rows[later].segment, hit.span)
                    yield replace(hit, segment=place, span=span)


def _rows(bitext: Bitext, context: Context) -> Sequence[_Row]:
    if context.source_language is None:
        return ()
    rows, total = [], 0
    pairs = [bitext.sides(bead) for bead in bitext.beads if bead.source and bead.target]
    likely = returning([source.text for source, _ in pairs], _LEAST)
    for (source, target), may_return in zip(pairs, likely, strict=True):
        if not may_return or total > _MOST:
            continue
        words = tuple(
            token.text.lower()
            for token in tokenize(source.text, context.source_language)
            if token.kind in ("word", "number")
        )
        tokens = tuple(
            t
            for t in tokenize(target.text, context.target_language)
            if t.kind in ("word", "number")
        )
        total += len(words)
        rows.append(_Row(words, tuple(t.text.lower() for t in tokens), tokens, target))
    return rows


def _compare(first: _Row, later: _Row, within: bool) -> Hit | None:
    """Compare two renderings of one passage.

    Args:
        first: the earlier place.
        later: the place that is marked.
        within: the later place may hold more than the passage; else the earlier one may.
    """
    short, long = (first, later) if within else (later, first)
    matcher = difflib.SequenceMatcher(None, short.target, long.target, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if shared == len(short.target) or shared < _ALIKE * len(short.target):
        return None
    edges = blocks[0].b, blocks[-1].b + blocks[-1].size
    marked: list[int] = []
    differ = False
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "insert" and (d <= edges[0] or c >= edges[1])):
            continue
        begin, end = (c, min(d, c + 2 * (b - a) + 2)) if within else (a, b)
        if end > begin:
            marked += (begin, end - 1)
            differ |= _differ(short.target[a:b], long.target[c:d])
    if not differ:
        return None
    place = Span(later.tokens[marked[0]].span.start, later.tokens[marked[-1]].span.end)
    return Hit(
        say(
            "The original repeats a passage that reads “{first}” before.",
            first=_shortened(first.segment.text),
        ),
        place,
        segment=later.segment.index,
        confidence=0.75,
    )


def _differ(lost: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether a word of either side is no form of one of the other."""
    if not lost or not new:
        return False
    letters = min(4, *(len(word) for word in (*lost, *new)))
    if letters == 1:
        return set(lost) != set(new)
    stems = [{word[:3] for word in words} for words in (lost, new)]
    return any(
        len(word) > 3 and word[:3] not in stems[1 - side]
        for side, words in enumerate((lost, new))
        for word in words
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


@document_check(
    id="passage-drift",
    category="terminology/inconsistent-use",
    severity=Severity.MINOR,
    examples=[
        bad(
            "Lorsque la tempête du siècle frappe la côte, que faire ?\nIl pleut.\nQuand la tempête du siècle frappe la côte : nos conseils",
            lang="fr",
            flags="Quand",
        ),
        bad(
            "Wenn der große Sturm die alte Küste trifft, fliehen alle.\nEs regnet.\nSobald der große Sturm die alte Küste trifft: Tipps",
            lang="de",
            flags="Sobald",
        ),
        bad(
            "Когда большая буря века приходит на наш берег, все бегут.\nИдёт дождь.\nЕсли большая буря века приходит на наш берег: советы",
            lang="ru",
            flags="Если",
        ),
        bad(
            "When the great storm of the century hits, people flee.\nIt rains.\nIf the great storm of the century hits: our advice",
            lang="en",
            flags="If",
        ),
        good("Lorsque la tempête frappe la côte, que faire ?\nQuand la pluie frappe la côte, que faire ?", lang="fr"),
        good("Le prix de 2019 revient à la ville de Lyon.\nLe prix de 2020 revient à la ville de Lyon.", lang="fr"),
    ],
)  # fmt: skip
def passage_drift(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Sentence that begins as an earlier one but for its first word.

    Such as a headline that returns as a subhead with another conjunction ("Lorsque le mythe …",
    "Quand le mythe …"). At least seven words must follow that are the same in both.
    """
    seen: dict[tuple[str, ...], tuple[str, int]] = {}
    likely = returning([segment.text for segment in segments[: _MOST // 10]], _LEAST)
    sentences = (
        (segment, match)
        for segment in itertools.compress(segments, likely)
        for match in _SENTENCE.finditer(segment.text)
    )
    for segment, match in sentences:
        words = _words(match.group(), context)
        if len(words) <= _SAME:
            continue
        key = tuple(w.text.lower() for w in words[1 : _SAME + 1])
        first, origin = words[0], seen.get(key)
        if len({word for word in key if len(word) > 3}) < 3:
            continue
        seen.setdefault(key, (first.text, segment.index))
        if (
            origin is not None
            and origin[0].lower() != first.text.lower()
            and _plain(origin[0], first.text)
        ):
            yield Hit(
                say(
                    "The same passage begins with “{other}” before.",
                    other=origin[0],
                ),
                first.span.shifted(match.start()),
                segment=segment.index,
                suggestion=origin[0],
                confidence=0.8,
            )


_SAME = 7
_SENTENCE = regex.compile(r"[^.!?。！？]+")


def _plain(*words: str) -> bool:
    return all(regex.fullmatch(r"\p{L}{2,}", word) for word in words)


def _words(text: str, context: Context) -> Sequence[Token]:
    tokens = tokenize(text, context.target_language)
    return [token for token in tokens if token.kind in ("word", "number")]


@dataclass(frozen=True, slots=True)
class _Office:
    """A title with what it is about, beside a name."""

    about: tuple[str, ...]
    place: Place
    text: str


_QUOTE = r"[“”\"«»\u00a0\u202f ]{0,3}"


@document_check(
    id="title-drift",
    category="terminology/inconsistent-use",
    severity=Severity.MINOR,
    languages=("fr", "es", "pt", "it"),
    examples=[
        bad(
            "Jean Petit, le « roi du pain », a parlé.\nLe roi de la farine du pain, Jean Petit, a ri.",
            lang="fr",
            flags="roi de la farine du pain",
        ),
        bad(
            "Ana Ruiz, la reina de la moda, habló.\nLa reina de los diseños de la moda, Ana Ruiz, rió.",
            lang="es",
            flags="reina de los diseños de la moda",
        ),
        bad(
            "Ana Reis, a rainha da moda, falou.\nA rainha do desenho da moda, Ana Reis, riu.",
            lang="pt-BR",
            flags="rainha do desenho da moda",
        ),
        bad(
            "Anna Bruni, la regina della moda, ha parlato.\nLa regina del disegno della moda, Anna Bruni, rise.",
            lang="it",
            flags="regina del disegno della moda",
        ),
        good("Le directeur de la banque, Jean Petit, parle.\nJean Petit, directeur de la banque de Lyon, rit.", lang="fr"),
        good("El rey del pan, Juan Gil, habló.\nLa reina de la moda del pan, Ana Ruiz, rió.", lang="es"),
        good("O rei do pão, João Reis, falou.\nO rei da farinha, João Reis, riu.", lang="pt-BR"),
    ],
)  # fmt: skip
def title_drift(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Title of a person that is not the same in two places.

    Such as "tsar de l'IA" and "tsar de la cryptographie de l'IA" beside one name: the same noun
    with something put between. A title that is cut short is left alone.
    """
    before, after = _offices(context.target_language.primary)
    found: defaultdict[tuple[str, str], list[_Office]] = defaultdict(list)
    for segment in segments:
        for name in full_names(segment.text):
            surname = name.of(segment.text).split()[-1]
            head = segment.text[max(0, name.start - 120) : name.start]
            offset = name.start - len(head)
            for match, shift in (
                (before.search(head), offset),
                (after.match(segment.text, name.end), 0),
            ):
                if match is not None:
                    place = Place(segment.index, Span(*match.span("office")).shifted(shift))
                    about = tuple(word.lower() for word in match.captures("about"))
                    found[surname, match["head"].lower()].append(
                        _Office(about, place, match["office"])
                    )
    for key in sorted(found):
        yield from _differing(found[key])


def _differing(offices: Sequence[_Office]) -> Iterator[Hit]:
    counts = {o.about: sum(other.about == o.about for other in offices) for o in offices}
    usual = max(offices, key=lambda office: counts[office.about])
    rare = [
        office
        for office in offices
        if office.about != usual.about
        and set(office.about) & set(usual.about)
        and office.about[: len(usual.about)] != usual.about
        and usual.about[: len(office.about)] != office.about
    ]
    if rare:
        message = say("The same person is “{other}” elsewhere.", other=usual.text)
        yield from grouped([o.place for o in rare], message, confidence=0.85)


@functools.cache
def _offices(primary: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Make the expressions of a title before and after a name."""
    file = resources.files("auditor.text") / "titles.toml"
    data: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))[primary]
    links = "|".join(regex.escape(w) for w in sorted(data["links"], key=lambda w: (-len(w), w)))
    articles = "|".join({form for pair in data["articles"] for form in pair if " " not in form})
    office = rf"(?P<office>(?P<head>\p{{Ll}}{{3,}})(?:\s(?:{links})(?:\s|(?<=['’]))(?P<about>[\p{{L}}\p{{N}}-]+)){{1,3}})"
    return (
        regex.compile(rf"(?<![\p{{L}}’'-]){office}{_QUOTE},?\s?{_QUOTE}\Z"),
        regex.compile(rf"{_QUOTE},\s(?:(?:{articles})\s|l['’])?{_QUOTE}{office}"),
    )
