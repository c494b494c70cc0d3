"""Bad input never hurts: one clear error, exit code 2, nothing half-written."""

import errno
import os
import resource
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import cli


def refused(*args: object) -> Result:
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert done.exit_code == 2, done.output
    assert done.stderr.strip()
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7\n\x00\x01", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 64, ""),
        (b"\x00\x01\x02\x03" * 64, "binary"),
    ],
)
def test_file_without_text(content: bytes, message: str, fr: Path, tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(content)
    assert message.casefold() in refused("audit", path, fr).stderr.casefold()


def test_swapped_sides(zh: Path, fr: Path) -> None:
    done = refused("audit", fr, zh, "--source-lang", "zh-Hant", "--target-lang", "fr")
    assert "swapped" in done.stderr


def test_same_file_twice(fr: Path) -> None:
    assert "same text" in refused("audit", fr, fr).stderr


def test_wrong_target_language(zh: Path, fr: Path) -> None:
    done = refused("audit", zh, fr, "--target-lang", "ja")
    assert "is in fr, not in ja" in done.stderr


@pytest.mark.parametrize("tag", ["french!", "x", "f", "fr--CA", "123"])
def test_malformed_language_tag(tag: str, zh: Path, fr: Path) -> None:
    assert "BCP 47" in refused("audit", zh, fr, "--target-lang", tag).stderr


def test_folder_and_missing_file(zh: Path, tmp_path: Path) -> None:
    assert "folder" in refused("audit", zh, tmp_path).stderr
    refused("audit", zh, tmp_path / "absent.txt")


def test_path_that_cannot_be_read(zh: Path, fr: Path) -> None:
    fr.chmod(0)
    if os.access(fr, os.R_OK):
        pytest.skip("this user reads everything")
    refused("audit", zh, fr)


def test_huge_line_is_refused_quickly(zh: Path, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("mot " * 12_500_000, encoding="utf-8")
    done = refused("audit", zh, path)
    assert "line 1" in done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.xlf", "<xliff version='1.2'><file>"),
        ("t.tmx", "<tmx><body></tmx>"),
        (
            "bomb.xlf",
            "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
            "<xliff version='1.2'><file><body>&b;</body></file></xliff>",
        ),
        (
            "external.tmx",
            "<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><tmx><body>&x;</body></tmx>",
        ),
        ("t.po", "msgid no quotes\nmsgstr"),
        ("t.csv", "a,b\n1,2\n"),
    ],
)
def test_broken_bitext(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    refused("audit", "--bitext", path)


def test_broken_html_is_read(zh: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.html"
    path.write_text(
        "<p>Galaxy Bank a annoncé lundi un nouveau plan.<b><p>Le projet sera achevé en 2027.</div>",
        encoding="utf-8",
    )
    done = CliRunner().invoke(cli, ["audit", str(zh), str(path), "--whole-page", "-q"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", ["absent/r.csv", "r.docx", "r", "nope:r.csv"])
def test_output_that_cannot_be_written_is_refused_before_the_audit(
    name: str, zh: Path, fr: Path, tmp_path: Path
) -> None:
    refused("audit", zh, fr, "-o", tmp_path / name if ":" not in name else name)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([zh.name, fr.name])


def test_full_disk_leaves_nothing_half_written(
    zh: Path, fr: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "r.csv"
    old.write_text("kept")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = refused("audit", zh, fr, "-o", old, "-o", tmp_path / "r.html")
    assert "space" in done.stderr
    assert old.read_text() == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([zh.name, fr.name, "r.csv"])


def test_file_size_limit_of_the_system_leaves_nothing_half_written(
    zh: Path, fr: Path, tmp_path: Path
) -> None:
    import signal

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        refused("audit", zh, fr, "-o", tmp_path / "r.csv")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([zh.name, fr.name])


def test_an_input_is_never_overwritten(zh: Path, fr: Path) -> None:
    before = fr.read_bytes()
    done = refused("audit", zh, fr, "-o", f"csv:{fr}")
    assert "an input" in done.output
    assert fr.read_bytes() == before
