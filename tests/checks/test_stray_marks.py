"""Marks inside a sentence that belong nowhere, and those that have a reason."""

import pytest

from tests.checks.examples import hits


@pytest.mark.parametrize(
    ("lang", "source", "target", "marked"),
    [
        ("en", "Sie verkaufte das Haus im Mai.", "She sold the! house in May.", "!"),
        ("en", "Sie verkaufte das Haus im Mai.", "She sold the house. in May.", "."),
        ("en", "Sie verkaufte das Haus im Mai.", "She sold the, house in May.", ","),
        ("en", "Sie verkaufte das Haus im Mai.", "She sold the house^ in May.", "^"),
        ("en", "Sie verkaufte das Haus im Mai.", "She sold the' house in May.", "'"),
        ("fr", "She sold the house in May.", "Elle a vendu la: maison en mai.", ":"),
        ("en", "Er kam am Ende des Jahres.", "He came to the city at the end; of the year.", ";"),
        ("fr", "He came at the end of the year.", "Il est venu à la fin\u00a0; de l’année.", ";"),
        ("it", "He asked for the opinion of all.", "Ha chiesto il parere: di tutti.", ":"),
        ("de", "He came in May (by train).", "Er kam im Mai, (mit der Bahn).", ","),
        ("ru", "He came in May (by train).", "Он приехал в мае; (на поезде).", ";"),
        ("es", "She sold the house in May.", "Vendió la, casa en mayo.", ","),
        ("pt-BR", "She sold the house in May.", "Ela vendeu a; casa em maio.", ";"),
        ("ru", "She sold the house in May.", "Она продала дом в? мае.", "?"),
        ("uk", "She sold the house in May.", "Вона продала будинок у: травні.", ":"),
        ("id", "She sold the house in May.", "Dia menjual rumah di! bulan Mei.", "!"),
    ],
)
def test_stray_mark_is_found(lang: str, source: str, target: str, marked: str) -> None:
    assert [found for _, found in hits("stray-mark", [target], lang, [source])] == [marked]


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        ("en", "Er ging, weil es regnete.", "He left; it was raining, after all."),
        ("en", "Das Haus der Jungen", "The boys' house stands in the players' street."),
        ("en", "Die zwei- bis dreijährigen Kinder", "The two- to three-year-old children sleep."),
        ("de", "Import and export duties rise.", "Ein- und Ausfuhrzölle steigen."),
        ("de", "He came in May, (by train).", "Er kam im Mai, (mit der Bahn)."),
        ("en", "Er sagte, sie käme (a), (b) und (c).", "He said she would bring (a), (b) and (c)."),
        ("fr", "It rained, so he left.", "Il pleuvait : il est parti ; elle aussi."),
        ("it", "A bit of bread is left.", "È rimasto un po' di pane."),
        ("fr", "“Why?” he asked.", "« Pourquoi ? » demanda-t-il."),
        ("ru", "It costs 3,000 roubles.", "Это стоит 3 тыс. рублей."),
        ("es", "And why?, she asked.", "¿Y por qué?, preguntó ella."),
        ("zh-Hans", "He came, and left.", "他来了，然后走了。"),
    ],
)
def test_mark_with_a_reason_is_left_alone(lang: str, source: str, target: str) -> None:
    assert not hits("stray-mark", [target], lang, [source])


def test_signs_that_the_original_has_are_left_alone() -> None:
    assert not hits("stray-mark", ["Type x^ and press return."], "en", ["Tippe x^ und Enter."])
    assert hits("stray-mark", ["Type this^ and press return."], "en", ["Tippe dies und Enter."])
