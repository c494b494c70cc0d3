"""`auditor check`: a translation alone."""

from typing import Any

import click

from auditor.cli import job, options

_EPILOG = """\b
Examples:
  auditor check article.fr.txt --target-lang fr
  auditor check article.de.md -o findings:-
"""


@click.command("check", epilog=_EPILOG)
@click.argument("target")
@click.option("--target-lang", metavar="TAG", default="", help="Language of the text (BCP 47).")
@options.output
@options.settings
@options.models("lm")
@options.reading
@options.talk
def command(
    target: str, outputs: tuple[str, ...], quiet: bool, no_color: bool, **flags: Any
) -> None:
    """Audit the translation TARGET without its original: every check that needs none."""
    from auditor import pipeline

    talk = job.Talk(quiet, no_color)
    config = options.take_config(flags)
    job.check_outputs(outputs, target)
    report = job.run(pipeline.check, target, config=config, talk=talk)
    job.finish(report, outputs, talk)
    job.exit_on_crash(report.skips)
