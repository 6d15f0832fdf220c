"""Values as TOML that people like to read: long texts over several lines, short lists on one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_WIDTH = 110
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def table(name: str, values: Mapping[str, Any], *, many: bool = False) -> str:
    """A table, or with `many` one of several, under its heading."""
    heading = f"[[{name}]]" if many else f"[{name}]"
    return "\n".join([heading, *(f"{key} = {_value(value)}" for key, value in values.items())]) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_line(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return _list(value)
    raise TypeError(f"TOML has no {type(value).__name__}")


def _list(values: list[Any] | tuple[Any, ...]) -> str:
    items = [_line(item) for item in values]
    short = f"[{', '.join(items)}]"
    if len(short) <= _WIDTH and not any(isinstance(item, Mapping) for item in values):
        return short
    return "[\n" + "".join(f"  {item},\n" for item in items) + "]"


def _line(value: Any) -> str:
    """A value that stands within another one: texts stay on one line."""
    return _quoted(value) if isinstance(value, str) else _value(value)


def _text(text: str) -> str:
    if "\n" not in text:
        return _quoted(text)
    plain = "'''" not in text and not text.endswith("'") and not _CONTROL.search(text)
    if plain:
        return f"'''\n{text}\n'''"
    # every quotation mark is escaped: three of them would end the text
    lines = (_quoted(line)[1:-1] for line in text.split("\n"))
    return '"""\n' + "\n".join(lines) + '\n"""'


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's but for DEL, which JSON leaves as it is
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
