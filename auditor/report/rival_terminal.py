"""A comparison of translations for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.rival_tables import text_of
from auditor.report.terminal import visible
from auditor.report.wording import counted, figure, percent, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType
    from rich.table import Table

    from auditor.report.rivals import Comparison, Unit


def ranking(comparison: Comparison, console: Console, *, shown: int = 3) -> None:
    """Show the ranking, whether differences are more than chance, and where they are largest.

    Control characters of the texts are shown as `\ufffd`, so that no text can steer the terminal.
    """
    for part in _parts(comparison, shown):
        console.print(part)


def _parts(comparison: Comparison, shown: int) -> Iterator[RenderableType]:
    from rich.text import Text

    yield _ranks(comparison)
    even = comparison.even()
    yield Text(
        f"{counted(even, 'unit')} of {len(comparison.units):,} without a single best translation"
        + ("; lower ter is better" if comparison.by == "ter" else "")
    )
    for item in comparison.contrasts:
        yield Text(
            f"{item.first} against {item.second}: {verdict(item)}  (difference "
            f"{figure(item.difference, 4)}, 95 % of the samples {figure(item.low, 4)} to "
            f"{figure(item.high, 4)}, {item.first} better in {percent(item.share)}, "
            f"p {figure(item.p, 3)})"
        )
    units = sorted(comparison.units, key=lambda unit: (-_spread(unit), unit.index))
    told = [unit for unit in units[:shown] if _spread(unit) > 0]
    if told:
        yield ""
        yield Text("Largest differences", "bold underline")
    for unit in told:
        yield _unit(unit)


def _ranks(comparison: Comparison) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for title in ("rank", "", "translation", comparison.by, "best in", "MQM", "findings", "only"):
        table.add_column(title, justify="left" if title in ("", "translation") else "right")
    for rival in comparison.ranked():
        table.add_row(
            str(rival.rank),
            Text(rival.label, "bold"),
            Text(visible(rival.target.path), overflow="fold"),
            figure(rival.mean, 4),
            f"{rival.wins:,}",
            figure(rival.summary.score_per_word),
            f"{len(rival.findings):,}",
            f"{len(rival.only):,}",
        )
    return table


def _unit(unit: Unit) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 2))
    grid.add_column(min_width=6)
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    grid.add_row(Text(f"{unit.index}", "bold"), "", Text(visible(text_of(unit.source))))
    for entry in unit.entries:
        style = "green" if unit.best == (entry.label,) else ""
        said = visible(text_of(entry.parts)) or "–"
        grid.add_row(Text(entry.label, "bold"), Text(figure(entry.value, 2), style), Text(said))
    return grid


def _spread(unit: Unit) -> float:
    values = [entry.value for entry in unit.entries if entry.value is not None]
    return max(values) - min(values) if len(values) > 1 else 0.0
