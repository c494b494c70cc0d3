"""Spaces on the inner side of quotation marks."""

from collections.abc import Iterator

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.language import Language
from auditor.text.paragraphs import prose

_SPACE = r"[ \t\u00a0\u202f\u3000]"
_MOST = 200
"""Characters of a quotation whose two marks are looked at together."""


@document_check(
    id="quote-space",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("He said “ yes ” and left.", lang="en", flags=" "),
        bad("Er sagte „ ja “ und ging.", lang="de", flags=" "),
        bad("Он сказал « да » и ушёл.", lang="ru", flags=" "),
        bad("Dijo «sí » y se fue.", lang="es", flags=" "),
        bad("他说“ 是的 ”然后走了。", lang="zh-Hans", flags=" "),
        bad("قال «نعم » وغادر.", lang="ar", flags=" "),
        good("Il a dit «\u00a0oui\u00a0» et est parti.", lang="fr"),
        good("He said “yes” and “no”, then “maybe”.", lang="en"),
        good("Er sagte „ja“ und „nein“, dann “ging” er.", lang="de"),
        good("Он сказал «да» и «нет».", lang="ru"),
        good("彼は「はい」 と言い、「いいえ」 とも言った。", lang="ja"),
        good("Quotes “ and ” differ.", lang="en"),
    ],
)
def quote_space(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Space after an opening quotation mark or before a closing one.

    The marks of the language, where they are no typewriter's and each has one role; marks that the
    language spaces, as French its guillemets, are left to other checks. All places are one finding.
    """
    pattern = _pattern(context.target_language)
    if pattern is None:
        return
    places = []
    for segment in segments:
        for match in pattern.finditer(prose(segment.text)):
            places += [
                Place(segment.index, Span(*match.span(group)))
                for group in ("after", "before")
                if match[group]
            ]
    yield from grouped(
        places,
        say_many(
            "A space stands inside the quotation marks.",
            "Spaces stand inside the quotation marks ({count} places).",
            len(places),
        ),
    )


def _pattern(own: Language) -> "regex.Pattern[str] | None":
    spaced = {*own.space_after, *own.space_before}
    pairs = [pair for pair in own.quotes if pair[0] != pair[1] and not spaced & set(pair)]
    opening = {pair[0] for pair in pairs}
    closing = {pair[1] for pair in pairs}
    clear = [p for p in pairs if p[0] not in closing and p[1] not in opening and p[1] != "’"]
    if not clear:
        return None
    shapes = []
    for first, last in clear:
        inner = rf"[^{regex.escape(first + last)}\n]{{1,{_MOST}}}?"
        shapes.append(
            rf"{regex.escape(first)}(?P<after>{_SPACE}?)(?=\S)(?!and\b){inner}(?<=\S)"
            rf"(?P<before>{_SPACE}?){regex.escape(last)}"
        )
    return regex.compile("|".join(shapes))
