"""Given names that women or men alone bear.

The table (given_names.txt, made by models/recipes/given_names.py) has names of which at least 97 of
100 bearers are of one sex in the counts of births of the United States and in the Brazilian census,
and that no list of names of another country has for the other. It says nothing of Chinese,
Japanese, Korean, Vietnamese and Indonesian names, of names that both sexes bear anywhere (Andrea,
Jean, Kim), nor of how a person wants to be called: use it for hints, not for proof.
The counts of births are in the public domain, those of the census are open data of IBGE, and the
lists are those of Faker (MIT); the recipe names the packages.
"""

import functools
import unicodedata
from importlib import resources
from typing import Literal

import regex

Gender = Literal["f", "m"]
_MARKS = regex.compile(r"\p{M}")
_LATIN = regex.compile(r"\p{Latin}")
_CYRILLIC_NAME = regex.compile(r"\p{Cyrillic}+")
_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгґдезиіїйклмнопрстуфыэєў",
            "abvggdeziiiiklmnoprstufyeeu",
            strict=True,
        )
    )
    | {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ё": "e", "ю": "yu", "я": "ya", "ь": "", "ъ": "", "’": ""}
)


def gender(name: str) -> Gender | None:
    """Give the sex that a given name tells, or None where it tells none.

    Diacritics do not count in Latin names. A Cyrillic name that is in no list is read as the Latin
    one that it sounds like ("Сара" as Sara). A double name counts by its parts, when they agree.
    """
    key = folded(name)
    known = _table()
    if key in known:
        return known[key]
    if "-" in key:
        parts = {gender(part) for part in key.split("-") if part}
        return parts.pop() if len(parts) == 1 else None
    if _CYRILLIC_NAME.fullmatch(key):
        return known.get(key.translate(_CYRILLIC))
    return None


def folded(name: str) -> str:
    """Give a name in lower case, and without diacritics where it is Latin."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    if _LATIN.match(plain):
        plain = _MARKS.sub("", plain)
    return unicodedata.normalize("NFC", plain)


@functools.cache
def _table() -> dict[str, Gender]:
    text = (resources.files("auditor.text") / "given_names.txt").read_text(encoding="utf-8")
    women, men = text.splitlines()
    table: dict[str, Gender] = dict.fromkeys(women.split(), "f")
    for name in men.split():
        table[name] = "m"
    return table
