"""The wheel is whole: unpacked far from the project, without network, it aligns the samples."""

import csv
import io
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
OFFLINE = """
import socket

class Refused(socket.socket):
    def connect(self, *_):
        raise OSError("this test has no network")

socket.socket = Refused
"""
"""Runs at the start of every interpreter of the fresh environment."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the interpreter of an environment that holds the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("fresh")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    venv.create(folder / "env", symlinks=os.name != "nt")
    place = {"base": str(folder / "env"), "platbase": str(folder / "env")}
    packages = Path(sysconfig.get_path("purelib", "venv", place))
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # Its dependencies are those that the tests run with; an editable install is not among them,
    # for what a folder's own .pth files name is not followed.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (packages / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    return Path(sysconfig.get_path("scripts", "venv", place)) / Path(sys.executable).name


def run(fresh: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the fresh interpreter in a folder, deaf to the environment of the tests."""
    return subprocess.run(
        [str(fresh), "-I", *arguments], cwd=folder, check=True, capture_output=True, timeout=120
    )


def pairs(table: str) -> set[tuple[str, str]]:
    """Give the texts of the beads of a table."""
    rows = csv.DictReader(io.StringIO(table, newline=""), delimiter="\t")
    return {(row["source_text"], row["target_text"]) for row in rows}


def test_the_wheel_is_what_runs(fresh: Path, tmp_path: Path) -> None:
    code = (
        "import auditor, socket; from auditor.backends.store import folder; "
        "print(auditor.__file__, folder(), socket.socket.__name__, sep='\\n')"
    )
    package, models, network = run(fresh, tmp_path, "-c", code).stdout.decode().split()
    for place in (package, models):
        assert Path(place).is_relative_to(fresh.parents[1])
    assert network == "Refused"


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("zh-Hant-fr", "article.zh-Hant.txt", "article.fr.txt"),
        ("ar-en", "article.ar.txt", "article.en.txt"),
    ],
)
def test_the_wheel_aligns_the_samples(
    fresh: Path, tmp_path: Path, name: str, source: str, target: str
) -> None:
    folder = SAMPLES / name
    done = run(
        fresh, tmp_path, "-m", "auditor", "align", str(folder / source), str(folder / target)
    )
    found = pairs(done.stdout.decode("utf-8"))
    right = pairs((folder / "beads.tsv").read_text(encoding="utf-8"))
    assert len(found & right) >= 0.9 * len(right)
