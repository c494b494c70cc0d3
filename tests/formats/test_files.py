"""Bytes of files, and what is refused before anything is decoded."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from auditor.config import InputConfig
from auditor.core.errors import InputError, UnreadableFile
from auditor.formats.files import load

CONFIG = InputConfig()


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return file.getvalue()


def test_bytes_are_given_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\xffa\r\n\x00")
    assert load(str(path), CONFIG) == b"\xffa\r\n\x00"
    assert load("-", CONFIG, io.BytesIO(b"abc")) == b"abc"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
        (archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (archive("xl/workbook.xml"), "an Excel workbook"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("META-INF/container.xml", "content.opf"), "an EPUB book"),
        (archive("mimetype", "content.xml"), "an OpenDocument file"),
        (archive("notes.txt"), "a zip archive: unpack it"),
        (b"PK\x03\x04 and no more", "a broken zip archive"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xde\x12\x04\x95\x00\x00", "give the .po file"),
    ],
)
def test_binary_formats_are_named(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=message) as caught:
        load(str(path), CONFIG)
    assert str(path) in str(caught.value)


def test_a_damaged_archive_is_one_error(tmp_path: Path) -> None:
    whole = archive("[Content_Types].xml", "word/document.xml")
    path = tmp_path / "text.docx.txt"
    for place in range(4, len(whole)):
        for byte in (0x00, 0xFF):
            path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            with pytest.raises(InputError):
                load(str(path), CONFIG)


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n"])
def test_empty_files_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match="is empty"):
        load(str(path), CONFIG)


def test_missing_file_suggests_a_near_name(tmp_path: Path) -> None:
    (tmp_path / "article.de.txt").write_text("x")
    with pytest.raises(UnreadableFile, match=r"no such file \(did you mean 'article\.de\.txt'\?\)"):
        load(str(tmp_path / "artikel.de.txt"), CONFIG)
    with pytest.raises(UnreadableFile, match=r"no such file$"):
        load(str(tmp_path / "zzz"), CONFIG)
    with pytest.raises(UnreadableFile, match=r"no such file, nor a folder .*absent$"):
        load(str(tmp_path / "absent" / "a.txt"), CONFIG)


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_impossible_paths_are_refused(path: str) -> None:
    with pytest.raises(UnreadableFile):
        load(path, CONFIG)


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        load(str(tmp_path), CONFIG)


def test_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):

        def denied(*args: object, **options: object) -> None:
            raise PermissionError

        monkeypatch.setattr("builtins.open", denied)
    with pytest.raises(UnreadableFile, match="may not be read"):
        load(str(path), CONFIG)


def test_device_error_is_told() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(UnreadableFile, match="standard input cannot be read: Input/output error"):
        load("-", CONFIG, Broken())


def test_limit_holds_for_files_and_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 101)
    small = InputConfig(max_bytes=100)
    with pytest.raises(UnreadableFile, match=r"has 101 bytes.*max_bytes"):
        load(str(path), small)
    with pytest.raises(UnreadableFile, match=r"standard input is too large.*100"):
        load("-", small, io.BytesIO(b"x" * 101))
    assert len(load("-", InputConfig(max_bytes=101), io.BytesIO(b"x" * 101))) == 101
