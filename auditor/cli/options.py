"""Options that several commands share, and how they become a configuration."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ParamSpec

import click

from auditor import config as configuration
from auditor.config import Config

P = ParamSpec("P")

_INPUT = ("segmented", "whole_page")
_MODELS = ("encoder", "qe", "lm", "device", "download")
_TOP = ("source_lang", "target_lang", "glossary", "lang")
_FILES = ("auditor.toml", "pyproject.toml")


def languages(command: Callable[P, None]) -> Callable[P, None]:
    """Add --source-lang and --target-lang."""
    command = click.option(
        "--target-lang", metavar="TAG", default="", help="Language of the translation (BCP 47)."
    )(command)
    return click.option(
        "--source-lang",
        metavar="TAG",
        default="",
        help="Language of the original (BCP 47, such as zh-Hant); detected when absent.",
    )(command)


def reading(command: Callable[P, None]) -> Callable[P, None]:
    """Add --segmented and --whole-page."""
    command = click.option(
        "--whole-page", is_flag=True, help="Keep page chrome (banners, buttons) in the article."
    )(command)
    return click.option(
        "--segmented", is_flag=True, help="The input has one sentence a line already."
    )(command)


def settings(command: Callable[P, None]) -> Callable[P, None]:
    """Add --config, --glossary, --lang and --min-confidence."""
    command = click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        help="Leave out findings that are less sure than this.  [default: 0.5]",
    )(command)
    command = click.option(
        "--lang", metavar="TAG", default="", help="Language of the messages: en or fr."
    )(command)
    command = click.option(
        "--glossary",
        metavar="FILE",
        default="",
        help="Terms to keep to: CSV or TSV with the columns source and target.",
    )(command)
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="Configuration; default: auditor.toml, or [tool.auditor] in pyproject.toml.",
    )(command)


_NAMES = {
    "encoder": "Compares meanings: builtin, or hf: and a hub id or folder.",
    "qe": "Judges pairs: builtin, or hf: or comet: and a hub id, folder or checkpoint.",
    "lm": "Reads the target: builtin, or hf: and a hub id or folder.",
}


def models(*roles: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Add the options that name models of some roles, --device and --download."""

    def add(command: Callable[P, None]) -> Callable[P, None]:
        command = click.option(
            "--download", is_flag=True, help="Named models may be fetched from the hub."
        )(command)
        command = click.option(
            "--device", metavar="NAME", default="", help="Where named models run: cpu, cuda, mps."
        )(command)
        for role in reversed(roles):
            command = click.option(f"--{role}", metavar="MODEL", default="", help=_NAMES[role])(
                command
            )
        return command

    return add


def output(command: Callable[P, None]) -> Callable[P, None]:
    """Add --output."""
    return click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        metavar="PATH",
        help="Report to write; the ending names the format (.csv .tsv .json .html .md .xlsx), or "
        "write FORMAT:PATH; findings:PATH is the table of findings; - is standard output. "
        "Repeatable.",
    )(command)


def comparing(command: Callable[P, None]) -> Callable[P, None]:
    """Add --output for comparisons."""
    return click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        metavar="PATH",
        help="Comparison to write: .html .csv .tsv .json, or FORMAT:PATH; findings:PATH is the "
        "table of all findings; - is standard output. Repeatable.",
    )(command)


def talk(command: Callable[P, None]) -> Callable[P, None]:
    """Add --quiet and --no-color."""
    command = click.option("--no-color", is_flag=True, help="No colours.")(command)
    return click.option(
        "-q", "--quiet", is_flag=True, help="No summary, no progress; errors only."
    )(command)


def auditing(command: Callable[P, None]) -> Callable[P, None]:
    """Add all that an audit against an original takes, its files included."""
    for option in (
        talk,
        click.option(
            "--bitext", is_flag=True, help="SOURCE is aligned already: TSV, CSV, PO, XLIFF, TMX."
        ),
        reading,
        models("encoder", "qe", "lm"),
        reference,
        settings,
        output,
        languages,
        click.argument("target", required=False),
        click.argument("source"),
    ):
        command = option(command)
    return command


def reference(command: Callable[P, None]) -> Callable[P, None]:
    """Add --reference."""
    return click.option(
        "--reference",
        metavar="FILE",
        help="A good translation; adds chrf, bleu and ter (an error rate).",
    )(command)


def read_config(file: Path | None) -> Config:
    """Read the configuration that is named, or the one of the working folder.

    Raises:
        ConfigError: it holds an unknown key or a wrong type.
    """
    if file is not None:
        return configuration.load(file)
    for name in _FILES:
        path = Path(name)
        if path.is_file() and (name != "pyproject.toml" or "[tool.auditor" in _text(path)):
            return configuration.load(path)
    return Config()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def take_config(flags: dict[str, Any]) -> Config:
    """Make the configuration from its file and the flags, and take these out of `flags`.

    Raises:
        ConfigError: the file holds an unknown key or a wrong type.
    """
    config = read_config(flags.pop("config_file"))
    inputs = {name: flags.pop(name) or getattr(config.input, name) for name in _INPUT}
    tops = {name: flags.pop(name, "") or getattr(config, name) for name in _TOP}
    least = flags.pop("min_confidence", None)
    if least is not None:
        tops["min_confidence"] = least
    named = {name: flags.pop(name, "") or getattr(config.models, name) for name in _MODELS}
    return replace(
        config,
        **tops,
        input=replace(config.input, **inputs),
        models=replace(config.models, **named),
    )
