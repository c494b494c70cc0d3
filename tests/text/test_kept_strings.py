"""What a translation keeps, and what of an address may change."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.kept_strings import address_key, kept_strings


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Delete %d of {total}?", ["%d", "{total}"]),
        ("{{ name }}的文件 ${path}", ["{{ name }}", "${path}"]),
        ("Рост на 5 % от 100%", []),
        ("Запустите run() и --force", ["run()", "--force"]),
        ("اكتب إلى info@example.org الآن", ["info@example.org"]),
        ("他@anna_k，请看 https://example.org/a。", ["@anna_k", "https://example.org/a"]),
        ("and/or, 24/7, e.g. Node.js – he/she", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert [piece.span.of(text) for piece in kept_strings(text)] == pieces


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("https://example.org/en/guide/", "http://www.example.org/fr/guide"),
        ("https://en.wikipedia.org/wiki/Bread", "https://ja.wikipedia.org/wiki/パン"),
        ("https://example.org/a?lang=en", "https://example.org/a?lang=de"),
        ("https://example.org/index.en.html", "https://example.org/index.zh.html"),
        ("https://example.org/zh-Hant/a", "https://example.org/pt-br/a"),
    ],
)
def test_addresses_that_differ_by_their_language_are_the_same(address: str, other: str) -> None:
    assert address_key(address) == address_key(other)


def test_addresses_of_two_pages_are_not() -> None:
    assert address_key("https://example.org/en/guide") != address_key("https://example.org/en/news")


@given(st.text(alphabet="aé{}%$@/`-_()sd 中я\n", max_size=60))
def test_pieces_are_in_order_and_disjoint(text: str) -> None:
    spans = [piece.span for piece in kept_strings(text)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
