"""The line of an audit: read, segment, align, score, check, summarise.

It alone knows every step.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from os import PathLike, fspath
from typing import BinaryIO

from auditor import intake, rows, runner, scoring, translations
from auditor.alignment import align as align_segments
from auditor.backends import builtin, names
from auditor.backends import lexicon as shipped
from auditor.comparison import Rules, compared
from auditor.config import Config
from auditor.core.bitext import Bitext, Pair, Segment, Side
from auditor.core.glossary import Term
from auditor.edges import Aligner, with_edges
from auditor.formats import read_glossary
from auditor.intake import Text
from auditor.registry import Context
from auditor.report.model import SCHEMA_VERSION, Provenance, Report, Row, SideInfo
from auditor.report.rivals import Comparison
from auditor.summary import foretold, summarise, with_quality
from auditor.text.language import Language
from auditor.text.tokens import count_words
from auditor.version import __version__

File = str | PathLike[str]
Progress = Callable[[str], None]
"""Is told, in a few words, what the audit does now."""


def _silent(step: str) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an audit takes standard input from and whom it tells of its progress."""

    stdin: BinaryIO | None = None
    progress: Progress = _silent


_ALONE = Surroundings()


@dataclass(frozen=True, slots=True)
class _Work:
    """What an audit has before it reads a text."""

    config: Config
    terms: tuple[Term, ...]
    models: names.Models
    around: Surroundings
    started: float


def audit(
    source: File,
    target: File,
    config: Config | None = None,
    *,
    reference: File | None = None,
    around: Surroundings = _ALONE,
) -> Report:
    """Audit a translation against its original.

    Args:
        source: path of the original; "-" reads standard input.
        target: path of the translation; "-" reads standard input.
        config: settings; defaults where None.
        reference: path of a good translation; adds the scores `chrf`, `bleu` and `ter`.
        around: standard input and progress.

    Raises:
        AuditorError: a file, a language, a model or a setting makes the audit impossible.
    """
    work = _prepare(config, ("encoder", "qe", "lm"), around)
    return _audited(source, target, work, reference)


def compare(
    source: File,
    targets: Sequence[File],
    config: Config | None = None,
    *,
    reference: File | None = None,
    rules: Rules | None = None,
    around: Surroundings = _ALONE,
) -> Comparison:
    """Audit translations of one original and rank them.

    Args:
        source: path of the original.
        targets: paths of two or more translations.
        config: settings; defaults where None.
        reference: path of a good translation; adds the scores `chrf`, `bleu` and `ter`.
        rules: which score decides, and how its differences are tested; defaults where None.
        around: progress.

    Raises:
        AuditorError: a file, a language, a model or a setting makes an audit impossible.
    """
    work = _prepare(config, ("encoder", "qe", "lm"), around)
    reports = []
    for number, target in enumerate(targets, start=1):
        part = Surroundings(around.stdin, _prefixed(f"{number} of {len(targets)}", around.progress))
        reports.append(_audited(source, target, replace(work, around=part), reference))
    around.progress("comparing")
    return compared(reports, rules)


def audit_bitext(
    path: File, config: Config | None = None, *, around: Surroundings = _ALONE
) -> Report:
    """Audit a file that is aligned already: TSV, CSV, PO, XLIFF or TMX.

    Raises:
        AuditorError: the file, a language or a setting makes the audit impossible.
    """
    work = _prepare(config, ("encoder", "qe", "lm"), around)
    around.progress("reading")
    source, target, bitext = intake.take_bitext(fspath(path), work.config, around.stdin)
    return _report((source, target), bitext, work)


def check(target: File, config: Config | None = None, *, around: Surroundings = _ALONE) -> Report:
    """Audit a translation whose original is missing: every check that needs none.

    Raises:
        AuditorError: the file, its language or a setting makes the audit impossible.
    """
    work = _prepare(config, ("lm",), around)
    around.progress("reading")
    text = intake.take(fspath(target), "target", work.config, around.stdin)
    return _report((None, text), None, work)


def align(
    source: File,
    target: File,
    config: Config | None = None,
    *,
    around: Surroundings = _ALONE,
) -> Bitext:
    """Align a translation with its original, sentence by sentence.

    Raises:
        AuditorError: a file, a language or a setting makes the alignment impossible.
    """
    return _aligned(source, target, _prepare(config, ("encoder",), around))[1]


def _prepare(config: Config | None, roles: tuple[names.Role, ...], around: Surroundings) -> _Work:
    """Refuse a wrong configuration, and load the models, before any text is read."""
    started, config = time.perf_counter(), config or Config()
    runner.validate(config)
    translations.lookup(config.lang)
    terms = read_glossary(config.glossary) if config.glossary else ()
    models = names.open_models(config.models, roles, around.progress)
    return _Work(config, terms, models, around, started)


def _prefixed(part: str, progress: Progress) -> Progress:
    return lambda step: progress(f"translation {part}: {step}")


def _audited(source: File, target: File, work: _Work, reference: File | None) -> Report:
    sides, bitext = _aligned(source, target, work)
    beside: Bitext | None = None
    if reference is not None:
        work.around.progress("comparing with the reference")
        good = intake.take(fspath(reference), "target", work.config, work.around.stdin)
        beside = _bitext(sides[1], good, work)
    return _report(sides, bitext, work, beside)


