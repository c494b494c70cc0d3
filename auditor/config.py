"""The configuration: defaults, then a TOML file, then flags; read once, by the CLI."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from auditor.core.errors import ConfigError
from auditor.core.mqm import Severity


@dataclass(frozen=True, slots=True)
class InputConfig:
    """How files are read."""

    segmented: bool = False
    """The text has one sentence a line already."""
    whole_page: bool = False
    """Keep what looks like page chrome in the article."""
    max_bytes: int = 100_000_000
    """Larger files are refused."""
    max_line_chars: int = 1_000_000
    """Longer lines are refused."""


@dataclass(frozen=True, slots=True)
class AlignConfig:
    """How sentences are aligned."""

    max_beads: int = 5
    """Most segments that one side of a bead may hold (1 to 5)."""
    models: bool = True
    """Compare meanings and words with the shipped models, where they know both languages."""
    max_cells: int = 20_000_000_000
    """Most source × target segments that are aligned at once; larger texts are refused."""


@dataclass(frozen=True, slots=True)
class ModelsConfig:
    """Which models are used, and how they run; see docs/models.md."""

    encoder: str = "builtin"
    """Compares meanings: "builtin", or "hf:" and a hub id or a folder."""
    encoder_prompt: str = ""
    """Text before every sentence, or the name of a prompt that the encoder states itself."""
    qe: str = "builtin"
    """Judges pairs: "builtin", "hf:" or "comet:" and a hub id, a folder or a checkpoint."""
    qe_scale: str = "auto"
    """How raw values become [0, 1]: "auto" (what the model states), "unit" (cut at 0 and 1) or
    "logistic"."""
    lm: str = "builtin"
    """Reads the target: "builtin", or "hf:" and a hub id or a folder."""
    device: str = "auto"
    """Where the models run: "auto" (the first there is of cuda, mps, cpu), or a device."""
    dtype: str = "auto"
    """Precision: "auto" (float32; bfloat16 on CUDA), "float32", "float16" or "bfloat16"."""
    max_tokens: int = 512
    """Longer texts are cut for the models."""
    batch_tokens: int = 8192
    """Most tokens that a model sees at once: what bounds its memory."""
    download: bool = False
    """Models may be fetched from the hub; without it nothing goes to the network."""


@dataclass(frozen=True, slots=True)
class ScoringConfig:
    """MQM severity weights (MQM 2.0 defaults) and the passing threshold of the summary."""

    neutral: float = 0.0
    minor: float = 1.0
    major: float = 5.0
    critical: float = 25.0
    passing_score: float = 80.0

    def weight(self, severity: Severity) -> float:
        """Give the penalty points of one finding of this severity."""
        weight: float = getattr(self, severity.value)
        return weight


@dataclass(frozen=True, slots=True)
class GateConfig:
    """Thresholds of `auditor gate`; None means not asked for."""

    fail_on: Severity | None = None
    min_score: float | None = None
    max_penalty_per_1000_words: float | None = None
    max_untranslated: float | None = None


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings that a person has judged and accepts."""

    check: str
    reason: str
    target: str = ""
    """Marked text that is accepted; empty accepts every finding of the check."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of an audit."""

    source_lang: str = ""
    target_lang: str = ""
    glossary: str = ""
    lang: str = "en"
    """Language of the messages."""
    min_confidence: float = 0.5
    """Findings that are less sure than this are left out, 0 to 1."""
    input: InputConfig = field(default_factory=InputConfig)
    align: AlignConfig = field(default_factory=AlignConfig)
    models: ModelsConfig = field(default_factory=ModelsConfig)
    scoring: ScoringConfig = field(default_factory=ScoringConfig)
    gate: GateConfig = field(default_factory=GateConfig)
    checks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Per check id: `enabled`, `severity`, and the check's own options."""
    ignore: tuple[Ignore, ...] = ()


def nearest(name: str, known: Iterable[str]) -> str:
    """Give " (did you mean …?)" for a misspelt name, or nothing when no name is near."""
    match = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {match[0]!r}?)" if match else ""


def load(path: Path) -> Config:
    """Read a configuration file: auditor.toml, or the `[tool.auditor]` table of pyproject.toml.

    Raises:
        ConfigError: the file cannot be read, or holds an unknown key or a wrong type.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot read the configuration {path}: {error}") from error
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("auditor", {})
    return from_mapping(data, where=str(path))


def from_mapping(data: Mapping[str, Any], where: str = "configuration") -> Config:
    """Make a Config from plain TOML values, refusing what it does not know."""
    config: Config = _build(Config, data, where)
    for check, options in config.checks.items():
        if not isinstance(options, Mapping):
            raise ConfigError(f"{where}: [checks.{check}] must be a table")
    return config


def _build(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise ConfigError(f"{where} must be a table, not {data!r}")
    hints = get_type_hints(kind)
    names = {f.name for f in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in names:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(name, names)}")
        values[name] = _convert(hints[name], value, f"{where}: {key}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ConfigError(f"{where}: {error}") from error


def _convert(hint: Any, value: Any, where: str) -> Any:
    options = [option for option in get_args(hint) if option is not type(None)]
    if hint == tuple[Ignore, ...]:
        if not isinstance(value, list):
            raise ConfigError(f"{where} must be an array of tables: [[ignore]]")
        return tuple(_build(Ignore, item, where) for item in value)
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):
        return _build(hint, value, where)
    kind = options[0] if options and isinstance(options[0], type) and len(options) == 1 else hint
    if kind is Severity:
        try:
            return Severity(value)
        except ValueError:
            known = ", ".join(Severity)
            raise ConfigError(f"{where} must be one of {known}, not {value!r}") from None
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and (
        not isinstance(value, kind) or (kind is not bool and isinstance(value, bool))
    ):
        raise ConfigError(f"{where} must be {kind.__name__}, not {value!r}")
    return value
