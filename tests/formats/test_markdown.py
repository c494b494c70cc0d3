"""Markdown: blocks, their kinds, and what is excluded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.formats.markdown import blocks

PAGE = """\
---
title: Fähre
---

# Die *Fähre*

Ein Absatz mit [Verweis](https://a.example) und
einer zweiten Zeile.

- erster Punkt
- zweiter Punkt

  noch ein Absatz

> Ein Zitat
> über zwei Zeilen.

| Ort | Zeit \\| Tag |
|-----|-----:|
| Nord |  |
| Süd | 7 Uhr |

```python
print("x")
```

    eingerückter Code

<div>Markup</div>

[ziel]: https://b.example "Titel"

Unterstrichen
=============
"""


def said(text: str) -> list[tuple[str, str, str]]:
    return [(b.kind, b.excluded, b.span.of(text)) for b in blocks(text)]


def test_page() -> None:
    assert said(PAGE) == [
        ("paragraph", "front matter", "---\ntitle: Fähre\n---"),
        ("heading", "", "Die *Fähre*"),
        (
            "paragraph",
            "",
            "Ein Absatz mit [Verweis](https://a.example) und\neiner zweiten Zeile.",
        ),
        ("item", "", "erster Punkt"),
        ("item", "", "zweiter Punkt"),
        ("item", "", "noch ein Absatz"),
        ("paragraph", "", "Ein Zitat\n> über zwei Zeilen."),
        ("cell", "", "Ort"),
        ("cell", "", "Zeit \\| Tag"),
        ("cell", "", "Nord"),
        ("cell", "", "Süd"),
        ("cell", "", "7 Uhr"),
        ("paragraph", "code", '```python\nprint("x")\n```'),
        ("paragraph", "code", "eingerückter Code"),
        ("paragraph", "markup", "<div>Markup</div>"),
        ("paragraph", "link definition", '[ziel]: https://b.example "Titel"'),
        ("heading", "", "Unterstrichen"),
    ]


def test_lines_are_those_of_the_file() -> None:
    rows = PAGE.split("\n")
    for block in blocks(PAGE):
        assert block.span.of(PAGE).split("\n")[0] in rows[block.line - 1]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    text = PAGE.replace("\n", newline)
    parts = [(kind, why, part.replace(newline, "\n")) for kind, why, part in said(text)]
    if newline == "\r":
        parts, expected = parts[1:], said(PAGE)[1:]
        assert [p for p in parts if p[0] == "heading"] == [p for p in expected if p[0] == "heading"]
    else:
        assert parts == said(PAGE)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("# 标题 #\n", [("heading", "标题")]),
        ("##Kein Titel\n", [("paragraph", "##Kein Titel")]),
        ("1. один\n2. два\n", [("item", "один"), ("item", "два")]),
        ("> - نقطة\n", [("item", "نقطة")]),
        ("a | b\n--|--\n字 | かな\n", [("cell", c) for c in ("a", "b", "字", "かな")]),
        ("- [ ] zu tun\n", [("item", "[ ] zu tun")]),
        ("***\n\nText\n", [("paragraph", "Text")]),
        ("\u2028\nText\n\u2028\n", [("paragraph", "Text")]),
        ("    \u2028\n\nText\n", [("paragraph", "Text")]),
    ],
)
def test_kinds(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(kind, part) for kind, _, part in said(text)] == parts


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "# ",
                    "- ",
                    "> ",
                    "  ",
                    "    ",
                    "\n",
                    "\n\n",
                    "\t",
                    "|",
                    "\n--|--\n",
                    "```\n",
                    "`",
                    "\\",
                ),
                *("Fähre", "字", "[a]: b", "<p>", "1. ", "\r\n", "\u2028", "\x0c", "---\n", "==="),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_blocks_are_in_order_and_disjoint(text: str) -> None:
    edge = 0
    for block in blocks(text):
        assert edge <= block.span.start < block.span.end <= len(text)
        edge = block.span.end
