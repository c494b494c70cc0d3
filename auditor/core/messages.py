"""What a finding says, kept apart from the language that it is said in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Lookup = Callable[[str, str, int], str]
"""Gives the wording of a singular and a plural text ("" where there is none) for a count."""


def english(singular: str, plural: str, count: int) -> str:
    """Give the wording that the code has."""
    return singular if count == 1 or not plural else plural


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with fields in braces, and what stands in them."""

    text: str
    values: tuple[tuple[str, Any], ...] = ()
    plural: str = ""
    """The sentence for more than one; empty where it never differs."""
    count: int = 1

    def render(self, lookup: Lookup = english) -> str:
        """Put the message into words; values that are messages are put into words too."""
        values = {
            name: value.render(lookup) if isinstance(value, Message) else value
            for name, value in self.values
        }
        return lookup(self.text, self.plural, self.count).format_map(values)

    def __str__(self) -> str:
        """Give the English wording."""
        return self.render()


def say(text: str, /, **values: Any) -> Message:
    """Make a message; the text is found in the catalogues by its English wording."""
    return Message(text, tuple(values.items()))


def say_many(singular: str, plural: str, count: int, /, **values: Any) -> Message:
    """Make a message that depends on a count, which fills the field `count` too."""
    return Message(singular, (("count", count), *values.items()), plural, count)
