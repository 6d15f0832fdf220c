"""The user's preferences that live with the data (window state lives elsewhere), as one typed value."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from mltracker.domain.changes import Change
from mltracker.domain.drafts import Draft
from mltracker.domain.limits import OneLine, Zone
from mltracker.services.context import Context
from mltracker.store import moment
from mltracker.store import settings as store

_KEY = "preferences"


class Preferences(Draft):
    """Defaults are what a new user gets; `home_zone` empty means the system's zone.

    `remind_day` to `remind_ten_minutes` are how long before an interview; `remind_from` is the hour at which days are
    spoken of; `my_name` stands under letters.
    """

    practice_minutes: int = Field(default=20, ge=5, le=240)
    target_readiness: float = Field(default=0.5, ge=0.05, le=0.95)
    archive_after_days: int = Field(default=30, ge=1, le=3_650)
    silence_days: int = Field(default=30, ge=3, le=365)
    home_zone: Zone | None = None
    remind_day: bool = True
    remind_hour: bool = True
    remind_ten_minutes: bool = True
    remind_checklist: bool = True
    remind_follow_ups: bool = True
    remind_deadlines: bool = True
    remind_from: int = Field(default=9, ge=5, le=20)
    remind_in_tray: bool = True
    my_name: OneLine = ""


def get(ctx: Context) -> Preferences:
    """The preferences as last saved; unknown or broken entries fall back to the default."""
    with ctx.read() as session:
        return moment.kept(session, _KEY, lambda: _valid(store.get(session, _KEY)))


def change(ctx: Context, **values: object) -> tuple[Preferences, Change]:
    """Save some preferences; raises InvalidInput naming the field at fault."""
    wanted = get(ctx).changed(**values)
    with ctx.write("Change preferences") as session:
        store.put(session, _KEY, wanted.model_dump(mode="json"))
    return wanted, Change.SETTINGS


def _valid(stored: Mapping[str, object] | None) -> Preferences:
    known = {key: value for key, value in (stored or {}).items() if key in Preferences.model_fields}
    try:
        return Preferences.model_validate(known)
    except ValueError:
        return Preferences()
