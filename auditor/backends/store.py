"""The shipped models: where they lie, and whether they are what the manifest says.

`models/manifest.toml` names every artefact with its files and their SHA-256. A file is compared
with its sum before it is opened, so that a damaged model is one clear error and never a strange
score.
"""

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.core.errors import ChecksumMismatch, ModelError

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "models", _PACKAGE.parent / "models")
"""In an installed package, and in a checkout of the project."""


@dataclass(frozen=True)
class Artefact:
    """A model and its files."""

    id: str
    revision: str
    """First digits of the sums of its files: what a score's signature names."""
    folder: Path
    files: Mapping[str, str]
    """SHA-256 of each file."""
    languages: frozenset[str]
    """Primary subtags of the languages that it was trained on."""

    def path(self, name: str) -> Path:
        """Give the path of a file of the artefact, compared with its sum.

        Raises:
            ModelError: the file is missing.
            ChecksumMismatch: the file is not what the manifest says.
        """
        path = self.folder / name
        if _sha256(path) != self.files[name]:
            raise ChecksumMismatch(
                f"the model file {path} is damaged: its SHA-256 is not the one in the manifest; "
                "install auditor again"
            )
        return path


def folder() -> Path:
    """Give the folder of the shipped models.

    Raises:
        ModelError: the models are not there.
    """
    for place in _PLACES:
        if (place / "manifest.toml").is_file():
            return place
    raise ModelError(
        f"the models of auditor are missing: {_PLACES[0] / 'manifest.toml'}; install auditor again"
    )


@functools.cache
def artefact(name: str, place: Path | None = None) -> Artefact:
    """Give a shipped model; its files are compared with their sums when they are asked for.

    Args:
        name: id of the artefact in the manifest.
        place: folder with a manifest; the shipped models where None.

    Raises:
        ModelError: the artefact or its manifest is missing.
    """
    place = place or folder()
    listed = _manifest(place).get(name)
    if listed is None:
        raise ModelError(f"there is no model {name!r} in {place / 'manifest.toml'}")
    files = dict(sorted(listed["files"].items()))
    revision = hashlib.sha256("".join(files.values()).encode()).hexdigest()[:4]
    return Artefact(name, revision, place / name, files, frozenset(listed["languages"]))


def _manifest(place: Path) -> Mapping[str, Any]:
    path = place / "manifest.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"cannot read the list of models {path}: {error}") from error


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the model file {path} is missing: {error}") from error
