"""Stems of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language, tags
from auditor.text.stems import stem, stems


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("fr", ["gouvernement", "Gouvernements"]),
        ("en", ["guarantee", "guarantees"]),
        ("ru", ["завод", "завода", "заводом"]),
        ("es", ["empresa", "EMPRESAS"]),
        ("ar", ["مصنع", "المصنع"]),
        ("uk", ["заводами", "заводів"]),
    ],
)
def test_forms_of_a_word_share_a_stem(lang: str, forms: list[str]) -> None:
    assert len({stem(form, language(lang).stemmer) for form in forms}) == 1


def test_elided_article_is_a_word_of_its_own() -> None:
    found = stems("l’entreprise d'État", language("fr"))
    assert [found[1].span.start, found[1].key] == [2, stem("entreprise", "french")]


@given(st.sampled_from(tags()), st.text(max_size=40))
def test_spans_hold_letters_alone(tag: str, text: str) -> None:
    for word in stems(text, language(tag)):
        assert word.key
        assert word.span.of(text).strip() == word.span.of(text)
