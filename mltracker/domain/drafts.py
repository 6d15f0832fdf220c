"""The base of every draft: checked on construction, and its faults told field by field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from mltracker.domain.errors import InvalidInput
from mltracker.domain.limits import check_date, check_instant, check_text

_PLAIN = {
    "missing": "This is needed.",
    "date_from_datetime_parsing": "This is not a date.",
    "date_parsing": "This is not a date.",
    "datetime_parsing": "This is not a date and time.",
    "datetime_from_date_parsing": "This is not a date and time.",
    "int_parsing": "A whole number is needed here.",
    "int_type": "A whole number is needed here.",
    "int_from_float": "A whole number is needed here.",
    "int_parsing_size": "This number is too large.",
    "float_parsing": "A number is needed here.",
    "float_type": "A number is needed here.",
    "finite_number": "A number is needed here.",
    "date_type": "This is not a date.",
    "date_from_datetime_inexact": "A day is needed here, without a time.",
    "datetime_type": "This is not a date and time.",
    "string_type": "Text is needed here.",
    "string_unicode": "This text holds a broken character that cannot be saved.",
    "string_too_short": "This is needed.",
    "extra_forbidden": "This is not a field of this form.",
}


def sentence(error: Any) -> str:
    """What one error of pydantic says, for the user."""
    kind = error["type"]
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "literal_error":
        return f"Choose one of: {error['ctx']['expected']}.".replace("'', ", "").replace("'", "")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = error["ctx"].get("ge", error["ctx"].get("le"))
        word = "at least" if kind == "greater_than_equal" else "at most"
        return f"This must be {word} {bound:,}."
    return str(error["msg"]).removeprefix("Value error, ")


class Draft(BaseModel):
    """Input for a use case. Frozen, unknown fields refused; build it with `make` to get `InvalidInput` on faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def make(cls, **values: object) -> Self:
        """Validate values into a draft; raises InvalidInput with one sentence for each field at fault."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            fields: dict[str, str] = {}
            for item in error.errors():
                name = str(item["loc"][0]) if item["loc"] else "form"
                fields.setdefault(name, sentence(item))
            raise InvalidInput(fields) from None

    def changed(self, **values: object) -> Self:
        """A validated copy with some fields replaced; raises InvalidInput like `make`."""
        return type(self).make(**{**self.model_dump(), **values})


def text_field(name: str, value: str, limit: int, *, one_line: bool = False, needed: bool = False) -> str:
    """A single text that comes without a draft, as it is kept; raises InvalidInput at the field."""
    try:
        cleaned = check_text(value, limit, one_line=one_line)
    except ValueError as error:
        raise InvalidInput({name: str(error)}) from None
    if needed and not cleaned:
        raise InvalidInput({name: "This is needed."})
    return cleaned


def instant_field(name: str, value: datetime) -> datetime:
    """A single instant that comes without a draft, in UTC; raises InvalidInput at the field."""
    try:
        return check_instant(value)
    except ValueError as error:
        raise InvalidInput({name: str(error)}) from None


def day_field(name: str, value: date) -> date:
    """A single day that comes without a draft; raises InvalidInput at the field."""
    try:
        return check_date(value)
    except ValueError as error:
        raise InvalidInput({name: str(error)}) from None
