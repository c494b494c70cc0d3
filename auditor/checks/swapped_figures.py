"""Figures of one sentence that have changed places."""

from collections.abc import Iterator, Sequence

import numpy as np
import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.figure_neighbours import Order, order_of_phrases
from auditor.text.figure_order import Exchange, Signature, exchanges, signature
from auditor.text.figures import Figure
from auditor.text.language import Language
from auditor.text.quantities import quantities

_REACHES = (2, 3, 4)
"""Words on either side of a figure that are compared; three signs count as one word."""
_SIGNS = 3
_MARGIN = 0.1
"""By how much the words around a figure must be nearer to those around the other one (cosine)."""
_SMALL = 12
"""Numbers up to here are left alone where both are: "three of four"."""
_DAYS = 31
_YEARS = range(1900, 2101)
_LEAST_SURE = 2
"""Pairs of names and figures, or beside dates of any words, that must stand in the order of the
original."""
_LEAST_KEPT, _TIMES = 2, 3
"""Pairs of words that must stand in the order of the original, and how many for each that does not."""
_WEIGHT, _DOUBT, _BOTH = 0.15, 4, 0.14
"""What the order of the words adds to the nearness of those beside the figures, and what both must
reach: chosen on clean translations and on the same with two figures exchanged."""
_LISTED = regex.compile(
    r"\s*(?:、|，|,|和|及|与|與|と|및|와|과)\s*|\s*,?\s(?:and|et|und|y|e|и|та|і|và|dan|و)\s?"
)
"""What parts the members of a list."""
_WORD = regex.compile(r"[\p{L}\p{M}]+")


