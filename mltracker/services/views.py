"""Use cases of saved views: a filter of the pipeline kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from mltracker.domain.applications import ApplicationFilter
from mltracker.domain.changes import Change
from mltracker.domain.drafts import text_field
from mltracker.domain.errors import InvalidInput
from mltracker.domain.limits import name_key
from mltracker.services.context import Context
from mltracker.store import saved_views as store

PAGE = "pipeline"
NAME = 60


@dataclass(frozen=True, slots=True)
class View:
    """A saved view of the pipeline."""

    id: int
    name: str
    filter: ApplicationFilter


def listed(ctx: Context) -> list[View]:
    """The saved views of the pipeline, by name."""
    with ctx.read() as session:
        return [View(key, name, filter_of(kept)) for key, name, kept in store.listed(session, PAGE)]


def save(ctx: Context, name: str, wanted: ApplicationFilter) -> tuple[View, Change]:
    """Keep a filter under a name; one that has this name already, in any spelling, is replaced."""
    name = text_field("name", name, NAME, one_line=True, needed=True)
    same = next((view for view in listed(ctx) if name_key(view.name) == name_key(name)), None)
    with ctx.write(f"Save the view {name}") as session:
        if same is None:
            key = store.insert(session, PAGE, name, plain(wanted))
        else:
            key, row = same.id, store.load(session, same.id)
            row.name, row.filter = name, plain(wanted)
        return View(key, name, wanted), Change.SETTINGS


def rename(ctx: Context, view_id: int, name: str) -> tuple[str, Change]:
    """Give a view another name; raises InvalidInput where another view has it."""
    name = text_field("name", name, NAME, one_line=True, needed=True)
    if any(name_key(view.name) == name_key(name) and view.id != view_id for view in listed(ctx)):
        raise InvalidInput({"name": f"There is a view called {name} already."})
    with ctx.write(f"Rename the view {name}") as session:
        store.load(session, view_id).name = name
        return name, Change.SETTINGS


def delete(ctx: Context, view_id: int) -> tuple[str, Change]:
    """Forget a view; the applications stay."""
    with ctx.read() as session:
        name = store.load(session, view_id).name
    with ctx.write(f"Delete the view {name}") as session:
        store.remove(session, view_id)
        return name, Change.SETTINGS


def plain(wanted: ApplicationFilter) -> dict[str, Any]:
    """A filter as it is kept: what differs from the default, sets as sorted lists."""
    default = asdict(ApplicationFilter())
    return {
        key: sorted(value) if isinstance(value, frozenset) else value
        for key, value in asdict(wanted).items()
        if value != default[key]
    }


def filter_of(kept: object) -> ApplicationFilter:
    """The filter that `plain` kept; whatever is of another kind, or unknown, counts as not said."""
    default = ApplicationFilter()
    found: dict[str, Any] = {}
    known = kept if isinstance(kept, Mapping) else {}
    for field in fields(ApplicationFilter):
        value, usual = known.get(field.name), getattr(default, field.name)
        if isinstance(usual, frozenset):
            wanted = int if field.name == "stage_ids" else str
            if isinstance(value, list) and all(type(item) is wanted for item in value):
                found[field.name] = frozenset(value)
        elif isinstance(value, str if isinstance(usual, str) else bool):
            found[field.name] = value
    return ApplicationFilter(**found)
