"""Negation: what the original denies and the translation affirms, or the other way round."""

import math
from collections.abc import Iterator, Sequence

import regex

from auditor.core.bitext import Pair
from auditor.core.messages import Message, say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.language import Language
from auditor.text.negation import Denial, Polarity, denies, knows, lowered, polarity
from auditor.text.units import units

LEAST = -1.0
"""Log-odds of a lost denial from which it is looked at."""
ENCODED = (1.35, 0.95, 5.05, -6.7)
"""Weights of the denial's log-odds, of the word that is denied, of the sentences' nearness, and a
constant: a logistic model that bench/negation.py fits, the constant set lower for the sake of
precision."""
SURE = 0.7
"""Confidence from which a mismatch is told as critical; below, as minor and to be checked."""
UNENCODED = (0.9, 0.65)
"""What is taken for both cosines where the encoder does not know the languages."""
_REACH = 40
"""Characters on either side of a denial in which the word stands that is denied."""
_WORD = regex.compile(r"[\p{L}\p{M}]{2,}")
_NEAR = 2
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
    lower severity, and asks to be checked.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary or not (knows(source) and knows(target)):
        return
    if pair.source.text == pair.target.text:
        return
    if denies(pair.source.text, source) == denies(pair.target.text, target):
        return
    left, right = polarity(pair.source.text, source), polarity(pair.target.text, target)
    lost = bool(left.denials)
    denying, other = (left, right) if lost else (right, left)
    texts = (pair.source.text, pair.target.text)
    languages = (source, target)
    if not lost:
        texts, languages = texts[::-1], languages[::-1]
    denying = not_copied(denying, *texts)
    odds = denying.odds + other.hidden
    if odds < LEAST:
        return
    confidence = _confidence(odds, denying, texts, languages)
    span = denying.denials[0].span
    yield Hit(
        _message(span.of(texts[0]), lost, confidence >= SURE),
        span,
        side="source" if lost else "target",
        confidence=confidence,
        severity=None if confidence >= SURE else Severity.MINOR,
    )


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


def _confidence(
    odds: float, denying: Polarity, texts: Sequence[str], languages: Sequence[Language]
) -> float:
    """Tell how sure a mismatch is, from the text that denies and the one that does not."""
    anchor, nearness = evidence(denying, texts, languages)
    of_odds, of_anchor, of_nearness, constant = ENCODED
    sum_of = of_odds * odds + of_anchor * anchor + of_nearness * nearness + constant
    return round(1 / (1 + math.exp(-sum_of)), 2)


def evidence(
    denying: Polarity, texts: Sequence[str], languages: Sequence[Language]
) -> tuple[float, float]:
    """Tell how near a denied word comes to any word of the other text, and the texts to each other.

    Both are cosines of the shipped encoder, at most 1; `UNENCODED` where it does not know both
    languages.

    Args:
        denying: what the first text denies.
        texts: the text that denies, and the one that does not.
        languages: their languages.
    """
    from auditor.backends.builtin import encoder

    model = encoder()
    if not all(language.primary in model.languages for language in languages):
        return UNENCODED
    denied = _denied(texts[0], denying, languages[0])
    words = units(texts[1], languages[1])
    vectors = model.encode([*texts, *denied, *words])
    first = 2 + len(denied)
    anchor = float((vectors[2:first] @ vectors[first:].T).max()) if denied and words else 0.0
    return anchor, float(vectors[0] @ vectors[1])


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
