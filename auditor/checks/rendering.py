"""Suspect renderings: a term whose usual renderings are absent, and a word in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.backends.builtin import encoder
from auditor.backends.vocabulary import vocabulary
from auditor.core.bitext import Pair
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.language import Language, language
from auditor.text.renderings import Rendering, Renderings, Term, renderings
from auditor.text.stems import LONGEST, stems

_PIVOT = "en"
_LIKELY = 0.3
"""Probability from which the usual rendering of a term is known."""
_ALIKE = 0.4
"""Cosine from which a word may be another rendering of a term, or of its usual rendering."""
_FAR = 0.3
_APART = 0.2
_MOST_MEANINGS = 3
_SURE, _LESS_SURE = 0.8, 0.55


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair: its terms, its stems, and its text as the dictionaries read it."""

    text: str
    folded: str
    terms: list[Term]
    stems: frozenset[str]
    language: Language

    @classmethod
    def of(cls, text: str, found: Renderings) -> "_Side":
        own = found.source
        keys = [] if own.stemmer == LONGEST else [word.key for word in stems(text, own)]
        folded = vocabulary().fold(text).casefold()
        return cls(text, folded, found.find(text), frozenset(keys), own)

    def holds(self, key: str) -> bool:
        """Tell whether a term stands here, in any form, derived, or inside a compound."""
        if self.language.stemmer == LONGEST:
            return key in self.folded
        parts = key.split(" ")
        telling = [part for part in parts if len(part) > 3] or parts
        return all(self._holds(part) for part in telling)

    def _holds(self, part: str) -> bool:
        if part in self.stems:
            return True
        return len(part) >= 5 and any(
            part in own or _shared(part, own) >= max(5, 0.7 * min(len(part), len(own)))
            for own in self.stems
        )

    def shown(self, term: Term) -> str:
        return term.span.of(self.text)


def _shared(one: str, other: str) -> int:
    """Count the letters that two words share from their begin."""
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size


@pair_check(
    id="suspect-rendering",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    needs=["encoder", "dictionary"],
    examples=[
        bad(
            "白宮的加密貨幣顧問拒絕評論。",
            "Le conseiller de la Maison-Blanche en cryptographie a refusé de commenter.",
            lang=("zh-Hant", "fr"),
            flags="cryptographie",
        ),
        bad(
            "加密货币市场周一大跌。",
            "The encryption market fell sharply on Monday.",
            lang=("zh-Hans", "en"),
            flags="encryption",
        ),
        bad(
            "加密货币市场周一大跌。",
            "Der Markt für Verschlüsselung brach am Montag ein.",
            lang=("zh-Hans", "de"),
            flags="Verschlüsselung",
        ),
        bad(
            "加密货币市场周一大跌。",
            "Рынок шифрования резко упал в понедельник.",
            lang=("zh-Hans", "ru"),
            flags="шифрования",
        ),
        bad(
            "這場爭論的導火線是一封信。",
            "Le fusible de cette dispute était une lettre.",
            lang=("zh-Hant", "fr"),
            flags="fusible",
        ),
        good(
            "白宮的加密貨幣顧問拒絕評論。",
            "Le conseiller de la Maison-Blanche pour les cryptomonnaies a refusé de commenter.",
            lang=("zh-Hant", "fr"),
        ),
        good(
            "這場爭論的導火線是一封信。",
            "C’est une lettre qui a mis le feu aux poudres.",
            lang=("zh-Hant", "fr"),
        ),
        good(
            "消防署は昨夜の火災を調べている。",
            "The fire department is looking into last night’s fire.",
            lang=("ja", "en"),
        ),
        good(
            "Die Kernkraftwerke bleiben offen.",
            "Las centrales siguen abiertas.",
            lang=("de", "es"),
        ),
        good(
            "Банк повысил ключевую ставку.",
            "La banque a relevé son taux directeur.",
            lang=("ru", "fr"),
        ),
        good(
            "The company closed two factories.",
            "أغلقت الشركة مصنعين.",
            lang=("en", "ar"),
        ),
        good(
            "회사는 공장을 닫았다.",
            "Công ty đã đóng cửa nhà máy.",
            lang=("ko", "vi"),
        ),
    ],
)
def suspect_rendering(pair: Pair, context: Context) -> Iterator[Hit]:
    """Word that translates something else than the term in whose place it stands.

    None of the usual renderings of a term of the original is there, in any form. Instead there is
    a word that renders one part of the term alone (加密, encryption, of 加密貨幣, cryptocurrency), or
    one that renders another sense of the English word for it (the fuse of a house for the fuse of
    a bomb). The shipped dictionaries and the encoder tell; words that are near in meaning to the
    term or to its usual rendering are left alone.
    """
    source_language, target_language = context.source_language, context.target_language
    if source_language is None:
        return
    there = renderings(source_language, target_language)
    back = renderings(target_language, source_language)
    if there is None or back is None:
        return
    source, target = _Side.of(pair.source.text, there), _Side.of(pair.target.text, back)
    marked: set[tuple[int, int]] = set()
    for term in source.terms:
        usual = there.of(term.number)
        if not _is_lost(term, usual, source, target):
            continue
        for word in target.terms:
            meanings = back.of(word.number)
            confidence = _confidence(term, usual, word, meanings, source, target, there)
            place = (word.span.start, word.span.end)
            if confidence and place not in marked:
                marked.add(place)
                yield Hit(
                    say(
                        "“{term}” is usually “{usual}”; “{word}” translates {meanings}.",
                        term=source.shown(term),
                        usual=usual[0].form,
                        word=target.shown(word),
                        meanings=", ".join(m.form for m in meanings[:_MOST_MEANINGS]),
                    ),
                    word.span,
                    suggestion=usual[0].form,
                    confidence=confidence,
                )


