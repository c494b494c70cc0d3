"""Whether the words around two figures stand in the same order in the translation.

Figures that rightly change places take their words with them. Each word beside a figure of the
original is looked up in the shipped dictionaries, each name by its sound, and each other figure by
its value; what stands once on either side shows where the phrase of a figure went.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from auditor.text.figures import Figure
from auditor.text.language import Language, language
from auditor.text.names import capitals, nearness, sounds
from auditor.text.renderings import find, renderings

_REACH = 60
"""Characters on either side of a figure that are looked at; half where no spaces part words."""
_STOP = regex.compile(r"[.;!?。；！？…]")
_PART = regex.compile(
    r"[,;:，、；：()（）]|(?<!\p{L})(?:and|or|but|while|et|ou|mais|und|oder|aber|y|o|pero|e|mas|ma|и|а|или|та|і|dan|atau|và|hoặc)(?!\p{L})|[和及与與而]|(?<!\p{L})و|와|과"
)
"""What parts the phrases of two figures."""
_LEAST = 0.004
"""Product of both probabilities from which a rendering counts."""
_MOST_RENDERINGS = 20
_ALIKE = 0.6
_LEAST_SOUND = 3
"""Consonants of a name that is looked for by its sound in a text without capitals."""
_SIZES = (2, 3, 4)
"""Signs of such a name."""
_HAN = regex.compile(r"[\p{Han}\p{Katakana}]{2,}")


class Order(NamedTuple):
    """How often a word of the first figure and one of the second stand in an order."""

    kept: int
    turned: int
    sure: int
    """How often both are names or figures, kept or not."""


def order_of_phrases(
    texts: tuple[str, str],
    languages: tuple[Language, Language],
    pair: tuple[Figure, Figure],
    matched: Sequence[tuple[Figure, Figure]],
) -> Order:
    """Compare the order of the words around two figures with that of what renders them.

    Args:
        texts: original and translation.
        languages: profiles of both.
        pair: two figures of the original, in order.
        matched: other figures of the original, each with its only match in the translation.
    """
    first, second = _contexts(texts[0], languages[0], pair)
    places = _places(texts, languages, matched)
    one, other = (
        [places[start] for start in places if any(a <= start < b for a, b in context)]
        for context in (first, second)
    )
    pairs = [(u, v) for u in one for v in other]
    kept = sum(u < v for (u, _), (v, _) in pairs)
    return Order(kept, len(pairs) - kept, sum(a and b for (_, a), (_, b) in pairs))


def _contexts(
    text: str, language: Language, pair: tuple[Figure, Figure]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Give the stretches of text that belong to either figure."""
    reach = _REACH if language.spaced else _REACH // 2
    first, second = (figure.span for figure in pair)
    begin = max(0, first.start - reach)
    begin = max((m.end() for m in _STOP.finditer(text, begin, first.start)), default=begin)
    end = min(len(text), second.end + reach)
    stop = _STOP.search(text, second.end, end)
    end = stop.start() if stop else end
    marks = list(_PART.finditer(text, first.end, second.start))
    if not marks:
        return (), ()
    return (
        ((begin, first.start), (first.end, marks[0].start())),
        ((marks[0].end(), second.start), (second.end, end)),
    )


def _places(
    texts: tuple[str, str],
    languages: tuple[Language, Language],
    matched: Sequence[tuple[Figure, Figure]],
) -> Mapping[int, tuple[int, bool]]:
    """Give the place in the translation of what stands once in both texts, by its place here.

    With each, whether it is a name or a figure.
    """
    sure = {one.span.start: other.span.start for one, other in matched}
    sure.update(_of_names(texts) if languages[0].spaced else _of_heard(texts))
    terms = _of_terms(*texts, *(own.tag for own in languages))
    found = {start: (place, False) for start, place in terms}
    return found | {start: (place, True) for start, place in sure.items()}


@functools.lru_cache(maxsize=256)
def _of_terms(
    source: str, target: str, source_tag: str, target_tag: str
) -> tuple[tuple[int, int], ...]:
    """Find the terms that stand once in either text; asked again for each two figures."""
    languages = language(source_tag), language(target_tag)
    return tuple(_terms((source, target), languages))


def _terms(
    texts: tuple[str, str], languages: tuple[Language, Language]
) -> Iterator[tuple[int, int]]:
    known = renderings(*languages)
    if known is None:
        return
    there: dict[str, set[int]] = {}
    for term in find(texts[1], languages[1], known.others):
        there.setdefault(term.key, set()).add(term.start)
    own = known.find(texts[0])
    times: dict[int, int] = {}
    for term in own:
        times[term.number] = times.get(term.number, 0) + 1
    for term in own:
        if times[term.number] > 1:
            continue
        likely = [r for r in known.of(term.number)[:_MOST_RENDERINGS] if r.forth * r.back >= _LEAST]
        places = set().union(*(there.get(r.key, ()) for r in likely))
        if len(places) == 1:
            yield term.start, places.pop()


def _of_names(texts: tuple[str, str]) -> Iterator[tuple[int, int]]:
    names = [(n.span.start, sounds(n.text)) for n in capitals(texts[0])]
    for start, sound in names:
        if len(sound) < 2:
            continue
        near = [
            name.span.start
            for name in capitals(texts[1])
            if nearness(sound, sounds(name.text)) >= _ALIKE
        ]
        if len(near) == 1:
            yield start, near[0]


def _of_heard(texts: tuple[str, str]) -> Iterator[tuple[int, int]]:
    """Find the names of the translation in Han signs and syllables that sound like them."""
    names = capitals(texts[1])
    for name in names:
        sound = sounds(name.text)
        if len(sound) < _LEAST_SOUND or sum(sounds(n.text) == sound for n in names) > 1:
            continue
        starts = [
            run.start() + at
            for run in _HAN.finditer(texts[0])
            for at in range(len(run.group()) - 1)
            if any(sounds(run.group()[at : at + size]) == sound for size in _SIZES)
        ]
        if len(starts) == 1:
            yield starts[0], name.span.start
