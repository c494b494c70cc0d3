"""Sentence encoders through transformers: pooled as their own files state."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file

from auditor.backends.huggingface_encoder import SentenceEncoder, pooled
from auditor.config import ModelsConfig
from auditor.core.errors import ConfigError, ModelError
from tests.backends.checkpoints import PAIRS, TEXTS, labse_like, write_json, xlmr_encoder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return xlmr_encoder(tmp_path_factory.mktemp("models") / "xlmr")


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return labse_like(tmp_path_factory.mktemp("models") / "labse")


def encoder(place: Path, **more: Any) -> SentenceEncoder:
    def silent(step: str) -> None:
        del step

    return SentenceEncoder(str(place), ModelsConfig(device="cpu", **more), silent)


def states(place: Path, text: str) -> Any:
    """Run a model on one text alone, without any of the code under test."""
    marker = transformers.AutoTokenizer.from_pretrained(place)
    model = transformers.AutoModel.from_pretrained(place).eval()
    with torch.inference_mode():
        return model(**marker(text, return_tensors="pt")).last_hidden_state[0]


def test_a_model_without_such_files_is_pooled_by_the_mean(plain: Path) -> None:
    made = encoder(plain)
    assert made.use.method == "mean pooling"
    vectors = made.encode(TEXTS)
    for text, vector in zip(TEXTS, vectors, strict=True):
        wanted = states(plain, text).mean(dim=0).numpy()
        assert vector == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-5)


def test_cls_and_a_dense_layer_as_labse_states_them(stated: Path) -> None:
    made = encoder(stated)
    dense = load_file(stated / "2_Dense" / "model.safetensors")
    for text, vector in zip(TEXTS, made.encode(TEXTS), strict=True):
        first = states(stated, text)[0]
        wanted = torch.tanh(dense["linear.weight"] @ first + dense["linear.bias"]).numpy()
        assert vector == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-5)


@pytest.mark.parametrize(
    "switches",
    [("max_tokens",), ("lasttoken",), ("mean_sqrt_len_tokens",), ("mean_tokens", "cls_token")],
)
def test_other_poolings_are_the_same_alone_and_in_a_batch(
    switches: tuple[str, ...], tmp_path: Path
) -> None:
    made = encoder(labse_like(tmp_path / "model", poolings=switches))
    together = made.encode(TEXTS)
    alone = np.stack([made.encode([text])[0] for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_pooling_minds_the_side_of_the_padding() -> None:
    values = torch.arange(8.0).reshape(1, 4, 2)
    right, left = torch.tensor([[1, 1, 1, 0]]), torch.tensor([[0, 1, 1, 1]])
    assert pooled(values, right, "lasttoken").tolist() == [[4.0, 5.0]]
    assert pooled(values, left, "lasttoken").tolist() == [[6.0, 7.0]]
    assert pooled(values, right, "cls").tolist() == [[0.0, 1.0]]
    assert pooled(values, left, "cls").tolist() == [[2.0, 3.0]]
    assert pooled(values, right, "mean").tolist() == [[2.0, 3.0]]
    assert pooled(values, right, "max").tolist() == [[4.0, 5.0]]
    weighted = pooled(values, right, "weightedmean").tolist()[0]
    assert weighted == pytest.approx([(0 + 2 * 2 + 3 * 4) / 6, (1 + 2 * 3 + 3 * 5) / 6])


def test_a_dense_layer_saved_as_a_pickle_is_read_as_weights_only(
    stated: Path, tmp_path: Path
) -> None:
    place = Path(shutil.copytree(stated, tmp_path / "model"))
    safe = place / "2_Dense" / "model.safetensors"
    torch.save(load_file(safe), safe.with_name("pytorch_model.bin"))
    safe.unlink()
    assert encoder(place).encode(TEXTS) == pytest.approx(encoder(stated).encode(TEXTS), abs=1e-6)
    safe.with_name("pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ModelError, match="cannot load 2_Dense"):
        encoder(place)


def test_prompts_are_named_by_the_model_or_written_out(stated: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(stated, tmp_path / "model"))
    plain = encoder(place).encode(["Der Fluss stieg."])
    write_json(
        place / "config_sentence_transformers.json",
        {"prompts": {"query": "Wasser: "}, "default_prompt_name": None},
    )
    assert encoder(place).encode(["Der Fluss stieg."]) == pytest.approx(plain)
    named = encoder(place, encoder_prompt="query").encode(["Der Fluss stieg."])
    written = encoder(place, encoder_prompt="Wasser: ").encode(["Der Fluss stieg."])
    assert named == pytest.approx(written)
    assert named == pytest.approx(encoder(stated).encode(["Wasser: Der Fluss stieg."]), abs=1e-6)
    assert abs(named - plain).max() > 1e-4
    write_json(
        place / "config_sentence_transformers.json",
        {"prompts": {"query": "Wasser: "}, "default_prompt_name": "query"},
    )
    assert encoder(place).encode(["Der Fluss stieg."]) == pytest.approx(named)


def test_a_prompt_may_be_left_out_of_the_pooling(tmp_path: Path) -> None:
    place = labse_like(tmp_path / "model", poolings=("mean_tokens",), include_prompt=False)
    made = encoder(place, encoder_prompt="Wasser: ")
    dense = load_file(place / "2_Dense" / "model.safetensors")
    inner = states(place, "Wasser: Der Fluss stieg.")
    length = len(transformers.AutoTokenizer.from_pretrained(place)("Wasser: ")["input_ids"]) - 1
    mean = inner[length:].mean(dim=0)
    wanted = torch.tanh(dense["linear.weight"] @ mean + dense["linear.bias"]).numpy()
    assert made.encode(["Der Fluss stieg."])[0] == pytest.approx(
        wanted / np.linalg.norm(wanted), abs=1e-5
    )


@pytest.mark.parametrize("budget", [1, 40, 100_000])
def test_batches_do_not_change_a_vector(plain: Path, budget: int) -> None:
    made = encoder(plain, batch_tokens=budget)
    assert made.encode(TEXTS) == pytest.approx(encoder(plain).encode(TEXTS), abs=1e-5)


def test_long_and_empty_texts(plain: Path) -> None:
    made = encoder(plain)
    vectors = made.encode(["Der Fluss stieg. " * 500, "", "\U0001f30a"])
    assert vectors.shape == (3, 32)
    assert np.isfinite(vectors).all()
    assert made.encode([]).shape[0] == 0


def test_a_taught_model_puts_translations_together(plain: Path) -> None:
    made = encoder(plain)
    left = made.encode([source for source, _ in PAIRS])
    right = made.encode([target for _, target in PAIRS])
    assert (left @ right.T).argmax(axis=1).tolist() == list(range(len(PAIRS)))


def test_half_precision_is_near(plain: Path) -> None:
    made = encoder(plain, dtype="bfloat16")
    assert made.use.dtype == "bfloat16"
    cosines = (made.encode(TEXTS) * encoder(plain).encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.99


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "sentence_transformers.models.CNN"}, "the step CNN"),
        ({"type": "sentence_transformers.models.StaticEmbedding", "idx": 0}, "begins with"),
    ],
)
def test_steps_that_are_not_known_are_refused(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    place = labse_like(tmp_path / "model")
    modules = json.loads((place / "modules.json").read_text())
    where = 0 if change.get("idx") == 0 else 2
    modules[where].update(change)
    write_json(place / "modules.json", modules)
    with pytest.raises(ModelError, match=message):
        encoder(place)


def test_a_broken_model_is_one_clear_error(tmp_path: Path) -> None:
    place = labse_like(tmp_path / "model")
    save_file({"linear.weight": torch.zeros(2, 2)}, place / "2_Dense" / "model.safetensors")
    with pytest.raises(ModelError, match="cannot load 2_Dense of model"):
        encoder(place)
    (place / "model.safetensors").write_bytes(b"\x00" * 64)
    with pytest.raises(ModelError, match="cannot load model"):
        encoder(place)
    write_json(place / "1_Pooling" / "config.json", {"pooling_mode": "attention"})
    with pytest.raises(ModelError, match="pooling of model is not known: attention"):
        encoder(place)


def test_weights_of_other_parts_are_not_made_up(tmp_path: Path) -> None:
    place = xlmr_encoder(tmp_path / "model", steps=0)
    weights = load_file(place / "model.safetensors")
    kept = {name: value for name, value in weights.items() if "attention.self.query" not in name}
    save_file(kept, place / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="lacks the weights"):
        encoder(place)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"device": "toaster"}, "models.device"),
        ({"dtype": "float12"}, "models.dtype must be one of"),
    ],
)
def test_unknown_devices_and_precisions(
    settings: dict[str, str], message: str, plain: Path
) -> None:
    with pytest.raises(ConfigError, match=message):
        SentenceEncoder(str(plain), ModelsConfig(**settings), print)  # type: ignore[arg-type]
