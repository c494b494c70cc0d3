"""Coverage: what the translation lacks, adds, or leaves in the original language."""

import difflib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

import regex

from auditor.core.bitext import Bitext, Pair, Segment, Side, Span
from auditor.core.messages import Message, say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good, pair_check
from auditor.text.content import bare
from auditor.text.identify import identify
from auditor.text.language import Language
from auditor.text.paragraphs import BLANK, prose
from auditor.text.tokens import count_words

_SECTION_SENTENCES = 3
_SECTION_SHARE = 0.15
_SIGNIFICANT_WORDS = 3
_SIGNIFICANT_SIGNS = 6
_LEAST_PLAIN_WORDS = 3
_LEAST_EQUAL_SIGNS = 8
_NEARLY_EQUAL = 0.95
_SURE = 0.5
_LOWER_WORD = regex.compile(r"(?<![\p{L}\p{N}'’.-])\p{Ll}[\p{Ll}\p{M}'’-]+(?![\p{L}\p{N}])")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*")
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}]")
_UNCASED_WORD = regex.compile(r"[[\p{Lo}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}]]{2,}", regex.V1)


@bitext_check(
    id="omission",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "It rained all day.\nThe match was called off.\nFans went home.",
            "Il a plu toute la journée.\n\nLes supporters sont rentrés.",
            lang=("en", "fr"),
            flags="The match was called off.",
        ),
        bad(
            "公司公布了财报。\n营收同比下降两成。",
            "The company published its results.\n",
            lang=("zh-Hans", "en"),
            flags="营收同比下降两成。",
        ),
        bad(
            "Der Zug fuhr pünktlich ab.\nNiemand stieg ein.\nEs war still.",
            "電車は定刻に出発した。\n\n静かだった。",
            lang=("de", "ja"),
            flags="Niemand stieg ein.",
        ),
        bad(
            "Завод закрыли весной.\nРабочие остались без зарплаты.",
            "La fábrica cerró en primavera.\n",
            lang=("ru", "es"),
            flags="Рабочие остались без зарплаты.",
        ),
        good(
            "It rained all day.\nFans went home.",
            "Il a plu toute la journée.\nLes supporters sont rentrés.",
            lang=("en", "fr"),
        ),
        good("12\nIt rained all day.", "\nEs regnete den ganzen Tag.", lang=("en", "de")),
        good("By Anna Keller\n市场今天上涨。", "\nأغلقت السوق على ارتفاع.", lang=("zh-Hans", "ar")),
        good("* * *\nSono partiti.", "\nОни уехали.", lang=("it", "ru")),
    ],
)
def omission(bitext: Bitext, context: Context, *, min_probability: float = 0.05) -> Iterator[Hit]:
    """Sentence of the original that the translation leaves out.

    The alignment found no counterpart for it. Neighbouring sentences are one finding, because
    they are usually one lost passage; three and more that make up 15 % of the article are a section
    of it, and critical. Bare numbers, signs and lines of one or two words are left
    alone. The confidence is the probability that the alignment gives the gap, also where it rather
    joins the sentence with its neighbour; below `min_probability`, in [0, 1], nothing is
    said. Units of a bilingual file are sure, since an empty target is a unit that was not
    translated.
    """
    yield from _nulls(bitext, "source", context.source_language, min_probability)


@bitext_check(
    id="addition",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "It rained all day.\n\nFans went home.",
            "Il a plu toute la journée.\nLa ville était en fête.\nLes supporters sont rentrés.",
            lang=("en", "fr"),
            flags="La ville était en fête.",
        ),
        bad(
            "公司公布了财报。\n",
            "The company published its results.\nAnalysts had expected much more.",
            lang=("zh-Hans", "en"),
            flags="Analysts had expected much more.",
        ),
        bad(
            "Der Zug fuhr pünktlich ab.\n",
            "電車は定刻に出発した。\n乗客は全員無事だった。",
            lang=("de", "ja"),
            flags="乗客は全員無事だった。",
        ),
        bad(
            "La fábrica cerró en primavera.\n",
            "أُغلق المصنع في الربيع.\nاحتج العمال أمام المبنى.",
            lang=("es", "ar"),
            flags="احتج العمال أمام المبنى.",
        ),
        good(
            "It rained all day.\nFans went home.",
            "Es regnete den ganzen Tag.\nDie Fans gingen nach Hause.",
            lang=("en", "de"),
        ),
        good("\nIt rained all day.", "***\nHa piovuto tutto il giorno.", lang=("en", "it")),
        good("\n市场今天上涨。", "2026\nРынок сегодня вырос.", lang=("zh-Hans", "ru")),
        good("\nSono partiti.", "（完）\n彼らは出発した。", lang=("it", "ja")),
    ],
)
def addition(bitext: Bitext, context: Context, *, min_probability: float = 0.05) -> Iterator[Hit]:
    """Sentence of the translation that the original does not have.

    The alignment found no counterpart for it in the original. Neighbouring sentences are one
    finding. Bare numbers, signs and lines of one or two words are left alone. The confidence is
    the probability that the alignment gives the gap, also where it rather joins the sentence with
    its neighbour; below `min_probability`, in [0, 1], nothing is said.
    """
    yield from _nulls(bitext, "target", context.target_language, min_probability)


