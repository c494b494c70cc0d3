"""Characters of many texts at once: classes, scripts, shared strings."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.score.characters import CLASSES, SCRIPTS, Characters, shared

TEXTS = ("Héllo wörld.", "你好，世界！", "Привет «мир»?", "さくら カナ 한국", "")


def test_classes_are_counted_by_text() -> None:
    counts = Characters.of(TEXTS).classes()
    of = [dict(zip(CLASSES, row, strict=True)) for row in counts.tolist()]
    assert of[0]["upper"] == 1
    assert of[0]["lower"] == 9
    assert of[1]["letter"] == 4
    assert of[1]["comma"] == of[1]["exclamation"] == 1
    assert of[2]["quote"] == 2
    assert sum(of[4].values()) == 0


def test_scripts_are_counted_by_text() -> None:
    rows = Characters.of(TEXTS).scripts()
    found = [{name for name, n in zip(SCRIPTS, row, strict=True) if n} - {"none"} for row in rows]
    assert found == [{"Latn"}, {"Hani"}, {"Cyrl"}, {"Hira", "Kana", "Hang"}, set()]


def test_the_last_mark_is_read_through_quotes() -> None:
    last = Characters.of(("He said “no.”", "真的吗？」", "end ", "")).last()
    names = [CLASSES[kind] for kind in last]
    assert names == ["stop", "question", "lower", "other"]


def test_strings_are_shared_without_case_and_accent() -> None:
    left, right = (
        Characters.of(("Québec 1998", "完全不同的句子")),
        Characters.of(("QUEBEC", "另一个句子啊")),
    )
    both = shared(left.runs(), right.runs(), 2)
    assert both[0].tolist() == [3, 8, 3]
    assert both[1, 0] == 0


@given(st.lists(st.text(max_size=20), max_size=6))
def test_every_character_is_in_one_class(texts: list[str]) -> None:
    counts = Characters.of(texts).classes()
    assert counts.sum(axis=1).tolist() == [float(len(text)) for text in texts]
    assert shared(*(Characters.of(texts).runs(),) * 2, len(texts)).shape == (len(texts), 3)
