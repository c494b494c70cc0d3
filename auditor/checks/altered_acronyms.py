"""Acronyms in Latin letters that the translation has other letters in."""

from collections.abc import Iterator

import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.frequency import counted, zipf
from auditor.text.language import Language
from auditor.text.names import distance
from auditor.text.paragraphs import prose
from auditor.text.tokens import letters

_ACRONYM = regex.compile(
    r"(?<![\p{Latin}\p{N}._/@#&-])(\p{Lu}{2,7})(?:'?s)?(?![\p{Latin}\p{N}_/@&]|[.-]\p{Latin})"
)
_KNOWN = 1.5
"""Frequency from which an acronym may be what the target language calls it: UE, OTAN, IPC."""
_SHORT = 2
_PIVOT = "en"
"""What acronyms in Latin letters are taken from in texts of other scripts."""


@pair_check(
    id="altered-acronym",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("今年一月份，CPI涨幅为5.4%。", "In January, the CIP rose by 5.4%.", lang=("zh-Hans", "en"), flags="CIP"),
        bad("NHKの報道によると", "according to a report of NHH", lang=("ja", "en"), flags="NHH"),
        bad("Банк отключили от SWIFT.", "La banque a été exclue de SWFIT.", lang=("ru", "fr"), flags="SWFIT"),
        bad("تعاونت UEFA مع اللجنة.", "UEFE hat mit dem Ausschuss zusammengearbeitet.", lang=("ar", "de"), flags="UEFE"),
        bad("The UNHCR has 3 offices there.", "O UNHRC tem três escritórios lá.", lang=("en", "pt-BR"), flags="UNHRC"),
        good("The EU and NATO fight AIDS.", "L’UE et l’OTAN luttent contre le SIDA.", lang=("en", "fr")),
        good("AI 技術與 DNA", "la technologie de l’IA et l’ADN", lang=("zh-Hant", "fr")),
        good("IMF의 발표", "el anuncio del FMI", lang=("ko", "es")),
        good("The CEO met the CFO.", "Der CEO traf den CFO.", lang=("en", "de")),
        good("美国FAA称", "the Federal Aviation Administration (FAA) of the USA said", lang=("zh-Hans", "en")),
    ],
)  # fmt: skip
def altered_acronym(pair: Pair, context: Context) -> Iterator[Hit]:
    """Acronym that has other letters than in the original.

    The translation lacks an acronym of the original and has one that differs from it by a letter,
    or by the order of its letters, and that the target language does not know. In an original
    written in another script, an acronym in Latin letters is English, so that in English it stays.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary or target.script != "Latn":
        return
    texts = pair.source.text, pair.target.text
    lost = [name for name, _ in _acronyms(texts[0]) if name not in texts[1]]
    if not lost:
        return
    for name, span in _acronyms(texts[1]):
        known = name in texts[0] or _is_known(name, source, target)
        if known or _is_spelled_out(name, span, texts[1]):
            continue
        right = next((other for other in lost if _is_like(other, name)), "")
        if right:
            yield Hit(
                say("The original writes {right}, not {wrong}.", right=right, wrong=name),
                span,
                suggestion=right,
                confidence=0.85,
            )


def _acronyms(text: str) -> list[tuple[str, Span]]:
    """Give the acronyms of a text; none where it is all in capitals."""
    plain = prose(text)
    found = [(m[1], Span(*m.span(1))) for m in _ACRONYM.finditer(plain)]
    if not found:
        return []
    words = len(regex.findall(r"\p{Lu}{2,}", plain))
    return found if 2 * words <= len(letters(plain)) + 1 else []


def _is_known(name: str, source: Language, target: Language) -> bool:
    """Tell whether the target language may call something else by this acronym."""
    if target.primary == _PIVOT and source.script != "Latn":
        return False
    return not counted(target.primary) or zipf(name, target.primary) >= _KNOWN


def _is_spelled_out(name: str, span: Span, text: str) -> bool:
    """Tell whether the words before an acronym in brackets begin with its letters, in order."""
    before = text[: span.start].rstrip()
    if not before.endswith(("(", "（")):
        return False
    initials = iter(word[0].upper() for word in letters(before))
    return all(letter in initials for letter in name)


def _is_like(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= _SHORT and (len(one) != len(other) or one[0] != other[0]):
        return False
    return sorted(one) == sorted(other) or distance(one, other) == 1
