"""Ranks translations of one original by their audits.

Sentences are compared in units: the smallest parts of the original that every translation renders
by whole sentences. Whether a difference is more than chance is told by paired bootstrap resampling
of the units (Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation").
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from auditor.config import nearest
from auditor.core.bitext import Span
from auditor.core.errors import ConfigError, InputError
from auditor.report.model import SCHEMA_VERSION, Provenance, Report, Row, SideInfo
from auditor.report.rivals import Comparison, Contrast, Entry, Rival, Unit
from auditor.text.language import language
from auditor.text.tokens import count_words

OVERALL = "overall"
"""Mean of `adequacy`, `fluency` and `quality` over 100."""
_PREFERRED = ("qe", "predicted_mqm")
"""Scores that decide where they are there, the first one first."""
_LOWER_IS_BETTER = frozenset({"ter"})
_HUNDRED = frozenset({"quality", "predicted_mqm"})
"""Scores that go up to 100."""
_EVEN = 0.005
"""Differences of one sentence that are no difference, as a share of the score's range."""
_BATCH = 64
"""Samples that are drawn at once."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which score decides, and how its differences are tested."""

    by: str = ""
    """Name of a score; the best one that all audits have where empty."""
    samples: int = 1000
    """Samples of the bootstrap."""
    seed: int = 12345


def compared(reports: Sequence[Report], rules: Rules | None = None) -> Comparison:
    """Compare audits of translations of one original.

    Args:
        reports: two audits or more, each against the same original.
        rules: which score decides, and how its differences are tested; defaults where None.

    Raises:
        InputError: fewer than two translations, more than 26, different originals, or translations
            into different languages.
        ConfigError: the score is unknown or not in every audit, or no sample is asked for.
    """
    rules = rules or Rules()
    source = _original(reports)
    if rules.samples < 1:
        raise ConfigError(f"the bootstrap needs one sample or more, not {rules.samples}")
    by = _deciding(reports, rules.by)
    labels = ascii_uppercase[: len(reports)]
    units = tuple(_units(reports, labels, by))
    shared = [unit for unit in units if all(entry.value is not None for entry in unit.entries)]
    values = np.array([[e.value for e in unit.entries] for unit in shared], np.float64)
    values = values.reshape(len(shared), len(reports))
    weights = np.array([max(unit.words, 1) for unit in shared], np.float64)
    sign = -1.0 if by in _LOWER_IS_BETTER else 1.0
    means = _means(values, weights[None, :])[0] if shared else None
    return Comparison(
        schema=SCHEMA_VERSION,
        provenance=_provenance(reports),
        source=source,
        by=by,
        samples=rules.samples,
        seed=rules.seed,
        rivals=tuple(_rivals(reports, labels, by, units, means)),
        units=units,
        contrasts=tuple(_contrasts(sign * values, weights, labels, rules)),
        notices=tuple(dict.fromkeys(notice for report in reports for notice in report.notices)),
    )


def _original(reports: Sequence[Report]) -> SideInfo:
    """Give the original that all reports share."""
    if not 2 <= len(reports) <= len(ascii_uppercase):
        raise InputError(
            f"2 to {len(ascii_uppercase)} translations are compared, not {len(reports)}"
        )
    first, *others = reports
    if first.source is None or any(report.source is None for report in others):
        raise InputError("translations are compared by their original, and it is missing")
    texts = [{row.source.span: row.source.text for row in r.rows if row.source} for r in reports]
    for report, text in zip(others, texts[1:], strict=True):
        if any(text.get(span, held) != held for span, held in texts[0].items()):
            raise InputError(f"{report.target.path} was audited against another original")
        tags = [r.target.lang for r in (first, report)]
        if len({tag.split("-")[0] for tag in tags}) > 1:
            raise InputError(
                f"{first.target.path} is in {tags[0]} and {report.target.path} in {tags[1]}: "
                "translations into one language are compared"
            )
    return first.source


