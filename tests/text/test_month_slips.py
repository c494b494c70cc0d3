"""Misspelt names of months and days."""

import pytest

from auditor.text.language import language
from auditor.text.month_slips import meant_month


@pytest.mark.parametrize(
    ("tag", "text", "word", "meant"),
    [
        ("en", "until Jully 26", "Jully", "July"),
        ("en", "on 26 Septmber 2026", "Septmber", "September"),
        ("de", "am 3. Janaur 2026", "Janaur", "Januar"),
        ("fr", "le 3 septembe 2026", "septembe", "septembre"),
        ("es", "el 3 de setiemre de 2026", "setiemre", None),
        ("pt-BR", "em 3 de dezmbro de 2026", "dezmbro", "dezembro"),
        ("ru", "3 сентябрья 2026 года", "сентябрья", "сентября"),
        ("uk", "3 сепрня 2026 року", "сепрня", "серпня"),
        ("it", "il 3 novmbre 2026", "novmbre", "novembre"),
        ("en", "Jully Miller came", "Jully", None),
        ("en", "in Juno 2", "Juno", None),
        ("en", "July 26", "July", None),
        ("fr", "le 3 juillet", "juillet", None),
    ],
)
def test_only_a_word_beside_a_number_is_a_slip(
    tag: str, text: str, word: str, meant: str | None
) -> None:
    assert meant_month(word, text.index(word), text, language(tag)) == meant
