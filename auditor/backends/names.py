"""Names of models, and the modules that load them: nothing is imported before a model is opened.

`builtin` is what ships with auditor; `hf:` stands before an id of the hub or a folder with a model
of transformers, `comet:` before an id or a checkpoint of COMET.
"""

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from auditor.backends.base import Encoder, Estimator, LanguageModel
from auditor.backends.checkpoint import Progress
from auditor.backends.remembering import RememberingEncoder
from auditor.config import ModelsConfig, nearest
from auditor.core.errors import BackendUnavailable, ConfigError
from auditor.core.models import ModelUse

Role = Literal["encoder", "qe", "lm"]

BUILTIN = "builtin"
_DISTRIBUTION = "translation-auditor"


@dataclass(frozen=True, slots=True)
class _Backend:
    """Who loads a model."""

    home: str
    """Module and name of what is called with a place, the configuration and a progress."""
    extra: str
    libraries: tuple[str, ...]


_TORCH = ("torch", "transformers", "huggingface_hub", "safetensors")
_BACKENDS: Mapping[Role, Mapping[str, _Backend]] = {
    "encoder": {
        "hf": _Backend(
            "auditor.backends.huggingface_encoder:SentenceEncoder", "transformers", _TORCH
        )
    },
    "qe": {
        "hf": _Backend("auditor.backends.huggingface_qe:estimator", "transformers", _TORCH),
        "comet": _Backend("auditor.backends.comet_qe:CometEstimator", "comet", (*_TORCH, "comet")),
    },
    "lm": {
        "hf": _Backend("auditor.backends.huggingface_lm:TokenModel", "transformers", _TORCH),
    },
}


@dataclass(frozen=True, slots=True)
class Models:
    """Models that were named beside the shipped ones; None where none was."""

    encoder: Encoder | None = None
    qe: Estimator | None = None
    lm: LanguageModel | None = None
    uses: tuple[ModelUse, ...] = ()
    """What to write of them in a report."""


def validate(config: ModelsConfig) -> None:
    """Refuse a name that no back-end has.

    Raises:
        ConfigError: the begin of a name is unknown, or nothing follows it.
    """
    for role, name in _named(config).items():
        _parsed(role, name)


def open_models(config: ModelsConfig, roles: tuple[Role, ...], progress: Progress) -> Models:
    """Load the models that the configuration names.

    Args:
        config: names and settings.
        roles: what is needed; models of other roles are not loaded.
        progress: is told of downloads and of the work.

    Raises:
        ConfigError: a name or a setting is unknown.
        BackendUnavailable: a library is not installed.
        ModelError: a model cannot be loaded.
    """
    validate(config)
    opened: dict[str, Any] = {}
    for role, name in _named(config).items():
        if role in roles and name != BUILTIN:
            progress(f"loading {name}")
            opened[role] = _opened(role, name, config, progress)
    uses = tuple(cast(ModelUse, model.use) for model in opened.values())
    if "encoder" in opened:
        opened["encoder"] = RememberingEncoder(opened["encoder"])
    return Models(**opened, uses=uses)


def _named(config: ModelsConfig) -> dict[Role, str]:
    return {"encoder": config.encoder, "qe": config.qe, "lm": config.lm}


def _parsed(role: Role, name: str) -> tuple[str, str]:
    scheme, colon, place = name.partition(":")
    if name == BUILTIN:
        return BUILTIN, ""
    known = _BACKENDS[role]
    if scheme not in known or not place.strip():
        forms = ", ".join([BUILTIN, *(f"{scheme}:ID or {scheme}:FOLDER" for scheme in known)])
        hint = "" if colon else nearest(scheme, [BUILTIN, *known])
        raise ConfigError(f"models.{role} must be one of {forms}, not {name!r}{hint}")
    return scheme, place


def _opened(role: Role, name: str, config: ModelsConfig, progress: Progress) -> Any:
    scheme, place = _parsed(role, name)
    backend = _BACKENDS[role][scheme]
    for library in backend.libraries:
        if importlib.util.find_spec(library) is None:
            raise BackendUnavailable(
                f"{library} is not installed: pip install '{_DISTRIBUTION}[{backend.extra}]'"
            )
    module, _, attribute = backend.home.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except ImportError as error:
        raise BackendUnavailable(
            f"{name} cannot be used, a library of the extra {backend.extra} does not load: {error}"
        ) from error
    return found(place, config, progress)
