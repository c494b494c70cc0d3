"""Clauses inside a sentence that the translation leaves out or adds."""

import functools
import math
from collections.abc import Iterator, Sequence

import regex

from auditor.backends.builtin import encoder
from auditor.core.bitext import Bitext, Segment, Side, Span, unjoined
from auditor.core.messages import Message, say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, bitext_check, good
from auditor.score.lost_clause import (
    Trace,
    Traces,
    Usual,
    compared,
    expected_length,
    log_ratio,
    probability,
    traced,
)
from auditor.score.support import stretch
from auditor.text.content import has_words
from auditor.text.paragraphs import prose

PRIOR = 0.03
"""Share of machine-translated sentences that lack a clause, by assumption."""
_LEAST = 0.015
"""Least probability of a lost clause that is told."""
_HEADLINE, _FREE = 6.0, 50.0
"""How much seldomer a clause is lost where all was put in other words: in a headline, and where
hardly a word of the sentence has its counterpart. The cuts and clean news of bench/quality.py tell."""
_BRIEF = 1.75
"""The same for a stretch of a few words, which a translator may have put in fewer ones."""
_EXPLAINED = 1.22
"""How much seldomer a stretch that only the translation has is worth a word: translators explain."""
_WORDY = 1
"""Words that a stretch of a translation must have beyond those that an original's needs for that:
translations are wordier than their originals."""
_NEAR = 2
"""Sentences before and after in which a part may stand that seems lost."""
_SAME = 0.45
"""Cosine of two stretches that say the same; of one that was cut and another one it is 0.1, and
0.33 at the most in 19 of 20 (news in Chinese, French and German)."""
_WHOLE = 0.84
"""Share of a sentence from which a stretch is all of it."""
_END = regex.compile(r"[.!?…。！？؟:：;；．][^\p{L}\p{N}]*$")
_LEAST_WORDS = 3
_LEAST_SIGNS = 7
_LONG_WORDS = 6
_LONG_SIGNS = 12
_NAME = regex.compile(
    r"(?:(?:\p{Han}{1,6}·)*\p{Han}{1,4})?\s*[(（](?P<name>[^()（）]*\p{Latin}[^()（）]*)[)）]"
    r"|\p{Han}{1,4}(?:·\p{Han}{1,5})+"
)
_ASIDE = regex.compile("[(（·]")
"""What each such name has one of."""
_SHORTEST = 8
"""Pieces of a side: in less there is no clause."""
_TWICE = math.log(2)


