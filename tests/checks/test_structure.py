"""Markup from file to finding: Markdown, HTML, XLIFF and PO through the whole line."""

from pathlib import Path

import pytest

import auditor
from auditor.report.model import Report

SOURCE = """\
# The plan for the new bridge

The council published [the report](https://example.org/en/report) on **Monday** evening.

> We will never close the old bridge before the new one stands.

- The first part costs nine million euros.
- The second part costs two million euros.

![A map of the river](map.png)
"""
TARGET = """\
## Le plan du nouveau pont

Le conseil a publié [le rapport](https://example.org/fr/report) lundi soir.

Nous ne fermerons jamais l’ancien pont avant que le nouveau soit debout.

- La première partie coûte neuf millions d’euros.
- La deuxième partie coûte deux millions d’euros.
"""
XLIFF = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="en" target-language="de" datatype="plaintext"><body>
<trans-unit id="1" maxwidth="12" size-unit="char"><source>Open the <g id="1">file</g> now</source>
<target>Die Datei jetzt öffnen</target></trans-unit>
</body></file></xliff>
"""
PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=3; plural=n;\\n"

#, fuzzy
msgid "&Open the file"
msgstr "Открыть файл"

msgid "The programme could not read the list of members."
msgstr "Программа не смогла прочитать этот список участников, и это была ошибка."

msgid "%d file was found "
msgid_plural "%d files were found "
msgstr[0] "Найден %d файл"
msgstr[1] "Найдено файла "
"""


def found(report: Report) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for finding in report.findings:
        told.setdefault(finding.check, []).append(finding.text)
    return told


def written(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_markdown_against_markdown(tmp_path: Path) -> None:
    paths = written(tmp_path, "a.en.md", SOURCE), written(tmp_path, "a.fr.md", TARGET)
    config = auditor.Config(source_lang="en", target_lang="fr")
    told = found(auditor.audit(*paths, config))
    assert told["structure-mismatch"] == [
        "Le plan du nouveau pont",
        "Nous ne fermerons jamais l’ancien pont avant que le nouveau soit debout.",
    ]
    assert len(told["link-mismatch"]) == 1
    assert told["lost-emphasis"] == [
        "Le conseil a publié [le rapport](https://example.org/fr/report) lundi soir."
    ]


def test_a_faithful_markdown_translation_is_left_alone(tmp_path: Path) -> None:
    good = TARGET.replace("## ", "# ").replace("lundi", "**lundi**").replace("Nous", "> Nous")
    paths = (
        written(tmp_path, "a.en.md", SOURCE),
        written(tmp_path, "a.fr.md", good + "\n![Une carte du fleuve](map.png)\n"),
    )
    config = auditor.Config(source_lang="en", target_lang="fr")
    told = found(auditor.audit(*paths, config))
    assert not {"structure-mismatch", "link-mismatch", "lost-emphasis"} & set(told)


def test_tags_and_limits_of_xliff(tmp_path: Path) -> None:
    told = found(auditor.audit_bitext(written(tmp_path, "a.xlf", XLIFF)))
    assert told["inline-tag"] == ["Die Datei jetzt öffnen"]
    assert told["too-long"] == ["Die Datei jetzt öffnen"]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("unfinished-unit", "Открыть файл"),
        ("access-key", "Открыть файл"),
        ("plural-forms", "Найден %d файл"),
        ("unit-spaces", "Найден %d файл"),
        ("placeholder", "%d"),
    ],
)
def test_units_of_po(check: str, text: str, tmp_path: Path) -> None:
    config = auditor.Config(source_lang="en", target_lang="ru")
    told = found(auditor.audit_bitext(written(tmp_path, "a.po", PO), config))
    assert told[check] == [text]
