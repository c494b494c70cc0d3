"""How the matches of an expression begin: what finds those expressions that a text may match."""

from collections.abc import Iterable

_MOST = 64
"""Beginnings that are told apart."""
_SPECIAL = frozenset("\\.^$*+?{}[]()|")
_REPEATS = frozenset("*+?{")

_Open = dict[str, bool]
"""Beginnings, and whether all of the expression so far is in them."""


def beginnings(pattern: str) -> frozenset[str]:
    """Give letters that every match of an expression begins with, case-folded.

    A match begins with one of them; the empty string among them means that nothing is known.
    Literal letters, groups with alternatives, plain classes and what may be missing are read; at
    anything else a beginning ends.

    Args:
        pattern: a regular expression.
    """
    found, _ = _alternatives(pattern, 0)
    return frozenset(text.casefold() for text in found)


def _alternatives(pattern: str, at: int) -> tuple[_Open, int]:
    """Read alternatives up to the bracket that closes them."""
    found: _Open = {}
    while True:
        one, at = _sequence(pattern, at)
        for text, is_open in one.items():
            found[text] = found.get(text, True) and is_open
        if at >= len(pattern) or pattern[at] == ")":
            return found, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_Open, int]:
    """Read one alternative."""
    found: _Open = {"": True}
    while at < len(pattern) and pattern[at] not in "|)":
        begin = at
        atom, at = _atom(pattern, at)
        repeat = pattern[at] if at < len(pattern) and pattern[at] in _REPEATS else ""
        if atom is None or repeat in ("*", "{"):
            atom = None
        elif repeat == "?":
            atom = {**atom, "": True}
            at += 1
        joined = found if atom is None else _joined(found, atom)
        if atom is None or len(joined) > _MOST:
            return dict.fromkeys(found, False), _skipped(pattern, begin)
        found = dict.fromkeys(joined, False) if repeat == "+" else joined
        if repeat == "+" or not any(found.values()):
            return dict.fromkeys(found, False), _skipped(pattern, at)
    return found, at


def _atom(pattern: str, at: int) -> tuple[_Open | None, int]:
    """Read what stands at a place; None for what is not read."""
    sign = pattern[at]
    if sign not in _SPECIAL:
        return ({sign: True} if sign.isalpha() else None), at + 1
    if pattern.startswith("(?:", at):
        found, end = _alternatives(pattern, at + 3)
        return found, end + 1
    if sign == "[":
        end = pattern.find("]", at)
        signs = pattern[at + 1 : end]
        if end > 0 and signs.isalpha():
            return dict.fromkeys(signs, True), end + 1
    return None, at + 1


def _joined(found: _Open, atom: _Open) -> _Open:
    joined = {text: False for text, is_open in found.items() if not is_open}
    for text, is_open in found.items():
        if is_open:
            for more, still in atom.items():
                joined[text + more] = still and joined.get(text + more, True)
    return joined


def _skipped(pattern: str, at: int) -> int:
    """Find the end of the alternative that a place is in."""
    depth = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _class_end(pattern, at)
        elif sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in "|)" and not depth:
            return at
        at += 1
    return at


def _class_end(pattern: str, at: int) -> int:
    """Find the bracket that closes a class, which may hold others."""
    depth = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            depth += 1
        elif pattern[at] == "]":
            depth -= 1
            if not depth:
                return at
        at += 1
    return at


class Index(dict[str, frozenset[int]]):
    """Which of some expressions may match where a word begins, by the word, case-folded."""

    _MOST = 100_000
    """Words that are kept."""

    def __init__(self, patterns: Iterable[str | None]) -> None:
        """Take expressions, each numbered by its place; None is one that never matches."""
        super().__init__()
        self._numbers: dict[str, set[int]] = {}
        for number, pattern in enumerate(patterns):
            for begin in beginnings(pattern) if pattern is not None else ():
                self._numbers.setdefault(begin, set()).add(number)
        self._sizes = sorted(set(map(len, self._numbers)))

    def __missing__(self, word: str) -> frozenset[int]:
        """Look a word up and keep what was found."""
        if len(self) >= self._MOST:
            self.clear()
        begins = {word[:size] for size in self._sizes}
        found = frozenset().union(*(self._numbers.get(begin, ()) for begin in begins))
        self[word] = found
        return found

    def among(self, words: Iterable[str]) -> list[int]:
        """Give the numbers of the expressions that may match where one of some words begins."""
        found = [numbers for word in words if (numbers := self[word])]
        return sorted(frozenset().union(*found)) if found else []
