"""How a check is declared: a decorated function with its metadata and its examples."""

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import (
    Any,
    Concatenate,
    Literal,
    ParamSpec,
    Required,
    TypedDict,
    TypeVar,
    Unpack,
    get_type_hints,
)

from auditor.core.bitext import Bitext, Document, Form, Pair, Segment
from auditor.core.glossary import Term
from auditor.core.mqm import Category, CheckInfo, Hit, Severity
from auditor.text.language import Language

Scope = Literal["segment", "pair", "document", "bitext"]
"""What a check looks at: one target segment, a pair, all target segments, or the bitext."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know beside its subject."""

    target: Document
    target_language: Language
    source: Document | None = None
    source_language: Language | None = None
    glossary: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text, or a source and its target, that a check must flag or leave alone."""

    source: str
    """Empty for checks that look at the target alone."""
    target: str
    languages: tuple[str, str]
    flags: str | None
    """Exact text that the first hit marks; None for a good example."""
    glossary: tuple[Term, ...] = ()
    moved: tuple[int, ...] = ()
    """Lines of the target, from 1, whose source is the line of the same number but which stand
    elsewhere in their document."""
    form: Form = "plain"
    """What both files are: in Markdown the texts have its markup; in a bitext every line is a unit
    and may hold inline tags of XLIFF or TMX."""
    unit: Mapping[str, Any] = field(default_factory=dict)
    """What is known of every unit of a bitext: fields of `Block`."""


def bad(
    *texts: str,
    lang: str | tuple[str, str],
    flags: str,
    glossary: Sequence[Term] = (),
    moved: Sequence[int] = (),
    form: Form = "plain",
    unit: Mapping[str, Any] | None = None,
) -> Example:
    """Declare a text that the check must flag, and the exact text that its hit marks.

    Give the target alone with `lang="fr"`, or source and target with `lang=("en", "fr")`.
    For document and bitext checks every line is a segment; an empty line is a missing side.
    `moved` names lines that the alignment found in another place; `form` and `unit` are told by
    `Example`.
    """
    made = _example(texts, lang, flags, glossary)
    return replace(made, moved=tuple(moved), form=form, unit=unit or {})


def good(
    *texts: str,
    lang: str | tuple[str, str],
    glossary: Sequence[Term] = (),
    form: Form = "plain",
    unit: Mapping[str, Any] | None = None,
) -> Example:
    """Declare a text that the check must leave alone."""
    return replace(_example(texts, lang, None, glossary), form=form, unit=unit or {})


def _example(
    texts: tuple[str, ...],
    lang: str | tuple[str, str],
    flags: str | None,
    glossary: Sequence[Term],
) -> Example:
    languages = ("", lang) if isinstance(lang, str) else lang
    source, target = texts if len(texts) == 2 else ("", *texts)
    return Example(source, target, languages, flags, tuple(glossary))


@dataclass(frozen=True, slots=True)
class Option:
    """A keyword-only parameter of a check: what the configuration may set."""

    name: str
    kind: type
    default: Any


@dataclass(frozen=True, slots=True)
class Check:
    """A check and all that is said of it."""

    id: str
    scope: Scope
    category: Category
    severity: Severity
    summary: str
    explanation: str
    examples: tuple[Example, ...]
    run: Callable[..., Iterator[Hit]]
    options: tuple[Option, ...] = ()
    needs: frozenset[str] = frozenset()
    """Resources that must be there: "glossary"."""
    languages: tuple[str, ...] = ()
    """Primary subtags of the target languages it knows; empty for all."""
    aliases: tuple[str, ...] = ()

    @property
    def needs_source(self) -> bool:
        """Tell whether the check compares the target with an original."""
        return self.scope in ("pair", "bitext")

    def info(self) -> CheckInfo:
        """Give what a report says of the check."""
        return CheckInfo(self.id, self.category, self.severity, self.summary, self.explanation)


CHECKS: dict[str, Check] = {}
"""Every declared check by id, in the order of declaration."""

P = ParamSpec("P")
SegmentCheck = Callable[Concatenate[Segment, Context, P], Iterator[Hit]]
PairCheck = Callable[Concatenate[Pair, Context, P], Iterator[Hit]]
DocumentCheck = Callable[Concatenate[tuple[Segment, ...], Context, P], Iterator[Hit]]
BitextCheck = Callable[Concatenate[Bitext, Context, P], Iterator[Hit]]


class Settings(TypedDict, total=False):
    """What a decorator takes; the meaning of each is told by `Check`."""

    id: Required[str]
    category: Required[Category]
    severity: Required[Severity]
    examples: Required[Sequence[Example]]
    needs: Collection[str]
    languages: Sequence[str]
    aliases: Sequence[str]


def segment_check(**settings: Unpack[Settings]) -> Callable[[SegmentCheck[P]], SegmentCheck[P]]:
    """Declare a check of one target segment."""
    return lambda function: _register("segment", function, settings)


def pair_check(**settings: Unpack[Settings]) -> Callable[[PairCheck[P]], PairCheck[P]]:
    """Declare a check of a pair."""
    return lambda function: _register("pair", function, settings)


def document_check(**settings: Unpack[Settings]) -> Callable[[DocumentCheck[P]], DocumentCheck[P]]:
    """Declare a check of all target segments together."""
    return lambda function: _register("document", function, settings)


def bitext_check(**settings: Unpack[Settings]) -> Callable[[BitextCheck[P]], BitextCheck[P]]:
    """Declare a check of the whole bitext."""
    return lambda function: _register("bitext", function, settings)


F = TypeVar("F", bound=Callable[..., Iterator[Hit]])


def _register(scope: Scope, function: F, settings: Settings) -> F:
    summary, _, explanation = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
    check = Check(
        id=settings["id"],
        scope=scope,
        category=settings["category"],
        severity=settings["severity"],
        summary=" ".join(summary.split()),
        explanation=explanation,
        examples=tuple(settings["examples"]),
        run=function,
        options=_options(function),
        needs=frozenset(settings.get("needs", ())),
        languages=tuple(settings.get("languages", ())),
        aliases=tuple(settings.get("aliases", ())),
    )
    if check.id in CHECKS:
        raise ValueError(f"check {check.id!r} is declared twice")
    CHECKS[check.id] = check
    return function


def _options(function: Callable[..., Iterator[Hit]]) -> tuple[Option, ...]:
    hints = get_type_hints(function)
    parameters = list(inspect.signature(function).parameters.values())[2:]
    return tuple(Option(p.name, hints[p.name], p.default) for p in parameters)
