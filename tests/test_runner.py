"""The runner: discovery, settings, skips, crashes, ignores and the place of each finding."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import runner
from auditor.config import Config, Ignore
from auditor.core.bitext import Bead, Bitext, Block, Document, Pair, Segment, Span
from auditor.core.errors import ConfigError
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity
from auditor.registry import CHECKS, Context, bad, bitext_check, good, pair_check, segment_check
from auditor.text.language import language

TEXT = "One zebra ran.\nTwo zebras slept, and a zebra ate.\nNo horse came."


def document(text: str, lang: str = "en") -> tuple[Document, tuple[Segment, ...]]:
    blocks, segments, start = [], [], 0
    for number, line in enumerate(text.split("\n")):
        span = Span(start, start + len(line))
        blocks.append(Block("paragraph", span, number + 1))
        place = (number + 1, number + 1)
        segments.append(Segment(number, line, span, "paragraph", number, place, lang))
        start += len(line) + 1
    return Document("text.txt", lang, text, tuple(blocks)), tuple(segments)


def alone(text: str = TEXT) -> runner.Material:
    target, segments = document(text)
    return runner.Material(
        Context(target, language("en")),
        {"target": {s.index: s for s in segments}},
        {"target": {s.index: s.index + 1 for s in segments}},
    )


@pytest.fixture
def zebra() -> Iterator[None]:
    """A catalogue of the real checks and four made for these tests."""
    runner.catalogue.cache_clear()
    runner.catalogue()
    before = dict(CHECKS)
    examples = [bad("a zebra", lang="en", flags="zebra"), good("a horse", lang="en")]

    @segment_check(
        id="test-zebra",
        category="other",
        severity=Severity.MINOR,
        examples=examples,
        aliases=("test-striped-horse",),
    )
    def zebra(segment: Segment, context: Context, *, least: int = 1) -> Iterator[Hit]:
        """Zebra."""
        if segment.text.count("zebra") >= least:
            at = segment.text.index("zebra")
            yield Hit(say("a zebra"), Span(at, at + 5))

    @segment_check(id="test-crash", category="other", severity=Severity.MAJOR, examples=examples)
    def crash(segment: Segment, context: Context) -> Iterator[Hit]:
        """Crash."""
        yield Hit(say("fine"), Span(0, 1))
        raise KeyError(segment.text)

    @segment_check(id="test-outside", category="other", severity=Severity.MAJOR, examples=examples)
    def outside(segment: Segment, context: Context) -> Iterator[Hit]:
        """Mark what is not there."""
        yield Hit(say("outside"), Span(0, 10_000))

    @pair_check(id="test-pair", category="other", severity=Severity.MAJOR, examples=examples)
    def paired(pair: Pair, context: Context) -> Iterator[Hit]:
        """Mark the last word of each side of a pair."""
        for name, segment in (("source", pair.source), ("target", pair.target)):
            at = segment.text.rstrip(".").rindex(" ") + 1
            yield Hit(
                say("last"), Span(at, len(segment.text)), "source" if name == "source" else "target"
            )

    @bitext_check(id="test-bitext", category="other", severity=Severity.MAJOR, examples=examples)
    def whole(bitext: Bitext, context: Context) -> Iterator[Hit]:
        """Mark the first word of all segments in one grouped hit."""
        places = tuple(Place(s.index, Span(0, 2)) for s in bitext.target_segments)
        yield Hit(say("first"), places[0].span, segment=places[0].segment, places=places)

    runner.catalogue.cache_clear()
    runner.catalogue()
    yield
    CHECKS.clear()
    CHECKS.update(before)
    runner.catalogue.cache_clear()


def only(*names: str, **more: object) -> Config:
    checks = {name: {"enabled": name in names} for name in runner.catalogue()}
    return Config(checks=checks, **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("zebra")
def test_findings_stand_in_the_document_and_are_in_order() -> None:
    found = runner.run(alone(), only("test-zebra")).findings
    assert [(f.index, f.row, f.line, f.text) for f in found] == [
        (1, 1, 1, "zebra"),
        (2, 2, 2, "zebra"),
    ]
    assert all(f.span.of(TEXT) == "zebra" for f in found)
    assert len({f.fingerprint for f in found}) == 1


@pytest.mark.usefixtures("zebra")
def test_options_and_severity_come_from_the_configuration() -> None:
    config = only("test-zebra")
    settings = {**config.checks, "test-zebra": {"least": 2, "severity": "critical"}}
    found = runner.run(alone(), Config(checks=settings)).findings
    assert [(f.line, f.severity) for f in found if f.check == "test-zebra"] == [
        (2, Severity.CRITICAL)
    ]


@pytest.mark.usefixtures("zebra")
def test_a_crash_is_recorded_and_the_others_run() -> None:
    outcome = runner.run(alone(), only("test-crash", "test-outside", "test-zebra"))
    crashed = {skip.check: skip.reason for skip in outcome.skips if skip.crashed}
    assert set(crashed) == {"test-crash", "test-outside"}
    assert "KeyError" in crashed["test-crash"]
    assert "outside of the segment" in crashed["test-outside"]
    assert {f.check for f in outcome.findings} == {"test-zebra"}


@pytest.mark.usefixtures("zebra")
def test_a_long_document_is_read_to_its_end() -> None:
    lines = ["A zebra ran." if number % 7 == 0 else "No horse came." for number in range(2000)]
    found = runner.run(alone("\n".join(lines)), only("test-zebra")).findings
    assert [f.row for f in found] == list(range(1, 2001, 7))


@pytest.mark.usefixtures("zebra")
def test_a_check_that_crashes_late_has_found_nothing() -> None:
    @segment_check(
        id="test-late",
        category="other",
        severity=Severity.MAJOR,
        examples=[bad("a zebra", lang="en", flags="zebra")],
    )
    def late(segment: Segment, context: Context) -> Iterator[Hit]:
        """Crash at the last segment."""
        if segment.index == 1999:
            raise KeyError(segment.text)
        yield Hit(say("fine"), Span(0, 1))

    runner.catalogue.cache_clear()
    outcome = runner.run(alone("\n".join(["No horse came."] * 2000)), only("test-late"))
    assert outcome.findings == ()
    assert [skip.check for skip in outcome.skips if skip.crashed] == ["test-late"]


@pytest.mark.usefixtures("zebra")
def test_manners_of_another_language_are_no_findings() -> None:
    target, segments = document("Un zebra.\nA zebra.")
    foreign = replace(segments[0], lang="es")
    material = runner.Material(
        Context(target, language("en")),
        {"target": {0: foreign, 1: segments[1]}},
        {"target": {0: 1, 1: 2}},
    )
    assert [f.line for f in runner.run(material, only("test-zebra")).findings] == [2]


def test_what_cannot_run_says_why() -> None:
    skips = {skip.check: skip.reason for skip in runner.run(alone(), Config()).skips}
    assert skips["omission"] == "needs the original"
    assert "glossary" in skips["glossary-term"] or skips["glossary-term"] == "needs the original"
    off = Config(checks={"repeated-word": {"enabled": False}})
    reasons = {skip.check: skip.reason for skip in runner.run(alone(), off).skips}
    assert reasons["repeated-word"] == "switched off in the configuration"


@pytest.mark.usefixtures("zebra")
def test_pairs_and_bitexts_find_their_rows() -> None:
    source, source_segments = document("Erste Zeile hier.\nZweite Zeile.\nDritte.", "de")
    target, target_segments = document(TEXT)
    beads = (Bead((0, 1), (0,)), Bead((2,), (1, 2)))
    bitext = Bitext(source, target, source_segments, target_segments, beads)
    joined = (
        Segment(0, source.text[:31], Span(0, 31), "paragraph", 0, (1, 2), "de"),
        Segment(1, target.text[15:], Span(15, len(TEXT)), "paragraph", 1, (2, 3), "en"),
    )
    material = runner.Material(
        Context(target, language("en"), source, language("de")),
        {
            "source": {s.index: s for s in source_segments},
            "target": {s.index: s for s in target_segments},
        },
        {"source": {0: 1, 1: 1, 2: 2}, "target": {0: 1, 1: 2, 2: 2}},
        {1: joined[0].text, 2: "Dritte."},
        (
            Pair(1, joined[0], target_segments[0], beads[0]),
            Pair(
                2,
                Segment(2, "xx Dritte."[3:], Span(32, 39), "paragraph", 2, (3, 3), "de"),
                joined[1],
                beads[1],
            ),
        ),
        bitext,
    )
    found = runner.run(material, only("test-bitext")).findings
    assert len(found) == 1
    assert [span.of(TEXT) for span in found[0].places] == ["On", "Tw", "No"]
    first = runner.run(
        runner.Material(
            material.context,
            material.segments,
            material.rows,
            material.originals,
            material.pairs[:1],
            bitext,
        ),
        only("test-pair"),
    ).findings
    assert [(f.side, f.line, f.text) for f in first] == [
        ("source", 2, "Zeile."),
        ("target", 1, "ran."),
    ]


@pytest.mark.usefixtures("zebra")
def test_ignores_need_to_match() -> None:
    ignore = (
        Ignore("test-striped-horse", "ours", "zebra"),
        Ignore("test-zebra", "never there", "horse"),
    )
    outcome = runner.run(alone(), only("test-zebra", ignore=ignore))
    assert not outcome.findings
    assert outcome.notices == ("the ignore of test-zebra (horse) matched nothing",)


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        ({"omision": {}}, "did you mean 'omission'"),
        ({"omission": {"severity": "grave"}}, "must be one of"),
        ({"omission": {"enabled": "no"}}, "must be true or false"),
        ({"omission": {"severty": "minor"}}, "did you mean 'severity'"),
    ],
)
def test_settings_are_compared_with_what_checks_declare(
    checks: dict[str, dict[str, object]], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        runner.validate(Config(checks=checks))


@pytest.mark.usefixtures("zebra")
def test_options_have_types() -> None:
    runner.validate(Config(checks={"test-zebra": {"least": 3}}))
    for wrong in ("three", 2.5, True):
        with pytest.raises(ConfigError, match="must be int"):
            runner.validate(Config(checks={"test-zebra": {"least": wrong}}))


def test_an_ignore_of_an_unknown_check_is_refused() -> None:
    with pytest.raises(ConfigError, match="no check 'nope'"):
        runner.validate(Config(ignore=(Ignore("nope", "why"),)))


@given(
    st.lists(
        st.text(
            st.characters(exclude_characters="\n", exclude_categories=["Cs"]),
            min_size=1,
            max_size=60,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_gives_findings_that_mark_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    outcome = runner.run(alone(text), Config())
    assert not [skip for skip in outcome.skips if skip.crashed]
    for finding in outcome.findings:
        assert finding.text == finding.span.of(text)
        assert 1 <= finding.line <= len(lines)
        for place in finding.places:
            assert 0 <= place.start <= place.end <= len(text)