@pair_check(
    id="swapped-figures",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    needs=["encoder"],
    examples=[
        bad("Der Verein hat 38 Spieler und 14 Trainer.", "The club has 14 players and 38 trainers.", lang=("de", "en"), flags="14"),
        bad("会场有30名教师和45名学生。", "There were 45 teachers and 30 students in the hall.", lang=("zh-Hans", "en"), flags="45"),
        bad("La nueva ley obtuvo 120 votos a favor y 85 en contra.", "Новый закон получил 85 голосов за и 120 против.", lang=("es", "ru"), flags="85"),
        bad("The archipelago has 15 islands on 4,200 square kilometres.", "يضم الأرخبيل 4200 جزيرة على مساحة 15 كيلومترا مربعا.", lang=("en", "ar"), flags="4200"),
        bad("Die Miete stieg um 12 %, der Strom um 31 % und das Wasser um 45 %.", "Rent rose by 31%, electricity by 45% and water by 12%.", lang=("de", "en"), flags="31"),
        bad("两家公司的利润分别为320万元和540万元。", "The two firms made 5.4 million and 3.2 million yuan.", lang=("zh-Hans", "en"), flags="5.4 million"),
        bad("Der Zug fährt 200 km/h und hat 12 Wagen.", "Le train roule à 12 km/h et compte 200 voitures.", lang=("de", "fr"), flags="12"),
        good("会场有30名教师和45名学生。", "There were 30 teachers and 45 students in the hall.", lang=("zh-Hans", "en")),
        good("Von 116 Läufern kamen 36 nicht ins Ziel.", "Of 116 runners, 36 did not finish.", lang=("de", "en")),
        good("大约3万只鹿和400只老虎", "about 400 tigers and 30,000 deer", lang=("zh-Hans", "en")),
        good("The 12 men in 30 boats", "Les 30 bateaux des 12 hommes", lang=("en", "fr")),
        good("In 1990 the town had 340 people.", "W mieście mieszkało 340 osób w 1990 roku.", lang=("en", "pl")),
    ],
)  # fmt: skip
def swapped_figures(pair: Pair, context: Context) -> Iterator[Hit]:
    """Two figures of the translation that stand in each other's place.

    The words or units beside the two figures stayed where they were: what is said of the one is
    now said of the other. Whether the words are those that stood beside the other figure is told by
    the shipped encoder, and by the order in which the dictionaries, names and other figures find
    them again.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    texts = pair.source.text, pair.target.text
    every = exchanges(*texts, source.tag, target.tag)
    swapped = (found for found in every if _is_swapped(texts, (source, target), found))
    found = next(swapped, None) or _turned_round(texts, (source, target), every)
    if found is not None:
        first, second = (figure.span.of(texts[0]) for figure in found.there)
        yield Hit(
            say("The original has {right} here, and {wrong} where the translation has {right}.",
                right=first, wrong=second),
            found.here[0].span,
            confidence=0.85,
        )  # fmt: skip


def _is_swapped(
    texts: tuple[str, str], languages: tuple[Language, Language], found: Exchange
) -> bool:
    own, its = (
        [signature(figure, text) for figure in both]
        for both, text in zip((found.there, found.here), texts, strict=True)
    )
    if own[0] != own[1]:
        return found.alone and _are_told_by_units(own, its)
    values = [figure.value for figure in found.there]
    (kind, units), (other_kind, other_units) = its
    if kind != other_kind or (units and other_units and units != other_units):
        return False
    if own[0][0] == "time" or len({v in _YEARS for v in values}) > 1:
        return False
    listed = all(_is_list(*both) for both in zip(texts, (found.there, found.here), strict=True))
    if listed or (found.alone and found.around and own[0][0] != "date"):
        return True
    return _is_told_by_words(texts, languages, found, own[0][0])


def _turned_round(
    texts: tuple[str, str], languages: tuple[Language, Language], every: Sequence[Exchange]
) -> Exchange | None:
    """Give the exchange of a figure that left several others behind, their words staying."""
    orders: dict[Span, list[tuple[Exchange, Order]]] = {}
    for found in every if len(every) > 1 else ():
        own, its = (
            {signature(figure, text) for figure in both}
            for both, text in zip((found.there, found.here), texts, strict=True)
        )
        if len(own | its) == 1:
            order = order_of_phrases(texts, languages, found.there, found.others)
            for figure in found.there:
                orders.setdefault(figure.span, []).append((found, order))
    for exchanged in orders.values():
        kept, turned = (sum(order[i] for _, order in exchanged) for i in (0, 1))
        if len(exchanged) > 1 and kept >= max(2 * _LEAST_KEPT, _TIMES * turned):
            return exchanged[0][0]
    return None


def _is_told_by_words(
    texts: tuple[str, str], languages: tuple[Language, Language], found: Exchange, kind: str
) -> bool:
    """Tell whether the words beside the figures have stayed where they were."""
    values = [figure.value for figure in found.there]
    nearness = _nearness(texts, languages, found.there, found.here)
    order = order_of_phrases(texts, languages, found.there, found.others)
    least = order.kept if kind == "date" else order.sure
    if least >= _LEAST_SURE and not order.turned and nearness >= 0:
        return True
    if order.kept >= max(_LEAST_KEPT, _TIMES * order.turned):
        surplus = (order.kept - order.turned) / (order.kept + order.turned + _DOUBT)
        if nearness + _WEIGHT * surplus >= _BOTH:
            return True
    small = all(v <= _SMALL and v.denominator == 1 for v in values)
    if not found.alone or small or (kind == "date" and min(values) <= _DAYS):
        return False
    return nearness >= _MARGIN


def _are_told_by_units(own: list[Signature], its: list[Signature]) -> bool:
    """Tell whether each figure has the unit that the one in its place had."""
    if own == its:
        return any(units for _, units in own)
    same = [mine == theirs and bool(mine[1]) for mine, theirs in zip(own, its, strict=True)]
    return any(same) and all(
        not (a[1] and b[1]) or a[1] & b[1] for a, b in zip(own, its, strict=True)
    )


def _is_list(text: str, both: tuple[Figure, Figure]) -> bool:
    """Tell whether nothing but a sign or a word of a list parts two figures and their unit."""
    between = text[both[0].span.end : both[1].span.start]
    unit = quantities().after.after(between, 0)
    return _LISTED.fullmatch(between, unit.end if unit else 0) is not None


def _nearness(
    texts: tuple[str, str],
    languages: tuple[Language, Language],
    there: tuple[Figure, Figure],
    here: tuple[Figure, Figure],
) -> float:
    """Tell how much nearer the words around the figures are in their order than by their values."""
    from auditor.backends.builtin import encoder

    model = encoder()
    if not all(own.primary in model.languages for own in languages):
        return 0.0
    gains = []
    for reach in _REACHES:
        around = [
            _around(text, figure, pair, own, reach)
            for text, pair, own in zip(texts, (there, here), languages, strict=True)
            for figure in pair
        ]
        vectors = model.encode(around)
        likeness = vectors[:2] @ vectors[2:].T
        gains.append(float(np.trace(likeness) - np.trace(likeness[::-1])) / 2)
    return sum(gains) / len(gains)


def _around(
    text: str, figure: Figure, both: tuple[Figure, Figure], own: Language, reach: int
) -> str:
    """Give the words beside a figure, not beyond the other one."""
    start = both[0].span.end if figure is both[1] else 0
    end = both[1].span.start if figure is both[0] else len(text)
    before, after = text[start : figure.span.start], text[figure.span.end : end]
    if own.spaced:
        return " ".join([*_WORD.findall(before)[-reach:], *_WORD.findall(after)[:reach]])
    return f"{before[-_SIGNS * reach :]} {after[: _SIGNS * reach]}"
