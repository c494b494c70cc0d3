"""Gettext PO and POT files, through translate-toolkit."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from auditor.core.errors import UnreadableFile
from auditor.formats.files import shown
from auditor.formats.units import Unit, Units

_CHARSET = re.compile(r"(\"Content-Type:[^\"\n]*charset=)[^\\\"\n]*", re.IGNORECASE)


def units(text: str, path: str) -> Units:
    """Give the entries of a PO file, one unit per plural form; header and obsolete ones left out.

    The unit's id is the context (msgctxt) where there is one, else the msgid. Its notes are the
    comments of programmers and translators, the place in the program, and "fuzzy".

    Raises:
        UnreadableFile: the file breaks the syntax of PO.
    """
    from translate.storage import pypo

    plain = _CHARSET.sub(r"\g<1>UTF-8", text, count=1)
    try:
        store: Any = pypo.pofile(BytesIO(plain.encode()))
    except (ValueError, IndexError) as error:
        raise UnreadableFile(f"{shown(path)} is no PO file that can be read: {error}") from error
    declared = _declared(store)
    found = tuple(
        unit
        for entry in store.units
        if not (entry.isheader() or entry.isobsolete() or entry.isblank())
        for unit in _forms(entry, declared)
    )
    if not found and "msgid" not in text:
        raise UnreadableFile(f"{shown(path)} is no PO file: it holds no msgid")
    return Units(found, target_lang=store.gettargetlanguage() or "")


def _declared(store: Any) -> int:
    """Give how many plural forms the header declares; 0 where it does not say."""
    number = str(store.getheaderplural()[0] or "")
    return int(number) if number.isdigit() else 0


def _forms(entry: Any, declared: int) -> Iterator[Unit]:
    """Give a unit for each plural form: the first takes the singular, the others the plural."""
    sources, targets = _strings(entry.source), _strings(entry.target)
    name = entry.getcontext() or sources[0]
    note = _note(entry)
    state = "fuzzy" if entry.isfuzzy() else ""
    if len(sources) == 1:
        yield Unit(sources[0], targets[0], entry.line_number or 1, name, note, state=state)
        return
    forms = targets if len(targets) > 1 or any(targets) else [""] * len(sources)
    for number, target in enumerate(forms):
        single = number == 0 and len(forms) > 1
        source = sources[0] if single else sources[-1]
        yield Unit(
            source,
            target,
            entry.line_number or 1,
            f"{name}[{number}]",
            note,
            state=state,
            forms=(len(forms), declared) if not number and any(forms) else (0, 0),
        )


def _strings(text: Any) -> list[str]:
    return [str(form) for form in getattr(text, "strings", [text])] or [""]


def _note(entry: Any) -> str:
    parts = [*entry.getnotes().splitlines(), *entry.getlocations()]
    if entry.isfuzzy():
        parts.insert(0, "fuzzy")
    return "\n".join(part.strip() for part in parts if part.strip())