def _deciding(reports: Sequence[Report], wanted: str) -> str:
    """Choose the score that decides, and make sure that all reports have it in the same way."""
    shared = set.intersection(*({*_signatures(report)} for report in reports))
    known = sorted(shared | {OVERALL, "quality"})
    by = wanted or next((name for name in _PREFERRED if name in shared), OVERALL)
    if by not in known:
        raise ConfigError(
            f"not every translation has a score {by!r}{nearest(by, known)}; known: "
            f"{', '.join(known)}"
        )
    found = {_signatures(report).get(by, "") for report in reports}
    if len(found) > 1:
        raise ConfigError(
            f"{by} is not comparable: it was made as {' and as '.join(sorted(found))}"
        )
    return by


def _signatures(report: Report) -> Mapping[str, str]:
    return {score.name: score.signature for row in report.pairs() for score in row.scores}


def _provenance(reports: Sequence[Report]) -> Provenance:
    first = reports[0].provenance
    return replace(
        first,
        created=max(report.provenance.created for report in reports),
        seconds=round(sum(report.provenance.seconds for report in reports), 3),
    )


def _units(reports: Sequence[Report], labels: str, by: str) -> Iterator[Unit]:
    """Cut the original where every translation has a border, and value each part."""
    rows = [_by_source(report) for report in reports]
    numbers = [_findings_of_rows(report) for report in reports]
    profile = language(reports[0].source.lang if reports[0].source else "und")
    starts = [[row.source.span.start for row in found if row.source] for found in rows]
    for index, (start, end) in enumerate(_extents(rows), start=1):
        inside = [
            found[bisect_left(begins, start) : bisect_left(begins, end)]
            for found, begins in zip(rows, starts, strict=True)
        ]
        entries = _levelled(
            [
                _entry(label, found, own, by)
                for label, found, own in zip(labels, inside, numbers, strict=True)
            ]
        )
        finest = max(inside, key=len)
        source = tuple(row.source for row in finest if row.source)
        yield Unit(
            index=index,
            source=source,
            words=sum(count_words(segment.text, profile) for segment in source),
            entries=entries,
            best=_best(entries, by),
        )


def _by_source(report: Report) -> tuple[Row, ...]:
    """Give the rows that have a source, in the order of the source."""
    held = [row for row in report.rows if row.source and not row.excluded]
    return tuple(sorted(held, key=lambda row: row.source.span if row.source else Span(0, 0)))


def _extents(rows: Iterable[Sequence[Row]]) -> list[tuple[int, int]]:
    """Join the parts of the original that overlap in any translation."""
    spans = sorted(row.source.span for found in rows for row in found if row.source)
    extents: list[tuple[int, int]] = []
    for span in spans:
        if extents and span.start < extents[-1][1]:
            extents[-1] = (extents[-1][0], max(extents[-1][1], span.end))
        else:
            extents.append((span.start, span.end))
    return extents


def _findings_of_rows(report: Report) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for finding in report.findings:
        found[finding.row] = (*found.get(finding.row, ()), finding.index)
    return found


def _entry(
    label: str, rows: Sequence[Row], numbers: Mapping[int, tuple[int, ...]], by: str
) -> Entry:
    targets = sorted((row.target for row in rows if row.target), key=lambda target: target.span)
    values = [(value(row, by), len(row.source.text)) for row in rows if row.source]
    known = [(found, size) for found, size in values if found is not None]
    total = sum(size for _, size in known)
    mean = sum(found * size for found, size in known) / total if total else None
    return Entry(
        label=label,
        parts=tuple(targets),
        value=None if mean is None else round(mean, 6),
        findings=tuple(number for row in rows for number in numbers.get(row.index, ())),
    )


