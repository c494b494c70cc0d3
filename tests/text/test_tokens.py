"""Tokens keep every character and their place; words are counted by the rules of docs/words.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language, tags
from auditor.text.tokens import count_words, first_run, runs, script_counts, tokenize


def kinds(text: str, tag: str = "en") -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in tokenize(text, language(tag))]


def words(text: str, tag: str = "en") -> list[str]:
    return [token.text for token in tokenize(text, language(tag)) if token.kind == "word"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://example.com/a_(b)?c=1#d", "url"),
        ("www.example.org/path", "url"),
        ("example.com/x", "url"),
        ("jane.doe+news@mail.example.org", "email"),
        ("@The_Prophet_", "handle"),
        ("#IA", "handle"),
        ("#財經", "handle"),
        ("1\u202f250,5", "number"),
        ("1,250.75", "number"),
        ("٣٫١٤", "number"),
        ("12:30", "number"),
        ("don't", "word"),
        ("naïve", "word"),
        ("e\u0301te\u0301", "word"),
        ("می\u200cروم", "word"),
        ("3D", "word"),
        ("コンピューター", "word"),
        ("👩\u200d👩\u200d👧", "symbol"),
        ("€", "symbol"),
        ("…", "punctuation"),
    ],
)
def test_one_token(text: str, kind: str) -> None:
    assert kinds(text) == [(text, kind)]


def test_a_full_stop_behind_an_address_is_not_a_part_of_it() -> None:
    assert kinds("(https://example.com/a).")[1:] == [
        ("https://example.com/a", "url"),
        (")", "punctuation"),
        (".", "punctuation"),
    ]


def test_an_address_ends_where_chinese_goes_on() -> None:
    assert kinds("見https://example.com/a，謝謝", "zh-Hant")[1] == ("https://example.com/a", "url")
    assert ("@user_1", "handle") in kinds("感謝@user_1指出", "zh-Hant")


def test_a_number_is_not_a_handle() -> None:
    assert kinds("#1 C# A&#38;") != []
    assert all(kind != "handle" for _, kind in kinds("#1 C# a@b"))


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("L'IA d’OpenAI", "fr", ["L'", "IA", "d’", "OpenAI"]),
        ("aujourd'hui", "fr", ["aujourd'hui"]),
        ("dell'arte", "it", ["dell'", "arte"]),
        ("O'Brien isn’t l'IA", "en", ["O'Brien", "isn’t", "l'IA"]),
        ("м'яч", "uk", ["м'яч"]),
    ],
)
def test_elided_words_stand_alone(text: str, tag: str, expected: list[str]) -> None:
    assert words(text, tag) == expected


def test_scripts_without_spaces_give_a_token_per_character() -> None:
    assert words("財務長Sarah說", "zh-Hant") == ["財", "務", "長", "Sarah", "說"]
    assert words("สวัสดี", "th") == ["ส", "วั", "ส", "ดี"]
    assert kinds("130億", "zh-Hant") == [("130", "number"), ("億", "word")]


@pytest.mark.parametrize(
    ("text", "tag", "count"),
    [
        ("", "en", 0),
        (" \u3000… — !", "en", 0),
        ("Well-known words don't count twice.", "en", 5),
        ("It cost 1\u202f250,5 euros: see https://example.com/a?b=c.", "en", 6),
        ("L’IA «\u00a0forte\u00a0» coûte 3,5\u00a0%\u00a0!", "fr", 4),
        ("Привет, мир!", "ru", 2),
        ("مرحبا بالعالم", "ar", 2),
        ("나는 서울에 산다", "ko", 3),
        ("AI는 130억 원", "ko", 3),
        ("公司希望政府能支持人工智能的投資計畫", "zh-Hant", 7),
        ("我用 Python 写 3 行", "zh-Hans", 4),
        ("コンピューター", "ja", 3),
        ("สวัสดีครับ", "th", 2),
    ],
)
def test_count_words(text: str, tag: str, count: int) -> None:
    assert count_words(text, language(tag)) == count


def test_script_counts() -> None:
    counts = script_counts("AI 時代はコーヒー, Привет мир, สวัสดี! 123 ⴰⵣⵓⵍ")
    assert counts == {
        "Latn": 2,
        "Hani": 2,
        "Hira": 1,
        "Kana": 4,
        "Cyrl": 9,
        "Thai": 6,
        "Zzzz": 4,
    }


MIXED = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("a.@#'’-_/:1 ,。「」字かカ한ก\u0301\u200d\n"),
    ),
    max_size=60,
)


@given(MIXED, st.sampled_from([*tags(), "th"]))
def test_tokens_hold_every_character_but_spaces(text: str, tag: str) -> None:
    tokens = tokenize(text, language(tag))
    position = 0
    for token in tokens:
        assert token.span.start >= position
        assert not text[position : token.span.start].strip()
        assert token.text == token.span.of(text)
        assert token.text
        position = token.span.end
    assert not text[position:].strip()


@given(MIXED, MIXED, st.sampled_from(["en", "zh-Hant", "ko"]))
def test_words_add_up(one: str, two: str, tag: str) -> None:
    profile = language(tag)
    both = count_words(f"{one}\n{two}", profile)
    apart = count_words(one, profile) + count_words(two, profile)
    assert apart - 1 <= both <= apart


@given(st.text(alphabet="aé'’l 3,·_-дの語カー", max_size=40), st.sampled_from(["fr", "ru", "ja"]))
def test_an_address_elsewhere_does_not_change_the_tokens(text: str, tag: str) -> None:
    own = language(tag)
    plain = tokenize(text, own)
    beside = tokenize(f"{text} \nhttps://example.org", own)
    assert beside[:-1] == plain
    assert beside[-1].kind == "url"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sie fährt im JUNI nach Kiel.", "Juni"),
        ("Посол вылетел в Новую Зеландию.", "Новую Зеландию"),
        ("La Côte d’Ivoire a gagné.", "Côte d’Ivoire"),
        ("وصل الوفد من كندا.", "كندا"),
    ],
)
def test_runs_of_letters_hold_the_first_of_each_name_there(text: str, name: str) -> None:
    assert first_run(name) in runs(text)
    assert first_run("Wintermonat") not in runs(text)


def test_a_name_that_begins_with_a_digit_has_no_first_run() -> None:
    assert first_run("6月") == ""
