"""Numbers, percentages, units, money and digits in the manner of another locale."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.conventions import conventions
from auditor.text.language import language
from auditor.text.paragraphs import prose

_DIGIT = regex.compile(r"\d")
_MONEY = r"\p{Sc}"
_AHEAD = r"(?<![\p{Latin}\p{Cyrillic}\p{Arabic}\d.,:/’'_-])"
_BEHIND = r"(?![\d\p{L}]|[.,:/]\d|-\d)"
_SPACE = r"[\s\u00a0\u202f]"
_UNITS = (
    "km/h|km²|km|cm|mm|kg|mg|kWh|MWh|GWh|kW|MW|GW|GHz|MHz|kHz|Hz|GB|TB|MB|kB|mph|ha|°C|°F|ml|m²|m³"
)
_ATTACHED = regex.compile(
    rf"(?<![\p{{L}}\d.,-])\d+(?:[.,]\d+)?(?P<unit>{_UNITS})(?![\p{{L}}\d²³/])"
)
_SPACED = regex.compile(
    rf"(?<![\p{{L}}\d.,-])\d+(?:[.,]\d+)?{_SPACE}(?:{_UNITS})(?![\p{{L}}\d²³/])"
)
_PERCENT = regex.compile(rf"(?<=\d)(?P<gap>{_SPACE}?)[%‰](?!\p{{L}})")
_SIGN = r"(?:US|A|C|HK|NT|R)?[$€£¥₽₴₩₫₹]"
_MONEY_FIRST = regex.compile(rf"(?<![A-Za-z\d$€£]){_SIGN}{_SPACE}?\d+(?:[.,\u00a0\u202f]\d+)*")
_MONEY_LAST = regex.compile(rf"(?<![A-Za-z\d.,$€£])\d[\d.,]*{_SPACE}?[$€£₽₴₩₹](?![\dA-Za-z])")
_DIGITS = {
    "arab": r"[\u0660-\u0669]",
    "arabext": r"[\u06f0-\u06f9]",
    "deva": r"[\u0966-\u096f]",
    "beng": r"[\u09e6-\u09ef]",
    "thai": r"[\u0e50-\u0e59]",
    "khmr": r"[\u17e0-\u17e9]",
    "mymr": r"[\u1040-\u1049]",
    "fullwide": r"[\uff10-\uff19]",
    "latn": r"(?<![A-Za-z][\w.-]*)[0-9](?![\w.-]*[A-Za-z])",
}
_NATIVE = regex.compile("|".join(f"(?P<{n}>{p}+)" for n, p in _DIGITS.items() if n != "latn"))
_LATIN = regex.compile(rf"(?:{_DIGITS['latn']})+")


@document_check(
    id="number-format",
    category="locale-conventions/number-format",
    severity=Severity.MINOR,
    examples=[
        bad("La hausse est de 3.5 % et de 2.1 millions.", lang="fr", flags="3.5"),
        bad("Das kostete 2.75 Millionen Euro.", lang="de", flags="2.75"),
        bad("Рост составил 4.7 %.", lang="ru", flags="4.7"),
        bad("增长了3,5%。", lang="zh-Hans", flags="3,5"),
        bad("It grew by 3,5% last year.", lang="en", flags="3,5"),
        bad("Es waren 1,234,567 Menschen.", lang="de", flags="1,234,567"),
        bad("They counted 1.234.567 votes.", lang="en", flags="1.234.567"),
        good("La hausse est de 3,5 %, GPT-4.5 et iOS 17.2 aussi.", lang="fr"),
        good("Das kostete 2,75 Millionen Euro, Version 2.75.", lang="de"),
        good("增长了3.5%，共1,234,567人。", lang="zh-Hans"),
        good("Subió un 3.5 % y un 3,5 %.", lang="es"),
        good("Рост составил 4,7 % до 1 234 567.", lang="ru"),
        good("بلغ النمو 3.5% و٣٫٥٪.", lang="ar"),
        good("Die Zahl 1.234.567 und 1 234 567", lang="de"),
        good("See 192.168.2.20 and 10.1.2 on 1.2.2026.", lang="en"),
    ],
)
def number_format(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Decimal or thousands sign of another locale.

    A figure with a percent sign, a currency, a unit or a word such as "million" whose decimal sign
    is not the locale's, and a figure with two or more groups that are parted by a foreign sign.
    Versions, names, dates and addresses are left alone. All places of a rule are one finding.
    """
    locale = conventions(context.target.lang or context.target_language.tag)
    if locale is None:
        return
    decimals: list[Place] = []
    groups: list[Place] = []
    for segment, text in _with_digits(segments):
        decimals += [
            Place(segment.index, Span(*match.span("figure")))
            for match in _decimals(context.target_language.tag).finditer(text)
            if match["sign"] not in locale.decimals
        ]
        groups += [
            Place(segment.index, Span(*match.span()))
            for match in _GROUPS.finditer(text)
            if match["sign"] not in locale.groups
        ]
    sign = " ".join(sorted(locale.decimals))
    yield from grouped(decimals, _told(say("The decimal sign is {sign} here", sign=sign), decimals))
    yield from grouped(groups, _told(say("Thousands are parted by a foreign sign"), groups))


