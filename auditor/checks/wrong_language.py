"""Language of the segments: sentences that are not in the language of the translation."""

from collections.abc import Iterator

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, segment_check
from auditor.text.language import language, normal_tag


@segment_check(
    id="wrong-language",
    category="accuracy/untranslated",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "The government announced on Monday that it would raise the tax next year.",
            lang="fr",
            flags="The government announced on Monday that it would raise the tax next year.",
        ),
        bad(
            "政府星期一宣布将在明年提高这项税收。",
            lang="en",
            flags="政府星期一宣布将在明年提高这项税收。",
        ),
        bad(
            "Le gouvernement a annoncé lundi qu’il augmenterait cet impôt l’an prochain.",
            lang="ja",
            flags="Le gouvernement a annoncé lundi qu’il augmenterait cet impôt l’an prochain.",
        ),
        bad(
            "Правительство объявило в понедельник, что повысит этот налог.",
            lang="ar",
            flags="Правительство объявило в понедельник, что повысит этот налог.",
        ),
        good("Le gouvernement augmentera cet impôt.", lang="fr"),
        good("Galaxy Bank, Wall Street Journal, New York Stock Exchange", lang="fr"),
        good('`git commit -m "fix the build"` を実行します。', lang="ja"),
        good("Il a murmuré : « Just do it. »", lang="fr"),
        good("Президент выступил на форуме World Economic Forum.", lang="ru"),
        good("他在《华尔街日报》上说：“AI 不是泡沫。”", lang="zh-Hans"),
    ],
)
def wrong_language(segment: Segment, context: Context) -> Iterator[Hit]:
    """Sentence in another language than the translation.

    It was left in the original language, or the machine went on in a third one. Only sentences
    whose words or script leave no doubt are marked; names, code, short headings and quoted titles
    are not. A sentence that stands word for word in the original is left to
    `untranslated-segment`.
    """
    target = context.target_language
    if not segment.lang or _primary(segment.lang) == target.primary:
        return
    if context.source is not None and segment.text.strip() in context.source.text:
        return
    name = language(segment.lang).name
    yield Hit(
        say("This is in {other}, not in {own}.", other=say(name), own=say(target.name)),
        Span(0, len(segment.text)),
    )


@segment_check(
    id="wrong-variant",
    category="linguistic-conventions/textual-conventions",
    severity=Severity.MINOR,
    examples=[
        bad(
            "这个问题还没有得到解决，专家们对此感到担忧。",
            lang="zh-Hant",
            flags="这个问题还没有得到解决，专家们对此感到担忧。",
        ),
        bad(
            "這個問題還沒有得到解決，專家們對此感到擔憂。",
            lang="zh-Hans",
            flags="這個問題還沒有得到解決，專家們對此感到擔憂。",
        ),
        bad(
            "學生們在圖書館裡認真讀書，準備應對這場考試。",
            lang="zh-Hans",
            flags="學生們在圖書館裡認真讀書，準備應對這場考試。",
        ),
        good("这个问题还没有得到解决。", lang="zh-Hans"),
        good("這個問題還沒有得到解決。", lang="zh-Hant"),
        good("这个问题还没有得到解决。", lang="zh"),
        good("O ônibus chegou ao ponto de parada.", lang="pt-BR"),
        good("The colour of the neighbour’s car.", lang="en-US"),
        good("この問題はまだ解決されていない。", lang="ja"),
    ],
)
def wrong_variant(segment: Segment, context: Context) -> Iterator[Hit]:
    """Sentence in another written form of the language than the translation.

    Such as Simplified Chinese inside a Traditional Chinese text. Only sentences with several
    characters that one form alone uses are marked, and only when the form was asked for.
    """
    asked = context.target.lang
    if not segment.lang or "-" not in asked:
        return
    own, other = language(asked), language(segment.lang)
    named = "-" in segment.lang and other.known
    if own.primary == other.primary and named and own.script != other.script:
        yield Hit(
            say("This is {other}, not {own}.", other=say(other.name), own=say(own.name)),
            Span(0, len(segment.text)),
        )


def _primary(tag: str) -> str:
    return normal_tag(tag).split("-")[0]
