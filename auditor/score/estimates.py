"""From features to adequacy, fluency and predicted MQM, and what keeps worthless targets near 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from auditor.backends.quality import HEADS, PairModel, QualityModel, quality
from auditor.score import matrix, strings, surface, wording
from auditor.score.characters import Characters
from auditor.text.identify import identify
from auditor.text.language import Language
from auditor.text.language import language as profile

WORST = 25.0
"""Penalty points of a sentence that is no translation at all: MQM's weight of a critical error."""
_REST = 0.04
"""What is left of a score when the target is not in the target language, or is no translation."""
_COPIED = 0.85
"""Share of a target's runs of four characters that the source has too, from which it is a copy."""
_FOREIGN = 0.6
"""Share of letters in a script that the language does not use from which it is another language."""
_TONGUE = 1.2
"""Nats a unit by which a target is likelier in the source's language than in its own."""
_WORTH, _WORTH_UNKNOWN = 0.5, 0.2
"""Chance of being a translation at all from which a target is not doubted: where the models know
both languages, and where they do not."""
_SHARPNESS = 4
"""Power of the share of that chance which is left: what is doubted much comes near 0."""
TRUST = 2
"""Power of that chance by which the models of single language pairs count."""
_ODD, _UNLIKELY = 0.6, 1.8
"""Nats by which units are rarer than usual, and less likely after those before them, from which
the language of a target is looked at."""
_RIVAL = 0.3
"""Nats a unit by which a target has rather the words of another language, from which it is doubted:
10 of 13,328 good sentences of news have them, and 99 % of those in a sister language."""
_LIKELY, _SURE = 0.8, 0.95
"""Confidence in the identified language of a target that is enough where its words are those of
that language, and where they are not."""
_STEP = 0.4
"""Width of a class of lengths, in the logarithm."""
_REPEATED = 0.1
"""Share of units in pairs that come twice which is usual in a text."""
_LEAST_LETTERS = 20
"""Letters of a sentence whose language is told."""
_LEAST_UNITS = 6
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SIGN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b\w+(?:[./_]\w+)+")
_NAME_WORDS = 6
"""Words of a name at most."""
_BARE = 0.9
"""Adequacy of a name or a code that stays as it is, at least."""
_SIGNS = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class Estimates:
    """Estimates of many pairs: one value a pair in each."""

    adequacy: NDArray[np.float64]
    """In [0, 1]: what people would give the pair, over 100."""
    fluency: NDArray[np.float64]
    """In [0, 1]: how likely the target is a sound sentence."""
    penalty: NDArray[np.float64]
    """MQM penalty points that people would give, at least 0."""
    penalty_low: NDArray[np.float64]
    penalty_high: NDArray[np.float64]
    """Nine of ten pairs lie between these."""
    standard: NDArray[np.float64]
    """Standard features: what the estimates come from."""
    doubts: Mapping[str, NDArray[np.float64]]
    """What is left of a score, in [0, 1], as a target is foreign, copied, empty or unrelated."""


def of_pairs(
    sources: Sequence[str],
    targets: Sequence[str],
    source_language: Language,
    target_language: Language,
    tongues: Sequence[str],
) -> Estimates:
    """Estimate pairs.

    Args:
        sources: texts of the source language.
        targets: as many texts of the target language.
        source_language: profile of the sources' language.
        target_language: profile of the targets' language.
        tongues: BCP 47 tag of each target where its language is known; empty where it is not.

    Raises:
        ModelError: a model is missing or damaged.
    """
    model = quality()
    models = matrix.Models.shipped(model.usual)
    read = models.read(targets, target_language)
    features, vectors = matrix.of_pairs(
        sources, targets, source_language, target_language, models, read
    )
    pair = f"{source_language.primary}-{target_language.primary}"
    sides = zip((sources, targets), model.tables(pair), strict=True)
    runs = np.stack([strings.weighed(texts, table) for texts, table in sides])
    columns = runs[:, :, : model.strings.shape[2]]
    by_runs = runs[:, :, model.strings.shape[2] :].sum(axis=0)
    standard = model.standard(np.concatenate([features, *columns], axis=1))
    known = models.know(source_language) and models.know(target_language)
    least = _WORTH if known else _WORTH_UNKNOWN
    alike = source_language.primary == target_language.primary
    own = _own(targets, target_language, models, read, tongues)
    bare = _bare(sources, targets)
    worth = _worth(model, standard)
    doubts = {
        "foreign": own,
        "unrelated": np.where(bare, 1.0, np.minimum(1.0, worth / least) ** _SHARPNESS),
        "empty": _filled(sources, targets),
        "copied": np.ones(len(targets)) if alike else _uncopied(features, targets),
    }
    sound = np.prod(list(doubts.values()), axis=0)
    levels = _levels(model, pair, standard, vectors, by_runs, worth)
    adequacy = model.curve("adequacy", levels["adequacy"])
    adequacy = np.where(bare, np.maximum(adequacy, _BARE), adequacy)
    worst = WORST * (1 - sound)
    low, high, penalty = (
        np.maximum(np.maximum(model.curve(name, levels["penalty"]), 0), worst)
        for name in ("penalty_low", "penalty_high", "penalty")
    )
    return Estimates(
        adequacy=np.clip(adequacy, 0, 1) * sound,
        fluency=_fluency(read, targets, target_language, model) * own,
        penalty=penalty,
        penalty_low=np.minimum(low, penalty),
        penalty_high=np.maximum(high, penalty),
        standard=standard,
        doubts=doubts,
    )


