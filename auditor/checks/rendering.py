"""Suspect renderings: a term whose usual renderings are absent, and a word in its place."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from auditor.backends.builtin import encoder
from auditor.backends.vocabulary import vocabulary
from auditor.core.bitext import Pair
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.frequency import zipf
from auditor.text.language import Language, language
from auditor.text.renderings import Rendering, Renderings, Term, renderings
from auditor.text.stems import LONGEST, keys

_PIVOT = "en"
_DERIVED = 4
"""Letters of the shortest stem, and of the longest ending."""
_KATAKANA = regex.compile(r"[\p{Katakana}ー]")
_LIKELY = 0.3
"""Probability from which the usual rendering of a term is known."""
_ALIKE = 0.4
"""Cosine from which a word may be another rendering of a term, or of its usual rendering."""
_FAR = 0.3
_APART = 0.2
_MOST_MEANINGS = 3
_EVERYDAY = 6.0
"""Frequency from which a word says too little to be another word's translation: once in 1,000."""
_SURE, _LESS_SURE = 0.8, 0.55


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a pair: its terms, its stems, and its text as the dictionaries read it."""

    text: str
    folded: str
    terms: list[Term]
    stems: frozenset[str]
    known: Renderings

    @classmethod
    def of(cls, text: str, known: Renderings, terms: list[Term]) -> "_Side":
        own = known.source
        held = frozenset[str]() if own.stemmer == LONGEST else keys(text, own)
        return cls(text, vocabulary().fold(text).casefold(), terms, held, known)

    def holds(self, key: str) -> bool:
        """Tell whether a term stands here, in any form, derived, or inside a compound."""
        if self.known.source.stemmer == LONGEST:
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
    original = there.find(pair.source.text)
    doubtful = [(t, rivals) for t in original if (rivals := _rivals(there, back, t.number))]
    terms = back.find(pair.target.text) if doubtful else []
    numbers = {word.number for word in terms}
    doubtful = [(term, rivals) for term, rivals in doubtful if not numbers.isdisjoint(rivals)]
    if not doubtful:
        return
    source = _Side.of(pair.source.text, there, original)
    target = _Side.of(pair.target.text, back, terms)
    marked: set[tuple[int, int]] = set()
    for term, rivals in doubtful:
        words = [word for word in terms if word.number in rivals]
        if not _is_lost(term, there.of(term.number), target):
            continue
        for word in words:
            usual, meanings = there.of(term.number), back.of(word.number)
            confidence = rivals[word.number]
            place = (word.start, word.end)
            if place in marked or not _is_foreign(term, word, source, target, confidence):
                continue
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


@functools.lru_cache(maxsize=100_000)
def _rivals(there: Renderings, back: Renderings, number: int) -> Mapping[int, float]:
    """Give the words that a term is wrongly rendered by, and how surely; none for most terms."""
    key, usual = there.terms.keys[number], there.of(number)
    if len(key) < _least(there.source) or not usual or usual[0].forth < _LIKELY:
        return {}
    own = {rendering.key for rendering in usual}
    rivals = dict.fromkeys(_by_way_of_english(there, back, number), _LESS_SURE)
    for part in _parts(key, there):
        rivals |= dict.fromkeys(
            (back.terms.numbers[r.key] for r in there.of(there.terms.numbers[part])), _SURE
        )
    return {word: sure for word, sure in rivals.items() if back.terms.keys[word] not in own}


def _parts(key: str, there: Renderings) -> list[str]:
    """Give the terms that a term is made of, each with a rest that is a term too."""
    least, numbers = _least(there.source), there.terms.numbers
    cuts = range(least, len(key) - least + 1)
    pairs = [(key[:cut], key[cut:]) for cut in cuts]
    return [part for pair in pairs if all(p in numbers for p in pair) for part in pair]


def _by_way_of_english(there: Renderings, back: Renderings, number: int) -> list[int]:
    """Give the words that render an English rendering of a term, in another sense."""
    if _PIVOT in (there.source.primary, there.target.primary):
        return []
    english = language(_PIVOT)
    first, second = renderings(there.source, english), renderings(english, there.target)
    third = renderings(there.target, english)
    if first is None or second is None or third is None:
        return []
    found = []
    for hub in first.of(first.terms.numbers[there.terms.keys[number]])[:2]:
        at = second.terms.numbers.get(hub.key)
        if at is None or hub.forth < _LIKELY:
            continue
        for rendering in second.of(at)[:4]:
            word = back.terms.numbers[rendering.key]
            meanings = back.of(word)
            backwards = third.of(third.terms.numbers[rendering.key])[:1]
            known = bool(meanings) and meanings[0].forth >= _LIKELY
            if known and any(r.key == hub.key for r in backwards):
                found.append(word)
    return found


def _is_lost(term: Term, usual: Sequence[Rendering], target: _Side) -> bool:
    """Tell whether a term has none of its renderings in the target."""
    if any(target.holds(rendering.key) for rendering in usual):
        return False
    return term.key not in target.folded


def _is_foreign(term: Term, word: Term, source: _Side, target: _Side, confidence: float) -> bool:
    """Tell whether a word means neither the term nor what the term is usually rendered by."""
    meanings = {meaning.key for meaning in target.known.of(word.number)}
    usual = source.known.of(term.number)
    own = target.known.source
    if len(target.shown(word)) < _least(own) or zipf(target.shown(word), own.primary) >= _EVERYDAY:
        return False
    if any(other.key in meanings for other in source.terms if other != term) or any(
        _is_derived(term.key, meaning) for meaning in meanings
    ):
        return False
    if meanings & source.stems or _is_name(term, source) or _is_part_of_word(target.text, word):
        return False
    if confidence < _SURE and any(source.holds(meaning) for meaning in meanings):
        return False
    likeness = _likeness(source.shown(term), target.shown(word), usual)
    if confidence < _SURE:
        return likeness.word <= _FAR and likeness.usual <= _APART
    far = likeness.word <= _ALIKE + 0.1 and likeness.usual <= _ALIKE
    return far and likeness.known - likeness.word >= _ALIKE - 0.05


def _is_name(term: Term, source: _Side) -> bool:
    """Tell whether a term has a capital that its place does not ask for."""
    own = source.known.source
    return bool(term.span.start) and not own.capital_nouns and source.shown(term)[0].isupper()


def _is_derived(key: str, other: str) -> bool:
    """Tell whether a term is another one with an ending: friendship, friend."""
    return len(other) >= _DERIVED and key.startswith(other) and len(key) - len(other) <= _DERIVED


def _is_part_of_word(text: str, word: Term) -> bool:
    """Tell whether a word in Katakana is a part of a longer one, such as a name."""
    start, end = word.span.start, word.span.end
    return bool(
        _KATAKANA.fullmatch(text[start - 1 : start] or "") and _KATAKANA.match(text, start)
    ) or bool(_KATAKANA.match(text, end) and _KATAKANA.match(text, end - 1))


def _least(own: Language) -> int:
    return 2 if own.stemmer == LONGEST else 4


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
