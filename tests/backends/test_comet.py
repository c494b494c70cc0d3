"""COMET estimators, on tiny checkpoints made with unbabel-comet.

unbabel-comet 2.2.7 wants numpy < 2, transformers < 5 and setuptools < 81, hence an environment of
its own (CONTRIBUTING.md says how); elsewhere all but the first tests here skip and say so.
"""

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from auditor.backends.checkpoint import Progress
from auditor.backends.names import open_models
from auditor.config import ModelsConfig
from auditor.core.errors import BackendUnavailable, ModelError
from tests.backends.checkpoints import PAIRS, seeded, unigram_tokenizer, xlmr_encoder

SOURCES = [source for source, _ in PAIRS]
TARGETS = [target for _, target in PAIRS]
HERE = importlib.util.find_spec("comet") is not None
needs_comet = pytest.mark.skipif(
    not HERE, reason="unbabel-comet is not installed: it wants numpy 1 and transformers 4"
)


def silent(step: str) -> None:
    del step


@pytest.mark.skipif(HERE, reason="unbabel-comet is installed")
def test_without_the_library_the_message_says_what_to_install() -> None:
    config = ModelsConfig(qe="comet:Unbabel/wmt22-cometkiwi-da")
    with pytest.raises(
        BackendUnavailable, match=r"comet is not installed: pip install .*\[comet\]"
    ):
        open_models(config, ("qe",), silent)


def kiwi(folder: Path, kind: str = "unified_metric") -> Path:
    """Save a COMET model as the hub serves it: hparams.yaml beside checkpoints/model.ckpt."""
    import pytorch_lightning
    import torch
    import yaml
    from comet import models

    seeded()
    encoder = xlmr_encoder(folder.parent / f"{folder.name}-encoder", steps=1)
    unigram_tokenizer().save_pretrained(encoder)
    shared: dict[str, Any] = {
        "encoder_model": "XLM-RoBERTa",
        "pretrained_model": str(encoder),
        "hidden_sizes": [16],
        "nr_frozen_epochs": 0,
        "dropout": 0.0,
        "local_files_only": True,
        "layer_transformation": "softmax",
    }
    if kind == "unified_metric":
        model = models.UnifiedMetric(
            **shared, sent_layer="mix", word_layer=1, input_segments=["mt", "src"]
        )
    elif kind == "regression_metric":
        model = models.RegressionMetric(**shared, layer="mix")
    else:
        model = models.ReferencelessRegression(**shared, layer="mix")
    (folder / "checkpoints").mkdir(parents=True)
    torch.save(
        {
            "state_dict": model.state_dict(),
            "hyper_parameters": dict(model.hparams),
            "pytorch-lightning_version": pytorch_lightning.__version__,
        },
        folder / "checkpoints" / "model.ckpt",
    )
    (folder / "hparams.yaml").write_text(
        yaml.safe_dump({**shared, "class_identifier": kind}), encoding="utf-8"
    )
    return folder


def estimate(place: Path, progress: Progress = silent, **more: Any) -> np.ndarray:
    found = open_models(ModelsConfig(qe=f"comet:{place}", device="cpu", **more), ("qe",), progress)
    assert found.qe is not None
    return found.qe.estimate(SOURCES, TARGETS, ("en", "de"))


@needs_comet
@pytest.mark.parametrize("kind", ["unified_metric", "referenceless_regression_metric"])
def test_says_what_the_package_says(kind: str, tmp_path: Path) -> None:
    from comet import load_from_checkpoint

    place = kiwi(tmp_path / "kiwi", kind)
    own = load_from_checkpoint(str(place / "checkpoints" / "model.ckpt"), local_files_only=True)
    samples = [{"src": s, "mt": t} for s, t in PAIRS]
    said = np.array(own.predict(samples, batch_size=3, gpus=0, progress_bar=False).scores)
    wanted = np.clip(said, 0, 1) if kind == "unified_metric" else 1 / (1 + np.exp(-said))
    assert estimate(place) == pytest.approx(wanted, abs=1e-5)
    assert estimate(place, batch_tokens=1) == pytest.approx(wanted, abs=1e-5)
    assert estimate(place, qe_scale="logistic") == pytest.approx(1 / (1 + np.exp(-said)), abs=1e-5)


@needs_comet
def test_takes_the_checkpoint_itself(tmp_path: Path) -> None:
    place = kiwi(tmp_path / "kiwi")
    steps: list[str] = []
    found = estimate(place / "checkpoints" / "model.ckpt", steps.append)
    assert found == pytest.approx(estimate(place))
    assert "estimating quality (0 of 10)" in steps


@needs_comet
def test_a_model_that_needs_a_reference_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="needs a reference"):
        estimate(kiwi(tmp_path / "comet", "regression_metric"))


@needs_comet
def test_what_is_no_comet_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no COMET model: its hparams\.yaml"):
        estimate(xlmr_encoder(tmp_path / "encoder", steps=0))
    place = kiwi(tmp_path / "kiwi")
    (place / "checkpoints" / "model.ckpt").unlink()
    with pytest.raises(ModelError, match="no checkpoint"):
        estimate(place)
    place.joinpath("checkpoints", "model.ckpt").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot load kiwi"):
        estimate(place)
