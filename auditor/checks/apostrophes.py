"""Apostrophes: typewriter ones beside typographic ones."""

from collections.abc import Iterator

import regex

from auditor.core.bitext import Segment
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.paragraphs import paragraphs, prose

_APOSTROPHE = regex.compile(r"(?<=\p{L})['’](?=[\p{L}«“„])")


@document_check(
    id="mixed-apostrophes",
    category="style/inconsistent",
    severity=Severity.NEUTRAL,
    examples=[
        bad("L’arbre et l’eau.\nC’est l'hiver.", lang="fr", flags="'"),
        bad("It’s here.\nHe's there and isn’t.", lang="en", flags="'"),
        bad("L’acqua e l'aria dell’isola.", lang="it", flags="'"),
        bad("Об’єкт і п'ять об’єктів.", lang="uk", flags="'"),
        bad("Il « sait » que l'hiver vient.", lang="fr", flags="'"),
        bad("La loi de l'« offre ».", lang="fr", flags="'"),
        good("L’arbre et l’eau d’Henri.", lang="fr"),
        good("L'arbre et l'eau d'Henri.", lang="fr"),
        good("It's here and \"isn't\" there.", lang="en"),
        good("L’acqua e l’aria.", lang="it"),
        good("`l'option` est l’une d’elles.", lang="fr"),
    ],
)
def mixed_apostrophes(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Typewriter apostrophes beside typographic marks.

    The document has both ’ and ', or typographic quotation marks with typewriter apostrophes only.
    A matter of house style. All places of the file are one finding, on the apostrophes of which
    there are fewer, or on the typewriter ones where the quotation marks are typographic.
    """
    found: dict[str, list[Place]] = {"'": [], "’": []}
    typographic = False
    for paragraph in paragraphs(segments, context.target):
        text = prose(paragraph.text)
        typographic = typographic or bool(regex.search("[“”„«»]", text))
        for match in _APOSTROPHE.finditer(text):
            place = paragraph.place(*match.span())
            if place is not None:
                found[match.group()].append(place)
    straight, curly = found["'"], found["’"]
    if not straight or not (curly or typographic):
        return
    if not curly:
        yield from grouped(
            straight, say("{count} × ' beside typographic quotes.", count=len(straight)), "’"
        )
    else:
        fewer, sign, other = (
            (straight, "'", "’") if len(straight) <= len(curly) else (curly, "’", "'")
        )
        yield from grouped(
            fewer,
            say(
                "{count} × {sign} in a document that mostly uses {other}.",
                count=len(fewer),
                sign=sign,
                other=other,
            ),
            other,
        )
