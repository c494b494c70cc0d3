"""Bitext files: what is aligned already."""

import re
from dataclasses import replace
from os import PathLike, fspath
from pathlib import PurePath
from typing import BinaryIO

from auditor.config import InputConfig
from auditor.core.bitext import Bitext
from auditor.core.errors import UnknownLanguage, UnreadableFile
from auditor.formats import files, gettext_po, tables, units, xml_bitexts
from auditor.formats.decoding import Decoded, declaration, decode
from auditor.formats.lines import check_lines
from auditor.formats.units import Units
from auditor.text.language import normal_tag

_TABLES = (".tsv", ".tab", ".csv")
_PO = (".po", ".pot")
_XML = (".xlf", ".xliff", ".tmx", ".xml")
_PO_START = re.compile(r"^(#[^\n]*\n|\s)*msg(id|ctxt)\b")


def read_bitext(
    path: str | PathLike[str],
    config: InputConfig,
    *,
    source_lang: str = "",
    target_lang: str = "",
    stdin: BinaryIO | None = None,
) -> Bitext:
    """Read TSV, CSV, PO, XLIFF 1.2 and 2, or TMX.

    Each unit is one block and one segment of both sides; a unit without a translation is a
    null bead. What the units are called and what is noted of them stands in their blocks.

    Args:
        path: path of the file; "-" reads standard input, whose format its beginning tells.
        config: limits.
        source_lang: BCP 47 tag; empty takes the language that the file states.
        target_lang: likewise.
        stdin: where standard input is read from; `sys.stdin.buffer` where None.

    Raises:
        UnreadableFile: the file cannot be read, or breaks its format.
        InputError: it holds no units, or several languages and none was asked for.
    """
    path = fspath(path)
    ending = PurePath(path).suffix.lower()
    if path != files.STDIN and ending not in (*_TABLES, *_PO, *_XML):
        raise UnreadableFile(
            f"{path} is in no bitext format that is read ({ending or 'no ending'}): give TSV, CSV, "
            "PO, XLIFF or TMX"
        )
    data = files.load(path, config, stdin)
    decoded = decode(data, path, "" if ending in _TABLES else declaration(data))
    check_lines(decoded.text, path, config.max_line_chars)
    found = _units(decoded, path, ending or _sniffed(decoded.text), source_lang, target_lang)
    named = replace(
        found,
        source_lang=source_lang or _tag(found.source_lang),
        target_lang=target_lang or _tag(found.target_lang),
    )
    return units.bitext(named, path, decoded)


def _sniffed(text: str) -> str:
    if text.lstrip().startswith("<"):
        return ".xml"
    return ".po" if _PO_START.match(text) else ""


def _units(decoded: Decoded, path: str, ending: str, source_lang: str, target_lang: str) -> Units:
    if ending in _PO:
        return gettext_po.units(decoded.text, path)
    if ending in _XML:
        return xml_bitexts.units(decoded.text, path, source_lang, target_lang)
    table = tables.read_table(decoded.text, path, ending)
    return tables.units(table, path, source_lang, target_lang)


def _tag(stated: str) -> str:
    """Give the BCP 47 tag of what a file states, "" where that is none ("sr@latin" is sr)."""
    try:
        return normal_tag(stated.partition("@")[0].strip())
    except UnknownLanguage:
        return ""
