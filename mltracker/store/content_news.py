"""What new versions of the shipped bank brought, kept until the user has seen it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from mltracker.store import settings

BEHIND = ">"
_KEY = "content-news"


@dataclass(slots=True)
class Bulletin:
    """Ids of questions: new ones, revised ones with the names of the fields that changed, and those no longer shipped.

    `behind` are those that the user edited and whose shipped text has changed since.
    """

    new: list[int] = field(default_factory=list)
    revised: dict[int, list[str]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.revised or self.gone or self.behind)


def is_behind(version: str) -> bool:
    """Whether the shipped text of an edited question has changed since the edit."""
    return BEHIND in version


def caught_up(version: str) -> str:
    """The version of an edited question whose user has compared the new shipped text and keeps the edit."""
    return version.partition(BEHIND)[2] or version


def unread(session: Session) -> Bulletin:
    """What has not been seen; empty when there is nothing."""
    stored: dict[str, Any] = settings.get(session, _KEY) or {}
    revised = {int(key): list(names) for key, names in stored.get("revised", {}).items()}
    return Bulletin(stored.get("new", []), revised, stored.get("gone", []), stored.get("behind", []))


def publish(session: Session, fresh: Bulletin) -> None:
    """Add what an update brought to what is unread still."""
    if not fresh:
        return
    kept = unread(session)
    back = {*fresh.new, *fresh.gone}
    merged = Bulletin(
        new=[*(key for key in kept.new if key not in back), *fresh.new],
        revised={key: names for key, names in kept.revised.items() if key not in back},
        gone=[*(key for key in kept.gone if key not in back), *fresh.gone],
        behind=[*(key for key in kept.behind if key not in fresh.behind and key not in back), *fresh.behind],
    )
    for key, names in fresh.revised.items():
        if key not in merged.new:
            merged.revised[key] = list(dict.fromkeys([*merged.revised.get(key, []), *names]))
    settings.put(session, _KEY, asdict(merged))


def forget(session: Session) -> None:
    """Everything has been seen."""
    settings.put(session, _KEY, None)
