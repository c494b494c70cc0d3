"""XLIFF 1.2, XLIFF 2 and TMX, through translate-toolkit, after a check of the XML."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from auditor.core.errors import InputError, UnreadableFile
from auditor.formats import safe_xml
from auditor.formats.files import shown
from auditor.formats.inline_tags import InlineTag, inline_tags
from auditor.formats.safe_xml import local_name
from auditor.formats.tables import same
from auditor.formats.units import Unit, Units

_Variant = tuple[str, tuple[InlineTag, ...]]
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SIZE = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}sizeRestriction"
_SETTLED = ("", "translated", "reviewed", "signed-off", "final")
"""States of a translation that need no note."""


def units(text: str, path: str, source_lang: str, target_lang: str) -> Units:
    """Give the units of an XLIFF or TMX file; its root element says which it is.

    Args:
        text: the file, decoded.
        path: its path, for messages.
        source_lang: language that is taken from a TMX file; empty for the one that it states.
        target_lang: likewise; needed where the file holds several translations.

    Raises:
        UnreadableFile: the XML is broken, declares entities, or is neither XLIFF nor TMX.
        InputError: the file holds several languages and the one that is meant is not told.
    """
    data, root = safe_xml.checked(text, path)
    name = local_name(root)
    try:
        if name == "tmx":
            return _tmx(data, path, source_lang, target_lang)
        if name == "xliff":
            version2 = root.get("version", "").startswith("2") or ":2." in str(root.tag)
            return _xliff2(data) if version2 else _xliff1(data, path)
    except (AssertionError, AttributeError, ValueError, etree.LxmlError) as error:
        raise UnreadableFile(
            f"{shown(path)} is no {name.upper()} file that can be read: {error or 'its elements '}"
            f"{'' if error.args else 'are not where the standard puts them'}"
        ) from error
    raise UnreadableFile(f"{shown(path)} is neither XLIFF nor TMX: its root element is <{name}>")


def _xliff1(data: bytes, path: str) -> Units:
    from translate.storage.xliff import Xliff1File

    store: Any = Xliff1File(BytesIO(data))
    _show_placeholders(store.document.getroot(), "equiv-text")
    files = [e for e in store.document.getroot() if local_name(e) == "file"]
    found = []
    for unit in store.units:
        element = unit.xmlelement
        state = _state1(element, unit.target)
        chars = element.get("size-unit", "pixel") == "char"
        found.append(
            Unit(
                source=str(unit.source or ""),
                target=str(unit.target or ""),
                line=element.sourceline or 1,
                id=element.get("id", ""),
                note="\n".join(part for part in (state, unit.getnotes()) if part),
                excluded="" if unit.istranslatable() else "not to be translated",
                state=state,
                limit=_number(element.get("maxwidth", "")) if chars else 0,
                source_tags=inline_tags(_child(element, "source")),
                target_tags=inline_tags(_child(element, "target")),
            )
        )
    return Units(
        tuple(found),
        _only(path, "source", [file.get("source-language", "") for file in files]),
        _only(path, "target", [file.get("target-language", "") for file in files]),
    )


def _state1(element: etree._Element, target: str | None) -> str:
    node = _child(element, "target")
    state = node.get("state", "") if node is not None and target else ""
    if state not in _SETTLED:
        return f"state: {state}"
    return "not approved" if target and element.get("approved") == "no" else ""


def _xliff2(data: bytes) -> Units:
    from translate.storage.xliff2 import Xliff2File

    store: Any = Xliff2File(BytesIO(data))
    _show_placeholders(store.document.getroot(), "equiv")
    found = []
    for unit in store.units:
        element, parent = unit.xmlelement, unit.getunitelement()
        state = element.get("state", "") if unit.target else ""
        notes = (note for note in parent.iterdescendants() if local_name(note) == "note")
        parts = [f"state: {state}"] if state not in _SETTLED else []
        parts += ["".join(note.itertext()).strip() for note in notes]
        found.append(
            Unit(
                source=str(unit.source or ""),
                target=str(unit.target or ""),
                line=element.sourceline or 1,
                id=unit.getid() or "",
                note="\n".join(part for part in parts if part),
                excluded="" if unit.istranslatable() else "not to be translated",
                state=parts[0] if state not in _SETTLED else "",
                limit=_number(parent.get(_SIZE, "").split(",")[-1]),
                source_tags=inline_tags(_child(element, "source")),
                target_tags=inline_tags(_child(element, "target")),
            )
        )
    root = store.document.getroot()
    return Units(tuple(found), root.get("srcLang", ""), root.get("trgLang", ""))


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _number(stated: str) -> int:
    return int(stated) if stated.strip().isdecimal() else 0


def _show_placeholders(root: etree._Element, attribute: str) -> None:
    """Write into each empty placeholder what it stands for, so that its loss can be seen.

    That is the equivalent that the source or the target states, else (in XLIFF 2) the code that
    the unit keeps for it.
    """
    for unit in root.iter("{*}unit", "{*}trans-unit"):
        kept = {data.get("id", ""): data.text or "" for data in unit.iter("{*}data")}
        empty = [e for e in unit.iter("{*}ph", "{*}x") if not (e.text or len(e))]
        meant: dict[str, str] = {}
        for element in empty:
            code = element.get(attribute) or kept.get(element.get("dataRef", ""), "")
            if code:
                meant.setdefault(element.get("id", ""), code)
        for element in empty:
            element.text = meant.get(element.get("id", ""))


def _only(path: str, side: str, tags: Sequence[str]) -> str:
    """Give the one language that all files of an XLIFF name."""
    named = sorted({tag for tag in tags if tag})
    if len(named) > 1:
        raise InputError(
            f"{shown(path)} holds several {side} languages ({', '.join(named)}): split it into one "
            "file per language"
        )
    return named[0] if named else ""


def _tmx(data: bytes, path: str, source_lang: str, target_lang: str) -> Units:
    from translate.storage.tmx import tmxfile

    store: Any = tmxfile(BytesIO(data))
    texts = [(unit, dict(_variants(unit))) for unit in store.units]
    languages = list(dict.fromkeys(tag for _, variants in texts for tag in variants))
    stated = store.sourcelanguage or ""
    source = _chosen(languages, source_lang or ("" if stated.lower() == "*all*" else stated))
    others = [tag for tag in languages if tag != source]
    if not source and len(languages) == 2:
        chosen = _chosen(languages, target_lang)
        source = next(tag for tag in languages if tag != chosen)
        others = [tag for tag in languages if tag != source]
    target = _chosen(others, target_lang) if target_lang or len(others) != 1 else others[0]
    if not source or not target:
        listed = ", ".join(languages) or "no language"
        raise InputError(
            f"{shown(path)} holds {listed}: say which two are meant with --source-lang and "
            "--target-lang"
        )
    found = (_tmx_unit(unit, variants, source, target) for unit, variants in texts)
    return Units(tuple(found), source_lang or source, target_lang or target)


def _tmx_unit(unit: Any, variants: Mapping[str, _Variant], source: str, target: str) -> Unit:
    context = unit.getcontext()
    left, right = (variants.get(tag, ("", ())) for tag in (source, target))
    notes = (unit.getnotes(), f"context: {context}" if context else "")
    return Unit(
        source=left[0],
        target=right[0],
        line=unit.xmlelement.sourceline or 1,
        id=unit.xmlelement.get("tuid", ""),
        note="\n".join(part for part in notes if part),
        source_tags=left[1],
        target_tags=right[1],
    )


def _variants(unit: Any) -> Iterator[tuple[str, _Variant]]:
    """Give language, text and tags of each variant; the first of a language counts."""
    seen = set()
    for node in unit.getlanguageNodes():
        tag = node.get(_LANG) or node.get("lang") or ""
        if tag and tag not in seen:
            seen.add(tag)
            yield tag, (str(unit.getNodeText(node) or ""), inline_tags(_child(node, "seg")))


def _chosen(languages: Sequence[str], wanted: str) -> str:
    """Give the language that is meant: itself, else the only one that is like it."""
    exact = [tag for tag in languages if tag.lower() == wanted.lower()]
    like = exact or [tag for tag in languages if wanted and same(tag, wanted)]
    return like[0] if len(like) == 1 else ""
