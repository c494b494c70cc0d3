"""Telephone numbers are compared by their digits, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.examples import hits

DIGITS = st.text("123456789", min_size=8, max_size=8)
GAPS = st.sampled_from([" ", "-", "\u00a0", ".", " / "])


@given(DIGITS, GAPS, GAPS)
def test_spaces_and_codes_are_free(digits: str, one: str, other: str) -> None:
    source = f"Call +49 {one.join([digits[:3], digits[3:]])} now."
    target = f"Rufen Sie 0{other.join([digits[:4], digits[4:]])} an."
    assert not hits("telephone-number", [target], "de", [source])


@given(DIGITS, st.integers(1, 7))
def test_another_digit_is_found(digits: str, place: int) -> None:
    wrong = digits[:place] + str(int(digits[place]) % 9 + 1) + digits[place + 1 :]
    source, target = f"Call +49 {digits[:3]} {digits[3:]}.", f"+49 {wrong[:3]} {wrong[3:]} anrufen."
    ((hit, found),) = hits("telephone-number", [target], "de", [source])
    assert found == f"+49 {wrong[:3]} {wrong[3:]}"
    assert hit.suggestion == f"+49 {digits[:3]} {digits[3:]}"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("In 2019-2021 he won 6-4, 7-5.", "De 2019 à 2021, il a gagné 6-4, 7-5."),
        ("On 05.06.2024 at 09:30", "Le 5 juin 2024 à 9 h 30"),
        ("It cost 1 234 567 euros.", "Cela a coûté 1 234 568 euros."),
        ("ISBN 978-3-16-148410-0", "ISBN 978 3 16 148410 0"),
    ],
)
def test_other_rows_of_digits_are_no_telephone_numbers(source: str, target: str) -> None:
    assert not hits("telephone-number", [target], "fr", [source])
