"""Glossaries: CSV and TSV tables, and TBX through translate-toolkit."""

from collections.abc import Iterator
from io import BytesIO
from os import PathLike, fspath
from pathlib import PurePath
from typing import Any

from lxml import etree

from auditor.config import InputConfig
from auditor.core.errors import InputError, UnreadableFile
from auditor.core.glossary import Term
from auditor.formats import files, safe_xml, tables
from auditor.formats.decoding import declaration, decode
from auditor.formats.lines import check_lines

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LIMITS = InputConfig()
_YES = ("yes", "true", "1", "x", "forbidden", "deprecated", "prohibited", "rejected", "do not use")
_NO = ("", "no", "false", "0", "allowed", "approved", "preferred", "admitted", "mandatory")
_KEPT = ("do not translate", "do-not-translate", "dnt", "keep")


def read_glossary(path: str | PathLike[str]) -> tuple[Term, ...]:
    """Read a glossary.

    A table has a header with the columns source and target (or two language tags) and may
    have one of the columns forbidden or status. TBX gives every term of the first language
    with every term of the second; deprecated ones are forbidden. The status "do not translate"
    asks for the source itself, whatever the target column has. Entries that lack a side
    are left out: there is nothing to hold a translation to.

    Raises:
        UnreadableFile: the file cannot be read, or breaks its format.
        InputError: the header is not known, a value of forbidden or status is not, or the file
            holds no term.
    """
    path = fspath(path)
    ending = PurePath(path).suffix.lower()
    if ending not in (".csv", ".tsv", ".tab", ".tbx"):
        raise UnreadableFile(f"{path} is in no glossary format that is read: give CSV, TSV or TBX")
    data = files.load(path, _LIMITS)
    text = decode(data, path, declaration(data) if ending == ".tbx" else "").text
    check_lines(text, path, _LIMITS.max_line_chars)
    found = _tbx(text, path) if ending == ".tbx" else _table(text, path, ending)
    terms = tuple(dict.fromkeys(term for term in found if term.source and term.target))
    if not terms:
        raise InputError(f"{path} holds no term with both a source and a target")
    return terms


def _table(text: str, path: str, ending: str) -> Iterator[Term]:
    table = tables.read_table(text, path, ending)
    (left, right), _ = tables.sides(table, path)
    column = next((name for name in ("forbidden", "status") if name in table.header), "")
    for row in table.rows:
        value = row.cells[column].strip().lower() if column else ""
        source = row.cells[left].strip()
        if value in _KEPT:
            yield Term(source, source)
            continue
        if value not in (*_YES, *_NO):
            raise InputError(
                f"line {row.line} of {path}: {column} is {value!r}; write yes or no, or one of "
                "forbidden, deprecated, approved, preferred, do not translate"
            )
        yield Term(source, row.cells[right].strip(), value in _YES)


def _tbx(text: str, path: str) -> Iterator[Term]:
    from translate.storage.tbx import tbxfile

    data, _ = safe_xml.checked(text, path)
    try:
        store: Any = tbxfile(BytesIO(data))
        entries = [dict(_languages(unit)) for unit in store.units]
    except (AssertionError, AttributeError, ValueError, etree.LxmlError) as error:
        raise UnreadableFile(
            f"{path} is no TBX file that can be read: its root element must be <martif> (TBX 2)"
        ) from error
    languages = list(dict.fromkeys(tag for entry in entries for tag in entry))
    if len(languages) > 2:
        raise InputError(f"{path} holds {', '.join(languages)}: keep the two languages that apply")
    if len(languages) == 2:
        left, right = languages
        for entry in entries:
            for source, outdated in entry.get(left, ()):
                for target, deprecated in entry.get(right, ()):
                    if not outdated:
                        yield Term(source, target, deprecated)


def _languages(unit: Any) -> Iterator[tuple[str, tuple[tuple[str, bool], ...]]]:
    """Give each language of an entry, with its terms and whether they are deprecated."""
    for node in unit.getlanguageNodes():
        terms = tuple(
            (" ".join("".join(term.itertext()).split()), _is_deprecated(term))
            for term in node.iter()
            if safe_xml.local_name(term) == "term"
        )
        yield node.get(_LANG) or node.get("lang") or "", terms


def _is_deprecated(term: etree._Element) -> bool:
    group = term.getparent()
    notes = group.iterdescendants() if group is not None else ()
    return any(
        note.get("type") == "administrativeStatus" and "deprecated" in (note.text or "").lower()
        for note in notes
    )
