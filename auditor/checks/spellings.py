"""One word or name that a document spells in two ways."""

import functools
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.paragraphs import prose

_WORD = regex.compile(
    r"(?<![\p{L}\p{N}-])\p{Ll}[\p{Ll}\p{M}]+(?:-\p{Ll}[\p{Ll}\p{M}]+)*(?![\p{L}\p{N}’'-])"
)
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{3,}")


@dataclass(frozen=True, slots=True)
class _Rules:
    """Spellings of a language that are compared as one."""

    rules: tuple[tuple[regex.Pattern[str], str], ...]
    pairs: tuple[tuple[regex.Pattern[str], regex.Pattern[str]], ...]
    exceptions: frozenset[str]
    katakana: bool
    marks_matter: bool

    def key(self, word: str) -> str:
        """Give what all spellings of a word have in common."""
        if word in self.exceptions:
            return word
        for pattern, replacement in self.rules:
            word = pattern.sub(replacement, word)
        return word if word.count("-") != 1 else word.replace("-", "")


@document_check(
    id="spelling-variants",
    category="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    examples=[
        bad("They organise it.\nThey will organize more.\nWe organise too.", lang="en", flags="organize"),
        bad("L’évènement commence.\nCet événement plaît.\nUn événement rare.", lang="fr", flags="évènement"),
        bad("Une start-up.\nUne autre start-up.\nCette startup aussi.", lang="fr", flags="startup"),
        bad("Er macht Fotografien.\nDie fotografien und photografien.", lang="de", flags="photografien"),
        bad("Новий проєкт готовий.\nЦей проєкт великий.\nІнший проект малий.", lang="uk", flags="проект"),
        bad("サーバーを開く。\nサーバーを閉じる。\nサーバを消す。", lang="ja", flags="サーバ"),
        bad("我愛臺灣。\n臺灣很美。\n台灣很大。", lang="zh-Hant", flags="台灣"),
        bad("콘텐츠를 연다.\n콘텐츠가 좋다.\n컨텐츠를 닫는다.", lang="ko", flags="컨텐츠"),
        bad("Risiko besar.\nAda risiko lain.\nItu resiko kecil.", lang="id", flags="resiko"),
        bad("Việc hòa giải tốt.\nHọ hòa nhau.\nNó hoà vào.", lang="vi", flags="hoà"),
        good("They organise a prize.\nWe organise too.", lang="en"),
        good("Il est élevé.\nL’élève mange.", lang="fr"),
        good("Die Maße der Masse sind groß.", lang="de"),
        good("サーバーを開く。\nサービスを閉じる。", lang="ja"),
        good("Một con ma.\nMá tôi.", lang="vi"),
        good("Він бачив проект.\nЦей проект великий.", lang="uk"),
    ],
)  # fmt: skip
def spelling_variants(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Word that the document spells in two ways, both of them right.

    Such as "organise" and "organize", "start-up" and "startup". The rules of what counts as one
    word are data; a hyphen inside a word never counts. The rarer spelling is marked, of two the
    later; all places are one finding.
    """
    rules = _rules(context.target_language.primary)
    found: defaultdict[str, defaultdict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    keys = _ambiguous(segments, rules)
    for segment in segments:
        text = prose(segment.text)
        for match in _WORD.finditer(text) if keys else ():
            key = keys.get(match.group())
            if key is not None:
                found[key][match.group()].append(Place(segment.index, Span(*match.span())))
        if rules.katakana:
            for match in _KATAKANA.finditer(text):
                word = match.group()
                plain = word.removesuffix("ー") if len(word) > 3 else word
                plain = plain.replace("ヴァ", "バ").replace("ヴィ", "ビ").replace("ヴ", "ブ")
                found[plain][word].append(Place(segment.index, Span(*match.span())))
        for number, pair in enumerate(rules.pairs):
            for pattern in pair:
                for match in pattern.finditer(text):
                    place = Place(segment.index, Span(*match.span()))
                    found[f"{number}"][pattern.pattern].append(place)
    yield from _drifting(found, segments)


def _ambiguous(segments: Sequence[Segment], rules: _Rules) -> Mapping[str, str]:
    """Give the words that are spelled in two ways or more, with what all their spellings share."""
    words = {word for segment in segments for word in _WORD.findall(prose(segment.text))}
    keys = {word: rules.key(word) for word in words}
    counts = Counter(keys.values())
    return {word: key for word, key in keys.items() if counts[key] > 1}


def _drifting(
    found: Mapping[str, Mapping[str, Sequence[Place]]], segments: Sequence[Segment]
) -> Iterator[Hit]:
    texts = {segment.index: segment.text for segment in segments}
    for key in sorted(found):
        if len(found[key]) < 2:
            continue
        ranked = sorted(found[key].values(), key=lambda own: (-len(own), own[0].segment))
        usual, rest = ranked[0], ranked[1:]
        other = usual[0].span.of(texts[usual[0].segment])
        for rare in rest:
            word = rare[0].span.of(texts[rare[0].segment])
            message = say(
                "Elsewhere the document writes “{other}”, not “{word}”.", other=other, word=word
            )
            yield from grouped(rare, message, other, confidence=0.85)


@functools.cache
def _rules(primary: str) -> _Rules:
    file = resources.files("auditor.checks") / "data" / "spelling.toml"
    row: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")).get(primary, {})
    return _Rules(
        rules=tuple((regex.compile(find), to) for find, to in row.get("rules", ())),
        pairs=tuple((regex.compile(a), regex.compile(b)) for a, b in row.get("pairs", ())),
        exceptions=frozenset(row.get("except", ())),
        katakana=row.get("katakana", False),
        marks_matter=row.get("marks_matter", False),
    )


_NAME = regex.compile(
    r"(?<![\p{L}\p{N}_.@&-])\p{Lu}[\p{L}\p{M}\p{N}]*(?:[-’'](?=\p{Lu})[\p{L}\p{M}\p{N}]+)*"
    r"(?![\p{L}\p{N}_@’'-]|\.\p{L})"
)
_OPENING = regex.compile(r"(?:\A|[.!?…:;»”\"“«(\[•–—-]\s?)[^\p{L}\p{N}]*\Z")
_LONG = regex.compile(r"\p{L}[\p{L}\p{M}]{3,}")
_JOINTS = regex.compile(r"[\s’'-]")
_JOINTS_AND_MARKS = regex.compile(r"[\s’'\p{M}-]")
_LATIN = regex.compile(r"\p{Latin}+")
_ONE_RUN = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TWICE = regex.compile(r"(.)\1+")
_LEAST = 5
"""Letters of a name that may be compared."""
_SOUNDS = (
    ("ph", "f"), ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("ck", "k"), ("tz", "ts"), ("ou", "u"),
    ("w", "v"), ("yy", "y"), ("iy", "y"), ("ij", "y"), ("i", "y"), ("j", "y"), ("q", "k"),
)  # fmt: skip


@document_check(
    id="name-drift",
    category="terminology/inconsistent-use",
    severity=Severity.MINOR,
    examples=[
        bad("Hier OpenAI a parlé.\nPuis OpenAI a ri.\nLe patron d’Open AI aussi.", lang="fr", flags="Open AI"),
        bad("Here Zelensky spoke.\nLater Zelensky left.\nThen came Zelenskyy.", lang="en", flags="Zelenskyy"),
        bad("Los Estados y Pérez Cárdenas.\nEl señor Cárdenas.\nEl señor Cardenas.", lang="es", flags="Cardenas"),
        bad("Aux États-Unis.\nVers les États-Unis.\nDes Etats-Unis.", lang="fr", flags="Etats-Unis"),
        bad("今天 OpenAI 发布了。\n后来 OpenAI 说。\n但是 Open AI 不同意。", lang="zh-Hans", flags="Open AI"),
        bad("Компания YouTube растёт.\nСайт YouTube.\nСайт Youtube.", lang="ru", flags="Youtube"),
        good("Hier OpenAI a parlé.\nPuis OpenAI a ri.", lang="fr"),
        good("He met Martin.\nHe met Martina.", lang="en"),
        good("Ông Trần đến.\nÔng Trân đi.", lang="vi"),
        good("Die Firma Apple.\nDer Sitz Apples.", lang="de"),
        good("Он видел Ивана.\nОн шёл к Ивану.", lang="ru"),
    ],
)  # fmt: skip
def name_drift(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Name that the document spells in two ways.

    Forms that differ in spaces, hyphens, diacritics or inner capitals alone ("OpenAI", "Open AI"),
    or in letters that stand for one sound in transliteration ("Zelensky", "Zelenskyy"), are taken
    for one name; not so where the original has both. The rarer form is marked, of two the later.
    """
    marks = _rules(context.target_language.primary).marks_matter
    found: defaultdict[str, defaultdict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    key = functools.lru_cache(maxsize=None)(lambda name: _sound(_folded(name, marks), marks))
    for segment in segments:
        text = prose(segment.text)
        names = tuple(_names(text, segment.index))
        if names and not _shouts(text):
            for name, place in names:
                found[key(name)][name].append(place)
    original = context.source.text if context.source is not None else ""
    kept = {
        key: forms
        for key, forms in found.items()
        if len(key) >= _LEAST and _is_drift(forms, original)
    }
    yield from _drifting(kept, segments)


def _is_drift(forms: Collection[str], original: str) -> bool:
    capitals = [form for form in forms if not form.isupper()]
    if len(capitals) < 2 or all(" " in form for form in capitals):
        return False
    return sum(_stands_in(form, original) for form in capitals) < 2


def _stands_in(form: str, original: str) -> bool:
    return form in (_vocabulary(original) if _ONE_RUN.fullmatch(form) else original)


@functools.lru_cache(maxsize=2)
def _vocabulary(text: str) -> str:
    """Give each run of letters and digits of a text once: a word is quicker to find there."""
    return "\n".join(dict.fromkeys(_ONE_RUN.findall(text)))


def _names(text: str, index: int) -> Iterator[tuple[str, Place]]:
    """Give names in the middle of a sentence, and neighbours as one name too."""
    matches = list(_NAME.finditer(text))
    for number, match in enumerate(matches):
        start, end = match.span()
        if not _OPENING.search(text[max(0, start - 8) : start]):
            yield match.group(), Place(index, Span(start, end))
            following = matches[number + 1] if number + 1 < len(matches) else None
            short = following is None or min(end - start, len(following.group())) < 2
            if following is not None and not short and text[end : following.start()] == " ":
                span = Span(start, following.end())
                yield span.of(text), Place(index, span)


def _shouts(text: str) -> bool:
    """Tell whether a segment is in capitals, or has one on nearly every word."""
    words = _LONG.findall(text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _folded(name: str, marks_matter: bool) -> str:
    plain = unicodedata.normalize("NFD", name.casefold())
    plain = (_JOINTS if marks_matter else _JOINTS_AND_MARKS).sub("", plain)
    return unicodedata.normalize("NFC", plain)


def _sound(key: str, marks_matter: bool) -> str:
    """Write a Latin name as it sounds, roughly: for names from other scripts."""
    if marks_matter or not _LATIN.fullmatch(key):
        return key
    for letters, sound in _SOUNDS:
        key = key.replace(letters, sound)
    return _TWICE.sub(r"\1", key)
