"""Units that stand in the singular after a number."""

import functools
from collections.abc import Iterator

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, segment_check
from auditor.text.figures import figures
from auditor.text.frequency import zipf
from auditor.text.paragraphs import prose
from auditor.text.quantities import quantities

_PLURAL = 2
_LEAST = 4
"""Letters of the shortest unit: shorter ones are signs."""
_USED = 2.5
"""Frequency from which a form is one of the language."""
_ENDS = regex.compile(r"\s?(?:[.;!?)]|\Z|,(?!\s?\d))")
_ARTICLE = regex.compile(
    r"(?<!\p{L})(?:the|an?|les?|la|l['’]|une?|el|los?|las|unos?|unas?|os?|as|um|uma|du|del|d[oa]s?)\s?\Z",
    regex.IGNORECASE,
)
"""An article before the number: "the 100 metre" is a race."""


@segment_check(
    id="singular-unit",
    category="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    languages=["en", "fr", "es", "pt"],
    examples=[
        bad("The temperature rose above 40 degree.", lang="en", flags="degree"),
        bad("La rivière fait environ 120 kilomètre.", lang="fr", flags="kilomètre"),
        bad("El puente mide casi 300 metro, dijo.", lang="es", flags="metro"),
        bad("A viagem durou cerca de 12 semana.", lang="pt-BR", flags="semana"),
        good("She won the 100 metre, then a 10-mile race of 16 kilometre stages.", lang="en"),
        good("Il mesure 1 mètre, puis 120 mètres et 1,5 kilomètre.", lang="fr"),
        good("Mide 300 metros; 1 metro.", lang="es"),
        good("Custou 12 euros por 1 hora.", lang="pt-PT"),
    ],
)
def singular_unit(segment: Segment, context: Context) -> Iterator[Hit]:
    """Unit in the singular after a number of two or more, where a phrase ends.

    A unit before a noun ("a 10 mile race") or after an article ("the 100 metre") and currencies are
    left alone.
    """
    own = context.target_language
    text = prose(segment.text)
    for figure in figures(segment.text, own):
        if figure.kind != "number" or not figure.written or abs(figure.value) < _PLURAL:
            continue
        found = quantities().after.after(text, figure.span.end)
        if found is None or found.start != figure.span.end + 1:
            continue
        plural = _plurals().get(found.form)
        used = plural and all(zipf(one, own.primary) >= _USED for one in (found.form, plural))
        if (
            used
            and _ENDS.match(text, found.end)
            and not _ARTICLE.search(text, 0, figure.span.start)
        ):
            yield Hit(
                say("A number of two or more asks for the plural: “{right}”.", right=plural),
                Span(found.start, found.end),
                suggestion=plural or "",
                confidence=0.8,
            )


@functools.cache
def _plurals() -> dict[str, str]:
    """Give the units whose plural has an s more, but for currencies."""
    units = quantities().units
    return {
        form: form + "s"
        for form, readings in units.items()
        if len(form) >= _LEAST
        and form.isalpha()
        and set(readings) & set(units.get(form + "s", ()))
        and not any(unit.dimension in ("currency", "percent") for unit in readings)
    }
