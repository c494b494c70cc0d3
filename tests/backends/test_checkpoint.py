"""Checkpoints: folders, and what the hub's cache holds; nothing else goes to the network."""

import socket
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest

from auditor.backends.checkpoint import find, weights
from auditor.backends.names import open_models
from auditor.config import ModelsConfig
from auditor.core.errors import ModelError
from tests.backends.checkpoints import in_the_hub, labse_like, write_json

COMMIT = "836121a0533e5664b21c7aacc5d22951f2b8b25b"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache of the hub, and a machine without a network."""

    def refused(*args: object, **more: object) -> Any:
        raise AssertionError("nothing may go to the network")

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    return tmp_path / "hub"


def silent(step: str) -> None:
    del step


def test_a_hub_id_is_loaded_by_the_same_code_as_a_folder(cache: Path) -> None:
    place = in_the_hub(cache, "org/labse", COMMIT, labse_like)
    texts = ["Der Fluss stieg.", "河水上涨。"]
    vectors = []
    for name in ("org/labse", "org/labse@main", f"org/labse@{COMMIT}", str(place)):
        found = open_models(ModelsConfig(encoder=f"hf:{name}", device="cpu"), ("encoder",), silent)
        assert found.encoder is not None
        vectors.append(found.encoder.encode(texts))
        if name != str(place):
            assert found.uses[0].revision == COMMIT
            assert found.encoder.name == f"hf:org/labse@{COMMIT[:12]}"
    for other in vectors[1:]:
        assert other == pytest.approx(vectors[0])


def test_what_is_not_there_says_how_to_get_it(cache: Path) -> None:
    in_the_hub(cache, "org/labse", COMMIT, labse_like)
    for name in ("org/other", "labse", "org/labse@v2", f"org/labse@{'0' * 40}"):
        with pytest.raises(ModelError, match="add --download to fetch it from the hub"):
            find(name, download=False, progress=silent)
    for name in ("../no/such/folder", "a/b/c", "a b"):
        with pytest.raises(ModelError, match=r"no folder|neither a folder"):
            find(name, download=False, progress=silent)


def test_downloading_without_a_network_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*args: object, **more: object) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", unreachable)
    steps: list[str] = []
    with pytest.raises(ModelError, match=r"cannot download org/labse: .*Name or service"):
        find("org/labse", download=True, progress=steps.append)
    assert steps == ["downloading org/labse"]


def test_a_download_is_pinned_and_takes_one_form_of_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}
    files = ["config.json", "model.safetensors", "pytorch_model.bin", "onnx/model.onnx"]

    class Hub:
        def model_info(self, name: str, revision: str | None = None) -> Any:
            file = [type("File", (), {"rfilename": name}) for name in files]
            return type("Info", (), {"sha": COMMIT, "siblings": file})

    def snapshot(name: str, **more: Any) -> str:
        asked.update(more, name=name)
        return str(tmp_path / COMMIT)

    monkeypatch.setattr(huggingface_hub, "HfApi", Hub)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    found = find("org/labse@v1", download=True, progress=silent)
    assert found.revision == asked["revision"] == COMMIT
    assert "model.safetensors" in asked["allow_patterns"]
    assert "pytorch_model.bin" not in asked["allow_patterns"]


def test_weights_are_chosen_folder_by_folder() -> None:
    assert weights(
        [
            "config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
            "pytorch_model.bin", "2_Dense/pytorch_model.bin", "onnx/model.onnx", "tf_model.h5",
        ]
    ) == [
        "2_Dense/pytorch_model.bin", "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
    ]  # fmt: skip
    assert weights(["hparams.yaml", "checkpoints/model.ckpt"]) == ["checkpoints/model.ckpt"]
    assert weights(["pytorch_model.bin"]) == ["pytorch_model.bin"]


def test_the_revision_of_a_folder_is_its_content(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for place in (one, two):
        write_json(place / "config.json", {"a": 1})
    first = find(str(one), download=False, progress=silent)
    assert first.name == "one"
    assert first.revision == find(str(two), download=False, progress=silent).revision
    (two / ".cache").mkdir()
    (two / ".cache" / "note").write_text("x")
    assert first.revision == find(str(two), download=False, progress=silent).revision
    write_json(two / "config.json", {"a": 2})
    assert first.revision != find(str(two), download=False, progress=silent).revision


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
def test_a_broken_configuration_is_one_clear_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(content)
    found = find(str(tmp_path), download=False, progress=silent)
    with pytest.raises(ModelError, match=r"config\.json"):
        found.config()
