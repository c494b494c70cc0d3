"""`auditor render`: another report from the JSON."""

import sys
from pathlib import Path

import click

from auditor.cli import job, options

_EPILOG = """\b
Examples:
  auditor render report.json -o report.html
  auditor audit a.txt b.txt -o json:- | auditor render - -o md:-
"""


@click.command("render", epilog=_EPILOG)
@click.argument("report_file", metavar="REPORT.json")
@options.output
@options.talk
def command(report_file: str, outputs: tuple[str, ...], quiet: bool, no_color: bool) -> None:
    """Make other reports from a JSON report; without --output, show the summary."""
    from auditor.core.errors import UnreadableFile
    from auditor.report.json_report import from_json

    talk = job.Talk(quiet, no_color)
    job.check_outputs(outputs, report_file)
    try:
        data = sys.stdin.buffer.read() if report_file == "-" else Path(report_file).read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise UnreadableFile(f"cannot read {report_file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{report_file} is not UTF-8: is it a JSON report?") from error
    report = from_json(text)
    job.tell(report, talk)
    job.finish(report, outputs, talk)
