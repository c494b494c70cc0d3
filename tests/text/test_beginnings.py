import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.beginnings import Index, beginnings


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("den(?:ial|y|ies)", {"denial", "deny", "denies"}),
        ("d[ée]nis?(?! de)", {"deni", "denis", "déni", "dénis"}),
        ("Приним(?:аю|ает) участие", {"принимаю", "принимает"}),
        ("(?:une? )?fois", {"un", "une", "fois"}),
        ("abc+d", {"abc"}),
        ("abc*d", {"ab"}),
        ("ab{2}", {"a"}),
        (r"\d+ euros|prix", {"", "prix"}),
        ("(?<!x)y", {""}),
        ("كتب(?:وا)? إلى", {"كتب", "كتبوا"}),
    ],
)
def test_letters_that_every_match_begins_with(pattern: str, expected: set[str]) -> None:
    assert beginnings(pattern) == expected


WORDS = st.text("abcé", min_size=1, max_size=4)
ATOMS = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=1, max_size=3).map(lambda own: f"(?:{'|'.join(own)})"),
    st.text("abé", min_size=1, max_size=3).map(lambda own: f"[{own}]"),
    st.sampled_from([r"\w", "a?", "(?:bc)?", "b+", "c*", "(?!b)", "[^a]", " ", "a{1,2}"]),
)
PATTERNS = st.lists(st.lists(ATOMS, min_size=1, max_size=4).map("".join), min_size=1, max_size=3)


@given(PATTERNS.map("|".join), st.text("abcé ", max_size=12))
def test_no_match_begins_otherwise(pattern: str, text: str) -> None:
    known = tuple(beginnings(pattern))
    for match in regex.finditer(pattern, text, overlapped=True):
        assert match.group().startswith(known)


def test_an_index_gives_the_expressions_that_a_text_may_match() -> None:
    index = Index(["den(?:ial|y)", None, "adress(?:e|er) un", "приним", r"\W"])
    assert index.among(["it", "deny", "adresser"]) == [0, 2, 4]
    assert index.among(["принимает"]) == [3, 4]
    assert index.among(["nothing"]) == [4]
    assert index.among([]) == []
