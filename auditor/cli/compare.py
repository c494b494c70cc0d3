"""`auditor compare`: translations of one original against each other."""

import sys
from typing import Any

import click

from auditor.cli import job, options

_EPILOG = """\b
Examples:
  auditor compare article.en.txt engine-a.de.txt engine-b.de.txt
  auditor compare article.zh.md draft.fr.md edited.fr.md -o compare.html -o compare.csv
  auditor compare a.txt b.txt c.txt --qe hf:./my-estimator -o json:-

Sentences are compared by --by: the named estimator (qe) where there is one, else `overall`, the
mean of adequacy, fluency and quality. Significance: paired bootstrap over the sentences.
"""


@click.command("compare", epilog=_EPILOG)
@click.argument("source")
@click.argument("targets", nargs=-1, metavar="A B [C...]")
@options.languages
@click.option("--by", metavar="SCORE", default="", help="Score that decides, such as qe or chrf.")
@click.option(
    "--samples", type=click.IntRange(1, 1_000_000), default=1000, help="Samples; default: 1000."
)
@click.option("--seed", type=click.IntRange(0), default=12345, help="Seed of the samples.")
@options.comparing
@options.settings
@options.models("encoder", "qe", "lm")
@options.reference
@options.reading
@options.talk
def command(
    outputs: tuple[str, ...], quiet: bool, no_color: bool, targets: tuple[str, ...], **flags: Any
) -> None:
    """Rank the translations A, B, … of one original SOURCE.

    Without --output a ranking for people is shown.
    """
    from auditor import pipeline
    from auditor.comparison import Rules
    from auditor.report import files
    from auditor.report.rendering import COMPARISON
    from auditor.report.rival_terminal import ranking

    source, reference = flags["source"], flags["reference"]
    if len(targets) < 2:
        raise click.UsageError("name the original and two translations or more")
    if "-" in (source, reference, *targets):
        raise click.UsageError("the files of a comparison are read more than once: no -")
    talk = job.Talk(quiet, no_color)
    rules = Rules(by=flags.pop("by"), samples=flags.pop("samples"), seed=flags.pop("seed"))
    config = options.take_config(flags)
    inputs = [path for path in (source, reference, *targets) if path]
    wanted = files.outputs(outputs, inputs=inputs, forms=COMPARISON)
    with job.progress(talk) as around:
        found = pipeline.compare(
            source, targets, config, reference=reference, rules=rules, around=around
        )
    if not quiet:
        job.tell_side("source", found.source)
        for rival in found.rivals:
            job.tell_side(rival.label, rival.target)
        for notice in found.notices:
            click.echo(f"note: {notice}", err=True)
    files.write(found, wanted, sys.stdout.buffer, COMPARISON)
    if not quiet:
        if not wanted:
            ranking(found, job.console(no_color))
        job.tell_written(outputs)
    job.exit_on_crash(dict.fromkeys(skip for rival in found.rivals for skip in rival.skips))
