"""Marks at the end of a sentence, against those of its original."""

from collections.abc import Iterator, Sequence
from typing import Literal

import regex

from auditor.core.bitext import Bitext, Segment, Span
from auditor.core.messages import say, say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, bitext_check, good
from auditor.text.language import Language
from auditor.text.tokens import count_words

Mark = Literal["stop", "question", "other", "none"]

_END = regex.compile(r"(?r)(?:[^\p{L}\p{M}\p{N}]|(?<=\[)\d+(?=\]))*\Z")
_INNER = regex.compile(r"[!！:：;；…,，、—–-]")
_STOPS = frozenset(".。．।॥۔։።།။។｡")
_QUESTIONS = frozenset("?？؟\u037e՞፧⸮")
_LEAST_WORDS = 4


@bitext_check(
    id="end-mark",
    category="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    examples=[
        bad(
            "Will the committee publish its report?",
            "Le comité publiera son rapport.",
            lang=("en", "fr"),
            flags=".",
        ),
        bad(
            "The committee will publish its report.",
            "Комитет опубликует свой доклад",
            lang=("en", "ru"),
            flags="доклад",
        ),
        bad(
            "委员会会公布报告吗？",
            "Der Ausschuss wird berichten.",
            lang=("zh-Hans", "de"),
            flags=".",
        ),
        bad(
            "The report came out today.",
            "报告今天发布了",
            lang=("en", "zh-Hans"),
            flags="了",
        ),
        bad("Hat er den Bericht gelesen?", "قرأ التقرير.", lang=("de", "ar"), flags="."),
        bad("The report came out today.", "रिपोर्ट आज आई?", lang=("en", "hi"), flags="?"),
        good("Are you sure?", "Είστε σίγουροι;", lang=("en", "el")),
        good("Choose one of the following:", "次のいずれかを選択します。", lang=("en", "ja")),
        good("Will you come?", "来てくれますか。", lang=("en", "ja")),
        good("He said “yes.”", "Il a dit « oui ».", lang=("en", "fr")),
        good("The report came out today [3].", "报告今天发布了。[3]", lang=("en", "zh-Hans")),
        good("“I ask: ‘Can I return?’", "« Je me demande si je peux revenir.", lang=("en", "fr")),
        good("What a day!", "Quelle journée.", lang=("en", "fr")),
        good("The report came out today.", "रिपोर्ट आज आई।", lang=("en", "hi")),
        good("The report came out today.", "รายงานออกวันนี้", lang=("en", "th")),
    ],
)
def end_mark(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Sentence that ends in another way than its original.

    A question that became a statement or the other way round, and full stops that were lost, which
    are one finding. The marks of all scripts are compared by what they mean. Headings, list items
    and cells are left alone, and so are marks that languages use in different measure: exclamation
    marks, colons, ellipses; and languages that end sentences, or questions, without a mark.
    """
    own = context.source_language
    if own is None:
        return
    lost: list[Place] = []
    for bead in bitext.beads:
        if not (bead.source and bead.target):
            continue
        source = bitext.source_segments[bead.source[-1]]
        target = bitext.target_segments[bead.target[-1]]
        if source.kind != "paragraph" or target.kind != "paragraph":
            continue
        asked, told = _mark(source, own), _mark(target, context.target_language)
        if asked == told or "other" in (asked, told) or asked == "none":
            continue
        if told == "none" and asked == "stop":
            if _lacks_stop(source, target, context):
                lost.append(Place(target.index, Span(*_last_word(target.text))))
        elif "question" in (asked, told) and not (_reported(source) or _reported(target)):
            both = [
                _texts(bead.source, bitext.source_segments),
                _texts(bead.target, bitext.target_segments),
            ]
            marks = (own, context.target_language)
            if not all(_asks(text, tongue) for text, tongue in zip(both, marks, strict=True)):
                yield from _other_sense(target, asked, context)
    yield from grouped(
        lost,
        say_many(
            "The original ends with a mark, the translation with none.",
            "{count} sentences of the original end with a mark, and their translations with none.",
            len(lost),
        ),
    )


_REPORTED = regex.compile(r"[?？؟]\s?[\p{Pf}\p{Pe}\"'’”»」』]")
_QUOTED = regex.compile(r"\s*[\p{Pi}\p{Ps}\"'‚„“「『«]")
_NESTED = regex.compile(r"\s*[\"“„«「].*[?？؟]\s?['’›』]\s*\Z", regex.DOTALL)
"""A quotation that ends with a question quoted inside of it."""


def _reported(segment: Segment) -> bool:
    """Tell whether the last question stands in quotation marks within a sentence."""
    if _NESTED.match(segment.text):
        return True
    return bool(_REPORTED.search(segment.text)) and not _QUOTED.match(segment.text)


def _texts(indices: Sequence[int], segments: Sequence[Segment]) -> str:
    return " ".join(segments[index].text for index in indices)


def _asks(text: str, language: Language) -> bool:
    return not (_QUESTIONS | frozenset(language.question_marks)).isdisjoint(text)


def _is_short(segment: Segment, language: Language) -> bool:
    return count_words(segment.text, language) < _LEAST_WORDS


def _lacks_stop(source: Segment, target: Segment, context: Context) -> bool:
    own = context.source_language
    return (
        context.target_language.ends_with_mark
        and own is not None
        and not source.text.endswith((*own.abbreviations, *own.number_abbreviations))
        and not _is_short(source, own)
        and _whole(target, context)
    )


def _other_sense(target: Segment, asked: Mark, context: Context) -> Iterator[Hit]:
    """Tell that a question became a statement, or a statement a question."""
    bare = target.text.rstrip('。．.」』”"»')
    if asked == "question" and bare.endswith(context.target_language.question_endings):
        return
    message = (
        say("The original is a question, the translation is none.")
        if asked == "question"
        else say("The translation is a question, the original is none.")
    )
    yield Hit(message, Span(*_place(target.text)), segment=target.index)


def _mark(segment: Segment, language: Language) -> Mark:
    """Tell what the end of a sentence means."""
    match = _END.search(segment.text)
    tail = match.group() if match else ""
    if _asks(tail, language):
        return "question"
    rest = tail.replace("...", "…")
    if _INNER.search(rest):
        return "other"
    return "stop" if not _STOPS.isdisjoint(rest) else "none"


def _place(text: str) -> tuple[int, int]:
    match = _END.search(text)
    start = match.start() if match else 0
    for place in range(start, len(text)):
        if text[place] in _STOPS or text[place] in _QUESTIONS or text[place] == ";":
            return place, place + 1
    return start, len(text)


_LAST_WORD = regex.compile(
    r"(?:[\p{Han}\p{Hiragana}]|\p{Katakana}+"
    r"|[[\p{L}\p{M}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}]][\p{L}\p{M}\p{N}'’-]*)"
    r"(?=[^\p{L}\p{M}\p{N}]*\Z)",
    regex.V1,
)


def _last_word(text: str) -> tuple[int, int]:
    first = max(0, len(text) - 200)
    match = _LAST_WORD.search(text, first)
    return match.span() if match else (first, len(text))


def _whole(segment: Segment, context: Context) -> bool:
    """Tell whether a sentence ends where its paragraph does, or another sentence begins."""
    text = context.target.text
    after = text[segment.span.end : segment.span.end + 2].lstrip(" ")
    return not after or after[0] == "\n" or after[0].isupper()