def _aligned(source: File, target: File, work: _Work) -> tuple[tuple[Text, Text], Bitext]:
    config, around = work.config, work.around
    around.progress("reading")
    original = intake.take(fspath(source), "source", config, around.stdin)
    translation = intake.take(fspath(target), "target", config, around.stdin)
    intake.refuse_same(original, translation)
    translation = _noted(original, translation, work)
    around.progress(f"aligning {len(original.article):,} × {len(translation.article):,} segments")
    bitext = _bitext(original, translation, work)
    bitext = with_edges(bitext, _aligner(original.language, translation.language, work))
    sides = (
        replace(original, segments=bitext.source_segments),
        replace(translation, segments=bitext.target_segments),
    )
    return sides, bitext


def _noted(original: Text, translation: Text, work: _Work) -> Text:
    """Say so where the shipped models cannot help to align the two languages."""
    if not work.config.align.models or work.models.encoder is not None:
        return translation
    tags = (original.language.primary, translation.language.primary)
    unknown = sorted({*tags} - builtin.encoder().languages)
    if not unknown:
        return translation
    notice = (
        f"the shipped models do not know {' and '.join(unknown)}: sentences are aligned by "
        "lengths, figures, shared strings and layout alone"
    )
    document = replace(translation.document, notices=(*translation.document.notices, notice))
    return replace(translation, document=document)


def _bitext(source: Text, target: Text, work: _Work) -> Bitext:
    beads = _aligner(source.language, target.language, work)(source.segments, target.segments)
    return Bitext(source.document, target.document, source.segments, target.segments, beads)


def _aligner(source: Language, target: Language, work: _Work) -> Aligner:
    config = work.config.align
    shipping = (builtin.encoder(), shipped.lexicon()) if config.models else (None, None)
    encoder = work.models.encoder or shipping[0]
    return lambda left, right: align_segments(
        left, right, source, target, config, encoder, shipping[1]
    )


def _report(
    sides: tuple[Text | None, Text],
    bitext: Bitext | None,
    work: _Work,
    beside: Bitext | None = None,
) -> Report:
    source, target = sides
    config, terms = work.config, work.terms
    work.around.progress("scoring")
    table, pairs = scoring.scored(source, target, bitext, work.models)
    table, agreed = scoring.agreed(table, target, beside)
    work.around.progress("checking")
    context = Context(
        target=target.document,
        target_language=target.language,
        source=source.document if source else None,
        source_language=source.language if source else None,
        glossary=terms,
    )
    material = _material(context, sides, bitext, table, pairs)
    outcome = runner.run(material, config, translations.lookup(config.lang))
    words = {
        row.index: count_words(row.target.text, target.language)
        for row in table
        if row.target and not row.excluded
    }
    used = {finding.check for finding in outcome.findings}
    return Report(
        schema=SCHEMA_VERSION,
        provenance=Provenance(
            version=__version__,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - work.started, 3),
            models=work.models.uses,
        ),
        source=_side(source, bitext, "source") if source else None,
        target=_side(target, bitext, "target"),
        rows=with_quality(table, outcome.findings, config.scoring),
        findings=outcome.findings,
        skips=outcome.skips,
        checks=tuple(c.info() for c in runner.catalogue().values() if c.id in used),
        summary=replace(
            foretold(summarise(table, outcome.findings, words, config.scoring), table, words),
            reference=agreed,
        ),
        notices=(*outcome.notices, *scoring.unjudged(source, target)),
    )


def _material(
    context: Context,
    sides: tuple[Text | None, Text],
    bitext: Bitext | None,
    table: Sequence[Row],
    pairs: tuple[Pair, ...],
) -> runner.Material:
    segments: dict[Side, Mapping[int, Segment]] = {}
    numbers: dict[Side, Mapping[int, int]] = {}
    names: tuple[Side, Side] = ("source", "target")
    for side, text in zip(names, sides, strict=True):
        if text is not None:
            segments[side] = {segment.index: segment for segment in text.article}
            numbers[side] = rows.numbers(table, side, text.segments)
    return runner.Material(
        context=context,
        segments=segments,
        rows=numbers,
        originals={row.index: row.source.text for row in table if row.source},
        pairs=pairs,
        bitext=bitext,
    )


def _side(text: Text, bitext: Bitext | None, side: Side) -> SideInfo:
    words = {s.index: count_words(s.text, text.language) for s in text.article}
    unaligned: float | None = None
    if bitext is not None:
        nulls = [b for b in bitext.beads if not (b.source and b.target)]
        left = sum(words.get(i, 0) for bead in nulls for i in getattr(bead, side))
        unaligned = left / max(sum(words.values()), 1)
    return SideInfo(
        path=text.document.path,
        lang=text.language.tag,
        lang_detected=text.detected,
        encoding=text.document.encoding,
        segments=len(text.article),
        words=sum(words.values()),
        unaligned=unaligned,
        notices=text.document.notices,
    )