@bitext_check(
    id="moved-text",
    category="other",
    severity=Severity.MINOR,
    examples=[
        bad(
            "The mayor opened the bridge.\nDr. Keller sold her house.",
            "Le maire a inauguré le pont.\nLe docteur Keller a vendu sa maison.",
            lang=("en", "fr"),
            flags="Le docteur Keller a vendu sa maison.",
            moved=(2,),
        ),
        bad(
            "公司公布了财报。\n营收同比下降两成。",
            "Компания опубликовала отчёт.\nВыручка упала на пятую часть.",
            lang=("zh-Hans", "ru"),
            flags="Компания опубликовала отчёт.",
            moved=(1,),
        ),
        good(
            "The mayor opened the bridge.\nDr. Keller sold her house.",
            "市長が橋を開通させた。\nケラー博士は家を売った。",
            lang=("en", "ja"),
        ),
    ],
)
def moved_text(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Sentences of the translation that stand in another place than in the original.

    Nothing is lost, but the order is another one. Neighbouring sentences are one finding.
    """
    segments = bitext.target_segments
    for moved, run in groupby(bitext.beads, key=lambda bead: bead.moved):
        if moved:
            places = [Place(j, Span(0, len(segments[j].text))) for bead in run for j in bead.target]
            yield from grouped(places, say("This text stands elsewhere in the original."))


def _nulls(
    bitext: Bitext, side: Side, language: Language | None, min_probability: float
) -> Iterator[Hit]:
    segments = bitext.source_segments if side == "source" else bitext.target_segments
    told = _alone(bitext, side, min_probability)
    for kind, run in groupby(told, key=lambda one: one[0]):
        if not kind:
            continue
        several = [(segments[i], probability) for _, i, probability in run]
        several = [one for one in several if _has_content(one[0], language)]
        # Neighbours that are probably not lost are not one lost passage.
        for lost in [several] if kind == "sure" else [[one] for one in several]:
            if lost:
                yield from _lost(lost, segments, side)


_Told = tuple[Literal["sure", "unsure", ""], int, float | None]
"""Whether a segment is lost, its index, and the probability; None in a bilingual file."""


def _alone(bitext: Bitext, side: Side, min_probability: float) -> Iterator[_Told]:
    """Tell of each segment whether it has no counterpart; segments stand in the order of beads."""
    place = 0 if side == "source" else 1
    for bead in bitext.beads:
        own, other = (bead.source, bead.target)[:: 1 - 2 * place]
        null = bool(own) and not other
        chances = bead.alone[place] or (bead.probability if null else 0.0,) * len(own)
        for index, chance in zip(own, chances, strict=True):
            if null and (chance is None or chance >= max(_SURE, min_probability)):
                yield "sure", index, chance
            else:
                least = chance is not None and chance >= min_probability
                yield "unsure" if least else "", index, chance


def _lost(
    lost: Sequence[tuple[Segment, float | None]], segments: Sequence[Segment], side: Side
) -> Iterator[Hit]:
    """Report neighbouring segments that have no counterpart."""
    only = [segment for segment, _ in lost]
    chances = [chance for _, chance in lost if chance is not None]
    aligned = len(chances) < len(lost)
    large = not aligned and _is_large(only, segments)
    message = _message(only, side, aligned)
    if large and only[-1] is _last(segments):
        message = _truncated(only, side)
    yield from grouped(
        [Place(s.index, Span(0, len(s.text))) for s in only],
        message,
        side=side,
        severity=Severity.CRITICAL if large else None,
        confidence=1.0 if aligned else round(sum(chances) / len(chances), 3),
    )


def _is_large(lost: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    """Tell whether neighbouring lost sentences are a section of the article."""
    whole = sum(len(segment.text) for segment in segments if not segment.excluded)
    missing = sum(len(segment.text) for segment in lost)
    return len(lost) >= _SECTION_SENTENCES and missing >= _SECTION_SHARE * whole


def _last(segments: Sequence[Segment]) -> Segment:
    return [segment for segment in segments if not segment.excluded][-1]


def _truncated(lost: Sequence[Segment], side: Side) -> Message:
    if side == "source":
        return say(
            "The translation stops before the end: the last {count} sentences of the original "
            "are missing.",
            count=len(lost),
        )
    return say(
        "The translation goes on after the end of the original, for {count} sentences.",
        count=len(lost),
    )


def _has_content(segment: Segment, language: Language | None) -> bool:
    """Tell whether a segment says something: no number, sign, byline or word or two."""
    text = prose(segment.text).replace(BLANK, " ")
    signs = len(_SPACELESS.findall(text))
    if signs:
        return signs >= _SIGNIFICANT_SIGNS
    if language is not None and count_words(text, language) < _SIGNIFICANT_WORDS:
        return False
    words = [word for word in _WORD.findall(text) if not word[0].isnumeric()]
    if len(words) < _SIGNIFICANT_WORDS:
        return False
    return any(not word[0].isupper() for word in words[1:])


def _message(lost: Sequence[Segment], side: Side, aligned: bool) -> Message:
    if side == "target":
        return say_many(
            "This sentence of the translation has nothing in the original.",
            "These {count} sentences of the translation have nothing in the original.",
            len(lost),
        )
    if aligned:
        return say_many(
            "This sentence has an empty translation.",
            "These {count} sentences have an empty translation.",
            len(lost),
        )
    return say_many(
        "This sentence of the original is missing in the translation.",
        "These {count} sentences of the original are missing in the translation.",
        len(lost),
    )


@pair_check(
    id="untranslated-segment",
    category="accuracy/untranslated",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "The committee will publish its report in the spring.",
            "The committee will publish its report in the spring.",
            lang=("en", "fr"),
            flags="The committee will publish its report in the spring.",
        ),
        bad(
            "Die Sitzung wurde auf nächste Woche verschoben.",
            "Die Sitzung wurde auf nächste Woche  verschoben",
            lang=("de", "es"),
            flags="Die Sitzung wurde auf nächste Woche  verschoben",
        ),
        bad(
            "委员会将在春天公布调查报告。",
            "委员会将在春天公布调查报告。",
            lang=("zh-Hans", "en"),
            flags="委员会将在春天公布调查报告。",
        ),
        bad(
            "Комиссия опубликует свой доклад весной.",
            "Комиссия опубликует свой доклад весной.",
            lang=("ru", "ar"),
            flags="Комиссия опубликует свой доклад весной.",
        ),
        good("The committee meets today.", "Le comité se réunit aujourd’hui.", lang=("en", "fr")),
        good("Anna Keller, Galaxy Bank", "Anna Keller, Galaxy Bank", lang=("en", "de")),
        good("https://example.org/a/b?c=d", "https://example.org/a/b?c=d", lang=("en", "ja")),
        good("`pip install the package now`", "`pip install the package now`", lang=("en", "ru")),
        good("GDP, CPI, PMI: 1.5 %, 2.0 %", "GDP, CPI, PMI: 1.5 %, 2.0 %", lang=("en", "id")),
        good("東京大学", "東京大学", lang=("ja", "zh-Hant")),
        good(
            "The committee meets in the spring.",
            "The committee meets in the spring.",
            lang=("en-US", "en-GB"),
        ),
        good(
            "Uma economia global sustentável, uma política nova",
            "Uma economia global sustentável, uma política nova",
            lang=("es", "pt-PT"),
        ),
    ],
)
def untranslated_segment(pair: Pair, context: Context) -> Iterator[Hit]:
    """Sentence that stands in the translation as it does in the original.

    Both sides are the same but for spaces, capitals and punctuation, or very nearly so. Names,
    brands, addresses, code, numbers and acronyms are rightly the same; so are sentences between
    two varieties of a language, and those that a related language happens to write alike.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    if not _same(bare(pair.source.text), bare(pair.target.text)):
        return
    text = prose(pair.target.text).replace(BLANK, " ")
    few_words = len(_LOWER_WORD.findall(text)) < _LEAST_PLAIN_WORDS
    few_words = few_words and len(_UNCASED_WORD.findall(text)) < _LEAST_PLAIN_WORDS
    if few_words and len(_SPACELESS.findall(text)) < _LEAST_EQUAL_SIGNS:
        return
    guess = identify(text)
    if guess.lang.split("-")[0] == target.primary and guess.confidence >= _SURE:
        return
    yield Hit(
        say("The text is still in the original language ({language}).", language=say(source.name)),
        Span(0, len(pair.target.text)),
    )


def _same(source: str, target: str) -> bool:
    if source == target:
        return bool(source)
    shortest, longest = sorted((len(source), len(target)))
    if shortest < 40 or shortest < _NEARLY_EQUAL * longest:
        return False
    matcher = difflib.SequenceMatcher(None, source, target, autojunk=False)
    return matcher.real_quick_ratio() >= _NEARLY_EQUAL and (
        matcher.quick_ratio() >= _NEARLY_EQUAL and matcher.ratio() >= _NEARLY_EQUAL
    )
