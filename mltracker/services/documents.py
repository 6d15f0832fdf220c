"""Use cases of documents: keep copies of files, know which version went where, open them safely, let them go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mltracker import paths
from mltracker.domain.changes import Change
from mltracker.domain.documents import (
    DocumentDraft,
    DocumentKind,
    DocumentRow,
    Sent,
    clean_file_name,
    guessed,
    next_version,
    same_document,
    stored_name,
)
from mltracker.domain.drafts import day_field
from mltracker.domain.errors import ImportRejected, InvalidInput, UserError
from mltracker.services.context import Context
from mltracker.services.history import noon
from mltracker.store import applications as application_store
from mltracker.store import backup
from mltracker.store import document_files as files
from mltracker.store import documents as store
from mltracker.store.document_files import Copied
from mltracker.store.engine import Session

CHANGED = Change.DOCUMENTS
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of files that were to be kept: new documents, those known already, and why the others were not taken."""

    kept: tuple[DocumentRow, ...] = ()
    known: tuple[DocumentRow, ...] = ()
    refused: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """One document in all its versions, latest first, each with where it went."""

    kind: DocumentKind
    title: str
    versions: tuple[DocumentRow, ...]
    sent: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """Where a document's file lies; `changed` when it no longer has the size it was kept with."""

    row: DocumentRow
    path: Path
    changed: bool


def rows(ctx: Context) -> list[DocumentRow]:
    """Every document, latest first."""
    with ctx.read() as session:
        return store.rows(session)


def of_application(ctx: Context, application_id: int) -> list[DocumentRow]:
    """What went to an application, latest first; `linked_at` says when."""
    with ctx.read() as session:
        return store.of_application(session, application_id)


def library(ctx: Context) -> list[Versions]:
    """Every document once, with its versions and where they went; the one added last comes first."""
    with ctx.read() as session:
        every, sent = store.rows(session), store.sent(session)
    grouped: dict[tuple[str, str], list[DocumentRow]] = {}
    for row in every:
        grouped.setdefault(same_document(row.title, row.kind), []).append(row)
    places: dict[int, list[Sent]] = {}
    for place in sent:
        places.setdefault(place.document_id, []).append(place)
    return [
        Versions(
            versions[0].kind,
            versions[0].title,
            tuple(versions),
            tuple(place for row in versions for place in places.get(row.id, ())),
        )
        for versions in grouped.values()
    ]


def has_file(ctx: Context, row: DocumentRow) -> bool:
    """Whether a document's file can still be found."""
    return files.is_there(_folder(ctx), row.stored_name)


def add(
    ctx: Context,
    sources: Sequence[Path],
    *,
    application_id: int | None = None,
    version_of: int | None = None,
    report: Report | None = None,
) -> tuple[Added, Change]:
    """Keep copies of files, as one step of Undo; kind, title and version are read off their names.

    With `version_of` they become the next versions of that document. A file that is kept already is recognized by its
    content and only linked. What cannot be kept is told in the result and hinders nothing else. `report` hears of bytes
    done and in all, and may raise to stop: then nothing is kept. Works on any thread.
    """
    refused: list[UserError] = []
    total, wanted = 0, []
    for source in sources:
        try:
            total += files.size_of(source)
            wanted.append(source)
        except ImportRejected as error:
            refused.append(error)
    copies: list[Copied] = []
    try:
        _copy_all(ctx, wanted, copies, refused, _Progress(report, total))
        if not copies:
            return Added(refused=tuple(refused)), Change.NONE
        kept, known = _written(ctx, copies, application_id, version_of)
    except BaseException:
        for copied in copies:
            files.discard(copied)
        raise
    own = {row.file_uuid for row in kept}
    for copied in copies:
        if copied.file_uuid not in own:
            files.discard(copied)
    return Added(tuple(kept), tuple(known), tuple(refused)), CHANGED


def edit(
    ctx: Context,
    document_id: int,
    draft: DocumentDraft,
    *,
    application_id: int | None = None,
    sent_on: date | None = None,
) -> tuple[DocumentRow, Change]:
    """Change kind, title and version; with an application also the day it went there, which is not after today."""
    moment = _sent(ctx, sent_on) if sent_on is not None and application_id is not None else None
    with ctx.write(f"Edit {draft.title}") as session:
        store.update(session, document_id, draft)
        if moment is not None and application_id is not None:
            store.set_linked_at(session, application_id, document_id, moment)
        return store.row(session, document_id), CHANGED


def link(ctx: Context, application_id: int, ids: Iterable[int]) -> tuple[int, Change]:
    """Note that kept documents went to an application today; returns how many had not before."""
    wanted = list(ids)
    with ctx.write("Add a document" if len(wanted) == 1 else f"Add {len(wanted)} documents") as session:
        application_store.load(session, application_id)
        return store.link(session, application_id, wanted), CHANGED


def unlink(ctx: Context, application_id: int, document_id: int) -> tuple[DocumentRow, Change]:
    """Take a document off an application's list; it stays in the library."""
    with ctx.write("Remove a document from an application") as session:
        row = store.row(session, document_id)
        store.unlink(session, application_id, document_id)
        return row, CHANGED


