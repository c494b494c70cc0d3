"""Bitext files: PO, XLIFF, TMX and tables, with what is kept of each unit."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.config import InputConfig
from auditor.core.bitext import Bitext
from auditor.core.errors import AuditorError, InputError, UnreadableFile
from auditor.formats import read_bitext

CONFIG = InputConfig()
FUZZ = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

PO = """\
# Übersetzung
msgid ""
msgstr ""
"Language: sr@latin\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#. Shown on the button
#: src/a.c:7
msgid "Open"
msgstr "Otvori"

#, fuzzy
msgctxt "menu"
msgid "Close"
msgstr "Zatvori"

msgid "Save"
msgstr ""

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d datoteka"
msgstr[1] "%d datoteke"
msgstr[2] "%d datoteka"

#~ msgid "Old"
#~ msgstr "Staro"
"""
XLIFF1 = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="en" target-language="pl" datatype="plaintext"><body>
<trans-unit id="one"><source>Send to <x id="1" equiv-text="{name}"/></source>
<target state="needs-review-translation">Wyślij do <x id="1"/></target><note>A button</note></trans-unit>
<trans-unit id="two" translate="no"><source>Fähre</source><target>Fähre</target></trans-unit>
<trans-unit id="three" approved="no"><source>A <g id="1">bold</g> word</source>
<target><g id="1">Pogrubione</g> słowo</target></trans-unit>
<trans-unit id="four"><source>Open</source></trans-unit>
</body></file></xliff>
"""
XLIFF2 = """\
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ar">
<file id="f"><unit id="u1"><notes><note>A greeting</note></notes>
<originalData><data id="d1">%s</data></originalData>
<segment id="s1" state="initial"><source>Hello <ph id="1" dataRef="d1"/>!</source>
<target>مرحبا <ph id="1" dataRef="d1"/>!</target></segment>
<segment id="s2"><source>Goodbye.</source><target>وداعا.</target></segment>
</unit></file></xliff>
"""
TMX = """\
<tmx version="1.4"><header srclang="en" adminlang="en" segtype="sentence" o-tmf="x"
datatype="plaintext" creationtool="x" creationtoolversion="1"/><body>
<tu tuid="t1"><note>From the manual</note>
<tuv xml:lang="en"><seg>Press <ph>{0}</ph> now.</seg></tuv>
<tuv xml:lang="ja"><seg>今<ph>{0}</ph>を押す。</seg></tuv>
<tuv xml:lang="de"><seg>Jetzt <ph>{0}</ph> drücken.</seg></tuv></tu>
</body></tmx>
"""


def made(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pairs(bitext: Bitext) -> list[tuple[str, str]]:
    """Give the texts of each bead, and check what holds of every bitext."""
    for document, segments in (
        (bitext.source, bitext.source_segments),
        (bitext.target, bitext.target_segments),
    ):
        assert [s.index for s in segments] == list(range(len(segments)))
        assert all(s.text == s.span.of(document.text) for s in segments)
        assert all(document.blocks[s.block].span == s.span for s in segments)
    in_beads = sorted(i for bead in bitext.beads for i in bead.target)
    assert in_beads == [s.index for s in bitext.target_segments if not s.excluded]
    return [
        (
            " ".join(bitext.source_segments[i].text for i in bead.source),
            " ".join(bitext.target_segments[i].text for i in bead.target),
        )
        for bead in bitext.beads
    ]


def units(bitext: Bitext) -> list[tuple[str, str, int, str]]:
    return [(b.unit, b.note, b.line, b.excluded) for b in bitext.source.blocks]


def test_po(tmp_path: Path) -> None:
    bitext = read_bitext(made(tmp_path, "a.po", PO), CONFIG, source_lang="en")
    assert pairs(bitext) == [
        ("Open", "Otvori"),
        ("Close", "Zatvori"),
        ("Save", ""),
        ("%d file", "%d datoteka"),
        ("%d files", "%d datoteke"),
        ("%d files", "%d datoteka"),
    ]
    assert units(bitext) == [
        ("Open", "Shown on the button\nsrc/a.c:7", 7, ""),
        ("menu", "fuzzy", 12, ""),
        ("Save", "", 17, ""),
        ("%d file[0]", "", 20, ""),
        ("%d file[1]", "", 20, ""),
        ("%d file[2]", "", 20, ""),
    ]
    assert (bitext.source.lang, bitext.target.lang) == ("en", "sr")


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "utf-16"])
def test_po_in_its_own_encoding(encoding: str, tmp_path: Path) -> None:
    text = (
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset={encoding}\\n"\n\n'
        'msgid "Open the file"\nmsgstr "Открыть файл"\n'
    )
    bitext = read_bitext(made(tmp_path, "a.po", text.encode(encoding)), CONFIG)
    assert pairs(bitext) == [("Open the file", "Открыть файл")]
    assert bitext.target.notices == ()


def test_xliff_1(tmp_path: Path) -> None:
    bitext = read_bitext(made(tmp_path, "a.xlf", XLIFF1), CONFIG)
    assert pairs(bitext) == [
        ("Send to {name}", "Wyślij do {name}"),
        ("A bold word", "Pogrubione słowo"),
        ("Open", ""),
    ]
    assert units(bitext) == [
        ("one", "state: needs-review-translation\nA button", 4, ""),
        ("two", "", 6, "not to be translated"),
        ("three", "not approved", 7, ""),
        ("four", "", 9, ""),
    ]
    assert (bitext.source.lang, bitext.target.lang) == ("en", "pl")


