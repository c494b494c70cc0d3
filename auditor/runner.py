"""Finds the checks, runs them, stamps their hits into findings, records skips and crashes."""

import functools
import hashlib
import importlib
import logging
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from auditor import checks
from auditor.backends.builtin import encoder_languages
from auditor.config import Config, nearest
from auditor.core.bitext import Bitext, Document, Pair, Segment, Side
from auditor.core.errors import CheckUnavailable, ConfigError
from auditor.core.messages import Lookup, english
from auditor.core.mqm import Finding, Hit, Severity, Skip
from auditor.registry import CHECKS, Check, Context
from auditor.text.renderings import renderings

log = logging.getLogger(__name__)

T = TypeVar("T")
_COMMON = ("enabled", "severity")


@functools.cache
def catalogue() -> Mapping[str, Check]:
    """Give every check by id, sorted; modules of `auditor.checks` are discovered."""
    for module in pkgutil.iter_modules(checks.__path__):
        if not module.ispkg:
            importlib.import_module(f"{checks.__name__}.{module.name}")
    return dict(sorted(CHECKS.items()))


def find(name: str) -> Check:
    """Give the check of an id or an alias.

    Raises:
        ConfigError: there is no such check; the message names the nearest.
    """
    known = catalogue()
    for check in known.values():
        if name == check.id or name in check.aliases:
            return check
    raise ConfigError(f"there is no check {name!r}{nearest(name, known)}; see `auditor checks`")


def validate(config: Config) -> None:
    """Compare the settings of checks with what the checks declare.

    Raises:
        ConfigError: an unknown check id, an unknown option, or a value of the wrong type.
    """
    for name in [*config.checks, *(ignore.check for ignore in config.ignore)]:
        find(name)
    for name, settings in config.checks.items():
        options = {option.name: option.kind for option in find(name).options}
        for written, value in settings.items():
            key = written.replace("-", "_")
            where = f"[checks.{name}] {key}"
            if key == "severity":
                if value not in list(Severity):
                    raise ConfigError(f"{where} must be one of {', '.join(Severity)}")
            elif key == "enabled":
                if not isinstance(value, bool):
                    raise ConfigError(f"{where} must be true or false")
            elif key not in options:
                raise ConfigError(f"{where}: unknown option{nearest(key, [*options, *_COMMON])}")
            elif not _fits(value, options[key]):
                raise ConfigError(f"{where} must be {options[key].__name__}, not {value!r}")


