"""`auditor gate`: audit, then pass or fail."""

import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import job, options
from auditor.config import GateConfig
from auditor.core.mqm import Severity

if TYPE_CHECKING:
    from auditor.report.model import Report, Verdict

_EPILOG = """\b
Examples:
  auditor gate article.en.md article.de.md --fail-on major
  auditor gate --bitext messages.po --min-score 80 --max-untranslated 0.05
  auditor gate a.txt b.txt --max-penalty-per-1000-words 8 -o report.html

Without any threshold, here or in the configuration, --fail-on critical holds.
Exit codes: 0 passed, 1 failed, 2 could not audit.
"""
_SHOWN = 10


@click.command("gate", epilog=_EPILOG)
@options.auditing
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in Severity if s is not Severity.NEUTRAL]),
    help="Fail on a finding of this severity or worse.",
)
@click.option(
    "--min-score", type=click.FloatRange(0, 100), help="Lowest MQM score per word (0 to 100)."
)
@click.option(
    "--max-penalty-per-1000-words", type=click.FloatRange(0), help="Most MQM penalty points."
)
@click.option(
    "--max-untranslated", type=click.FloatRange(0, 1), help="Largest untranslated share (0 to 1)."
)
def command(outputs: tuple[str, ...], quiet: bool, no_color: bool, **flags: Any) -> None:
    """Audit TARGET against SOURCE and exit with 1 when a threshold is not met."""
    from auditor.gate import judge

    talk = job.Talk(quiet, no_color)
    config = options.take_config(flags)
    thresholds = _thresholds(config.gate, flags)
    job.check_outputs(outputs, flags["source"], flags["target"], flags["reference"])
    report = job.audit(config, flags, talk)
    if outputs:
        job.finish(report, outputs, talk)
    job.exit_on_crash(report.skips)
    verdict = judge(report, thresholds)
    if not quiet:
        _tell(report, verdict)
    sys.exit(0 if verdict.passed else 1)


def _thresholds(configured: GateConfig, flags: Mapping[str, Any]) -> GateConfig:
    given: dict[str, Any] = {
        field.name: flags[field.name]
        for field in fields(GateConfig)
        if flags[field.name] is not None
    }
    if "fail_on" in given:
        given["fail_on"] = Severity(given["fail_on"])
    thresholds = replace(configured, **given)
    return GateConfig(fail_on=Severity.CRITICAL) if thresholds == GateConfig() else thresholds


def _tell(report: "Report", verdict: "Verdict") -> None:
    if verdict.passed:
        click.echo("passed", err=True)
        return
    by_number = {finding.index: finding for finding in report.findings}
    for failure in verdict.failures:
        click.echo(f"failed: {failure.threshold}: {failure.message}", err=True)
        worst = sorted(failure.findings, key=lambda i: (-by_number[i].severity.rank, i))
        for number in worst[:_SHOWN]:
            finding = by_number[number]
            side = report.source if finding.side == "source" and report.source else report.target
            click.echo(
                f"  {side.path}:{finding.line}: {finding.severity}: "
                f"{finding.message} [{finding.check}]",
                err=True,
            )
        if len(worst) > _SHOWN:
            click.echo(f"  … and {len(worst) - _SHOWN} more", err=True)
