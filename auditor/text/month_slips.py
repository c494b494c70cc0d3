"""Misspelt months: a word beside a day or a year that is one slip away from the name of a month."""

import functools
from collections.abc import Mapping
from typing import NamedTuple

import regex

from auditor.text.calendar_names import weekday_names
from auditor.text.dates import month_names
from auditor.text.frequency import zipf
from auditor.text.language import Language
from auditor.text.names import distance

_LEAST = 4
"""Letters of the shortest name that is looked for."""
_USED = 2.4
"""Frequency from which a word is no slip but rare."""
_NAMES = "en"
"""The language whose list has most names."""
_DAY_BEFORE = regex.compile(
    r"(?<![\d.,:/])\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?,?\s(?:(?:de|of|del|do)\s)?\Z"
)
_NUMBER_AFTER = regex.compile(
    r",?\s(?:(?:de|del|do|of)\s)?(?:\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d)(?![\d:%]|[.,]\d|\s?%)"
)


def meant_month(word: str, start: int, text: str, language: Language) -> str | None:
    """Give the month or weekday that was meant where a word beside a number is a slip for it.

    Args:
        word: letters that are no word of the language.
        start: its place in the text.
        text: the sentence.
        language: profile of its language.

    Returns:
        The name with the capital of the word, or None.
    """
    end = start + len(word)
    before, after = text[max(0, start - 12) : start], text[end : end + 16]
    if not (_DAY_BEFORE.search(before) or _NUMBER_AFTER.match(after)):
        return None
    names = _names(language.tag)
    own = word.casefold()
    near = [name for name in names if abs(len(name) - len(own)) <= 1 and distance(own, name) == 1]
    if own in names or len({names[name].number for name in near}) != 1 or _is_used(own, language):
        return None
    right = names[max(near, key=lambda name: (len(name), name))].form
    return right[0].upper() + right[1:] if word[0].isupper() else right


def _is_used(word: str, language: Language) -> bool:
    """Tell whether a word is used as it stands, be it as a name: Juno 2."""
    return any(zipf(word, own) >= _USED for own in (language.primary, _NAMES))


class _Name(NamedTuple):
    number: int
    """Of the month from 1, of the weekday from -1 down."""
    form: str


@functools.cache
def _names(tag: str) -> Mapping[str, _Name]:
    """Give the names of months and weekdays, case-folded, with how they are written."""
    months, _ = month_names(tag)
    found = {
        name: _Name(number, name.capitalize() if capital else name)
        for name, (number, capital) in months.items()
    }
    for number, day in enumerate(weekday_names(tag), start=1):
        found.setdefault(day.casefold(), _Name(-number, day))
    return {name: one for name, one in found.items() if len(name) >= _LEAST and name.isalpha()}
