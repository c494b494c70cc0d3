"""The JSON Schema of the report, made from the dataclasses of `auditor.report.model`."""

import dataclasses
import enum
import json
import types
from typing import Any, Literal, Union, get_args, get_origin

from auditor.report.json_report import field_hints, item_hints, table_value, without_none
from auditor.report.model import SCHEMA_VERSION, Report

_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    """Give the schema (JSON Schema draft 2020-12) of what `to_json` writes."""
    shapes: dict[str, Any] = {}
    root = _shape(Report, shapes)
    major = SCHEMA_VERSION.split(".", maxsplit=1)[0]
    shapes["Report"]["properties"]["schema"] = {
        "type": "string",
        "pattern": rf"^{major}\.[0-9]+$",
    }
    return {
        "$comment": "Generated from auditor/report/model.py; do not edit.",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Report of auditor, schema {SCHEMA_VERSION}",
        **root,
        "$defs": dict(sorted(shapes.items())),
    }


def schema_text() -> str:
    """Give the schema as the text of docs/report.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _shape(hint: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, shapes)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_shape(without_none(hint), shapes), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return _array(hint, shapes)
    if issubclass(hint, enum.Enum):
        return {"enum": [member.value for member in hint]}
    return {"type": _SCALARS[hint]}


def _object(kind: type, shapes: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in shapes:
        shapes[name] = {}
        hints = field_hints(kind)
        shapes[name] = {
            "type": "object",
            "properties": {key: _shape(hint, shapes) for key, hint in hints.items()},
            "required": list(hints),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _array(hint: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    table = table_value(hint)
    if table is not None:
        key, value = (_shape(part, shapes) for part in table)
        names = {"propertyNames": key} if "enum" in key else {}
        return {"type": "object", "additionalProperties": value, **names}
    if get_args(hint)[-1] is ...:
        return {"type": "array", "items": _shape(get_args(hint)[0], shapes)}
    items = [_shape(item, shapes) for item in item_hints(hint, 0)]
    size = len(items)
    return {"type": "array", "prefixItems": items, "minItems": size, "maxItems": size}
