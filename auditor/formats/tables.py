"""TSV and CSV tables with a header that names the columns."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.core.errors import InputError, UnknownLanguage, UnreadableFile
from auditor.formats.files import shown
from auditor.formats.units import Unit, Units
from auditor.text.language import language, normal_tag

_TABBED = (".tsv", ".tab")
_DELIMITERS = ("\t", ",", ";")
_PAIRS = (("source_text", "target_text"), ("source", "target"))
_NOTES = ("note", "notes", "comment", "comments", "context")
_NOT_FIRST = ("id", "no", "nr")
"""Names of columns that are language tags too; they are read as such only where one is missing."""
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line in the file, from 1, and its cells by column name."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with lower-case names of columns; tags of languages keep their case."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(text: str, path: str, ending: str) -> Table:
    """Read a table; the ending tells the delimiter, or else the header does.

    Raises:
        UnreadableFile: quotes are unbalanced, or a row has more cells than the header.
    """
    delimiter = "\t" if ending in _TABBED else _delimiter(text)
    quoted = delimiter != "\t" or _is_quoted(text)
    lines = _cells(text, path, delimiter, quoted=quoted)
    line, names = next(iter(lines), (1, []))
    header = tuple(name.strip().lower() for name in names)
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise UnreadableFile(f"line {line} of {shown(path)} names {repeated[0]!r} twice")
    rows = []
    for line, cells in lines[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise UnreadableFile(
                f"line {line} of {shown(path)} has {len(cells)} cells, but the header has "
                f"{len(header)}: quote cells that hold the delimiter"
            )
        padded = [*cells, *[""] * (len(header) - len(cells))]
        rows.append(Row(line, dict(zip(header, padded, strict=False))))
    return Table(header, tuple(rows))


def sides(
    table: Table, path: str, source_lang: str = "", target_lang: str = ""
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give the names of the columns that hold source and target, and their languages.

    Raises:
        InputError: the header does not name them, or names several languages and the ones
            that are asked for are not told.
    """
    for pair in _PAIRS:
        if set(pair) <= set(table.header):
            return pair, (source_lang, target_lang)
    names = _tags(table.header, (source_lang, target_lang))
    chosen = tuple(
        next((name for name in names if wanted and same(name, wanted)), "")
        for wanted in (source_lang, target_lang)
    )
    rest = [name for name in names if name not in chosen]
    missing = sum(1 for name in chosen if not name)
    if len(rest) == missing or (missing == 0 and chosen[0] != chosen[1]):
        left, right = (name or rest.pop(0) for name in chosen)
        return (left, right), (source_lang or normal_tag(left), target_lang or normal_tag(right))
    if len(names) > 2:
        listed = ", ".join(names)
        raise InputError(
            f"{shown(path)} has columns for {listed}: say which two are meant with --source-lang "
            "and --target-lang"
        )
    raise InputError(
        f"line 1 of {shown(path)} is no header that is known: name the columns source and target "
        "(or source_text and target_text), or with two language tags such as en and fr"
    )


def units(table: Table, path: str, source_lang: str, target_lang: str) -> Units:
    """Give the rows of a table as translation units.

    Raises:
        InputError: the header does not tell source and target.
    """
    (left, right), langs = sides(table, path, source_lang, target_lang)
    found = tuple(
        Unit(
            source=row.cells[left],
            target=row.cells[right],
            line=row.line,
            id=row.cells.get("id", "").strip() if "id" not in (left, right) else "",
            note="\n".join(
                row.cells[name].strip() for name in _NOTES if row.cells.get(name, "").strip()
            ),
        )
        for row in table.rows
    )
    return Units(found, *langs)


def same(tag: str, wanted: str) -> bool:
    """Tell whether two tags name the same language, as far as both are given."""
    short, long = sorted((tag.replace("_", "-").lower(), wanted.replace("_", "-").lower()), key=len)
    return long == short or long.startswith(short + "-")


def _tags(header: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Give the columns that are named by a language tag."""
    names = [name for name in header if _is_tag(name) or any(same(name, w) for w in wanted if w)]
    sure = [name for name in names if name not in _NOT_FIRST or name in wanted]
    return names if len(sure) < 2 else sure


def _is_tag(name: str) -> bool:
    try:
        return bool(_TWO_LETTERS.match(name)) or language(name).known
    except UnknownLanguage:
        return False


def _delimiter(text: str) -> str:
    header = re.split(r"\r\n?|\n", text.lstrip(), maxsplit=1)[0]
    return max(_DELIMITERS, key=header.count)


def _is_quoted(text: str) -> bool:
    """Tell whether quotation marks in tab-separated text quote cells or belong to sentences.

    They quote when every cell that stands in them needs it: a program quotes cells that hold
    quotation marks, tabs or newlines, or it quotes all cells.
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False
    raw = re.split(r"\r\n?|\n", text)
    if len(rows) < len(raw) - 1 and any("\n" in cell or "\r" in cell for r in rows for cell in r):
        return True
    cells = [cell for line in raw for cell in line.split("\t") if cell]
    within = [cell for cell in cells if len(cell) > 1 and cell[0] == cell[-1] == '"']
    return len(within) == len(cells) or all('""' in cell[1:-1] for cell in within)


def _cells(text: str, path: str, delimiter: str, *, quoted: bool) -> list[tuple[int, list[str]]]:
    """Give the rows that are not blank, each with the line where it begins."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    file = io.StringIO(text, newline="")
    reader = csv.reader(file, delimiter=delimiter, quoting=quoting, strict=True)
    found: list[tuple[int, list[str]]] = []
    start = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((start + 1, row))
            start = reader.line_num
    except csv.Error as error:
        raise UnreadableFile(
            f"{shown(path)} is no table that can be read, line {reader.line_num}: {error}: check "
            "the quotation marks"
        ) from error
    return found
