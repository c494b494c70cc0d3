"""Units, currencies and per cent: what stands beside a figure, and how units convert."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import resources
from typing import Any

from auditor.text.unit_forms import UnitForms

_TOLERANCE = 0.1
"""How far a converted quantity may be rounded, as a share of its value."""
_SLACK = 0.7
"""How far a small converted quantity may be rounded, in units: 1 inch is "2 cm"."""
_DEGREES = 6
"""How far a converted temperature may be rounded."""
_DIMENSIONS = (
    "length", "area", "mass", "volume", "speed", "duration", "temperature",
    "power", "energy", "data", "frequency",
)  # fmt: skip
_PER = re.compile(r"/\s?([^\W\d_]{1,7}[²³23]?)(?![\w/])")
"""The second half of a compound unit."""
_LONGEST_SIGN = 2
"""Letters of the sign of a unit; a longer one that is not known is a word of some language."""
_NO_RATES = ("currency", "percent", "duration", "temperature")
_MOTION = {"length", "speed"}
"""Comparable with each other: "60 km" may be all that is read of "60 km per hour"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement, a currency or per cent."""

    name: str
    """English name, ISO 4217 code, or "%"."""
    dimension: str
    """"length", "currency", "percent" and so on; units of one dimension convert."""
    factor: float
    """How many of the dimension's first unit it holds; 1 for currencies and per cent."""


@dataclass(frozen=True, slots=True)
class Quantities:
    """All that is known of units, ready to be found in a text."""

    units: Mapping[str, tuple[Unit, ...]]
    """Units by their written form, in lower case; "pound" is two."""
    after: UnitForms
    """What may stand after a figure."""
    before: UnitForms
    """What may stand before a figure."""
    percent_words: tuple[str, ...]
    """Words for per cent that hold a number word, such as "por ciento", in lower case."""
    half: re.Pattern[str]
    """A word for one half at the end of what stands before a figure."""
    one_and_half: re.Pattern[str]
    """A word for one and a half at the end of what stands before a figure."""
    half_after: re.Pattern[str]
    """Words that add one half to the figure before them, such as "and a half"."""
    named: Mapping[str, tuple[Unit, ...]]
    """Units by their name."""
    per: Mapping[str, tuple[str, ...]]
    """What may stand after the stroke of a compound unit, in lower case, with its names."""

    def compound(self, units: tuple[Unit, ...], text: str, end: int) -> tuple[Unit, ...]:
        """Give what units become where a stroke and another unit follow: mg/l, Mbit/s, km/k.

        Args:
            units: readings of a unit.
            text: where it stands.
            end: where it ends.
        """
        match = _PER.match(text, end)
        if match is None or any(unit.dimension in _NO_RATES for unit in units):
            return units
        others = self.per.get(match[1].lower(), ())
        if not others and len(match[1]) > _LONGEST_SIGN:
            return units
        bases = {unit.name.partition("_per_")[0] for unit in units}
        names = {f"{base}_per_{other}" for base in bases for other in others or (match[1],)}
        return tuple(Unit(name, "rate", 1.0) for name in sorted(names))


@functools.cache
def quantities() -> Quantities:
    """Read the table of units that is shipped with the package."""
    file = resources.files("auditor.text") / "quantities.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    units: dict[str, list[Unit]] = {}
    for form in data["percent"] + data["percent_before"]:
        units.setdefault(form, []).append(Unit("%", "percent", 1.0))
    for code, forms in data["currency"].items():
        for form in forms:
            units.setdefault(form.lower(), []).append(Unit(code, "currency", 1.0))
    for dimension in _DIMENSIONS:
        for name, entry in data[dimension].items():
            for form in entry["forms"]:
                units.setdefault(form, []).append(Unit(name, dimension, entry["factor"]))
    named = {unit.name: (unit,) for found in units.values() for unit in found}
    before = [*data["percent_before"], *(f for fs in data["currency"].values() for f in fs)]
    return Quantities(
        units={form: tuple(found) for form, found in units.items()},
        after=UnitForms(units),
        before=UnitForms(before),
        percent_words=tuple(f for f in data["percent"] if " " in f),
        half=re.compile(rf"(?<!\w)(?:{_alternatives(data['half'])})[\s-]*\Z", re.IGNORECASE),
        one_and_half=re.compile(
            rf"(?<!\w)(?:{_alternatives(data['one_and_half'])})[\s-]*\Z", re.IGNORECASE
        ),
        half_after=re.compile(rf"[\s-]?(?:{_alternatives(data['half_after'])})", re.IGNORECASE),
        named=named,
        per=_per(units, data["per"]),
    )


def _per(
    units: Mapping[str, list[Unit]], signs: Mapping[str, list[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Give the names of what may stand after a stroke: words for units, and short signs."""
    found: dict[str, set[str]] = {}
    for form, readings in units.items():
        for unit in readings:
            if unit.dimension in _DIMENSIONS and len(form) > _LONGEST_SIGN:
                found.setdefault(form, set()).add(unit.name)
    for name, forms in signs.items():
        for form in forms:
            found.setdefault(form, set()).add(name)
    return {form: tuple(sorted(names)) for form, names in found.items()}


def _alternatives(forms: Any) -> str:
    parts = []
    for form in sorted(set(forms), key=lambda f: (-len(f), f)):
        cased = form[-1].lower() != form[-1].upper() or "\u0600" <= form[-1] <= "\u06ff"
        parts.append(re.escape(form) + (r"(?!\w)" if cased else ""))
    return "|".join(parts)


def convertible(
    first: Fraction, units: tuple[Unit, ...], second: Fraction, others: tuple[Unit, ...]
) -> bool:
    """Tell whether two figures are one quantity in two units.

    Args:
        first: a figure.
        units: readings of the unit that stands beside the first figure.
        second: the figure of the other language.
        others: readings of its unit; where there is none, any unit of the same dimension will do,
            except for lengths of time.
    """
    a, b = abs(float(first)), abs(float(second))
    if not a or not b:
        return False
    for unit in units:
        known = [o for o in others if _comparable(unit, o)]
        if unit.dimension in ("currency", "percent", "rate") or (others and not known):
            continue
        if unit.dimension == "temperature":
            if _same_temperature(a, b):
                return True
            continue
        if not others and unit.dimension == "duration":
            continue
        factors = {o.factor for o in known} or _factors(unit.dimension)
        if any(_near(a * unit.factor / f, b, unit) for f in factors if f != unit.factor):
            return True
    return False


def _comparable(unit: Unit, other: Unit) -> bool:
    return unit.dimension == other.dimension or {unit.dimension, other.dimension} == _MOTION


def _near(converted: float, value: float, unit: Unit) -> bool:
    if unit.dimension == "duration":
        return abs(converted - value) <= 0.05 * value
    return abs(converted - value) <= max(_SLACK, _TOLERANCE * value)


def _same_temperature(a: float, b: float) -> bool:
    """Compare degrees Celsius and Fahrenheit, as temperatures and as differences."""
    celsius, fahrenheit = a * 1.8 + 32, (a - 32) / 1.8
    if abs(celsius - b) <= _DEGREES or abs(fahrenheit - b) <= _DEGREES / 1.8:
        return True
    return min(abs(a * 1.8 - b), abs(a / 1.8 - b)) <= max(_SLACK, _TOLERANCE * b)


@functools.cache
def _factors(dimension: str) -> frozenset[float]:
    found = quantities().units.values()
    return frozenset(u.factor for units in found for u in units if u.dimension == dimension)
