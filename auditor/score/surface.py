"""What the strings of pairs show without a model: lengths, marks, figures, names."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from auditor.score.characters import CLASSES, SCRIPTS, Characters, shared
from auditor.text.figures import figures
from auditor.text.language import Language
from auditor.text.tokens import tokenize

NAMES = (
    "source_length",
    "target_length",
    "length_ratio",
    "copied",
    "source_shared",
    "foreign",
    "figures",
    "source_figures",
    "names",
    "source_names",
    "end_mark",
    "commas",
    "stops",
    "source_stops",
    "questions",
    "quotes",
    "brackets",
    "dashes",
    "source_marks",
    "capitals",
    "source_capitals",
    "source_digits",
)
"""What is measured of a pair: logarithms of lengths, shares and differences of counts."""

_WRITINGS = frozenset(
    {*SCRIPTS, "Jpan", "Kore", "Hans", "Hant"}
    | {"Mymr", "Laoo", "Ethi", "Gujr", "Guru", "Knda"}
    | {"Mlym", "Orya", "Telu", "Tibt", "Mong", "Cher", "Syrc", "Thaa"}
)
"""Codes of writings that a language may have; "Zyyy" and such tell nothing."""
_LATIN = 8
"""Latin letters that are names beside each letter of another script, at most."""
_DIGITS = regex.compile(r"\p{Nd}+(?:[.,\u00a0\u202f’' ]\p{Nd}{3}(?!\p{Nd}))*")
_MARKS = regex.compile(r"\P{Nd}+")
_NAME = regex.compile(
    r"(?<=[\p{L}\p{M}\p{N},;:] |[\p{Han}\p{Hiragana}\p{Katakana}])\p{Lu}[\p{L}\p{N}]{2,}"
)


def measure(
    sources: Sequence[str],
    targets: Sequence[str],
    source_language: Language,
    target_language: Language,
) -> NDArray[np.float64]:
    """Measure all pairs: shape (pairs, len(NAMES))."""
    left, right = Characters.of(sources), Characters.of(targets)
    classes = left.classes(), right.classes()
    lengths = np.log1p(left.lengths), np.log1p(right.lengths)
    expected = np.log(target_language.length_ratio / source_language.length_ratio)
    common = shared(left.runs(), right.runs(), len(sources))

    def counts(side: int, *names: str) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = classes[side][:, list(map(CLASSES.index, names))].sum(axis=1)
        return sums

    def difference(*names: str) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.log1p(counts(1, *names)) - np.log1p(counts(0, *names))
        return found

    letters = [np.maximum(counts(side, "upper", "lower", "letter"), 1) for side in (0, 1)]
    kept = _figures(sources, targets, source_language, target_language)
    named = _names(sources, targets)
    columns = {
        "source_length": lengths[0],
        "target_length": lengths[1],
        "length_ratio": lengths[1] - lengths[0] - expected,
        "copied": common[:, 0] / np.maximum(common[:, 2], 1),
        "source_shared": common[:, 0] / np.maximum(common[:, 1], 1),
        "foreign": foreign(right, target_language),
        "figures": kept[:, 0],
        "source_figures": kept[:, 1],
        "names": named[:, 0],
        "source_names": named[:, 1],
        "end_mark": _end(left.last(), right.last()),
        "commas": difference("comma"),
        "stops": difference("stop", "question", "exclamation"),
        "source_stops": np.log1p(counts(0, "stop", "question", "exclamation")),
        "questions": difference("question"),
        "quotes": difference("quote"),
        "brackets": difference("bracket"),
        "dashes": difference("dash", "colon"),
        "source_marks": np.log1p(counts(0, "comma", "quote", "bracket", "dash", "colon")),
        "capitals": counts(1, "upper") / letters[1],
        "source_capitals": counts(0, "upper") / letters[0],
        "source_digits": counts(0, "digit") / np.maximum(left.lengths, 1),
    }
    return np.stack([columns[name] for name in NAMES], axis=1)


def foreign(characters: Characters, language: Language) -> NDArray[np.float64]:
    """Give the share of the letters in a script that the language does not use.

    Latin letters count as the language's own where it uses another script and has letters of it
    beside them: names stay in Latin letters.
    """
    counts = characters.scripts()
    counts[:, SCRIPTS.index("none")] = 0
    total = counts.sum(axis=1)
    if language.script not in _WRITINGS:
        return np.zeros(len(counts))
    names = [name if name in SCRIPTS else "rare" for name in scripts(language)]
    own = counts[:, [SCRIPTS.index(name) for name in names]].sum(axis=1)
    latin = counts[:, SCRIPTS.index("Latn")]
    apart = "Latn" not in scripts(language)
    tolerated = np.where(latin <= _LATIN * own, latin, 0) if apart else 0
    share: NDArray[np.float64] = (total - own - tolerated) / np.maximum(total, 1)
    return np.maximum(share, 0)


def signs(characters: Characters) -> NDArray[np.float64]:
    """Give how many letters and digits each text has."""
    names = ("upper", "lower", "letter", "digit")
    sums: NDArray[np.float64] = characters.classes()[:, list(map(CLASSES.index, names))].sum(axis=1)
    return sums


def repeated(texts: Sequence[str], language: Language) -> NDArray[np.float64]:
    """Give the share of the words of each text that repeat one of the two words before them."""
    found = np.zeros(len(texts))
    for row, text in enumerate(texts):
        words = [t.text.casefold() for t in tokenize(text, language) if t.kind == "word"]
        again = sum(
            word in words[max(0, at - 2) : at] for at, word in enumerate(words) if len(word) > 1
        )
        found[row] = again / max(len(words), 1)
    return found


def scripts(language: Language) -> tuple[str, ...]:
    """Give the ISO 15924 codes of the letters of a language."""
    return {
        "Jpan": ("Hani", "Hira", "Kana"),
        "Kore": ("Hang", "Hani"),
        "Hans": ("Hani",),
        "Hant": ("Hani",),
    }.get(language.script, (language.script,))


def _end(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give 0 where both sides end alike, 1 where they do not."""
    first = CLASSES.index("comma")
    kinds = [np.where(side >= first, side, 0) for side in (left, right)]
    differ: NDArray[np.float64] = (kinds[0] != kinds[1]).astype(np.float64)
    return differ


