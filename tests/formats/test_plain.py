"""Plain text: paragraphs, headings, items, and lines that were wrapped by hand."""

import textwrap

import pytest

from auditor.core.bitext import Block
from auditor.formats.plain import blocks, columns

PROSE = {
    "en": (
        "The ferry left the harbour before dawn, and nobody on board had seen the notice that was "
        "nailed to the door of the office. It said that the crossing would take twice as long as "
        "usual, because the channel had silted up during the storms of the previous week."
    ),
    "fr": (
        "Le bac a quitté le port avant l’aube, et personne à bord n’avait vu l’avis cloué sur la "
        "porte du bureau. Il annonçait que la traversée durerait deux fois plus longtemps que "
        "d’habitude, car le chenal s’était ensablé pendant les tempêtes de la semaine passée."
    ),
    "ru": (
        "Паром вышел из гавани до рассвета, и никто на борту не видел объявления, прибитого к "
        "двери конторы. Оно гласило, что переправа займёт вдвое больше времени, чем обычно, "
        "потому что фарватер занесло песком во время бурь на прошлой неделе."
    ),
}


def said(text: str, *, segmented: bool = False) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(text)) for b in blocks(text, segmented=segmented)]


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("width", [64, 72, 78])
def test_wrapped_paragraphs_are_joined(language: str, width: int) -> None:
    paragraph = textwrap.fill(PROSE[language], width)
    text = f"{paragraph}\n\n{paragraph}\n"
    assert said(text) == [("paragraph", paragraph)] * 2
    assert [block.line for block in blocks(text)] == [1, paragraph.count("\n") + 3]


def test_wrapped_chinese_is_joined() -> None:
    prose = (
        "渡輪在黎明之前離開港口，船上沒有人看見釘在辦公室門上的告示。告示說航程會比平常多一倍時間，"
        * 4
    )
    lines = [prose[start : start + 34] for start in range(0, len(prose), 34)]
    text = "\n".join(lines)
    assert said(text) == [("paragraph", text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left early.\nNobody saw the notice.\nIt was nailed to the door.",
        "Паром вышел рано.\nНикто не видел объявления.\nОно висело на двери.",
        "渡輪很早就離開了。\n沒有人看見告示。\n告示釘在門上。",
        "غادرت العبارة مبكرا.\nلم ير أحد الإعلان.\nكان معلقا على الباب.",
    ],
)
def test_one_sentence_a_line_stays_apart(text: str) -> None:
    assert [part for _, part in said(text)] == text.split("\n")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Der Fahrplan im Winter", "heading"),
        ("冬季時刻表", "heading"),
        ("Der Fahrplan gilt ab Montag.", "paragraph"),
        ("時刻表從星期一開始生效。", "paragraph"),
        ("الجدول الشتوي؟", "paragraph"),
        ("- ein Fährmann", "item"),
        ("・渡し船", "item"),
        ("3) третий причал", "item"),
        ("① 渡輪", "item"),
        ("2024 war ein gutes Jahr.", "paragraph"),
        ("-5 °C am Morgen.", "paragraph"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert said(f"Ein Absatz.\n\n{text}\n\nNoch ein Absatz.\n")[1] == (kind, text)


def test_list_items_are_never_joined() -> None:
    item = "- " + PROSE["en"][:70]
    text = "\n".join([item] * 5)
    assert said(text) == [("item", item)] * 5


def test_segmented_lines_are_counted_blank_ones_too() -> None:
    text = "Eins.\n\n  Zwei.\t\n"
    assert blocks(text, segmented=True) == (
        Block("paragraph", blocks(text)[0].span, 1),
        Block("paragraph", blocks(text, segmented=True)[1].span, 2, "empty"),
        Block("paragraph", blocks(text)[1].span, 3),
    )
    assert [part for _, part in said(text, segmented=True)] == ["Eins.", "", "Zwei."]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("渡輪", 4), ("e\u0301", 1), ("한국", 4)])
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width
