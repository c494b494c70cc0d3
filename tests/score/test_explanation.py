"""Why a score is low, in words."""

from auditor.score import estimates
from auditor.score.explanation import LOW, reasons
from auditor.text.language import language


def explained(source: str, target: str, langs: tuple[str, str]) -> tuple[float, tuple[str, ...]]:
    found = estimates.of_pairs([source], [target], language(langs[0]), language(langs[1]), [""])
    return float(found.adequacy[0]), reasons(found)[0]


def test_a_copy_is_called_one() -> None:
    text = "Der Ausschuss beschloss am Dienstag, die alte Brücke zu sperren."
    assert "the target is a copy of the source" in explained(text, text, ("de", "es"))[1]


def test_another_sentence_has_nothing_of_the_source() -> None:
    _, why = explained(
        "Le comité a décidé mardi de fermer le vieux pont pour des réparations.",
        "孩子们在花园里吃苹果，唱着快乐的歌。",
        ("fr", "zh-Hans"),
    )
    assert why[0] in {
        "the target has nothing to do with the source",
        "little of the source's meaning is in the target",
    }


def test_a_target_that_was_cut_is_told() -> None:
    source = (
        "The committee decided on Tuesday that the old bridge must be closed for repairs, "
        "and the mayor promised that the new one would open to traffic before the winter."
    )
    adequacy, why = explained(source, "Комитет решил во вторник.", ("en", "ru"))
    assert adequacy < LOW
    assert {
        "a part of the source has no counterpart in the target",
        "the target is too long or too short for its source",
        "little of the source's meaning is in the target",
    } & set(why)


def test_a_good_pair_needs_no_reasons() -> None:
    adequacy, why = explained(
        "The children are playing in the garden.", "Los niños juegan en el jardín.", ("en", "es")
    )
    assert adequacy >= LOW
    assert why == ()
