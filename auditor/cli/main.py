"""The command `auditor`: its subcommands are imported when they are called."""

import importlib
import logging
import os

import click

from auditor.core.errors import AuditorError
from auditor.version import __version__

_COMMANDS = {
    "audit": "Audit a translation against its original.",
    "check": "Audit a translation whose original is missing.",
    "align": "Align a translation with its original, sentence by sentence.",
    "compare": "Rank several translations of one original.",
    "gate": "Audit, then pass or fail by thresholds (for CI).",
    "render": "Make another report from a JSON report, without a new audit.",
    "checks": "List the checks, or explain one.",
    "languages": "List the languages that have a profile.",
}

_EPILOG = """\b
Examples:
  auditor audit article.zh.txt article.fr.txt
  auditor audit article.zh.txt article.fr.txt -o report.csv -o report.html
  auditor audit --bitext messages.po
  auditor check article.fr.txt --target-lang fr
  auditor gate article.en.md article.de.md --fail-on major

\b
Exit codes: 0 passed, 1 the gate failed, 2 could not audit.
Shell completion: eval "$(_AUDITOR_COMPLETE=bash_source auditor)" (or zsh_source, fish_source).
"""


class CouldNotAudit(click.ClickException):
    """Show one clear error and exit with 2."""

    exit_code = 2


class Commands(click.Group):
    """Subcommands that are loaded on use, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of a newcomer's needs."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and give the command."""
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"auditor.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a module without one is a bug
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what a user can cause becomes one line and exit code 2."""
        try:
            return super().invoke(ctx)
        except AuditorError as error:
            raise CouldNotAudit(str(error)) from error


@click.command(
    cls=Commands,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Audit the quality of translations.

    Aligns a translation with its original, scores adequacy and fluency, finds glitches, and
    writes a report for every sentence. Works offline.
    """
    logging.basicConfig(format="%(name)s: %(message)s", level=logging.WARNING)


def main() -> None:
    """Run the command line; the products of matrices are small, and quickest in one thread."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    cli(prog_name="auditor")
