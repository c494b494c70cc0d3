"""Amounts as a language writes them, read back by value."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from auditor.text.amounts import in_words, plain
from auditor.text.figures import figures
from auditor.text.language import language, tags


@given(st.integers(min_value=1, max_value=10**14), st.sampled_from(tags()))
def test_amount_in_words_is_read_back(number: int, tag: str) -> None:
    amount = Fraction(number // 10**4 * 10**4 or number)
    (figure,) = figures(f"( {in_words(amount, language(tag))} )", language(tag))
    assert abs(figure.value - amount) <= amount / 10**4


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1000))
def test_plain_number_is_rounded_to_four_decimals(value: Fraction) -> None:
    written = plain(value, language("en"))
    assert abs(Fraction(written.replace(",", "")) - value) <= Fraction(1, 20000)
