"""Translations that have nothing to do with their original."""

from collections.abc import Iterator

import regex

from auditor.core.bitext import Bitext, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good
from auditor.text.figures import figures
from auditor.text.language import Language
from auditor.text.names import capitals, forms, spelled
from auditor.text.paragraphs import prose
from auditor.text.renderings import renderings
from auditor.text.tokens import count_words

_LEAST_WORDS = 8
_MOST_RENDERINGS = 1
"""Terms with a rendering on the other side from which the sentence is not another one."""
_LEAST_LETTERS = 4
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_FAR = 0.12
"""Cosine of the shipped encoder that one right translation in a thousand stays below."""
_VERY_FAR = 0.07


@bitext_check(
    id="detached-translation",
    category="accuracy/mistranslation",
    severity=Severity.CRITICAL,
    needs=["encoder"],
    examples=[
        bad(
            "The ministry of finance published the budget of the coming year on Monday.",
            "Les oiseaux dorment dans la forêt pendant que la neige tombe doucement sur le toit.",
            lang=("en", "fr"),
            flags="Les oiseaux dorment dans la forêt pendant que la neige tombe doucement sur le toit.",
        ),
        bad(
            "财政部星期一公布了明年的预算，并说税收将会增加。",
            "Birds sleep in the forest while the snow falls softly on the old roof.",
            lang=("zh-Hans", "en"),
            flags="Birds sleep in the forest while the snow falls softly on the old roof.",
        ),
        bad(
            "Die Vögel schlafen im Wald, während der Schnee leise auf das Dach fällt.",
            "Министерство финансов опубликовало в понедельник бюджет на следующий год.",
            lang=("de", "ru"),
            flags="Министерство финансов опубликовало в понедельник бюджет на следующий год.",
        ),
        good(
            "The ministry of finance published the budget of the coming year on Monday.",
            "نشرت وزارة المالية يوم الاثنين ميزانية العام المقبل.",
            lang=("en", "ar"),
        ),
        good(
            "財務省は月曜日に来年の予算を発表し、税収が増えると述べた。",
            "Bộ Tài chính công bố ngân sách năm tới vào thứ Hai và cho biết thuế sẽ tăng.",
            lang=("ja", "vi"),
        ),
        good("Never mind, old chap!", "Laisse tomber, mon vieux !", lang=("en", "fr")),
        good(
            "Break a leg tonight, Nvidia, and knock them all dead out there!",
            "Je te dis merde, Nvidia, et que le public soit conquis dès le lever du rideau !",
            lang=("en", "fr"),
        ),
    ],
)  # fmt: skip
def detached_translation(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Fluent sentence that does not translate the one it stands beside.

    The mark of a machine that made something up. By the shipped encoder the two sentences are
    farther apart than one right translation in a thousand, and they share no figure and no name.
    Sentences of less than eight words are left alone.
    """
    from auditor.backends.builtin import encoder

    source, target = context.source_language, context.target_language
    if source is None:
        return
    model = encoder()
    pairs = [bitext.sides(bead) for bead in bitext.beads if bead.source and bead.target]
    left = model.encode([prose(one.text) for one, _ in pairs])
    right = model.encode([prose(other.text) for _, other in pairs])
    for (one, other), near in zip(pairs, (left * right).sum(axis=1).tolist(), strict=True):
        if near < _FAR and _is_detached(one, other, source, target):
            yield from grouped(
                [Place(other.index, Span(0, len(bitext.target_segments[other.index].text)))],
                say("This sentence does not seem to translate the one beside it."),
                confidence=0.8 if near < _VERY_FAR else 0.4,
            )


def _is_detached(one: Segment, other: Segment, source: Language, target: Language) -> bool:
    if min(count_words(one.text, source), count_words(other.text, target)) < _LEAST_WORDS:
        return False
    values = [
        {f.value for f in figures(s.text, own)} for s, own in ((one, source), (other, target))
    ]
    if values[0] & values[1]:
        return False
    names = [{spelled(name.text) for name in capitals(side.text)} for side in (one, other)]
    if names[0] & forms(other.text).words or names[1] & forms(one.text).words:
        return False
    return _renderings_of(one.text, other.text, source, target) < _MOST_RENDERINGS


def _renderings_of(text: str, other: str, source: Language, target: Language) -> int:
    """Count the terms of a text that the dictionaries have a rendering of in the other text."""
    known = renderings(source, target)
    if known is None:
        return 0
    words = [word.casefold() for word in _WORD.findall(other)]
    return sum(
        any(
            len(rendering.key) >= _LEAST_LETTERS and word.startswith(rendering.key)
            for rendering in known.of(term.number)
            for word in words
        )
        for term in known.find(text)
    )
