from hypothesis import given
from hypothesis import strategies as st

from auditor.text.language import language
from auditor.text.returning import returning
from auditor.text.tokens import tokenize


def test_a_passage_that_two_texts_share() -> None:
    texts = (
        "The new law holds from Monday on for all.",
        "Nothing else was said.",
        "He read: the new law holds from Monday on.",
        "城市需要更多的公共住房。",
        "他说城市需要更多的公园。",
        "Новый закон действует с понедельника.",
    )
    assert returning(texts, 6) == [True, False, True, True, True, False]


WORDS = st.sampled_from(["a", "b’c", "d-e", "12", "3,4", "é", "法", "律", "закон"])
TEXTS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=6)


@given(TEXTS)
def test_none_is_left_out_that_has_words_of_another(texts: list[str]) -> None:
    english = language("en")
    rows = [
        tuple(t.text for t in tokenize(text, english) if t.kind in ("word", "number"))
        for text in texts
    ]
    passages = [{own[i : i + 3] for i in range(len(own) - 2)} for own in rows]
    found = returning(texts, 3)
    for number, own in enumerate(passages):
        others = set().union(*passages[:number], *passages[number + 1 :])
        assert found[number] or not own & others
