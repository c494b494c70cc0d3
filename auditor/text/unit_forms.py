"""Written forms of units, found beside a figure by look-up instead of a long pattern."""

import re
from collections.abc import Iterable
from typing import NamedTuple

GAPS = " \u00a0\u202f\u2009-"
"""What may stand between a figure and its unit."""
_OF = re.compile(r"of|de|d['’]|di|من", re.IGNORECASE)


class UnitForm(NamedTuple):
    """A form of a unit in a text."""

    form: str
    """In lower case."""
    start: int
    end: int


class UnitForms:
    """Forms of units, to be found after or before a place of a text; the longest one counts.

    A form that ends with a letter of a script with spaces must not be followed by a letter or a
    digit.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        """Take the forms, in any case."""
        self._forms = {form.lower(): _is_cased(form[-1]) for form in forms}
        lengths: dict[str, set[int]] = {}
        endings: dict[str, set[int]] = {}
        for form in self._forms:
            lengths.setdefault(form[0], set()).add(len(form))
            endings.setdefault(form[-1], set()).add(len(form))
        self._lengths = {c: tuple(sorted(found, reverse=True)) for c, found in lengths.items()}
        self._endings = {c: tuple(sorted(found, reverse=True)) for c, found in endings.items()}

    def after(self, text: str, place: int) -> UnitForm | None:
        """Give the form that stands after a place, a gap and a word for "of" let pass."""
        starts = (place + 1, place) if text[place : place + 1] in (*GAPS,) else (place,)
        for start in starts:
            of = _OF.match(text, start)
            if of:
                gap = text[of.end() : of.end() + 1].isspace()
                found = self._at(text, of.end() + gap) if gap or of.group()[-1] in "'’" else None
                if found:
                    return found
            found = self._at(text, start)
            if found:
                return found
        return None

    def before(self, text: str, place: int) -> UnitForm | None:
        """Give the form that ends before a place, or before a gap there."""
        ends = (place, place - 1) if text[place - 1 : place] in (*GAPS,) else (place,)
        found = [match for end in ends if (match := self._until(text, end))]
        return min(found, key=lambda match: match.start, default=None)

    def _at(self, text: str, start: int) -> UnitForm | None:
        for length in self._lengths.get(text[start : start + 1].lower(), ()):
            end = start + length
            form = text[start:end].lower()
            whole = end <= len(text) and form in self._forms
            if whole and not (self._forms[form] and _is_inside(text, end)):
                return UnitForm(form, start, end)
        return None

    def _until(self, text: str, end: int) -> UnitForm | None:
        for length in self._endings.get(text[end - 1 : end].lower(), ()):
            start = end - length
            form = text[max(0, start) : end].lower()
            if start >= 0 and form in self._forms:
                if self._forms[form] and _is_inside(text, end):
                    return None
                return UnitForm(form, start, end)
        return None


def _is_cased(sign: str) -> bool:
    return sign.lower() != sign.upper() or "\u0600" <= sign <= "\u06ff"


def _is_inside(text: str, place: int) -> bool:
    """Tell whether a word goes on at a place."""
    return text[place : place + 1].isalnum() or text[place : place + 1] == "_"
