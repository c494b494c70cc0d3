"""Units and currencies of the figures that original and translation both have."""

from collections.abc import Iterator

from auditor.core.bitext import Pair
from auditor.core.messages import say
from auditor.core.mqm import Hit, Severity
from auditor.registry import Context, bad, good, pair_check
from auditor.text.clock import clock_times
from auditor.text.figure_units import lost_signs, unit_mismatches
from auditor.text.figures import Figure


@pair_check(
    id="unit-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("The lake is 120 miles long.", "Der See ist 120 Kilometer lang.", lang=("en", "de"), flags="120"),
        bad("该项目耗资5亿美元。", "Le projet a coûté 500 millions d’euros.", lang=("zh-Hans", "fr"), flags="500 millions"),
        bad("水库容量为42万立方米。", "The reservoir holds 420,000 square metres.", lang=("zh-Hans", "en"), flags="420,000"),
        bad("Осталось 35 недель.", "Faltam 35 dias.", lang=("ru", "pt-BR"), flags="35"),
        bad("重さは80キログラムです。", "It weighs 80 pounds.", lang=("ja", "en"), flags="80"),
        bad("The share rose by 25 percent.", "ارتفعت الحصة 25 كيلومترا.", lang=("en", "ar"), flags="25"),
        bad("该电站年发电量达150亿度。", "The plant makes 15 billion kw a year.", lang=("zh-Hans", "en"), flags="15 billion"),
        bad("L’île couvre 850 km².", "该岛面积为850㎡。", lang=("fr", "zh-Hans"), flags="850"),
        bad("그 밭은 350평이다.", "The field measures 350 square metres.", lang=("ko", "en"), flags="350"),
        bad("设计时速350公里/小时", "a design speed of 350 km/k", lang=("zh-Hans", "en"), flags="350"),
        bad("Bis zu 600 Mbit/s", "jusqu’à 600 Mbit/h", lang=("de", "fr"), flags="600"),
        bad("Площадь парка — 90 км².", "The park covers 90 km?, mostly forest.", lang=("ru", "en"), flags="km?"),
        good("每升水含5毫克盐。", "The water has 5 mg/l of salt.", lang=("zh-Hans", "en")),
        good("Is the park 90 m? wide?", "Le parc fait-il 90 m ?", lang=("en", "fr")),
        good("该电站年发电量达150亿度。", "The plant makes 15 billion kWh a year.", lang=("zh-Hans", "en")),
        good("广场占地5000㎡。", "Площадь занимает 5000 м².", lang=("zh-Hans", "ru")),
        good("农场有600亩地。", "Das Gut misst 40 Hektar.", lang=("zh-Hans", "de")),
        good("气温升到35度。", "La température monte à 35 °C.", lang=("zh-Hans", "fr")),
        good("The lake is 120 miles long.", "Der See ist 193 Kilometer lang.", lang=("en", "de")),
        good("It cost $30.", "花费30美元。", lang=("en", "zh-Hans")),
        good("Winds of 105 mph", "Vents de 105 milles à l’heure", lang=("en", "fr")),
        good("He scored 12 points in 12 minutes.", "Он набрал 12 очков за 12 минут.", lang=("en", "ru")),
        good("It was 30 °C.", "Hacía 30 grados.", lang=("en", "es")),
        good("30 yards from the goal", "à 30 mètres du but", lang=("en", "fr")),
    ],
)  # fmt: skip
def unit_mismatch(pair: Pair, context: Context) -> Iterator[Hit]:
    """Figure whose unit or currency is not the one of the original.

    The number is the same and was not converted: 120 miles became 120 kilometres, dollars became
    euros, or Mbit/s became Mbit/h. A square or cube that became a question mark is minor. Units that share a sign ("$"), and near ones (yards and metres), are left alone.
    """
    if context.source_language is None:
        return
    tags = context.source_language.tag, context.target_language.tag
    for figure, original in unit_mismatches(pair.source.text, pair.target.text, *tags):
        yield Hit(
            say("The original measures {figure} in {right}, not in {wrong}.",
                figure=figure.text, right=_unit(original), wrong=_unit(figure)),
            figure.span,
            confidence=0.9,
        )  # fmt: skip
    for sign in lost_signs(pair.source.text, pair.target.text, *tags):
        yield Hit(
            say("The unit lost its sign: it is “{right}” in the original.", right=sign.right),
            sign.span,
            suggestion=sign.right,
            severity=Severity.MINOR,
            confidence=0.9,
        )


def _unit(figure: Figure) -> str:
    return figure.units[0].name.replace("_", " ")


@pair_check(
    id="half-of-day",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    examples=[
        bad("The game began at 10 a.m. on Sunday.", "Le match a commencé à 22 h dimanche.", lang=("en", "fr"), flags="22"),
        bad("比赛于上午10点开始。", "The game began at 10 p.m.", lang=("zh-Hans", "en"), flags="10"),
        bad("Встреча начнётся в 9 вечера.", "El encuentro empieza a las 9 de la mañana.", lang=("ru", "es"), flags="9"),
        bad("午後3時に到着した。", "Er kam um 3 Uhr morgens an.", lang=("ja", "de"), flags="3"),
        bad("وصل في الساعة 8:30 صباحا.", "He arrived at 8:30 in the evening.", lang=("ar", "en"), flags="8"),
        good("It starts at 2:00 p.m.", "Cela commence à 14\u00a0h.", lang=("en", "fr")),
        good("下午3点半开始。", "Es beginnt um 15:30 Uhr.", lang=("zh-Hans", "de")),
        good("It ran from 9 a.m. to 9 p.m.", "Era aberto das 9 da manhã às 9 da noite.", lang=("en", "pt-BR")),
        good("오전 7시 19분에 발생했다.", "It struck at 7:19 a.m. local time.", lang=("ko", "en")),
        good("The shop opens at 12 p.m.", "Магазин открывается в 12 часов дня.", lang=("en", "ru")),
    ],
)  # fmt: skip
def half_of_day(pair: Pair, context: Context) -> Iterator[Hit]:
    """Time in the wrong half of the day: 10 a.m. became 10 p.m. or 22:00.

    Both sides tell the half of the day, by a word or by counting past noon, and the translation
    has the hour in the other half alone.
    """
    if context.source_language is None:
        return
    there = clock_times(pair.source.text, context.source_language)
    if not there:
        return
    for time in clock_times(pair.target.text, context.target_language):
        halves = {other.half for other in there if other.hour == time.hour}
        if time.half and halves and not halves & {time.half, None}:
            right = say("first half") if time.half == "pm" else say("second half")
            yield Hit(
                say("In the original, this time is in the {half} of the day.", half=right),
                time.span,
                confidence=0.9,
            )
