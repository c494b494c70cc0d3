"""How likely a translation model would have written a target: forced decoding.

The geometric mean of the probabilities of the target's tokens given the source and the tokens
before them (Thompson & Post 2020, "Automatic Machine Translation Evaluation in Many Languages via
Zero-Shot Paraphrasing", who call it Prism-src). Languages are named to the model in the way that
its tokenizer knows: a code that it sets (M2M-100, NLLB, mBART), or a token before the source that
names the target (Marian models of several targets, MADLAD-400).
"""

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources

import numpy as np
import torch
import transformers
from numpy.typing import NDArray

from auditor.backends.checkpoint import Checkpoint, Progress
from auditor.backends.torch_runtime import Runtime, longest, tokenizer
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError
from auditor.core.models import ModelUse

_PREFIXES = (">>{}<<", "<2{}>")
"""Tokens before a source that name the language of the target."""
_IGNORED = -100
"""Label of a place that does not count, as transformers has it."""


class ForcedDecoding:
    """Implements `auditor.backends.base.Estimator` with a translation model."""

    def __init__(self, checkpoint: Checkpoint, config: ModelsConfig, progress: Progress) -> None:
        """Load the model.

        Raises:
            ModelError: the model cannot be loaded.
            ConfigError: device or precision cannot be used.
        """
        self._runtime = Runtime(config, progress)
        self._tokenizer = tokenizer(checkpoint)
        self._model = self._runtime.load(transformers.AutoModelForSeq2SeqLM, checkpoint)
        self._longest = longest(self._model, self._tokenizer, config.max_tokens)
        self.use = ModelUse(
            role="qe",
            name=f"hf:{checkpoint.name}",
            revision=checkpoint.revision,
            device=str(self._runtime.device),
            dtype=str(self._runtime.dtype).removeprefix("torch."),
            method="forced decoding",
        )
        self.name = self.use.short

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]
    ) -> NDArray[np.float32]:
        """Judge pairs: shape (len(sources),), in [0, 1]; 0 for an empty target.

        Raises:
            ModelError: the model does not know a language, or a pair does not fit into memory.
        """
        if not sources:
            return np.zeros(0, np.float32)
        given, codes = self._told(sources, languages)
        encoded = self._tokenizer(
            given, text_target=list(targets), truncation=True, max_length=self._longest
        )
        ids, labels = encoded["input_ids"], encoded["labels"]
        values = self._runtime.mapped(
            [max(len(left), len(right)) for left, right in zip(ids, labels, strict=True)],
            lambda batch: self._means([(ids[i], labels[i]) for i in batch], codes),
            "estimating quality",
            vocabulary=int(self._model.config.vocab_size),
        )
        empty = np.array([not target.strip() for target in targets], np.bool_)
        return np.where(empty, 0.0, np.exp(np.array(values, np.float64))).astype(np.float32)

    def _means(
        self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]], codes: frozenset[int]
    ) -> list[float]:
        device = self._runtime.device
        padded = self._tokenizer.pad(
            {"input_ids": [left for left, _ in pairs]}, return_tensors="pt"
        ).to(device)
        width = max(len(right) for _, right in pairs)
        rows = [[*right, *[_IGNORED] * (width - len(right))] for _, right in pairs]
        labels = torch.tensor(rows, device=device)
        logits = self._model(
            input_ids=padded["input_ids"], attention_mask=padded["attention_mask"], labels=labels
        ).logits
        for code in sorted(codes):
            labels = labels.masked_fill(labels == code, _IGNORED)
        losses = torch.nn.functional.cross_entropy(
            logits.float().transpose(1, 2), labels, ignore_index=_IGNORED, reduction="none"
        )
        counted = (labels != _IGNORED).sum(dim=1).clamp(min=1)
        found: list[float] = (-losses.sum(dim=1) / counted).cpu().tolist()
        return found

    def _told(
        self, sources: Sequence[str], languages: tuple[str, str]
    ) -> tuple[list[str], frozenset[int]]:
        """Name the languages to the model; gives the sources, and the tokens that are codes."""
        if hasattr(self._tokenizer, "src_lang") and hasattr(self._tokenizer, "tgt_lang"):
            source, target = (self._code(tag, ("{}", "__{}__")) for tag in languages)
            self._tokenizer.src_lang, self._tokenizer.tgt_lang = source[0], target[0]
            return list(sources), frozenset((source[1], target[1]))
        known = self._tokenizer.get_vocab()
        form = next((form for form in _PREFIXES if _used(form, known)), None)
        if form is None:
            return list(sources), frozenset()
        token = form.format(self._code(languages[1], (form,))[0])
        return [f"{token} {source}" for source in sources], frozenset()

    def _code(self, tag: str, forms: tuple[str, ...]) -> tuple[str, int]:
        """Find how the tokenizer names a language: the code, and the number of its token."""
        unknown = self._tokenizer.unk_token_id
        for code in codes(tag):
            for form in forms:
                number = self._tokenizer.convert_tokens_to_ids(form.format(code))
                if isinstance(number, int) and number != unknown:
                    return code, number
        raise ModelError(f"{self.use.name} does not know the language {tag}")


def _used(form: str, tokens: Iterable[str]) -> bool:
    begin, end = form.split("{}")
    return any(token.startswith(begin) and token.endswith(end) for token in tokens)


def codes(tag: str) -> Iterator[str]:
    """Give the codes that models may have for a language, the most exact first.

    "zh-Hant" gives zho_Hant (FLORES-200), zh_TW (mBART), … down to zh and zho.
    """
    primary = tag.split("-", maxsplit=1)[0]
    table = _table()
    yield from dict.fromkeys([*table.get(tag, ()), *table.get(primary, ()), tag, primary])


@functools.cache
def _table() -> Mapping[str, tuple[str, ...]]:
    file = resources.files("auditor.backends") / "language_codes.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {tag: tuple(names) for tag, names in table.items()}
