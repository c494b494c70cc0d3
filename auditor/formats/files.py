"""Bytes of a file or of standard input, and what is refused before anything is decoded."""

import os
import stat
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from auditor.config import InputConfig, nearest
from auditor.core.errors import InputError, UnreadableFile

STDIN = "-"
"""The path that stands for standard input."""

_ADVICE = "save it as text, Markdown or HTML first"

_MAGIC = (
    (b"%PDF", f"a PDF document: {_ADVICE}"),
    (b"{\\rtf", f"a rich text (RTF) document: {_ADVICE}"),
    (b"\xd0\xcf\x11\xe0", f"an old Office document (.doc, .xls or .ppt): {_ADVICE}"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x89PNG", "a picture (PNG), not text: give the text that it shows"),
    (b"\xff\xd8\xff", "a picture (JPEG), not text: give the text that it shows"),
    (b"GIF8", "a picture (GIF), not text: give the text that it shows"),
    (b"\xde\x12\x04\x95", "a compiled gettext catalogue (.mo): give the .po file"),
    (b"\x95\x04\x12\xde", "a compiled gettext catalogue (.mo): give the .po file"),
    (b"\x7fELF", "a program, not text"),
    (b"SQLite format 3\x00", "a database, not text"),
)

_IN_ZIP = (
    ("word/", f"a Word document: {_ADVICE}"),
    ("xl/", "an Excel workbook: save it as CSV first"),
    ("ppt/", f"a PowerPoint presentation: {_ADVICE}"),
    ("META-INF/container.xml", f"an EPUB book: {_ADVICE}"),
    ("content.xml", f"an OpenDocument file: {_ADVICE}"),
)


def shown(path: str) -> str:
    """Give the path as messages name it."""
    return "standard input" if path == STDIN else path


def load(path: str, config: InputConfig, stdin: BinaryIO | None = None) -> bytes:
    """Give the bytes of a file, or of standard input for "-".

    Raises:
        UnreadableFile: the file is missing, a folder, may not be read, is larger than
            `config.max_bytes`, or is no text.
        InputError: the file is empty.
    """
    try:
        data = _taken(path, config.max_bytes, stdin)
    except FileNotFoundError:
        raise UnreadableFile(f"{path}: there is no such file{_near(path)}") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path} is a folder: name one file in it") from None
    except PermissionError:
        raise UnreadableFile(
            f"{path} may not be read: you lack the permission to open it"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"{shown(path)} cannot be read: {reason}") from error
    if not data.strip():
        raise InputError(f"{shown(path)} is empty")
    kind = binary_kind(data)
    if kind:
        raise UnreadableFile(f"{shown(path)} is {kind}")
    return data


def _near(path: str) -> str:
    """Give the most similar name in the folder of a missing file, as a question."""
    missing = Path(path)
    try:
        names = sorted(entry.name for entry in missing.parent.iterdir() if entry.is_file())
    except OSError:
        return f", nor a folder {missing.parent}" if not missing.parent.exists() else ""
    return nearest(missing.name, names)


def binary_kind(data: bytes) -> str:
    """Say what a binary file is and what to do with it; give "" where nothing is known of it."""
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def _zip_kind(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        # zipfile has no reader for some archives, and no name for every sequence of bytes.
        return "a broken zip archive, not text"
    for start, kind in _IN_ZIP:
        if any(name.startswith(start) for name in names):
            return kind
    return "a zip archive: unpack it first"


def _taken(path: str, limit: int, stdin: BinaryIO | None) -> bytes:
    if path == STDIN:
        return _limited(stdin or sys.stdin.buffer, path, limit)
    with open(path, "rb") as file:  # noqa: PTH123 - a Path would turn "" into "."
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size > limit:
            raise _too_large(path, f"has {status.st_size:,} bytes", limit)
        return _limited(file, path, limit)


def _limited(file: BinaryIO, path: str, limit: int) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(path, "is too large", limit)
    return data


def _too_large(path: str, what: str, limit: int) -> UnreadableFile:
    return UnreadableFile(
        f"{shown(path)} {what}, and the limit is {limit:,}: split it, or raise max_bytes "
        "under [input] in the configuration"
    )
