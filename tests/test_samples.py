"""The labels of the samples point at what they say."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from auditor import pipeline
from auditor.config import from_mapping
from auditor.core.mqm import Category, Severity

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())

DEFECTS = {
    "zh-Hant-fr/defects.tsv": ("zh-Hant-fr/article.zh-Hant.txt", "zh-Hant-fr/article.fr.txt"),
    "en-de/defects.tsv": ("en-de/article.en.md", "en-de/article.de.md"),
    "ja-en/defects.tsv": ("ja-en/article.ja.html", "ja-en/article.en.html"),
    "ar-en/defects.tsv": ("ar-en/article.ar.txt", "ar-en/article.en.txt"),
    "ui/messages.de.defects.tsv": ("ui/messages.de.po", "ui/messages.de.po"),
    "ui/messages.fr.defects.tsv": ("ui/messages.fr.xlf", "ui/messages.fr.xlf"),
}
ARTICLES = sorted(name for name in DEFECTS if not name.startswith("ui/"))
COLUMNS = [
    "side",
    "line_no",
    "exact_substring",
    "category",
    "severity",
    "explanation",
    "suggested_fix",
]


def lines(name: str) -> list[str]:
    """Read the lines of a sample, without their ends."""
    return (SAMPLES / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")


def table(name: str) -> list[dict[str, str]]:
    """Read a table of labels by its header."""
    header, *rows = (line.split("\t") for line in lines(name))
    return [dict(zip(header, row, strict=True)) for row in rows]


def prose(line: str) -> str:
    """Give what a line of HTML shows to a reader."""
    return re.sub(r"<[^>]*>", "", line).strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_files_are_utf8_with_unix_line_ends(path: Path) -> None:
    data = path.read_bytes()
    assert data.decode("utf-8").endswith("\n")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", sorted(DEFECTS))
def test_defects_stand_on_their_lines(name: str) -> None:
    texts = dict(zip(("source", "target"), map(lines, DEFECTS[name]), strict=True))
    rows = table(name)
    assert rows
    for row in rows:
        assert list(row) == COLUMNS
        line = texts[row["side"]][int(row["line_no"]) - 1]
        assert line.count(row["exact_substring"]) == 1, row
        assert row["category"] in get_args(Category), row
        assert row["severity"] in list(Severity), row
        assert row["explanation"], row
        assert row["suggested_fix"], row
        assert row["suggested_fix"] != row["exact_substring"], row


@pytest.mark.parametrize("name", sorted(DEFECTS))
def test_no_defect_is_labelled_twice(name: str) -> None:
    keys = Counter(
        (row["side"], row["line_no"], row["exact_substring"], row["category"])
        for row in table(name)
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_alignment_covers_every_line_once(name: str) -> None:
    rows = table(name.replace("defects", "alignment"))
    for side, article in zip(("source_line", "target_line"), DEFECTS[name], strict=True):
        numbers = [int(number) for row in rows for number in row[side].split(",") if number]
        shown = prose if article.endswith(".html") else str.strip
        expected = [number for number, line in enumerate(lines(article), 1) if shown(line)]
        assert numbers == expected
    assert {row["note"] for row in rows} <= {"", "chrome", "code", "markup"}
    assert all(row["source_line"] or row["target_line"] for row in rows)


@pytest.mark.parametrize("name", ["zh-Hant-fr", "ja-en", "ar-en"])
def test_beads_rebuild_the_article(name: str) -> None:
    chrome = [row for row in table(f"{name}/alignment.tsv") if row["note"] == "chrome"]
    for side, article in zip(("source", "target"), DEFECTS[f"{name}/defects.tsv"], strict=True):
        parts: dict[int, str] = {}
        for row in table(f"{name}/beads.tsv"):
            if row[f"{side}_text"]:
                number = int(row[f"{side}_line"])
                parts[number] = parts.get(number, "") + row[f"{side}_text"]
            else:
                assert row[f"{side}_line"] == ""
        skip = {row[f"{side}_line"] for row in chrome}
        shown = prose if article.endswith(".html") else str.strip
        expected = {
            number: "".join(shown(line).split())
            for number, line in enumerate(lines(article), 1)
            if shown(line) and str(number) not in skip
        }
        assert {n: "".join(text.split()) for n, text in parts.items()} == expected


def test_typography_points_at_its_marks() -> None:
    article = lines("zh-Hant-fr/article.fr.txt")
    for row in table("zh-Hant-fr/typography.tsv"):
        line, start, end = article[int(row["line_no"]) - 1], int(row["start"]), int(row["end"])
        assert "".join(f"U+{ord(character):04X}" for character in line[start:end]) == row["found"]
        assert row["mark"] in line[max(start - 1, 0) : end + 1]


def test_the_famous_defect_is_labelled() -> None:
    marked = [row["exact_substring"] for row in table("zh-Hant-fr/defects.tsv")]
    assert "tsar de la cryptographie de l'IA" in marked


@pytest.mark.parametrize("name", ["zh-Hant-fr/article.fr.clean.txt", "en-de/article.de.clean.md"])
def test_clean_translations_have_clean_typography(name: str) -> None:
    text = "\n".join(lines(name))
    assert not re.search(r"\b(\w+) \1\b", text)
    for opening, closing in ("()", "[]", "«»", "„“" if "de.clean" in name else "“”"):
        assert text.count(opening) == text.count(closing)
    if name.startswith("zh-Hant-fr"):
        assert not re.search(r"'|« | [»:;?!%]", text)


def test_clean_translation_keeps_every_paragraph() -> None:
    source, clean = (lines(f"zh-Hant-fr/article.{tag}.txt") for tag in ("zh-Hant", "fr.clean"))
    assert [bool(line) for line in source] == [bool(line) for line in clean]


def test_glossary_terms_stand_in_the_source() -> None:
    article = "\n".join(lines("zh-Hant-fr/article.zh-Hant.txt"))
    header, *terms = (line.split(",") for line in lines("glossary.csv"))
    assert header == ["source", "target"]
    assert terms
    for source, target in terms:
        assert source in article
        assert target


def test_example_configuration_is_valid() -> None:
    config = from_mapping(tomllib.loads((SAMPLES / "auditor.toml").read_text(encoding="utf-8")))
    assert config.target_lang == "fr"
    assert (SAMPLES.parent / config.glossary).is_file()


@pytest.mark.parametrize("name", ARTICLES)
def test_no_check_crashes_on_a_sample(name: str) -> None:
    source, target = (SAMPLES / path for path in DEFECTS[name])
    report = pipeline.audit(source, target)
    assert [skip for skip in report.skips if skip.crashed] == []
    assert report.findings
    alone = pipeline.check(target)
    assert [skip for skip in alone.skips if skip.crashed] == []


@pytest.mark.parametrize("name", ["ui/messages.de.po", "ui/messages.fr.xlf"])
def test_no_check_crashes_on_a_bitext(name: str) -> None:
    report = pipeline.audit_bitext(SAMPLES / name)
    assert [skip for skip in report.skips if skip.crashed] == []
