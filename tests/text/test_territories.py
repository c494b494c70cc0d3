"""Countries by name."""

import pytest

from auditor.text.language import language
from auditor.text.territories import has_short_form, names_of, territories


@pytest.mark.parametrize(
    ("tag", "text", "codes"),
    [
        ("en", "France beat Norway; the french team; Jordan Smith", ["FR", "NO"]),
        ("de", "Botschafter Polens in Kanada", ["PL", "CA"]),
        ("ru", "из Швеции в Иран, на кубок", ["SE", "IR"]),
        ("ja", "トルコとフランス", ["TR", "FR"]),
        ("zh-Hant", "智利與玻利維亞", ["CL", "BO"]),
        ("ar", "من كندا إلى المكسيك", ["CA", "MX"]),
        ("xx", "France", []),
    ],
)
def test_countries_are_found_by_their_names(tag: str, text: str, codes: list[str]) -> None:
    assert [place.code for place in territories(text, language(tag))] == codes


def test_a_country_may_stand_in_letters() -> None:
    assert has_short_form("US", "the U.S. Senate")
    assert has_short_form("GB", "в Британии")
    assert not has_short_form("FR", "the U.S. Senate")
    assert "norvège" in names_of("NO", "fr")
