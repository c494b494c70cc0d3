"""The command line as people and programs use it."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import cli, main


def run(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)


def test_audit_without_output_shows_a_summary(zh: Path, fr: Path) -> None:
    done = run("audit", zh, fr)
    assert done.exit_code == 0, done.output
    assert "zh-Hant" in done.output
    assert "score" in done.stdout.casefold()


def test_audit_prints_the_detected_languages(zh: Path, fr: Path) -> None:
    done = run("audit", zh, fr)
    assert "is in zh-Hant (detected)" in done.stderr
    assert "is in fr (detected)" in done.stderr
    stated = run("audit", zh, fr, "--source-lang", "zh-Hant", "--target-lang", "fr")
    assert "detected" not in stated.stderr


def test_audit_writes_several_reports(zh: Path, fr: Path, tmp_path: Path) -> None:
    done = run(
        "audit", zh, fr, "-o", tmp_path / "r.csv", "-o", f"findings:{tmp_path / 'f.csv'}",
        "-o", tmp_path / "r.html", "-o", f"json:{tmp_path / 'r.data'}",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig"))))
    assert [row["bead"] for row in rows][:2] == ["1-1", "1-1"]
    assert list(rows[0])[:7] == [
        "pair", "source_lines", "target_lines", "bead", "source", "target", "source_lang",
    ]  # fmt: skip
    assert json.loads((tmp_path / "r.data").read_text("utf-8"))["schema"] == "1.1"
    assert "<html" in (tmp_path / "r.html").read_text("utf-8")
    assert (tmp_path / "f.csv").read_text("utf-8-sig").startswith("finding,pair,check")


def test_standard_input_and_output(zh: Path, fr: Path) -> None:
    done = run("audit", zh, "-", "-o", "json:-", "-q", stdin=fr.read_bytes())
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["target"]["lang"] == "fr"


def test_both_sides_from_standard_input_is_a_usage_error() -> None:
    assert run("audit", "-", "-").exit_code == 2
    assert run("align", "-", "-").exit_code == 2


def test_missing_target_says_what_to_do(zh: Path) -> None:
    done = run("audit", zh)
    assert done.exit_code == 2
    assert "TARGET" in done.stderr


def test_check_needs_no_original(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("Le réseau est né à la DARPA (, et il a grandi.\n", encoding="utf-8")
    done = run("check", path, "--target-lang", "fr", "-o", "findings:csv:-", "-q")
    assert done.exit_code == 0, done.output
    found = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
    assert any("(" in row["text"] for row in found)


def test_align_writes_beads(zh: Path, fr: Path, tmp_path: Path) -> None:
    out = tmp_path / "beads.tsv"
    done = run("align", zh, fr, "-o", out)
    assert done.exit_code == 0, done.output
    lines = out.read_text("utf-8").splitlines()
    assert lines[0] == "source\ttarget\tscore\tsource_text\ttarget_text"
    assert lines[1].split("\t")[:2] == ["0", "0"]
    assert 0 <= float(lines[1].split("\t")[2]) <= 1


def test_gate_passes_and_fails(zh: Path, fr: Path, tmp_path: Path) -> None:
    assert run("gate", zh, fr, "--fail-on", "critical").exit_code == 0
    broken = tmp_path / "broken.fr.txt"
    broken.write_text(
        fr.read_text("utf-8").replace("Les analystes jugent la réaction du marché positive.", "("),
        encoding="utf-8",
    )
    done = run("gate", zh, broken, "--fail-on", "minor")
    assert done.exit_code == 1
    assert "failed: fail-on" in done.stderr
    assert run("gate", zh, broken, "--min-score", "100").exit_code == 1
    assert run("gate", zh, broken, "--max-penalty-per-1000-words", "0").exit_code == 1


def test_gate_reads_its_thresholds_from_the_configuration(
    zh: Path, fr: Path, tmp_path: Path
) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text("[gate]\nmin_score = 100.0\nmax_penalty_per_1000_words = 0.0\n")
    broken = tmp_path / "broken.fr.txt"
    broken.write_text(fr.read_text("utf-8").replace("300 personnes", "900 personnes (,"))
    assert run("gate", zh, broken, "--config", config).exit_code == 1


def test_render_from_json(zh: Path, fr: Path, tmp_path: Path) -> None:
    data, first, second = tmp_path / "r.json", tmp_path / "a.html", tmp_path / "b.html"
    assert run("audit", zh, fr, "-o", data, "-o", first, "-q").exit_code == 0
    assert run("render", data, "-o", second).exit_code == 0
    assert first.read_text("utf-8") == second.read_text("utf-8")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe\x00", b'{"schema": "99.0"}'])
def test_render_refuses_what_is_no_report(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(content)
    done = run("render", path)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_checks_and_languages() -> None:
    assert "unpaired-bracket" in run("checks").stdout
    page = run("checks", "unpaired-bracket").stdout
    assert "Flagged" in page
    assert "Left alone" in page
    wrong = run("checks", "unpaired-brackets")
    assert wrong.exit_code == 2
    assert "did you mean 'unpaired-bracket'" in wrong.stderr
    assert "zh-Hant" in run("languages").stdout


def test_version_and_help() -> None:
    assert "0.1.0" in run("--version").stdout
    text = run("--help").stdout
    for command in ("audit", "check", "align", "gate", "render", "checks", "languages"):
        assert command in text
        page = run(command, "--help")
        assert page.exit_code == 0
        assert "Usage:" in page.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[gat]\n", "did you mean 'gate'"),
        ("[gate]\nfail_on = 'grave'\n", "must be one of"),
        ("[gate]\nmin_score = 'x'\n", "must be float"),
        ("[checks.number-mismach]\n", "did you mean 'number-mismatch'"),
        ("[checks.number-mismatch]\nseverty = 'minor'\n", "unknown option"),
        ("[[ignore]]\ncheck = 'omission'\n", "reason"),
        ("x = [", "cannot read the configuration"),
    ],
)
def test_wrong_configuration_is_one_clear_error(
    text: str, message: str, zh: Path, fr: Path, tmp_path: Path
) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text(text)
    done = run("audit", zh, fr, "--config", config)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_ignore_hides_a_finding_and_reports_one_that_matched_nothing(tmp_path: Path) -> None:
    target = tmp_path / "t.txt"
    target.write_text("Le réseau est né à la DARPA (, et il a grandi.\n", encoding="utf-8")
    found = json.loads(run("check", target, "--target-lang", "fr", "-qo", "json:-").stdout)
    config = tmp_path / "auditor.toml"
    config.write_text(
        "".join(
            f"[[ignore]]\ncheck = '{f['check']}'\nreason = 'known'\n" for f in found["findings"]
        )
        + "[[ignore]]\ncheck = 'omission'\nreason = 'none'\n"
    )
    done = run("check", target, "--target-lang", "fr", "--config", config, "-o", "json:-")
    assert json.loads(done.stdout)["findings"] == []
    assert "the ignore of omission (any text) matched nothing" in done.stderr


@pytest.mark.parametrize(("stated", "threads"), [(None, "1"), ("4", "4")])
def test_the_command_computes_in_one_thread_unless_more_are_asked_for(
    stated: str | None, threads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", stated or "")
    if stated is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr("sys.argv", ["auditor", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert os.environ["OPENBLAS_NUM_THREADS"] == threads
