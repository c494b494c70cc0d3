"""What is measured of a pair and of a sentence, without a model."""

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from auditor.core.bitext import Pair, Segment
from auditor.text.figures import figures
from auditor.text.language import Language
from auditor.text.tokens import Token, script_counts, tokenize

_LENGTH_SPREAD = 0.45
"""Standard deviation of the log length ratio of human translations (NTREX, all pairs pooled)."""
_COPIED = 0.05
"""What is left of a score when the target is not in the target language."""


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """How far a target accounts for its source; every part is in [0, 1]."""

    length: float
    """Plausibility of the length ratio: a Gaussian of its logarithm (Gale & Church 1993)."""
    figures: float
    """Dice overlap of the figures by value; 1 where neither side has one."""
    anchors: float
    """Share of the Latin names, addresses and handles of the source that the target keeps."""
    translated: bool
    """The target is in the target language and not a copy of the source."""

    @classmethod
    def of(cls, pair: Pair, source_language: Language, target_language: Language) -> "PairEvidence":
        """Measure a pair."""
        source, target = pair.source.text, pair.target.text
        expected = target_language.length_ratio / source_language.length_ratio
        ratio = math.log(max(len(target), 1) / max(len(source) * expected, 1))
        return cls(
            length=math.exp(-0.5 * (ratio / _LENGTH_SPREAD) ** 2),
            figures=_dice(
                _values(source, source_language),
                _values(target, target_language),
            ),
            anchors=_kept(
                _anchors(source, source_language, target_language),
                _anchors(target, target_language, target_language),
            ),
            translated=_in_language(pair.target, target_language)
            and (source != target or source_language.tag == target_language.tag),
        )

    def value(self) -> float:
        """Combine the parts: each missing one takes its share, a wrong language nearly all."""
        evidence = 0.5 * self.length + 0.25 * self.figures + 0.25 * self.anchors
        return evidence if self.translated else _COPIED * evidence


@dataclass(frozen=True, slots=True)
class FluencyEvidence:
    """What speaks against a sentence on its surface; every part is in [0, 1]."""

    repeated: float
    """Share of the tokens that repeat the one or two tokens before them."""
    foreign: float
    """Share of the letters in a script that neither the language nor Latin uses."""
    in_language: bool

    @classmethod
    def of(cls, segment: Segment, language: Language) -> "FluencyEvidence":
        """Measure a target segment."""
        words = [t.text.casefold() for t in tokenize(segment.text, language) if t.kind == "word"]
        repeated = sum(
            word in words[max(0, i - 2) : i] for i, word in enumerate(words) if len(word) > 1
        )
        counts = script_counts(segment.text)
        allowed = {*scripts(language), "Latn"}
        foreign = sum(count for script, count in counts.items() if script not in allowed)
        return cls(
            repeated=repeated / len(words) if words else 0.0,
            foreign=foreign / counts.total() if counts.total() else 0.0,
            in_language=_in_language(segment, language),
        )

    def value(self) -> float:
        """Combine the parts."""
        value = (1 - self.repeated) * (1 - self.foreign)
        return value if self.in_language else _COPIED * value


def scripts(language: Language) -> tuple[str, ...]:
    """Give the ISO 15924 codes that `script_counts` can give for a text of the language."""
    return {
        "Jpan": ("Hani", "Hira", "Kana"),
        "Kore": ("Hang", "Hani"),
        "Hans": ("Hani",),
        "Hant": ("Hani",),
    }.get(language.script, (language.script,))


def _values(text: str, language: Language) -> tuple[Fraction, ...]:
    return tuple(f.value for f in figures(text, language) if f.kind != "identifier")


def _in_language(segment: Segment, language: Language) -> bool:
    return not segment.lang or segment.lang.split("-")[0] == language.primary


def _anchors(text: str, language: Language, other: Language) -> Counter[str]:
    """Count what a translator keeps: addresses, handles, and Latin names."""
    return Counter(
        token.text.casefold()
        for token in tokenize(text, language)
        if token.kind in ("url", "email", "handle") or _is_name(token, language, other)
    )


def _is_name(token: Token, language: Language, other: Language) -> bool:
    if token.kind != "word" or not token.text.isascii():
        return False
    if "Latn" in (*scripts(language), *scripts(other)) and language.script == other.script:
        return token.span.start > 0 and token.text[0].isupper() and len(token.text) > 3
    return len(token.text) > 1


def _kept(source: Counter[str], target: Counter[str]) -> float:
    return (source & target).total() / source.total() if source else 1.0


def _dice(left: Iterable[Hashable], right: Iterable[Hashable]) -> float:
    a, b = Counter(left), Counter(right)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0