def _figures(
    sources: Sequence[str],
    targets: Sequence[str],
    source_language: Language,
    target_language: Language,
) -> NDArray[np.float64]:
    """Give the overlap of the figures by value, and the logarithm of how many the source has.

    Where both sides have the same digits they are not read by value.
    """
    found = np.ones((len(sources), 2))
    for row, (source, target) in enumerate(zip(sources, targets, strict=True)):
        left, right = _runs(source), _runs(target)
        found[row, 1] = np.log1p(left.total())
        if left != right:
            found[row, 0] = _dice(
                _values(source, source_language), _values(target, target_language)
            )
    return found


def _runs(text: str) -> Counter[int]:
    """Count the numbers in digits, marks of thousands taken out."""
    return Counter(int(_MARKS.sub("", run)[:30]) for run in _DIGITS.findall(text))


def _values(text: str, language: Language) -> Counter[object]:
    return Counter(f.value for f in figures(text, language) if f.kind != "identifier")


def _dice(left: Counter[object], right: Counter[object]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def _names(sources: Sequence[str], targets: Sequence[str]) -> NDArray[np.float64]:
    """Give the share of the source's capitalised words that the target keeps, and their number."""
    found = np.ones((len(sources), 2))
    for row, (source, target) in enumerate(zip(sources, targets, strict=True)):
        names = _NAME.findall(source)
        found[row, 1] = np.log1p(len(names))
        if names:
            found[row, 0] = sum(name in target for name in names) / len(names)
    return found
