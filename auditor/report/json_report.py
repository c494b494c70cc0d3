"""The report as JSON, there and back, without loss.

The shape follows the dataclasses of `auditor.report.model` and is described by
docs/report.schema.json. Keys stand in the order of the fields; a table of counts or means, such as
`summary.severities`, is an object from name to number.
"""

import dataclasses
import enum
import functools
import json
import math
import types
from collections.abc import Mapping
from typing import Any, Literal, NoReturn, TypeGuard, Union, get_args, get_origin, get_type_hints

from auditor.core.errors import InputError, UnreadableFile
from auditor.report.model import SCHEMA_VERSION, Report


def to_json(report: Report) -> str:
    """Write a report as JSON: UTF-8 text, two spaces of indent, ends in a line break."""
    return written(report, Report)


def written(value: Any, kind: type) -> str:
    """Write a frozen value of one of the report's dataclasses in the same way."""
    return json.dumps(_plain(value, kind), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def from_json(text: str) -> Report:
    """Read a report that `to_json` wrote, of this or any other version of the same major.

    Raises:
        UnreadableFile: the text is not JSON, or not a report; the message names the place.
        InputError: the report has another major version of the schema.
    """
    data = _parse(text)
    newer = _newer_minor(data)
    report = _read(Report, data, "report", newer)
    return report if isinstance(report, Report) else _refuse("report", "an object", data)


def _parse(text: str) -> Any:
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except RecursionError:
        raise UnreadableFile("not a report: the JSON is nested too deeply") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFile(f"not a report: the JSON is broken at {where}: {error.msg}") from error
    except ValueError as error:
        raise UnreadableFile(f"not a report: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("schema"), str):
        raise UnreadableFile("not a report of auditor: the JSON has no text under `schema`")
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON allows")


def _newer_minor(data: Mapping[str, Any]) -> bool:
    """Tell whether the report may have fields that this version does not know."""
    ours = [int(part) for part in SCHEMA_VERSION.split(".")]
    try:
        major, minor = (int(part) for part in data["schema"].split("."))
    except ValueError:
        raise UnreadableFile(f"report.schema: {data['schema']!r} is not a version") from None
    if major != ours[0]:
        raise InputError(
            f"the report has schema {data['schema']}; this version of auditor reads "
            f"{ours[0]}.x: make the report anew, or use the version that made it"
        )
    return minor > ours[1]


def _plain(value: Any, hint: Any) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = field_hints(hint)
        return {name: _plain(getattr(value, name), kind) for name, kind in hints.items()}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        if table_value(hint) is not None:
            return dict(value)
        kinds = item_hints(hint, len(value))
        return [_plain(item, kind) for item, kind in zip(value, kinds, strict=True)]
    if value is not None and type(None) in get_args(hint):
        return _plain(value, without_none(hint))
    return value


def _read(hint: Any, value: Any, where: str, newer: bool) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _read_object(hint, value, where, newer)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(without_none(hint), value, where, newer)
    if origin is tuple:
        return _read_tuple(hint, value, where, newer)
    return _read_scalar(hint, value, where)


def _read_object(kind: type, value: Any, where: str, newer: bool) -> Any:
    if not isinstance(value, dict):
        _refuse(where, "an object", value)
    hints = field_hints(kind)
    unknown = sorted(set(value) - set(hints))
    if unknown and not newer:
        raise UnreadableFile(f"{where}: unknown key {_short(unknown[0])}")
    missing = [f.name for f in dataclasses.fields(kind) if _required(f) and f.name not in value]
    if missing:
        raise UnreadableFile(f"{where}: the key {missing[0]!r} is missing")
    read = {
        name: _read(hint, value[name], f"{where}.{name}", newer)
        for name, hint in hints.items()
        if name in value
    }
    return kind(**read)


def _required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _read_tuple(hint: Any, value: Any, where: str, newer: bool) -> Any:
    counted = table_value(hint)
    if counted is not None:
        if not isinstance(value, dict):
            _refuse(where, "an object", value)
        key, number = counted
        return tuple(
            (_read_scalar(key, k, where), _read_scalar(number, v, f"{where}.{_short(k)}"))
            for k, v in value.items()
        )
    if not isinstance(value, list):
        _refuse(where, "an array", value)
    kinds = item_hints(hint, len(value))
    if len(kinds) != len(value):
        _refuse(where, f"an array of {len(kinds)}", value)
    items = zip(kinds, value, strict=True)
    return tuple(_read(kind, v, f"{where}[{i}]", newer) for i, (kind, v) in enumerate(items))


def _read_scalar(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is Literal:
        return value if _among(value, get_args(hint)) else _refuse(where, "a known word", value)
    if issubclass(hint, enum.Enum):
        known = [member.value for member in hint]
        return hint(value) if _among(value, known) else _refuse(where, " or ".join(known), value)
    if hint is float:
        return _number(value, where)
    if type(value) is not hint:
        _refuse(where, {str: "a text", int: "a whole number", bool: "true or false"}[hint], value)
    if isinstance(value, str) and not _encodable(value):
        _refuse(where, "a text without lone surrogates", value)
    return value


def _number(value: Any, where: str) -> float:
    if type(value) not in (int, float):
        _refuse(where, "a number", value)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    return number if math.isfinite(number) else _refuse(where, "a finite number", value)


def _among(value: Any, known: Any) -> TypeGuard[str]:
    return isinstance(value, str) and value in known


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refuse(where: str, wanted: str, value: Any) -> NoReturn:
    raise UnreadableFile(f"{where} must be {wanted}, not {_short(value)}")


def _short(value: Any) -> str:
    shown = ascii(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


@functools.cache
def field_hints(kind: type) -> Mapping[str, Any]:
    """Give the fields of a dataclass in order, with their types."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def table_value(hint: Any) -> tuple[Any, Any] | None:
    """Give key and value types of a tuple of (name, number) pairs, which JSON has as an object."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple and len(get_args(hint)) == 2 else None
    if get_origin(inner) is tuple and len(get_args(inner)) == 2 and ... not in get_args(inner):
        key, value = get_args(inner)
        return (key, value) if key is not int else None
    return None


def item_hints(hint: Any, length: int) -> tuple[Any, ...]:
    """Give the type of every item of a tuple type, for a tuple of this length."""
    args = get_args(hint)
    return (args[0],) * length if len(args) == 2 and args[1] is ... else args


def without_none(hint: Any) -> Any:
    """Give the type that an optional type holds when it is not None."""
    (kind,) = (option for option in get_args(hint) if option is not type(None))
    return kind
