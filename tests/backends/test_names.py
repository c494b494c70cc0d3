"""Names of models: what is understood, what is refused, and what is loaded when."""

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.backends.names import Models, open_models, validate
from auditor.config import ModelsConfig
from auditor.core.errors import BackendUnavailable, ConfigError, ModelError
from tests.backends.checkpoints import gpt2, xlmr_encoder, xlmr_head


def silent(step: str) -> None:
    del step


def test_the_shipped_models_need_no_back_end() -> None:
    assert open_models(ModelsConfig(), ("encoder", "qe", "lm"), silent) == Models()


@pytest.mark.parametrize(
    ("role", "name", "message"),
    [
        ("encoder", "labse", "must be one of builtin, hf:ID or hf:FOLDER"),
        ("encoder", "comet:org/name", "models.encoder must be one of"),
        ("encoder", "buitlin", "did you mean 'builtin'"),
        ("qe", "comet:", "models.qe must be one of"),
        ("qe", "http://host/model", "comet:ID or comet:FOLDER"),
        ("lm", "hf:  ", "models.lm must be one of"),
        ("lm", "", "models.lm must be one of"),
    ],
)
def test_a_name_that_no_back_end_has_is_refused(role: str, name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        validate(ModelsConfig(**{role: name}))  # type: ignore[arg-type]


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    message = r"torch is not installed: pip install 'translation-auditor\[transformers\]'"
    for config in (
        ModelsConfig(encoder="hf:a/b"),
        ModelsConfig(qe="hf:a/b"),
        ModelsConfig(lm="hf:b"),
    ):
        with pytest.raises(BackendUnavailable, match=message):
            open_models(config, ("encoder", "qe", "lm"), silent)


def test_a_library_that_does_not_load_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> object:
        raise ImportError("libcudart.so.13: cannot open shared object file")

    monkeypatch.setattr(importlib, "import_module", broken)
    with pytest.raises(BackendUnavailable, match="does not load: libcudart"):
        open_models(ModelsConfig(lm="hf:a/b"), ("lm",), silent)


def test_only_models_that_are_needed_are_opened(tmp_path: Path) -> None:
    config = ModelsConfig(
        qe="hf:no/such", lm=f"hf:{gpt2(tmp_path / 'gpt2', steps=0)}", device="cpu"
    )
    found = open_models(config, ("lm",), silent)
    assert found.qe is None
    assert found.lm is not None
    assert [use.role for use in found.uses] == ["lm"]
    with pytest.raises(ModelError):
        open_models(config, ("qe", "lm"), silent)


def test_what_was_used_is_told_for_the_report(tmp_path: Path) -> None:
    config = ModelsConfig(
        encoder=f"hf:{xlmr_encoder(tmp_path / 'xlmr', steps=0)}",
        qe=f"hf:{xlmr_head(tmp_path / 'head')}",
        device="cpu",
    )
    steps: list[str] = []
    found = open_models(config, ("encoder", "qe", "lm"), steps.append)
    assert [(use.role, use.name, use.device, use.dtype) for use in found.uses] == [
        ("encoder", "hf:xlmr", "cpu", "float32"),
        ("qe", "hf:head", "cpu", "float32"),
    ]
    assert found.encoder is not None
    assert found.encoder.name == found.uses[0].short
    assert any(step.startswith("loading hf:") for step in steps)


def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    steps: list[str] = []
    config = ModelsConfig(encoder=f"hf:{xlmr_encoder(tmp_path / 'x', steps=0)}", device="cpu")
    encoder = open_models(config, ("encoder",), steps.append).encoder
    assert encoder is not None
    first = encoder.encode(["Es regnet.", "Es schneit.", "Es regnet."])
    assert (first[0] == first[2]).all()
    steps.clear()
    again = encoder.encode(["Es schneit.", "Es taut."])
    assert steps == ["encoding (0 of 1)"]
    assert (again[0] == first[1]).all()


def test_torch_is_not_imported_for_the_shipped_models() -> None:
    code = (
        "import sys\n"
        "from auditor import pipeline\n"
        "from auditor.backends.names import open_models\n"
        "from auditor.config import ModelsConfig\n"
        "open_models(ModelsConfig(), ('encoder', 'qe', 'lm'), print)\n"
        "sys.exit(','.join({'torch', 'transformers', 'huggingface_hub'} & {*sys.modules}) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
