"""The base of every draft: checked on construction, and its faults told field by field."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from mltracker.domain.errors import InvalidInput

_PLAIN = {
    "missing": "This is needed.",
    "date_from_datetime_parsing": "This is not a date.",
    "date_parsing": "This is not a date.",
    "datetime_parsing": "This is not a date and time.",
    "datetime_from_date_parsing": "This is not a date and time.",
    "int_parsing": "A whole number is needed here.",
    "int_type": "A whole number is needed here.",
    "int_parsing_size": "This number is too large.",
}


def _sentence(error: Any) -> str:
    kind = error["type"]
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "literal_error":
        return f"Choose one of: {error['ctx']['expected']}.".replace("'", "")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = error["ctx"].get("ge", error["ctx"].get("le"))
        word = "at least" if kind == "greater_than_equal" else "at most"
        return f"This must be {word} {bound:,}."
    return str(error["msg"]).removeprefix("Value error, ")


class Draft(BaseModel):
    """Input for a use case. Frozen, unknown fields refused; build it with `make` to get `InvalidInput` on faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def make(cls, **values: object) -> Self:
        """Validate values into a draft; raises InvalidInput with one sentence for each field at fault."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            fields: dict[str, str] = {}
            for item in error.errors():
                name = str(item["loc"][0]) if item["loc"] else "form"
                fields.setdefault(name, _sentence(item))
            raise InvalidInput(fields) from None

    def changed(self, **values: object) -> Self:
        """A validated copy with some fields replaced; raises InvalidInput like `make`."""
        return type(self).make(**{**self.model_dump(), **values})
