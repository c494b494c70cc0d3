"""Brackets that are unpaired or empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("fr", "Le réseau fut payé par l’agence (, et les câbles aussi.", "(,"),
        ("fr", "Anna, la cheffe de Galaxy ), est partie.", "Galaxy )"),
        ("de", "Die Bank (gegründet 1901 schließt.", "(gegründet"),
        ("ru", "Банк (основан в 1901 году закрывается.", "(основан"),
        ("zh-Hans", "银行（成立于1901年即将关闭。", "（成立于1901年即将关闭"),
        ("ar", "البنك [تأسس قديما سيغلق.", "[تأسس"),
    ],
)
def test_bracket_without_a_partner_is_marked(lang: str, text: str, marked: str) -> None:
    assert texts("unpaired-bracket", [text], lang) == [marked]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a) first, b) second; (c) third"),
        ("fr", "1° ou 2) : voir (plus bas [ici])."),
        ("de", "Im Intervall [0, 1) gilt das :-)"),
        ("ru", "Вызовите `f(` и откройте https://example.org/a_(b)."),
        ("ja", "彼は（昨日)来た。１）はじめに"),
        ("zh-Hant", "他說（昨天）會來：【快訊】《紅樓夢》"),
    ],
)
def test_lists_smileys_code_and_intervals_are_left_alone(lang: str, text: str) -> None:
    assert not texts("unpaired-bracket", [text], lang)


def test_bracket_may_close_in_a_later_sentence_of_the_paragraph() -> None:
    assert not texts("unpaired-bracket", [["Il vint (hier.", "Il repartit.)"]], "fr")


def test_original_with_the_same_slip_excuses_the_translation() -> None:
    assert not texts("unpaired-bracket", ["Il est parti (tôt."], "fr", source=["He left (early."])
    assert texts("unpaired-bracket", ["Il est parti (tôt."], "fr", source=["He left (early)."])


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("fr", "Le bureau ( ) a fermé.", "( )"),
        ("de", "Die Agentur (, gegründet 1901) schließt.", "(,"),
        ("ru", "Он сказал «» и ушёл.", "«»"),
        ("zh-Hans", "董事长（）出席了会议。", "（）"),
        ("ja", "彼は「」と言った。", "「」"),
        ("ar", "وقال المدير () إن النتائج جيدة.", "()"),
    ],
)
def test_empty_brackets_are_marked(lang: str, text: str, marked: str) -> None:
    assert texts("empty-brackets", [text], lang) == [marked]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Call main() and then close()."),
        ("zh-Hans", "答案（  ），理由（  ）。"),
        ("ru", "- [ ] написать, int[] и [ссылка](https://example.org)"),
        ("de", "Er nannte es (…) und schwieg."),
    ],
)
def test_calls_boxes_and_blanks_are_left_alone(lang: str, text: str) -> None:
    assert not texts("empty-brackets", [text], lang)


def test_empty_brackets_of_the_original_are_kept() -> None:
    assert not texts("empty-brackets", ["Le nom ( ) manque."], "fr", source=["The name ( ) lacks."])


@given(
    st.text(alphabet="ab (),.[]（）【】“”«»:-", max_size=40),
    st.sampled_from(["fr", "zh-Hans", "ru"]),
)
def test_marked_spans_lie_in_the_text(text: str, lang: str) -> None:
    for check in ("unpaired-bracket", "empty-brackets"):
        for hit, marked in hits(check, [text or "a"], lang):
            assert len(hit.span) == len(marked) > 0


@given(st.text(alphabet="ab ,.", max_size=20))
def test_balanced_brackets_are_never_flagged(text: str) -> None:
    assert not texts("unpaired-bracket", [f"x (y{text}z) [b{text}c] w"], "en")
