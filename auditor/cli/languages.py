"""`auditor languages`: the languages that have a profile."""

import click

from auditor.cli import job


@click.command("languages")
@click.option("--no-color", is_flag=True, help="No colours.")
def command(no_color: bool) -> None:
    """List the languages that have a profile; any other works with general rules."""
    from rich.table import Table

    from auditor.text.language import language, tags

    table = Table("tag", "language", "script", box=None, pad_edge=False)
    for tag in tags():
        profile = language(tag)
        table.add_row(tag, profile.name, profile.script)
    job.console(no_color).print(table)
    click.echo("Any other language works with general rules (name it by its BCP 47 tag).")
