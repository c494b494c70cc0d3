"""The page of what is covered names checks that exist, and gives a reason where there is none."""

import csv
import re
from pathlib import Path

import pytest

from auditor import runner

ROOT = Path(__file__).parents[1]
TABLE = ROOT.parent / "shared" / "anchors" / "qa-feature-table.tsv"
ID = re.compile(r"`([a-z0-9-]+)`")


def rows() -> list[list[str]]:
    """Give the cells of the table, without its head."""
    lines = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def test_every_check_that_is_named_exists() -> None:
    named = {name for row in rows() for name in ID.findall(row[2])}
    assert named <= set(runner.catalogue())
    assert len(named) > 40


def test_every_row_names_a_check_or_says_that_there_is_none() -> None:
    for row in rows():
        assert len(row) == 4, row
        assert ID.search(row[2]) or row[2] == "—", row


@pytest.mark.skipif(not TABLE.exists(), reason="the data beside the project is not there")
def test_there_is_a_row_for_each_kind_of_check() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        kinds = [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not row["group"].startswith("CAPABILITIES")
        ]
    assert len(rows()) == len(kinds)
