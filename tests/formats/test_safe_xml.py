"""XML from untrusted files."""

import time
from pathlib import Path

import pytest

from auditor.core.errors import UnreadableFile
from auditor.formats.safe_xml import checked, local_name

BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
    + "]><b>&a11;</b>"
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "<?xml version='1.0'?>\n<!-- <a> -->" + BOMB,
        "<!DOCTYPE b [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><b>&x;</b>",
        "<!DOCTYPE b [<!ENTITY % x SYSTEM 'http://localhost/x'> %x;]><b/>",
    ],
)
def test_entities_are_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(UnreadableFile, match="XML entities"):
        checked(text, "a.xlf")
    assert time.perf_counter() - start < 2


def test_document_type_from_elsewhere_is_not_loaded(tmp_path: Path) -> None:
    outside = tmp_path / "b.dtd"
    outside.write_text("<!ENTITY x 'secret'>")
    with pytest.raises(UnreadableFile, match="broken XML"):
        checked(f"<!DOCTYPE b SYSTEM '{outside.as_uri()}'><b>&x;</b>", "a.tmx")
    _, root = checked(f"<!DOCTYPE b SYSTEM '{outside.as_uri()}'><b>x</b>", "a.tmx")
    assert root.text == "x"


def test_the_word_entity_in_a_text_is_no_entity() -> None:
    _, root = checked("<b><![CDATA[<!ENTITY a 'b'>]]></b>", "a.xlf")
    assert root.text == "<!ENTITY a 'b'>"


@pytest.mark.parametrize("text", ["<a><b></a>", "", "x", "<a>&nbsp;</a>", "<a/><b/>", "<a \x01/>"])
def test_broken_xml_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.xlf is broken XML"):
        checked(text, "a.xlf")


def test_deep_xml_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="broken XML"):
        checked("<a>" * 100_000, "a.xlf")


def test_lines_stay_where_they_were() -> None:
    data, root = checked('<?xml version="1.0"\n encoding="big5"?>\n<a>\n<b/>字</a>', "a.xlf")
    assert "字".encode() in data
    assert [f"{local_name(e)} {e.sourceline}" for e in root.iter("*")] == ["a 3", "b 4"]
