"""Translations that have nothing to do with their original."""

from collections.abc import Iterator

from auditor.backends.dictionary import dictionary
from auditor.core.bitext import Bitext, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good
from auditor.score.lost_clause import compared
from auditor.text.figures import figures
from auditor.text.frequency import zipf
from auditor.text.language import Language
from auditor.text.names import capitals, forms, sounds, spelled
from auditor.text.paragraphs import prose
from auditor.text.renderings import Renderings, Term, find, renderings
from auditor.text.stems import stems
from auditor.text.tokens import count_words

_LEAST_WORDS = 8
_FAR = 0.12
"""Cosine of the shipped encoder that one right translation in a thousand stays below."""
_VERY_FAR = 0.07
_APART = 0.24
"""Cosine below which a pair is looked at: few right translations are."""
_LEEWAY = 0.2
"""How much that cosine may change with the marks of a sentence, which `compared` leaves out."""
_UNRELATED = 0.001
"""What the guard leaves of a score of a pair that it takes for unrelated."""
_LEAST_TERMS = 4
"""Terms of the original, at least, none of which the translation renders."""
_LIKELY = 0.02
"""Probability from which a rendering counts."""
_USUAL = 5.3
"""Frequency of words that stand in every text."""
_LEAST_LETTERS = 4
_LEAST_SOUNDS = 3


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
        bad(
            "委员会的研究表明，新的法律可以加速河流的恢复。",
            "She took the train to the mountains and spent a quiet winter there.",
            lang=("zh-Hans", "en"),
            flags="She took the train to the mountains and spent a quiet winter there.",
        ),
        good(
            "Scuffles broke out as police used batons to contain the fighting.",
            "Es kam zu Rangeleien, als die Polizei mit Schlagstöcken gegen die Kämpfe vorging.",
            lang=("en", "de"),
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
    """Sentence that does not translate the one it stands beside.

    The mark of a machine that made something up, or of a translation that slipped to another
    sentence. The shipped encoder puts the two far apart, the guard of the score of adequacy takes
    them for unrelated, and they share no figure, no name and no word that the shipped dictionaries
    give for another. Sentences of a few words are left alone.
    """
    source, target = context.source_language, context.target_language
    if source is None:
        return
    for one, other, near, worth in _suspects(bitext, source, target):
        if near < _FAR:
            sure = _is_detached(one, other, source, target)
        else:
            sure = worth < _UNRELATED and _is_unsupported(one, other, source, target)
        if sure:
            certain = near < _VERY_FAR or worth < _UNRELATED
            yield from grouped(
                [Place(other.index, Span(0, len(bitext.target_segments[other.index].text)))],
                say("This sentence does not seem to translate the one beside it."),
                confidence=0.8 if certain else 0.4,
            )


def _suspects(
    bitext: Bitext, source: Language, target: Language
) -> Iterator[tuple[Segment, Segment, float, float]]:
    """Give pairs that are far apart: how near they are, and what the guard leaves of their score."""
    from auditor.backends.builtin import encoder
    from auditor.score import estimates

    model = encoder()
    beads = [bead for bead in bitext.beads if bead.source and bead.target]
    every = [bitext.sides(bead) for bead in beads]
    traces = compared(tuple((prose(one.text), prose(other.text)) for one, other in every))
    pairs = [
        pair
        for pair, found in zip(every, traces, strict=True)
        if found is None or found[0].similarity < _APART + _LEEWAY
    ]
    if not pairs:
        return
    left = model.encode([prose(one.text) for one, _ in pairs])
    right = model.encode([prose(other.text) for _, other in pairs])
    cosines = (left * right).sum(axis=1).tolist()
    far = [(*pair, near) for pair, near in zip(pairs, cosines, strict=True) if near < _APART]
    if not far:
        return
    guard = estimates.of_pairs(
        [one.text for one, _, _ in far],
        [other.text for _, other, _ in far],
        source,
        target,
        [other.lang for _, other, _ in far],
    ).doubts["unrelated"]
    for (one, other, near), worth in zip(far, guard.tolist(), strict=True):
        yield one, other, near, worth


def _is_detached(one: Segment, other: Segment, source: Language, target: Language) -> bool:
    if min(count_words(one.text, source), count_words(other.text, target)) < _LEAST_WORDS:
        return False
    names = [{spelled(name.text) for name in capitals(side.text)} for side in (one, other)]
    if names[0] & forms(other.text).words or names[1] & forms(one.text).words:
        return False
    if _shares_figure(one, other, source, target):
        return False
    known = renderings(source, target)
    return known is None or not _renders(_terms(one, known), other, known)


def _shares_figure(one: Segment, other: Segment, source: Language, target: Language) -> bool:
    values = [
        {f.value for f in figures(s.text, own)} for s, own in ((one, source), (other, target))
    ]
    return bool(values[0] & values[1])


def _is_unsupported(one: Segment, other: Segment, source: Language, target: Language) -> bool:
    """Tell whether nothing of the original is found again, of what the dictionaries know."""
    known = renderings(source, target)
    if known is None or _shares_figure(one, other, source, target):
        return False
    there = forms(other.text)
    names = {sounds(name.text) for name in capitals(one.text)}
    names = {name for name in names if len(name) >= _LEAST_SOUNDS}
    if not names.isdisjoint(there.sounds) or any(name in there.stream for name in names):
        return False
    terms = _terms(one, known)
    return len(terms) >= _LEAST_TERMS and not _renders(terms, other, known)


def _terms(segment: Segment, known: Renderings) -> frozenset[int]:
    """Give the numbers of the terms of a segment that not every text has."""
    found = known.find(prose(segment.text))
    return frozenset(term.number for term in found if _tells(term, segment, known.source))


def _tells(term: Term, segment: Segment, language: Language) -> bool:
    letters = _LEAST_LETTERS if language.spaced else 2
    usual = zipf(term.span.of(segment.text), language.primary) > _USUAL
    return len(term.key) >= letters and not usual


def _renders(terms: frozenset[int], other: Segment, known: Renderings) -> bool:
    """Tell whether a segment holds a rendering of one of the terms."""
    target = known.target
    words = {stem.key for stem in stems(other.text, target)}
    words |= {term.key for term in find(other.text, target, dictionary().terms(target.primary))}
    return any(
        rendering.key in words and rendering.forth >= _LIKELY
        for number in terms
        for rendering in known.of(number)
    )