def _levelled(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give the same text the same value, the mean: how it was aligned is no merit of its own."""
    texts = [" ".join(part.text for part in entry.parts) for entry in entries]
    values: dict[str, list[float]] = {}
    for text, entry in zip(texts, entries, strict=True):
        if entry.value is not None:
            values.setdefault(text, []).append(entry.value)
    return tuple(
        entry
        if entry.value is None
        else replace(entry, value=round(sum(values[text]) / len(values[text]), 6))
        for text, entry in zip(texts, entries, strict=True)
    )


def value(row: Row, by: str) -> float | None:
    """Give the score of a row that decides; the worst one for an omission.

    Args:
        row: a pair or an omission.
        by: name of a score, "quality" or "overall".
    """
    if row.kind == "omission":
        return 1.0 if by in _LOWER_IS_BETTER else 0.0
    if by == "quality":
        return row.quality
    if by != OVERALL:
        return row.score(by)
    parts = [row.score("adequacy"), row.score("fluency")]
    parts.append(None if row.quality is None else row.quality / 100)
    known = [part for part in parts if part is not None]
    return sum(known) / len(known) if known else None


def _best(entries: Sequence[Entry], by: str) -> tuple[str, ...]:
    sign = -1.0 if by in _LOWER_IS_BETTER else 1.0
    values = {entry.label: sign * entry.value for entry in entries if entry.value is not None}
    margin = _EVEN * (100 if by in _HUNDRED else 1)
    top = max(values.values(), default=0.0)
    return tuple(label for label, found in values.items() if found >= top - margin)


def _rivals(
    reports: Sequence[Report], labels: str, by: str, units: Sequence[Unit], means: Floats | None
) -> Iterator[Rival]:
    held = [{finding.fingerprint for finding in report.findings} for report in reports]
    sign = -1.0 if by in _LOWER_IS_BETTER else 1.0
    for place, (label, report) in enumerate(zip(labels, reports, strict=True)):
        others = set[str]().union(*(held[other] for other in range(len(held)) if other != place))
        better = 0 if means is None else int((sign * means > sign * means[place]).sum())
        yield Rival(
            label=label,
            target=report.target,
            summary=report.summary,
            signature=_signatures(report).get(by, ""),
            rank=1 + better,
            mean=None if means is None else round(float(means[place]), 6),
            wins=sum(1 for unit in units if unit.best == (label,)),
            findings=report.findings,
            only=tuple(f.index for f in report.findings if f.fingerprint not in others),
            additions=tuple(
                row.target for row in report.rows if row.kind == "addition" and row.target
            ),
            skips=report.skips,
        )


def _contrasts(values: Floats, weights: Floats, labels: str, rules: Rules) -> Iterator[Contrast]:
    """Test each two translations on the same samples of units."""
    if not len(values):
        return
    whole = _means(values, weights[None, :])[0]
    samples = _resampled(values, weights, rules)
    for first, second in combinations(range(len(labels)), 2):
        seen = float(whole[first] - whole[second])
        differences = samples[:, first] - samples[:, second]
        away = np.abs(differences - differences.mean())
        low, high = np.percentile(differences, (2.5, 97.5))
        better = (differences > 0).mean() + 0.5 * (differences == 0).mean()
        yield Contrast(
            first=labels[first],
            second=labels[second],
            difference=round(seen, 6),
            low=round(float(low), 6),
            high=round(float(high), 6),
            share=round(float(better), 6),
            p=round(float((np.count_nonzero(away >= abs(seen)) + 1) / (len(samples) + 1)), 6),
        )


def _resampled(values: Floats, weights: Floats, rules: Rules) -> Floats:
    """Give the means of samples of units drawn with replacement: shape (samples, rivals)."""
    chance = np.random.default_rng(rules.seed)
    units = len(values)
    drawn = [
        _means(values, weights * chance.multinomial(units, np.full(units, 1 / units), size=size))
        for size in _sizes(rules.samples)
    ]
    return np.concatenate(drawn)


def _sizes(samples: int) -> Iterator[int]:
    for begin in range(0, samples, _BATCH):
        yield min(_BATCH, samples - begin)


def _means(values: Floats, weights: Floats) -> Floats:
    """Give weighted means of the columns, one row for each row of weights."""
    means: Floats = (weights @ values) / weights.sum(axis=1, keepdims=True)
    return means
