"""Checks of numbers, amounts, dates and times, compared by value."""

from collections.abc import Iterator

from auditor.core.bitext import Pair, Segment
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check, segment_check
from auditor.text.amounts import in_words, plain
from auditor.text.figure_comparison import Comparison
from auditor.text.figure_order import compared
from auditor.text.figures import Figure, figures
from auditor.text.language import Language, language

_BRITISH = "en"
"""Messages are written in English, numbers included."""


@pair_check(
    id="number-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        good("It cost 1,250 euros.", "Es kostete 1.250 Euro.", lang=("en", "de")),
        good("Revenue grew 1.4 percent.", "Le chiffre d’affaires a augmenté de 1,4\u00a0%.", lang=("en", "fr")),
        good("约有120万人参加。", "Environ 1,2 million de personnes y ont participé.", lang=("zh-Hans", "fr")),
        good("Published on 3/14/2026.", "Publié le 14/03/2026.", lang=("en", "fr")),
        good("It starts at 2:00 p.m.", "Cela commence à 14\u00a0h.", lang=("en", "fr")),
        good("Chapter 25 has 3 parts.", "الفصل ٢٥ فيه ٣ أجزاء.", lang=("en", "ar")),
        good("At least 25 companies", "Не менее двадцати пяти компаний", lang=("en", "ru")),
        good("The bridge is 10 miles long.", "Die Brücke ist 16 Kilometer lang.", lang=("en", "de")),
        good("其中約四成來自散戶。", "dont environ 40 % des particuliers", lang=("zh-Hant", "fr")),
        good("二人とも3割引きで買った。", "Both bought it at a 30% discount.", lang=("ja", "en")),
        good("In the 1990s he ran 5 firms.", "Dans les années 90, il dirigeait cinq entreprises.", lang=("en", "fr")),
        good("매출은 3만5천 달러였다.", "Revenue was $35,000.", lang=("ko", "en")),
        bad("It cost 1,250 euros.", "Es kostete 1.520 Euro.", lang=("en", "de"), flags="1.520"),
        bad("2026年3月14日发布。", "Published on 15 March 2026.", lang=("zh-Hans", "en"), flags="15"),
        bad("Около 340 человек", "Environ 430 personnes", lang=("ru", "fr"), flags="430"),
        bad("売上は25%増えた。", "Las ventas subieron un 52 %.", lang=("ja", "es"), flags="52"),
        bad("It took 47 days.", "استغرق الأمر أياما.", lang=("en", "ar"), flags="47"),
        bad("The meeting is on 20 April.", "La réunion a lieu le 20 mai.", lang=("en", "fr"), flags="mai"),
    ],
)  # fmt: skip
def number_mismatch(pair: Pair, context: Context, *, missing: bool = True) -> Iterator[Hit]:
    """Figure in the target that the source does not have, or figure of the source that is lost.

    Figures are compared by value, after each side's own digits, marks, scale words, number words
    and dates are read. Numbers up to twelve may be spelled or dropped, years shortened and units
    converted; rounding is an error. With `missing = false` only figures of the target are looked
    at. A figure that is wrong by a power of ten is reported by `magnitude-mismatch`.
    """
    found = _comparison(pair, context)
    for figure, original in found.wrong:
        shown = _shown(original)
        yield Hit(
            say("The source has {right} here, not {wrong}.", right=shown, wrong=_value(figure)),
            figure.span,
        )
    for figure in found.added:
        yield Hit(say("The source has no figure {figure}.", figure=_value(figure)), figure.span)
    if missing:
        for figure in found.missing:
            yield Hit(
                say("The figure {figure} is missing from the translation.", figure=_shown(figure)),
                figure.span,
                side="source",
            )


