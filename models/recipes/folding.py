"""Fold Traditional Chinese characters to Simplified ones, by OpenCC's table (Apache-2.0)."""

import functools
from importlib import resources


@functools.cache
def table() -> dict[int, str]:
    """Give the translation table; of several Simplified forms the first is taken."""
    folder = resources.files("opencc") / "dictionary"
    lines = (folder / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {ord(traditional): simplified.split()[0] for traditional, simplified in pairs}


def fold(text: str) -> str:
    """Fold a text; its length in characters stays the same."""
    return text.translate(table())
