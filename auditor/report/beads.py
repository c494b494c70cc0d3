"""The table of beads that `auditor align` writes."""

import csv
import io
from typing import BinaryIO

from auditor.core.bitext import Bitext, Document, Segment, joined

COLUMNS = ("source", "target", "score", "source_text", "target_text")


def to_tsv(bitext: Bitext) -> str:
    """Give the beads as a table with a header; numbers of sentences count from 0."""
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    for bead in bitext.beads:
        table.writerow(
            (
                ",".join(map(str, bead.source)),
                ",".join(map(str, bead.target)),
                "" if bead.probability is None else f"{bead.probability:.4f}",
                _text([bitext.source_segments[i] for i in bead.source], bitext.source),
                _text([bitext.target_segments[j] for j in bead.target], bitext.target),
            )
        )
    return buffer.getvalue()


def write(bitext: Bitext, path: str, stdout: BinaryIO) -> None:
    """Write the table to a file, or to standard output for "-".

    Raises:
        OutputError: the file cannot be written; nothing half-written is left.
    """
    from auditor.report.files import write_bytes

    write_bytes(to_tsv(bitext).encode(), path, stdout)


def _text(segments: list[Segment], document: Document) -> str:
    return " ".join(joined(segments, document).text.split()) if segments else ""
