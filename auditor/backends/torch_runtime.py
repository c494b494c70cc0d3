"""How models of torch run: device, precision, batches of like length, bounded memory."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pickle import UnpicklingError
from typing import Any, TypeVar

import torch
import transformers
from safetensors import SafetensorError

from auditor.backends.checkpoint import Checkpoint, Progress
from auditor.config import ModelsConfig, nearest
from auditor.core.errors import ConfigError, ModelError

Result = TypeVar("Result")

_DTYPES = ("auto", "float32", "float16", "bfloat16")
BROKEN = (
    AttributeError,
    EOFError,
    ImportError,
    KeyError,
    OSError,
    RuntimeError,
    SafetensorError,
    TypeError,
    UnpicklingError,
    ValueError,
)
"""What loading a damaged or strange model raises."""
_LOGITS = 1 << 27
"""Most values of the distributions over a vocabulary that are in memory at once: half a GB."""


class Runtime:
    """Where and how a model runs."""

    def __init__(self, config: ModelsConfig, progress: Progress) -> None:
        """Choose device and precision.

        Raises:
            ConfigError: the device or the precision is unknown, or not there.
        """
        self.device = _device(config.device)
        self.dtype = _dtype(config.dtype, self.device)
        self.budget = max(config.batch_tokens, 1)
        self._progress = progress

    def mapped(
        self,
        lengths: Sequence[int],
        compute: Callable[[list[int]], Sequence[Result]],
        what: str,
        *,
        vocabulary: int = 0,
        each_token: bool = True,
    ) -> list[Result]:
        """Compute something of each item, in batches of like length, the longest first.

        A batch that does not fit into the device's memory is halved.

        Args:
            lengths: tokens of each item.
            compute: gives one result for each of some items, by their numbers.
            what: what the progress says, such as "encoding".
            vocabulary: size of the distribution over a vocabulary that the model gives; 0 for none.
            each_token: it gives one for each token, and not for each item.

        Raises:
            ModelError: one item alone does not fit into the memory.
        """
        room = max(_LOGITS // vocabulary, 1) if vocabulary else max(len(lengths), 1)
        budget = min(self.budget, room) if vocabulary and each_token else self.budget
        results: dict[int, Result] = {}
        for batch in batches(lengths, budget, room):
            self._progress(f"{what} ({len(results):,} of {len(lengths):,})")
            with torch.inference_mode():
                results.update(self._tried(batch, compute))
        return [results[item] for item in range(len(lengths))]

    def _tried(
        self, batch: list[int], compute: Callable[[list[int]], Sequence[Result]]
    ) -> Iterator[tuple[int, Result]]:
        try:
            found = compute(batch)
        except torch.OutOfMemoryError as error:
            if len(batch) == 1:
                raise ModelError(
                    f"a text does not fit into the memory of {self.device}: lower "
                    "models.max_tokens, or set models.device"
                ) from error
            torch.cuda.empty_cache()
            middle = len(batch) // 2
            yield from self._tried(batch[:middle], compute)
            yield from self._tried(batch[middle:], compute)
        else:
            yield from zip(batch, found, strict=True)

    def load(self, kind: Any, checkpoint: Checkpoint, spare: tuple[str, ...] = ()) -> Any:
        """Load a model of transformers, whole.

        Args:
            kind: class of transformers, such as AutoModel.
            checkpoint: where it lies.
            spare: begins of the names of weights that may be missing.

        Raises:
            ModelError: the model cannot be read, or weights of it are missing: transformers would
                fill them with random numbers.
        """
        _quiet()
        try:
            model, told = kind.from_pretrained(
                checkpoint.folder, local_files_only=True, output_loading_info=True
            )
        except BROKEN as error:
            raise ModelError(f"cannot load {checkpoint.name}: {first_line(error)}") from error
        missing = sorted(
            name for name in told["missing_keys"] if not name.startswith(spare or "\0")
        )
        if missing:
            raise ModelError(
                f"{checkpoint.name} lacks the weights {missing[0]} of {type(model).__name__}: it "
                "was not made for this"
            )
        return model.to(device=self.device, dtype=self.dtype).eval()


def tokenizer(checkpoint: Checkpoint) -> Any:
    """Load the tokenizer of a model.

    Raises:
        ModelError: it cannot be read.
    """
    _quiet()
    try:
        return transformers.AutoTokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
    except BROKEN as error:
        raise ModelError(
            f"cannot load the tokenizer of {checkpoint.name}: {first_line(error)}"
        ) from error


def longest(model: Any, marker: Any, wanted: int) -> int:
    """Give how many tokens a text may have: what the model can take, at most what is wanted."""
    positions = getattr(model.config, "max_position_embeddings", None) or wanted + 2
    # Models like RoBERTa number their positions from two.
    return int(max(1, min(wanted, marker.model_max_length, positions - 2)))


def batches(lengths: Sequence[int], budget: int, most: int) -> Iterator[list[int]]:
    """Group items of like length, the longest first.

    Args:
        lengths: tokens of each item.
        budget: most tokens of a batch, padding included; a longer item is a batch of its own.
        most: most items of a batch.
    """
    batch: list[int] = []
    for item in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        full = (len(batch) + 1) * max(lengths[batch[0]], 1) > budget if batch else False
        if full or len(batch) == most:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _device(name: str) -> Any:
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
        if name == "cpu" and torch.backends.mps.is_available():
            name = "mps"
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ConfigError(f"models.device {name!r} cannot be used: {first_line(error)}") from error
    return device


def _dtype(name: str, device: Any) -> Any:
    if name not in _DTYPES:
        hint = nearest(name, _DTYPES)
        raise ConfigError(f"models.dtype must be one of {', '.join(_DTYPES)}, not {name!r}{hint}")
    if name != "auto":
        return getattr(torch, name)
    fast = device.type == "cuda" and torch.cuda.is_bf16_supported()
    return torch.bfloat16 if fast else torch.float32


def _quiet() -> None:
    """Keep transformers from writing bars and advice over the command line."""
    transformers.utils.logging.disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)


def first_line(error: BaseException) -> str:
    """Give the first line of what an error says, or its name."""
    return str(error).strip().split("\n", 1)[0] or type(error).__name__
