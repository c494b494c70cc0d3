"""Where a report goes: what `-o` means, and files that are whole or not there at all."""

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from auditor.config import nearest
from auditor.core.errors import ConfigError, OutputError
from auditor.report.rendering import FORMS, Forms, Table

ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".xlsx": "xlsx",
}
"""Format that the ending of a file name stands for."""

_PREFIX = re.compile(r"([A-Za-z][A-Za-z0-9_]+):")
_STDOUT = "-"
_BARE = "csv"
"""Format of standard output when none is named."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_ADVICE = {
    errno.ENOSPC: "the disk is full; free some space or write to another disk",
    errno.EDQUOT: "the quota of the disk is used up; free some space or write to another disk",
    errno.EACCES: "permission was denied; choose a folder that you may write to",
    errno.EPERM: "permission was denied; choose a folder that you may write to",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENOENT: "the folder does not exist; make it first",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


@dataclass(frozen=True, slots=True)
class Output:
    """One place that a report is written to, and in which form."""

    format: str
    path: str
    """File, or "-" for standard output."""
    table: Table = "report"
    """`findings` is the table with one row per finding alone."""

    def render(self, report: object, forms: Forms[Any] = FORMS) -> bytes:
        """Give the bytes of the file."""
        return forms[self.table][self.format](report)


def outputs(
    specs: Iterable[str], *, inputs: Iterable[str] = (), forms: Forms[Any] = FORMS
) -> tuple[Output, ...]:
    """Read what was given with `-o`, and make sure before the audit that it can be written.

    Args:
        specs: `PATH`, `FORMAT:PATH`, `findings:PATH` or `findings:FORMAT:PATH`; a path of "-" is
            standard output.
        inputs: files that must not be overwritten.
        forms: those that the result can take.

    Raises:
        ConfigError: a format or ending is unknown, two reports would go to one place, or an input
            would be overwritten.
        OutputError: the folder is missing or cannot be written to, or the path is a folder.
    """
    found = tuple(_parsed(spec, forms) for spec in specs)
    taken = {os.path.realpath(path): "an input" for path in inputs if path != _STDOUT}
    for output in found:
        place = _STDOUT if output.path == _STDOUT else os.path.realpath(output.path)
        if place in taken and not _is_stream(Path(output.path)):
            raise ConfigError(f"-o {output.path}: this is {taken[place]} already")
        taken[place] = "an output"
        if output.path != _STDOUT:
            _require_writable(Path(output.path))
    return found


def write(
    report: object, outputs: Sequence[Output], stdout: BinaryIO, forms: Forms[Any] = FORMS
) -> None:
    """Write a report to all its places; files are replaced in one step, when all are ready.

    Raises:
        OutputError: something could not be written. No temporary file is left behind, and the
            files that stood there before are as they were, unless the very last step failed.
        BrokenPipeError: whoever read the standard output stopped reading.
    """
    _put([(output.path, output.render(report, forms)) for output in outputs], stdout)


def write_bytes(data: bytes, path: str, stdout: BinaryIO) -> None:
    """Write one file in one step, or to standard output for "-".

    Raises:
        OutputError: it could not be written; what stood there before is as it was.
    """
    if path != _STDOUT:
        _require_writable(Path(path))
    _put([(path, data)], stdout)


def _put(contents: Sequence[tuple[str, bytes]], stdout: BinaryIO) -> None:
    ready: list[tuple[Path, Path]] = []
    try:
        for name, data in contents:
            if name != _STDOUT:
                ready += _staged(Path(name), data)
        for temporary, path in ready:
            with _explained(path):
                temporary.replace(path)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
    for name, data in contents:
        if name == _STDOUT:
            _to_stream(stdout, data)


def _parsed(spec: str, forms: Forms[Any]) -> Output:
    table: Table = "report"
    rest = spec
    if rest.startswith("findings:"):
        table, rest = "findings", rest.removeprefix("findings:")
    known = forms[table]
    prefix = _PREFIX.match(rest)
    if prefix:
        name, path = prefix[1].lower(), rest[prefix.end() :]
        if name not in known:
            raise ConfigError(
                f"-o {spec}: unknown format {prefix[1]!r}{nearest(name, [*known, 'findings'])}; "
                f"known: {', '.join(known)}"
            )
    else:
        name, path = _format_of(rest, spec, known), rest
    if not path:
        raise ConfigError(f"-o {spec}: the path is missing; write for example csv:report.csv")
    return Output(name, path, table)


def _format_of(path: str, spec: str, known: Iterable[str]) -> str:
    if path == _STDOUT:
        return _BARE
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 - a path of Windows too
    name = ENDINGS.get(ending, "")
    if name not in known:
        endings = ", ".join(ending for ending, name in ENDINGS.items() if name in known)
        what = f"the ending {ending!r} is not known" if ending else "the path has no ending"
        raise ConfigError(f"-o {spec}: {what}; use {endings}, or FORMAT:PATH such as csv:{path}")
    return name


def _require_writable(path: Path) -> None:
    with _explained(path):
        _refuse_unwritable(path)


def _refuse_unwritable(path: Path) -> None:
    if _is_stream(path):
        return
    folder = Path(os.path.realpath(path)).parent
    if path.is_dir():
        raise OutputError(f"cannot write {path}: this is a folder; name a file in it")
    if not folder.is_dir():
        raise OutputError(f"cannot write {path}: the folder {folder} does not exist; make it first")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(
            f"cannot write {path}: no permission to write to {folder}; choose another folder"
        )


def _is_stream(path: Path) -> bool:
    """Tell whether a path is a device or a pipe, which must be written to and not replaced."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _staged(path: Path, data: bytes) -> list[tuple[Path, Path]]:
    """Write the data beside its place; give the temporary file and the file it will become."""
    if _is_stream(path):
        with _explained(path), path.open("wb", buffering=0) as device:
            _write_all(device, data)
        return []
    final = Path(os.path.realpath(path))
    temporary = final.with_name(f".auditor-{secrets.token_hex(8)}.tmp")
    try:
        with _explained(path):
            handle = os.open(temporary, _NEW, _mode(final))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return [(temporary, final)]


def _mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, or those of a new file."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666


def _to_stream(stream: BinaryIO, data: bytes) -> None:
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {_advice(error)}") from error


def _write_all(device: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[device.write(rest) :]


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {path}: {_advice(error)}") from error


def _advice(error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return _ADVICE.get(number or 0, str(error))
