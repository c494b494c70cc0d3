"""Doubled words and loops; doublings that languages allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        ("fr", "Le prix de de l’or a baissé.", "de de"),
        ("en", "The the bank closed.", "The the"),
        ("de", "Wir gehen in eine eine Stadt.", "eine eine"),
        ("es", "El precio del del oro bajó.", "del del"),
        ("it", "Il prezzo del del petrolio.", "del del"),
        ("pt-BR", "O preço do do ouro caiu.", "do do"),
        ("ru", "Он поехал в в город.", "в в"),
        ("uk", "Він поїхав до до міста.", "до до"),
        ("ar", "ذهب الرجل إلى إلى المدينة.", "إلى إلى"),
        ("id", "Bank itu yang yang tutup.", "yang yang"),
        ("vi", "Giá của của vàng giảm.", "của của"),
        ("ko", "은행 및 및 회사", "및 및"),
        ("zh-Hans", "这是公司的的决定。", "的的"),
        ("zh-Hant", "因為因為下雨，他沒來。", "因為因為"),
        ("ja", "彼は本をを読んだ。", "をを"),
    ],
)
def test_doubled_word_is_marked(lang: str, text: str, marked: str) -> None:
    ((hit, found),) = hits("repeated-word", [text], lang)
    assert found == marked
    assert found.casefold().startswith(hit.suggestion.casefold())
    assert hit.suggestion


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Vous vous levez, nous nous couchons. Parlons-en en privé."),
        ("en", "I know that that is all he had had; it is very very late."),
        ("en", "New York New York, Duran Duran, on on-line sites, class B B, logged on on Monday"),
        ("de", "Die, die die Tür schlossen, und das Kind, das das Buch las. Baden Baden"),
        ("es", "Muy muy lejos; no no."),
        ("it", "Piano piano e via via."),
        ("pt-PT", "Muito muito longe, logo logo."),
        ("ru", "Очень очень далеко; еле еле."),
        ("id", "Orang orang itu berjalan pelan pelan, anak-anak."),
        ("vi", "Luôn luôn nói từ từ, xa xa."),
        ("ko", "매우 매우 멀리 하나 하나."),
        ("zh-Hans", "他慢慢走，为了了解目的的意义，的的确确，妈妈谢谢。"),
        ("zh-Hant", "的的喀喀湖與目的的關係，研究研究。"),
        ("ja", "ますます人々はいろいろなものの話をした。"),
        ("ar", "جدا جدا، من من الناس"),
        ("ru", "Откройте поле Поле и метод get get."),
        ("xx", "foo foo bar bar"),
        ("en", "Say yes. Yes is enough, bye, bye."),
    ],
)
def test_rightful_doubling_is_left_alone(lang: str, text: str) -> None:
    assert not texts("repeated-word", [text], lang)


def test_doubling_of_the_original_is_kept() -> None:
    target = ["Le groupe the the joue."]
    assert not texts("repeated-word", target, "fr", source=["The band The The plays."])


@pytest.mark.parametrize(
    ("lang", "text", "times"),
    [
        ("en", "The bank said that the bank said that the bank said that it was done.", 3),
        ("fr", "Le prix de l’or a baissé de l’or a baissé hier.", 2),
        ("de", "Der Zins, der Zins, der Zins, der Zins fällt.", 4),
        ("ru", "Он сказал, что это важно, что это важно, что это важно.", 3),
        ("ar", "قالت إن السوق إن السوق إن السوق إن السوق صعب.", 4),
        ("zh-Hans", "市场今天上涨市场今天上涨了。", 2),
        ("ja", "会議は会議は会議は会議は会議は始まった。", 5),
    ],
)
def test_loop_is_marked_and_counted(lang: str, text: str, times: int) -> None:
    ((hit, _),) = hits("repeated-phrase", [text], lang)
    assert f"{times} times" in str(hit.message)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Never, never, never: again and again and again, step by step by step."),
        ("en", "I do not know. I do not know."),
        ("fr", "De plus en plus, jour après jour après jour."),
        ("de", "Tor, Tor, Tor! Ja, ja, ja!"),
        ("ru", "1 2 1 2 1 2 1 2, снова и снова и снова"),
        ("zh-Hans", "哈哈哈哈哈，研究研究，好不好好不好，加油加油加油。"),
        ("ja", "どんどんどんどん進む。"),
        ("id", "Sedikit demi sedikit demi sedikit."),
    ],
)
def test_emphasis_and_chants_are_left_alone(lang: str, text: str) -> None:
    assert not texts("repeated-phrase", [text], lang)


def test_original_that_repeats_itself_excuses_the_translation() -> None:
    source = ["We shall not go, we shall not go, we shall not go!"]
    target = ["Nous ne partirons pas, nous ne partirons pas, nous ne partirons pas !"]
    assert not texts("repeated-phrase", target, "fr", source=source)
    assert texts("repeated-phrase", target, "fr", source=["We shall not go!"])


@given(
    st.lists(st.sampled_from(["price", "gold", "bank", "of", "bought", "sold", ","]), max_size=30),
    st.sampled_from(["en", "de", "ar"]),
)
def test_marked_spans_lie_in_the_text(words: list[str], lang: str) -> None:
    text = " ".join(["Start", *words])
    for check in ("repeated-word", "repeated-phrase"):
        for hit, marked in hits(check, [text], lang):
            assert len(hit.span) == len(marked) > 0


@given(st.integers(3, 20), st.integers(3, 8))
def test_any_long_loop_is_found(times: int, size: int) -> None:
    phrase = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"][:size]
    assert texts("repeated-phrase", [" ".join(["Start", *phrase * times, "end"])], "en")
