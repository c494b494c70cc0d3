"""Sentences in another language or written form than the translation."""

import pytest

from tests.checks.examples import texts

ENGLISH = "The government announced on Monday that it would raise the tax next year."
RUSSIAN = "Правительство объявило в понедельник, что повысит этот налог в следующем году."
CHINESE = "政府星期一宣布将在明年提高这项税收，企业对此表示强烈反对。"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", ENGLISH),
        ("ja", ENGLISH),
        ("ar", RUSSIAN),
        ("de", RUSSIAN),
        ("en", CHINESE),
        ("ru", CHINESE),
    ],
)
def test_sentence_in_another_language_is_marked(lang: str, text: str) -> None:
    assert texts("wrong-language", [text], lang) == [text]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le gouvernement augmentera cet impôt l’an prochain, a-t-il dit lundi."),
        ("fr", "Galaxy Bank, Wall Street Journal, New York Stock Exchange"),
        ("ru", "Президент выступил на форуме World Economic Forum в понедельник."),
        ("zh-Hans", "他在《华尔街日报》上说：“AI 不是泡沫。”"),
        ("ja", "`git commit -m message` を実行します。"),
        ("ar", "أعلنت شركة OpenAI عن نموذج GPT الجديد."),
    ],
)
def test_own_language_names_and_code_are_left_alone(lang: str, text: str) -> None:
    assert not texts("wrong-language", [text], lang)


def test_sentence_of_the_original_is_left_to_the_other_check() -> None:
    assert not texts("wrong-language", [ENGLISH], "fr", source=[ENGLISH])
    assert texts("untranslated-segment", [ENGLISH], "fr", source=[ENGLISH]) == [ENGLISH]


@pytest.mark.parametrize(
    ("lang", "text", "wrong"),
    [
        ("zh-Hant", "这个问题还没有得到解决，专家们对此感到担忧。", True),
        ("zh-Hans", "學生們在圖書館裡認真讀書，準備應對這場考試。", True),
        ("zh-Hant", "學生們在圖書館裡認真讀書。", False),
        ("zh-Hans", "学生们在图书馆里认真读书。", False),
        ("ja", "学生たちは図書館で勉強している。", False),
        ("pt-BR", "O ônibus chegou ao ponto de parada.", False),
        ("en-GB", "The color of the neighbor’s car", False),
    ],
)
def test_other_written_form(lang: str, text: str, wrong: bool) -> None:
    assert bool(texts("wrong-variant", [text], lang)) is wrong
