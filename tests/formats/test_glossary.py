"""Glossaries: tables and TBX."""

from pathlib import Path

import pytest

from auditor.core.errors import InputError, UnreadableFile
from auditor.core.glossary import Term
from auditor.formats import read_glossary

TBX = """\
<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><langSet xml:lang="en"><tig><term>ledger</term></tig></langSet>
<langSet xml:lang="uk"><tig><term>реєстр</term></tig>
<tig><term>гросбух</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
</langSet></termEntry></body></text></martif>
"""


def read(tmp_path: Path, name: str, text: str) -> tuple[Term, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_glossary(path)


@pytest.mark.parametrize(
    ("name", "text", "terms"),
    [
        ("g.csv", "source,target\nledger,grand livre\n", (Term("ledger", "grand livre"),)),
        ("g.tsv", "en\tzh-Hant\nledger\t帳本\n", (Term("ledger", "帳本"),)),
        (
            "g.csv",
            "source,target,forbidden\nchain,цепь,yes\nchain,цепочка,no\n",
            (Term("chain", "цепь", forbidden=True), Term("chain", "цепочка")),
        ),
        (
            "g.csv",
            "source;target;status\nkey;مفتاح;Preferred\nkey;زر;deprecated\n",
            (Term("key", "مفتاح"), Term("key", "زر", forbidden=True)),
        ),
        ("g.csv", "source,target\n a , b \na,b\nc,\n", (Term("a", "b"),)),
        ("g.tbx", TBX, (Term("ledger", "реєстр"), Term("ledger", "гросбух", forbidden=True))),
    ],
)
def test_glossaries(name: str, text: str, terms: tuple[Term, ...], tmp_path: Path) -> None:
    assert read(tmp_path, name, text) == terms


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("g.txt", "a = b", "no glossary format"),
        ("g.csv", "a,b\nc,d\n", "no header"),
        ("g.csv", "source,target\na,\n", "no term"),
        ("g.csv", "source,target,forbidden\na,b,maybe\n", "line 2 .* 'maybe'; write yes or no"),
        ("g.tbx", "<martif>", "broken XML"),
        ("g.tbx", TBX.replace("uk", "en"), "no term"),
        ("g.tbx", TBX.replace("<martif", "<!DOCTYPE m [<!ENTITY a 'b'>]><martif"), "XML entities"),
        ("g.csv", "", "is empty"),
    ],
)
def test_broken_glossaries_are_refused(name: str, text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, name, text)


def test_missing_glossary(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_glossary(tmp_path / "g.csv")


def test_terms_that_are_not_to_be_translated_ask_for_themselves(tmp_path: Path) -> None:
    text = "source,target,status\nGate.io,,do not translate\n算力,puissance,approved\nπλοίο,x,DNT\n"
    assert read(tmp_path, "g.csv", text) == (
        Term("Gate.io", "Gate.io"),
        Term("算力", "puissance"),
        Term("πλοίο", "πλοίο"),
    )
