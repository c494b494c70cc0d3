"""Countries of the original that the translation has another one for."""

from collections.abc import Iterator

from auditor.core.bitext import Pair
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.territories import names_of, stands, territories


@pair_check(
    id="country-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    needs=["encoder"],
    examples=[
        bad("智利首选登山目的地是科茶莫山谷。", "The first choice of climbers in Brazil is the Cochamó valley.", lang=("zh-Hans", "en"), flags="Brazil"),
        bad("The delegation arrived from Norway.", "La délégation est arrivée du Portugal.", lang=("en", "fr"), flags="Portugal"),
        bad("Посол Швеции вручил грамоты.", "Der Botschafter Polens überreichte die Urkunden.", lang=("ru", "de"), flags="Polen"),
        bad("トルコは協定に署名した。", "Hungría firmó el acuerdo.", lang=("ja", "es"), flags="Hungría"),
        bad("وصل الوفد من كندا.", "Phái đoàn đến từ Mexico.", lang=("ar", "vi"), flags="Mexico"),
        good("The delegation arrived from Norway.", "La délégation norvégienne est arrivée.", lang=("en", "fr")),
        good("Jordan Spieth lost to Denmark’s Olesen.", "美国选手斯皮思不敌丹麦选手。", lang=("en", "zh-Hans")),
        good("米国とフランスが署名した。", "The United States and France signed.", lang=("ja", "en")),
        good("Посол США вылетел в Китай.", "L’ambassadeur américain s’est envolé pour la Chine.", lang=("ru", "fr")),
        good("Britain left the European Union.", "Великобритания вышла из ЕС.", lang=("en", "ru")),
    ],
)  # fmt: skip
def country_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Country in the place of another one.

    The translation names a country that the original does not, and lacks one that the original
    names, as a noun or as an adjective. Names are those of the Unicode CLDR in all languages; the
    shipped encoder tells which words stand for a country. Names that people have too (Jordan) are
    left alone.
    """
    source, target = context.source_language, context.target_language
    if source is None or source.primary == target.primary:
        return
    texts = pair.source.text, pair.target.text
    here = territories(texts[1], target)
    there = territories(texts[0], source) if here else ()
    if not there:
        return
    known, used = {place.code for place in there}, {place.code for place in here}
    new = [p for p in here if p.code not in known and not stands(p, texts[0], target, source)]
    lost = [p for p in there if p.code not in used and not stands(p, texts[1], source, target)]
    if len({p.code for p in new}) == len({p.code for p in lost}) == 1:
        right = (*names_of(lost[0].code, target.tag), "")[0]
        yield Hit(
            say("The original has “{right}” here, another country.",
                right=lost[0].span.of(texts[0])),
            new[0].span,
            suggestion=right[:1].upper() + right[1:],
            confidence=0.85,
        )  # fmt: skip
