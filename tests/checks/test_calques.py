"""False friends, calques and anglicisms."""

import tomllib
from importlib import resources

import pytest
import regex

from auditor.core.mqm import Severity
from auditor.runner import find
from auditor.text.language import tags
from tests.checks.examples import hits, texts

DATA = tomllib.loads(
    (resources.files("auditor.checks") / "data" / "calques.toml").read_text(encoding="utf-8")
)
FIELDS = {"kind", "find", "alone", "from", "instead", "unless", "not_in"}


@pytest.mark.parametrize("lang", sorted(DATA))
def test_entries_are_whole(lang: str) -> None:
    languages = {tag.split("-")[0] for tag in tags()}
    assert lang in languages
    assert len({row["find"] for row in DATA[lang]}) == len(DATA[lang])
    for row in DATA[lang]:
        assert row["kind"] in ("false", "calque", "loan")
        assert all(row[key] for key in ("find", "from", "instead"))
        assert set(row) - FIELDS <= languages
        assert row.get("alone") or set(row) - FIELDS, "nothing could ever find it"
        for key in ("find", "unless", *(set(row) - FIELDS)):
            regex.compile(row.get(key, ""))


def test_every_language_with_entries_is_declared() -> None:
    declared = {*find("calque").languages, *find("false-friend").languages}
    assert declared == set(DATA)


def test_a_false_friend_needs_its_original() -> None:
    target = ["Il vit dans le déni."]
    assert texts("false-friend", target, "fr", source=["They issued a denial."]) == ["déni"]
    assert not hits("false-friend", target, "fr", source=["They issued a statement."])
    assert not hits("false-friend", target, "fr", source=["He lives in denial."])
    assert find("false-friend").severity is Severity.MAJOR


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("fr", "Cela fait du sens."),
        ("es", "Tomó lugar ayer."),
        ("pt-BR", "Ele realizou que era tarde."),
        ("it", "Vuole salvare tempo."),
        ("uk", "Це на протязі року."),
    ],
)
def test_what_is_wrong_without_an_original(lang: str, line: str) -> None:
    ((hit, text),) = hits("calque", [line], lang)
    assert text in line
    assert hit.suggestion


def test_words_that_a_region_uses_are_left_alone() -> None:
    source = ["She eventually left."]
    assert texts("false-friend", ["Ella eventualmente salió."], "es", source=source)
    assert not texts("false-friend", ["Ella eventualmente salió."], "es-MX", source=source)
