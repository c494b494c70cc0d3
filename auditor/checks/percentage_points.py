"""Percentage points that became per cent."""

import functools
import tomllib
from collections.abc import Iterator
from importlib import resources

import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.language import Language
from auditor.text.numerals import fold

_NUMBER = r"(?<![\p{N}.,])(?<number>\p{Nd}+(?:[.,٫]\p{Nd}+)?)[\s\u00a0\u202f-]{0,2}"


@pair_check(
    id="percentage-point",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("The rate rose by 2 percentage points.", "Le taux a augmenté de 2 %.", lang=("en", "fr"), flags="2 %"),
        bad("失业率上升了0.5个百分点。", "Die Arbeitslosigkeit stieg um 0,5 Prozent.", lang=("zh-Hans", "de"), flags="0,5 Prozent"),
        bad("Der Anteil sank um drei oder 3 Prozentpunkte.", "Доля снизилась на 3 процента.", lang=("de", "ru"), flags="3 процента"),
        bad("The rate rose by 2 percentage points.", "ارتفع المعدل بنسبة 2 في المائة.", lang=("en", "ar"), flags="2 في المائة"),
        good("The rate rose by 2 percentage points.", "Le taux a augmenté de 2 points.", lang=("en", "fr")),
        good("The rate rose by 2 percentage points to 4%.", "Ставка выросла на 2 процентных пункта до 4 %.", lang=("en", "ru")),
        good("The rate rose by 2 %.", "El tipo subió un 2 %.", lang=("en", "es")),
        good("It rose 4 percentage points, or 4%.", "4ポイント、つまり4%上昇した。", lang=("en", "ja")),
        good("It rose by 2 percentage points.", "金利は2ポイント上がった。", lang=("en", "ja")),
    ],
)  # fmt: skip
def percentage_point(pair: Pair, context: Context) -> Iterator[Hit]:
    """Percentage points of the original that the translation has as per cent.

    From 4 to 6 per cent is a rise of two percentage points, and of fifty per cent. The number must
    be the same on both sides, and the translation must not have it as points too.
    """
    source, target = context.source_language, context.target_language
    if source is None:
        return
    points = _numbers(pair.source.text, source, ("points",))
    if not points:
        return
    per_cent = _numbers(pair.source.text, source, ("percent",))
    right = _numbers(pair.target.text, target, ("points", "plain"))
    wrong = _numbers(pair.target.text, target, ("percent",))
    for number in points:
        if number in wrong and number not in right and number not in per_cent:
            yield Hit(
                say("The original speaks of percentage points, the translation of per cent."),
                wrong[number],
            )


def _numbers(text: str, own: Language, kinds: tuple[str, ...]) -> dict[str, Span]:
    """Give the numbers before words of some kinds, each with its place, words included."""
    pattern = _pattern(own.primary)
    if pattern is None:
        return {}
    return {
        regex.sub(r"[٫,]", ".", match["number"]): Span(*match.span())
        for match in pattern.finditer(fold(text))
        if match.lastgroup in kinds
    }


@functools.cache
def _pattern(primary: str) -> "regex.Pattern[str] | None":
    file = resources.files("auditor.checks") / "data" / "percentage_points.toml"
    own = tomllib.loads(file.read_text(encoding="utf-8")).get(primary)
    if own is None:
        return None
    words = "|".join(f"(?P<{kind}>{own[kind]})" for kind in ("points", "percent", "plain"))
    return regex.compile(rf"{_NUMBER}(?:{words})", regex.IGNORECASE)
