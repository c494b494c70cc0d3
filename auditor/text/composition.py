"""How number words, digits and scale words make one number: "deux mille", "1,4 million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from auditor.text.quantities import quantities

_GAP = re.compile(r"[\s\u00a0\u202f\u2009-]{0,2}")
_LAST_WORD = re.compile(r"(\w+)([ \u00a0\u202f-])\Z")
_LARGEST_SCALE = 30
"""Scale words that multiply beyond this are no number: "thousands thousands"."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number in digits, a number word or a scale word."""

    start: int
    end: int
    kind: Literal["digits", "word", "scale"]
    values: tuple[Fraction, ...]
    """Every reading; empty for a scale word and for a version such as 1.2.3."""
    power: int = 0
    """Power of ten of a scale word."""
    extra: tuple[Fraction, ...] = ()
    """Readings that hold only when the item stays alone, such as 14 for "2 h"."""
    role: Literal["number", "date", "time"] = "number"
    glued: bool = False
    """The word carries its "and", as Arabic وعشرون does."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number made of one item or more."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    scale: int
    """Power of ten of its scale words; 0 without any."""
    certain: bool
    """False for a scale word alone ("thousands")."""
    written: bool
    """It begins with digits."""
    kind: Literal["number", "date", "time", "version"]


def compose(
    folded: str, items: tuple[Item, ...], ones: frozenset[str], ands: frozenset[str]
) -> Iterator[Amount]:
    """Join neighbouring items into numbers, from left to right.

    Args:
        folded: the text, digits in ASCII.
        items: what was found in it, in order of start.
        ones: words for one in lower case, which only count before a scale word.
        ands: words that join a hundred or thousand to what follows: "dois mil e quinhentos".
    """
    index, position = 0, 0
    while index < len(items):
        item = items[index]
        if item.start < position:
            index += 1
            continue
        if item.kind != "scale" and (item.role == "date" or not item.values):
            kind: Literal["date", "version"] = "date" if item.values else "version"
            written = folded[item.start].isdigit()
            yield Amount(item.start, item.end, item.values, 0, True, written, kind)
            position, index = item.end, index + 1
            continue
        builder = _Builder(folded, item, ones, ands)
        index += 1
        while index < len(items) and (
            items[index].start < builder.end
            or builder.take(items[index], items[index + 1 : index + 2])
        ):
            index += 1
        yield builder.amount()
        position = builder.end


class _Builder:
    """A number under construction; every reading of its first item is carried along."""

    def __init__(
        self, folded: str, first: Item, ones: frozenset[str], ands: frozenset[str]
    ) -> None:
        self.ands = ands
        self.folded, self.first, self.last = folded, first, first
        self.start, self.end = first.start, first.end
        self.certain, self.scale = True, 0
        self.totals: list[Fraction] = []
        self.current: list[Fraction] = list(first.values)
        if first.kind == "scale":
            self._lead(ones)
        elif first.kind == "digits" or first.values[0] < 100:
            half = quantities().half_after.match(folded, self.end)
            if half:
                self.current = [v + Fraction(1, 2) for v in self.current]
                self.end = half.end()

    def _lead(self, ones: frozenset[str]) -> None:
        """Read what stands before a scale word: "a million", "half a million", or nothing."""
        power = Fraction(10) ** self.first.power
        word = _LAST_WORD.search(self.folded, 0, self.start)
        one = word is not None and word[1].lower() in ones
        if word and one:
            self.start = word.start()
        before = (max(0, self.start - 20), self.start)
        more = quantities().one_and_half.search(self.folded, *before)
        half = quantities().half.search(self.folded, *before)
        if more:
            self.start, power = more.start(), power * 3 / 2
        elif half:
            self.start, power = half.start(), power / 2
        self.certain = one or half is not None or more is not None
        self.totals, self.current, self.scale = [power], [], self.first.power

    def take(self, item: Item, following: tuple[Item, ...]) -> bool:
        """Add the next item, or tell that it begins another number."""
        if item.role == "date" or not self._touches(item, following):
            return False
        if item.kind == "scale":
            if self.scale + item.power > _LARGEST_SCALE:
                return False
            self._multiply(item)
        elif self.last.kind == "scale":
            if not self._adds(item, following):
                return False
            self.current = [item.values[0]] * len(self.totals)
        elif item.kind == "word" and self.last.kind == "word":
            joined = _joined(self.current[0], item, self.folded[self.end : item.start])
            if joined is None:
                return False
            self.current = [joined] * max(1, len(self.totals))
        else:
            return False
        self.last, self.end = item, item.end
        return True

    def _touches(self, item: Item, following: tuple[Item, ...]) -> bool:
        """Tell whether a space, or "and" after hundreds and thousands in words, is between."""
        if _GAP.fullmatch(self.folded, self.end, item.start):
            return True
        if {self.first.kind, item.kind} != {"word"}:
            return False
        if following and _GAP.fullmatch(self.folded, item.end, following[0].start):
            scale, value = following[0].power, max(following[0].values, default=0)
            if scale >= self.scale > 0 or (not scale and value >= 100):
                return False
        large = self.last.kind == "scale" or bool(self.current and self.current[0] >= 100)
        return large and self.folded[self.end : item.start].strip().lower() in self.ands

    def _multiply(self, item: Item) -> None:
        power = Fraction(10) ** item.power
        if self.current:
            before = self.totals or [Fraction(0)] * len(self.current)
            if self.last.kind != "scale" and self.totals and self.scale < item.power:
                self.totals = [(t + c) * power for t, c in zip(before, self.current, strict=True)]
            else:
                self.totals = [t + c * power for t, c in zip(before, self.current, strict=True)]
            self.scale = max(self.scale, item.power)
        else:
            self.totals = [t * power for t in self.totals]
            self.scale += item.power
            self.certain = True
        self.current = []

    def _adds(self, item: Item, following: tuple[Item, ...]) -> bool:
        """Tell whether a number after a scale word goes on with it: "2 million 300 thousand"."""
        if not item.values or item.values[0] >= Fraction(10) ** self.last.power:
            return False
        if item.kind == "word" and self.first.kind != "digits":
            self.certain = self.certain or (self.last is self.first and self.last.power == 3)
            return self.certain
        return bool(
            following
            and following[0].kind == "scale"
            and following[0].power < self.last.power
            and _GAP.fullmatch(self.folded, item.end, following[0].start)
        )

    def amount(self) -> Amount:
        """Give the finished number."""
        values = self.totals or [Fraction(0)] * len(self.current)
        if self.current:
            values = [t + c for t, c in zip(values, self.current, strict=True)]
        half = quantities().half_after.match(self.folded, self.end)
        if half and self.certain and self.last.kind == "scale":
            values = [v + Fraction(10) ** self.last.power / 2 for v in values]
            self.end = half.end()
        alone = self.last is self.first
        if alone:
            values = [*values, *self.first.extra]
        role = self.first.role if alone else "number"
        written = self.first.kind == "digits"
        return Amount(self.start, self.end, tuple(values), self.scale, self.certain, written, role)


def _joined(current: Fraction, item: Item, gap: str) -> Fraction | None:
    """Join two number words by their worth, or give None where they are two numbers."""
    value = item.values[0]
    tens, hundreds = current % 100, current % 1000
    if item.glued and value < 100 and (current >= 100 or current < 10 < value):
        return current + value
    if not gap:
        return None
    if value == 100 and 1 < hundreds < 100:
        return current + hundreds * 99
    additive = (
        (tens == 0 and current >= 100 and value < 100)
        or (hundreds == 0 and current >= 1000 and value < 1000)
        or (tens % 10 == 0 and tens >= 20 and value < 10)
        or (tens in (60, 80) and 10 < value < 20)
    )
    return current + value if additive else None
