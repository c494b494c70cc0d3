"""Glossaries: terms and how they are to be rendered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary."""

    source: str
    target: str
    forbidden: bool = False
    """The target is a rendering that must not be used."""
