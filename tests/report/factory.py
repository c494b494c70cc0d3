"""Reports made by hand, as an audit would make them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.core.bitext import Score, Segment, Side, Span
from auditor.core.mqm import Category, CheckInfo, Finding, Severity, Skip
from auditor.report.model import (
    SCHEMA_VERSION,
    Provenance,
    Report,
    Row,
    RowKind,
    SideInfo,
    Summary,
)

HOSTILE = "<script>alert(1)</script>"
WEIGHTS = {"neutral": 0, "minor": 1, "major": 5, "critical": 25}
CATEGORIES: dict[str, Category] = {
    "number-mismatch": "accuracy/mistranslation",
    "omission": "accuracy/omission",
    "addition": "accuracy/addition",
    "space-before-punctuation": "linguistic-conventions/punctuation",
    "empty-brackets": "linguistic-conventions/punctuation",
    "acronym-drift": "terminology/inconsistent-use",
    "untranslated-segment": "accuracy/untranslated",
    "mixed-quotation-marks": "style/inconsistent",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding to come: the marked text is looked up in the row's own text."""

    check: str
    severity: Severity
    marked: str
    message: str
    suggestion: str = ""
    side: Side = "target"
    everywhere: bool = False
    """Group all places of the marked text in the whole side."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row to come."""

    source: str | None
    target: str | None
    flaws: Sequence[Flaw] = ()
    bead: str = "1-1"
    excluded: str = ""
    unit: str = ""
    note: str = ""
    scores: Sequence[tuple[str, float]] = (
        ("alignment", 0.98),
        ("adequacy", 0.91234567),
        ("fluency", 0.87),
    )


@dataclass(slots=True)
class _Text:
    """A document as it grows, one sentence a line."""

    lang: str
    text: str = ""
    segments: list[Segment] = field(default_factory=list)

    def add(self, sentence: str | None, excluded: str) -> Segment | None:
        """Append a sentence and give its segment."""
        if sentence is None:
            return None
        start, first = len(self.text), self.text.count("\n") + 1
        self.text += sentence + "\n"
        segment = Segment(
            index=len(self.segments),
            text=sentence,
            span=Span(start, start + len(sentence)),
            kind="paragraph",
            block=len(self.segments),
            lines=(first, first + sentence.count("\n")),
            lang=self.lang,
            excluded=excluded,
        )
        self.segments.append(segment)
        return segment


def make(
    lines: Iterable[Line],
    languages: tuple[str, str] = ("en", "fr"),
    skips: Sequence[Skip] = (),
    notices: Sequence[str] = (),
    monolingual: bool = False,
) -> Report:
    """Lay lines out as a report with its findings, scores and summary."""
    lines = tuple(lines)
    texts: dict[Side, _Text] = {"source": _Text(languages[0]), "target": _Text(languages[1])}
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        source = texts["source"].add(line.source, line.excluded)
        target = texts["target"].add(line.target, line.excluded)
        kind = _kind(line, monolingual)
        scored = [] if kind in ("omission", "addition", "excluded") else line.scores
        lost = sum(WEIGHTS[flaw.severity] for flaw in line.flaws if not flaw.everywhere)
        rows.append(
            Row(
                index=number,
                kind=kind,
                bead="" if line.excluded or monolingual else line.bead,
                source=source,
                target=target,
                scores=tuple(Score(name, value, f"{name}|m:test") for name, value in scored),
                quality=float(max(0, 100 - lost)) if kind in ("pair", "segment") else None,
                excluded=line.excluded,
                unit=line.unit,
                note=line.note,
            )
        )
    findings = tuple(_findings(lines, rows, texts))
    words = sum(len(s.text.split()) for s in texts["target"].segments if not s.excluded)
    return Report(
        schema=SCHEMA_VERSION,
        provenance=Provenance("0.1.0", "2026-01-02T03:04:05Z", 1.25),
        source=None if monolingual else _side("original.txt", texts["source"], True),
        target=_side("translation.txt", texts["target"], False),
        rows=tuple(rows),
        findings=findings,
        skips=tuple(skips),
        checks=_checks(findings),
        summary=_summary(findings, words),
        notices=tuple(notices),
    )


def _kind(line: Line, monolingual: bool) -> RowKind:
    if line.excluded:
        return "excluded"
    if monolingual:
        return "segment"
    if line.target is None:
        return "omission"
    return "addition" if line.source is None else "pair"