def test_xliff_2(tmp_path: Path) -> None:
    bitext = read_bitext(made(tmp_path, "a.xliff", XLIFF2), CONFIG)
    assert pairs(bitext) == [("Hello %s!", "مرحبا %s!"), ("Goodbye.", "وداعا.")]
    assert [b.note for b in bitext.target.blocks] == ["state: initial\nA greeting", "A greeting"]
    assert len({b.unit for b in bitext.target.blocks}) == 2
    assert all(b.unit.startswith("u1") for b in bitext.target.blocks)
    assert (bitext.source.lang, bitext.target.lang) == ("en", "ar")


def test_tmx(tmp_path: Path) -> None:
    path = made(tmp_path, "a.tmx", TMX)
    bitext = read_bitext(path, CONFIG, target_lang="ja")
    assert pairs(bitext) == [("Press {0} now.", "今{0}を押す。")]
    assert units(bitext) == [("t1", "From the manual", 3, "")]
    assert (bitext.source.lang, bitext.target.lang) == ("en", "ja")
    other = read_bitext(path, CONFIG, source_lang="ja", target_lang="de")
    assert pairs(other) == [("今{0}を押す。", "Jetzt {0} drücken.")]
    with pytest.raises(InputError, match="holds en, ja, de: say which two"):
        read_bitext(path, CONFIG)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.tsv", "source\ttarget\nHello.\tBonjour.\n", ("Hello.", "Bonjour.")),
        ("a.csv", "en;el\nHello.;Γεια σου.\n", ("Hello.", "Γεια σου.")),
        ("a.csv", "\ufeffsource,target\r\nHello.,안녕.\r\n", ("Hello.", "안녕.")),
    ],
)
def test_tables(name: str, content: str, expected: tuple[str, str], tmp_path: Path) -> None:
    assert pairs(read_bitext(made(tmp_path, name, content), CONFIG)) == [expected]


def test_table_in_a_legacy_encoding_says_so(tmp_path: Path) -> None:
    text = "source\ttarget\nThe library is open.\t圖書館開門了，讀者排起了長隊。\n"
    bitext = read_bitext(made(tmp_path, "a.tsv", text.encode("big5")), CONFIG)
    assert pairs(bitext) == [("The library is open.", "圖書館開門了，讀者排起了長隊。")]
    assert "guessed: Big5" in bitext.target.notices[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (XLIFF2, ("Hello %s!", "مرحبا %s!")),
        (PO, ("Open", "Otvori")),
        ("source,target\na,b\n", ("a", "b")),
        ("en\tpl\na\tb\n", ("a", "b")),
    ],
)
def test_standard_input_tells_its_format(content: str, expected: tuple[str, str]) -> None:
    bitext = read_bitext("-", CONFIG, stdin=io.BytesIO(content.encode()))
    assert pairs(bitext)[0] == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlf", "<xliff version='1.2'><file>", "broken XML"),
        ("a.xlf", "<html><p>x</p></html>", "neither XLIFF nor TMX"),
        ("a.xlf", XLIFF1.replace("?>\n", "?>\n<!DOCTYPE x [<!ENTITY a 'b'>]>", 1), "XML entities"),
        ("a.tmx", "<tmx><body></tmx>", "broken XML"),
        ("a.po", 'msgid no quotes\nmsgstr "x"\n', "PO"),
        ("a.po", "Just a text.\n", "PO"),
        ("a.csv", "a,b\n1,2\n", "no header"),
        ("a.csv", "source,target\n1,2,3\n", "line 2 .* 3 cells"),
        ("a.csv", "source,target\n", "no translation unit"),
        ("a.docx", "x", "no bitext format"),
        ("a", "x", "no ending"),
        ("a.tmx", "%PDF-1.4", "a PDF document"),
        ("a.po", "", "is empty"),
    ],
)
def test_broken_files_are_refused(name: str, content: str, message: str, tmp_path: Path) -> None:
    path = made(tmp_path, name, content)
    with pytest.raises(InputError, match=message) as caught:
        read_bitext(path, CONFIG)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["a.tsv", "a.po", "a.xlf"])
def test_long_lines_are_refused(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, name, "x" * 1_000_001)
    with pytest.raises(UnreadableFile, match="max_line_chars"):
        read_bitext(path, CONFIG)


@FUZZ
@given(
    name=st.sampled_from([("a.po", PO), ("a.xlf", XLIFF1), ("a.xlf", XLIFF2), ("a.tmx", TMX)]),
    place=st.integers(0, 2000),
    length=st.integers(0, 40),
    junk=st.sampled_from(
        ["", "<", ">", '"', "\\", "&", "msgid ", "\n", "]]>", "</source>", "é", "\x00"]
    ),
)
def test_damaged_files_are_read_or_refused(
    name: tuple[str, str], place: int, length: int, junk: str, tmp_path: Path
) -> None:
    ending, text = name
    damaged = text[:place] + junk + text[place + length :]
    try:
        bitext = read_bitext(made(tmp_path, ending, damaged), CONFIG, target_lang="ja")
    except AuditorError:
        return
    assert pairs(bitext)
