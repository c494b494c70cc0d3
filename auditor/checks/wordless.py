"""Translations that say nothing: signs alone where the original has a sentence."""

from collections.abc import Iterator

import regex

from auditor.core.bitext import Pair, Span
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.content import has_words
from auditor.text.paragraphs import BLANK, prose

_LEAST_WORDS = 3
_LEAST_SIGNS = 4
_TELLING = regex.compile(r"[\p{L}\p{N}\p{Emoji_Presentation}]")


@pair_check(
    id="wordless-translation",
    category="accuracy/omission",
    severity=Severity.CRITICAL,
    examples=[
        bad("The bank closed its doors on Monday.", ".", lang=("en", "fr"), flags="."),
        bad("银行周一关门。", "…", lang=("zh-Hans", "de"), flags="…"),
        bad("Банк закрылся в понедельник утром.", "?!", lang=("ru", "ja"), flags="?!"),
        bad("أغلق البنك أبوابه يوم الاثنين.", "— —", lang=("ar", "en"), flags="— —"),
        good("* * *", "***", lang=("en", "fr")),
        good("Wait…", "…", lang=("en", "es")),
        good("See https://example.org/a for more.", "https://example.org/a", lang=("en", "ko")),
        good("It cost twelve euros only.", "12 €", lang=("en", "de")),
        good("はい。", "👍", lang=("ja", "en")),
    ],
)
def wordless_translation(pair: Pair, context: Context) -> Iterator[Hit]:
    """Sentence whose translation is signs alone, without a letter or a figure.

    A machine gave up, or a placeholder was left. Lines of one or two words are left alone, since a
    sign may stand for them.
    """
    target = pair.target.text
    if _TELLING.search(target) or BLANK in prose(target):
        return
    if has_words(prose(pair.source.text), _LEAST_WORDS, _LEAST_SIGNS):
        message = say("Nothing but signs stands for this sentence of the original.")
        yield Hit(message, Span(0, len(target)))
