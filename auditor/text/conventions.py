"""How a locale writes numbers, dates, times and amounts of money: Unicode CLDR, through Babel."""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from auditor.text.cldr import cldr

Order = Literal["dmy", "mdy", "ymd"]
_FIELDS = {"d": "d", "M": "m", "L": "m", "y": "y"}


@dataclass(frozen=True, slots=True)
class Conventions:
    """What CLDR and conventions.toml say of a locale."""

    tag: str
    order: Order
    """Order of day, month and year in figures."""
    separators: frozenset[str]
    """Signs between them."""
    months: Mapping[str, int]
    """Names of months as they stand in a date, with their number; empty where they are figures."""
    day_month: tuple[str, str, str]
    """What stands between day and month, and between month and year, where the day comes first;
    then the mark of a year."""
    twelve_hours: bool
    """Hours are counted to twelve."""
    decimals: frozenset[str]
    """Decimal signs in use."""
    groups: frozenset[str]
    """Signs between thousands in use."""
    indian: bool
    """Figures are grouped as lakh and crore."""
    percent_space: bool
    """A space stands before the percent sign."""
    money_first: bool
    """The sign of a currency stands before the amount."""
    digits: str
    """Numbering system, such as "latn" or "arab"."""


@functools.cache
def data() -> Mapping[str, Any]:
    """Give the content of conventions.toml: what is in use beside CLDR's first choice."""
    file = resources.files("auditor.text") / "conventions.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def conventions(tag: str) -> Conventions | None:
    """Give the conventions of a locale by its BCP 47 tag; None where CLDR does not know it."""
    locale = cldr(tag)
    if locale is None:
        return None
    primary = tag.split("-", maxsplit=1)[0]
    short, long = locale.date_formats["short"].pattern, locale.date_formats["long"].pattern
    times = locale.time_formats["short"].pattern
    symbols = locale.number_symbols.get("latn", {})
    used = data()["in_use"].get(tag) or data()["in_use"].get(primary, {})
    money = locale.currency_formats["standard"].pattern
    return Conventions(
        tag=tag,
        order=_order(short),
        separators=frozenset(re.sub(r"[\w'\s\u200f]", "", short))
        | {"-"}
        | {*used.get("dates", ())},
        months=_months(locale),
        day_month=_between(long),
        twelve_hours="h" in re.sub("'.*?'", "", times) or used.get("am_pm", False),
        decimals=frozenset((symbols.get("decimal", "."), *used.get("decimals", ()))),
        groups=frozenset((symbols.get("group", ","), *used.get("groups", ()))),
        indian="#,##,##" in locale.decimal_formats[None].pattern,
        percent_space=bool(re.search(r"\s%", locale.percent_formats[None].pattern)),
        money_first=money.strip("\u200e\u200f").startswith("¤"),
        digits=str(locale.default_numbering_system or "latn"),
    )


def _order(pattern: str) -> Order:
    fields = "".join(dict.fromkeys(_FIELDS[sign] for sign in pattern if sign in _FIELDS))
    return "mdy" if fields == "mdy" else "ymd" if fields.startswith("y") else "dmy"


def _months(locale: Any) -> dict[str, int]:
    # Babel gives the "stand-alone" names of the language that it loaded last.
    names = {name: number for number, name in locale.months["format"]["wide"].items()}
    return {} if any(re.search(r"\d|^[一-十]", name) for name in names) else names


def _between(pattern: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"d(?P<a>\D+?)MMMM(?P<b>\D+?)y(?P<c>\D*)", pattern.replace("'", ""))
    return (match["a"], match["b"], match["c"].strip()) if match else ("", "", "")
