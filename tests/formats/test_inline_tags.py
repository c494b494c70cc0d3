"""Tags, limits, states and plural forms that bitext files hold beside their texts."""

from pathlib import Path

from auditor.config import InputConfig
from auditor.core.bitext import Bitext
from auditor.formats import read_bitext

XLIFF1 = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="en" target-language="fr" datatype="plaintext"><body>
<trans-unit id="1" maxwidth="20" size-unit="char"><source>A <g id="1">bold <ph id="2">%s</ph></g> word<x id="3"/></source>
<target state="needs-translation">Un mot <g id="1">gras</g><x id="3"/></target></trans-unit>
<trans-unit id="2" maxwidth="20"><source>Next</source><target>Suivant</target></trans-unit>
</body></file></xliff>
"""
XLIFF2 = """\
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="de"
 xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0"><file id="f"><unit id="u" slr:sizeRestriction="0,12">
<segment><source>Say <pc id="1">yes</pc><sc id="2"/></source><target>Sag <pc id="1">ja</pc></target></segment>
</unit></file></xliff>
"""
TMX = """\
<tmx version="1.4"><header srclang="en" adminlang="en" segtype="sentence" o-tmf="x"
datatype="plaintext" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="en"><seg>Press <bpt i="1">&lt;b&gt;</bpt>now<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="ja"><seg>今押す。</seg></tuv></tu></body></tmx>
"""
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=3; plural=n;\\n"

#, fuzzy
msgid " Open "
msgstr "Открыть"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d файл"
msgstr[1] "%d файла"
"""


def read(tmp_path: Path, name: str, content: str) -> Bitext:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return read_bitext(path, InputConfig(), source_lang="en")


def tags(bitext: Bitext) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    source, target = (
        [(e.value, e.span.of(d.text)) for e in d.elements] for d in (bitext.source, bitext.target)
    )
    return source, target


def test_tags_of_xliff_1_stand_where_the_file_has_them(tmp_path: Path) -> None:
    bitext = read(tmp_path, "a.xlf", XLIFF1)
    source, target = tags(bitext)
    assert source == [("g 1", ""), ("ph 2", "%s"), ("/g 1", ""), ("x 3", "")]
    assert [name for name, _ in target] == ["g 1", "/g 1", "x 3"]
    starts = [e.span.start for e in bitext.source.elements]
    assert [bitext.source.text[place:][:4] for place in starts[:2]] == ["bold", "%s w"]
    assert [b.limit for b in bitext.target.blocks] == [20, 0]
    assert bitext.target.blocks[0].state == "state: needs-translation"


def test_tags_of_xliff_2_and_its_size_restriction(tmp_path: Path) -> None:
    bitext = read(tmp_path, "a.xlf", XLIFF2)
    assert tags(bitext)[0] == [("pc 1", ""), ("/pc 1", ""), ("sc 2", "")]
    assert bitext.target.blocks[0].limit == 12


def test_tags_of_tmx(tmp_path: Path) -> None:
    assert tags(read(tmp_path, "a.tmx", TMX)) == ([("bpt 1", "<b>"), ("ept 1", "</b>")], [])


def test_state_spaces_and_plural_forms_of_po(tmp_path: Path) -> None:
    bitext = read(tmp_path, "a.po", PO)
    assert [b.state for b in bitext.target.blocks] == ["fuzzy", "", ""]
    assert bitext.source.blocks[0].edges == (" ", " ")
    assert bitext.target.blocks[0].edges == ("", "")
    assert [b.forms for b in bitext.target.blocks] == [(0, 0), (2, 3), (0, 0)]