_GROUPS = regex.compile(
    rf"{_AHEAD}\d{{1,3}}(?P<sign>[.,'’])\d{{3}}(?:(?P=sign)\d{{3}})+(?![\d\p{{L}}]|[.,]\d{{1,3}}[.,])"
)


@functools.cache
def _decimals(tag: str) -> regex.Pattern[str]:
    words = sorted(
        (w for w in language(tag).scale_words if len(w) > 1 or w in "万亿億萬만억조兆"),
        key=lambda w: (-len(w), w),
    )
    after = "|".join([*map(regex.escape, words), "[%‰°٪]", _MONEY, _UNITS])
    figure = r"(?P<figure>\d{1,3}(?P<sign>[.,])(?:\d{1,2}|\d{4,}))"
    return regex.compile(
        rf"{_AHEAD}{figure}(?={_SPACE}?(?:{after}))(?!\d)"
        rf"|(?<={_MONEY}{_SPACE}?){figure}{_BEHIND}"
    )


@document_check(
    id="number-unit-space",
    category="locale-conventions/measurement-format",
    severity=Severity.MINOR,
    examples=[
        bad("La hausse de 5 % suit celle de 3%.", lang="fr", flags="%"),
        bad("Es sind 5 km bis Bonn und 12km bis Köln.", lang="de", flags="12km"),
        bad("Рост на 5 % после спада на 3%.", lang="ru", flags="%"),
        bad("It weighs 5kg, not 7 kg.", lang="en", flags="5kg"),
        bad("Los 20 GB y los 30GB", lang="es", flags="30GB"),
        bad("The rate rose from 3% to 5 %.", lang="en", flags=" %"),
        good("La hausse de 5\u00a0% suit celle de 3 %.", lang="fr"),
        good("Es sind 12 km bis Köln, 5G und 4K.", lang="de"),
        good("增长了5%，距离10km。", lang="zh-Hans"),
        good("A 10km run at 20km/h", lang="en"),
        good("Рост на 5 % после спада.", lang="ru"),
    ],
)
def number_unit_space(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Percent sign or unit that the document writes now with a space and now without.

    Where a document always writes units one way, or always leaves out the space before a percent
    sign, that is its house style and left alone. A space before the percent sign is told wherever
    the locale has none. All places of a rule are one finding, on what the locale does not write.
    """
    own = context.target_language
    locale = conventions(context.target.lang or own.tag)
    if locale is None or not own.spaced:
        return
    percents: dict[bool, list[Place]] = {True: [], False: []}
    units: dict[bool, list[Place]] = {True: [], False: []}
    for segment, text in _with_digits(segments):
        for match in _PERCENT.finditer(text):
            place = Place(segment.index, Span(*match.span()))
            percents[bool(match["gap"])].append(place)
        for pattern, spaced in ((_ATTACHED, False), (_SPACED, True)):
            units[spaced] += [Place(segment.index, Span(*m.span())) for m in pattern.finditer(text)]
    wrong = percents[not locale.percent_space]
    told = (
        say("A space belongs before the percent sign")
        if locale.percent_space
        else say("No space belongs before the percent sign")
    )
    if percents[locale.percent_space] or not locale.percent_space:
        yield from grouped(wrong, _told(told, wrong))
    if units[True]:
        told = say("A space belongs between number and unit")
        yield from grouped(units[False], _told(told, units[False]))


@document_check(
    id="currency-position",
    category="locale-conventions/currency-format",
    severity=Severity.MINOR,
    examples=[
        bad("L’offre vaut €20 et le vol 15 €.", lang="fr", flags="€20"),
        bad("Das kostet €20, jenes 15 €.", lang="de", flags="€20"),
        bad("It costs 20$, the other £5.", lang="en", flags="20$"),
        bad("Это стоит ₽500, а то 300 ₽.", lang="ru", flags="₽500"),
        bad("价格为20£，原价£30。", lang="zh-Hans", flags="20£"),
        good("L’offre vaut 20 €, le vol 15 $.", lang="fr"),
        good("Das kostet 20 € oder 15 US-Dollar.", lang="de"),
        good("It costs $20 and €15.", lang="en"),
        good("Il vaut $20, soit $5 de plus.", lang="fr"),
        good("价格为¥20。", lang="zh-Hans"),
    ],
)
def currency_position(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Currency sign on the wrong side of the amount.

    CLDR has the side for each locale. A document that puts every sign on the other side has a
    house style and is left alone; one that puts the signs now here and now there is not. All
    places are one finding.
    """
    locale = conventions(context.target.lang or context.target_language.tag)
    if locale is None:
        return
    sides: dict[bool, list[Place]] = {True: [], False: []}
    for segment in segments:
        if not _DIGIT.search(segment.text):
            continue
        text = prose(segment.text)
        for first, pattern in ((True, _MONEY_FIRST), (False, _MONEY_LAST)):
            sides[first] += [Place(segment.index, Span(*m.span())) for m in pattern.finditer(text)]
    right, wrong = sides[locale.money_first], sides[not locale.money_first]
    if right:
        told = (
            say("The sign stands before the amount here")
            if locale.money_first
            else say("The sign stands after the amount here")
        )
        yield from grouped(wrong, _told(told, wrong))


@document_check(
    id="mixed-digits",
    category="locale-conventions/number-format",
    severity=Severity.MINOR,
    examples=[
        bad("في عام ٢٠٢٥ كان هناك ٣٠ موظفا، ثم أصبحوا 50 موظفا.", lang="ar", flags="50"),
        bad("در سال ۱۴۰۳ حدود 50 نفر آمدند و ۲۰ نفر رفتند.", lang="fa", flags="50"),
        bad("२०२५ में ३० लोग आए, फिर 50 लोग।", lang="hi", flags="50"),
        bad("２０２５年に３０人、後に50人が来た。", lang="ja", flags="50"),
        good("في عام ٢٠٢٥ أطلقت الشركة GPT-4 وiPhone 15.", lang="ar"),
        good("في عام 2025 كان هناك 30 موظفا.", lang="ar"),
        good("२०२५ में ३० लोग आए।", lang="hi"),
        good("2025年に30人が来た。", lang="ja"),
        good("The sign ٣ means three, 3.", lang="en"),
    ],
)
def mixed_digits(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Digits of two kinds in one document.

    Arabic, Persian and Indian languages have digits of their own, and Japanese full-width ones;
    a document keeps to one kind. Figures in names, codes and addresses are left alone. All places
    of the less frequent kind are one finding.
    """
    places: dict[str, list[Place]] = defaultdict(list)
    for segment in segments:
        if segment.text.isascii() or not _DIGIT.search(segment.text):
            continue
        for match in _NATIVE.finditer(segment.text):
            places[match.lastgroup or ""].append(Place(segment.index, Span(*match.span())))
    if not places or context.target_language.script in ("Latn", "Cyrl"):
        return
    for segment, text in _with_digits(segments):
        places["latn"] += [
            Place(segment.index, Span(*m.span()))
            for m in _LATIN.finditer(text)
            if not regex.search(r"[A-Za-z][\w-]*\s\Z", text[: m.start()])
        ]
    kinds = sorted(places, key=lambda kind: (-len(places[kind]), kind))
    for kind in kinds[1:]:
        found = places[kind]
        yield from grouped(
            found,
            say(
                "{count} × {digits} in a document that mostly has other digits.",
                count=len(found),
                digits=say("Latin digits") if kind == "latn" else say("digits of its own"),
            ),
        )


def _with_digits(segments: Iterable[Segment]) -> Iterator[tuple[Segment, str]]:
    for segment in segments:
        if _DIGIT.search(segment.text):
            yield segment, prose(segment.text)


def _told(what: Message, places: list[Place]) -> Message:
    return say_many("{what}.", "{what} ({count} places).", len(places), what=what)
