"""Bytes to text: marks and declarations first, then UTF-8, then the most plausible encoding."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.core.errors import UnreadableFile
from auditor.formats import charsets
from auditor.formats.files import shown

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Declared encodings and the supersets that browsers read them as (WHATWG Encoding Standard)."""

_DECLARABLE = re.compile(
    r"(utf|iso8859|iso2022|cp\d|koi8|mac|euc|gb|big5|shift_jis|johab|hz|tis|ptcp)[\w-]*\Z"
)
_ESCAPES = {b"\x1b$B": "iso2022_jp", b"\x1b$@": "iso2022_jp", b"\x1b$)C": "iso2022_kr"}
_UTF_16 = ("utf_16_le", "utf_16_be")
_SAMPLE = 12_000
"""Bytes that are looked at to rank encodings."""
_NO_MARK = 11.0
"""Mean surprise, in nats, above which no text is believed to be UTF-16 or UTF-32 without a mark."""
_FEW = 4
"""Characters beyond ASCII up to which the bytes may be UTF-8 by chance."""
_STRAY = 2
"""Control characters that any text may hold; beyond them, one per hundred bytes."""
_OPINION = 2.0
"""Nats that the opinion of charset-normalizer counts for."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was in, and what people should know of it."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, path: str, declared: str = "") -> Decoded:
    """Decode the bytes of a file.

    A byte order mark decides; then comes strict UTF-8, then the encoding that the file itself
    declares, then the most plausible one, with a notice that it was guessed.

    Args:
        data: the whole file.
        path: its path, for messages.
        declared: name of the encoding that the file declares; empty when it declares none.

    Raises:
        UnreadableFile: the bytes are no text, or in no encoding that is known.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _with_mark(data, path, codec, name)
    stated = _codec(declared)
    if b"\x00" in data or len(_CONTROLS.findall(data)) > max(_STRAY, len(data) // 100):
        return _without_mark(data, path)
    found = _escaped(data, stated) or _as_stated(data, stated) or _strict(data, "utf-8")
    return found or _damaged_utf8(data, path) or _guessed(data, path, declared)


def declaration(data: bytes) -> str:
    """Give the encoding that an HTML, XML or PO file declares near its beginning."""
    head = data[:4096].replace(b"\x00", b"")
    match = re.search(
        rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)"""
        rb"""|<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)"""
        rb"""|"Content-Type:[^"]*charset=\s*([\w.:-]+)""",
        head,
        re.IGNORECASE,
    )
    return next(filter(None, match.groups()), b"").decode("ascii", "ignore") if match else ""


def _with_mark(data: bytes, path: str, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{shown(path)} begins with the mark of {name.upper()} but breaks it at byte "
            f"{error.start:,}: save it as UTF-8"
        ) from error


def _without_mark(data: bytes, path: str) -> Decoded:
    """Decode UTF-16 or UTF-32 that lacks its mark, refuse other data with control characters."""
    found: list[tuple[float, str, Decoded]] = []
    for codec in ("utf_32_le", "utf_32_be", *_UTF_16):
        decoded = _strict(data, codec)
        if decoded is None or _NO_TEXT.search(decoded.text):
            continue
        sample = decoded.text[:_SAMPLE]
        if charsets.surprise(sample, codec) <= _NO_MARK:
            found.append((charsets.likelihood(sample, codec), codec, decoded))
    if not found:
        raise UnreadableFile(f"{shown(path)} is binary data, not text")
    _, codec, decoded = max(found, key=lambda item: item[:2])
    return replace(decoded, notices=(_notice(codec),))


def _escaped(data: bytes, stated: str) -> Decoded | None:
    """Decode the seven-bit encodings of East Asia, which are valid ASCII too."""
    if not data.isascii():
        return None
    named = stated if stated.startswith(("iso2022", "hz")) else ""
    codec = named or next((name for mark, name in _ESCAPES.items() if mark in data), "")
    return _strict(data, codec) if codec else None


def _as_stated(data: bytes, stated: str) -> Decoded | None:
    """Decode bytes as they are declared, unless they are UTF-8 that was declared wrong."""
    found = _strict(data, stated) if stated else None
    text = _strict(data, "utf-8")
    if found is None or text is None:
        return found
    few = sum(1 for char in text.text if char > "\x7f") <= _FEW
    likelier = few and charsets.likelihood(found.text, stated) > charsets.likelihood(text.text)
    return found if likelier else None


def _damaged_utf8(data: bytes, path: str) -> Decoded | None:
    """Read UTF-8 with a few broken bytes, as a cut or careless join leaves it."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for char in text[:_SAMPLE] if char > "\x7f" and char != "\ufffd")
    if broken * 20 > sound:
        return None
    line = text[: text.index("\ufffd")].count("\n") + 1
    return Decoded(
        text,
        "utf-8",
        (
            f"{broken:,} places are not valid UTF-8 and read as \ufffd, the first on line "
            f"{line}: save the file again as UTF-8",
        ),
    )


def _guessed(data: bytes, path: str, declared: str) -> Decoded:
    opinion = _opinion(data)
    ranked = sorted(_ranked(data, opinion), reverse=True)
    plausible = [codec for _, is_plausible, codec in ranked if is_plausible]
    for codec in (*plausible, opinion):
        found = _strict(data, codec) if codec else None
        if found:
            break
    else:
        raise UnreadableFile(
            f"{shown(path)} is binary data, or in no encoding that is known: save it as UTF-8"
        )
    lie = (f"the file says that it is {declared}, but it is not",) if declared else ()
    return replace(found, notices=(*lie, _notice(codec)))


def _ranked(data: bytes, opinion: str) -> Iterator[tuple[float, bool, str]]:
    """Give likelihood, plausibility and name of each encoding that the bytes may be in."""
    whole = _telling(data)
    for codec in (*charsets.CHARSETS, *_UTF_16):
        try:
            text = codecs.getincrementaldecoder(codec)().decode(whole, len(whole) <= _SAMPLE)
        except UnicodeDecodeError:
            continue
        bonus = _OPINION if codec == opinion else 0.0
        yield charsets.likelihood(text, codec) + bonus, charsets.is_plausible(text, codec), codec


def _telling(data: bytes) -> bytes:
    """Give the lines that are not ASCII, as far as they are needed."""
    lines: list[bytes] = []
    size = 0
    for line in io.BytesIO(data):
        if not line.isascii():
            lines.append(line)
            size += len(line)
        if size > _SAMPLE:
            break
    return b"".join(lines)[: _SAMPLE + 1]


def _opinion(data: bytes) -> str:
    """Ask charset-normalizer; give the Python name of its best encoding, or ""."""
    from charset_normalizer import from_bytes

    match = from_bytes(_telling(data)).best()
    return match.encoding if match else ""


def _strict(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), _label(codec))
    except (UnicodeDecodeError, LookupError):
        return None


def _codec(declared: str) -> str:
    """Give the codec of a declared encoding; "" for none and for what is no text encoding."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return _WIDER.get(name, name) if _DECLARABLE.match(name) or name == "ascii" else ""


def _label(codec: str) -> str:
    return charsets.name(codec).lower()


def _notice(codec: str) -> str:
    return f"the encoding was guessed: {charsets.name(codec)}; save the file as UTF-8 to be sure"
