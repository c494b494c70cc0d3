"""`auditor compare` as people and programs use it."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import auditor
from auditor import runner
from auditor.cli.main import cli
from auditor.core.mqm import Skip
from tests.conftest import FR

HOSTILE = "<script>alert(1)</script>"


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.fixture
def worse(tmp_path: Path) -> Path:
    path = tmp_path / "worse.fr.txt"
    text = FR.replace("9 milliards", "90 milliards").replace("300 personnes", f"IBM {HOSTILE}")
    path.write_text(
        text.replace(" Les analystes jugent la réaction du marché positive.", ""), encoding="utf-8"
    )
    return path


def test_ranks_for_people(zh: Path, fr: Path, worse: Path) -> None:
    done = run("compare", zh, worse, fr)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert re.search(r"rank .*overall .*MQM .*only", lines[0])
    assert re.search(r"^ *1 +B .*^ *2 +A ", done.stdout, re.MULTILINE | re.DOTALL)
    assert "A against B:" in done.stdout
    assert "分析師認為市場反應正面。" in done.stdout


def test_the_table_has_a_row_for_each_part_of_the_original(
    zh: Path, fr: Path, worse: Path, tmp_path: Path
) -> None:
    out = tmp_path / "compare.csv"
    done = run("compare", zh, fr, worse, "-o", out, "-o", f"findings:{tmp_path / 'f.csv'}")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(rows) == 7
    assert list(rows[0]) == [
        "unit", "source_lines", "source", "best",
        "A_target", "A_score", "A_findings", "A_only",
        "B_target", "B_score", "B_findings", "B_only",
    ]  # fmt: skip
    cut = next(row for row in rows if row["source"] == "分析師認為市場反應正面。")
    assert (cut["best"], cut["B_target"], cut["B_score"]) == ("A", "", "0.0")
    magnitude = next(row for row in rows if "90 milliards" in row["B_target"])
    assert "90,000,000,000" in magnitude["B_only"]
    assert magnitude["best"] == "A"
    found = list(csv.DictReader(io.StringIO((tmp_path / "f.csv").read_text("utf-8-sig"))))
    assert {row["translation"] for row in found} == {"A", "B"}
    assert {row["only"] for row in found if row["check"] == "magnitude-mismatch"} == {"yes"}


def test_the_page_is_self_contained_and_escaped(
    zh: Path, fr: Path, worse: Path, tmp_path: Path
) -> None:
    out = tmp_path / "compare.html"
    assert run("compare", zh, fr, worse, "-o", out, "-q").exit_code == 0
    page = out.read_text("utf-8")
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert not re.search(r"\b(?:src|href)=\"(?!#)", page)
    assert "default-src 'none'" in page
    assert page.count('<p lang="zh-Hant" dir="auto">') == 7
    assert page.count('<p lang="fr" dir="auto">') == 13
    assert "Nothing in this translation" in page
    assert re.search(r'<mark class="critical">90 milliards</mark>', page)


def test_json_and_python_say_the_same(zh: Path, fr: Path, worse: Path, tmp_path: Path) -> None:
    out = tmp_path / "compare.json"
    done = run(
        "compare", zh, fr, worse, "-o", out, "--samples", 200, "--seed", 3, "--by", "quality"
    )
    assert done.exit_code == 0, done.output
    data = json.loads(out.read_text("utf-8"))
    assert (data["by"], data["samples"], data["seed"]) == ("quality", 200, 3)
    assert [rival["label"] for rival in data["rivals"]] == ["A", "B"]
    found = auditor.compare(zh, [fr, worse])
    assert [rival.rank for rival in found.rivals] == [1, 2]
    again = auditor.compare(zh, [fr, worse])
    assert (found.units, found.contrasts) == (again.units, again.contrasts)


def test_a_reference_can_decide(zh: Path, fr: Path, worse: Path) -> None:
    done = run("compare", zh, worse, fr, "--reference", fr, "--by", "ter", "-o", "json:-", "-q")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert [rival["rank"] for rival in data["rivals"]] == [2, 1]
    assert data["rivals"][1]["mean"] == 0.0
    assert data["rivals"][1]["signature"].startswith("ter|nrefs:1|")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("{zh}", "{fr}"), "two translations or more"),
        (("{zh}", "{fr}", "-"), "no -"),
        (("{zh}", "{fr}", "{worse}", "--by", "bleu"), "not every translation has a score 'bleu'"),
        (("{zh}", "{fr}", "{worse}", "-o", "x.xlsx"), "'.xlsx' is not known"),
        (("{zh}", "{fr}", "{worse}", "-o", "{fr}"), "is not known"),
        (("{zh}", "{fr}", "{zh}"), "the same text"),
        (("{zh}", "{fr}", "missing.txt"), "missing.txt"),
    ],
)
def test_wrong_use_is_one_clear_error(
    args: tuple[str, ...], message: str, zh: Path, fr: Path, worse: Path
) -> None:
    done = run("compare", *(arg.format(zh=zh, fr=fr, worse=worse) for arg in args))
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_a_crash_in_an_audit_is_told(
    zh: Path, fr: Path, worse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crashed(*args: object) -> runner.Outcome:
        return replace(ran(*args), skips=(Skip("omission", "ValueError: boom", crashed=True),))  # type: ignore[arg-type]

    ran = runner.run
    monkeypatch.setattr(runner, "run", crashed)
    done = run("compare", zh, fr, worse, "-q", "-o", "json:-")
    assert done.exit_code == 2
    assert done.stderr.count("the check omission crashed: ValueError: boom") == 1


def test_detected_languages_are_told(zh: Path, fr: Path, worse: Path) -> None:
    done = run("compare", zh, fr, worse)
    assert f"B: {worse} is in fr (detected)" in done.stderr
    assert "source:" in done.stderr