def _findings(
    lines: Sequence[Line], rows: Sequence[Row], texts: dict[Side, _Text]
) -> Iterable[Finding]:
    index = 0
    for line, row in zip(lines, rows, strict=True):
        for flaw in line.flaws:
            segment = row.source if flaw.side == "source" else row.target
            assert segment is not None
            start = segment.text.index(flaw.marked)
            span = Span(start, start + len(flaw.marked)).shifted(segment.span.start)
            places = _everywhere(texts[flaw.side].text, flaw.marked) if flaw.everywhere else ()
            index += 1
            yield Finding(
                index=index,
                check=flaw.check,
                category=CATEGORIES.get(flaw.check, "other"),
                severity=flaw.severity,
                row=row.index,
                side=flaw.side,
                line=segment.lines[0],
                span=span,
                text=flaw.marked,
                message=flaw.message,
                suggestion=flaw.suggestion,
                fingerprint=f"{index:016x}",
                places=places,
            )


def _everywhere(text: str, marked: str) -> tuple[Span, ...]:
    starts = [i for i in range(len(text)) if text.startswith(marked, i)]
    return tuple(Span(start, start + len(marked)) for start in starts)


def _side(path: str, text: _Text, detected: bool) -> SideInfo:
    kept = [segment for segment in text.segments if not segment.excluded]
    words = sum(len(segment.text.split()) for segment in kept)
    return SideInfo(path, text.lang, detected, "utf-8", len(kept), words, 0.0375)


def _checks(findings: Iterable[Finding]) -> tuple[CheckInfo, ...]:
    worst: dict[str, Finding] = {finding.check: finding for finding in findings}
    return tuple(
        CheckInfo(
            check,
            finding.category,
            finding.severity,
            f"What {check} looks for.",
            f"Why {check} matters to a reader,\nin two lines.",
        )
        for check, finding in sorted(worst.items())
    )


def _summary(findings: Sequence[Finding], words: int) -> Summary:
    penalty = float(sum(WEIGHTS[finding.severity] for finding in findings))
    categories = sorted({finding.category for finding in findings})
    severities = tuple((s, sum(f.severity is s for f in findings)) for s in Severity)
    return Summary(
        penalty=penalty,
        words=words,
        score_per_word=max(0.0, 100 * (1 - penalty / words)) if words else None,
        penalty_per_1000_words=1000 * penalty / words if words else None,
        severities=severities,
        categories=tuple((c, sum(f.category == c for f in findings)) for c in categories),
        means=(("adequacy", 0.912), ("alignment", 0.98), ("fluency", 0.87)),
        passed=penalty <= words * 0.2
        and not any(f.severity is Severity.CRITICAL for f in findings),
    )


def article() -> Report:
    """Give a report as of a news article: chrome, an omission, an addition, house style."""
    critical, major, minor = Severity.CRITICAL, Severity.MAJOR, Severity.MINOR
    neutral = Severity.NEUTRAL
    space = Flaw(
        "space-before-punctuation",
        minor,
        " :",
        "The French colon takes a no-break space before it.",
        "\u00a0:",
        everywhere=True,
    )
    lines = [
        Line(None, "Partager sur les réseaux", excluded="boilerplate"),
        Line("Subscribe to our newsletter", None, excluded="boilerplate"),
        Line("The harbour reopens", "Le port rouvre"),
        Line(
            "The city council said on Monday that the new ferry would carry 1,250 people.",
            "Le conseil municipal a dit lundi : le nouveau ferry transportera 1 520 personnes.",
            (
                Flaw(
                    "number-mismatch",
                    critical,
                    "1 520",
                    "The original says 1,250; the translation says 1 520.",
                    "1 250",
                ),
                space,
            ),
            scores=(("alignment", 0.99), ("adequacy", 0.61), ("fluency", 0.93)),
        ),
        Line(
            "The ferry, built by the Norwegian yard Fjordbygg, runs on ammonia.",
            "Le ferry, construit par le chantier norvégien Fjordbygg (, fonctionne à l'ammoniac.",
            (Flaw("empty-brackets", major, "(,", "A bracket opens and nothing closes it.", ","),),
        ),
        Line(
            "Critics warn that nobody has tested such an engine in winter.",
            None,
            (
                Flaw(
                    "omission",
                    major,
                    "Critics warn that nobody has tested such an engine in winter.",
                    "This sentence has no counterpart in the translation.",
                    side="source",
                ),
            ),
            bead="1-0",
        ),
        Line(
            "Its owner expects AI to plan the crossings. Crews will be retrained.",
            "Son propriétaire compte sur l'IA pour planifier les traversées. "
            "Les équipages seront formés à l'AI.",
            (
                Flaw(
                    "acronym-drift",
                    minor,
                    "AI",
                    "Elsewhere the text writes IA; here it keeps the English AI.",
                    "IA",
                ),
            ),
            bead="2-2",
        ),
        Line(
            None,
            "Cette page a été traduite automatiquement.",
            (
                Flaw(
                    "addition",
                    minor,
                    "Cette page a été traduite automatiquement.",
                    "This sentence has no counterpart in the original.",
                ),
            ),
            bead="0-1",
        ),
        Line(
            "“We are ready,” said the captain: “the sea decides.”",
            "« Nous sommes prêts », a dit le capitaine : “c'est la mer qui décide.”",
            (
                Flaw(
                    "mixed-quotation-marks",
                    neutral,
                    "“c'est la mer qui décide.”",
                    "The text mixes « » and “ ”.",
                ),
            ),
        ),
        Line("Tickets go on sale in May.", "Les billets seront en vente en mai."),
        Line("Read the original", "Lire l'original", excluded="boilerplate"),
    ]
    return make(
        lines,
        skips=(
            Skip("terminology", "no glossary was given"),
            Skip("agreement", "ValueError: boom", crashed=True),
        ),
        notices=("the ignore of calque (any text) matched nothing",),
    )


