"""Text that stands twice: sentences and paragraphs that the translation repeats."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from auditor.core.bitext import Segment, Span
from auditor.core.messages import say_many
from auditor.core.mqm import Hit, Place, Severity, grouped
from auditor.registry import Context, bad, document_check, good
from auditor.text.content import bare, has_words

_LEAST_WORDS = 8
_LEAST_SIGNS = 12


@document_check(
    id="repeated-sentence",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    examples=[
        bad(
            "Le conseil a voté le budget de la ville mardi soir.\nIl a plu.\n"
            "Le conseil a voté le budget de la ville mardi soir.",
            lang="fr",
            flags="Le conseil a voté le budget de la ville mardi soir.",
        ),
        bad(
            "The council passed the budget.\nIt rained.\nNobody came to the meeting.",
            "Der Rat hat am Dienstag den neuen Haushalt verabschiedet.\nEs regnete.\n"
            "Der Rat hat am Dienstag den neuen Haushalt verabschiedet.",
            lang=("en", "de"),
            flags="Der Rat hat am Dienstag den neuen Haushalt verabschiedet.",
        ),
        bad(
            "公司周二公布了第二季度财务报告。\n分析师感到失望。\n公司周二公布了第二季度财务报告。",
            lang="zh-Hans",
            flags="公司周二公布了第二季度财务报告。",
        ),
        bad(
            "Завод закрыли весной прошлого года без всякого предупреждения.\n"
            "Завод закрыли весной прошлого года без всякого предупреждения!",
            lang="ru",
            flags="Завод закрыли весной прошлого года без всякого предупреждения!",
        ),
        good(
            "We shall not go home before dawn breaks.\nWe shall not go home before dawn breaks.",
            "Nous ne rentrerons pas avant le lever du jour.\n"
            "Nous ne rentrerons pas avant le lever du jour.",
            lang=("en", "fr"),
        ),
        good("Oui, merci.\nOui, merci.", lang="fr"),
        good("会議は終わった。\n会議は終わった。", lang="ja"),
        good("Lihat juga\nKota itu indah\nLihat juga", lang="id"),
    ],
)
def repeated_sentence(segments: tuple[Segment, ...], context: Context) -> Iterator[Hit]:
    """Sentence that the translation gives more often than the original.

    A machine translated a passage twice, or a paragraph was pasted twice. Short lines, such as
    captions and buttons, may come again; so may what the original repeats as often. Neighbouring
    sentences are one finding.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, segment in enumerate(segments):
        places[bare(segment.text)].append(at)
    most = max(1, _most_repeated(context))
    alike = (_long(every, segments) for every in places.values() if len(every) > most)
    again = {at for found in alike if len(found) > most for at in found[1:]}
    for run in _runs(sorted(again)):
        spans = [Place(segments[at].index, Span(0, len(segments[at].text))) for at in run]
        message = say_many(
            "This sentence stands in the translation already.",
            "These {count} sentences stand in the translation already.",
            len(run),
        )
        yield from grouped(spans, message)


def _long(places: Sequence[int], segments: Sequence[Segment]) -> list[int]:
    texts = ((at, segments[at].text) for at in places)
    return [at for at, text in texts if has_words(text, _LEAST_WORDS, _LEAST_SIGNS)]


def _most_repeated(context: Context) -> int:
    """Give how often the original gives its most repeated line."""
    if context.source is None:
        return 1
    lines = Counter(
        bare(block.span.of(context.source.text))
        for block in context.source.blocks
        if not block.excluded
    )
    sentences = [line for line, count in lines.items() if line and count > 1]
    return max(
        (lines[line] for line in sentences if has_words(line, _LEAST_WORDS, _LEAST_SIGNS)),
        default=1,
    )


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
