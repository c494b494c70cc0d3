"""Negation: which sentences deny, and which words may hide a denial."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language, tags
from auditor.text.negation import HIDING, count, hiding, knows, lowered, polarity


@pytest.mark.parametrize(
    ("tag", "text", "marked"),
    [
        ("en", "The bank won’t pay.", ["won’t"]),
        ("en", "Nobody knows what no longer works.", ["Nobody", "no longer"]),
        ("fr", "Il n’a pas payé.", ["n’a pas"]),
        ("fr", "Aucune banque n’a payé.", ["Aucune"]),
        ("de", "Das ist keine Lösung.", ["keine"]),
        ("es", "No vino nadie.", ["No"]),
        ("es", "Nadie vino.", ["Nadie"]),
        ("es", "Dice que nunca vino.", ["nunca"]),
        ("ru", "Никто не пришёл.", ["не"]),
        ("ar", "لم يدفع أحد.", ["لم"]),
        ("zh-Hans", "公司没有付款。", ["没有"]),
        ("ja", "会社は払わなかった。", ["なかった"]),
        ("ko", "회사는 돈이 없었다.", ["없"]),
        ("vi", "Công ty không trả tiền.", ["không"]),
        ("id", "Bank itu tidak membayar.", ["tidak"]),
        ("cs", "Banka neplatila.", ["neplatila"]),
        ("cs", "Neberte to.", ["Neberte"]),
        ("zh-Hans", "请别再来。", ["别"]),
        ("ja", "天気は良くなさそうです。", ["なさそう"]),
        ("ja", "それを許すな。", ["な"]),
    ],
)
def test_words_that_deny_are_found(tag: str, text: str, marked: list[str]) -> None:
    found = polarity(text, language(tag))
    assert [denial.span.of(text) for denial in found.denials] == marked
    assert math.isfinite(found.odds)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Not only banks pay, and no doubt others do."),
        ("en", "I can’t wait for the match, now never more so."),
        ("es", "El club es más fuerte que nunca."),
        ("de", "Die Preise stiegen wie nie zuvor."),
        ("fr", "Il marche à grands pas, n’est-ce pas ?"),
        ("de", "Nicht nur Banken zahlen."),
        ("zh-Hans", "不仅如此，价格不断上涨，非常高。"),
        ("zh-Hans", "他会不会来？你有没有时间？"),
        ("ja", "申し訳ありませんが、くだらないことを話さざるを得ません。"),
        ("ja", "行かなければならない。"),
        ("vi", "Hàng không và không khí"),
        ("ar", "لا يزال السوق قويا."),
        ("id", "Tidak hanya bank yang membayar."),
    ],
)
def test_phrases_that_only_look_like_it_deny_nothing(tag: str, text: str) -> None:
    assert not polarity(text, language(tag)).denials


@pytest.mark.parametrize(
    ("tag", "hiding", "plain"),
    [
        ("en", "He was unable to pay.", "He was ready to pay."),
        ("de", "Er zahlt ohne Konto.", "Er zahlt mit Konto."),
        ("fr", "Il est impossible de payer.", "Il est facile de payer."),
        ("pl", "Płaci bez konta.", "Płaci z konta."),
    ],
)
def test_words_that_hide_a_denial_weigh_against_a_lost_one(
    tag: str, hiding: str, plain: str
) -> None:
    hidden = polarity(hiding, language(tag)).hidden
    assert hidden < -0.3
    assert hidden < polarity(plain, language(tag)).hidden


@pytest.mark.parametrize(
    ("tag", "faithful", "turned"),
    [
        ("en", "The bank did not pay.", "Tell me whether or not he paid."),
        ("fr", "La banque n’a pas payé.", "N’hésitez pas à demander."),
        ("ru", "Банк не заплатил.", "Не забудьте паспорт."),
        ("zh-Hans", "银行没有付款。", "你有没有付款？"),
    ],
)
def test_a_denial_that_translators_turn_round_weighs_less(
    tag: str, faithful: str, turned: str
) -> None:
    one, other = (polarity(text, language(tag)) for text in (faithful, turned))
    assert one.denials
    assert one.odds > other.odds


def test_a_second_denial_adds_to_the_odds() -> None:
    own = language("en")
    once = polarity("The bank did not pay.", own)
    assert polarity("The bank did not pay and the bank did not pay.", own).odds > once.odds


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "He pleaded not guilty."),
        ("fr", "N’hésitez pas à demander."),
        ("zh-Hans", "没关系，我们明天再谈。"),
        ("ru", "Не забудьте паспорт."),
        ("id", "Jangan lupa membawa paspor."),
    ],
)
def test_denial_that_is_often_turned_is_none_but_answers_one(tag: str, text: str) -> None:
    own = language(tag)
    found = polarity(text, own)
    assert not found.denials
    assert count(text, own) == 0
    assert any(key.startswith("idle ") for key in hiding(lowered(text), own))
    assert found.hidden < 0


def test_what_hides_a_denial_is_told_by_its_kind() -> None:
    own = language("de")
    keys = hiding(lowered("Er ging ohne Geld und verweigerte die Aussage."), own)
    assert len(keys) >= 2
    assert {key[:4] for key in keys} == {"soft"} < set(HIDING)
    assert not hiding(lowered("Er ging mit Geld."), own)


@pytest.mark.parametrize(
    ("tag", "text", "times"),
    [
        ("en", "It did not rain, and nobody came.", 2),
        ("de", "Es regnete nicht, und niemand kam.", 2),
        ("zh-Hans", "没有下雨，也没有人来。", 2),
        ("ru", "Дождя не было.", 1),
        ("sw", "Hapana.", 0),
    ],
)
def test_denials_are_counted(tag: str, text: str, times: int) -> None:
    assert count(text, language(tag)) == times


def test_every_profile_has_words_and_an_unknown_language_none() -> None:
    assert all(knows(language(tag)) for tag in tags())
    assert not knows(language("sw"))
    assert polarity("Hapana.", language("sw")).odds == -math.inf


@given(st.text(max_size=80), st.sampled_from(tags()))
def test_spans_lie_in_any_text(text: str, tag: str) -> None:
    found = polarity(text, language(tag))
    for denial in found.denials:
        assert 0 <= denial.span.start < denial.span.end <= len(text)
    assert found.hidden <= 0
    assert math.isfinite(found.odds) == bool(found.denials)