def _fits(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


@dataclass(frozen=True, slots=True)
class Material:
    """What the checks look at, and where the rows of the report stand."""

    context: Context
    segments: Mapping[Side, Mapping[int, Segment]]
    """Segments of the article on each side, by index; no source without an original."""
    rows: Mapping[Side, Mapping[int, int]]
    """Row of the report for each of those segments."""
    originals: Mapping[int, str] = field(default_factory=dict)
    """Source text of each row that has one."""
    pairs: tuple[Pair, ...] = ()
    bitext: Bitext | None = None

    def document(self, side: Side) -> Document:
        """Give the document of a side."""
        if side == "target" or self.context.source is None:
            return self.context.target
        return self.context.source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the checks gave."""

    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    notices: tuple[str, ...] = ()


def run(material: Material, config: Config, lookup: Lookup = english) -> Outcome:
    """Run every enabled check; a check that crashes is recorded and the others still run.

    Args:
        material: what the checks look at.
        config: which checks run, and how; findings below `min_confidence` are left out.
        lookup: puts messages into the reader's language.
    """
    skips: list[Skip] = []
    jobs: list[_Job] = []
    for check in catalogue().values():
        settings = config.checks.get(check.id, {})
        reason = _reason_to_skip(check, settings, material)
        if reason:
            skips.append(Skip(check.id, reason))
        else:
            jobs.append(_Job.of(check, settings))
    for part in _parts(material):
        for job in jobs:
            if job.skip is None and (part.whole == (job.check.scope in ("document", "bitext"))):
                job.take(part, material, lookup)
    skips += (job.skip for job in jobs if job.skip is not None)
    skips.sort(key=lambda skip: skip.check)
    found = [
        finding
        for job in jobs
        for finding in (job.found if job.skip is None else ())
        if finding.confidence >= config.min_confidence
    ]
    kept, notices = _without_ignored(found, config)
    kept = merged(kept)
    kept.sort(key=lambda f: (f.row, f.side, f.span, f.check, f.message))
    numbered = tuple(replace(finding, index=i) for i, finding in enumerate(kept, start=1))
    return Outcome(numbered, tuple(skips), notices)


_BATCH = 512
"""Pairs that every check sees before the next ones: what checks share of them is kept till then."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some pairs with their segments, or the whole for the checks of a document or bitext."""

    whole: bool
    segments: Sequence[Segment] = ()
    pairs: Sequence[Pair] = ()


def _parts(material: Material) -> Iterator[_Part]:
    segments, pairs = tuple(material.segments["target"].values()), material.pairs
    count = 1 + max(len(segments), len(pairs)) // _BATCH
    for number in range(count):
        yield _Part(False, _slice(segments, number, count), _slice(pairs, number, count))
    yield _Part(True, segments)


def _slice(every: Sequence[T], number: int, count: int) -> Sequence[T]:
    return every[len(every) * number // count : len(every) * (number + 1) // count]


@dataclass(slots=True)
class _Job:
    """A check that runs, and what it has found so far."""

    check: Check
    severity: Severity | None
    options: Mapping[str, Any]
    found: list[Finding] = field(default_factory=list)
    skip: Skip | None = None

    @classmethod
    def of(cls, check: Check, settings: Mapping[str, Any]) -> "_Job":
        severity = Severity(settings["severity"]) if "severity" in settings else None
        return cls(
            check,
            severity,
            {k.replace("-", "_"): v for k, v in settings.items() if k not in _COMMON},
        )

    def take(self, part: _Part, material: Material, lookup: Lookup) -> None:
        """Run the check on a part; one that crashes has found nothing at all."""
        try:
            self.found += _findings(self, part, material, lookup)
        except CheckUnavailable as error:
            self.skip = Skip(self.check.id, str(error))
        except Exception as error:  # the others must still run
            log.exception("the check %s crashed", self.check.id)
            self.skip = Skip(self.check.id, f"{type(error).__name__}: {error}", crashed=True)


def _reason_to_skip(check: Check, settings: Mapping[str, Any], material: Material) -> str:
    target = material.context.target_language
    reason = ""
    if not settings.get("enabled", True):
        reason = "switched off in the configuration"
    elif check.needs_source and material.bitext is None:
        reason = "needs the original"
    elif check.languages and target.primary not in check.languages:
        reason = f"made for {', '.join(check.languages)}, not for {target.tag}"
    return reason or _missing_resource(check, material.context)


def _missing_resource(check: Check, context: Context) -> str:
    source, target = context.source_language, context.target_language
    if "glossary" in check.needs and not context.glossary:
        return "no glossary was given"
    unknown = _unknown_to_encoder(context) if "encoder" in check.needs else []
    if unknown:
        return f"the shipped encoder does not know {' and '.join(unknown)}"
    if "dictionary" in check.needs and source and renderings(source, target) is None:
        return f"the shipped dictionaries do not know {source.tag} and {target.tag} together"
    return ""


def _unknown_to_encoder(context: Context) -> list[str]:
    sides = (context.source_language, context.target_language)
    primaries = {side.primary for side in sides if side is not None}
    return sorted(primaries - encoder_languages())


def merged(found: Iterable[Finding]) -> list[Finding]:
    """Merge findings of accuracy and terminology that mark the same text into the most severe one.

    Grouped findings stay as they are, and so do findings of other dimensions: a stray bracket in
    a sentence that says the wrong thing is a defect of its own.
    """
    rows: dict[tuple[int, str], list[Finding]] = {}
    order = sorted(found, key=lambda f: (-f.severity.rank, -f.confidence, f.span, f.check))
    for finding in order:
        kept = rows.setdefault((finding.row, finding.side), [])
        twin = next((i for i, other in enumerate(kept) if _same_text(finding, other)), None)
        if twin is None:
            kept.append(finding)
        elif finding.check not in (kept[twin].check, *kept[twin].also):
            kept[twin] = replace(kept[twin], also=(*kept[twin].also, finding.check))
    return [finding for kept in rows.values() for finding in kept]


def _same_text(finding: Finding, other: Finding) -> bool:
    meanings = ("accuracy/", "terminology/")
    return (
        finding.span.start < other.span.end
        and other.span.start < finding.span.end
        and not (finding.places or other.places)
        and finding.category.startswith(meanings)
        and other.category.startswith(meanings)
        and finding.check != other.check
    )


def _findings(job: _Job, part: _Part, material: Material, lookup: Lookup) -> Iterator[Finding]:
    check = job.check
    for hit, subject, row in _hits(job, part, material):
        if not _in_other_language(check, hit, subject, material):
            weight = job.severity or hit.severity or check.severity
            yield _stamp(check, weight, hit, subject, row, material, hit.message.render(lookup))


def _in_other_language(check: Check, hit: Hit, subject: Segment, material: Material) -> bool:
    """Tell whether a hit is about the manners of a sentence in another language.

    Such a sentence is a finding of accuracy; its quotation marks and spaces are right in its own
    language.
    """
    if hit.side != "target" or check.category.startswith("accuracy/"):
        return False
    own, segments = material.context.target_language.primary, material.segments["target"]
    marked = {place.segment for place in hit.places} or {subject.index}
    langs = [segments[index].lang.split("-")[0] for index in marked]
    return all(lang not in ("", own) for lang in langs)


def _hits(job: _Job, part: _Part, material: Material) -> Iterator[tuple[Hit, Segment, int | None]]:
    """Give each hit with the segment that its span counts from, and its row where it is known."""
    check, context, options = job.check, material.context, job.options
    if check.scope == "segment":
        for segment in part.segments:
            for hit in check.run(segment, context, **options):
                yield hit, segment, None
    elif check.scope == "pair":
        for pair in part.pairs:
            for hit in check.run(pair, context, **options):
                yield hit, pair.source if hit.side == "source" else pair.target, pair.index
    else:
        subject = part.segments if check.scope == "document" else material.bitext
        for hit in check.run(subject, context, **options):
            if hit.segment is None:
                raise ValueError("a hit of a document or bitext check names no segment")
            yield hit, material.segments[hit.side][hit.segment], None


def _stamp(
    check: Check,
    severity: Severity,
    hit: Hit,
    subject: Segment,
    row: int | None,
    material: Material,
    message: str,
) -> Finding:
    document, segments = material.document(hit.side), material.segments[hit.side]
    span = hit.span.shifted(subject.span.start)
    if not subject.span.start <= span.start <= span.end <= subject.span.end:
        raise ValueError(f"{hit.span} is outside of the segment that it should mark")
    holder = _holder(segments, subject, span.start)
    row = row or material.rows[hit.side][holder.index]
    text = span.of(document.text)
    return Finding(
        index=0,
        check=check.id,
        category=check.category,
        severity=severity,
        row=row,
        side=hit.side,
        line=holder.lines[0] + document.text.count("\n", holder.span.start, span.start),
        span=span,
        text=text,
        message=message,
        suggestion=hit.suggestion,
        fingerprint=_fingerprint(check.id, material.originals.get(row, ""), text),
        places=tuple(p.span.shifted(segments[p.segment].span.start) for p in hit.places),
        confidence=hit.confidence,
    )


def _holder(segments: Mapping[int, Segment], subject: Segment, start: int) -> Segment:
    """Find the sentence of a joined segment in which a span begins."""
    holder = segments[subject.index]
    while holder.span.end <= start:
        following = segments.get(holder.index + 1)
        if following is None or following.span.start > start:
            break
        holder = following
    return holder


def _fingerprint(check: str, source: str, marked: str) -> str:
    digest = hashlib.sha256("\x00".join((check, source, marked)).encode())
    return digest.hexdigest()[:16]


def _without_ignored(
    found: Iterable[Finding], config: Config
) -> tuple[list[Finding], tuple[str, ...]]:
    used: set[int] = set()
    kept: list[Finding] = []
    ids = [find(ignore.check).id for ignore in config.ignore]
    for finding in found:
        match = next(
            (
                number
                for number, ignore in enumerate(config.ignore)
                if ids[number] == finding.check and ignore.target in ("", finding.text)
            ),
            None,
        )
        if match is None:
            kept.append(finding)
        else:
            used.add(match)
    notices = tuple(
        f"the ignore of {ignore.check} ({ignore.target or 'any text'}) matched nothing"
        for number, ignore in enumerate(config.ignore)
        if number not in used
    )
    return kept, notices
