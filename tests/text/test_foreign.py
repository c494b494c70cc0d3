"""Letters that a language does not write with."""

import pytest

from auditor.text.foreign import foreign_letters
from auditor.text.language import language


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("fr", "Voir la 图片 ci-dessous", ["图片"]),
        ("ru", "Он купил 株式 и κόσμος", ["株式", "κόσμος"]),
        ("zh-Hans", "公司的 президент 和 사장", ["президент", "사장"]),
        ("ja", "東京のкошкаです", ["кошка"]),
        ("ko", "그는 社長 이다", ["社長"]),
        ("ar", "السوق рынок صعب", ["рынок"]),
        ("en", "Angle α, 5 kΩ and `图片`", []),
        ("zh-Hant", "OpenAI 的執行長", []),
    ],
)
def test_runs_of_other_scripts(tag: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in foreign_letters(text, language(tag))] == found


def test_nothing_is_foreign_where_the_script_is_not_known() -> None:
    assert not list(foreign_letters("图片", language("sw")))
