"""`auditor checks`: the catalogue."""

import click

from auditor.cli import job


@click.command("checks")
@click.argument("check_id", metavar="[ID]", required=False)
@click.option("--no-color", is_flag=True, help="No colours.")
def command(check_id: str | None, no_color: bool) -> None:
    """List the checks, or explain the check ID with its options and examples."""
    from rich.table import Table

    from auditor import runner
    from auditor.catalogue import explain

    if check_id is not None:
        click.echo(explain(runner.find(check_id)))
        return
    table = Table("check", "severity", "looks at", "what it finds", box=None, pad_edge=False)
    for check in runner.catalogue().values():
        table.add_row(check.id, check.severity, check.scope, check.summary)
    job.console(no_color).print(table)
