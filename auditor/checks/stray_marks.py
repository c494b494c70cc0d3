"""Marks that stand inside a sentence where no grammar puts them."""

import functools
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import regex

from auditor.backends.fluency import fluency
from auditor.core.bitext import Bitext, Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, bitext_check, good
from auditor.text.language import Language
from auditor.text.paragraphs import BLANK, prose

_SIGN = regex.compile(
    r"(?<=[\p{L}\p{M}\p{N})\"”»%,;:'’])[\^_@|\\~](?=[\s,.;:!?]|\Z)"
    r"|(?<=[\p{L}\p{M}\p{N}]{2}[,;])[-?!](?=\s)|(?<=[\p{L}\p{M}\p{N}]{2}:)[?!](?=\s)"
    r"|(?<=[\p{L}\p{M}\p{N}]{2}[,;?]):(?=\s)"
)
_SIGNS = re.compile(r"[\^_@|\\~]|[,;][-?!]|[:,;?][:?!]")
"""What each of them has: most sentences have none."""
_BEFORE_BRACKET = regex.compile(r"(?<=[\p{L}\p{N}]{2})[,;:،؛](?= \([\p{L}\p{N}])")
_BRACKETS = re.compile(r"[(（]")
_PARTED_BRACKET = re.compile(r"[,，、،;；؛:：]\s?[(（]")
_MARK = regex.compile(
    r"(?<=[\p{L}\p{M}\p{N})\"”»%'’,;])(?<space>[\u00a0\u202f]?)(?<mark>[,;:.?!،؛؟'’-])"
    r"(?= (?:- )?[\p{L}\p{N}\"“«(])"
)
_LIKE: Mapping[str, str] = {
    ",": ",，、،،", "،": ",，、،،", ";": ";；؛", "؛": ";；؛", ":": ":：", ".": ".。．।۔",
    "?": "?？؟", "؟": "?？؟", "!": "!！", "-": "-–—－", "'": "'’", "’": "'’",
}  # fmt: skip
"""What stands for a mark in any script."""
_LEAST: Mapping[str, float] = {
    ",": 8.5, "،": 8.5, ";": 7.2, "؛": 7.2, ":": 6.2, ".": -1.0, "?": 2.0, "؟": 2.0, "!": 2.0,
    "-": 4.0, "'": 2.5, "’": 2.5,
}  # fmt: skip
"""Nats that a sentence must gain when a mark is left out, by the shipped language models."""
_LEAST_END = 8.0
"""The same where a sentence may end at the mark."""
_FEW = 1.5
"""How much more where the original has as many marks, of any kind, that part a sentence."""
_LEAST_LEADING = 2.5
"""The same after a word that no mark follows."""
_LEAST_BESIDE = 5.7
"""The same beside a word that hardly ever has this mark there."""
_CERTAIN: Mapping[str, float] = {";": 10.0, "؛": 10.0, ":": 8.5}
"""Nats from which a mark is a stray one whatever words stand beside it."""
_LIKELY, _UNLIKELY = 0.8, 0.4
_SAME: Mapping[str, str] = {"،": ",", "؛": ";"}
_NEXT_WORD = regex.compile(r" ([\p{L}\p{M}]+)(?![\p{L}\p{M}'’-])")
_ENDS = frozenset(".?!؟")
_AROUND = 40
"""Characters on each side that the language model reads."""
_PARTS = re.compile(r"[,;:،؛，、；：。—–(（]|\s-\s")
"""Marks that part a sentence, one for another as languages have it."""
_POSSESSIVE = regex.compile(
    r"(?<!['’])(?<=\p{L}{3})[sxzßS]\Z|[)\"”»]\Z|(?<![\p{L}\p{N}'’])\p{L}\Z|(?<=\p{L}{2})in\Z"
)
"""What an apostrophe may rightly follow: an owner, a quotation, a word that is cut short."""
_LAST_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}'’-])[\p{L}\p{M}]+\Z")
_ASIDE = regex.compile(r".[^,،]{1,80}[,،]|. [\"“«‘„]")
_PARTING = frozenset(",;:،؛")
_OPENING = regex.compile(r"(?<![\p{L}\p{M}\p{N}])['‘’‚]")


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A mark that may be a stray one."""

    segment: int
    span: Span
    mark: str
    passage: str
    without: str
    """The passage without the mark."""
    least: float
    """Nats that the passage must gain without the mark."""
    confidence: float


@bitext_check(
    id="stray-mark",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad("他昨天来了，然后走了。", "He came~ yesterday and then left.", lang=("zh-Hans", "en"), flags="~"),
        bad("She sold the house in May.", "Elle a vendu la! maison en mai.", lang=("en", "fr"), flags="!"),
        bad("The road was closed for a week.", "Die Straße war für eine. Woche gesperrt.", lang=("en", "de"), flags="."),
        bad("The road was closed for a week.", "La carretera estuvo cerrada durante una; semana.", lang=("en", "es"), flags=";"),
        bad("The minister spoke in the parliament.", "Министр выступил в? парламенте.", lang=("en", "ru"), flags="?"),
        bad("The minister spoke in the parliament.", "تحدث الوزير في! البرلمان.", lang=("en", "ar"), flags="!"),
        bad("The road was closed for a week.", "La strada è stata chiusa per una- settimana.", lang=("en", "it"), flags="-"),
        bad("The road was closed for a week.", "The road was closed for,- a week.", lang=("fr", "en"), flags="-"),
        bad("Der Rat traf sich am Ende des Jahres in der Stadt.", "The council met in the city at the end; of the year.", lang=("de", "en"), flags=";"),
        bad("The council asked for the opinion of the citizens.", "O conselho pediu a opinião: de todos os cidadãos.", lang=("en", "pt-BR"), flags=":"),
        bad("The council said that the road can be closed for repairs.", "Совет сообщил, что дорога может быть закрыта на: ремонт.", lang=("en", "ru"), flags=":"),
        bad("The council closed the road in May (for repairs).", "El consejo cerró la carretera en mayo, (por obras).", lang=("en", "es"), flags=","),
        good("The council closed the road, (as was said), in May.", "Le conseil a fermé la route, (comme on l’a dit), en mai.", lang=("en", "fr")),
        good("The council closed the road: it was in May.", "Совет закрыл дорогу: это было в мае.", lang=("en", "ru")),
        good("The council met, and the road was closed.", "Der Rat trat zusammen; die Straße wurde gesperrt.", lang=("en", "de")),
        good("“Why?” she asked.", "« Pourquoi ? » demanda-t-elle.", lang=("en", "fr")),
        good("He works for Yahoo! in town.", "Er arbeitet für Yahoo! in der Stadt.", lang=("en", "de")),
        good("Day and night shifts pay.", "Tag- und Nachtschichten lohnen sich.", lang=("en", "de")),
        good("The U.S. is large.", "Os E.U.A. são grandes.", lang=("en", "pt-PT")),
        good("It cost 3,000 roubles, they say.", "Это стоило 3 тыс. рублей, говорят.", lang=("en", "ru")),
        good("He left, then she came.", "Il est parti ; puis elle est venue.", lang=("en", "fr")),
        good("The boys' coats are red.", "The boys' coats are red.", lang=("de", "en")),
        good("Do you really believe that? Or not?", "¿De verdad crees eso?, preguntó ella.", lang=("en", "es")),
    ],
)  # fmt: skip
def stray_mark(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Mark inside a sentence that belongs nowhere: "in, the house", "the! house", "house~ is".

    Signs such as ~ and ^ behind a word count when the original has none. Stops and question and
    exclamation marks count before a small letter, and other marks anywhere, when the translation
    has more of them than the original and the shipped language model finds the sentence far
    likelier without; commas, colons and semicolons are doubtful but after a word that no mark
    follows, such as an article, and beside a word that hardly ever has this one beside it, such as
    "; of". A comma before a bracket counts where the original has none there. Abbreviations, names, suspended hyphens and quotations are left alone.
    """
    doubts: list[_Doubt] = []
    for bead in bitext.beads:
        if not (bead.source and bead.target):
            continue
        source = " ".join(bitext.source_segments[i].text for i in bead.source)
        for index in bead.target:
            segment = bitext.target_segments[index]
            if segment.kind == "paragraph":
                yield from _signs(segment, source)
                doubts += _doubts(segment, source, context.target_language)
    yield from _confirmed(doubts, context.target_language)


