"""One document from a file or standard input: formats, refusals, and what always holds."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.config import InputConfig
from auditor.core.bitext import Block, Document
from auditor.core.errors import AuditorError, InputError, UnreadableFile
from auditor.formats import read, read_bitext
from auditor.formats.decoding import decode

CONFIG = InputConfig()
ENDINGS = [".txt", ".md", ".html", ""]
BITEXT_ENDINGS = [".tsv", ".csv", ".po", ".xlf", ".tmx"]
FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CHARACTERS = st.characters(exclude_categories=["Cs", "Cn", "Co", "Cc"])
MARKUP = st.sampled_from(
    [
        *(
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            " ",
            "\t",
            "# ",
            "- ",
            "1. ",
            "> ",
            "```\n",
            "|",
            "|-|\n",
            "---\n",
        ),
        *("<p>", "</p>", "<li>", "<b>", "<!--", "-->", "<pre>", "<br>", "&amp;", "&#0;", "</html>"),
        *(
            "[a]: /b\n",
            "\\",
            "`",
            "*",
            "\u2028",
            "\x85",
            "\x0c",
            "\ufeff",
            "Die Brücke. ",
            "你好。",
        ),
    ]
)
TEXTS = st.lists(st.one_of(MARKUP, st.text(CHARACTERS, max_size=8)), max_size=40).map("".join)


def blocks_hold(document: Document) -> bool:
    """Tell whether blocks are in order, disjoint, inside the text and on real lines."""
    edge, line = 0, 1
    for block in document.blocks:
        if not edge <= block.span.start <= block.span.end <= len(document.text):
            return False
        if block.line < line and document.text:
            return False
        edge, line = block.span.end, block.line
    return True


def said(document: Document, *, excluded: str = "") -> list[str]:
    return [b.span.of(document.text) for b in document.blocks if b.excluded == excluded]


@FUZZ
@given(data=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
def test_arbitrary_bytes_are_read_or_refused(data: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    message = ""
    try:
        document = read(path, CONFIG)
    except AuditorError as error:
        message = str(error)
        document = Document("", "", "", ())
    assert blocks_hold(document)
    assert bool(message) != bool(document.blocks)
    assert "\n" not in message


@FUZZ
@given(data=st.binary(max_size=400), ending=st.sampled_from(BITEXT_ENDINGS))
def test_arbitrary_bytes_are_a_bitext_or_refused(data: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    with pytest.raises(AuditorError):
        read_bitext(path, CONFIG)


@FUZZ
@given(text=TEXTS, ending=st.sampled_from(ENDINGS), segmented=st.booleans())
def test_text_is_kept_as_decoded(text: str, ending: str, segmented: bool, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(text.encode())
    try:
        document = read(path, InputConfig(segmented=segmented))
    except AuditorError:
        return
    assert blocks_hold(document)
    if not any(tag in text.lower() for tag in ("<html", "<!doctype")) and ending != ".html":
        assert document.text == decode(text.encode(), "a").text
    for block in document.blocks:
        part = block.span.of(document.text)
        assert part == part.strip()
        assert part or block.excluded == "empty"


@FUZZ
@given(text=TEXTS, ending=st.sampled_from(["", ".txt", ".md"]))
def test_every_letter_of_a_text_is_in_a_block(text: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(text.encode())
    try:
        document = read(path, CONFIG)
    except AuditorError:
        return
    if document.lang or "<html" in text.lower():
        return
    covered = set[int]()
    for block in document.blocks:
        covered.update(range(block.span.start, block.span.end))
    missing = {
        char for at, char in enumerate(document.text) if at not in covered and char.isalpha()
    }
    assert not missing


@FUZZ
@given(lines=st.lists(st.text(CHARACTERS, max_size=12)))
def test_segmented_text_has_a_block_per_line(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\n".join([*lines, "End."]).encode())
    document = read(path, InputConfig(segmented=True))
    assert [block.line for block in document.blocks] == list(range(1, len(lines) + 2))
    told = [block.span.of(document.text) for block in document.blocks]
    stripped = [line.strip() for line in [*lines, "End."]]
    if stripped[0].startswith("\ufeff"):
        stripped[0] = stripped[0].removeprefix("\ufeff").strip()
    assert told == stripped


def test_standard_input() -> None:
    document = read("-", CONFIG, stdin=io.BytesIO("Première phrase.\n\nDeuxième.\n".encode()))
    assert said(document) == ["Première phrase.", "Deuxième."]
    assert document.path == "-"
    page = read("-", CONFIG, stdin=io.BytesIO("<!doctype html><p>Страница</p>".encode()))
    assert said(page) == ["Страница"]


def test_standard_input_is_named_in_errors() -> None:
    for data in (b"", b"\n \n", b"%PDF-1.7"):
        with pytest.raises(InputError, match="standard input"):
            read("-", CONFIG, stdin=io.BytesIO(data))


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a"])
def test_html_is_told_by_ending_or_beginning(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("<!-- x -->\n<html lang='pt-br'><body><p>Olá&nbsp;mundo</p></body></html>")
    document = read(path, InputConfig(whole_page=True))
    assert said(document) == ["Olá\u00a0mundo"]
    assert document.lang == "pt-BR"


def test_text_that_mentions_html_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("<html> is how a page begins.\n")
    assert said(read(path, CONFIG)) == ["<html> is how a page begins."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.po", "--bitext"),
        ("a.xlf", "--bitext"),
        ("a.csv", "--bitext"),
        ("a.json", "format that is not read"),
        ("a.yaml", "format that is not read"),
    ],
)
def test_other_formats_are_refused(name: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("x")
    with pytest.raises(UnreadableFile, match=message):
        read(path, CONFIG)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff\n", "\u3000\n\u00a0\n"])
def test_file_without_text_is_refused(ending: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"empty|no text"):
        read(path, CONFIG)


@pytest.mark.parametrize("content", ["```\ncode only\n```\n", "---\ntitle: x\n---\n"])
def test_markdown_without_prose_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(content)
    with pytest.raises(InputError, match="no text"):
        read(path, CONFIG)


@pytest.mark.parametrize("ending", ENDINGS)
def test_line_of_fifty_megabytes_is_refused_in_time(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"word " * 10_000_000)
    start = time.perf_counter()
    with pytest.raises(UnreadableFile, match=r"1,000,000.*max_line_chars"):
        read(path, CONFIG)
    assert time.perf_counter() - start < 20


def test_limit_of_a_line_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("sixteen letters.\n")
    assert said(read(path, InputConfig(max_line_chars=16))) == ["sixteen letters."]
    with pytest.raises(UnreadableFile, match=r"line 1 .* 16 characters"):
        read(path, InputConfig(max_line_chars=15))


def test_guessed_encoding_is_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Сегодня утром в городе открыли новый мост.\n".encode("cp1251"))
    document = read(path, CONFIG)
    assert said(document) == ["Сегодня утром в городе открыли новый мост."]
    assert document.encoding == "windows-1251"
    assert document.notices == (
        "the encoding was guessed: windows-1251; save the file as UTF-8 to be sure",
    )


def test_blocks_are_values(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 標題\n\n正文。\n", encoding="utf-8")
    kinds = [(block.kind, block.line) for block in read(path, CONFIG).blocks]
    assert kinds == [("heading", 1), ("paragraph", 3)]
    assert all(isinstance(block, Block) for block in read(path, CONFIG).blocks)
