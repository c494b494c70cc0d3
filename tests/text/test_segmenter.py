"""Segments: sentences of blocks, with exact spans and lines."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.core.bitext import Block, Document, Segment, Span
from auditor.text.language import language, tags
from auditor.text.segmenter import segment


def document(
    *texts: str, between: str = "\n\n", excluded: dict[int, str] | None = None
) -> Document:
    """Make a document of paragraphs."""
    blocks, text = [], ""
    for number, part in enumerate(texts):
        text += between if number else ""
        span = Span(len(text), len(text) + len(part))
        reason = (excluded or {}).get(number, "")
        blocks.append(Block("paragraph", span, text.count("\n") + 1, excluded=reason))
        text += part
    return Document("a.txt", "", text, tuple(blocks))


def cut(text: str, tag: str) -> list[str]:
    return [piece.text for piece in segment(document(text), language(tag))]


CASES = [
    pytest.param(tag, case["text"], case["sentences"], id=f"{tag}-{number}")
    for tag in (*tags(), "und")
    for number, case in enumerate(language(tag if tag != "und" else "xx").tests)
]


@pytest.mark.parametrize(("tag", "text", "expected"), CASES)
def test_the_cases_of_the_profiles(tag: str, text: str, expected: tuple[str, ...]) -> None:
    assert cut(text, tag if tag != "und" else "xx") == list(expected)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Growth slows as rates rise"),
        ("fr", "Position officielle : pas de sauvetage"),
        ("zh-Hant", "官方立場：沒有紓困計畫"),
        ("ar", "موقف رسمي: لا إنقاذ"),
        ("en", "1. Open the file"),
        ("de", "3. Oktober 1990"),
        ("fr", "Le prix (env. 3,5 €) baisse, dit M. Roux"),
        ("en", "See example.com/a.html?x=1 or ask @j.doe about v2.0 today"),
        ("zh-Hans", "他（很累。真的。）睡了"),
        ("ja", "「え？」と聞いた"),
    ],
)
def test_what_stays_whole(tag: str, text: str) -> None:
    assert cut(text, tag) == [text]


@pytest.mark.parametrize(
    ("tag", "one", "two"),
    [
        ("zh-Hant", "他說：「我們會再來。」", "大家笑了。"),
        ("zh-Hans", "神话还能撑多久？", "谁来付钱？"),
        ("ja", "「雨だ。」", "外は暗い。"),
        ("fr", "Il dit : « Non. »", "Elle partit."),
        ("de", "Er sagte: „Nein.“", "Sie ging."),
        ("es", "¿Quién?", "¡Nadie!"),
        ("ar", "هل انتهى؟", "نعم."),
        ("ru", "Он сказал: «Нет».", "Она ушла."),
        ("en", "It ended.[12]", "Nobody cared."),
        ("en", "(It ended.)", "Nobody cared?!"),
        ("hi", "बारिश है।", "धूप थी।"),
    ],
)
def test_where_sentences_end(tag: str, one: str, two: str) -> None:
    joiner = " " if language(tag).spaced else ""
    assert cut(f"{one}{joiner}{two}", tag) == [one, two]


def test_segments_know_their_block_and_lines() -> None:
    pieces = segment(document("One. Two\nlines. \n Three.", "Four."), language("en"))
    assert [(p.text, p.index, p.block, p.lines) for p in pieces] == [
        ("One.", 0, 0, (1, 1)),
        ("Two\nlines.", 1, 0, (1, 2)),
        ("Three.", 2, 0, (3, 3)),
        ("Four.", 3, 1, (5, 5)),
    ]


def test_an_excluded_block_is_one_segment() -> None:
    text = document("Share. Follow us.", "It rained. It stopped.", excluded={0: "boilerplate"})
    assert [(p.text, p.excluded) for p in segment(text, language("en"))] == [
        ("Share. Follow us.", "boilerplate"),
        ("It rained.", ""),
        ("It stopped.", ""),
    ]


def test_a_blank_block_gives_nothing() -> None:
    text = document("  ", "Yes.", " \u3000", excluded={2: "boilerplate"})
    assert [piece.text for piece in segment(text, language("en"))] == ["Yes."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_segmented_text_has_a_segment_per_line(newline: str) -> None:
    text = document("One. Two.", "", " Three ", between=newline)
    pieces = segment(text, language("en"), segmented=True)
    assert [(p.text, p.index, p.excluded, p.lines) for p in pieces] == [
        ("One. Two.", 0, "", (1, 1)),
        ("", 1, "empty", (2, 2)),
        ("Three", 2, "", (3, 3)),
    ]
    assert [p.block for p in pieces] == [0, 1, 2]


def test_segmented_lines_outside_every_block_are_kept() -> None:
    text = Document("a", "", "One\n\nTwo\n", (Block("cell", Span(5, 8), 3),))
    pieces = segment(text, language("en"), segmented=True)
    assert [(p.text, p.kind) for p in pieces] == [("One", "cell"), ("", "cell"), ("Two", "cell")]


def test_an_empty_document_has_no_segments() -> None:
    empty = Document("a", "", "", ())
    assert segment(empty, language("en")) == ()
    assert segment(empty, language("en"), segmented=True) == ()


@pytest.mark.parametrize("unit", ["a", "字", "word ", "("])
def test_a_long_line_without_a_stop_takes_no_time(unit: str) -> None:
    text = document(unit * (1_000_000 // len(unit)))
    begun = time.process_time()
    assert len(segment(text, language("en"))) == 1
    assert time.process_time() - begun < 3


PARTS = st.text(
    st.one_of(
        st.sampled_from(".!?…。！？؟,:;()（）「」『』“”«»\"'’[]12 \n\r\t\u3000\u202f"),
        st.sampled_from("aBcÉ字かカ한अم"),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@given(st.lists(PARTS, max_size=4), st.sampled_from([*tags(), "hi"]), st.integers(0, 5))
def test_segments_hold_the_text(texts: list[str], tag: str, chrome: int) -> None:
    text = document(*texts, excluded={chrome: "boilerplate"})
    pieces = segment(text, language(tag))
    _check_order(text, pieces)
    for number, block in enumerate(text.blocks):
        mine = [piece for piece in pieces if piece.block == number]
        assert all(block.span.start <= p.span.start for p in mine)
        assert all(p.span.end <= block.span.end for p in mine)
        held = "".join("".join(p.text.split()) for p in mine)
        assert held == "".join(block.span.of(text.text).split())
        assert all(p.excluded == block.excluded for p in mine)


@given(st.lists(PARTS, max_size=4))
def test_segmented_lines_hold_the_text(texts: list[str]) -> None:
    text = document(*texts)
    pieces = segment(text, language("en"), segmented=True)
    _check_order(text, pieces)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.text.split())
    assert all(piece.index == piece.lines[0] - 1 for piece in pieces)
    assert all((piece.excluded == "empty") == (not piece.text) for piece in pieces)


def _check_order(text: Document, pieces: tuple[Segment, ...]) -> None:
    position = 0
    for index, piece in enumerate(pieces):
        assert piece.index == index
        assert piece.span.start >= position
        assert piece.text == piece.span.of(text.text) == piece.text.strip()
        assert piece.lines[0] <= piece.lines[1]
        position = piece.span.end
