"""Misspelt words: which words are looked at, and what they stand for."""

import pytest

from auditor.text.language import language
from auditor.text.misspelling import doubtful, meant


@pytest.mark.parametrize(
    ("tag", "common", "rare"),
    [
        ("en", ("The", "committee", "published"), "publsihed"),
        ("fr", ("Le", "comité", "pourrait"), "avoirt"),
        ("de", ("Die", "Sitzung", "Straße"), "verschben"),
        ("ru", ("Комитет", "отчёт"), "рабте"),
        ("zh-Hans", ("the", "google"), "mircosoft"),
    ],
)
def test_only_words_that_are_not_common_are_doubtful(
    tag: str, common: tuple[str, ...], rare: str
) -> None:
    assert doubtful((*common, rare), language(tag)) == {rare}


@pytest.mark.parametrize("tag", ["ko", "vi", "id"])
def test_no_word_is_doubtful_where_the_list_is_short(tag: str) -> None:
    assert not doubtful(("xqzzt",), language(tag))


@pytest.mark.parametrize(
    ("wrong", "right", "tag"),
    [
        ("goernment", "government", "en"),
        ("governnment", "government", "en"),
        ("govermnent", "government", "en"),
        ("gavernment", "government", "en"),
        ("gouvernment", "gouvernement", "fr"),
        ("gobeirno", "gobierno", "es"),
        ("правителство", "правительство", "ru"),
        ("wissenschfatlich", "wissenschaftlich", "de"),
    ],
)
def test_each_kind_of_slip_is_told(wrong: str, right: str, tag: str) -> None:
    assert meant(wrong, language(tag)) == right


@pytest.mark.parametrize("word", ["government", "Government", "nonseparable"])
def test_a_word_is_no_slip_of_itself_or_of_its_forms(word: str) -> None:
    assert meant(word, language("en")) is None
