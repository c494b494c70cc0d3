"""Named models on the command line: their scores, their provenance, their errors."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import cli
from tests.backends.checkpoints import PAIRS, gpt2, xlmr_encoder, xlmr_head


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    xlmr_encoder(folder / "meanings")
    xlmr_head(folder / "judge", steps=40)
    gpt2(folder / "reader")
    return folder


@pytest.fixture
def en(tmp_path: Path) -> Path:
    path = tmp_path / "flood.en.txt"
    path.write_text("\n\n".join(source for source, _ in PAIRS), encoding="utf-8")
    return path


@pytest.fixture
def de(tmp_path: Path) -> Path:
    path = tmp_path / "flood.de.txt"
    path.write_text("\n\n".join(target for _, target in PAIRS), encoding="utf-8")
    return path


def test_an_audit_with_all_three(models: Path, en: Path, de: Path, tmp_path: Path) -> None:
    done = run(
        "audit", en, de, "--encoder", f"hf:{models / 'meanings'}", "--qe", f"hf:{models / 'judge'}",
        "--lm", f"hf:{models / 'reader'}", "--device", "cpu",
        "-o", tmp_path / "r.csv", "-o", tmp_path / "r.json", "-o", tmp_path / "r.html",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig"))))
    assert [row["target"] for row in rows] == [target for _, target in PAIRS]
    for row in rows:
        assert 0 <= float(row["similarity"]) <= 1
        assert 0 < float(row["qe"]) < 1
        assert 0 < float(row["lm_fluency"]) < 1
    assert any(row["least_likely"] for row in rows)
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [use["role"] for use in data["provenance"]["models"]] == ["encoder", "qe", "lm"]
    use = data["provenance"]["models"][1]
    assert len(use["revision"]) == 64
    scores = {s["name"]: s for s in data["rows"][0]["scores"]}
    assert scores["qe"]["signature"] == f"qe|m:hf:judge@{use['revision'][:12]}"
    assert str(models) not in (tmp_path / "r.json").read_text("utf-8")
    assert "least likely:" in (tmp_path / "r.html").read_text("utf-8")
    rendered = run("render", tmp_path / "r.json", "-o", tmp_path / "again.csv", "-q")
    assert rendered.exit_code == 0, rendered.output
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "r.csv").read_bytes()


def test_the_encoder_aligns(models: Path, en: Path, de: Path, tmp_path: Path) -> None:
    out = tmp_path / "beads.tsv"
    done = run("align", en, de, "--encoder", f"hf:{models / 'meanings'}", "-o", out, "-q")
    assert done.exit_code == 0, done.output
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()[1:]]
    assert [row[:2] for row in rows] == [[str(i), str(i)] for i in range(len(PAIRS))]


def test_a_translation_alone_is_read_by_the_language_model(models: Path, de: Path) -> None:
    done = run(
        "check", de, "--target-lang", "de", "--lm", f"hf:{models / 'reader'}", "-o", "-", "-q"
    )
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
    assert all(0 < float(row["lm_fluency"]) < 1 for row in rows)
    assert "qe" not in rows[0]


def test_models_come_from_the_configuration_too(
    models: Path, en: Path, de: Path, tmp_path: Path
) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text(
        f"[models]\nqe = 'hf:{models / 'judge'}'\nqe_scale = 'unit'\ndevice = 'cpu'\n"
    )
    done = run("audit", en, de, "--config", config, "-o", "json:-", "-q")
    assert done.exit_code == 0, done.output
    (use,) = json.loads(done.stdout)["provenance"]["models"]
    assert (use["role"], use["method"]) == ("qe", "unit scale")
    flag = run("audit", en, de, "--config", config, "--qe", "builtin", "-o", "json:-", "-q")
    assert json.loads(flag.stdout)["provenance"]["models"] == []


def test_two_translations_are_compared_by_the_estimator(
    models: Path, en: Path, de: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.de.txt"
    other.write_text(
        "\n\n".join(t.replace("Der Rat", "Das Museum") for _, t in PAIRS), encoding="utf-8"
    )
    done = run("compare", en, de, other, "--qe", f"hf:{models / 'judge'}", "-o", "json:-", "-q")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["by"] == "qe"
    assert data["rivals"][0]["signature"] == data["rivals"][1]["signature"]
    assert sum(1 for unit in data["units"] if len(unit["best"]) == 2) >= len(PAIRS) - 1


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--qe", "hf:{models}/nothing"), "there is no folder"),
        (("--qe", "hf:{models}/reader"), "cannot judge pairs"),
        (("--lm", "hf:{models}/judge"), "is no language model"),
        (("--encoder", "labse"), "models.encoder must be one of"),
        (("--encoder", "hf:nobody/nothing"), "add --download"),
        (("--lm", "hf:{models}/reader", "--device", "toaster"), "models.device 'toaster'"),
    ],
)
def test_a_model_that_cannot_be_had_is_an_error(
    flags: tuple[str, ...], message: str, models: Path, en: Path, de: Path, tmp_path: Path
) -> None:
    out = tmp_path / "r.csv"
    done = run("audit", en, de, *(flag.format(models=models) for flag in flags), "-o", out)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("text", ["[models]\nencodr = 'x'\n", "[models]\nmax_tokens = 'many'\n"])
def test_the_configuration_is_strict(text: str, en: Path, de: Path, tmp_path: Path) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text(text)
    done = run("audit", en, de, "--config", config)
    assert done.exit_code == 2
    assert "models" in done.stderr


def test_a_damaged_model_is_an_error(models: Path, en: Path, de: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(models / "judge", tmp_path / "judge"))
    (broken / "model.safetensors").write_bytes(b"damaged")
    done = run("audit", en, de, "--qe", f"hf:{broken}")
    assert done.exit_code == 2
    assert "cannot load judge" in done.stderr
