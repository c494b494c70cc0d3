"""What every check must say of itself."""

import typing

import pytest

from auditor import runner
from auditor.core.mqm import Category
from auditor.registry import Check

CHECKS = [pytest.param(check, id=check.id) for check in runner.catalogue().values()]


@pytest.mark.parametrize("check", CHECKS)
def test_check_is_explained_with_examples(check: Check) -> None:
    assert check.summary.endswith(".")
    assert len(check.explanation) > 60
    assert any(example.flags for example in check.examples)
    assert any(example.flags is None for example in check.examples)


@pytest.mark.parametrize("check", CHECKS)
def test_check_has_a_stable_id_and_an_mqm_category(check: Check) -> None:
    assert check.id == check.id.lower()
    assert " " not in check.id
    assert "_" not in check.id
    assert check.category in typing.get_args(Category)


@pytest.mark.parametrize("check", CHECKS)
def test_example_languages_span_several_scripts_of_the_world(check: Check) -> None:
    if check.languages:
        return
    tags = {tag.split("-")[0] for e in check.examples for tag in e.languages if tag}
    assert len(tags) >= 3, tags


@pytest.mark.parametrize("check", CHECKS)
def test_options_have_defaults_of_their_type(check: Check) -> None:
    for option in check.options:
        assert isinstance(option.default, option.kind)


def test_every_family_of_the_first_catalogue_is_there() -> None:
    known = set(runner.catalogue())
    assert {
        "omission",
        "addition",
        "untranslated-segment",
        "wrong-language",
        "number-mismatch",
        "unpaired-bracket",
        "empty-brackets",
        "unpaired-quotes",
        "repeated-word",
        "mixed-quotes",
        "acronym-drift",
    } <= known
