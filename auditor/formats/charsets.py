"""Which legacy encoding bytes are in: each is tried, and the likeliest text of all wins.

An encoding is as likely as its text in the likeliest of the languages that are written in it. The
ASCII letters of a text count too, up to a limit: they tell the languages of one alphabet apart.
"""

import re
from dataclasses import dataclass

from auditor.formats import letters
from auditor.formats.letters import EAST_ASIAN, Sample

_TEMPER = 0.6
"""Weight of ASCII letters: they are read alike in every encoding and tell only of the language."""
_FOREIGN = 0.35
"""Nats that an ASCII letter speaks against a language of another script."""
_LIMIT = 12.0
_LATIN_LIMIT = 40.0
"""Most nats that all ASCII letters together count for, the second within the Latin alphabet."""
_NOISE = 7.5
_WIDE_NOISE = 10.5
"""Mean surprise, in nats, of what is no prose, in alphabets and in East Asian scripts."""
_FEW = 30
"""Characters from which noise is told from prose."""
_MIXED_WORD = 8.0
"""Nats against a Latin letter that touches one of another alphabet or half-width kana, and against
a lone East Asian character between Latin letters."""

_LETTER = "[\u0370-\u06ff\u0e00-\u0e7f]"
_INSIDE = "(?<=[A-Za-z])[\u2e80-\u9fff\uac00-\ud7a3\uff61-\uff9f](?=[a-z])"
_NARROW = "[A-Za-z](?=[\uff61-\uff9f])|[\uff61-\uff9f](?=[A-Za-z])"
_MIXED = re.compile(rf"[A-Za-z](?={_LETTER})|{_LETTER}(?=[A-Za-z])|{_INSIDE}|{_NARROW}")

_WEST = ("en", "fr", "de", "es", "pt", "it", "nl", "da", "sv", "no", "fi", "ca", "af", "id", "sq")
_CENTRAL = ("pl", "cs", "hu", "ro", "hr", "sk", "sl")
_CYRILLIC = ("ru", "uk", "bg", "mk")


@dataclass(frozen=True, slots=True)
class Charset:
    """A legacy encoding: its name in the WHATWG Encoding Standard, and who uses it how often."""

    name: str
    models: tuple[str, ...]
    """Profiles of langdetect, and models of `letters.EAST_ASIAN`."""
    rare: float = 0.0
    """Nats by which the encoding is rarer than windows-1252."""


CHARSETS = {
    "cp1252": Charset("windows-1252", _WEST),
    "cp1251": Charset("windows-1251", _CYRILLIC, 1.0),
    "cp1250": Charset("windows-1250", _CENTRAL, 3.5),
    "cp1253": Charset("windows-1253", ("el",), 2.0),
    "cp1254": Charset("windows-1254", ("tr",), 3.0),
    "cp1255": Charset("windows-1255", ("he",), 3.0),
    "cp1256": Charset("windows-1256", ("ar", "fa", "ur"), 2.0),
    "cp1257": Charset("windows-1257", ("lt", "lv", "et"), 5.0),
    "cp1258": Charset("windows-1258", ("vi",), 5.0),
    "cp874": Charset("windows-874", ("th",), 2.0),
    "koi8_r": Charset("KOI8-R", ("ru",), 3.0),
    "koi8_u": Charset("KOI8-U", ("uk",), 4.0),
    "iso8859_2": Charset("ISO-8859-2", _CENTRAL, 5.0),
    "iso8859_5": Charset("ISO-8859-5", _CYRILLIC, 5.0),
    "iso8859_7": Charset("ISO-8859-7", ("el",), 4.0),
    "cp866": Charset("IBM866", ("ru",), 6.0),
    "gb18030": Charset("GB18030", ("simplified", "traditional"), 1.0),
    "big5hkscs": Charset("Big5", ("traditional",), 1.0),
    "cp950": Charset("Big5", ("traditional",), 2.0),
    "cp932": Charset("Shift_JIS", ("japanese",), 1.0),
    "euc_jp": Charset("EUC-JP", ("japanese",), 2.0),
    "cp949": Charset("EUC-KR", ("korean",), 1.0),
}
"""Encodings that are tried, by their Python names."""

_ALPHABETIC = tuple(
    sorted({m for charset in CHARSETS.values() for m in charset.models if m not in EAST_ASIAN})
)
_LATIN = (*_WEST, *_CENTRAL, "tr", "lt", "lv", "et", "vi")
_EVERY = Charset("", (*EAST_ASIAN, *_ALPHABETIC))


def likelihood(text: str, codec: str = "") -> float:
    """Give the log probability of a text in the languages of an encoding.

    Args:
        text: a decoded text; a few thousand characters are enough.
        codec: a key of `CHARSETS`; any other stands for every language, as in Unicode.
    """
    charset = CHARSETS.get(codec, _EVERY)
    found = letters.sample(text)
    against = _against(found)
    best = max(letters.high_likelihood(m, found) - against[m] for m in charset.models)
    return best - charset.rare - _MIXED_WORD * len(_MIXED.findall(text))


def surprise(text: str, codec: str = "") -> float:
    """Give how improbable the characters beyond ASCII and what follows them are.

    Returns:
        The mean in nats; 0 for an ASCII text. Prose has 2 to 9, noise mostly more.
    """
    found = letters.sample(text)
    if not found.width:
        return 0.0
    models = CHARSETS.get(codec, _EVERY).models
    return -max(letters.high_likelihood(m, found) for m in models) / found.width


def is_plausible(text: str, codec: str) -> bool:
    """Tell prose from noise, where there is enough of it to tell."""
    models = CHARSETS[codec].models if codec in CHARSETS else EAST_ASIAN
    limit = _WIDE_NOISE if set(models) <= set(EAST_ASIAN) else _NOISE
    return letters.sample(text).width < _FEW or surprise(text, codec) <= limit


def name(codec: str) -> str:
    """Give the name of an encoding as the WHATWG Encoding Standard writes it."""
    return CHARSETS[codec].name if codec in CHARSETS else codec.replace("_", "-").upper()


def _against(found: Sample) -> dict[str, float]:
    """Give how many nats the ASCII letters of a text speak against each model."""
    logs = {model: letters.low_likelihood(model, found) for model in _LATIN}
    best = max(logs.values())
    foreign = min(_FOREIGN * found.ascii_letters, _LIMIT)
    latin = {model: min(_TEMPER * (best - log), _LATIN_LIMIT) for model, log in logs.items()}
    return {model: latin.get(model, foreign) for model in _EVERY.models}
