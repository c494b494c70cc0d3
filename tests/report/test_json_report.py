"""JSON there and back, its schema, and what is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.errors import InputError, UnreadableFile
from auditor.report import from_json, to_json
from auditor.report.json_schema import schema, schema_text
from auditor.report.model import SCHEMA_VERSION, Report
from tests.report import factory

REPORTS: list[Callable[[], Report]] = [
    factory.article,
    factory.hostile,
    factory.arabic,
    factory.japanese,
    factory.monolingual,
    factory.bitext_file,
    factory.empty,
]
MAJOR, MINOR = (int(part) for part in SCHEMA_VERSION.split("."))


def changed(change: Callable[[Any], None]) -> str:
    data = json.loads(to_json(factory.article()))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize("make", REPORTS)
def test_round_trip_is_exact(make: Callable[[], Report]) -> None:
    report = make()
    text = to_json(report)
    assert from_json(text) == report
    assert to_json(from_json(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(0, 1), st.floats(0, 100))
@settings(max_examples=50)
def test_round_trip_of_any_text_and_number(text: str, score: float, quality: float) -> None:
    report = factory.make([factory.Line(text, text[::-1], scores=[("fluency", score)])])
    report = replace(report, rows=(replace(report.rows[0], quality=quality),))
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize("make", REPORTS)
def test_reports_follow_the_schema(make: Callable[[], Report]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(to_json(make())), schema())


def test_the_schema_refuses_what_is_not_a_report() -> None:
    data = json.loads(changed(lambda d: d["findings"][0].update(severity="awful")))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


def test_the_schema_in_the_docs_is_current() -> None:
    path = Path(__file__).parents[2] / "docs" / "report.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text()


def test_texts_are_readable_and_keys_in_order() -> None:
    text = to_json(factory.japanese())
    assert "新しいフェリー" in text
    assert list(json.loads(text))[:3] == ["schema", "provenance", "source"]
    assert json.loads(text)["summary"]["severities"]["minor"] == 1


def test_a_byte_order_mark_is_no_obstacle() -> None:
    report = factory.article()
    assert from_json("\ufeff" + to_json(report)) == report


def test_another_major_version_is_refused_with_advice() -> None:
    text = changed(lambda d: d.update(schema=f"{MAJOR + 1}.0"))
    with pytest.raises(InputError, match="make the report anew") as caught:
        from_json(text)
    assert not isinstance(caught.value, UnreadableFile)


def test_a_newer_minor_version_may_know_more() -> None:
    def change(data: Any) -> None:
        data["schema"] = f"{MAJOR}.{MINOR + 1}"
        data["novelty"] = {"a": 1}
        data["rows"][0]["novelty"] = None

    report = from_json(changed(change))
    assert report.rows == factory.article().rows


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(novelty=1), "unknown key 'novelty'"),
        (lambda d: d.pop("summary"), "'summary' is missing"),
        (lambda d: d.pop("schema"), "`schema`"),
        (lambda d: d.update(schema="one"), "not a version"),
        (lambda d: d.update(rows={}), r"report\.rows must be an array"),
        (lambda d: d["rows"][0].update(index="1"), r"rows\[0\]\.index must be a whole number"),
        (lambda d: d["rows"][0].update(index=True), "must be a whole number"),
        (lambda d: d["rows"][0].update(kind="strange"), r"rows\[0\]\.kind must be a known word"),
        (lambda d: d["rows"][2]["target"].update(lines=[1]), "array of 2"),
        (lambda d: d["rows"][2]["target"].update(text=None), "must be a text"),
        (lambda d: d["rows"][2]["target"].update(text="\ud800"), "lone surrogates"),
        (lambda d: d["findings"][0].update(severity=[]), "severity must be"),
        (lambda d: d["summary"].update(passed="yes"), "true or false"),
        (lambda d: d["summary"].update(penalty=10**400), "a finite number"),
        (lambda d: d["summary"].update(severities=[]), "must be an object"),
        (lambda d: d["summary"].update(severities={"awful": 1}), "neutral or minor"),
    ],
)
def test_what_is_not_a_report_is_refused_by_name(
    change: Callable[[Any], None], message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        from_json(changed(change))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"schema"',
        "[" * 100_000,
        '{"schema": NaN}',
        '{"schema": "1.0", "x": Infinity}',
        '{"schema": "1.0", "n": ' + "9" * 5000 + "}",
        "<html>",
        "\x00",
    ],
)
def test_broken_json_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableFile, match="not a report"):
        from_json(text)
