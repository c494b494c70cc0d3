"""Whole reports of small audits; `make golden` writes them anew, and the change is read in review."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import auditor
from auditor.config import load
from auditor.report.json_report import to_json
from auditor.report.model import Report

CASES = sorted(path.parent for path in Path(__file__).parent.glob("golden/*/auditor.toml"))


def audited(case: Path) -> Report:
    config = load(case / "auditor.toml")
    source, target = case / "source.txt", case / "target.txt"
    if not source.exists():
        return auditor.check(target, config)
    return auditor.audit(source, target, config)


def body(report: Report) -> str:
    """Give the JSON report without what differs between machines and runs."""
    sides = [
        replace(side, path=Path(side.path).name) if side else None
        for side in (report.source, report.target)
    ]
    assert sides[1]
    data = json.loads(to_json(replace(report, source=sides[0], target=sides[1])))
    del data["provenance"]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_report(case: Path) -> None:
    path, now = case / "report.json", body(audited(case))
    if os.environ.get("AUDITOR_GOLDEN") == "write":
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")
