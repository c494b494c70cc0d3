"""Words and figures as people read them: languages, categories, shares, counts."""

import functools
import unicodedata

from auditor.core.mqm import Category, Severity
from auditor.report.model import Report, SideInfo, Summary
from auditor.report.rivals import Contrast

SEVERITIES: tuple[Severity, ...] = tuple(sorted(Severity, key=lambda s: -s.rank))
"""Every severity, the worst first."""

_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of Unicode whose characters leave no ink."""


@functools.cache
def language_name(tag: str) -> str:
    """Give the English name of a language (CLDR, through Babel), or the tag where it has none.

    A script or a region follows a comma: "Chinese, Traditional".
    """
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError, TypeError):
        return tag or "unknown language"
    return name.replace(" (", ", ").removesuffix(")") if name else tag


def language_line(side: SideInfo) -> str:
    """Give name, tag and origin of a document's language: "French (fr), detected"."""
    name = language_name(side.lang)
    shown = name if name == side.lang else f"{name} ({side.lang})"
    return f"{shown}, detected" if side.lang_detected else shown


def category_name(category: Category) -> str:
    """Write an MQM path for people: "accuracy/omission" gives "Accuracy: omission"."""
    dimension, _, rest = category.partition("/")
    dimension = dimension.replace("-", " ").capitalize()
    return f"{dimension}: {rest.replace('-', ' ')}" if rest else dimension


def counted(number: int, noun: str, plural: str = "") -> str:
    """Give a number with its noun: "1 finding", "2,400 findings"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float | None) -> str:
    """Give a share in [0, 1] as a percentage with one decimal; a dash where there is none."""
    return "–" if share is None else f"{share:.1%}"


def figure(value: float | None, decimals: int = 1) -> str:
    """Give a number with thousands separators; a dash where it was not computed."""
    return "–" if value is None else f"{value:,.{decimals}f}"


def predicted(summary: Summary) -> str:
    """Give the predicted MQM score with its bounds, beside the score of the findings."""
    return (
        f"{figure(summary.predicted_mqm)} of 100 "
        f"({figure(summary.predicted_low)} to {figure(summary.predicted_high)}); "
        f"the findings give {figure(summary.score_per_word)}"
    )


def lines(first_last: tuple[int, int]) -> str:
    """Give line numbers as "12" or "12-14"."""
    first, last = first_last
    return f"{first}" if first == last else f"{first}-{last}"


def spelled(text: str) -> str:
    """Give a text that would not be seen by the names of its characters, any other as it is.

    "\u202f" gives "narrow no-break space (U+202F)".
    """
    if not text or not all(unicodedata.category(c) in _UNSEEN for c in text):
        return text
    return ", ".join(f"{unicodedata.name(c, 'control').lower()} (U+{ord(c):04X})" for c in text)


def severity_counts(report: Report) -> tuple[tuple[Severity, int], ...]:
    """Give the number of findings of every severity, the worst first, zeros included."""
    counts = dict(report.summary.severities)
    return tuple((severity, counts.get(severity, 0)) for severity in SEVERITIES)


def category_counts(report: Report) -> tuple[tuple[Category, int], ...]:
    """Give the number of findings per category, the most frequent first."""
    return tuple(sorted(report.summary.categories, key=lambda item: (-item[1], item[0])))


def reference_line(summary: Summary) -> str:
    """Give what a reference says of the whole document: "chrf 0.61, ter (an error rate) 0.40"."""
    return ", ".join(f"{score_name(s.name)} {figure(s.value, 2)}" for s in summary.reference)


def score_name(name: str) -> str:
    """Give the name of a score, and say so where lower is better."""
    return f"{name} (an error rate)" if name == "ter" else name


def verdict(contrast: Contrast) -> str:
    """Say whether one translation is better than another, at the usual level of 5 %."""
    if contrast.p > 0.05:
        return "the difference may be chance"
    better = contrast.first if contrast.difference > 0 else contrast.second
    return f"{better} is better"


def grade(quality: float | None) -> str:
    """Give the band of a quality in [0, 100] that colours it: best, good, fair, poor, bad, none.

    The borders are one minor, one major, two major findings and one critical finding at MQM's
    default weights.
    """
    if quality is None:
        return "none"
    for floor, name in ((99.999, "best"), (95.001, "good"), (90.0, "fair"), (75.001, "poor")):
        if quality >= floor:
            return name
    return "bad"