def _hit(segment: int, span: Span, confidence: float = 0.9) -> Hit:
    message = say("This mark does not belong here.")
    return Hit(message, span, segment=segment, confidence=confidence)


def _signs(segment: Segment, source: str) -> Iterator[Hit]:
    """Give signs that no sentence has."""
    text = prose(segment.text)
    for match in _SIGN.finditer(text) if _SIGNS.search(text) else ():
        sign, place = match.group(), match.start()
        pair = text[place - 1] + sign
        alone = text.count(sign) == 1 if sign in "^_@|\\~" else pair not in source
        if alone and sign not in source and text[place - 1] != BLANK:
            yield _hit(segment.index, Span(*match.span()))
    if "(" in text and _has_plain_brackets(source):
        for match in _BEFORE_BRACKET.finditer(text):
            yield _hit(segment.index, Span(*match.span()), _LIKELY)


def _has_plain_brackets(source: str) -> bool:
    """Tell whether an original has brackets, and no mark that parts before one."""
    return _BRACKETS.search(source) is not None and _PARTED_BRACKET.search(source) is None


def _doubts(segment: Segment, source: str, own: Language) -> Iterator[_Doubt]:
    """Give the marks that the original has fewer of."""
    text = segment.text
    plain = prose(text)
    for match in _MARK.finditer(plain):
        mark, start, end = match["mark"], match.start("mark"), match.end()
        if _excused(text, start, mark, own):
            continue
        if mark in _PARTING and text.startswith(" (", end) and _has_plain_brackets(source):
            continue
        leads = mark not in "-'’" and _leads(plain, start, own)
        if not (leads and mark in _PARTING) and _count(text, mark) <= _count(source, mark):
            continue
        left = text.rfind(" ", 0, max(0, start - _AROUND)) + 1
        right = text.find(" ", end + _AROUND)
        right = len(text) if right < 0 else right
        passage = text[left:right]
        without = text[left : match.start()] + text[end:right]
        least = _LEAST[mark]
        if mark in ";:؛" and len(_PARTS.findall(text)) <= len(_PARTS.findall(source)):
            least += _FEW
        if mark in ".?؟" and not text[end + 1].islower():
            least = _LEAST_END
        needed = math.inf if leads or mark not in _PARTING else _needed(match, own)
        unsure = mark in _PARTING and not leads and needed == math.inf
        least = min(least, _LEAST_LEADING if leads else needed)
        yield _Doubt(
            segment.index,
            Span(start, end),
            mark,
            passage,
            without,
            least,
            _UNLIKELY if unsure else _LIKELY,
        )


