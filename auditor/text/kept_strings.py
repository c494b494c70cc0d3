"""Pieces of a text that a translation keeps letter by letter: placeholders, addresses, code."""

import functools
from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from auditor.core.bitext import Span

StringKind = Literal["placeholder", "address", "account", "hashtag", "code"]


class KeptString(NamedTuple):
    """A piece that is kept, and what of it is compared."""

    kind: StringKind
    span: Span
    key: str
    """The piece without what may change: the language of an address, spaces in a placeholder."""


_SIGN = regex.compile(r"[{@#\\`_＠＃]|//|--|\(\)|%[^\s.,;:)»”\"。，]|/\w+/")
_ADDRESS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]"
_PIECES = regex.compile(
    rf"(?P<address>https?://{_ADDRESS}*[A-Za-z0-9\-_~/#=&+%]"
    r"|(?<![\w.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<code>```.+?```|`[^`\n]+`"
    r"|(?<![\w/-])--?[a-z][a-z0-9]+(?:-[a-z0-9]+)*(?=[\s=,.;:)\]]|\Z)(?<=--[\w-]+)"
    r"|(?<![\w.])[A-Za-z_]\w*(?:(?:\.|::)\w+)*\(\)"
    r"|(?<![\w@#/.&;-])[A-Za-z]+(?:_[A-Za-z0-9]+)+(?![\w(])"
    r"|(?<![\w.])[A-Za-z]:\\[^\s\"<>|]+"
    r"|(?<![\w:/.<])~?/(?:[\w.-]+/)+[\w.-]*\w)"
    r"|(?P<placeholder>\$?\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|%\([\w.-]+\)[sdifr]"
    r"|(?<![\d%\p{L}])%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:hh?|ll?|z)?[sdiufgxXc@](?![\p{Latin}\d])"
    r"|(?<![\w%])%[A-Za-z_][A-Za-z0-9_]+%(?!\w)"
    r"|(?<![\w{$])\{\s?\$?[A-Za-z0-9_.-]{0,60}\s?(?:![a-z]|:[^{}\s]{1,12})?\}(?!\}))"
    r"|(?P<account>(?<![A-Za-z0-9_@＠./])[@＠][A-Za-z0-9_]{2,}(?![\w@]*[@.]\w))"
    r"|(?P<hashtag>(?<![\p{L}\p{N}_&#＃/])[#＃](?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]{2,60}#?)",
    regex.DOTALL,
)
_LOCALE = regex.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{2}|[a-z]{4}|[a-z]{4}[-_][a-z]{2}))?")
_SETTING = regex.compile(r"(?<=[?&])(?:hl|lang|language|locale|l|setlang)=[\w-]+&?")
ICU = regex.compile(r"\{\s*\$?(?P<name>\w+)\s*,\s*(?P<kind>plural|select|selectordinal)\s*,")
"""Start of a message of ICU that depends on a number or a choice."""
ICU_NAME = regex.compile(r"\{\s*\$?(?P<name>\w+)\s*[,}]")
"""Name of an argument of such a message."""


@functools.lru_cache(maxsize=8192)
def kept_strings(text: str) -> tuple[KeptString, ...]:
    """Find the pieces of a text that are kept, in order. Linear in the length of the text."""
    return tuple(_found(text)) if _SIGN.search(text) else ()


def _found(text: str) -> Iterator[KeptString]:
    for match in _PIECES.finditer(text):
        piece = match.group()
        kind: StringKind
        match match.lastgroup:
            case "address":
                kind, key = "address", address_key(piece)
            case "placeholder":
                kind, key = "placeholder", "".join(piece.split())
            case "account":
                kind, key = "account", piece[1:].casefold()
            case "hashtag":
                kind, key = "hashtag", piece[1:].casefold()
            case _:
                kind, key = "code", piece.strip("`")
        yield KeptString(kind, Span(*match.span()), key)


def address_key(address: str) -> str:
    """Give what an address has in every language: no tag of a language, no protocol, no "www".

    An address whose host names a language, as those of Wikipedia do, is known by its host alone,
    since the pages of other languages have names of their own.
    """
    bare = regex.sub(r"^[a-z]+://", "", address.strip().rstrip("/"))
    host, slash, path = bare.partition("/")
    labels = host.lower().removeprefix("www.").split(".")
    if len(labels) > 2 and _LOCALE.fullmatch(labels[0]):
        return ".".join(labels[1:])
    parts = [part for part in path.split("/") if not _LOCALE.fullmatch(part.lower())]
    end = _SETTING.sub("", slash + "/".join(parts)).rstrip("?&/")
    return ".".join(labels) + regex.sub(r"[._-][a-z]{2}(?=\.html?$)", "", end)