def _is_lost(term: Term, usual: Sequence[Rendering], source: _Side, target: _Side) -> bool:
    """Tell whether a term whose rendering is known has none of its renderings in the target."""
    if len(term.key) < _least(source.language) or not usual or usual[0].forth < _LIKELY:
        return False
    if any(target.holds(rendering.key) for rendering in usual):
        return False
    return term.key not in target.folded


def _confidence(
    term: Term,
    usual: Sequence[Rendering],
    word: Term,
    meanings: Sequence[Rendering],
    source: _Side,
    target: _Side,
    there: Renderings,
) -> float:
    """Tell how surely a word stands wrongly in the place of a term; 0 where it does not."""
    if not meanings or len(target.shown(word)) < _least(target.language):
        return 0.0
    if any(m.key == other.key for m in meanings for other in source.terms if other != term):
        return 0.0
    if _renders_part(term, meanings, there):
        likeness = _likeness(source.shown(term), target.shown(word), usual)
        far = likeness.word <= _ALIKE + 0.1 and likeness.usual <= _ALIKE
        return _SURE if far and likeness.known - likeness.word >= _ALIKE - 0.05 else 0.0
    if any(source.holds(meaning.key) for meaning in meanings):
        return 0.0
    if meanings[0].forth >= _LIKELY and _by_way_of_english(term, word, source, target):
        likeness = _likeness(source.shown(term), target.shown(word), usual)
        return _LESS_SURE if likeness.word <= _FAR and likeness.usual <= _APART else 0.0
    return 0.0


def _least(own: Language) -> int:
    return 2 if own.stemmer == LONGEST else 4


def _renders_part(term: Term, meanings: Sequence[Rendering], there: Renderings) -> bool:
    """Tell whether one of the meanings is a part of the term that leaves a word of its own."""
    least = _least(there.source)
    for meaning in meanings:
        rest = term.key.replace(meaning.key, "", 1)
        parted = meaning.key != term.key and len(meaning.key) >= least and len(rest) >= least
        if parted and rest != term.key and rest in there.terms.numbers:
            return True
    return False


def _by_way_of_english(term: Term, word: Term, source: _Side, target: _Side) -> bool:
    """Tell whether an English rendering of the term is rendered by the word."""
    if _PIVOT in (source.language.primary, target.language.primary):
        return False
    english = language(_PIVOT)
    first, second = renderings(source.language, english), renderings(english, target.language)
    third = renderings(target.language, english)
    if first is None or second is None or third is None:
        return False
    backwards = [rendering.key for rendering in third.of(word.number)[:1]]
    for rendering in first.of(term.number)[:2]:
        number = second.terms.numbers.get(rendering.key)
        if number is None or rendering.forth < _LIKELY or rendering.key not in backwards:
            continue
        if any(other.key == word.key for other in second.of(number)[:4]):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Cosines: of the term and the word, of the word and a usual rendering, of term and usual."""

    word: float
    usual: float
    known: float


def _likeness(term: str, word: str, usual: Sequence[Rendering]) -> _Likeness:
    folded = vocabulary().fold(term)
    vectors = encoder().encode([folded, word, *(rendering.form for rendering in usual[:6])])
    return _Likeness(
        float(vectors[0] @ vectors[1]),
        float(np.max(vectors[2:] @ vectors[1])),
        float(vectors[0] @ vectors[2]),
    )
