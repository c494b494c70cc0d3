"""Puts the messages of findings into the reader's language, from gettext catalogues."""

import functools
from gettext import c2py
from importlib import resources

from auditor.config import nearest
from auditor.core.errors import ConfigError
from auditor.core.messages import Lookup, english

_SOURCE = "en"


def languages() -> tuple[str, ...]:
    """Give the languages that messages exist in."""
    folder = resources.files("auditor") / "locale"
    names = [file.name for file in folder.iterdir()]
    written = [name.removesuffix(".po") for name in names if name.endswith(".po")]
    return tuple(sorted({_SOURCE, *written}))


@functools.cache
def lookup(lang: str) -> Lookup:
    """Give what finds the wording of a message in a language; English where it has none.

    Raises:
        ConfigError: there is no catalogue of the language.
    """
    if lang not in languages():
        known = ", ".join(languages())
        raise ConfigError(f"messages exist in {known}, not in {lang!r}{nearest(lang, languages())}")
    if lang == _SOURCE:
        return english
    from babel.messages.pofile import read_po

    file = resources.files("auditor") / "locale" / f"{lang}.po"
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=lang)
    form = c2py(catalogue.plural_expr)

    def found(singular: str, plural: str, count: int) -> str:
        entry = catalogue.get((singular, plural) if plural else singular)
        if entry is None or not entry.string:
            return english(singular, plural, count)
        if isinstance(entry.string, str):
            return entry.string
        return str(entry.string[form(count)] or english(singular, plural, count))

    return found
