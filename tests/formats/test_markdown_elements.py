"""Markup of Markdown and HTML as the readers keep it."""

from pathlib import Path

import pytest

from auditor.config import InputConfig
from auditor.formats import read

MARKDOWN = """\
# The *big* plan

> He said **no**.

- [one](https://example.org/a "t") and `x`
- ![map](map.png)

| a | b |
|---|---|
| 1 | **2** |
"""
HTML = """\
<html><body><h1>The <em>big</em>  plan</h1><blockquote><p>He said <b>no</b>.</p></blockquote>
<ul><li><a href="https://example.org/a">one</a> and <code>x</code></li><li><img src="map.png"></li></ul>
<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td><strong>2</strong></td></tr></table></body></html>
"""


@pytest.mark.parametrize(("name", "content"), [("a.md", MARKDOWN), ("a.html", HTML)])
def test_markup_is_the_same_in_markdown_and_html(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    document = read(path, InputConfig(whole_page=True))
    values = {(e.kind, e.value) for e in document.elements}
    assert ("heading", "1") in values
    assert ("link", "https://example.org/a") in values
    assert ("image", "map.png") in values
    counts = [sum(e.kind == kind for e in document.elements) for kind in
              ("quote", "item", "table", "row", "strong", "emphasis", "code")]  # fmt: skip
    assert counts == [1, 2, 1, 2, 2, 1, 1]
    strong = next(e for e in document.elements if e.kind == "strong")
    assert strong.span.of(document.text).strip("*") == "no"
    emphasis = next(e for e in document.elements if e.kind == "emphasis")
    assert emphasis.span.of(document.text).strip("*") == "big"
