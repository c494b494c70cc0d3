"""HTML pages: visible text, blocks, and which of them are the article."""

import io

import pytest

from auditor.config import InputConfig
from auditor.core.bitext import Document
from auditor.core.errors import UnreadableFile
from auditor.formats import read

WHOLE = InputConfig(whole_page=True)
PARAGRAPHS = {
    "en": "The old ferry left the harbour before dawn, and nobody on board had seen the notice. ",
    "de": "Die alte Fähre verließ den Hafen vor dem Morgengrauen, und niemand sah den Aushang. ",
    "ja": "古い渡し船は夜明け前に港を出て、乗客の誰も事務所の扉に貼られた告示を見ていなかった。",
    "ar": "غادرت العبارة القديمة الميناء قبل الفجر، ولم ير أحد على متنها الإعلان المعلق على الباب. ",
}


def html(text: str, config: InputConfig = WHOLE) -> Document:
    return read("-", config, stdin=io.BytesIO(("<!doctype html>" + text).encode()))


def said(document: Document) -> list[str]:
    return [b.span.of(document.text) for b in document.blocks]


def page(lang: str) -> str:
    body = "\n".join(f"<p>{PARAGRAPHS[lang] * 3}</p>" for _ in range(5))
    return f"""<html lang="{lang}"><head><title>The ferry – News</title><style>p {{}}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politics</a></li></ul></nav>
<main><article><h1>The ferry</h1>
{body}
<figure><img src="a.png"><figcaption>Boats at night</figcaption></figure>
{body}
<p><a href="/s">Share this page</a></p>
</article></main>
<footer><p>© 2031 The Harbour Gazette</p></footer><script>var a = "p";</script></body></html>"""


@pytest.mark.parametrize("lang", PARAGRAPHS)
def test_article_is_told_from_the_page(lang: str) -> None:
    document = html(page(lang), InputConfig())
    kept = {b.span.of(document.text) for b in document.blocks if not b.excluded}
    assert kept == {"The ferry", (PARAGRAPHS[lang] * 3).strip(), "Boats at night"}
    excluded = {b.span.of(document.text) for b in document.blocks if b.excluded == "boilerplate"}
    assert excluded == {"Home", "Politics", "Share this page", "© 2031 The Harbour Gazette"}
    assert document.lang == lang


def test_whole_page_is_kept_when_asked_for() -> None:
    document = html(page("de"), WHOLE)
    assert said(document)[:2] == ["Home", "Politics"]
    assert not any(block.excluded for block in document.blocks)


def test_page_without_an_article_is_read_whole() -> None:
    document = html(
        "<html><body><nav><a href='/'>Одна ссылка</a></nav><form>Поиск</form></body></html>",
        InputConfig(),
    )
    assert said(document) == ["Одна ссылка", "Поиск"]
    assert not any(block.excluded for block in document.blocks)
    assert document.notices == ("no article was found in the page, so all of its text is read",)


def test_kinds_and_lines() -> None:
    document = html(
        "\n<h2>Titel</h2>\n<p>Absatz</p><ul>\n<li>Punkt <b>fett</b></li>\n</ul>"
        "<dl><dt>語</dt><dd>意味</dd></dl>\n<table><tr><th>Ort</th>\n<td>Nord</td></tr></table>"
    )
    assert [(b.kind, b.line) for b in document.blocks] == [
        ("heading", 2), ("paragraph", 3), ("item", 4), ("item", 5), ("item", 5),
        ("cell", 6), ("cell", 7),
    ]  # fmt: skip
    assert said(document) == ["Titel", "Absatz", "Punkt fett", "語", "意味", "Ort", "Nord"]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("<p>ein\n   <i>schöner</i>\t Tag</p>", ["ein schöner Tag"]),
        ("<p>un&nbsp;jour&#8239;!</p>", ["un\u00a0jour\u202f!"]),
        ("<p>a<br>b<br><br>c</p>", ["a b", "c"]),
        ("<p>да<script>нет()</script> и да</p>", ["да и да"]),
        ("<p>видно<span hidden>не видно</span></p>", ["видно"]),
        ("<p style='display: none'>x</p><p>y</p>", ["y"]),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", ["漢字"]),
        ("<div>vor<p>in</p>nach</div>", ["vor", "in", "nach"]),
        ("<p>&lt;b&gt; &amp; &quot;</p>", ['<b> & "']),
        ("<p>نص<!-- لا --> آخر</p>", ["نص آخر"]),
        ("<textarea>x</textarea><svg><text>x</text></svg><p>y</p>", ["y"]),
    ],
)
def test_visible_text(source: str, parts: list[str]) -> None:
    assert said(html(source)) == parts


def test_program_code_is_excluded() -> None:
    document = html("<p>Lauf:</p><pre><code>make all</code></pre><p>Ende.</p>")
    assert [b.excluded for b in document.blocks] == ["", "code", ""]


@pytest.mark.parametrize(
    "source",
    [
        "<p>Erster <b>Satz<p>Zweiter</div></i> Satz",
        "<html><body><p>Erster Satz</p></html><p>Zweiter Satz</p>",
        "<table><p>Erster Satz<tr><td>Zweiter Satz",
        "<p <p title=>Erster Satz</p",
    ],
)
def test_broken_pages_are_read(source: str) -> None:
    assert "Erster Satz" in " ".join(said(html(source)))


def test_entities_of_the_page_are_not_expanded() -> None:
    document = html(
        "<html><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y 'yyyy'>]>"
        "<p>vorher &x; &y; nachher</p></html>"
    )
    assert "&x; &y;" in document.text


def test_too_deep_pages_are_refused() -> None:
    assert said(html("<div>" * 200 + "<p>tief</p>")) == ["tief"]
    with pytest.raises(UnreadableFile, match="too deep"):
        html("<div>" * 50_000 + "<p>tief</p>")


def test_embedded_pictures_are_no_text() -> None:
    picture = "data:image/png;base64," + "A" * 3_000_000
    assert said(html(f"<p>oben</p><img src='{picture}'><p>unten</p>")) == ["oben", "unten"]


def test_long_blocks_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="the p on line 2 of standard input has 21 characters"):
        html("\n<p>" + "wort " * 4 + "a</p>", InputConfig(max_line_chars=20))


@pytest.mark.parametrize(
    ("stated", "tag"), [("pt-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("??", ""), ("", "")]
)
def test_language_of_the_page(stated: str, tag: str) -> None:
    assert html(f"<html lang='{stated}'><p>x</p></html>").lang == tag
