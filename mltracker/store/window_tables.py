"""Tables of what the window keeps for the user: views, reminders put off, drafts and settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from mltracker.store.columns import Row, at, json_object, key


class SavedView(Row, table=True):
    __tablename__: ClassVar[str] = "saved_view"
    id: int | None = key()
    page: str
    name: str
    filter: dict[str, Any] = json_object()


class ReminderState(Row, table=True):
    __tablename__: ClassVar[str] = "reminder_state"
    key: str = Field(primary_key=True)
    snoozed_until: datetime | None = at()
    dismissed_at: datetime | None = at()


class Draft(Row, table=True):
    __tablename__: ClassVar[str] = "draft"
    key: str = Field(primary_key=True)
    payload: Any = Field(sa_type=JSON, nullable=False)


class Setting(Row, table=True):
    __tablename__: ClassVar[str] = "setting"
    key: str = Field(primary_key=True)
    value: Any = Field(sa_type=JSON, nullable=False)
