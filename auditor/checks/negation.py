"""Negation: what the original denies and the translation affirms, or the other way round."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import Message, say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.language import Language
from auditor.text.negation import Denial, Polarity, count, knows, lowered, polarity
from auditor.text.units import units

LEAST = -1.0
"""Log-odds of a lost denial from which it is looked at."""
_FAINT = 0.1
"""Confidence that a mismatch must be able to reach, for its words to be looked at."""
_MOST = 30.0
"""Log-odds beyond which nothing is told apart."""
_FARTHEST = 6.0
"""Logarithm of a distance that hardly any denial has from the nearest one."""
ENCODED = (1.41, 1.07, 5.04, -6.88)
"""Weights of the denial's log-odds, of the word that is denied, of the sentences' nearness, and a
constant: a logistic model that bench/negation.py fits, in which one denial is lost for two that
translators turn round."""
SURE = 0.82
"""Confidence from which a mismatch is told as critical; below, as minor and to be checked."""
SECOND = (1.16, 0.62, 0.58, 5.54, 0.16, -8.25)
"""Weights of a denial that a text has more than its counterpart: its log-odds, those of what hides
it, the word that is denied, the sentences' nearness, the distance from the nearest denial, and a
constant. From bench/negation.py."""
UNENCODED = (0.9, 0.65)
"""What is taken for both cosines where the encoder does not know the languages."""
_REACH = 40
"""Characters on either side of a denial in which the word stands that is denied."""
_WORD = regex.compile(r"[\p{L}\p{M}]{2,}")
_NEAR = 2
_ALIKE = 0.55
"""Cosine from which a word may be the counterpart of one that is denied."""
_DENSITY = 3
"""Characters of text with spaces that say as much as one of a text without."""
_LISTED = 15
"""Characters, of text with spaces, below which two denials are taken for one list."""
_NOWHERE = "\x00"


@pair_check(
    id="negation-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.CRITICAL,
    examples=[
        bad("The government will not bail out the firms.", "Le gouvernement renflouera les entreprises.", lang=("en", "fr"), flags="not"),
        bad("The company paid the fine on Monday.", "Das Unternehmen hat die Geldstrafe am Montag nicht bezahlt.", lang=("en", "de"), flags="nicht"),
        bad("The company did not pay the fine.", "Компания заплатила штраф.", lang=("en", "ru"), flags="not"),
        bad("The company never published its financial report.", "公司公布了财务报告。", lang=("en", "zh-Hans"), flags="never"),
        bad("この病院では患者を治療できません。", "This hospital can treat patients.", lang=("ja", "en"), flags="ません"),
        bad("El hospital tiene camas libres.", "The hospital does not have free beds.", lang=("es", "en"), flags="not"),
        bad("The two teams have never met in a final.", "Les deux équipes se sont rencontrées en finale.", lang=("en", "fr"), flags="never"),
        good("“No man is an island” is a famous line.", "«No man is an island» ist eine berühmte Zeile.", lang=("en", "de")),
        good("她会不会再来？", "Will she come again?", lang=("zh-Hans", "en")),
        good("别担心，他很快就到。", "Don’t worry, he will soon be here.", lang=("zh-Hans", "en")),
        good("We fly on Sunday, but the weather doesn’t look good.", "日曜日に飛びますが、天気は良くなさそうです。", lang=("en", "ja")),
        good("He pleaded not guilty.", "Se declaró inocente.", lang=("en", "es")),
        good("She has no money and no house.", "Non ha soldi né casa.", lang=("en", "it")),
        good("Neither the court nor the mayor paid.", "Weder das Gericht noch der Bürgermeister zahlte.", lang=("en", "de")),
        bad("法院没有接受投诉，但公司在夏天之前不会支付罚款。", "The court did not accept the complaint, but the company will pay the fine before the summer.", lang=("zh-Hans", "en"), flags="不"),
        good("The shop did not open until noon.", "Магазин открылся только в полдень.", lang=("en", "ru")),
        good("The government will not bail out the firms.", "Le gouvernement ne renflouera pas les entreprises.", lang=("en", "fr")),
        good("Not only the banks lost money.", "Les banques ont perdu de l’argent, et d’autres aussi.", lang=("en", "fr")),
        good("He pleaded not guilty.", "Er erklärte sich für unschuldig.", lang=("en", "de")),
        good("The firm failed to pay.", "La empresa no pagó.", lang=("en", "es")),
        good("Nobody has ever paid a fine.", "Nobody has ever paid a fine.", lang=("en", "ar")),
        good("Nobody came.", "Никто не пришёл.", lang=("en", "ru")),
        good("我不得不离开。", "I had to leave.", lang=("zh-Hans", "en")),
        good("彼は行かなければならない。", "He must go.", lang=("ja", "en")),
        good("He works without a contract.", "هو لا يملك عقد عمل.", lang=("en", "ar")),
        good("그는 학생이 아니다.", "He is not a student.", lang=("ko", "en")),
        good("Anh ấy không chỉ hát mà còn nhảy.", "He sings and dances.", lang=("vi", "en")),
    ],
)  # fmt: skip
def negation_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Sentence that denies in one language and affirms in the other.

    One side has a word that denies and the other has neither one nor a word that may stand for
    it, such as "without", "refuse" or "unable". How sure that is depends on how often the words
    of both sides are translated with a turn of the sentence, on whether the word that is denied
    has its counterpart, and on how near the two sentences are otherwise. What is less sure is of
    lower severity, and asks to be checked; so is a denial where both sides deny and one does so
    once more, far from the denials of the other side.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary or not (knows(source) and knows(target)):
        return
    if pair.source.text == pair.target.text:
        return
    texts, languages = (pair.source.text, pair.target.text), (source, target)
    counts = [count(text, own) for text, own in zip(texts, languages, strict=True)]
    more = counts[0] - counts[1]
    if not more or (min(counts) and abs(more) > 1):
        return
    lost = more > 0
    if not lost:
        texts, languages = texts[::-1], languages[::-1]
    denying = not_copied(polarity(texts[0], languages[0], answers=False), *texts)
    other = polarity(texts[1], languages[1])
    found = _second if other.denials else _only
    for span, confidence in found(denying, other, texts, languages):
        sure = confidence >= SURE and not other.denials
        yield Hit(
            _message(span.of(texts[0]), lost, sure),
            span,
            side="source" if lost else "target",
            confidence=confidence,
            severity=None if sure else Severity.MINOR,
        )


def _only(
    denying: Polarity, other: Polarity, texts: Sequence[str], languages: Sequence[Language]
) -> Iterator[tuple[Span, float]]:
    """Give the denial of a text whose counterpart denies nothing."""
    odds = denying.odds + other.hidden
    if odds < LEAST:
        return
    near = nearness(texts, languages)
    if near is None:
        yield denying.denials[0].span, probability(ENCODED, (odds, *UNENCODED))
    elif probability(ENCODED, (odds, 1.0, near)) >= _FAINT:
        features = odds, anchor(denying, texts, languages), near
        yield denying.denials[0].span, probability(ENCODED, features)


def _second(
    denying: Polarity, other: Polarity, texts: Sequence[str], languages: Sequence[Language]
) -> Iterator[tuple[Span, float]]:
    """Give the one denial that a text has more than its counterpart."""
    odds = max((denial.odds for denial in denying.denials), default=-math.inf)
    near = nearness(texts, languages)
    if near is None or probability(SECOND, (odds, other.hidden, 1.0, near, _FARTHEST)) < _FAINT:
        return
    lonely = loneliest(denying, other, texts, languages)
    if lonely:
        yield lonely[0].span, probability(SECOND, lonely[1])


def _message(word: str, lost: bool, sure: bool) -> Message:
    if lost and sure:
        return say(
            "“{word}” of the original is a denial, and the translation denies nothing.", word=word
        )
    if lost:
        return say(
            "“{word}” of the original is a denial, and the translation seems to deny nothing: "
            "check it.",
            word=word,
        )
    if sure:
        return say("“{word}” is a denial, and the original denies nothing.", word=word)
    return say("“{word}” is a denial, and the original seems to deny nothing: check it.", word=word)


def not_copied(denying: Polarity, text: str, other: str) -> Polarity:
    """Give what a text denies without the denials that the other text has, word for word.

    Names and quotations are often left in the language of the original: "No Time to Die".

    Args:
        denying: what the text denies.
        text: the text.
        other: the text in the other language.
    """
    plain = lowered(other)
    return Polarity(tuple(one for one in denying.denials if _phrase(one, text) not in plain))


def _phrase(denial: Denial, text: str) -> str:
    """Give a denial with the word that follows; what stands in no text where none does."""
    following = _WORD.search(text, denial.span.end)
    if following is None or following.start() - denial.span.end > _NEAR:
        return _NOWHERE
    return lowered(text[denial.span.start : following.end()])


def probability(weights: Sequence[float], features: Sequence[float]) -> float:
    """Give the probability that a logistic model tells, its constant the last of the weights."""
    odds = weights[-1] + sum(w * x for w, x in zip(weights[:-1], features, strict=True))
    return round(1 / (1 + math.exp(-max(odds, -_MOST))), 2)


def nearness(texts: Sequence[str], languages: Sequence[Language]) -> float | None:
    """Give the cosine of two texts by the shipped encoder; None where it does not know both."""
    from auditor.backends.builtin import encoder

    model = encoder()
    if not all(language.primary in model.languages for language in languages):
        return None
    first, second = model.encode(texts)
    return float(first @ second)


def anchor(denying: Polarity, texts: Sequence[str], languages: Sequence[Language]) -> float:
    """Tell how near a denied word comes to any word of the other text: a cosine, at least 0.

    Args:
        denying: what the first text denies.
        texts: the text that denies, and the one that does not.
        languages: their languages, which the shipped encoder knows.
    """
    from auditor.backends.builtin import encoder

    denied = _denied(texts[0], denying, languages[0])
    words = units(texts[1], languages[1])
    vectors = encoder().encode([*denied, *words])
    alike = vectors[: len(denied)] @ vectors[len(denied) :].T
    return max(float(alike.max()), 0.0) if alike.size else 0.0


def _denied(text: str, polarity: Polarity, language: Language) -> list[str]:
    """Give the words next to the denials, which they are likely about."""
    found: list[str] = []
    for denial in polarity.denials:
        start, end = denial.span.start, denial.span.end
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        if language.spaced:
            inside = [word for word in _WORD.findall(denial.span.of(text)) if len(word) > _NEAR]
            found += [*_WORD.findall(before)[-_NEAR:], *inside[1:-1], *_WORD.findall(after)[:_NEAR]]
        else:
            found += [before[-4:], after[:4]]
    return [word for word in found if word.strip()]


def loneliest(
    denying: Polarity, other: Polarity, texts: Sequence[str], languages: Sequence[Language]
) -> tuple[Denial, tuple[float, float, float, float, float]] | None:
    """Give the denial that is farthest from those of the other text, where that has one less.

    With it come its log-odds, those of what hides a denial in the other text, how near the denied
    word comes to a word there, how near the texts are, and the logarithm of the distance, in
    characters of spaced text, between that word and the nearest denial there. None where the counts
    differ by more, the encoder does not know the languages, or no word comes near; denials that are
    listed right after another one do not count.

    Args:
        denying: what the first text denies.
        other: what the other text denies, at least once.
        texts: the text with a denial more, and the other.
        languages: their languages.
    """
    from auditor.backends.builtin import encoder

    near, words = nearness(texts, languages), units(texts[1], languages[1])
    apart, others = (_apart(s, own) for s, own in zip((denying, other), languages, strict=True))
    if near is None or len(apart) != len(others) + 1 or not words:
        return None
    model = encoder()
    vectors = model.encode(words)
    places = [texts[1].find(word) for word in words]
    scale = 1 if languages[1].spaced else _DENSITY
    found: list[tuple[float, float, Denial]] = []
    for denial in apart:
        denied = _denied(texts[0], Polarity((denial,)), languages[0])
        if not denied:
            continue
        alike = model.encode(denied) @ vectors.T
        taken = [places[row.argmax()] for row in alike if row.max() > _ALIKE]
        if taken:
            gaps = [min(abs(at - one.span.start) for one in others) for at in taken]
            found.append((float(np.median(gaps)) * scale, float(alike.max()), denial))
    if not found:
        return None
    distance, likest, denial = max(found, key=lambda one: one[0])
    return denial, (denial.odds, other.hidden, likest, near, math.log1p(distance))


def _apart(side: Polarity, language: Language) -> tuple[Denial, ...]:
    """Give the denials that are not listed right after another one: "no money and no house"."""
    least = _LISTED if language.spaced else _LISTED // _DENSITY
    ends = (-least, *(denial.span.end for denial in side.denials))
    pairs = zip(ends, side.denials, strict=False)
    return tuple(denial for end, denial in pairs if denial.span.start - end >= least)
