"""How a text speaks to its reader: familiar, polite or plain forms mixed in one document."""

import functools
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.language import language
from auditor.text.paragraphs import BLANK, paragraphs
from auditor.text.unquoted import unquoted


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways of a language to speak to the reader."""

    ways: Mapping[str, regex.Pattern[str]]
    """Expression of each way, by "familiar", "polite" or "plain"."""
    ends: bool
    """The ways show at the ends of sentences."""
    share: float
    """Most part of all places that the rarer way may have."""


@document_check(
    id="mixed-register",
    category="style/language-register",
    severity=Severity.MINOR,
    languages=("fr", "de", "es", "it", "pt", "ru", "uk", "id", "vi", "zh", "ja", "ko"),
    examples=[
        bad(
            "Vous pouvez ouvrir le fichier.\nVous choisissez un nom.\nEnfin, tu peux le fermer.",
            lang="fr",
            flags="tu",
        ),
        bad(
            "Jetzt können Sie speichern.\nDanach wählen Sie einen Namen.\nNun kannst du beenden.",
            lang="de",
            flags="du",
        ),
        bad("Usted puede guardar.\nSi usted quiere, cierre.\nLuego tú decides.", lang="es", flags="tú"),
        bad("Вы можете сохранить файл.\nЕсли вы хотите, закройте его.\nТеперь ты готов.", lang="ru", flags="ты"),
        bad("您可以打开文件。\n您也可以保存。\n然后你关闭它。", lang="zh-Hans", flags="你"),
        bad(
            "設定を開きます。\n名前を選びます。\n次に保存します。\nこれは重要なことだ。",
            lang="ja",
            flags="ことだ。",
        ),
        bad(
            "설정을 엽니다.\n이름을 고릅니다.\n다음에 저장합니다.\n이제 끝났어요.",
            lang="ko",
            flags="어요.",
        ),
        bad("Anda dapat membuka berkas.\nAnda bisa menyimpannya.\nLalu kamu menutupnya.", lang="id", flags="kamu"),
        good("Vous pouvez ouvrir le fichier.\nIl a dit : « Tu peux le fermer. »", lang="fr"),
        good("Jetzt können Sie speichern.\nSie kommt. „Bist du da?“, fragte er.", lang="de"),
        good("您可以打开文件。\n他说：“你关闭它。”", lang="zh-Hans"),
        good("Вы можете сохранить файл.\n— Ты готов? — спросил он.", lang="ru"),
        good("設定を開きます。\n「これは重要なことだ。」\n次に保存します。", lang="ja"),
        good("Usted puede guardar.\nTuvo que cerrar.", lang="es"),
    ],
)  # fmt: skip
def mixed_register(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Two ways of speaking to the reader in one document, such as French "tu" and "vous".

    Quotations and speech are left out. The rarer way is marked, all its places as one finding; in
    Japanese and Korean the ends of sentences tell the way, and headings are left out.
    """
    ways = _ways(context.target_language.primary)
    if ways is None:
        return
    places = _places(segments, context, ways)
    if len(places) < 2:
        return
    total = sum(len(own) for own in places.values())
    usual = max(places, key=lambda way: (len(places[way]), -_first(places[way])[0]))
    for way, own in sorted(places.items()):
        if way != usual and len(own) <= ways.share * total:
            message = say(
                "The document speaks to its reader in two ways; elsewhere it has “{other}”.",
                other=_words(places[usual][0], segments),
            )
            yield from grouped(own, message, confidence=0.75)


def _first(places: Sequence[Place]) -> tuple[int, int]:
    return places[0].segment, places[0].span.start


def _words(place: Place, segments: Sequence[Segment]) -> str:
    return place.span.of(next(s.text for s in segments if s.index == place.segment)).strip()


def _places(
    segments: Sequence[Segment], context: Context, ways: _Ways
) -> Mapping[str, Sequence[Place]]:
    whole = paragraphs(segments, context.target)
    clean = unquoted([paragraph.text for paragraph in whole], context.target_language)
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for paragraph, text in zip(whole, clean, strict=True):
        offset = paragraph.segments[0].span.start
        for segment in paragraph.segments:
            part = text[segment.span.start - offset : segment.span.end - offset]
            if ways.ends and (segment.kind != "paragraph" or BLANK in part):
                continue
            for way, pattern in ways.ways.items():
                found[way] += (
                    Place(segment.index, Span(*match.span())) for match in pattern.finditer(part)
                )
    return {way: own for way, own in found.items() if own}


@functools.cache
def _ways(primary: str) -> _Ways | None:
    row = _data().get(primary)
    if row is None:
        return None
    spaced = not row.get("ends") and language(primary).spaced
    around = (r"(?<![\p{L}\p{M}\p{N}'’-])", r"(?![\p{L}\p{M}\p{N}-])") if spaced else ("", "")
    ways = {
        way: regex.compile(f"{around[0]}(?:{row[way]}){around[1]}")
        for way in ("familiar", "polite", "plain")
        if way in row
    }
    return _Ways(ways, row.get("ends", False), row.get("share", 0.5))


@functools.cache
def _data() -> Mapping[str, Any]:
    file = resources.files("auditor.checks") / "data" / "register.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
