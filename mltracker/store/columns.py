"""What columns of several tables share: instants, keys, references, lists, checks and the two stamps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel
from sqlmodel.main import SQLModelConfig


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, stored as UTC text that sorts in time order."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse naive values; keep UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def result_processor(
        self, _dialect: Dialect, _coltype: object
    ) -> Callable[[str | None], datetime | None]:
        """Give UTC back. The stored text is read in one step: lists hold tens of thousands of instants."""
        return _instant


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


def key() -> Any:
    """The integer primary key."""
    return Field(default=None, primary_key=True)


def to(
    target: str, on_delete: str = "CASCADE", *, optional: bool = False, index: bool = True, **more: Any
) -> Any:
    """A reference with its stated ON DELETE."""
    values = {"default": None} if optional else {}
    return Field(foreign_key=target, ondelete=on_delete, nullable=optional, index=index, **values, **more)  # type: ignore[call-overload]


def at(*, optional: bool = True, index: bool = False) -> Any:
    """An instant."""
    values = {"default": None} if optional else {}
    return Field(sa_type=UtcInstant, nullable=optional, index=index, **values)  # type: ignore[call-overload]


def json_list() -> Any:
    """A list that is never queried."""
    return Field(default_factory=list, sa_type=JSON, nullable=False)


def json_object() -> Any:
    """An object that is never queried."""
    return Field(default_factory=dict, sa_type=JSON, nullable=False)


def one_of(name: str, column: str, values: tuple[str, ...], *, optional: bool = False) -> CheckConstraint:
    """A named CHECK that a column holds one of some words."""
    listed = ", ".join(f"'{value}'" for value in values)
    rule = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {rule}" if optional else rule, name=name)


class Row(SQLModel):
    """What every table has; the stamps come from the session's clock when a row is written."""

    # most tables are not validated for long after the start, some never
    model_config = SQLModelConfig(defer_build=True)

    created_at: datetime = Field(default=None, sa_type=UtcInstant, nullable=False)
    updated_at: datetime = Field(default=None, sa_type=UtcInstant, nullable=False)