@pair_check(
    id="magnitude-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.CRITICAL,
    examples=[
        good("票房已突破90亿元。", "Le film a dépassé 9\u00a0milliards de yuans.", lang=("zh-Hans", "fr")),
        good("over 1.4 trillion dollars", "plus de 1\u202f400\u00a0milliards de dollars", lang=("en", "fr")),
        good("超過 1.4 兆美元", "plus de 1,4\u00a0billion de dollars", lang=("zh-Hant", "fr")),
        good("a 2.5 billion euro loan", "ein Kredit über 2,5 Milliarden Euro", lang=("en", "de")),
        good("a debt of 3 billion", "una deuda de 3\u00a0000 millones", lang=("en", "es")),
        good("1.4 trillion dollars", "1,4 трлн долларов", lang=("en", "ru")),
        good("10 juta orang", "1 crore people", lang=("id", "en")),
        bad("承諾超過 1.4 兆美元", "plus de 1,4 trillion de dollars", lang=("zh-Hant", "fr"), flags="1,4 trillion"),
        bad("上兆美元的資料中心", "un centre d’un trillion de dollars", lang=("zh-Hant", "fr"), flags="un trillion"),
        bad("9 billion yuan", "90 millions de yuans", lang=("en", "fr"), flags="90 millions"),
        bad("a 2.5 billion euro loan", "ein Kredit über 2,5 Billionen Euro", lang=("en", "de"), flags="2,5 Billionen"),
        bad("3 billion dollars", "3 billones de dólares", lang=("en", "es"), flags="3 billones"),
        bad("1.4 兆円の予算", "a budget of 1.4 billion yen", lang=("ja", "en"), flags="1.4 billion"),
        bad("120만 명이 참가했다.", "120,000 people took part.", lang=("ko", "en"), flags="120,000"),
    ],
)  # fmt: skip
def magnitude_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Amount of the target that is the source's amount times or divided by a power of ten.

    Most often a scale word is taken over by its look: an English or Chinese "trillion" (兆) is
    10^12, a French trillion or a Spanish trillón 10^18; a German Billion is an English trillion.
    Or groups of ten thousand (万, 億, 만) are counted as thousands.
    """
    for figure, original in _comparison(pair, context).magnitudes:
        right = in_words(original.value, context.target_language)
        message = say("{right} became {wrong}.", right=_shown(original), wrong=_value(figure))
        word = _scale_word(figure, context.target_language)
        if word:
            message = say(
                "{right} became {wrong}. In {language}, “{word}” is 10^{scale}.",
                **dict(message.values),
                language=say(context.target_language.name),
                word=word,
                scale=figure.scale,
            )
        yield Hit(message, figure.span, suggestion=right)


@segment_check(
    id="suspicious-scale",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        good("plus de 1\u202f400\u00a0milliards de dollars", lang="fr"),
        good("1,4 Billionen US-Dollar", lang="de"),
        good("1,4 billones de dólares", lang="es"),
        good("over 1.4 trillion dollars", lang="en"),
        good("Il y a 10 trillions de cellules.", lang="fr"),
        bad("plus de 1,4 trillion de dollars", lang="fr", flags="1,4 trillion"),
        bad("un centre de données d’un trillion de dollars", lang="fr", flags="un trillion"),
        bad("Investitionen von 1,4 Trillionen Dollar", lang="de", flags="1,4 Trillionen"),
        bad("más de 1,4 trillones de dólares", lang="es", flags="1,4 trillones"),
        bad("oltre 1,4 trilioni di euro", lang="it", flags="1,4 trilioni"),
    ],
)  # fmt: skip
def suspicious_scale(segment: Segment, context: Context) -> Iterator[Hit]:
    """Amount of money that is larger than all the money of the world.

    In a long-scale language a trillion is 10^18; an English trillion is 10^12. The check runs
    only without an original: with one, `magnitude-mismatch` compares the amounts themselves.
    """
    if context.source is not None or context.target_language.scale != "long":
        return
    for figure in figures(segment.text, context.target_language):
        if figure.scale >= 18 and figure.money and figure.certain:
            meant = in_words(figure.value / 10**6, context.target_language)
            yield Hit(
                say(
                    "In {language}, this is 10^{scale} and more money than there is; "
                    "an English trillion is 10^12.",
                    language=say(context.target_language.name),
                    scale=figure.scale,
                ),
                figure.span,
                suggestion=meant,
            )


def _comparison(pair: Pair, context: Context) -> Comparison:
    source = context.source_language or language(pair.source.lang or "und")
    return compared(pair.source.text, pair.target.text, source.tag, context.target_language.tag)


def _value(figure: Figure) -> str:
    return plain(figure.value, language(_BRITISH))


def _shown(figure: Figure) -> str:
    value = _value(figure)
    return value if figure.text.strip() == value else f"“{figure.text}” ({value})"


def _scale_word(figure: Figure, profile: Language) -> str:
    words = [w for w, power in profile.scale_words.items() if power == figure.scale]
    lower = figure.text.lower()
    return next((w for w in sorted(words, key=len, reverse=True) if lower.endswith(w.lower())), "")
