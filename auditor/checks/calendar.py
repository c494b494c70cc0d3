"""Months and days of the week of the original that the translation has others for."""

from collections.abc import Iterator, Sequence

from auditor.core.bitext import Pair
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.calendar_names import Day, Month, days_in_figures, months, weekdays
from auditor.text.conventions import conventions
from auditor.text.language import Language


@pair_check(
    id="calendar-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("The contest runs until the end of June.", "Le concours dure jusqu’à fin juillet.", lang=("en", "fr"), flags="juillet"),
        bad("会议将于7月5日举行。", "The meeting will be held on June 5.", lang=("zh-Hans", "en"), flags="June"),
        bad("Встреча пройдёт во вторник.", "Das Treffen findet am Donnerstag statt.", lang=("ru", "de"), flags="Donnerstag"),
        bad("祭りは十一月に開かれる。", "El festival se celebra en diciembre.", lang=("ja", "es"), flags="diciembre"),
        bad("وصل يوم السبت.", "Chegou no domingo.", lang=("ar", "pt-BR"), flags="domingo"),
        bad("수요일에 만나자.", "Let’s meet on Friday.", lang=("ko", "en"), flags="Friday"),
        bad("2026年3月4日发布。", "Publié le 03/04/2026.", lang=("zh-Hans", "fr"), flags="03/04"),
        bad("Published on March 4, 2026.", "Опубликовано 03.04.2026.", lang=("en", "ru"), flags="03.04"),
        bad("Erschienen am 4. März 2026.", "Publicado el 3/4/2026.", lang=("de", "es"), flags="3/4"),
        good("2026年3月4日发布。", "Publié le 04/03/2026.", lang=("zh-Hans", "fr")),
        good("Erschienen am 4. März 2026.", "Published on 3/4/2026.", lang=("de", "en")),
        good("Published on March 4, 2026.", "Publicado em 2026-03-04.", lang=("en", "pt-BR")),
        good("On 3/4/2026 it snowed in April and March.", "Il a neigé le 3 avril et en mars.", lang=("en", "fr")),
        good("今年6月5日（星期五）", "on Friday, June 5 of this year", lang=("zh-Hans", "en")),
        good("It opens on Tuesday.", "Он откроется завтра.", lang=("en", "ru")),
        good("May I ask whether the march ends in May?", "Darf ich fragen, ob der Marsch im Mai endet?", lang=("en", "de")),
        good("The festival is in August.", "يقام المهرجان في أغسطس.", lang=("en", "ar")),
        good("Cuộc họp diễn ra vào thứ Ba, ngày 7 tháng 11.", "The meeting is on Tuesday, 7 November.", lang=("vi", "en")),
    ],
)  # fmt: skip
def calendar_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Month or day of the week in the place of another one.

    The translation names a month or a day of the week that the original does not, and lacks one
    that the original names; or a day of the month that the original has stands in another month.
    Names are those of the Unicode CLDR. Months in figures count in every reading, unless the locale
    has one order alone: 03/04/2026 is the third of April in French.
    """
    if context.source_language is None:
        return
    languages = context.source_language, context.target_language
    texts = pair.source.text, pair.target.text
    here = months(texts[1], languages[1])
    there = months(texts[0], languages[0]) if here else ()
    for month, right in _replaced(there, here):
        yield Hit(
            say("The original has “{right}” here, another month.", right=right.span.of(texts[0])),
            month.span,
        )
    for date, right in _misread(texts, languages, context.target.lang or languages[1].tag):
        yield Hit(
            say("The original has “{right}” here, another month.", right=right.span.of(texts[0])),
            date.span,
            confidence=0.9,
        )
    own = weekdays(texts[1], languages[1])
    if not own:
        return
    named = weekdays(texts[0], languages[0])
    known, used = {day.number for day in named}, {day.number for day in own}
    lost, new = known - used, used - known
    if len(lost) == len(new) == 1:
        right_day = next(day for day in named if day.number in lost)
        yield Hit(
            say("The original has “{right}” here.", right=right_day.span.of(texts[0])),
            next(day.span for day in own if day.number in new),
            confidence=0.9,
        )


def _misread(
    texts: tuple[str, str], languages: tuple[Language, Language], tag: str
) -> Iterator[tuple[Day, Month]]:
    """Pair a date in figures with the one that readers of the locale do not take it for."""
    locale = conventions(tag)
    if "/" not in texts[1] and "." not in texts[1] and "-" not in texts[1]:
        return
    if locale is None or (locale.order == "mdy" and "-" not in tag) or locale.order == "ymd":
        return
    there = [m for m in months(texts[0], languages[0]) if m.day and len(m.numbers) == 1]
    for date in days_in_figures(texts[1], languages[1], locale.order) if there else ():
        named = {(number, m.day): m for m in there for number in m.numbers}
        right = named.get((date.day, date.month))
        if right is not None and (date.month, date.day) not in named:
            yield date, right


def _replaced(there: Sequence[Month], here: Sequence[Month]) -> Iterator[tuple[Month, Month]]:
    """Pair a month that the original has not with the one that it has in its place."""
    known = frozenset().union(*(month.numbers for month in there))
    used = frozenset().union(*(month.numbers for month in here))
    lost = [m for m in there if len(m.numbers) == 1 and not m.numbers & used]
    for month in here:
        if month.numbers & known:
            continue
        same_day = [m for m in there if month.day and m.day == month.day]
        if same_day or len(lost) == 1:
            yield month, (same_day or lost)[0]
