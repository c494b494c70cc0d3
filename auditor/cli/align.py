"""`auditor align`: beads only."""

import sys
from typing import Any

import click

from auditor.cli import job, options

_EPILOG = """\b
Examples:
  auditor align article.zh.txt article.fr.txt -o beads.tsv
  auditor align book.de book.fr --segmented > beads.tsv

The table has the columns source, target, score, source_text, target_text; source and target are
comma-joined sentence numbers from 0, empty where a sentence has no counterpart. Page chrome is in
no bead.
"""


@click.command("align", epilog=_EPILOG)
@click.argument("source")
@click.argument("target")
@options.languages
@click.option("-o", "--output", metavar="PATH", default="-", help="Table to write; default: -.")
@options.settings
@options.models("encoder")
@options.reading
@options.talk
def command(
    source: str, target: str, output: str, quiet: bool, no_color: bool, **flags: Any
) -> None:
    """Align the sentences of SOURCE with those of its translation TARGET."""
    from auditor import pipeline
    from auditor.report import beads

    if source == target == "-":
        raise click.UsageError("only one file can be standard input (-)")
    config = options.take_config(flags)
    with job.progress(job.Talk(quiet, no_color)) as around:
        bitext = pipeline.align(source, target, config, around=around)
    for document in (bitext.source, bitext.target):
        for notice in () if quiet else document.notices:
            click.echo(f"note: {document.path}: {notice}", err=True)
    beads.write(bitext, output, sys.stdout.buffer)
