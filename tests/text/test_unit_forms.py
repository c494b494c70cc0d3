"""Units beside a figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.unit_forms import UnitForm, UnitForms

FORMS = UnitForms(["km", "km/h", "m", "US$", "$", "公里", "dollars", "l"])


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("5 km", 1, UnitForm("km", 2, 4)),
        ("5 km/h", 1, UnitForm("km/h", 2, 6)),
        ("5km", 1, UnitForm("km", 1, 3)),
        ("5 kms", 1, None),
        ("5公里外", 1, UnitForm("公里", 1, 3)),
        ("a million of dollars", 9, UnitForm("dollars", 13, 20)),
        ("5 de l’eau", 1, UnitForm("l", 5, 6)),
        ("5 del mes", 1, None),
        ("5", 1, None),
    ],
)
def test_the_longest_form_after_a_figure_counts(
    text: str, place: int, found: UnitForm | None
) -> None:
    assert FORMS.after(text, place) == found


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("US$5", 3, UnitForm("us$", 0, 3)),
        ("$ 5", 2, UnitForm("$", 0, 1)),
        ("km 5", 3, UnitForm("km", 0, 2)),
        ("km5", 2, None),
        ("5", 0, None),
    ],
)
def test_a_form_before_a_figure(text: str, place: int, found: UnitForm | None) -> None:
    assert FORMS.before(text, place) == found


@given(st.text("km/h $5公里", max_size=8), st.integers(0, 8))
def test_what_is_found_stands_there(text: str, place: int) -> None:
    for found in (FORMS.after(text, place), FORMS.before(text, min(place, len(text)))):
        assert found is None or text[found.start : found.end].lower() == found.form
