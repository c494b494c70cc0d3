"""Brackets: evidence of text that was lost on the way."""

import functools
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, document_check, good, segment_check
from auditor.text.paragraphs import Paragraph, paragraphs, prose

_PAIRS = {
    "(": ")",
    "（": "）",
    "[": "]",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "〈": "〉",
    "《": "》",
}
_WIDTHS = str.maketrans("（）［］", "()[]")
_MARKS = regex.compile("[" + regex.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
_REACH = 3
"""Segments that a bracket may stay open for where each sentence is a paragraph of its own."""
_DEPTH = 64
"""Brackets that may wait for their partner at a time."""
_WORD = 60
"""Code points that are marked before a bracket at most."""

_EMPTY = regex.compile(
    r"(?<![\w\])])"  # "main()", "int[]", "[text]()"
    r"(?:[(（]\s?[,;，；、]*\s?[)）]|[\[［]\s?[,;，；、]+\s?[\]］]|[(（]\s?[,;，；、](?=\s|\p{Lo}))"
    r"|【\s?】|《\s?》|〔\s?〕|“\s?”|«\s?»|「\s?」|『\s?』|„\s?[“”]"
)
_OPENS = regex.compile(r"[(（\[［【《〔“«「『„]")
_AFTER_WORD = regex.compile(r"(?<=[\p{L}\p{N}])[(（]\s?[)）]")
_CODE_WORD = regex.compile(r"[A-Za-z_][\w.:>-]*\Z")
_BLANK = regex.compile(r"[(（]\s*[)）]")
_LIST_MARK = regex.compile(
    r"(?:^|(?<=[\s(（,;:，；：、。.\"“«„]))"
    r"(?:\p{N}{1,3}(?:\.\p{N}{1,2})*\p{L}?|\p{L}|[ivxIVX]{1,5}|\p{No})[.°º]?[)）\]］]",
    regex.MULTILINE,
)
_CJK_LIST_MARK = regex.compile(r"(?<=\p{Han}|^)\p{N}{1,2}[)）]|[一二三四五六七八九十]{1,2}[)）]")
_INTERVAL = regex.compile(
    r"[\[\](]\s*[-+−]?(?:\p{N}[\p{N}.]*|∞|[a-z])\s*[,;]\s*[-+−]?(?:\p{N}[\p{N}.]*|∞|[a-z])\s*[\])\[]"
)


@segment_check(
    id="empty-brackets",
    category="design-and-markup/missing-text",
    severity=Severity.MAJOR,
    examples=[
        bad("Le bureau ( ) a été fermé.", lang="fr", flags="( )"),
        bad("Sie arbeitet bei der NATO (, die 1949 entstand).", lang="de", flags="(,"),
        bad("黄仁勋（）出席了会议。", lang="zh-Hans", flags="（）"),
        bad("Он сказал: «», и ушёл.", lang="ru", flags="«»"),
        bad("وقال المدير () إن النتائج جيدة.", lang="ar", flags="()"),
        good("Appelez main() puis close() avant de quitter.", lang="fr"),
        good("Er nannte es (…) und schwieg.", lang="de"),
        good("答案（  ）请填在横线上。", lang="zh-Hans"),
        good("- [ ] Написать тесты", lang="ru"),
        good("Да ( ) Нет ( )", lang="ru"),
        good("Merci :) (le .NET est (enfin) prêt)", lang="fr"),
        good("مجموعة int[] من الأعداد", lang="ar"),
    ],
)
def empty_brackets(segment: Segment, context: Context) -> Iterator[Hit]:
    """Brackets or quotation marks with nothing in them.

    A gloss, a link or a name in another script was lost and only its brackets are left: "()",
    or "(," where the first part is gone. Calls such as "main()", check boxes, blanks to be filled
    in and the same brackets in the original are left alone.
    """
    text = prose(segment.text)
    if not _OPENS.search(text) or len(_BLANK.findall(text)) > 1:
        return
    source = context.source.text if context.source is not None else ""
    found = list(_EMPTY.finditer(text))
    for match in _AFTER_WORD.finditer(text):
        word = _CODE_WORD.search(text[: match.start()])
        if word is None:
            found.append(match)
    for match in sorted(found, key=lambda match: match.start()):
        mark = match.group()
        if mark.translate(_WIDTHS) in _narrow(source):
            continue
        closed = any(mark.endswith(closing) for closing in (*_PAIRS.values(), *"”»」』“"))
        if closed or _closes(text, match.end()):
            yield Hit(
                say("Nothing stands between these marks: was text lost?"), Span(*match.span())
            )


@functools.lru_cache(maxsize=2)
def _narrow(text: str) -> str:
    return text.translate(_WIDTHS)


def _closes(text: str, start: int) -> bool:
    rest = text[start:].translate(_WIDTHS)
    closing, opening = rest.find(")"), rest.find("(")
    return closing >= 0 and (opening < 0 or closing < opening)


@document_check(
    id="unpaired-bracket",
    category="design-and-markup/missing-text",
    severity=Severity.MAJOR,
    examples=[
        bad("Le réseau fut payé par la NASA (, et les câbles aussi.", lang="fr", flags="(,"),
        bad("Der Chef von Galaxy ), Herr Keller, kündigte.", lang="de", flags="Galaxy )"),
        bad("他在会上说（见附件，市场正在变化。", lang="zh-Hans", flags="（见附件"),
        bad("会長は会見で】語った。", lang="ja", flags="会長は会見で】"),
        bad("أعلنت الشركة (جالاكسي عن نتائجها.", lang="ar", flags="(جالاكسي"),
        good("Il a dit (hier) qu’il viendrait.", lang="fr"),
        good("a) premier point\nb) second point\n1) un ; 2) deux", lang="fr"),
        good("Das gilt im Intervall [0, 1) und in ]2; 3].", lang="de"),
        good("他说（昨天)会来。1）第一；2）第二。", lang="zh-Hans"),
        good("Danke :) Bis bald ;-) und (im Ernst :)", lang="de"),
        good("これは「例」です（本当。\n続きもある）。", lang="ja"),
        good("Вызовите `print(` и закройте скобку.", lang="ru"),
        good("Смотри https://example.org/wiki/Rust_(language) сегодня.", lang="ru"),
        good("He left (early.", "Il est parti (tôt.", lang=("en", "fr")),
    ],
)
def unpaired_bracket(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Bracket that is opened and not closed, or closed and not opened.

    Usually a gloss, a link or a name was lost in translation together with the other bracket.
    Numbered lists, smileys, code and intervals such as "[0, 1)" are left alone, and so is a
    translation whose original has as many unpaired brackets of the same kind.
    """
    allowed = Counter[str]()
    if context.source is not None:
        allowed.update(mark for _, mark in _stray(context.source.text, prose(context.source.text)))
    strays: list[_Stray] = []
    for position, paragraph in enumerate(paragraphs(segments, context.target)):
        masked = prose(paragraph.text)
        for place, mark in _stray(paragraph.text, masked):
            partner = _partner_before(strays, mark, position)
            if partner is None:
                strays.append(_Stray(paragraph, position, place, mark))
            else:
                strays.remove(partner)
    counts = Counter(stray.mark for stray in strays)
    for stray in strays:
        if counts[stray.mark] <= allowed[stray.mark]:
            continue
        opening = stray.mark in _PAIRS
        start, end = _marked(stray.paragraph.text, stray.offset, opening)
        found = stray.paragraph.place(start, end)
        if found is None:
            continue
        message = (
            say("The bracket is opened and not closed: was text lost?")
            if opening
            else say("The bracket is closed and not opened: was text lost?")
        )
        yield Hit(message, found.span, segment=found.segment)


@dataclass(frozen=True, slots=True)
class _Stray:
    """A bracket without a partner in its paragraph."""

    paragraph: Paragraph
    position: int
    """Number of the paragraph."""
    offset: int
    mark: str
    """Bracket at half width."""


def _partner_before(strays: list[_Stray], mark: str, position: int) -> _Stray | None:
    """Find the opening bracket, a few lines above, that a closing one closes."""
    for stray in reversed(strays[-_DEPTH:]):
        if position - stray.position > _REACH:
            return None
        if _PAIRS.get(stray.mark) == mark and stray.position != position:
            text = stray.paragraph.text[stray.offset + 1 :].lstrip()
            if not text.startswith((",", ";", "，", "、")):
                return stray
    return None


def _stray(text: str, masked: str) -> tuple[tuple[int, str], ...]:
    """Give the place and the half-width form of each bracket without a partner."""
    if not _MARKS.search(masked):
        return ()
    waiting: list[tuple[int, str]] = []
    strays: list[tuple[int, str]] = []
    for match in _MARKS.finditer(masked):
        place, mark = match.start(), match.group().translate(_WIDTHS)
        if mark in _PAIRS:
            waiting.append((place, mark))
            continue
        partner = next((w for w in reversed(waiting[-_DEPTH:]) if _PAIRS[w[1]] == mark), None)
        if partner is not None:
            waiting.remove(partner)
        else:
            strays.append((place, mark))
    smileys = masked != text
    strays += [
        (place, mark)
        for place, mark in waiting
        if not (smileys and _closed_by_smiley(text, masked, place, mark))
    ]
    excused = _excused(masked) if strays else ()
    return tuple(sorted(stray for stray in strays if stray[0] not in excused))


def _excused(text: str) -> frozenset[int]:
    """Give the places of brackets that need no partner."""
    ends = (
        match.end() - 1
        for pattern in (_LIST_MARK, _CJK_LIST_MARK)
        for match in pattern.finditer(text)
    )
    intervals = (
        place for match in _INTERVAL.finditer(text) for place in (match.start(), match.end() - 1)
    )
    return frozenset(itertools.chain(ends, intervals))


def _closed_by_smiley(text: str, masked: str, place: int, mark: str) -> bool:
    rest = zip(text[place + 1 :], masked[place + 1 :], strict=True)
    return any(raw == _PAIRS[mark] and raw != hidden for raw, hidden in rest)


def _marked(text: str, place: int, opening: bool) -> tuple[int, int]:
    """Give the bracket with the word or the comma that it wrongly touches."""
    if opening:
        match = regex.compile(r".\s?(?:[,;，；、]|[\p{L}\p{M}\p{N}'’-]+)?").match(text, place)
        return place, match.end() if match else place + 1
    first = max(0, place - _WORD)
    before = regex.search(r"[\p{L}\p{M}\p{N}'’-]*\s?\Z", text[first:place])
    return (first + before.start() if before else place), place + 1
