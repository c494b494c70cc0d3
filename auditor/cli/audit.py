"""`auditor audit`: the main job."""

from typing import Any

import click

from auditor.cli import job, options

_EPILOG = """\b
Examples:
  auditor audit article.zh.txt article.fr.txt
  auditor audit article.en.md article.de.md -o report.csv -o findings:findings.csv -o report.html
  auditor audit --bitext messages.po -o json:- | jq .summary
  curl -s https://example.org/fr.html | auditor audit article.en.html -
"""


@click.command("audit", epilog=_EPILOG)
@options.auditing
def command(outputs: tuple[str, ...], quiet: bool, no_color: bool, **flags: Any) -> None:
    """Audit the translation TARGET against its original SOURCE; - is standard input.

    Without --output a summary for people is shown.
    """
    talk = job.Talk(quiet, no_color)
    config = options.take_config(flags)
    job.check_outputs(outputs, flags["source"], flags["target"], flags["reference"])
    report = job.audit(config, flags, talk)
    job.finish(report, outputs, talk)
    job.exit_on_crash(report.skips)
