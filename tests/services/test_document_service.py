"""Documents: copied whole under an id, recognized, sent, opened safely, and never lost to undo, sweep or bad files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mltracker import paths
from mltracker.domain.changes import Change
from mltracker.domain.documents import DocumentDraft
from mltracker.domain.errors import CannotOpen, DiskFull, DriveError, InvalidInput, NotFound
from mltracker.domain.limits import DOCUMENT_BYTES
from mltracker.services import applications, backups, documents
from mltracker.services.context import Context, open_context
from mltracker.store import document_files
from tests.conftest import FakeClock
from tests.services.cases import TODAY, applied

Make = Callable[..., Path]
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="links and devices of POSIX systems")


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a file to be kept."""
    home = tmp_path / "desk"
    home.mkdir()

    def write(name: str = "resume_v7.pdf", content: bytes = b"%PDF-1.7 words") -> Path:
        path = home / name
        path.write_bytes(content)
        return path

    return write


def stored(ctx: Context) -> list[str]:
    """The files in the documents folder."""
    folder = paths.documents(ctx.folder)
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def added(ctx: Context, *sources: Path, **more: Any) -> documents.Added:
    return documents.add(ctx, sources, **more)[0]


def test_a_file_is_copied_under_an_id_and_keeps_its_name_as_data(ctx: Context, make: Make) -> None:
    application = applied(ctx)
    result, change = documents.add(ctx, [make()], application_id=application.id)
    (row,) = result.kept
    assert (row.kind, row.title, row.version_label, row.size) == ("resume", "Resume", "v7", 14)
    assert row.original_name == "resume_v7.pdf"
    assert stored(ctx) == [f"{row.file_uuid}.pdf"]
    assert "resume" not in stored(ctx)[0]
    found = documents.located(ctx, row.id)
    assert found.path.read_bytes() == b"%PDF-1.7 words"
    assert not found.changed
    assert change == Change.DOCUMENTS
    (sent,) = documents.of_application(ctx, application.id)
    assert (sent.id, sent.linked_at, sent.sent) == (row.id, ctx.clock(), 1)


@needs_posix
def test_kept_files_are_the_user_s_alone_and_no_program_can_start(ctx: Context, make: Make) -> None:
    source = make("run.pdf", b"#!/bin/sh\necho hi")
    source.chmod(0o777)
    row = added(ctx, source).kept[0]
    folder = paths.documents(ctx.folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / row.stored_name).stat().st_mode) == 0o600
    assert not row.opens
    assert row.stored_name == row.file_uuid


def test_the_original_may_vanish_and_the_copy_stays(ctx: Context, make: Make) -> None:
    source = make()
    row = added(ctx, source).kept[0]
    source.unlink()
    assert documents.located(ctx, row.id).path.read_bytes() == b"%PDF-1.7 words"


def test_the_same_file_twice_is_recognized_and_only_linked(ctx: Context, make: Make) -> None:
    first, second = applied(ctx), applied(ctx, "Quillmere")
    row = added(ctx, make(), application_id=first.id).kept[0]
    again = added(ctx, make("cv final.pdf"), application_id=second.id)
    assert (again.kept, [known.id for known in again.known]) == ((), [row.id])
    assert len(stored(ctx)) == len(documents.rows(ctx)) == 1
    assert [sent.application_id for sent in documents.library(ctx)[0].sent] == [second.id, first.id]
    twins = added(ctx, make("a.txt", b"same"), make("b.txt", b"same"))
    assert len(twins.kept) == 1
    assert len(stored(ctx)) == 2


def test_a_new_version_keeps_title_and_kind_and_counts_on(ctx: Context, make: Make) -> None:
    application = applied(ctx)
    row = added(ctx, make(), application_id=application.id).kept[0]
    ctx.clock.advance(days=2)  # type: ignore[attr-defined]
    newer = added(
        ctx, make("export.pdf", b"%PDF more"), application_id=application.id, version_of=row.id
    ).kept[0]
    assert (newer.title, newer.kind, newer.version_label) == ("Resume", "resume", "v8")
    same_name = added(ctx, make("resume_v7.pdf", b"%PDF third")).kept[0]
    assert same_name.version_label == "v9"
    (every,) = documents.library(ctx)
    assert [version.version_label for version in every.versions] == ["v9", "v8", "v7"]
    assert [sent.version_label for sent in documents.of_application(ctx, application.id)] == ["v8", "v7"]