def delete(ctx: Context, document_id: int) -> tuple[DocumentRow, Change]:
    """Take a document out of every list. Undo brings it back; what becomes of its file, `sweep` says."""
    with ctx.read() as session:
        row = store.row(session, document_id)
    with ctx.write(f"Delete {row.name}") as session:
        store.remove(session, document_id)
        return row, CHANGED


def located(ctx: Context, document_id: int) -> Located:
    """Where the file lies that was kept under this id; raises NotFound when it is gone or no plain file any more."""
    with ctx.read() as session:
        row = store.row(session, document_id)
    path = files.locate(_folder(ctx), row.stored_name, row.name)
    return Located(row, path, changed=path.stat().st_size != row.size)


def save_copy(ctx: Context, document_id: int, target: Path, report: Report | None = None) -> Path:
    """Write a copy of a document to a place of the user's, whole or not at all. Works on any thread."""
    found = located(ctx, document_id)
    files.copy_out(found.path, target, _Progress(report, found.row.size).step)
    return target


def file_name(row: DocumentRow) -> str:
    """The name under which a copy is offered: the file's own, safe for any system."""
    return clean_file_name(row.original_name)


def sweep(ctx: Context) -> int:
    """At a start, when nothing can be undone any more: set files aside that no document names, bring back those that one does.

    What was set aside goes for good after 30 days, unless a backup still names it, or cannot be asked.
    """
    folder = _folder(ctx)
    if not ctx.writable or not folder.is_dir():
        return 0
    with ctx.read() as session:
        named = {stored_name(file_uuid, media) for file_uuid, media in store.files(session)}
    return files.sweep(folder, named, ctx.clock(), lambda: _in_backups(ctx))


def _in_backups(ctx: Context) -> set[str] | None:
    """The file names of all documents that a backup would bring back; None where a backup cannot be read."""
    named = backup.documents_named(paths.backups(ctx.folder))
    return None if named is None else {stored_name(file_uuid, media) for file_uuid, media in named}


class _Progress:
    """Adds up the bytes of several files."""

    def __init__(self, report: Report | None, total: int) -> None:
        self._report, self._total, self._done = report, total, 0

    def step(self, count: int) -> None:
        self._done += count
        if self._report is not None:
            self._report(min(self._done, self._total), self._total)


def _copy_all(
    ctx: Context, sources: list[Path], copies: list[Copied], refused: list[UserError], progress: _Progress
) -> None:
    for source in sources:
        try:
            copies.append(files.copy_in(source, _folder(ctx), progress.step))
        except ImportRejected as error:
            refused.append(error)


def _written(
    ctx: Context, copies: list[Copied], application_id: int | None, version_of: int | None
) -> tuple[list[DocumentRow], list[DocumentRow]]:
    names = ", ".join(guessed(copied.original_name).title for copied in copies[:1])
    label = f"Add {names}" if len(copies) == 1 else f"Add {len(copies)} documents"
    kept: list[int] = []
    known: list[int] = []
    with ctx.write(label) as session:
        if application_id is not None:
            application_store.load(session, application_id)
        before = store.row(session, version_of) if version_of is not None else None
        for copied in copies:
            found = store.with_hash(session, copied.sha256)
            if found is None:
                kept.append(store.insert(session, _named(session, copied, before), copied))
            elif found not in kept:
                known.append(found)
        if application_id is not None:
            store.link(session, application_id, [*kept, *known])
        there = store.rows(session, known)
        # while it can still be taken back: that nothing was written must be true when it is said
        _mend(ctx, copies, there)
        return store.rows(session, kept), there


def _mend(ctx: Context, copies: list[Copied], known: list[DocumentRow]) -> None:
    """Let copies stand in for the files of known documents that have lost theirs."""
    by_hash = {copied.sha256: copied for copied in copies}
    for row in known:
        if not files.is_there(_folder(ctx), row.stored_name):
            files.put_in_place(by_hash[row.sha256], _folder(ctx), row.stored_name)


def _named(session: Session, copied: Copied, before: DocumentRow | None) -> DocumentDraft:
    """What a new document is called: as its name says, or as the version before it; never like another one."""
    draft = guessed(copied.original_name)
    if before is not None:
        draft = draft.changed(kind=before.kind, title=before.title)
    alike = [
        row.version_label
        for row in store.rows(session)
        if same_document(row.title, row.kind) == same_document(draft.title, draft.kind)
    ]
    if alike and (not draft.version_label or draft.version_label in alike):
        return draft.changed(version_label=next_version(alike))
    return draft


def _sent(ctx: Context, day: date) -> datetime:
    """A day as the instant that is kept for it."""
    day_field("sent_on", day)
    if day > ctx.today():
        raise InvalidInput({"sent_on": "This day is still to come."})
    return noon(ctx, day)


def _folder(ctx: Context) -> Path:
    return paths.documents(ctx.folder)
