"""Units of a bitext: unfinished, doubled, too long, with other spaces or keys than the source."""

from collections import defaultdict
from collections.abc import Iterator

import regex

from auditor.core.bitext import Bitext, Block, Segment, Span
from auditor.core.messages import say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good
from auditor.text.tokens import count_words

_KEY = {
    "&": regex.compile(
        r"(?<![&\w])&(?=\p{L}(?!\w*;))|(?<=\p{Ll})&(?=\p{Ll}(?!\w*;))|(?<=[（(])&(?=\p{L}[)）])"
    ),
    "_": regex.compile(r"(?<![\w{])_(?=\p{L}+(?!\w*_))"),
    "~": regex.compile(r"(?<![\w~/])~(?=\p{L})"),
}
_LONGEST_LABEL = 60
_SPACES = regex.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_LETTERS = regex.compile(r"[\P{L}]+")
_LEAST_WORDS = 3


def _pairs(bitext: Bitext) -> Iterator[tuple[Segment, Segment, Block, Block]]:
    """Give each unit with text on both sides: its segments and its blocks."""
    if bitext.target.form != "bitext":
        return
    for bead in bitext.beads:
        if bead.source and bead.target:
            source = bitext.source_segments[bead.source[0]]
            target = bitext.target_segments[bead.target[0]]
            yield (
                source,
                target,
                bitext.source.blocks[source.block],
                bitext.target.blocks[target.block],
            )


def _whole(segment: Segment) -> Place:
    return Place(segment.index, Span(0, len(segment.text)))


