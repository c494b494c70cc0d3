"""Estimators of the COMET family, through the package unbabel-comet (Rei et al. 2020, 2022).

Those that need no reference: CometKiwi (`unified_metric`), XCOMET (`xcomet_metric`) and the older
`referenceless_regression_metric`.
"""

import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import comet
import numpy as np
import yaml
from numpy.typing import NDArray

from auditor.backends.checkpoint import Checkpoint, Progress, find
from auditor.backends.scaling import Scale, scale
from auditor.backends.torch_runtime import BROKEN, Runtime, first_line
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError
from auditor.core.models import ModelUse

_SCALES: Mapping[str, Scale] = {
    "unified_metric": "unit",
    "xcomet_metric": "unit",
    "referenceless_regression_metric": "logistic",
}
"""Kinds that need no reference. The first two are trained towards [0, 1], the last on z-scores."""
_TOKENS_A_CHARACTER = 0.5
"""Rough share by which batches are made: COMET cuts its texts itself."""


class CometEstimator:
    """Implements `auditor.backends.base.Estimator` with a COMET model."""

    def __init__(self, place: str, config: ModelsConfig, progress: Progress) -> None:
        """Load a model.

        Args:
            place: id in the hub, folder with hparams.yaml and checkpoints/model.ckpt, or the
                checkpoint itself.
            config: device, precision, sizes, scale.
            progress: is told of downloads and of the work.

        Raises:
            ModelError: the model cannot be loaded, or needs a reference.
            ConfigError: device, precision or scale cannot be used.
        """
        path = Path(place).expanduser()
        folder = str(path.parent.parent) if path.is_file() else place
        checkpoint = find(folder, download=config.download, progress=progress)
        kind = _kind(checkpoint)
        if kind not in _SCALES:
            raise ModelError(
                f"{checkpoint.name} is a {kind}, which needs a reference; take one of "
                f"{', '.join(_SCALES)}"
            )
        weights = path if path.is_file() else checkpoint.folder / "checkpoints" / "model.ckpt"
        self._runtime = Runtime(config, progress)
        self._model = _loaded(weights, checkpoint, config).to(
            device=self._runtime.device, dtype=self._runtime.dtype
        )
        self._model.eval()
        found = scale(config.qe_scale, _SCALES[kind])
        self._scale = found.apply
        self.use = ModelUse(
            role="qe",
            name=f"comet:{checkpoint.name}",
            revision=checkpoint.revision,
            device=str(self._runtime.device),
            dtype=str(self._runtime.dtype).removeprefix("torch."),
            method=f"{kind}, {found.name} scale",
        )
        self.name = self.use.short

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], languages: tuple[str, str]
    ) -> NDArray[np.float32]:
        """Judge pairs: shape (len(sources),), in [0, 1]; the languages are not told to the model.

        Raises:
            ModelError: a pair does not fit into the memory of the device.
        """
        pairs = [
            {"src": source, "mt": target} for source, target in zip(sources, targets, strict=True)
        ]
        raw = self._runtime.mapped(
            [2 + int(_TOKENS_A_CHARACTER * (len(p["src"]) + len(p["mt"]))) for p in pairs],
            lambda batch: self._raw([pairs[i] for i in batch]),
            "estimating quality",
        )
        return self._scale(np.array(raw, np.float64)).astype(np.float32)

    def _raw(self, pairs: Sequence[Mapping[str, str]]) -> list[float]:
        batch = _moved(self._model.prepare_sample(list(pairs), stage="predict"), self._runtime)
        scores: list[float] = self._model.predict_step(batch)["scores"].float().cpu().tolist()
        return scores


def _kind(checkpoint: Checkpoint) -> str:
    path = checkpoint.folder / "hparams.yaml"
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        return str(told["class_identifier"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError) as error:
        raise ModelError(
            f"{checkpoint.name} is no COMET model: its hparams.yaml is missing or names no "
            "class_identifier"
        ) from error


def _loaded(weights: Path, checkpoint: Checkpoint, config: ModelsConfig) -> Any:
    if not weights.is_file():
        raise ModelError(f"{checkpoint.name} has no checkpoint: {weights.name} is missing")
    for name in ("pytorch_lightning", "lightning", "comet"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return comet.load_from_checkpoint(
                str(weights), local_files_only=not config.download, strict=False
            )
    except BROKEN as error:
        raise ModelError(
            f"cannot load {checkpoint.name}: {first_line(error)} (its own encoder must be in "
            "the hub's cache, or add --download)"
        ) from error


def _moved(batch: Any, runtime: Runtime) -> Any:
    """Bring what a model reads to its device."""
    if isinstance(batch, Mapping):
        return {name: _moved(value, runtime) for name, value in batch.items()}
    if isinstance(batch, (tuple, list)):
        return type(batch)(_moved(value, runtime) for value in batch)
    return batch.to(runtime.device) if hasattr(batch, "to") else batch
