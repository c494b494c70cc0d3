"""The order of the words around two figures."""

import pytest

from auditor.text.figure_neighbours import order_of_phrases
from auditor.text.figures import figures
from auditor.text.language import language


@pytest.mark.parametrize(
    ("source", "target", "tags", "kept"),
    [
        ("有30位老师，45位学生。", "45 teachers and 30 students", ("zh-Hans", "en"), True),
        ("有30位老师，45位学生。", "45 students and 30 teachers", ("zh-Hans", "en"), False),
        ("30 Lehrer und 45 Schüler", "45 enseignants et 30 élèves", ("de", "fr"), True),
        ("30 Lehrer und 45 Schüler", "45 élèves et 30 enseignants", ("de", "fr"), False),
        ("30 in Lisbon, 45 in Toledo", "45 в Лисбоне, 30 в Толедо", ("en", "ru"), True),
        ("30 in Lisbon, 45 in Toledo", "45 в Толедо, 30 в Лисбоне", ("en", "ru"), False),
    ],
)
def test_words_stay_or_move_with_their_figure(
    source: str, target: str, tags: tuple[str, str], kept: bool
) -> None:
    languages = language(tags[0]), language(tags[1])
    first, second = figures(source, languages[0])
    order = order_of_phrases((source, target), languages, (first, second), ())
    assert (order.kept > 0, order.turned > 0) == (kept, not kept)


def test_figures_without_a_mark_between_tell_nothing() -> None:
    source, target = "30 Lehrer von 45 Schülern", "45 enseignants, 30 élèves"
    languages = language("de"), language("fr")
    first, second = figures(source, languages[0])
    order = order_of_phrases((source, target), languages, (first, second), ())
    assert order == (0, 0, 0)


def test_other_figures_are_sure() -> None:
    languages = language("en"), language("de")
    source, target = "30 on route 7, 45 on route 9", "45 auf Linie 7, 30 auf Linie 9"
    there, here = figures(source, languages[0]), figures(target, languages[1])
    others = ((there[1], here[1]), (there[3], here[3]))
    order = order_of_phrases((source, target), languages, (there[0], there[2]), others)
    assert (order.sure, order.turned) == (1, 0)
