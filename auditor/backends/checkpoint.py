"""Checkpoints of models: a folder, or what the hub's cache holds of a repository, pinned.

Without leave to download nothing goes to the network: a repository that is not in the cache is an
error that says so.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.core.errors import ModelError

Progress = Callable[[str], None]
"""Is told, in a few words, what is being done."""

_HUB = re.compile(r"(?P<id>[\w.-]+(?:/[\w.-]+)?)(?:@(?P<revision>[\w./-]+))?\Z")
_KEPT = ("*.json", "*.txt", "*.model", "*.vocab", "*.spm", "*.yaml", "*.jinja")
"""Files of a repository that are small and may be needed."""
_LEFT = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "coreml/*", "runs/*")
_WEIGHTS = ("*.safetensors", "*.bin", "checkpoints/*.ckpt")
"""Kinds of weights, the best first; the first that a folder of a repository has is taken."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model on the disk, and exactly which one it is."""

    name: str
    """Id in the hub, or the name of the folder."""
    revision: str
    """Commit of the hub, or SHA-256 over the files of the folder."""
    folder: Path

    def json(self, name: str) -> Any:
        """Give what a JSON file of the model holds; None where there is no such file.

        Raises:
            ModelError: the file cannot be read.
        """
        path = self.folder / name
        if not path.is_file():
            return None
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot read {name} of {self.name}: {error}") from error

    def config(self) -> Mapping[str, Any]:
        """Give the model's config.json.

        Raises:
            ModelError: there is none, or it cannot be read.
        """
        found = self.json("config.json")
        if not isinstance(found, dict):
            raise ModelError(f"{self.name} is no model of transformers: it has no config.json")
        return found


def find(place: str, *, download: bool, progress: Progress) -> Checkpoint:
    """Find a model by its folder, or by `id` or `id@revision` in the hub.

    Args:
        place: an existing folder, else the id of a repository; a branch, tag or commit may follow.
        download: fetch from the hub what is not in its cache.
        progress: is told of a download.

    Raises:
        ModelError: there is no such model, or it may not be downloaded.
    """
    folder = Path(place).expanduser()
    if folder.is_dir():
        return Checkpoint(folder.resolve().name, _digest(folder), folder)
    named = _HUB.match(place)
    if named is None:
        raise ModelError(f"there is no folder {place}, and it is no id of the hub either")
    return _cached(named["id"], named["revision"], download, progress)


def _cached(name: str, revision: str | None, download: bool, progress: Progress) -> Checkpoint:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    wanted = f"{name}@{revision}" if revision else name
    try:
        if download:
            progress(f"downloading {wanted}")
            folder = _fetched(name, revision)
        else:
            folder = snapshot_download(name, revision=revision, local_files_only=True)
    except HFValidationError as error:
        raise ModelError(f"{wanted} is neither a folder nor an id of the hub") from error
    except LocalEntryNotFoundError as error:
        advice = "check the network" if download else "add --download to fetch it from the hub"
        raise ModelError(
            f"{wanted} is neither a folder nor a model in the hub's cache: {advice}"
        ) from error
    return Checkpoint(name, Path(folder).name, Path(folder))


def _fetched(name: str, revision: str | None) -> str:
    """Download what is needed of a repository at one commit; gives its folder."""
    from huggingface_hub import HfApi, snapshot_download

    try:
        info = HfApi().model_info(name, revision=revision)
        files = [file.rfilename for file in info.siblings or ()]
        folder: str = snapshot_download(
            name,
            revision=info.sha,
            allow_patterns=[*_KEPT, *weights(files)],
            ignore_patterns=list(_LEFT),
        )
        return folder
    except _network_errors() as error:
        reason = str(error).strip().split("\n", 1)[0]
        raise ModelError(
            f"cannot download {name}: {reason} (for a gated model accept its licence in the hub "
            "and log in first)"
        ) from error


def _network_errors() -> tuple[type[Exception], ...]:
    """Give what a failed request raises: it depends on the version of huggingface_hub."""
    from huggingface_hub.errors import HfHubHTTPError

    return tuple(
        kind for kind in HfHubHTTPError.__mro__ if kind.__name__ in ("HTTPError", "OSError")
    )


def weights(files: list[str]) -> list[str]:
    """Choose the weights of a repository: each folder's safetensors, else its pickled ones."""
    chosen: list[str] = []
    served: set[str] = set()
    kept = [file for file in files if not any(Path(file).match(left) for left in _LEFT)]
    for pattern in _WEIGHTS:
        found = [file for file in kept if Path(file).match(pattern)]
        folders = {str(Path(file).parent) for file in found} - served
        chosen += [file for file in found if str(Path(file).parent) in folders]
        served |= folders
    return sorted(chosen)


def _digest(folder: Path) -> str:
    """Give one SHA-256 over the names and contents of a folder's files."""
    total = hashlib.sha256()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        relative = path.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts):
            continue
        try:
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").digest()
        except OSError as error:
            raise ModelError(f"cannot read the model {folder}: {error}") from error
        total.update(relative.as_posix().encode() + b"\0" + content)
    return total.hexdigest()
