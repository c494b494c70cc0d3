"""Denials that are lost or added: how sure, how severe, and which of several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.negation import SURE
from auditor.core.mqm import Hit, Severity
from auditor.text.language import tags
from tests.checks.examples import hits


def found(source: str, target: str, languages: tuple[str, str]) -> tuple[tuple[Hit, str], ...]:
    return hits("negation-mismatch", [target], languages[1], [source], languages[0])


@pytest.mark.parametrize(
    ("source", "target", "languages", "word"),
    [
        (
            "The bank did not close the branch in March.",
            "Die Bank hat die Filiale im März geschlossen.",
            ("en", "de"),
            "not",
        ),
        (
            "La ville ne fermera pas l’école.",
            "The town will close the school.",
            ("fr", "en"),
            "ne fermera pas",
        ),
        (
            "The store opens at nine, and the bank will not close before five.",
            "店は九時に開き、銀行は五時前に閉まります。",
            ("en", "ja"),
            "not",
        ),
        (
            "這家公司從未公佈財務報告。",
            "The company has published its financial report.",
            ("zh-Hant", "en"),
            "從未",
        ),
    ],
)
def test_denial_that_is_surely_lost_weighs_as_the_check_does(
    source: str, target: str, languages: tuple[str, str], word: str
) -> None:
    ((hit, text),) = found(source, target, languages)
    assert (text, hit.side, hit.severity) == (word, "source", None)
    assert hit.confidence >= SURE


@pytest.mark.parametrize(
    ("source", "target", "languages", "word"),
    [
        (
            "The court did not accept the complaint, but the company will not pay the fine "
            "before the summer.",
            "Суд не принял жалобу, но компания заплатит штраф до лета.",
            ("en", "ru"),
            "not",
        ),
        (
            "The minister said that the law would not change, and that the tax would not rise "
            "in the coming year.",
            "El ministro dijo que la ley no cambiaría y que el impuesto subiría el próximo año.",
            ("en", "es"),
            "not",
        ),
        (
            "法院没有接受投诉，但公司在夏天之前不会支付罚款。",
            "The court did not accept the complaint, but the company will pay the fine before "
            "the summer.",
            ("zh-Hans", "en"),
            "不",
        ),
    ],
)
def test_second_denial_that_is_lost_is_minor(
    source: str, target: str, languages: tuple[str, str], word: str
) -> None:
    ((hit, text),) = found(source, target, languages)
    assert (text, hit.severity) == (word, Severity.MINOR)
    assert hit.span.start > len(source) // 3
    assert "check it" in hit.message.render()


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        (
            "The film “No Time to Die” opens today.",
            "Heute läuft „No Time to Die“ an.",
            ("en", "de"),
        ),
        (
            "The film “No Time to Die” opens today.",
            "电影“No Time to Die”今天上映。",
            ("en", "zh-Hans"),
        ),
        ("Der Roman „Nichts als Gespenster“.", "Le roman «Nichts als Gespenster».", ("de", "fr")),
    ],
)
def test_denial_left_in_the_language_of_the_original_is_none(
    source: str, target: str, languages: tuple[str, str]
) -> None:
    assert found(source, target, languages) == ()


@given(
    st.text(
        st.sampled_from("not never kein 不没有 ない не нет لا không tidak 않.,— "), max_size=60
    ),
    st.text(
        st.sampled_from("not never kein 不没有 ない не нет لا không tidak 않.,— "), max_size=60
    ),
    st.sampled_from(tags()),
    st.sampled_from(tags()),
)
def test_any_two_texts_are_borne(source: str, target: str, one: str, other: str) -> None:
    for hit, text in found(source, target, (one, other)):
        assert 0 < hit.confidence <= 1
        assert text