def hostile() -> Report:
    """Give a report whose every text tries to break out of its cell."""
    flaw = Flaw(
        "number-mismatch",
        Severity.MAJOR,
        HOSTILE,
        f'{HOSTILE}" onmouseover="alert(2)',
        '"><img src=x onerror=alert(3)>',
    )
    lines = [
        Line(f'=1+1 {HOSTILE} & "quoted"', f"-2 {HOSTILE} | `code` \x1b[31mred", (flaw,)),
        Line("{{ 7*7 }} {% raw %}", "</style></script><b>bold</b>\u202eevil", note="@SUM(A1)"),
        Line("+1", "\tTab first\nand a second line", unit="=unit"),
    ]
    return make(lines, notices=(HOSTILE,), skips=(Skip("agreement", HOSTILE),))


def arabic() -> Report:
    """Give a report from English to Arabic, right to left."""
    flaw = Flaw("number-mismatch", Severity.MAJOR, "١٥٢٠", "The original says 1,250.", "١٢٥٠")
    lines = [
        Line(
            "The ferry carries 1,250 people.", "تحمل العبّارة ١٥٢٠ شخصًا إلى ميناء Bergen.", (flaw,)
        ),
        Line("Tickets go on sale in May.", "تُطرح التذاكر للبيع في مايو."),
    ]
    return make(lines, ("en", "ar"))


def japanese() -> Report:
    """Give a report from Japanese to English."""
    flaw = Flaw("acronym-drift", Severity.MINOR, "tugboat", "Elsewhere: ferry.", "ferry")
    lines = [
        Line(
            "新しいフェリーは「北の風」と名付けられた。",
            "The new tugboat was named North Wind.",
            (flaw,),
        ),
        Line("港は五月に再開する。", "The harbour reopens in May."),
    ]
    return make(lines, ("ja", "en"))


def monolingual() -> Report:
    """Give a report of a translation without its original."""
    flaw = Flaw("empty-brackets", Severity.MAJOR, "()", "The brackets are empty.", "")
    lines = [Line(None, "Le ferry () part à midi.", (flaw,)), Line(None, "Il revient le soir.")]
    return make(lines, monolingual=True)


def bitext_file() -> Report:
    """Give a report of a bitext file: units, notes, agreement with a reference, no alignment."""
    scores = (("adequacy", 0.9), ("fluency", 0.8), ("chrf", 0.567891))
    lines = [Line("Save", "Enregistrer", unit="menu.save", note="a button", scores=scores)]
    return make(lines)


def long(rows: int) -> Report:
    """Give a report of many rows; every tenth has a finding."""
    flaw = Flaw("acronym-drift", Severity.MINOR, "AI", "Elsewhere: IA.", "IA")
    return make(
        Line(
            f"Sentence {n} tells of the harbour and of its AI, which plans every crossing.",
            f"La phrase {n} parle du port et de son AI, qui planifie chaque traversée.",
            (flaw,) if n % 10 == 0 else (),
        )
        for n in range(1, rows + 1)
    )


def empty() -> Report:
    """Give a report of two empty articles."""
    return make([])
