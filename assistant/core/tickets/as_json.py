"""How do the parts of a ticket go into JSON columns and come back?"""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Part = TypeVar("Part")


def to_json(part: Any) -> Any:
    """A part (or a list of parts, or None) as plain JSON values; moments as ISO 8601 with their offset."""
    if is_dataclass(part) and not isinstance(part, type):
        return {item.name: to_json(getattr(part, item.name)) for item in fields(part) if item.init}
    if isinstance(part, datetime):
        return part.isoformat()
    if isinstance(part, Enum):
        return part.value
    if isinstance(part, list | tuple):
        return [to_json(item) for item in part]
    if isinstance(part, dict):
        return {key: to_json(value) for key, value in part.items()}
    return part


def from_json(kind: type[Part], data: Any) -> Part:
    """The part that ``to_json`` made ``data`` from: ``from_json(Waiting, row.waiting)``."""
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        return _value(next(option for option in get_args(hint) if option is not NoneType), value)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    return value