@bitext_check(
    id="unfinished-unit",
    category="other",
    severity=Severity.MINOR,
    examples=[
        bad(
            "Open",
            "Ouvrir",
            lang=("en", "fr"),
            flags="Ouvrir",
            form="bitext",
            unit={"state": "fuzzy"},
        ),
        bad(
            "打开",
            "Открыть",
            lang=("zh-Hans", "ru"),
            flags="Открыть",
            form="bitext",
            unit={"state": "state: initial"},
        ),
        bad(
            "Open",
            "開く",
            lang=("en", "ja"),
            flags="開く",
            form="bitext",
            unit={"state": "not approved"},
        ),
        good("Open", "Ouvrir", lang=("en", "fr"), form="bitext"),
        good("打开", "فتح", lang=("zh-Hans", "ar"), form="bitext"),
    ],
)
def unfinished_unit(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Unit that its file calls unfinished.

    Fuzzy entries of PO and states of XLIFF before "translated", or not approved. All units of one
    state are one finding. Units without a translation are told by `omission`.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for _, target, _, block in _pairs(bitext):
        if block.state:
            found[block.state].append(_whole(target))
    for state, places in sorted(found.items()):
        yield from grouped(
            places,
            say_many(
                "The unit is marked as unfinished ({state}).",
                "{count} units are marked as unfinished ({state}).",
                len(places),
                state=state.removeprefix("state: "),
            ),
        )


@bitext_check(
    id="too-long",
    category="design-and-markup/truncation-text-expansion",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "Save",
            "Enregistrer",
            lang=("en", "fr"),
            flags="Enregistrer",
            form="bitext",
            unit={"limit": 8},
        ),
        bad(
            "保存",
            "Сохранить",
            lang=("zh-Hans", "ru"),
            flags="Сохранить",
            form="bitext",
            unit={"limit": 5},
        ),
        bad(
            "Save",
            "保存する",
            lang=("en", "ja"),
            flags="保存する",
            form="bitext",
            unit={"limit": 3},
        ),
        good("Save", "Enregistrer", lang=("en", "fr"), form="bitext", unit={"limit": 11}),
        good("保存", "حفظ الملف", lang=("zh-Hans", "ar"), form="bitext"),
    ],
)
def too_long(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Translation with more characters than its unit may have.

    The limit stands in the file: `maxwidth` counted in characters (XLIFF 1.2) or a size
    restriction (XLIFF 2). Characters are graphemes, as readers count them.
    """
    for _, target, _, block in _pairs(bitext):
        if block.limit and len(target.text) > block.limit:
            size = len(regex.findall(r"\X", target.text))
            if size > block.limit:
                yield Hit(
                    say(
                        "{size} characters, and {limit} at most are allowed.",
                        size=size,
                        limit=block.limit,
                    ),
                    Span(0, len(target.text)),
                    segment=target.index,
                )


@bitext_check(
    id="plural-forms",
    category="design-and-markup/missing-text",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "%d file",
            "%d файл",
            lang=("en", "ru"),
            flags="%d файл",
            form="bitext",
            unit={"forms": (2, 3)},
        ),
        bad(
            "%d file",
            "%d ملف",
            lang=("en", "ar"),
            flags="%d ملف",
            form="bitext",
            unit={"forms": (2, 6)},
        ),
        bad(
            "%d file",
            "%d soubor",
            lang=("en", "cs"),
            flags="%d soubor",
            form="bitext",
            unit={"forms": (4, 3)},
        ),
        good("%d file", "%d fichier", lang=("en", "fr"), form="bitext", unit={"forms": (2, 2)}),
        good("%d file", "%d 个文件", lang=("en", "zh-Hans"), form="bitext"),
    ],
)
def plural_forms(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Entry of PO with more or fewer plural forms than its header declares.

    A program that looks for a form that is not there shows the wrong one, or none.
    """
    for _, target, _, block in _pairs(bitext):
        made, declared = block.forms
        if declared and made != declared:
            yield Hit(
                say(
                    "{made} plural forms, where the file declares {declared}.",
                    made=made,
                    declared=declared,
                ),
                Span(0, len(target.text)),
                segment=target.index,
            )


@bitext_check(
    id="unit-spaces",
    category="design-and-markup/layout",
    severity=Severity.MINOR,
    examples=[
        bad("Name: ", "Nom\u00a0:", lang=("en", "fr"), flags="Nom\u00a0:", form="bitext"),
        bad(
            "Open the file",
            "Открыть  файл",
            lang=("en", "ru"),
            flags="Открыть  файл",
            form="bitext",
        ),
        bad(
            "打开文件",
            " ファイルを開く",
            lang=("zh-Hans", "ja"),
            flags="ファイルを開く",
            form="bitext",
        ),
        good("Name: ", "Nom\u00a0: ", lang=("en", "fr"), form="bitext"),
        good("One.  Two.", "واحد.  اثنان.", lang=("en", "ar"), form="bitext"),
        good("Open the file", "Открыть файл", lang=("en", "ru"), form="bitext"),
    ],
)
def unit_spaces(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Unit that begins or ends with other spaces or line ends than its source, or doubles a space.

    Programs put such strings together, so that a lost space joins two words. All places of a rule
    are one finding.
    """
    edges: list[Place] = []
    doubled: list[Place] = []
    full_width = context.target_language.full_width
    for source, target, left, right in _pairs(bitext):
        pairs = zip(left.edges, right.edges, strict=True)
        if any(not _same_edge(a, b, full_width) for a, b in pairs):
            edges.append(_whole(target))
        if _SPACES.search(target.text) and not _SPACES.search(source.text):
            doubled.append(_whole(target))
    yield from grouped(
        edges,
        say_many(
            "The unit begins or ends with other spaces than its source.",
            "{count} units begin or end with other spaces than their sources.",
            len(edges),
        ),
    )
    yield from grouped(
        doubled,
        say_many(
            "A space stands twice, but not in the source.",
            "A space stands twice in {count} units, but not in their sources.",
            len(doubled),
        ),
    )


def _same_edge(source: str, target: str, full_width: bool) -> bool:
    """Compare spaces at an end of a unit: their line ends, and whether there are any."""
    if source.count("\n") != target.count("\n"):
        return False
    return bool(source) == bool(target) or (full_width and not target and "\n" not in source)


@bitext_check(
    id="unit-inconsistent",
    category="terminology/inconsistent-use",
    severity=Severity.MINOR,
    examples=[
        bad(
            "Close the window\nClose the window",
            "Fermer la fenêtre\nFermez cette fenêtre",
            lang=("en", "fr"),
            flags="Fermez cette fenêtre",
            form="bitext",
        ),
        bad(
            "请先打开文件。\n请先打开文件。",
            "Сначала откройте файл.\nПожалуйста, откройте файл.",
            lang=("zh-Hans", "ru"),
            flags="Пожалуйста, откройте файл.",
            form="bitext",
        ),
        bad(
            "Delete the selected file\nMove the selected folder",
            "選択したファイルを削除\n選択したファイルを削除",
            lang=("en", "ja"),
            flags="選択したファイルを削除",
            form="bitext",
        ),
        good(
            "Close the window\nClose the window!",
            "Fermer la fenêtre\nFermer la fenêtre !",
            lang=("en", "fr"),
            form="bitext",
        ),
        good("Open\nOpen", "Abrir\nAbierto", lang=("en", "es"), form="bitext"),
        good(
            "Close the window\nShut the window",
            "أغلق النافذة الآن\nأغلق النافذة الآن",
            lang=("en", "ar"),
        ),
    ],
)
def unit_inconsistent(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Unit whose source is translated in another way elsewhere, or whose translation serves another source.

    Units are compared without capitals, spaces and marks; those of one or two words are left alone,
    since one word is rightly translated in several ways, as is an entry with its own context.
    """
    by_source: dict[str, list[tuple[str, Segment]]] = defaultdict(list)
    by_target: dict[str, list[tuple[str, Segment]]] = defaultdict(list)
    own = context.source_language
    for source, target, block, _ in _pairs(bitext):
        if own is None or count_words(source.text, own) < _LEAST_WORDS or block.unit.endswith("]"):
            continue
        left, right = _bare(source.text), _bare(target.text)
        by_source[left].append((right, target))
        by_target[right].append((left, target))
    rules = (
        (by_source, say("The same source is translated otherwise elsewhere in the file.")),
        (by_target, say("Another source has the same translation in the file.")),
    )
    for table, message in rules:
        for entries in table.values():
            first = entries[0][0]
            other = next((target for text, target in entries if text != first), None)
            if other is not None and first:
                yield Hit(
                    message,
                    Span(0, len(other.text)),
                    segment=other.index,
                    confidence=1.0 if table is by_source else 0.6,
                )


def _bare(text: str) -> str:
    return _LETTERS.sub(" ", text.casefold()).strip()


@bitext_check(
    id="access-key",
    category="locale-conventions/shortcut-key",
    severity=Severity.MINOR,
    examples=[
        bad(
            "&Open file",
            "Ouvrir le fichier",
            lang=("en", "fr"),
            flags="Ouvrir le fichier",
            form="bitext",
        ),
        bad("_Save", "Сохранить", lang=("en", "ru"), flags="Сохранить", form="bitext"),
        bad("~Close", "~閉じる(~C)", lang=("en", "ja"), flags="~閉じる(~C)", form="bitext"),
        good("&Open file", "&Ouvrir le fichier", lang=("en", "fr"), form="bitext"),
        good("&File", "文件(&F)", lang=("en", "zh-Hans"), form="bitext"),
        good("R&D and AT&T &amp; more", "البحث والتطوير", lang=("en", "ar"), form="bitext"),
        good("Set max_size or _private_name", "Задайте max_size", lang=("en", "ru"), form="bitext"),
    ],
)
def access_key(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Label without its access key, or with two of them.

    The sign before a letter (&, _ or ~) says which key opens a menu. Languages that write it after
    the label in brackets do so rightly.
    """
    for source, target, _, _ in _pairs(bitext):
        if len(source.text) > _LONGEST_LABEL:
            continue
        for sign, pattern in _KEY.items():
            if source.text.count(sign) != 1 or not pattern.search(source.text):
                continue
            if target.text.count(sign) != 1:
                yield Hit(
                    say("The label needs one access key ({sign}).", sign=sign),
                    Span(0, len(target.text)),
                    segment=target.index,
                )
