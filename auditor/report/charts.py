"""What the charts of the page show, as figures; the template draws them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.core.mqm import Severity
from auditor.report.model import Report, Row
from auditor.report.tables import by_row
from auditor.report.wording import category_counts, category_name, grade, severity_counts

_MOST_TICKS = 240
"""More sentences than this share ticks, so that every tick can be seen and hit."""
_WIDEST_TICK = 12.5
_MOST_LABELS = 8
_UNALIGNED_HEIGHT = 60.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart."""

    key: str
    """Value of the filter that the bar stands for."""
    label: str
    count: int
    share: float
    """Length in percent of the longest bar."""
    severity: str
    """Worst severity of what the bar counts; colours it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One sentence, or a few neighbours, in the strip of the document."""

    row: int
    """Row that the tick leads to: the worst of its sentences."""
    left: float
    width: float
    height: float
    """Each in percent of the strip."""
    grade: str
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """A row number under the strip."""

    row: int
    left: float
    """Its middle, in percent of the strip."""


def severity_bars(report: Report) -> tuple[Bar, ...]:
    """Give a bar for each severity, the worst first, empty ones included."""
    counts = severity_counts(report)
    longest = max((count for _, count in counts), default=0)
    return tuple(
        Bar(severity.value, severity.value, count, _share(count, longest), severity.value)
        for severity, count in counts
    )


def category_bars(report: Report) -> tuple[Bar, ...]:
    """Give a bar for each category that has findings, the most frequent first."""
    counts = category_counts(report)
    worst = _worst({f.index: (f.category, f.severity) for f in report.findings})
    longest = max((count for _, count in counts), default=0)
    return tuple(
        Bar(key, category_name(key), count, _share(count, longest), worst.get(key, "neutral"))
        for key, count in counts
    )


def check_bars(report: Report) -> tuple[Bar, ...]:
    """Give a bar for each check that has findings, the most frequent first."""
    counts = Counter(finding.check for finding in report.findings)
    worst = _worst({f.index: (f.check, f.severity) for f in report.findings})
    longest = max(counts.values(), default=0)
    return tuple(
        Bar(key, key, count, _share(count, longest), worst[key])
        for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def strip(report: Report) -> tuple[Tick, ...]:
    """Give a tick for every sentence of the article; taller and darker where quality is lost."""
    rows = [row for row in report.rows if not row.excluded]
    if not rows:
        return ()
    size = -(-len(rows) // _MOST_TICKS)
    return tuple(_ticks(rows, size, report))


def axis(ticks: Sequence[Tick]) -> tuple[Label, ...]:
    """Give the row numbers to write under the strip, from the first tick on, evenly apart."""
    step = -(-len(ticks) // _MOST_LABELS) or 1
    return tuple(Label(tick.row, tick.left + tick.width / 2) for tick in ticks[::step])


def _ticks(rows: Sequence[Row], size: int, report: Report) -> Iterator[Tick]:
    found = by_row(finding for finding in report.findings if not finding.places)
    width = min(100 / len(rows), _WIDEST_TICK)
    for first in range(0, len(rows), size):
        held = rows[first : first + size]
        worst = min(held, key=lambda row: (_height(row) * -1, row.index))
        count = sum(len(found.get(row.index, ())) for row in held)
        name = f"{held[0].index}" if len(held) == 1 else f"{held[0].index} to {held[-1].index}"
        quality = worst.kind if worst.quality is None else f"quality {worst.quality:.0f}"
        yield Tick(
            row=worst.index,
            left=first * width,
            width=len(held) * width,
            height=_height(worst),
            grade=worst.kind if worst.quality is None else grade(worst.quality),
            label=f"{name}: {quality}, findings: {count}",
        )


def _height(row: Row) -> float:
    """Give 12 for a faultless sentence up to 100; a critical finding takes half of the strip."""
    if row.quality is None:
        return _UNALIGNED_HEIGHT
    lost = 100 - row.quality
    return 12.0 if lost <= 0 else min(100.0, 30.0 + 70.0 * min(lost / 25, 1.0))


def _share(count: int, longest: int) -> float:
    return 100 * count / longest if longest else 0.0


def _worst(entries: dict[int, tuple[str, Severity]]) -> dict[str, str]:
    worst: dict[str, Severity] = {}
    for key, severity in entries.values():
        if key not in worst or severity.rank > worst[key].rank:
            worst[key] = severity
    return {key: severity.value for key, severity in worst.items()}
