"""Dates and times of day in the manner of another locale."""

import functools
from collections.abc import Iterator

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.conventions import Conventions, conventions, data
from auditor.text.frequency import zipf
from auditor.text.paragraphs import prose

_COMMON = 6.0
"""Frequency of a word that no time of day ends with."""
_DIGIT = regex.compile(r"\d")
_FIGURES = regex.compile(
    r"(?<![\d.,/:+-])(?:(?P<y>\d{4})(?P<s>[-/.])(?P<a>\d{1,2})(?P=s)(?P<b>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d))(?![\d/:-]|\.\d)"
)
_HALF = regex.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-3])(?:[:.h][0-5]\d)?[\s\u00a0\u202f]?"
    r"(?:[ap]m|[AP]M|[ap]\.\s?m\.|[AP]\.\s?M\.)(?![\p{Latin}\d])"
)
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª)"
_MONTH_FIRST = regex.compile(
    r"(?<!\d)\d{1,2}月\d{1,2}日[,，]?\s?\d{4}年|(?<!\d)\d{1,2}월\s?\d{1,2}일,?\s\d{4}년"
)


@document_check(
    id="date-format",
    category="locale-conventions/date-format",
    severity=Severity.MINOR,
    examples=[
        bad("Publié le 03/14/2026.", lang="fr", flags="03/14/2026"),
        bad("Veröffentlicht am 14/03/2026.", lang="de", flags="14/03/2026"),
        bad("Опубликовано 3/14/2026.", lang="ru", flags="3/14/2026"),
        bad("La ley entró en vigor el 14 marzo 2026.", lang="es", flags="14 marzo 2026"),
        bad("Il l’a dit le mars 14, 2026.", lang="fr", flags="mars 14, 2026"),
        bad("会议于3月14日2026年召开。", lang="zh-Hans", flags="3月14日2026年"),
        bad("Am 14 März 2026 kam sie an.", lang="de", flags="14 März 2026"),
        bad("The bridge opened on 14, March, 2026.", lang="en", flags="14, March, 2026"),
        bad("Мост открыли 14, марта, 2026 года.", lang="ru", flags="14, марта, 2026"),
        bad("Le pont ouvre le 1er, mars.", lang="fr", flags="1er, mars"),
        good("On the 1st, 2nd and 3rd of March and 14 March, 2026", lang="en"),
        good("Publié le 14/03/2026, le 14.3.2026 ou le 2026-03-14.", lang="fr"),
        good("Am 14.03.2026, am 14. März 2026 und im März 2026", lang="de"),
        good("Опубликовано 14.03.2026, 14 марта 2026 года.", lang="ru"),
        good("El 14 de marzo de 2026 y el 14/3/2026", lang="es"),
        good("会议于2026年3月14日召开，2026/3/14。", lang="zh-Hans"),
        good("On March 14, 2026, 14 March 2026 and 3/14/2026", lang="en"),
        good("Version 10.12.2019 et 192.168.2.20", lang="fr"),
        good("نُشر في 14/03/2026.", lang="ar"),
        good("Le 1er mars 2026, les 14 et 15 mars 2026", lang="fr"),
    ],
)
def date_format(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Date that is not written as the locale writes dates.

    The order of day, month and year, the signs between their figures, and the words and stops
    between a day and the name of its month, as CLDR has them; no comma parts the two. Dates of ISO 8601 are always right,
    and a date that may be read in both orders is left alone. All places of a rule are one finding.
    """
    locale = conventions(context.target.lang or context.target_language.tag)
    if locale is None:
        return
    order: list[Place] = []
    signs: list[Place] = []
    words: list[Place] = []
    for segment in segments:
        if not _DIGIT.search(segment.text):
            continue
        text = prose(segment.text)
        for match in _FIGURES.finditer(text):
            kind = _wrong(match, locale)
            if kind:
                found = order if kind == "order" else signs
                found.append(Place(segment.index, Span(*match.span())))
        patterns = _named(locale.tag) if locale.months else (_MONTH_FIRST,)
        spans = {m.span() for pattern in patterns for m in pattern.finditer(text)}
        words += [Place(segment.index, Span(*span)) for span in sorted(spans)]
    yield from grouped(order, _told(say("Day, month and year stand in a foreign order"), order))
    yield from grouped(
        signs,
        _told(
            say(
                "The figures of a date are parted by {sign} here",
                sign=" ".join(sorted(locale.separators - {"-"})),
            ),
            signs,
        ),
    )
    yield from grouped(words, _told(say("The date is not put together as here"), words))


def _wrong(match: "regex.Match[str]", locale: Conventions) -> str:
    """Tell what is wrong with a date in figures: "order", "signs" or nothing."""
    first, second = int(match["a"]), int(match["b"])
    if match.start("y") == match.start():
        return ""
    if not (1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12):
        return ""
    if first <= 12 < second and locale.order != "mdy":
        return "order"
    if second <= 12 < first and locale.order == "mdy" and locale.tag.endswith("-US"):
        return "order"
    return "" if match["s"] in locale.separators else "signs"


@functools.cache
def _named(tag: str) -> tuple["regex.Pattern[str]", ...]:
    """Give the patterns of dates with the name of a month that the locale does not write."""
    locale = conventions(tag)
    if locale is None:
        return ()
    months = "|".join(sorted(map(regex.escape, locale.months), key=lambda m: (-len(m), m)))
    parted = regex.compile(
        rf"(?<![\d.,/])(?:\d{{1,2}}{_ORDINAL}?,\s(?:{months}),?\s(?:19|20)\d\d"
        rf"|\d{{1,2}}{_ORDINAL},\s(?:{months})(?!\p{{L}})"
        rf"|(?:19|20)\d\d,\s\d{{1,2}}{_ORDINAL}?,\s(?:{months})(?!\p{{L}}))(?!\d)"
    )
    if not locale.day_month[0]:
        return (parted,)
    between, after, _ = locale.day_month
    parts = [rf"(?<![\p{{L}}\d])(?:{months})\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)"]
    if between.strip():
        parts.append(
            rf"(?<![\d.,/])\d{{1,2}}\s(?:{months})(?:\s{after.strip()})?\s(?:19|20)\d\d(?!\d)"
        )
    return parted, regex.compile("|".join(parts))


@document_check(
    id="month-capital",
    category="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    examples=[
        bad("Publié le 14 Mars 2026.", lang="fr", flags="Mars"),
        bad("El 14 de Marzo de 2026", lang="es", flags="Marzo"),
        bad("Опубликовано 14 Марта 2026 года.", lang="ru", flags="Марта"),
        bad("A reunião ficou marcada para 3 de Agosto de 2025.", lang="pt-BR", flags="Agosto"),
        good("Publié le 14 mars 2026. Mars est une planète.", lang="fr"),
        good("Plaza del 2 de Mayo", lang="es"),
        good("Am 14. März 2026", lang="de"),
        good("On 14 March 2026", lang="en"),
        good("Опубликовано 14 марта 2026 года.", lang="ru"),
    ],
)
def month_capital(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Month written with a capital where the language writes it small.

    English capitals that were carried over into a date. Only months between a day and a year are
    looked at, since streets and holidays have capitals rightly. All places are one finding.
    """
    tag = context.target.lang or context.target_language.tag
    locale = conventions(tag)
    if locale is None or tag.split("-")[0] not in data()["small_names"]["languages"]:
        return
    places = [
        Place(segment.index, Span(*match.span("month")))
        for segment in segments
        if _DIGIT.search(segment.text)
        for match in _capital(locale.tag).finditer(segment.text)
    ]
    yield from grouped(places, _told(say("The language writes months small"), places))


@functools.cache
def _capital(tag: str) -> regex.Pattern[str]:
    locale = conventions(tag)
    names = sorted(locale.months, key=lambda m: (-len(m), m)) if locale else []
    forms = "|".join(regex.escape(name[0].upper() + name[1:]) for name in names if name.islower())
    if not forms:
        return regex.compile(r"(?P<month>\b\B)")
    return regex.compile(
        rf"(?<!\d)\d{{1,2}}(?:er|º)?\s(?:de\s)?(?P<month>{forms})\s(?:de\s)?(?:19|20)\d\d(?!\d)"
    )


@document_check(
    id="time-format",
    category="locale-conventions/time-format",
    severity=Severity.MINOR,
    examples=[
        bad("Cela commence à 2:00 p.m. précises.", lang="fr", flags="2:00 p.m."),
        bad("Beginn ist um 8:30 PM.", lang="de", flags="8:30 PM"),
        bad("Начало в 7 pm.", lang="ru", flags="7 pm"),
        bad("The train leaves at 14:30 PM.", lang="en", flags="14:30 PM"),
        bad("会议在下午2:00 PM开始。", lang="zh-Hans", flags="2:00 PM"),
        good("Cela commence à 14 h, à 14 h 30 ou à 14:30.", lang="fr"),
        good("Beginn ist um 20.30 Uhr, 8 Pm.", lang="de"),
        good("It starts at 2:00 p.m., 2 pm or 14:00.", lang="en"),
        good("Empieza a las 2:00 p. m.", lang="es"),
        good("Начало в 19:00.", lang="ru"),
        good("تبدأ الساعة 2:00 م.", lang="ar"),
    ],
)
def time_format(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Time of day with "a.m." or "p.m." where hours are counted to twenty-four.

    Hours from 13 on with "p.m." are wrong in every language. All places of the file are one
    finding.
    """
    locale = conventions(context.target.lang or context.target_language.tag)
    if locale is None:
        return
    places = [
        Place(segment.index, Span(*match.span()))
        for segment in segments
        if _DIGIT.search(segment.text)
        for match in _HALF.finditer(prose(segment.text))
        if int(match["hour"]) > 12 or not locale.twelve_hours
        if not _is_word(match.group(), context.target_language.primary)
    ]
    yield from grouped(
        places,
        _told(say("Hours are counted to 24 here, not twice to 12"), places)
        if not locale.twelve_hours
        else _told(say("The hour is counted to 24 and to 12 at once"), places),
    )


def _is_word(text: str, primary: str) -> bool:
    """Tell whether what ends a time is a common word of a language, as German "am" is."""
    return text[-2:].islower() and zipf(text[-2:], primary) >= _COMMON


def _told(what: Message, places: list[Place]) -> Message:
    return say_many("{what}.", "{what} ({count} places).", len(places), what=what)