def test_which_resume_was_sent_can_be_corrected_but_not_to_a_day_to_come(ctx: Context, make: Make) -> None:
    application = applied(ctx)
    row = added(ctx, make(), application_id=application.id).kept[0]
    draft = DocumentDraft.make(kind="cover-letter", title="Letter", version_label="")
    documents.edit(ctx, row.id, draft, application_id=application.id, sent_on=TODAY - timedelta(days=20))
    (sent,) = documents.of_application(ctx, application.id)
    assert (sent.name, sent.kind) == ("Letter", "cover-letter")
    assert sent.linked_at is not None
    assert sent.linked_at.date() == TODAY - timedelta(days=20)
    with pytest.raises(InvalidInput) as refused:
        documents.edit(ctx, row.id, draft, application_id=application.id, sent_on=TODAY + timedelta(days=1))
    assert set(refused.value.fields) == {"sent_on"}


def test_several_files_are_one_step_and_a_bad_one_hinders_none(
    ctx: Context, make: Make, tmp_path: Path
) -> None:
    application = applied(ctx)
    gone = tmp_path / "desk" / "gone.pdf"
    result = added(
        ctx, make("a.pdf", b"a"), gone, tmp_path / "desk", make("b.pdf", b"b"), application_id=application.id
    )
    assert [row.title for row in result.kept] == ["B", "A"]
    assert [str(error) for error in result.refused] == [
        "gone.pdf is not there any more. Nothing of it was kept.",
        "desk is a folder. Add the files in it, or a zip of it. Nothing of it was kept.",
    ]
    assert ctx.undo_label == "Add 2 documents"
    ctx.undo()
    assert documents.of_application(ctx, application.id) == documents.rows(ctx) == []
    ctx.redo()
    assert len(documents.of_application(ctx, application.id)) == 2
    for row in documents.rows(ctx):
        assert documents.located(ctx, row.id).path.is_file()


def refusal(ctx: Context, source: Path) -> str:
    result, change = documents.add(ctx, [source])
    assert (result.kept, result.known, change) == ((), (), Change.NONE)
    assert stored(ctx) == []
    assert ctx.undo_label is None
    return str(result.refused[0])


def test_what_cannot_be_kept_is_told_and_leaves_nothing(ctx: Context, make: Make, tmp_path: Path) -> None:
    assert refusal(ctx, make("empty.pdf", b"")) == "empty.pdf is empty. Nothing of it was kept."
    assert "is a folder" in refusal(ctx, tmp_path)
    assert "not there any more" in refusal(ctx, make() / "below.pdf")
    huge = make("film.mov")
    with huge.open("r+b") as file:
        file.truncate(3_200_000_000)  # holes take no room
    assert refusal(ctx, huge) == (
        "film.mov is 3.2 GB; up to 500 MB can be kept. Note where it lies instead. Nothing of it was kept."
    )


