"""TSV and CSV with a header."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import InputError, UnreadableFile
from auditor.formats.tables import read_table, same, sides, units


def pairs(text: str, ending: str = ".tsv", source: str = "", target: str = "") -> list[list[str]]:
    table = read_table(text, "a", ending)
    return [[u.source, u.target] for u in units(table, "a", source, target).units]


CELL = st.text(st.sampled_from("ab ,;字é'"), min_size=1, max_size=6).filter(
    lambda c: bool(c.strip())
)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL)))
def test_tab_separated_cells_are_as_written(rows: list[tuple[str, str]]) -> None:
    text = "source\ttarget\n" + "".join(f"{a}\t{b}\n" for a, b in rows)
    assert pairs(text) == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("text", "ending", "expected"),
    [
        ("source,target\nHello,Bonjour\n", ".csv", [["Hello", "Bonjour"]]),
        ('source;target\n"a;b";"c ""d"""\n', ".csv", [["a;b", 'c "d"']]),
        ("source\ttarget\nHello\t你好\n", ".csv", [["Hello", "你好"]]),
        ("Source,Target\r\n\r\nHello,\r\n", ".csv", [["Hello", ""]]),
        ('source,target\n"two\nlines",zwei\n', ".csv", [["two\nlines", "zwei"]]),
        ('source\ttarget\nHe said "no"\t"Nein", sagte er\n', ".tsv",
         [['He said "no"', '"Nein", sagte er']]),
        ('source\ttarget\n"say ""no"""\t"sag ""nein"""\n', ".tsv", [['say "no"', 'sag "nein"']]),
        ("target\tsource\tid\nоткрыть\topen\t7\n", ".tsv", [["open", "открыть"]]),
        ("source_text\ttarget_text\tsource\ttarget\na\tb\t0\t0\n", ".tsv", [["a", "b"]]),
        ("en\tfr\nhello\tbonjour\n", ".tsv", [["hello", "bonjour"]]),
    ],
)  # fmt: skip
def test_tables(text: str, ending: str, expected: list[list[str]]) -> None:
    assert pairs(text, ending) == expected


def test_ids_notes_and_lines_are_kept() -> None:
    text = 'id,source,target,note,context\nk1,"a\nb",c,Eine Notiz,Menü\nk2,d,e,,\n'
    found = units(read_table(text, "a", ".csv"), "a", "", "").units
    assert [(u.id, u.note, u.line) for u in found] == [("k1", "Eine Notiz\nMenü", 2), ("k2", "", 4)]


@pytest.mark.parametrize(
    ("header", "wanted", "chosen", "langs"),
    [
        ("en\tzh-Hant", ("", ""), ("en", "zh-hant"), ("en", "zh-Hant")),
        ("ja\ten\tfr", ("fr", "ja"), ("fr", "ja"), ("fr", "ja")),
        ("fr\ten", ("en", ""), ("en", "fr"), ("en", "fr")),
        ("id\ten\tde", ("", ""), ("en", "de"), ("en", "de")),
        ("id\ten", ("", ""), ("id", "en"), ("id", "en")),
        ("pt_BR\tpt_PT", ("pt-PT", ""), ("pt_pt", "pt_br"), ("pt-PT", "pt-BR")),
    ],
)
def test_columns_named_by_languages(
    header: str, wanted: tuple[str, str], chosen: tuple[str, str], langs: tuple[str, str]
) -> None:
    table = read_table(f"{header}\na\tb\n", "a", ".tsv")
    assert sides(table, "a", *wanted) == (chosen, langs)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("en\tfr\tde\na\tb\tc\n", "columns for en, fr, de: say which two"),
        ("Hallo\tBonjour\nWelt\tmonde\n", "line 1 of a is no header"),
        ("source\n a\n", "line 1 of a is no header"),
        ("1\t2\n", "line 1 of a is no header"),
    ],
)
def test_unknown_columns_are_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        pairs(text)


@pytest.mark.parametrize(
    ("text", "ending", "message"),
    [
        ("source,target\na,b,c\n", ".csv", "line 2 of a has 3 cells, but the header has 2"),
        ('source,target\n"a,b\n', ".csv", "line 2.*quotation marks"),
        ("source\tsource\ttarget\na\tb\tc\n", ".tsv", "names 'source' twice"),
    ],
)
def test_broken_tables_are_refused(text: str, ending: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        pairs(text, ending)


@pytest.mark.parametrize(
    ("tag", "wanted", "result"),
    [
        ("pt_BR", "pt-br", True),
        ("zh", "zh-Hant", True),
        ("fr", "frp", False),
        ("en-GB", "en", True),
    ],
)
def test_same_language(tag: str, wanted: str, result: bool) -> None:
    assert same(tag, wanted) is result
