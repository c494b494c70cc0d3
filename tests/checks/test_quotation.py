"""Quotation marks: unpaired, mixed, foreign, typed."""

import pytest

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("fr", "Il a dit « oui et il est parti.", "«"),
        ("de", "Er sagte, das sei ein Fehler“, und ging.", "“"),
        ("ru", "Он назвал это «ошибкой и ушёл.", "«"),
        ("zh-Hant", "他說：「我不知道。", "「"),
        ("ar", "قال المدير: «سنواصل العمل.", "«"),
        ("en", 'She said "yes and left.', '"'),
    ],
)
def test_mark_without_a_partner_is_marked(lang: str, text: str, marked: str) -> None:
    assert texts("unpaired-quotes", [text], lang) == [marked]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["“It rained.", "It stopped.”"]),
        ("en", ["“It rained all day.", "“Then it stopped,” he said."]),
        ("fr", ["« Il pleut.", "« Il neige. »"]),
        ("de", ["„Ja“, sagte er. »Nein«, sagte sie."]),
        ("ru", ["Он сказал: «Роман „Идиот“ хорош»."]),
        ("ja", ["「雨だ。", "もう帰ろう」と彼は言った。"]),
        ("zh-Hans", ["他说：“下雨了。", "我们走吧。”"]),
        ("en", ['A 27" screen and a 6\'2" man with an 8" pipe']),
        ("vi", ["Ông nói “có” và “không”."]),
    ],
)
def test_quotations_over_sentences_and_inches_are_left_alone(lang: str, lines: list[str]) -> None:
    assert not texts("unpaired-quotes", lines, lang)


def test_original_with_a_slip_at_the_same_place_excuses_the_translation() -> None:
    target = ["Il pleut.", "Je ne sais pas », dit-il.", "Il part."]
    source = ["It rains.", 'I do not know," he said.', "He leaves."]
    assert not texts("unpaired-quotes", target, "fr", source=source)
    balanced = ["It rains.", '"I do not know," he said.', "He leaves."]
    assert texts("unpaired-quotes", target, "fr", source=balanced) == ["»"]


def test_mixed_styles_are_one_finding_on_the_odd_ones() -> None:
    lines = ["Il dit « oui ».", "Elle dit “non”.", "On dit « si » et “rien”."]
    ((hit, text),) = hits("mixed-quotes", lines, "fr")
    assert text == "“non”"
    assert [place.segment for place in hit.places] == [1, 2]


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("en", "He said “yes” and “no” and «maybe».", ["«maybe»"]),
        ("ru", "Он сказал «да», «нет» и “может”.", ["“может”"]),
        ("zh-Hans", "他说“好”，“不”，「同意」。", ["「同意」"]),
        ("de", "Er sagte „ja“, „nein“ und ‚vielleicht‘.", []),
        ("ja", "「はい」と『本』の話をした。", []),
        ("fr", "Il dit « oui, “peut-être” » et « non ».", []),
    ],
)
def test_mixed_styles_by_language(lang: str, text: str, marked: list[str]) -> None:
    assert texts("mixed-quotes", [text], lang) == marked


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("fr", "Il a dit “oui”.", ["“oui”"]),
        ("de", "Er sagte “ja”.", ["“ja”"]),
        ("en", "He said «yes».", ["«yes»"]),
        ("ja", "彼は«はい»と言った。", ["«はい»"]),
        ("fr", 'Il a dit "oui".', []),
        ("es", "Dijo “sí”.", []),
        ("ru", "Он сказал «да».", []),
        ("xx", "foo «bar» “baz”", []),
    ],
)
def test_marks_of_another_language(lang: str, text: str, marked: list[str]) -> None:
    assert texts("foreign-quotes", [text], lang) == marked


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("en", 'He said “yes”, “no” and "maybe".', ['"maybe"']),
        ("es", 'Dijo «sí» y "no".', ['"no"']),
        ("ru", 'Он сказал "да", "нет" и «может».', ["«может»"]),
        ("zh-Hans", '他说"好"，“不”。', ['"好"']),
        ("fr", 'Il dit "oui" et "non".', []),
        ("en", 'A 27" screen and “yes”.', []),
    ],
)
def test_typewriter_marks_beside_typographic_ones(lang: str, text: str, marked: list[str]) -> None:
    assert texts("typewriter-quotes", [text], lang) == marked
