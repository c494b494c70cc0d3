"""Spaces around marks, by language, and one finding for each rule of a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.examples import hits, texts

SPACE_CHECKS = ("breaking-space", "space-before-punctuation", "space-after-punctuation")


def test_all_places_of_a_rule_are_one_finding() -> None:
    ((hit, _),) = hits("breaking-space", ["Quoi ?", "Oui : « non ».", "Bien !"], "fr")
    assert [place.segment for place in hit.places] == [0, 1, 1, 1, 2]
    assert "5 places" in str(hit.message)
    assert hit.suggestion == "\u202f"


def test_single_place_has_no_list() -> None:
    ((hit, _),) = hits("breaking-space", ["Quoi ?"], "fr")
    assert hit.places == ()


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_break_spaces_are_right_in_french(space: str) -> None:
    text = f"Il a dit{space}: «{space}Quoi{space}?{space}» Oui{space}; non{space}!"
    assert not [c for c in SPACE_CHECKS if texts(c, [text], "fr")]


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("en", "Are you sure ?", " ?"),
        ("de", "Sie kam , sah und siegte.", " ,"),
        ("ru", "Он пришёл , увидел.", " ,"),
        ("ar", "وصل الوزير ، ثم غادر.", " ،"),
        ("zh-Hans", "他来了 ，然后走了。", " ，"),
        ("fr", "Êtes-vous sûr?", "?"),
        ("fr", "Il est venu , puis parti.", " ,"),
    ],
)
def test_space_before_a_mark_follows_the_language(lang: str, text: str, marked: str) -> None:
    assert texts("space-before-punctuation", [text], lang) == [marked]


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("en", "He came,saw and won.", ","),
        ("es", "Llegó,vio y venció.", ","),
        ("uk", "Він прийшов,побачив.", ","),
        ("ar", "وصل الوزير،وغادر.", "،"),
        ("fr", "Il dit «oui\u00a0».", "«"),
    ],
)
def test_space_after_a_mark_is_missing(lang: str, text: str, marked: str) -> None:
    assert texts("space-after-punctuation", [text], lang) == [marked]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "At 14:00 use .NET, see https://example.org/a?b=c :) 1,250.50 e.g. Node.js"),
        ("de", "Das Spiel endete 3 : 2, z.B. in System.Out."),
        ("ru", "Счёт 3:2, т.е. победа; сайт example.com."),
        ("zh-Hant", "他在14:00來了，帶著1,250元和Node.js。"),
        ("ja", "彼は「来た」と言った。比率は3:2です。"),
        ("id", "Pukul 14.00, mis. di example.org."),
    ],
)
def test_times_numbers_names_and_addresses_are_left_alone(lang: str, text: str) -> None:
    checks = (*SPACE_CHECKS, "half-width-punctuation")
    assert not [check for check in checks if texts(check, [text], lang)]


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("zh-Hans", "他来了,然后走了。", [","]),
        ("ja", "本当か?知らない。", ["?"]),
        ("ko", "그는 왔다, 그리고 갔다.", []),
        ("en", "He came, saw.", []),
    ],
)
def test_half_width_marks_in_full_width_text(lang: str, text: str, marked: list[str]) -> None:
    assert texts("half-width-punctuation", [text], lang) == marked


@given(
    st.text(alphabet="ab ,.:;!?«»\u00a0\u202f1，。中", min_size=1, max_size=40),
    st.sampled_from(["fr", "en", "zh-Hans", "ar"]),
)
def test_marked_spans_lie_in_the_text(text: str, lang: str) -> None:
    for check in (*SPACE_CHECKS, "half-width-punctuation"):
        for hit, marked in hits(check, [text], lang):
            assert len(hit.span) == len(marked) > 0
