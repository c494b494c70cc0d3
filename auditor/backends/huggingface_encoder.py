"""Any sentence encoder of transformers: pooled as its own sentence-transformers files state.

`modules.json` names the steps (Reimers & Gurevych 2019): a transformer, pooling, dense layers,
normalisation. A model without these files is pooled by the mean of its tokens.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from numpy.typing import NDArray

from auditor.backends.checkpoint import Checkpoint, Progress, find
from auditor.backends.torch_runtime import BROKEN, Runtime, first_line, longest, tokenizer
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError
from auditor.core.models import ModelUse

_POOLINGS = {
    "cls": "pooling_mode_cls_token",
    "max": "pooling_mode_max_tokens",
    "mean": "pooling_mode_mean_tokens",
    "mean_sqrt_len_tokens": "pooling_mode_mean_sqrt_len_tokens",
    "weightedmean": "pooling_mode_weightedmean_tokens",
    "lasttoken": "pooling_mode_lasttoken",
}
"""Names of poolings, and the switches of 1_Pooling/config.json; several are joined in order."""
_ACTIVATIONS = frozenset({"Identity", "Tanh", "ReLU", "GELU", "Sigmoid", "SiLU"})


class SentenceEncoder:
    """Implements `auditor.backends.base.Encoder` with a model of transformers."""

    languages = None

    def __init__(self, place: str, config: ModelsConfig, progress: Progress) -> None:
        """Load a model.

        Args:
            place: folder, or id in the hub.
            config: device, precision, sizes, prompt.
            progress: is told of downloads and of the encoding.

        Raises:
            ModelError: the model cannot be loaded, or has steps that are not known.
            ConfigError: device or precision cannot be used.
        """
        checkpoint = find(place, download=config.download, progress=progress)
        self._runtime = Runtime(config, progress)
        steps = _steps(checkpoint)
        self._tokenizer = tokenizer(steps.body)
        self._model = self._runtime.load(transformers.AutoModel, steps.body, spare=("pooler.",))
        if getattr(self._model.config, "is_encoder_decoder", False):
            self._model = self._model.get_encoder()
        self._poolings, self._whole = steps.poolings, steps.whole
        self._dense = [_dense(folder, checkpoint, self._runtime) for folder in steps.dense]
        self._prompt = _prompt(checkpoint, config.encoder_prompt)
        limits = [config.max_tokens, steps.longest or config.max_tokens]
        self._longest = longest(self._model, self._tokenizer, min(limits))
        self._lower = steps.lower
        self.use = ModelUse(
            role="encoder",
            name=f"hf:{checkpoint.name}",
            revision=checkpoint.revision,
            device=str(self._runtime.device),
            dtype=str(self._runtime.dtype).removeprefix("torch."),
            method=f"{'+'.join(steps.poolings)} pooling"
            + (f", prompt {self._prompt!r}" if self._prompt else ""),
        )
        self.name = self.use.short

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit vector per text: shape (len(texts), dimensions).

        Raises:
            ModelError: a text does not fit into the memory of the device.
        """
        if not texts:
            return np.zeros((0, 0), np.float32)
        given = [self._prompt + (text.lower() if self._lower else text) for text in texts]
        tokens = self._tokenizer(
            given, truncation=True, max_length=self._longest, add_special_tokens=True
        )["input_ids"]
        lengths = [len(ids) for ids in tokens]
        vectors = self._runtime.mapped(
            lengths, lambda batch: self._vectors([tokens[i] for i in batch]), "encoding"
        )
        return np.stack(vectors)

    def _vectors(self, tokens: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        padded = self._tokenizer.pad(
            {"input_ids": [list(ids) or [self._tokenizer.pad_token_id] for ids in tokens]},
            return_tensors="pt",
        ).to(self._runtime.device)
        states = self._model(**padded).last_hidden_state
        mask = padded["attention_mask"]
        if not self._whole:
            mask = _without_prompt(mask, self._prompt_length())
        joined = torch.cat([pooled(states, mask, name) for name in self._poolings], dim=-1)
        for linear, activation in self._dense:
            joined = activation(linear(joined))
        unit = torch.nn.functional.normalize(joined.float(), dim=-1)
        return list(unit.cpu().numpy())

    def _prompt_length(self) -> int:
        if not self._prompt:
            return 0
        ids = self._tokenizer(self._prompt)["input_ids"]
        ends = self._tokenizer.num_special_tokens_to_add() > 1
        return len(ids) - (1 if ends else 0)


def pooled(states: Any, mask: Any, pooling: str) -> Any:
    """Make one vector of the vectors of a text's tokens.

    Args:
        states: shape (texts, tokens, dimensions).
        mask: 1 for tokens of the text, 0 for padding; shape (texts, tokens).
        pooling: one of the poolings of sentence-transformers.
    """
    weights = mask.unsqueeze(-1).to(states.dtype)
    if pooling == "cls":
        return states[torch.arange(len(states)), mask.argmax(dim=1)]
    if pooling == "lasttoken":
        last = mask.shape[1] - 1 - mask.flip(1).argmax(dim=1)
        return states[torch.arange(len(states)), last]
    if pooling == "max":
        return states.masked_fill(weights == 0, float("-inf")).amax(dim=1)
    if pooling == "weightedmean":
        weights = weights * mask.cumsum(dim=1).unsqueeze(-1).to(states.dtype)
    count = weights.sum(dim=1).clamp(min=1)
    root = pooling == "mean_sqrt_len_tokens"
    return (states * weights).sum(dim=1) / (count.sqrt() if root else count)


def _without_prompt(mask: Any, length: int) -> Any:
    """Take the first tokens of each text out, at whichever side the padding is."""
    shown = mask * (mask.cumsum(dim=1) > length)
    return torch.where(shown.sum(dim=1, keepdim=True) > 0, shown, mask)


class _Steps:
    """What a model does after its transformer, as its files state."""

    def __init__(self, body: Checkpoint) -> None:
        self.body = body
        self.poolings: tuple[str, ...] = ("mean",)
        self.whole = True
        """The prompt is pooled too."""
        self.dense: list[str] = []
        told = body.json("sentence_bert_config.json")
        told = told if isinstance(told, dict) else {}
        self.longest: int | None = told.get("max_seq_length")
        self.lower = bool(told.get("do_lower_case"))


def _steps(checkpoint: Checkpoint) -> _Steps:
    modules = checkpoint.json("modules.json")
    if modules is None:
        return _Steps(checkpoint)
    steps = None
    for module in modules:
        kind, path = str(module["type"]).rsplit(".", 1)[-1], str(module["path"])
        if kind == "Transformer":
            folder = checkpoint.folder / path
            steps = _Steps(Checkpoint(checkpoint.name, checkpoint.revision, folder))
        elif steps is None:
            raise ModelError(f"{checkpoint.name} begins with {kind}, not with a Transformer")
        elif kind == "Pooling":
            stated = checkpoint.json(f"{path}/config.json") or {}
            steps.poolings = _poolings(checkpoint, stated)
            steps.whole = bool(stated.get("include_prompt", True))
        elif kind == "Dense":
            steps.dense.append(path)
        elif kind != "Normalize":
            raise ModelError(
                f"{checkpoint.name} has the step {kind}, which is not known here "
                "(known: Transformer, Pooling, Dense, Normalize)"
            )
    if steps is None:
        raise ModelError(f"modules.json of {checkpoint.name} names no Transformer")
    return steps


def _poolings(checkpoint: Checkpoint, stated: Mapping[str, Any]) -> tuple[str, ...]:
    named = stated.get("pooling_mode")
    if isinstance(named, str):
        named = [named]
    found = tuple(named or (name for name, key in _POOLINGS.items() if stated.get(key)))
    unknown = sorted({*found} - {*_POOLINGS})
    if unknown or not found:
        what = unknown[0] if unknown else "none"
        raise ModelError(f"the pooling of {checkpoint.name} is not known: {what}")
    return found


def _dense(folder: str, checkpoint: Checkpoint, runtime: Runtime) -> tuple[Any, Any]:
    """Load a dense layer and its activation."""
    stated = checkpoint.json(f"{folder}/config.json")
    if not isinstance(stated, dict):
        raise ModelError(f"{checkpoint.name} lacks {folder}/config.json")
    name = str(stated.get("activation_function", "torch.nn.modules.activation.Tanh"))
    kind = name.rsplit(".", 1)[-1]
    if kind not in _ACTIVATIONS:
        raise ModelError(f"the activation {name} of {checkpoint.name} is not known")
    bias = bool(stated.get("bias", True))
    linear = torch.nn.Linear(stated["in_features"], stated["out_features"], bias=bias)
    try:
        values = _weights(checkpoint.folder / folder)
        linear.load_state_dict({key.removeprefix("linear."): v for key, v in values.items()})
    except BROKEN as error:
        raise ModelError(
            f"cannot load {folder} of {checkpoint.name}: {first_line(error)}"
        ) from error
    linear.to(device=runtime.device, dtype=runtime.dtype).eval()
    return linear, getattr(torch.nn, kind)()


def _weights(folder: Path) -> Mapping[str, Any]:
    from safetensors.torch import load_file

    safe = folder / "model.safetensors"
    found: Mapping[str, Any] = (
        load_file(safe)
        if safe.is_file()
        else torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
    )
    return found


def _prompt(checkpoint: Checkpoint, wanted: str) -> str:
    """Give the text before each sentence: one that the model names, or as it is written."""
    stated = checkpoint.json("config_sentence_transformers.json") or {}
    prompts: Mapping[str, str] = stated.get("prompts") or {}
    if wanted:
        return prompts.get(wanted, wanted)
    return prompts.get(stated.get("default_prompt_name") or "", "")
