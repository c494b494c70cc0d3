"""What the commands that audit have in common: run, show progress, write, tell, exit."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from auditor.config import Config

if TYPE_CHECKING:
    from rich.console import Console

    from auditor.core.mqm import Skip
    from auditor.pipeline import Surroundings
    from auditor.report.model import Report, SideInfo


def console(no_color: bool, *, stderr: bool = False) -> "Console":
    """Give a console that colours on a terminal only and heeds NO_COLOR."""
    from rich.console import Console

    return Console(
        stderr=stderr, no_color=no_color or None, highlight=False, soft_wrap=False, emoji=False
    )


@dataclass(frozen=True, slots=True)
class Talk:
    """How much a command says, and how."""

    quiet: bool
    no_color: bool


def audit(config: Config, flags: Mapping[str, Any], talk: Talk) -> "Report":
    """Audit two files, or with the flag `bitext` one that is aligned already."""
    from auditor import pipeline

    source, target, reference = flags["source"], flags["target"], flags["reference"]
    if flags["bitext"]:
        if target is not None or reference is not None:
            raise click.UsageError("--bitext takes one file and no --reference")
        return run(pipeline.audit_bitext, source, config=config, talk=talk)
    if target is None:
        raise click.UsageError("Missing argument 'TARGET' (or pass --bitext for an aligned file).")
    if [source, target, reference].count("-") > 1:
        raise click.UsageError("only one file can be standard input (-)")
    return run(pipeline.audit, source, target, config=config, talk=talk, reference=reference)


def run(
    job: Callable[..., "Report"], *files: str, config: Config, talk: Talk, **more: Any
) -> "Report":
    """Run one of the pipeline's jobs, with progress on a terminal and its notices on stderr."""
    with progress(talk) as around:
        report = job(*files, config, around=around, **more)
    tell(report, talk)
    return report


def tell(report: "Report", talk: Talk) -> None:
    """Say what was detected, and what people should know of the run."""
    if talk.quiet:
        return
    for name, side in (("source", report.source), ("target", report.target)):
        tell_side(name, side)
    for notice in report.notices:
        click.echo(f"note: {notice}", err=True)


def check_outputs(outputs: tuple[str, ...], *inputs: str | None) -> None:
    """Refuse a path that cannot be written, or that is an input, before the work begins."""
    from auditor.report import files

    files.outputs(outputs, inputs=[path for path in inputs if path])


def finish(report: "Report", outputs: tuple[str, ...], talk: Talk) -> None:
    """Write the reports that were asked for; without any, show the summary for people."""
    from auditor.report import files
    from auditor.report.rendering import FORMS
    from auditor.report.terminal import summary

    wanted = files.outputs(outputs)
    files.write(report, wanted, sys.stdout.buffer, FORMS)
    if talk.quiet:
        return
    if not wanted:
        summary(report, console(talk.no_color))
    tell_written(outputs)


def tell_written(outputs: tuple[str, ...]) -> None:
    """Say which files were written."""
    for path in outputs:
        if not path.endswith("-"):
            click.echo(f"written: {path}", err=True)


def exit_on_crash(skips: "Iterable[Skip]") -> None:
    """Exit with 2 when a check crashed: a crash must never read as a pass."""
    crashed = [skip for skip in skips if skip.crashed]
    for skip in crashed:
        click.echo(f"Error: the check {skip.check} crashed: {skip.reason}", err=True)
    if crashed:
        click.echo("The other checks ran; please report this as a bug of auditor.", err=True)
        sys.exit(2)


@contextmanager
def progress(talk: Talk) -> Iterator["Surroundings"]:
    """Show on a terminal what the audit does now."""
    from auditor.pipeline import Surroundings

    stdin = sys.stdin.buffer
    if talk.quiet or not sys.stderr.isatty():
        yield Surroundings(stdin=stdin)
        return
    with console(talk.no_color, stderr=True).status("reading …") as status:
        yield Surroundings(stdin=stdin, progress=lambda step: status.update(f"{step} …"))


def tell_side(name: str, side: "SideInfo | None") -> None:
    """Say what was detected of one document, and what its reader noticed."""
    if side is None:
        return
    if side.lang_detected:
        click.echo(f"{name}: {side.path} is in {side.lang} (detected)", err=True)
    for notice in side.notices:
        click.echo(f"note: {side.path}: {notice}", err=True)
