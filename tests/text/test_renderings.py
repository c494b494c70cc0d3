"""Terms of a text, and what renders them."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.backends.dictionary import dictionary
from auditor.text.language import language
from auditor.text.renderings import renderings

USUAL = [
    ("en", "fr", "The government resigned.", "government", "gouvern"),
    ("de", "fr", "Die Regierung trat zurück.", "Regierung", "gouvern"),
    ("zh-Hant", "fr", "加密貨幣市場大跌。", "加密貨幣", "cryptomonnai"),
    ("zh-Hans", "ja", "政府宣布辞职。", "政府", "政府"),
    ("fr", "es", "L’eau est froide.", "eau", "agu"),
    ("ru", "en", "Правительство ушло в отставку.", "Правительство", "govern"),
    ("ar", "en", "أعلنت الحكومة ذلك.", "الحكومة", "govern"),
]


@pytest.mark.parametrize(("source", "target", "text", "word", "key"), USUAL)
def test_term_is_found_with_what_renders_it(
    source: str, target: str, text: str, word: str, key: str
) -> None:
    known = renderings(language(source), language(target))
    assert known is not None
    (term,) = (term for term in known.find(text) if term.span.of(text) == word)
    assert key in [rendering.key for rendering in known.of(term.number)]


def test_terms_of_several_words_are_one() -> None:
    known = renderings(language("fr"), language("zh-Hans"))
    assert known is not None
    text = "Elle défie l’opinion publique."
    assert "opinion publique" in [term.span.of(text) for term in known.find(text)]
    apart = "Il a une opinion, publique ou non."
    assert "opinion, publique" not in [term.span.of(apart) for term in known.find(apart)]


def test_renderings_are_ordered_and_likely() -> None:
    known = renderings(language("en"), language("de"))
    assert known is not None
    for term in known.find("The government will guarantee the money of every bank."):
        found = known.of(term.number)
        assert all(0 < r.forth <= 1 and 0 < r.back <= 1 for r in found)
        assert [r.forth * r.back for r in found] == sorted(
            (r.forth * r.back for r in found), reverse=True
        )


def test_unknown_languages_have_none() -> None:
    assert renderings(language("is"), language("en")) is None
    assert renderings(language("fr"), language("fr-CA")) is None


@given(
    st.text(alphabet="ab 人工智慧加密 貨幣éß،.", max_size=40), st.sampled_from(["en", "zh-Hant"])
)
@settings(max_examples=80)
def test_terms_do_not_overlap(text: str, tag: str) -> None:
    known = renderings(language(tag), language("fr"))
    assert known is not None
    terms = known.find(text)
    for first, second in itertools.pairwise(terms):
        assert first.span.end <= second.span.start
    assert all(dictionary().terms(tag[:2]).keys[t.number] == t.key for t in terms)


@pytest.mark.parametrize("primary", ["en", "ar", "zh", "ja"])
def test_the_longest_term_of_a_list_is_found_at_every_place(primary: str) -> None:
    """Terms are looked for by what leads them; here every one is."""
    terms = dictionary().terms(primary)
    several = [key for key in terms.keys if " " in key]
    for key in (several or terms.keys)[::997]:
        first = key.partition(" ")[0] if several else key[:2]
        assert terms.leads[first] >= (key.count(" ") + 1 if several else len(key))
        assert terms.numbers[key] < len(terms.lines)
        assert terms.form(terms.numbers[key])
