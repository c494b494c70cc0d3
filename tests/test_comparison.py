"""Translations compared: units, winners, what only one has, and chance."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.comparison import Rules, compared
from auditor.core.bitext import Score, Span
from auditor.core.errors import ConfigError, InputError
from auditor.core.mqm import Severity
from auditor.report.model import Report, Row
from tests.report.factory import Flaw, Line, make

SOURCES = ("The river rose.", "Nobody slept.", "The mayor spoke.", "Schools stay closed.")
GOOD = (
    "Le fleuve est monté.",
    "Nul n’a dormi.",
    "Le maire a parlé.",
    "Les écoles restent fermées.",
)


def report(
    values: list[float],
    targets: tuple[str, ...] = GOOD,
    name: str = "qe",
    flaws: dict[int, Flaw] | None = None,
) -> Report:
    lines = [
        Line(
            source,
            target,
            flaws=[flaws[i]] if flaws and i in flaws else (),
            scores=((name, value),),
        )
        for i, (source, target, value) in enumerate(zip(SOURCES, targets, values, strict=False))
    ]
    return make(lines)


def other(word: str) -> tuple[str, ...]:
    return tuple(f"{text} {word}" for text in GOOD)


def test_the_better_mean_ranks_first_and_wins_are_counted() -> None:
    found = compared([report([0.5, 0.9, 0.2, 0.4]), report([0.9, 0.8, 0.7, 0.4], other("B"))])
    assert found.by == "qe"
    assert [r.label for r in found.ranked()] == ["B", "A"]
    assert [unit.best for unit in found.units] == [("B",), ("A",), ("B",), ("A", "B")]
    assert [r.wins for r in found.rivals] == [1, 2]
    assert found.even() == 1
    words = np.array([3, 2, 3, 3])
    assert found.rivals[0].mean == pytest.approx(np.average([0.5, 0.9, 0.2, 0.4], weights=words))


def test_the_same_text_is_no_better_however_it_was_aligned() -> None:
    found = compared([report([0.5] * 4), report([0.9] * 4), report([0.8] * 4, other("C"))])
    assert found.rivals[0].mean == found.rivals[1].mean == pytest.approx(0.7)
    assert [r.rank for r in found.rivals] == [2, 2, 1]
    assert found.contrasts[0].difference == 0
    assert found.contrasts[0].p == 1


def test_what_only_one_has_is_told_by_fingerprint() -> None:
    shared = Flaw("number-mismatch", Severity.MAJOR, "maire", "Figure differs")
    own = Flaw("empty-brackets", Severity.MINOR, "dormi", "Empty brackets")
    first = report([0.5] * 4, flaws={2: shared})
    second = report([0.5] * 4, flaws={1: own, 2: shared})
    found = compared(
        [
            replace(r, findings=tuple(replace(f, fingerprint=f.check) for f in r.findings))
            for r in (first, second)
        ]
    )
    assert found.rivals[0].only == ()
    (number,) = found.rivals[1].only
    told = next(f for f in found.rivals[1].findings if f.index == number)
    assert told.check == "empty-brackets"
    assert found.units[1].entries[1].findings == (number,)
    assert len(found.units[2].entries[0].findings) == len(found.units[2].entries[1].findings) == 1


def merged(given: Report, first: int) -> Report:
    """Join two neighbouring rows into one of two source sentences."""
    rows: list[Row] = []
    for row in given.rows:
        if row.index == first + 1 and rows and row.source and rows[-1].source:
            before = rows[-1].source
            whole = Span(before.span.start, row.source.span.end)
            text = f"{before.text}\n{row.source.text}"
            rows[-1] = replace(rows[-1], bead="2-1", source=replace(before, span=whole, text=text))
        else:
            rows.append(row)
    return replace(given, rows=tuple(rows))


def test_units_are_what_all_render_by_whole_sentences() -> None:
    found = compared([report([0.5, 0.9, 0.2, 0.4]), merged(report([0.6] * 4, other("B")), 2)])
    assert [[s.text for s in unit.source] for unit in found.units] == [
        [SOURCES[0]],
        [SOURCES[1], SOURCES[2]],
        [SOURCES[3]],
    ]
    assert [part.text for part in found.units[1].entries[0].parts] == [GOOD[1], GOOD[2]]
    weights = [len(SOURCES[1]), len(SOURCES[2])]
    assert found.units[1].entries[0].value == pytest.approx(np.average([0.9, 0.2], weights=weights))


def test_an_omission_is_worth_nothing_and_an_addition_is_told() -> None:
    lines = [Line(SOURCES[0], GOOD[0], scores=(("qe", 0.9),)), Line(SOURCES[1], None, bead="1-0")]
    whole = [Line(s, g, scores=(("qe", 0.3),)) for s, g in zip(SOURCES, GOOD, strict=True)][:2]
    added = Line(None, "Une phrase de plus.", bead="0-1")
    found = compared([make(lines), make([*whole, added])])
    assert found.units[1].entries[0].value == 0
    assert found.units[1].entries[0].parts == ()
    assert found.units[1].best == ("B",)
    assert [part.text for part in found.rivals[1].additions] == ["Une phrase de plus."]


def test_ter_is_better_when_it_is_lower() -> None:
    found = compared(
        [report([0.2] * 4, name="ter"), report([0.9] * 4, other("B"), name="ter")],
        Rules(by="ter"),
    )
    assert [r.rank for r in found.rivals] == [1, 2]
    assert found.units[0].best == ("A",)
    assert found.contrasts[0].difference == pytest.approx(0.7)
    assert found.contrasts[0].share == 1


def many(shift: float, spread: float, count: int = 80) -> tuple[Report, Report]:
    """Give two audits of many sentences; the second is better by a shift with some spread."""
    chance = np.random.default_rng(5)
    base = chance.uniform(0.3, 0.6, count)
    better = np.clip(base + shift + spread * chance.standard_normal(count), 0, 1)
    return tuple(
        make(
            Line(f"Sentence {i}.", f"Phrase {i}, {name}.", scores=(("qe", float(v)),))
            for i, v in enumerate(side)
        )
        for name, side in (("A", base), ("B", better))
    )  # type: ignore[return-value]


def test_the_bootstrap_tells_a_real_difference_from_chance() -> None:
    (real,) = compared(many(0.05, 0.08)).contrasts
    (chance,) = compared(many(0.002, 0.08)).contrasts
    assert real.p < 0.01
    assert real.share < 0.01
    assert real.low < real.difference < real.high < 0
    assert chance.p > 0.05
    assert chance.low < 0 < chance.high


def test_the_bootstrap_is_as_wide_as_theory_says() -> None:
    reports = many(0.02, 0.1, count=400)
    (found,) = compared(reports, Rules(samples=4000)).contrasts
    values = [[row.score("qe") or 0 for row in report.rows] for report in reports]
    differences = np.array(values[0]) - np.array(values[1])
    error = differences.std() / np.sqrt(len(differences))
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.1)


def test_the_same_seed_gives_the_same_samples() -> None:
    reports = many(0.01, 0.1)
    assert compared(reports, Rules(seed=1)) == compared(reports, Rules(seed=1))
    assert compared(reports, Rules(seed=1)) != compared(reports, Rules(seed=2))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=2, max_size=4))
def test_figures_hold_together(values: list[list[float]]) -> None:
    reports = [report(v, other(str(i))) for i, v in enumerate(values)]
    found = compared(reports, Rules(samples=50))
    assert min(r.rank for r in found.rivals) == 1
    assert sum(r.wins for r in found.rivals) + found.even() == len(found.units)
    assert len(found.contrasts) == len(values) * (len(values) - 1) // 2
    for item in found.contrasts:
        assert 0 < item.p <= 1
        assert 0 <= item.share <= 1
        assert item.low <= item.high


def test_without_an_estimator_the_shipped_scores_decide() -> None:
    found = compared([make([Line("A.", "B.")]), make([Line("A.", "C.")])])
    assert found.by == "overall"
    assert found.rivals[0].mean == pytest.approx((0.91234567 + 0.87 + 1) / 3, abs=1e-6)


def test_what_cannot_be_compared_is_refused() -> None:
    one = report([0.5] * 4)
    with pytest.raises(InputError, match="2 to 26 translations are compared, not 1"):
        compared([one])
    with pytest.raises(InputError, match="another original"):
        compared([one, make([Line("The liver rose.", "x", scores=(("qe", 1.0),))])])
    with pytest.raises(InputError, match="translations into one language"):
        compared([one, replace(one, target=replace(one.target, lang="de"))])
    with pytest.raises(InputError, match="it is missing"):
        compared([one, make([Line(None, "x")], monolingual=True)])
    with pytest.raises(ConfigError, match="did you mean 'quality'"):
        compared([one, one], Rules(by="qualty"))
    with pytest.raises(ConfigError, match="one sample or more"):
        compared([one, one], Rules(samples=0))
    rows = tuple(replace(r, scores=(Score("qe", 0.5, "qe|m:other"),)) for r in one.rows)
    with pytest.raises(ConfigError, match=r"qe is not comparable: .*m:other"):
        compared([one, replace(one, rows=rows)])
