"""Language models of transformers: how likely each token of a text is.

A causal model reads from the left; a masked one is asked for each token while it is hidden, the
pseudo-log-likelihood of Salazar et al. 2020 ("Masked Language Model Scoring"), which costs one run
a token.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
import transformers
from numpy.typing import NDArray

from auditor.backends.checkpoint import Checkpoint, Progress, find
from auditor.backends.torch_runtime import Runtime, longest, tokenizer
from auditor.config import ModelsConfig
from auditor.core.bitext import Span
from auditor.core.errors import ModelError
from auditor.core.models import ModelUse

_CAUSAL = ("ForCausalLM", "LMHeadModel")
_MASKED = ("ForMaskedLM",)


class TokenModel:
    """Implements `auditor.backends.base.LanguageModel` with a model of transformers."""

    languages = None

    def __init__(self, place: str, config: ModelsConfig, progress: Progress) -> None:
        """Load a model.

        Args:
            place: folder, or id in the hub.
            config: device, precision, sizes.
            progress: is told of downloads and of the reading.

        Raises:
            ModelError: the model cannot be loaded, is no language model, or its tokenizer does
                not tell where its tokens stand.
            ConfigError: device or precision cannot be used.
        """
        checkpoint = find(place, download=config.download, progress=progress)
        self._causal = _is_causal(checkpoint)
        self._runtime = Runtime(config, progress)
        self._tokenizer = tokenizer(checkpoint)
        if not self._tokenizer.is_fast:
            raise ModelError(
                f"the tokenizer of {checkpoint.name} does not tell where its tokens stand: a model "
                "with a tokenizer.json is needed"
            )
        kind = (
            transformers.AutoModelForCausalLM if self._causal else transformers.AutoModelForMaskedLM
        )
        self._model = self._runtime.load(kind, checkpoint)
        self._longest = longest(self._model, self._tokenizer, config.max_tokens)
        self._begin = self._tokenizer.bos_token_id if self._causal else None
        pad = self._tokenizer.pad_token_id
        self._pad = 0 if pad is None else pad
        self.use = ModelUse(
            role="lm",
            name=f"hf:{checkpoint.name}",
            revision=checkpoint.revision,
            device=str(self._runtime.device),
            dtype=str(self._runtime.dtype).removeprefix("torch."),
            method="perplexity" if self._causal else "pseudo-perplexity",
        )
        self.name = self.use.short

    def logprobs(self, text: str, language: str) -> list[tuple[Span, float]]:
        """Give each token of a text, as a span of the text, with its log probability in nats."""
        return self.logprobs_of([text], language)[0]

    def logprobs_of(self, texts: Sequence[str], language: str) -> list[list[tuple[Span, float]]]:
        """Give the tokens of each text, as spans of it, with their log probabilities in nats.

        A token that is white space alone is added to the one after it, so that the sum is that of
        the text; the first token of a causal model that has none for the begin of a text has no
        probability. The language is not told to the model.

        Raises:
            ModelError: a text does not fit into the memory of the device.
        """
        return [
            _with_ink(text, spans, values)
            for text, (spans, values) in zip(texts, self._read(texts), strict=True)
        ]

    def scores(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Give the mean log probability of each text's tokens in nats; 0 where there are none.

        The perplexity (of a masked model the pseudo-perplexity) is exp(−score).
        """
        known = [[v for v in values if v is not None] for _, values in self._read(texts)]
        return np.array([np.mean(values) if values else 0.0 for values in known], np.float32)

    def _read(self, texts: Sequence[str]) -> list[tuple[list[tuple[int, int]], list[float | None]]]:
        """Give begin and end of each token of each text, and their log probabilities."""
        if not texts:
            return []
        encoded = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=self._longest - (self._causal and self._begin is not None),
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
            add_special_tokens=not self._causal,
        )
        ids = encoded["input_ids"]
        values = self._from_left(ids) if self._causal else self._hidden_each(encoded)
        return list(zip(encoded["offset_mapping"], values, strict=True))

    def _from_left(self, ids: Sequence[Sequence[int]]) -> list[list[float | None]]:
        begun = [([] if self._begin is None else [self._begin]) + list(tokens) for tokens in ids]
        given = self._runtime.mapped(
            [len(tokens) for tokens in begun],
            lambda batch: self._causal_batch([begun[i] for i in batch]),
            "reading",
            vocabulary=int(self._model.config.vocab_size),
        )
        first: list[float | None] = [None] if self._begin is None else []
        return [
            (first + list(values))[: len(tokens)] for values, tokens in zip(given, ids, strict=True)
        ]

    def _causal_batch(self, rows: Sequence[Sequence[int]]) -> list[list[float]]:
        if max(map(len, rows)) < 2:
            return [[] for _ in rows]
        ids, mask = self._padded(rows)
        logits = self._model(input_ids=ids, attention_mask=mask).logits[:, :-1]
        labels = ids[:, 1:]
        losses = torch.nn.functional.cross_entropy(
            logits.float().transpose(1, 2), labels, reduction="none"
        )
        values = (-losses).cpu().tolist()
        return [value[: len(row) - 1] for value, row in zip(values, rows, strict=True)]

    def _hidden_each(self, encoded: Mapping[str, Any]) -> list[list[float | None]]:
        ids, special = encoded["input_ids"], encoded["special_tokens_mask"]
        places = [
            (text, place)
            for text, marks in enumerate(special)
            for place, mark in enumerate(marks)
            if not mark
        ]
        values = self._runtime.mapped(
            [len(ids[text]) for text, _ in places],
            lambda batch: self._masked_batch([places[i] for i in batch], ids),
            "reading",
            vocabulary=int(self._model.config.vocab_size),
            each_token=False,
        )
        found: list[list[float | None]] = [[None] * len(tokens) for tokens in ids]
        for (text, place), value in zip(places, values, strict=True):
            found[text][place] = value
        return found

    def _masked_batch(
        self, places: Sequence[tuple[int, int]], texts: Sequence[Sequence[int]]
    ) -> list[float]:
        ids, mask = self._padded([texts[text] for text, _ in places])
        rows = torch.arange(len(places), device=ids.device)
        columns = torch.tensor([place for _, place in places], device=ids.device)
        wanted = ids[rows, columns]
        ids[rows, columns] = self._tokenizer.mask_token_id
        hook = self._model.base_model.register_forward_hook(_at(rows, columns))
        try:
            logits = self._model(input_ids=ids, attention_mask=mask).logits[:, 0]
        finally:
            hook.remove()
        found: list[float] = logits.float().log_softmax(-1)[rows, wanted].cpu().tolist()
        return found

    def _padded(self, rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        """Pad rows of tokens on the right, with a mask."""
        width = max(map(len, rows))
        ids = [[*row, *[self._pad] * (width - len(row))] for row in rows]
        mask = [[1] * len(row) + [0] * (width - len(row)) for row in rows]
        device = self._runtime.device
        return torch.tensor(ids, device=device), torch.tensor(mask, device=device)


def _at(rows: Any, columns: Any) -> Callable[[Any, Any, Any], Any]:
    """Make what leaves one state to each row, so that the vocabulary is weighed there alone."""

    def only(module: Any, given: Any, output: Any) -> Any:
        del module, given
        output.last_hidden_state = output.last_hidden_state[rows, columns].unsqueeze(1)
        return output

    return only


def _is_causal(checkpoint: Checkpoint) -> bool:
    kinds = [str(kind) for kind in checkpoint.config().get("architectures") or ()]
    if any(kind.endswith(_CAUSAL) for kind in kinds):
        return True
    if any(kind.endswith(_MASKED) for kind in kinds):
        return False
    told = ", ".join(kinds) or "no architecture"
    raise ModelError(
        f"{checkpoint.name} is no language model: its config.json names {told}; one with "
        "ForCausalLM or ForMaskedLM is needed"
    )


def _with_ink(
    text: str, spans: Sequence[tuple[int, int]], values: Sequence[float | None]
) -> list[tuple[Span, float]]:
    """Give tokens that show, trimmed; what does not show is added to the next that does."""
    found: list[tuple[Span, float]] = []
    hidden = 0.0
    for (start, end), value in zip(spans, values, strict=True):
        if value is None:
            continue
        piece = text[start:end]
        if not piece.strip():
            hidden += value
            continue
        span = Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        found.append((span, value + hidden))
        hidden = 0.0
    if found and hidden:
        found[-1] = (found[-1][0], found[-1][1] + hidden)
    return found
