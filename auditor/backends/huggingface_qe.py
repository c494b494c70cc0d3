"""Quality estimation by models of transformers that read both sentences.

`estimator` takes a model by what its config.json says it is: a head for classification or
regression over a pair (Ranasinghe et al. 2020, "TransQuest"), or a translation model, which tells
how likely it would have written the target itself.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
import transformers
from numpy.typing import NDArray

from auditor.backends.base import Estimator
from auditor.backends.checkpoint import Checkpoint, Progress, find
from auditor.backends.scaling import Scale, scale
from auditor.backends.torch_runtime import Runtime, longest, tokenizer
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError
from auditor.core.models import ModelUse

_HEADS = "ForSequenceClassification"
_WRITERS = ("ForConditionalGeneration", "MTModel", "ForSeq2SeqLM")


def estimator(place: str, config: ModelsConfig, progress: Progress) -> Estimator:
    """Load an estimator.

    Args:
        place: folder, or id in the hub.
        config: device, precision, sizes, scale.
        progress: is told of downloads and of the work.

    Raises:
        ModelError: the model cannot be loaded, or is of no kind that can judge pairs.
        ConfigError: device, precision or scale cannot be used.
    """
    checkpoint = find(place, download=config.download, progress=progress)
    kinds = [str(kind) for kind in checkpoint.config().get("architectures") or ()]
    if any(kind.endswith(_WRITERS) for kind in kinds):
        from auditor.backends.huggingface_translation import ForcedDecoding

        return ForcedDecoding(checkpoint, config, progress)
    if any(kind.endswith(_HEADS) for kind in kinds):
        return PairHead(checkpoint, config, progress)
    told = ", ".join(kinds) or "no architecture"
    raise ModelError(
        f"{checkpoint.name} cannot judge pairs: its config.json names {told}; a model with "
        f"{_HEADS} or a translation model is needed (COMET models are named comet:…)"
    )


class PairHead:
    """Implements `auditor.backends.base.Estimator` with a head over a pair of sentences.

    A head with one label gives a raw value, which `models.qe_scale` brings into [0, 1]. Of a head
    with several labels, ordered from the worst to the best, the mean label is taken, over the
    number of the best.
    """

    def __init__(self, checkpoint: Checkpoint, config: ModelsConfig, progress: Progress) -> None:
        """Load the model.

        Raises:
            ModelError: the model cannot be loaded.
            ConfigError: device, precision or scale cannot be used.
        """
        self._runtime = Runtime(config, progress)
        self._tokenizer = tokenizer(checkpoint)
        self._model = self._runtime.load(
            transformers.AutoModelForSequenceClassification, checkpoint
        )
        self._longest = longest(self._model, self._tokenizer, config.max_tokens)
        self._labels = int(self._model.config.num_labels)
        found = scale(config.qe_scale, _stated(checkpoint.config()))
        self._scale: Callable[[NDArray[np.float64]], NDArray[np.float64]] = found.apply
        self.use = ModelUse(
            role="qe",
            name=f"hf:{checkpoint.name}",
            revision=checkpoint.revision,
            device=str(self._runtime.device),
            dtype=str(self._runtime.dtype).removeprefix("torch."),
            method=f"head of {self._labels} labels" if self._labels > 1 else f"{found.name} scale",
        )
        self.name = self.use.short

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]
    ) -> NDArray[np.float32]:
        """Judge pairs: shape (len(sources),), in [0, 1]; the languages are not told to the model.

        Raises:
            ModelError: a pair does not fit into the memory of the device.
        """
        if not sources:
            return np.zeros(0, np.float32)
        encoded = self._tokenizer(
            list(sources), list(targets), truncation=True, max_length=self._longest
        )
        names = list(encoded.keys())
        items = [{name: encoded[name][i] for name in names} for i in range(len(sources))]
        raw = self._runtime.mapped(
            [len(item["input_ids"]) for item in items],
            lambda batch: self._raw([items[i] for i in batch]),
            "estimating quality",
        )
        if self._labels > 1:
            return np.array(raw, np.float32)
        return self._scale(np.array(raw, np.float64)).astype(np.float32)

    def _raw(self, items: Sequence[Mapping[str, Any]]) -> list[float]:
        padded = self._tokenizer.pad(items, return_tensors="pt").to(self._runtime.device)
        logits = self._model(**padded).logits.float()
        if self._labels == 1:
            values = logits[:, 0]
        else:
            ranks = torch.arange(self._labels, device=logits.device) / (self._labels - 1)
            values = logits.softmax(dim=-1) @ ranks
        found: list[float] = values.cpu().tolist()
        return found


def _stated(config: Mapping[str, Any]) -> Scale:
    """Give the scale that a model states: a cross-encoder of sentence-transformers names it."""
    told = config.get("sentence_transformers")
    activation = str(told.get("activation_fn", "")) if isinstance(told, Mapping) else ""
    return "unit" if activation.endswith("Identity") else "logistic"