def _leads(text: str, place: int, own: Language) -> bool:
    """Tell whether no mark may follow the word before."""
    word = _LAST_WORD.search(text, 0, place)
    return word is not None and word.group() in _leading(own.primary)


def _needed(match: "regex.Match[str]", own: Language) -> float:
    """Give the nats that a sentence must gain where a mark hardly ever stands beside a word.

    Infinite where it does stand beside both the word before and the word after.
    """
    mark = _SAME.get(match["mark"], match["mark"])
    before = _LAST_WORD.search(match.string, 0, match.start())
    after = _NEXT_WORD.match(match.string, match.end())
    seldom = (before is not None and before.group() in _beside("after", mark, own.primary)) or (
        after is not None and after[1] in _beside("before", mark, own.primary)
    )
    return _LEAST_BESIDE if seldom else math.inf


@functools.cache
def _beside(side: str, mark: str, primary: str) -> frozenset[str]:
    return frozenset(_parting_words()[side][mark].get(primary, ()))


@functools.cache
def _parting_words() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    file = resources.files("auditor.checks") / "data" / "parting_words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@functools.cache
def _leading(primary: str) -> frozenset[str]:
    file = resources.files("auditor.checks") / "data" / "leading_words.toml"
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8")).get(primary, ()))


def _count(text: str, mark: str) -> int:
    if mark in _ENDS or mark == "-":
        text = text.rstrip(" .。．।۔?？؟!！\"”»'’」』)）")
    if mark == "-":
        return len(regex.findall(r"[-–—－](?=\s)", text))
    return sum(text.count(sign) for sign in set(_LIKE[mark]))


def _excused(text: str, place: int, mark: str, own: Language) -> bool:
    """Tell whether a mark has a reason that a language model does not see."""
    following = text[place + 2]
    if mark in _ENDS:
        return mark == "." and _abbreviated(text[: place + 1], own)
    if mark in ",،":
        return _ASIDE.match(text, place) is not None
    if mark == ":":
        return not following.islower()
    if mark == "-":
        word = regex.match(r"\w+", text[place + 2 :])
        return word is None or own.capital_nouns or "-" in text[place + 1 : place + _AROUND]
    if mark in "'’":
        closes = _OPENING.search(text, 0, place) is not None
        return closes or _POSSESSIVE.search(text, 0, place) is not None
    return False


def _abbreviated(before: str, own: Language) -> bool:
    known = (*own.abbreviations, *own.closing_abbreviations, *own.number_abbreviations)
    word = regex.search(r"\S+\Z", before)
    if word is None or "." in word.group()[:-1] or before.endswith(known):
        return True
    bare = word.group()[:-1]
    return bare.isupper() or (own.ordinal_stop and bare.isnumeric())


def _confirmed(doubts: list[_Doubt], own: Language) -> Iterator[Hit]:
    """Give the marks without which the language model finds their sentence far likelier."""
    model = fluency()
    if not doubts or own.primary not in model.languages:
        return
    texts = [text for doubt in doubts for text in (doubt.passage, doubt.without)]
    sums = model.sums(texts, own.primary)
    for doubt, gain in zip(doubts, (sums[1::2] - sums[::2]).tolist(), strict=True):
        if gain >= doubt.least:
            certain = gain >= _CERTAIN.get(doubt.mark, math.inf)
            yield _hit(doubt.segment, doubt.span, _LIKELY if certain else doubt.confidence)