def _levels(
    model: QualityModel,
    pair: str,
    standard: NDArray[np.float64],
    vectors: NDArray[np.float32],
    runs: NDArray[np.float64],
    worth: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    """Give what the heads make of pairs: forests of all languages, and models of one pair alone.

    Args:
        model: the model of quality.
        pair: primary subtags of the two languages.
        standard: standard features.
        vectors: of sources and targets, each of length 1: shape (2, pairs, dimensions).
        runs: sums of the runs of characters, a column for each head that knows the pair.
        worth: chance that a target is a translation at all; where it is not, the model of the pair,
            which learnt from translations alone, has nothing to say.
    """
    levels, column = {}, 0
    for head in HEADS:
        levels[head] = model.estimate(head, standard)
        if (own := model.of_pair(head, pair)) is not None:
            linear = by_pair(own, standard, vectors, runs[:, column])
            both = own.factor * (levels[head] + own.share * linear)
            levels[head] += worth**TRUST * (both - levels[head])
            column += 1
    return levels


def by_pair(
    own: PairModel,
    standard: NDArray[np.float64],
    vectors: NDArray[np.float32],
    runs: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give what the model of a language pair makes of its pairs, in standard deviations.

    Args:
        own: the model.
        standard: standard features, with or without the marks of gaps.
        vectors: of sources and targets, each of length 1: shape (2, pairs, dimensions).
        runs: sums of the runs of characters.
    """
    source, target = vectors.astype(np.float64)
    found: NDArray[np.float64] = source @ own.vectors[0] + target @ own.vectors[1]
    found += (source * target) @ own.vectors[2]
    found += standard[:, : len(own.features)] @ own.features + runs + own.intercept
    return found


def of_targets(
    targets: Sequence[str], language: Language, tongues: Sequence[str]
) -> NDArray[np.float64]:
    """Give the fluency of texts that stand alone, each in [0, 1].

    Args:
        targets: texts of one language.
        language: its profile.
        tongues: BCP 47 tag of each text where its language is known; empty where it is not.

    Raises:
        ModelError: a model is missing or damaged.
    """
    model = quality()
    models = matrix.Models.shipped(model.usual)
    read = models.read(targets, language)
    own = _own(targets, language, models, read, tongues)
    return _fluency(read, targets, language, model) * own


def _fluency(
    read: wording.Units | None,
    targets: Sequence[str],
    language: Language,
    model: QualityModel,
) -> NDArray[np.float64]:
    """Give how likely texts are sound; what does not repeat itself where no model knows them."""
    if read is None:
        return 1 - surface.repeated(targets, language)
    features = np.nan_to_num(wording.measure(read))
    value = model.logit("fluency", features)
    value -= model.curve("fluency", length_class(features))
    repeated = features[:, wording.NAMES.index("repeated")]
    chance = model.chance("fluency", value) * (1 - np.maximum(0, repeated - _REPEATED))
    return np.where(read.lengths > 0, chance, 0.0)


def length_class(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the logarithm of the lengths of texts, in steps.

    Two readings of a sentence, one word apart, are of one class nearly always, so that a word that
    was left out counts for itself.

    Args:
        features: what `auditor.score.wording.measure` gives.
    """
    units = features[:, wording.NAMES.index("units")]
    classes: NDArray[np.float64] = np.rint(units / _STEP) * _STEP
    return classes


def _own(
    targets: Sequence[str],
    language: Language,
    models: matrix.Models,
    read: wording.Units | None,
    tongues: Sequence[str],
) -> NDArray[np.float64]:
    """Give 1 for texts in their language, next to nothing for others, 0 for texts without text."""
    strange = surface.foreign(Characters.of(targets), language)
    own = np.where(strange >= _FOREIGN, _REST, 1.0 - strange)
    for row in np.flatnonzero(strange > 0).tolist():
        if _named(targets[row]):
            own[row] = 1.0
    for row, tongue in enumerate(tongues):
        if tongue and tongue.split("-")[0] != language.primary:
            own[row] = _REST
    if read is not None:
        gains = _gains(models, read, language)
        odd = (-_means(read, read.alone) > _ODD) & (-_means(read, read.likely) > _UNLIKELY)
        odd = np.any([odd, *(gain > _RIVAL for gain in gains.values())], axis=0)
        for row in np.flatnonzero((own > _REST) & (read.lengths >= _LEAST_UNITS) & odd).tolist():
            if _elsewhere(targets[row], language, {tag: g[row] for tag, g in gains.items()}):
                own[row] = _REST
    empty = [row for row, text in enumerate(targets) if not _SIGNS.search(text)]
    own[empty] = 0.0
    return own


def _letters(text: str) -> int:
    """Count the letters of a text; one of Chinese, Japanese and Korean is as good as two."""
    return len(text) - len(_WORD.sub("", text)) + len(_SIGN.findall(text))


def _means(read: wording.Units, values: NDArray[np.float64]) -> NDArray[np.float64]:
    count = len(read.lengths)
    owner = np.repeat(np.arange(count), read.lengths)
    means: NDArray[np.float64] = np.bincount(owner, values, count) / np.maximum(read.lengths, 1)
    return means


def _gains(
    models: matrix.Models, read: wording.Units, language: Language
) -> dict[str, NDArray[np.float64]]:
    """Give by how much, in nats a unit, texts have rather the words of each other language.

    The languages that share a script with it are tried.
    """
    written = set(surface.scripts(language))
    found = {}
    for tag, (_, usual) in sorted(models.usual.items()):
        if tag != language.primary and not written.isdisjoint(surface.scripts(profile(tag))):
            gain = models.language.unit_logprobs_alone(read.flat, tag) - usual - read.alone
            found[tag] = _means(read, gain)
    return found


def _elsewhere(text: str, language: Language, gains: Mapping[str, float]) -> bool:
    """Tell whether a text with odd words is of another language; one of names alone never is."""
    words = _WORD.findall(text)
    if _letters(text) < _LEAST_LETTERS or all(word[:1].isupper() for word in words):
        return False
    guess = identify(text)
    tongue = guess.lang.split("-")[0]
    if tongue in (language.primary, "und"):
        return False
    agreed = gains.get(tongue, 0.0) > _RIVAL
    return guess.confidence >= (_LIKELY if agreed else _SURE)


def _filled(sources: Sequence[str], targets: Sequence[str]) -> NDArray[np.float64]:
    """Give 1 but for targets with no letters or digits, or few, beside sources with many."""
    left, right = (surface.signs(Characters.of(texts)) for texts in (sources, targets))
    share = np.minimum(1.0, (10 * right / np.maximum(left, 1)) ** 2)
    kept: NDArray[np.float64] = np.where(left > 0, share, 1.0)
    return kept


def _uncopied(features: NDArray[np.float64], targets: Sequence[str]) -> NDArray[np.float64]:
    """Give 1 but for copies of the source; single names and codes may stay as they are."""
    shared = features[:, [matrix.NAMES.index(name) for name in ("copied", "source_shared")]].min(1)
    tongue = np.nan_to_num(features[:, matrix.NAMES.index("other_tongue")])
    kept = np.ones(len(targets))
    same = (shared >= _COPIED) & (tongue >= 0)
    mostly = (shared >= _COPIED / 2) & (tongue > _TONGUE)
    for row in np.flatnonzero(same | mostly).tolist():
        if not _named(targets[row]):
            kept[row] = _REST
    return kept


def _worth(model: QualityModel, standard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the chance that a target is a translation of its source at all, good or bad."""
    odds = model.estimate("worth", standard)
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    return chance


def _named(text: str) -> bool:
    """Tell whether a text is a name, a code or an address: what may stay as it is."""
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    return len(words) <= _NAME_WORDS and all(
        word[:1].isupper() and word.isascii() for word in words
    )


def _bare(sources: Sequence[str], targets: Sequence[str]) -> NDArray[np.bool_]:
    """Mark pairs of names, codes or addresses that stay as they are."""
    return np.array(
        [
            source.strip() == target.strip() and bool(_SIGNS.search(target)) and _named(target)
            for source, target in zip(sources, targets, strict=True)
        ],
        np.bool_,
    )