@bitext_check(
    id="omitted-clause",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    needs=["encoder"],
    examples=[
        bad(
            "The council approved the budget on Tuesday, although three members had asked for a delay, and the works will begin in June.",
            "Der Rat billigte den Haushalt am Dienstag, und die Arbeiten beginnen im Juni.",
            lang=("en", "de"),
            flags="although three members had asked for a delay",
        ),
        bad(
            "Der Minister kündigte am Montag an, dass die Steuer sinkt, obwohl der Haushalt seit drei Jahren ein großes Loch hat, und lobte die Arbeit der Bauern.",
            "El ministro anunció el lunes que bajará el impuesto y elogió el trabajo de los agricultores.",
            lang=("de", "es"),
            flags="sinkt, obwohl der Haushalt seit drei Jahren ein großes Loch hat",
        ),
        bad(
            "市長は月曜日に新しい橋を開通させ、工事中の事故で亡くなった三人の作業員の家族に深く謝罪し、来年には公園も完成すると述べた。",
            "The mayor opened the new bridge on Monday and said that the park would be finished next year.",
            lang=("ja", "en"),
            flags="させ、工事中の事故で亡くなった三人の作業員の家族に深く謝罪",
        ),
        bad(
            "Завод закрыли весной, рабочие остались без зарплаты на полгода и не могут оплатить жильё, и профсоюз подал иск в суд.",
            "أُغلق المصنع في الربيع، ورفعت النقابة دعوى أمام المحكمة.",
            lang=("ru", "ar"),
            flags="рабочие остались без зарплаты на полгода и не могут оплатить жильё, и профсоюз подал иск",
        ),
        good(
            "The council approved the budget on Tuesday, although three members had asked for a delay.",
            "Der Rat billigte den Haushalt am Dienstag, obwohl drei Mitglieder um Aufschub gebeten hatten.",
            lang=("en", "de"),
        ),
        good(
            "회사는 화요일에 실적을 발표했으며, 매출이 20퍼센트 감소했다고 밝히고, 내년에 공장 두 곳을 닫겠다고 말했다.",
            "公司周二公布业绩，称销售额下降了20％，并表示明年将关闭两家工厂。",
            lang=("ko", "zh-Hans"),
        ),
        good(
            "Завод закрили навесні, і профспілка подала позов до суду.",
            "L’usine a fermé au printemps, et le syndicat a saisi le tribunal.",
            lang=("uk", "fr"),
        ),
        good(
            "Wali kota membuka jembatan baru pada hari Senin dan mengatakan taman akan selesai tahun depan.",
            "Thị trưởng khánh thành cây cầu mới hôm thứ Hai và nói rằng công viên sẽ hoàn thành vào năm tới.",
            lang=("id", "vi"),
        ),
        good(
            "公司",
            "L’azienda",
            lang=("zh-Hant", "it"),
        ),
    ],
)
def omitted_clause(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Clause of the original that its sentence in the translation leaves out.

    Each word of a sentence is compared with the words of the other side by the shipped encoder: a
    stretch that nothing there stands for, in a translation that is shorter than is usual in this
    document, is a clause that was left out. A sentence that is missing whole is left to
    `omission`; a stretch of fewer than six words (twelve signs where words are not written apart)
    is a minor finding, and one that such a stretch of a sentence beside it says
    ("she told the BBC") was only moved. Measured by `python -m bench.clauses`.
    """
    message = say("Nothing in the translation stands for this part of the original.")
    yield from _lost(bitext, context, "source", message)


@bitext_check(
    id="added-clause",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    needs=["encoder"],
    examples=[
        bad(
            "Der Rat billigte den Haushalt am Dienstag, und die Arbeiten beginnen im Juni.",
            "The council approved the budget on Tuesday, although three members had asked for a delay, and the works will begin in June.",
            lang=("de", "en"),
            flags="although three members had asked for a delay",
        ),
        bad(
            "El ministro anunció el lunes que bajará el impuesto y elogió el trabajo de los agricultores.",
            "Der Minister kündigte am Montag an, dass die Steuer sinkt, obwohl der Haushalt seit drei Jahren ein großes Loch hat, und lobte die Arbeit der Bauern.",
            lang=("es", "de"),
            flags="sinkt, obwohl der Haushalt seit drei Jahren ein großes Loch hat",
        ),
        bad(
            "The mayor opened the new bridge on Monday and said that the park would be finished next year.",
            "市長は月曜日に新しい橋を開通させ、工事中の事故で亡くなった三人の作業員の家族に深く謝罪し、来年には公園も完成すると述べた。",
            lang=("en", "ja"),
            flags="させ、工事中の事故で亡くなった三人の作業員の家族に深く謝罪",
        ),
        bad(
            "أُغلق المصنع في الربيع، ورفعت النقابة دعوى أمام المحكمة.",
            "Завод закрыли весной, рабочие остались без зарплаты на полгода и не могут оплатить жильё, и профсоюз подал иск в суд.",
            lang=("ar", "ru"),
            flags="рабочие остались без зарплаты на полгода и не могут оплатить жильё, и профсоюз подал иск",
        ),
        good(
            "Der Rat billigte den Haushalt am Dienstag, obwohl drei Mitglieder um Aufschub gebeten hatten.",
            "The council approved the budget on Tuesday, although three members had asked for a delay.",
            lang=("de", "en"),
        ),
        good(
            "公司周二公布业绩，称销售额下降了20％，并表示明年将关闭两家工厂。",
            "회사는 화요일에 실적을 발표했으며, 매출이 20퍼센트 감소했다고 밝히고, 내년에 공장 두 곳을 닫겠다고 말했다.",
            lang=("zh-Hans", "ko"),
        ),
        good(
            "L’usine a fermé au printemps, et le syndicat a saisi le tribunal.",
            "Завод закрили навесні, і профспілка подала позов до суду.",
            lang=("fr", "uk"),
        ),
        good(
            "Thị trưởng khánh thành cây cầu mới hôm thứ Hai và nói rằng công viên sẽ hoàn thành vào năm tới.",
            "Wali kota membuka jembatan baru pada hari Senin dan mengatakan taman akan selesai tahun depan.",
            lang=("vi", "id"),
        ),
        good(
            "L’azienda",
            "公司",
            lang=("it", "zh-Hant"),
        ),
    ],
)
def added_clause(bitext: Bitext, context: Context) -> Iterator[Hit]:
    """Clause of the translation that its sentence in the original has not.

    The same comparison as that of `omitted-clause`, the other way round: words that translate
    nothing, in a sentence that is longer than is usual in this document.
    """
    message = say("Nothing in the original stands for this part of the translation.")
    yield from _lost(bitext, context, "target", message)


def _lost(bitext: Bitext, context: Context, side: Side, message: Message) -> Iterator[Hit]:
    beads = [bead for bead in bitext.beads if bead.source and bead.target]
    plain = tuple((prose(one.text), prose(other.text)) for one, other in map(bitext.sides, beads))
    texts = [_bare_of_names(pair, side) for pair in plain]
    turn = 1 if side == "source" else -1
    own = context.source_language
    expected = expected_length(own, context.target_language) if own else 0.0
    traces, others, kept = [], [], []
    for place, both in enumerate(_traces(plain, texts)):
        if both is not None:
            traces.append(both[side == "target"])
            others.append((both[side == "source"].run, texts[place][side == "source"]))
            kept.append(place)
    lengths = [turn * log_ratio(*texts[place]) for place in kept]
    usual = Usual.of(traces, lengths, turn * expected)
    for at, (place, trace, long) in enumerate(zip(kept, traces, lengths, strict=True)):
        if not _judged(trace, long - usual.length):
            continue
        odds = _odds(probability(trace, long, usual))
        if odds >= _LEAST:
            text = texts[place][side == "target"]
            span = stretch(trace.run, encoder().places(text))
            confidence = _calibrated(odds / _freedom(text, span, side))
            if confidence < _LEAST or not has_words(span.of(text), _LEAST_WORDS, _LEAST_SIGNS):
                continue
            beside = others[max(0, at - _NEAR) : at] + others[at + 1 : at + 1 + _NEAR]
            if not _said(span.of(text), beside):
                segment = bitext.sides(beads[place])[side == "target"]
                yield _hit(segment, span, bitext, side, message, confidence)


def _bare_of_names(pair: tuple[str, str], side: Side) -> tuple[str, str]:
    source, target = pair
    if side == "source":
        return _without_names(source, target), target
    return source, _without_names(target, source)


def _traces(
    plain: tuple[tuple[str, str], ...], texts: Sequence[tuple[str, str]]
) -> Iterator[Traces | None]:
    """Compare both sides of each pair; pairs without such names are compared once for both checks."""
    changed = [pair for pair, whole in zip(texts, plain, strict=True) if pair != whole]
    anew = traced(changed)
    for pair, whole, found in zip(texts, plain, compared(plain), strict=True):
        yield found if pair == whole else next(anew)


def _without_names(text: str, other: str) -> str:
    """Blank what a translator adds to a name: its original form in brackets, its sounds in Han."""
    if not _ASIDE.search(text):
        return text

    def blank(match: regex.Match[str]) -> str:
        name = match["name"]
        known = name is None or name.strip().casefold() in other.casefold()
        return " " * len(match.group()) if known else match.group()

    return _NAME.sub(blank, text)


def _judged(trace: Trace, length: float) -> bool:
    """Tell whether there is room for a clause; against a few words it must be twice as long."""
    shorter, longer = sorted(trace.sizes)
    return shorter >= _SHORTEST or (longer >= _SHORTEST and abs(length) >= _TWICE)


def _said(lost: str, beside: Sequence[tuple[tuple[int, int], str]]) -> bool:
    """Tell whether an unsupported stretch of a sentence beside it says the same.

    Args:
        lost: the stretch that seems lost.
        beside: such stretches of the other side, each with the text that it stands in.
    """
    stretches = [_stretched(run, text) for run, text in beside if run[0] < run[1]]
    vectors = encoder().encode([lost, *stretches])
    return bool((vectors[1:] @ vectors[0] >= _SAME).any())


@functools.lru_cache(maxsize=256)
def _stretched(run: tuple[int, int], text: str) -> str:
    return stretch(run, encoder().places(text)).of(text)


def _freedom(text: str, span: Span, side: Side) -> float:
    """Tell how much seldomer than elsewhere a stretch that nothing stands for is a lost clause."""
    least = _LONG_WORDS + (_WORDY if side == "target" else 0)
    seldomer = 1.0 if has_words(span.of(text), least, _LONG_SIGNS) else _BRIEF
    seldomer *= _EXPLAINED if side == "target" else 1.0
    if not _END.search(text):
        return _HEADLINE * seldomer
    return seldomer * (_FREE if len(span.of(text)) >= _WHOLE * len(text.strip()) else 1.0)


def _odds(probability: float) -> float:
    """Turn a probability learnt on halves into odds for sentences that seldom lack a clause."""
    return probability * PRIOR / max((1 - probability) * (1 - PRIOR), 1e-9)


def _calibrated(odds: float) -> float:
    return odds / (1 + odds)


def _hit(
    segment: Segment, span: Span, bitext: Bitext, side: Side, message: Message, confidence: float
) -> Hit:
    """Mark a stretch in the segment that it begins in."""
    segments = bitext.source_segments if side == "source" else bitext.target_segments
    index, place = unjoined(segments, segment, span)
    text = place.of(segments[index].text)
    long = has_words(text, _LONG_WORDS, _LONG_SIGNS)
    return Hit(
        message,
        place,
        side,
        segment=index,
        confidence=min(round(confidence, 3), 0.99),
        severity=Severity.MAJOR if long else Severity.MINOR,
    )
