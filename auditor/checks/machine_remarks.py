"""What a machine says of itself in the place of a translation, or around it."""

import functools
import tomllib
from collections.abc import Iterator
from importlib import resources

import regex

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, segment_check

_BEGIN = r"^[\s\p{P}\p{S}]*"
"""What may stand before a remark: marks and signs, but no word."""
_QUOTED = regex.compile(r"^\s*[\p{Pi}\p{Pf}\"'„«»「『《]")


@segment_check(
    id="machine-remark",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    examples=[
        bad("La banque a fermé lundi.", "Here is the translation: The bank closed on Monday.", lang=("fr", "en"), flags="Here is the translation:"),
        bad("The bank closed on Monday.", "Je suis désolé, mais je ne peux pas traduire ce texte.", lang=("en", "fr"), flags="Je suis désolé, mais je ne peux pas traduire"),
        bad("The bank closed on Monday.", "Como modelo de lenguaje, no puedo opinar sobre bancos.", lang=("en", "es"), flags="Como modelo de lenguaje, no puedo"),
        bad("The bank closed on Monday.", "I'm sorry, but I cannot translate this text.", lang=("en", "de"), flags="I'm sorry, but I cannot translate"),
        bad("The bank closed on Monday.", "申し訳ありませんが、この文章を翻訳することはできません。", lang=("en", "ja"), flags="申し訳ありませんが、この文章を翻訳することはできません"),
        bad("The bank closed on Monday.", "以下是翻译：银行周一关门了。", lang=("en", "zh-Hans"), flags="以下是翻译："),
        bad("The bank closed on Monday.", "К сожалению, я не могу перевести этот текст.", lang=("en", "ru"), flags="К сожалению, я не могу перевести"),
        bad("The bank closed on Monday.", "عذرًا، لا أستطيع ترجمة هذا النص.", lang=("en", "ar"), flags="عذرًا، لا أستطيع ترجمة"),
        good("I'm sorry, but I cannot translate this.", "Je suis désolé, mais je ne peux pas traduire ceci.", lang=("en", "fr")),
        good("Es tut mir leid, da kann ich nicht helfen.", "I'm sorry, but I can't help you there.", lang=("de", "en")),
        good("« Je suis désolé, je ne peux pas vous aider », dit-il.", "“I'm sorry, I can't help you,” he said.", lang=("fr", "en")),
        good("作为一家银行，我们星期一关门。", "As a bank, we close on Monday.", lang=("zh-Hans", "en")),
        good("Leider kann ich nicht kommen.", "К сожалению, я не могу прийти.", lang=("de", "ru")),
        good("The translation is here.", "Die Übersetzung ist hier.", lang=("en", "de")),
    ],
)  # fmt: skip
def machine_remark(segment: Segment, context: Context) -> Iterator[Hit]:
    """Sentence in which a machine refuses to translate, or says that a translation follows.

    Language models that are asked for a translation answer with "I'm sorry, but I cannot
    translate…", "As an AI language model, I…", or "Here is the translation:". Only the beginning of
    a sentence is looked at, in fourteen languages whatever the language of the text; where the
    original says such a thing anywhere, and in quotation marks, all is left alone.
    """
    text = segment.text
    for kind, pattern in _remarks().items():
        match = pattern.search(text)
        if match is None or _QUOTED.match(text):
            continue
        if context.source is not None and _anywhere().search(context.source.text):
            return
        refused = kind == "refusal"
        yield Hit(
            say("A machine refuses to translate, or speaks of itself, here.")
            if refused
            else say("A machine speaks of its translation here."),
            Span(*match.span("remark")),
            severity=Severity.CRITICAL if refused else None,
            confidence=0.9,
        )
        return


@functools.cache
def _forms() -> dict[str, str]:
    file = resources.files("auditor.checks") / "data" / "machine_remarks.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: "|".join(own[kind] for own in data.values()) for kind in ("refusal", "frame")}


@functools.cache
def _remarks() -> dict[str, "regex.Pattern[str]"]:
    return {
        kind: regex.compile(f"{_BEGIN}(?<remark>{forms})", regex.IGNORECASE)
        for kind, forms in _forms().items()
    }


@functools.cache
def _anywhere() -> "regex.Pattern[str]":
    return regex.compile("|".join(_forms().values()), regex.IGNORECASE)
