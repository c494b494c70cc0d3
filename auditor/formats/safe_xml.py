"""XML from untrusted files: no entities, no network, no document type from elsewhere."""

import re

from lxml import etree

from auditor.core.errors import UnreadableFile
from auditor.formats.files import shown

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<[^!?\s]")


def checked(text: str, path: str) -> tuple[bytes, etree._Element]:
    """Check that a text is well-formed XML without entities of its own.

    Returns:
        The same XML in UTF-8 without its XML declaration, its lines where they were, and its
        root element.

    Raises:
        UnreadableFile: the XML is broken, or its document type declares entities.
    """
    _refuse_entities(text, path)
    declaration = _DECLARATION.match(text)
    newlines = declaration.group().count("\n") if declaration else 0
    data = ("\n" * newlines + (text[declaration.end() :] if declaration else text)).encode()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        encoding="utf-8",
    )
    try:
        root: etree._Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            f"{shown(path)} is broken XML, line {error.lineno}: {error.msg}: repair it, or export "
            "it again"
        ) from error
    unknown = next(root.iter(etree.Entity), None)
    if unknown is not None:
        raise UnreadableFile(
            f"{shown(path)} is broken XML: {unknown.text} is not defined in it: write the "
            "character itself"
        )
    return data, root


def _refuse_entities(text: str, path: str) -> None:
    prolog = _COMMENT.sub("", text[: 1 << 20])
    declared = prolog.find("<!ENTITY")
    root = _ROOT.search(prolog)
    if declared >= 0 and (root is None or declared < root.start()):
        raise UnreadableFile(
            f"{shown(path)} declares XML entities of its own, which are never expanded: take the "
            "<!ENTITY …> lines out of it"
        )


def local_name(element: etree._Element) -> str:
    """Give the name of an element without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