@needs_posix
def test_links_devices_and_channels_are_not_followed(ctx: Context, make: Make, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(make())
    assert refusal(ctx, link) == "link.pdf is a link. Add the file that it points to. Nothing of it was kept."
    assert "is a device or a channel" in refusal(ctx, Path("/dev/zero"))
    os.mkfifo(tmp_path / "pipe")
    assert "is a device or a channel" in refusal(ctx, tmp_path / "pipe")
    if os.geteuid():
        locked = make("locked.pdf")
        locked.chmod(0)
        assert (
            refusal(ctx, locked)
            == "locked.pdf cannot be read: permission is missing. Nothing of it was kept."
        )


@needs_posix
def test_a_file_swapped_for_another_while_it_is_read_is_refused(
    ctx: Context, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, other = make(), make("other.pdf", b"other")
    opened = os.open

    def swapped(path: Any, *rest: Any) -> int:
        if path == source:
            other.replace(source)
        return opened(path, *rest)

    monkeypatch.setattr(document_files.os, "open", swapped)
    assert "was replaced while it was read" in refusal(ctx, source)


def test_a_file_that_grows_past_the_limit_is_refused(
    ctx: Context, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make("log.txt", b"x" * 5_000)
    monkeypatch.setattr(document_files, "DOCUMENT_BYTES", 6_000)
    monkeypatch.setattr(document_files, "CHUNK", 1_000)
    read = os.read

    def growing(handle: int, count: int) -> bytes:
        return read(handle, count) or b"y" * count

    monkeypatch.setattr(document_files.os, "read", growing)
    assert "log.txt is" in refusal(ctx, source)


def test_a_full_drive_is_told_before_and_while_copying(
    ctx: Context, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [make("a.pdf", b"a"), make("b.pdf", b"b")]
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1_000_000))
        with pytest.raises(DiskFull, match=r"and 1\.0 MB are free on the drive"):
            documents.add(ctx, sources)
    written: list[bytes] = []

    def full(_handle: int, chunk: bytes) -> int:
        if written:
            raise OSError(28, "No space left on device")
        written.append(bytes(chunk))
        return len(chunk)

    with monkeypatch.context() as patch:
        patch.setattr(document_files.os, "write", full)
        with pytest.raises(DiskFull):
            documents.add(ctx, sources)
    assert written == [b"a"]
    assert stored(ctx) == documents.rows(ctx) == []


def test_an_error_of_the_drive_is_told_as_what_it_is(
    ctx: Context, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = added(ctx, make()).kept[0]

    def broken(_handle: int, _chunk: bytes) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(document_files.os, "write", broken)
    with pytest.raises(CannotOpen) as told:
        documents.save_copy(ctx, row.id, tmp_path / "stick.pdf")
    assert str(told.value) == "stick.pdf cannot be written: Input/output error. Nothing was written."
    with pytest.raises(CannotOpen, match=r"^copy\.pdf cannot be written: its folder is not there\."):
        documents.save_copy(ctx, row.id, tmp_path / "no folder" / "copy.pdf")
    # only an error while the data itself is written ends the writing, and says so
    assert ctx.writable
    with pytest.raises(DriveError) as stopped, ctx.write("Save"):
        raise OSError(5, "Input/output error")
    assert str(stopped.value) == (
        "The drive reported an error. Writing has stopped. Nothing already saved is lost; this change is not saved."
    )
    assert not ctx.writable


def test_stopping_in_the_middle_keeps_nothing(
    ctx: Context, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_files, "CHUNK", 4)
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 18:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents.add(ctx, [make(), make("b.txt", b"12345678")], report=report)
    assert told == [(4, 22), (8, 22), (12, 22), (14, 22), (18, 22)]
    assert stored(ctx) == documents.rows(ctx) == []


def test_an_application_that_went_meanwhile_keeps_no_stray_copy(ctx: Context, make: Make) -> None:
    with pytest.raises(NotFound):
        documents.add(ctx, [make()], application_id=77)
    assert stored(ctx) == documents.rows(ctx) == []


def test_unlinking_and_deleting_are_undone_with_file_and_places(ctx: Context, make: Make) -> None:
    application = applied(ctx)
    row = added(ctx, make(), application_id=application.id).kept[0]
    documents.unlink(ctx, application.id, row.id)
    assert documents.of_application(ctx, application.id) == []
    assert [kept.sent for kept in documents.rows(ctx)] == [0]
    ctx.undo()
    documents.delete(ctx, row.id)
    assert ctx.undo_label == "Delete Resume v7"
    assert documents.rows(ctx) == []
    ctx.undo()
    (back,) = documents.of_application(ctx, application.id)
    assert documents.located(ctx, back.id).path.read_bytes() == b"%PDF-1.7 words"


def test_a_deleted_application_leaves_its_documents(ctx: Context, make: Make) -> None:
    application = applied(ctx)
    added(ctx, make(), application_id=application.id)
    applications.delete(ctx, [application.id])
    assert [row.sent for row in documents.rows(ctx)] == [0]
    ctx.undo()
    assert [row.sent for row in documents.rows(ctx)] == [1]


def test_kept_documents_are_sent_to_further_applications(ctx: Context, make: Make) -> None:
    application = applied(ctx)
    row = added(ctx, make()).kept[0]
    assert documents.link(ctx, application.id, [row.id, row.id]) == (1, Change.DOCUMENTS)
    assert documents.link(ctx, application.id, [row.id])[0] == 0
    with pytest.raises(NotFound):
        documents.link(ctx, application.id, [99])


def test_after_a_restart_unnamed_files_wait_thirty_days(data_dir: Path, make: Make, clock: FakeClock) -> None:
    ctx = open_context(data_dir, clock, "write")
    row = added(ctx, make()).kept[0]
    stays = added(ctx, make("slides.pptx", b"PK")).kept[0]
    documents.delete(ctx, row.id)
    folder = paths.documents(data_dir)
    (folder / ".incoming-0b3e").write_bytes(b"half")
    (folder / "my own.txt").write_bytes(b"not ours")
    assert documents.located(ctx, stays.id).path.is_file()
    assert documents.sweep(ctx) == 2
    assert stored(ctx) == sorted([stays.stored_name, "my own.txt"])
    assert documents.sweep(ctx) == 0
    clock.advance(days=29)
    assert documents.sweep(ctx) == 0
    clock.advance(days=2)
    assert documents.sweep(ctx) == 1
    assert list((folder / "trash").iterdir()) == []
    ctx.close()


def test_a_document_that_a_backup_names_outlives_the_thirty_days(
    data_dir: Path, make: Make, clock: FakeClock
) -> None:
    ctx = open_context(data_dir, clock, "write")
    named, other = added(ctx, make()).kept[0], make("later.pdf", b"%PDF later")
    made = backups.create(ctx)
    later = added(ctx, other).kept[0]
    torn, foreign = (paths.backups(data_dir) / name for name in ("torn.db", "empty.db"))
    torn.write_bytes(made.path.read_bytes()[:4096] + b"torn" * 4096)
    foreign.touch()
    for row in (named, later):
        documents.delete(ctx, row.id)
    documents.sweep(ctx)
    clock.advance(days=400)
    assert documents.sweep(ctx) == 0, "a damaged backup may name anything"
    torn.unlink()
    assert documents.sweep(ctx) == 1, "only what no backup would bring back goes"
    assert not documents.has_file(ctx, later)
    assert documents.has_file(ctx, named)
    ctx.close()
    backups.restore(data_dir, made.path, clock())
    ctx = open_context(data_dir, clock, "write")
    assert documents.located(ctx, named.id).path.read_bytes() == b"%PDF-1.7 words"
    clock.advance(days=400)
    assert documents.sweep(ctx) == 0
    ctx.close()


def test_a_file_that_is_clearly_no_backup_does_not_keep_deleted_documents_for_ever(
    data_dir: Path, make: Make, clock: FakeClock
) -> None:
    ctx = open_context(data_dir, clock, "write")
    backups.create(ctx)
    row = added(ctx, make()).kept[0]
    documents.delete(ctx, row.id)
    documents.sweep(ctx)
    folder = paths.backups(data_dir)
    (folder / "holiday.db").write_bytes(b"a picture" * 999)
    (folder / "a folder.db").mkdir()
    with closing(sqlite3.connect(folder / "others.db")) as other:
        other.execute("CREATE TABLE document (page)")
    circle = folder / "circle.db"
    if sys.platform != "win32":
        circle.symlink_to(circle)
        assert documents.sweep(ctx) == 0
        assert backups.unread(ctx).damaged == [circle.name], "where it should lead to cannot be told"
        circle.unlink()
    for name, manifest in (("mltracker-20260101T000000Z-replaced.db", False), ("mine.db", True)):
        destroyed = folder / name
        destroyed.write_bytes(b"\0" * 9_999)
        if manifest:
            destroyed.with_suffix(".json").touch()
        clock.advance(days=31)
        assert documents.sweep(ctx) == 0, "it may be a backup with its beginning destroyed"
        found = backups.unread(ctx)
        assert (found.damaged, found.foreign) == ([name], ["a folder.db", "holiday.db", "others.db"])
        destroyed.unlink()
    assert documents.sweep(ctx) == 1
    assert not documents.has_file(ctx, row)
    ctx.close()


def test_a_row_that_comes_back_finds_its_file_again(ctx: Context, make: Make) -> None:
    row = added(ctx, make()).kept[0]
    documents.delete(ctx, row.id)
    documents.sweep(ctx)
    ctx.undo()
    assert documents.has_file(ctx, row)
    assert documents.located(ctx, row.id).path.read_bytes() == b"%PDF-1.7 words"
    documents.delete(ctx, row.id)
    documents.sweep(ctx)
    ctx.undo()
    assert documents.sweep(ctx) == 1
    assert stored(ctx) == [row.stored_name]


@needs_posix
def test_a_kept_file_that_vanished_or_was_replaced_is_told_and_mended(ctx: Context, make: Make) -> None:
    row = added(ctx, make()).kept[0]
    path = documents.located(ctx, row.id).path
    path.unlink()
    assert not documents.has_file(ctx, row)
    with pytest.raises(NotFound, match="The file of Resume v7 is gone from the documents folder"):
        documents.located(ctx, row.id)
    path.symlink_to("/etc/passwd")
    with pytest.raises(NotFound, match="was replaced by something that is no file"):
        documents.located(ctx, row.id)
    path.unlink()
    assert [known.id for known in added(ctx, make()).known] == [row.id]
    assert documents.located(ctx, row.id).path.read_bytes() == b"%PDF-1.7 words"


def test_a_file_that_cannot_be_mended_is_told_before_anything_is_written(ctx: Context, make: Make) -> None:
    row = added(ctx, make()).kept[0]
    path = documents.located(ctx, row.id).path
    path.unlink()
    path.mkdir()
    application = applied(ctx)
    with pytest.raises(CannotOpen) as told:
        documents.add(ctx, [make(), make("b.pdf", b"b")], application_id=application.id)
    assert "Nothing was written." in str(told.value)
    assert documents.of_application(ctx, application.id) == []
    assert [document.id for document in documents.rows(ctx)] == [row.id]
    assert stored(ctx) == []


def test_a_file_changed_behind_our_back_is_noticed(ctx: Context, make: Make) -> None:
    row = added(ctx, make()).kept[0]
    documents.located(ctx, row.id).path.write_bytes(b"other words, more of them")
    assert documents.located(ctx, row.id).changed


def test_a_copy_is_saved_elsewhere_whole_or_not_at_all(ctx: Context, make: Make, tmp_path: Path) -> None:
    row = added(ctx, make()).kept[0]
    assert documents.file_name(row) == "resume_v7.pdf"
    target = tmp_path / "out.pdf"
    target.write_bytes(b"agreed to be replaced")
    assert documents.save_copy(ctx, row.id, target) == target
    assert target.read_bytes() == b"%PDF-1.7 words"
    for wrong in (tmp_path / "none" / "out.pdf", tmp_path / ("x" * 300), documents.located(ctx, row.id).path):
        with pytest.raises(CannotOpen):
            documents.save_copy(ctx, row.id, wrong)
    assert documents.located(ctx, row.id).path.read_bytes() == b"%PDF-1.7 words"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["out.pdf"]


def test_a_data_folder_that_is_gone_is_not_made_anew(ctx: Context, make: Make, tmp_path: Path) -> None:
    source = make()
    ctx.folder = tmp_path / "unplugged"
    with pytest.raises(CannotOpen, match="The folder unplugged is gone"):
        documents.add(ctx, [source])
    assert not ctx.folder.exists()


def test_the_limit_is_what_the_words_say() -> None:
    assert DOCUMENT_BYTES == 500_000_000
