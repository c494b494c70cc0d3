"""Outputs: what `-o` means, what is refused early, and files that are whole or not there."""

import errno
import io
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from auditor.core.errors import ConfigError, OutputError
from auditor.report import Output, from_json, outputs, write
from auditor.report.files import write_bytes
from tests.report import factory


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("report.csv", Output("csv", "report.csv")),
        ("report.HTML", Output("html", "report.HTML")),
        ("report.htm", Output("html", "report.htm")),
        ("a.b.markdown", Output("md", "a.b.markdown")),
        ("html:-", Output("html", "-")),
        ("-", Output("csv", "-")),
        ("JSON:out.txt", Output("json", "out.txt")),
        ("csv:odd:name", Output("csv", "odd:name")),
        ("./odd:name.tsv", Output("tsv", "./odd:name.tsv")),
        (r"C:\x.csv", Output("csv", r"C:\x.csv")),
        (r"xlsx:C:\x.bin", Output("xlsx", r"C:\x.bin")),
        ("findings:x.csv", Output("csv", "x.csv", "findings")),
        ("findings:tsv:-", Output("tsv", "-", "findings")),
        ("findings:-", Output("csv", "-", "findings")),
        (r"findings:C:\x.xlsx", Output("xlsx", r"C:\x.xlsx", "findings")),
    ],
)
def test_a_format_is_named_or_read_from_the_ending(spec: str, expected: Output) -> None:
    assert outputs([spec]) == (expected,)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("report.docx", r"ending '\.docx' is not known; use \.csv, .*\.xlsx"),
        ("report", r"no ending; use .*csv:report"),
        ("cvs:report", r"unknown format 'cvs' \(did you mean 'csv'\?\); known: csv, .*xlsx"),
        ("finding:x.csv", "did you mean 'findings'"),
        ("findings:x.html", r"use \.csv, \.tsv"),
        ("findings:json:x", "unknown format 'json'"),
        ("csv:", "the path is missing"),
        ("findings:", "no ending"),
        ("", "no ending"),
    ],
)
def test_an_unknown_format_names_the_known_ones(spec: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        outputs([spec])


def test_two_reports_cannot_go_to_one_place() -> None:
    with pytest.raises(ConfigError, match="already"):
        outputs(["a.csv", "json:./a.csv"])
    with pytest.raises(ConfigError, match="already"):
        outputs(["csv:-", "html:-"])


def test_an_input_is_not_overwritten() -> None:
    with pytest.raises(ConfigError, match="an input"):
        outputs(["article.md"], inputs=["-", "./article.md"])


def test_a_missing_folder_and_a_folder_are_refused_early() -> None:
    with pytest.raises(OutputError, match="does not exist; make it first"):
        outputs(["nowhere/report.csv"])
    Path("folder.csv").mkdir()
    with pytest.raises(OutputError, match="this is a folder"):
        outputs(["folder.csv"])


def test_a_folder_without_permission_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(OutputError, match="no permission"):
        outputs(["report.csv"])


def test_all_outputs_are_written(tmp_path: Path) -> None:
    report, stdout = factory.article(), io.BytesIO()
    specs = ["r.csv", "r.tsv", "r.json", "r.html", "r.md", "r.xlsx", "md:-"]
    specs += [f"findings:f.{ending}" for ending in ("csv", "tsv", "md", "xlsx")]
    write(report, outputs(specs), stdout)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {spec.rpartition(":")[2] for spec in specs if not spec.endswith("-")}
    assert all(path.stat().st_size > 100 for path in tmp_path.iterdir())
    assert from_json(Path("r.json").read_text(encoding="utf-8")) == report
    assert stdout.getvalue().startswith(b"# Translation audit")


def test_a_new_file_has_usual_permissions_and_an_old_one_keeps_its_own() -> None:
    umask = os.umask(0o022)
    try:
        write(factory.empty(), outputs(["new.csv"]), io.BytesIO())
        Path("old.csv").touch()
        Path("old.csv").chmod(0o640)
        write(factory.empty(), outputs(["old.csv"]), io.BytesIO())
    finally:
        os.umask(umask)
    assert stat.S_IMODE(Path("new.csv").stat().st_mode) == 0o644
    assert stat.S_IMODE(Path("old.csv").stat().st_mode) == 0o640


def test_a_link_is_followed() -> None:
    Path("real.csv").touch()
    Path("link.csv").symlink_to("real.csv")
    write(factory.empty(), outputs(["link.csv"]), io.BytesIO())
    assert Path("link.csv").is_symlink()
    assert Path("real.csv").stat().st_size > 0


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write(factory.empty(), outputs(["csv:/dev/null"]), io.BytesIO())
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told() -> None:
    with pytest.raises(OutputError, match="the disk is full; free some space"):
        write(factory.article(), outputs(["csv:/dev/full"]), io.BytesIO())


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "permission was denied"),
        (errno.EROFS, "read-only"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_failure_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def fail(handle: int) -> NoReturn:
        raise OSError(number, os.strerror(number))

    Path("b.csv").write_text("as it was")
    wanted = outputs(["a.json", "b.csv"])
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=advice):
        write(factory.article(), wanted, io.BytesIO())
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
    assert Path("b.csv").read_text() == "as it was"


def test_nothing_is_renamed_before_all_are_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "full")

    wanted = outputs(["a.json", "b.csv"])
    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(OutputError, match=r"b\.csv"):
        write(factory.article(), wanted, io.BytesIO())
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(handle: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(b"x", "a.tsv", io.BytesIO())
    assert list(tmp_path.iterdir()) == []


class _Broken(io.BytesIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, data: object) -> NoReturn:
        raise self.error


def test_a_full_standard_output_is_told_and_a_closed_pipe_is_left_to_the_caller() -> None:
    with pytest.raises(OutputError, match="standard output: the disk is full"):
        write(factory.empty(), outputs(["-"]), _Broken(OSError(errno.ENOSPC, "full")))
    with pytest.raises(BrokenPipeError):
        write(factory.empty(), outputs(["-"]), _Broken(BrokenPipeError(errno.EPIPE, "pipe")))


def test_other_tables_are_written_the_same_way() -> None:
    stdout = io.BytesIO()
    write_bytes(b"table", "-", stdout)
    write_bytes(b"table", "beads.tsv", stdout)
    assert stdout.getvalue() == Path("beads.tsv").read_bytes() == b"table"
    with pytest.raises(OutputError, match="does not exist"):
        write_bytes(b"table", "nowhere/beads.tsv", stdout)


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_bytes(b"x", "a" * 300 + ".csv", io.BytesIO())
