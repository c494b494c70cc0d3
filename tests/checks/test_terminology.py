"""Acronyms that drift, and the terms of a glossary."""

import pytest

from auditor.core.glossary import Term
from tests.checks.examples import hits, texts


@pytest.mark.parametrize(
    ("lang", "lines", "marked"),
    [
        ("fr", ["L’IA progresse.", "La technologie AI inquiète."], "AI"),
        ("es", ["La ONU votó.", "Un informe de la UN critica."], "UN"),
        ("it", ["Il PIL cresce.", "Si attende che il GDP cali."], "GDP"),
        ("pt-BR", ["A IA avança.", "O setor de AI cresce."], "AI"),
        ("ru", ["ИИ развивается.", "Рынок AI растёт."], "AI"),
        ("uk", ["ООН ухвалила рішення.", "Доповідь UN готова."], "UN"),
    ],
)
def test_foreign_form_beside_the_own_one_is_marked(
    lang: str, lines: list[str], marked: str
) -> None:
    ((hit, text),) = hits("acronym-drift", lines, lang)
    assert text == marked
    assert hit.suggestion


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("fr", ["L’IA progresse avec Meta AI, OpenAI et l’AI Act."]),
        ("fr", ["L’intelligence artificielle (AI) ou IA progresse."]),
        ("fr", ["La technologie AI inquiète."]),
        ("es", ["La UE paga en US$ y EU-14."]),
        ("pt-BR", ["Os EUA deram US$ 140 milhões."]),
        ("ru", ["ИИ растёт, пишет AI News о модели AI-900."]),
        ("zh-Hans", ["AI技术很快，中国的AI企业也是。"]),
        ("de", ["Die KI wächst, die AI auch."]),
        ("fr", ["L’IA ET L’AI PROGRESSENT", "L’IA progresse."]),
    ],
)
def test_names_glosses_and_single_forms_are_left_alone(lang: str, lines: list[str]) -> None:
    assert not texts("acronym-drift", lines, lang)


def test_all_places_of_a_form_are_one_finding() -> None:
    lines = ["L’IA progresse.", "La technologie AI inquiète et le marché AI monte."]
    ((hit, _),) = hits("acronym-drift", lines, "fr")
    assert [place.segment for place in hit.places] == [1, 1]


def test_same_letters_count_where_the_original_has_one_form() -> None:
    target = ["Die NATO tagt.", "Die NATO stimmt zu.", "Er kritisiert die OTAN."]
    one = ["NATO meets.", "NATO agrees.", "He criticises NATO."]
    both = ["NATO meets.", "NATO agrees.", "He criticises OTAN."]
    assert texts("acronym-drift", target, "de", source=one) == ["OTAN"]
    assert not texts("acronym-drift", target, "de", source=both)
    assert not texts("acronym-drift", target, "de")


BANK = (Term("central bank", "banque centrale"),)


@pytest.mark.parametrize(
    ("source", "target", "marked"),
    [
        ("The central bank bought bonds.", "La banque nationale a acheté.", ["central bank"]),
        ("The Central Bank bought bonds.", "La Banque centrale a acheté.", []),
        ("The central bank bought bonds.", "Les banques centrales ont acheté.", []),
        ("The bank bought bonds.", "La banque a acheté.", []),
    ],
)
def test_term_must_be_rendered_as_asked(source: str, target: str, marked: list[str]) -> None:
    assert texts("glossary-term", [target], "fr", source=[source], glossary=BANK) == marked


@pytest.mark.parametrize(
    ("lang", "term", "right", "wrong"),
    [
        ("ru", "вычислительная мощность", "Цена вычислительной мощности растёт.", "Цена растёт."),
        ("zh-Hans", "算力", "算力的价格上涨。", "计算的价格上涨。"),
        ("ar", "شبكة", "تعمل الشبكة جيدا.", "تعمل الآلة جيدا."),
        ("de", "Rechenleistung", "Der Preis der Rechenleistungen steigt.", "Der Preis steigt."),
    ],
)
def test_endings_and_articles_are_no_mismatch(lang: str, term: str, right: str, wrong: str) -> None:
    glossary = (Term("compute", term),)
    assert not texts(
        "glossary-term", [right], lang, source=["The price of compute"], glossary=glossary
    )
    assert texts("glossary-term", [wrong], lang, source=["The price of compute"], glossary=glossary)


def test_one_of_several_renderings_is_enough() -> None:
    glossary = (*BANK, Term("central bank", "institut d’émission"))
    source, target = ["The central bank acts."], ["L’institut d’émission agit."]
    assert not texts("glossary-term", target, "fr", source=source, glossary=glossary)


def test_longest_of_overlapping_terms_counts() -> None:
    glossary = (Term("network", "réseau social"), Term("neural network", "réseau de neurones"))
    source, target = ["A neural network learns."], ["Un réseau de neurones apprend."]
    assert not texts("glossary-term", target, "fr", source=source, glossary=glossary)


@pytest.mark.parametrize(
    ("lang", "text", "term", "marked"),
    [
        ("fr", "La cryptographie a perdu dix pour cent.", "cryptographie", ["cryptographie"]),
        ("ru", "Рынок криптографии упал.", "криптография", ["криптографии"]),
        ("zh-Hant", "人工智慧正在改變世界。", "人工智慧", ["人工智慧"]),
        ("ar", "سقط سوق التشفير.", "تشفير", ["التشفير"]),
        ("de", "Die Kryptowährung fiel.", "Krypto", []),
    ],
)
def test_forbidden_rendering(lang: str, text: str, term: str, marked: list[str]) -> None:
    glossary = (Term("crypto", term, forbidden=True), Term("crypto", "xyz"))
    found = hits("forbidden-term", [text], lang, glossary=glossary)
    assert [text for _, text in found] == marked
    assert all(hit.suggestion == "xyz" for hit, _ in found)


def test_rendering_that_another_term_allows_is_left_alone() -> None:
    glossary = (
        Term("crypto", "cryptographie", forbidden=True),
        Term("cryptography", "cryptographie"),
    )
    target = ["Il étudie la cryptographie."]
    assert not texts("forbidden-term", target, "fr", glossary=glossary)
    assert texts("forbidden-term", target, "fr", source=["He studies crypto."], glossary=glossary)
    assert not texts(
        "forbidden-term", target, "fr", source=["He studies cryptography."], glossary=glossary
    )
