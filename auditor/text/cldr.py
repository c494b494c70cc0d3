"""Locales of CLDR, by the tag of a language."""

import functools
from typing import Any


@functools.cache
def cldr(tag: str) -> Any:
    """Give Babel's locale of a BCP 47 tag, or of the longest part of it that CLDR knows.

    "fr-DE" is "fr"; None where CLDR does not know the language.
    """
    from babel import Locale, UnknownLocaleError

    candidate = tag
    while candidate:
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            candidate = candidate.rpartition("-")[0]
    return None
