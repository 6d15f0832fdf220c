"""Snapshots: verified before they count, listed only while whole, thinned by day, week and month."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mltracker import paths
from mltracker.domain import errors
from mltracker.services import backups
from mltracker.services.context import Context
from mltracker.store import backup, gate
from tests.conftest import FakeClock
from tests.store.full_rows import company, content, difference, digest

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def test_a_backup_holds_all_and_its_manifest_says_so(full: Context, clock: FakeClock) -> None:
    made = backups.create(full)
    assert difference(content(paths.database(full.folder)), content(made.path)) == []
    manifest = json.loads(made.path.with_suffix(".json").read_text())
    assert manifest == {
        "file": made.path.name,
        "made_at": clock().isoformat(),
        "reason": "manual",
        "version": gate.HEAD,
        "sha256": digest(made.path),
        "counts": {
            "application": 1, "interview": 1, "question": 1, "attempt": 1, "asked_question": 1, "note": 1,
            "document": 1,
        },
    }  # fmt: skip
    assert made in backups.listed(full)
    assert backups.last(full) == clock()
    assert not list(made.path.parent.glob("*.tmp*"))


def test_two_backups_of_one_second_have_two_names(full: Context) -> None:
    before = len(backups.listed(full))
    assert len({backups.create(full).path for _ in range(3)}) == 3
    assert len(backups.listed(full)) == before + 3


def test_nothing_is_overwritten_by_a_backup_or_its_manifest(full: Context, tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_text("the only copy")
    for name in ("export.db", "export"):
        with pytest.raises(errors.CannotOpen, match=r"export\.json exists already"):
            backups.create(full, tmp_path / name)
    other = tmp_path / "mine.db"
    other.write_text("mine")
    with pytest.raises(errors.CannotOpen, match="exists already"):
        backups.create(full, other)
    assert (export.read_text(), other.read_text()) == ("the only copy", "mine")
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["export.json", "mine.db"]
    odd = backups.create(full, tmp_path / "odd.json")
    assert backup.verified(odd.path)[0] == odd.counts


def test_a_backup_into_a_folder_gets_a_name(full: Context, tmp_path: Path) -> None:
    made = backups.create(full, tmp_path)
    assert (made.path.parent, made.path.suffix) == (tmp_path, ".db")


def test_the_first_change_of_a_day_is_preceded_by_a_backup(bare: Context, clock: FakeClock) -> None:
    company(bare, "Day one, nothing there before")
    assert backups.listed(bare) == []
    bare.zone = ZoneInfo("America/Los_Angeles")  # where it is 01:40 at the clock's 09:40
    for hours, made in ((20, 0), (24, 1), (1, 1), (24, 2)):
        clock.advance(hours=hours)
        company(bare, f"after {clock()}")
        assert len(backups.listed(bare)) == made, clock()
    last = backups.listed(bare)[0]
    assert last.reason == "daily"
    names = [row[4] for row in content(last.path)["company"]]
    assert len(names) == len(content(paths.database(bare.folder))["company"]) - 1


@pytest.mark.logs
def test_a_change_is_kept_when_its_backup_cannot_be_written(bare: Context, clock: FakeClock) -> None:
    company(bare, "First")
    clock.advance(days=1)
    paths.backups(bare.folder).write_text("a file where the folder should be")
    company(bare, "Second")
    assert isinstance(bare.backup_problem, errors.StorageError)
    assert len(content(paths.database(bare.folder))["company"]) == 2
    paths.backups(bare.folder).unlink()
    clock.advance(days=1)
    company(bare, "Third")
    assert bare.backup_problem is None
    assert len(backups.listed(bare)) == 1


def stand_in(folder: Path, made_at: datetime, reason: str = "daily") -> Path:
    """A small file with a true manifest: thinning reads no more of it."""
    path = backup.free_name(folder, made_at, reason)
    path.write_bytes(made_at.isoformat().encode())
    manifest = {"file": path.name, "made_at": made_at.isoformat(), "reason": reason, "version": 1,
                "sha256": digest(path), "counts": {}}  # fmt: skip
    path.with_suffix(".json").write_text(json.dumps(manifest))
    return path


def left(folder: Path) -> list[datetime]:
    return [item.made_at for item in backup.listed(folder)]


def test_thinning_keeps_two_days_then_twelve_ten_and_nine(tmp_path: Path) -> None:
    today = NOON.date()
    for day in range(400):
        for hour in (1, 5):
            stand_in(tmp_path, NOON - timedelta(days=day, hours=hour))
    backup.thin(tmp_path, today, UTC)
    kept = left(tmp_path)
    days = [(today - made.date()).days for made in kept]
    assert days.count(0) == days.count(1) == 2
    older = [made for made in kept if (today - made.date()).days >= 2]
    assert len(older) == len({made.date() for made in older})  # one a day, the day's last
    assert all(made.hour == 11 for made in older)
    daily = {today - timedelta(days=day) for day in range(2, 14)}
    sundays = {date(2026, 11, 29) - timedelta(weeks=week) for week in range(10)}
    ends = {date(2026, 11, 29), *(date(2026, month + 1, 1) - timedelta(days=1) for month in range(3, 11))}
    assert {made.date() for made in older} == daily | sundays | ends
    assert backup.thin(tmp_path, today, UTC) == 0
    assert len(list(tmp_path.iterdir())) == 2 * len(kept)


def test_days_are_those_of_the_user(tmp_path: Path) -> None:
    # 23:30 and 00:30 in Tokyo are one day in UTC
    stamps = [datetime(2026, 11, 10, 14, 30, tzinfo=UTC), datetime(2026, 11, 10, 15, 30, tzinfo=UTC)]
    for stamp in stamps:
        stand_in(tmp_path, stamp)
    assert backup.thin(tmp_path, date(2026, 12, 1), ZoneInfo("Asia/Tokyo")) == 0
    assert backup.thin(tmp_path, date(2026, 12, 1), UTC) == 1
    assert left(tmp_path) == stamps[1:]


def test_what_was_asked_for_by_hand_is_never_thinned(tmp_path: Path) -> None:
    for day in range(60):
        for reason in ("manual", "daily", "before-update", "before-import", "before-restore"):
            stand_in(tmp_path, NOON - timedelta(days=day), reason)
    (tmp_path / "mltracker-x-replaced.db").write_text("set aside")
    backup.thin(tmp_path, NOON.date(), UTC)
    reasons = [item.reason for item in backup.listed(tmp_path)]
    assert reasons.count("manual") == 60
    assert len(reasons) < 60 + 30
    assert (tmp_path / "mltracker-x-replaced.db").exists()


def test_what_a_crash_left_half_written_goes_after_two_days(tmp_path: Path) -> None:
    for days, name in ((0, "a"), (1, "b"), (2, "c"), (40, "d")):
        partial = tmp_path / f"mltracker-{name}-daily.db.tmp"
        partial.write_bytes(b"half")
        stamp = (NOON - timedelta(days=days)).timestamp()
        os.utime(partial, (stamp, stamp))
    (tmp_path / "notes.tmp").touch()
    os.utime(tmp_path / "notes.tmp", (0, 0))
    backup.thin(tmp_path, NOON.date(), UTC)
    left_over = sorted(path.name for path in tmp_path.iterdir())
    assert left_over == ["mltracker-a-daily.db.tmp", "mltracker-b-daily.db.tmp", "notes.tmp"]


SPOILED = ["", "[]", "null", "{}", "3", '"x"', "[" * 100_000, '{"file": 3}', "\x00", '{"made_at": 7}']
ODD: list[tuple[str, Any]] = [
    ("made_at", "2026-12-01T10:00:00"), ("made_at", "soon"), ("made_at", None), ("counts", None),
    ("counts", {"note": "many"}), ("counts", []), ("version", "new"), ("file", "../../elsewhere.db"),
    ("sha256", None), ("sha256", 3),
]  # fmt: skip


def test_a_spoiled_manifest_hides_its_backup_and_no_other(full: Context) -> None:
    bad, good = backups.create(full), backups.create(full)
    for text in SPOILED:
        bad.path.with_suffix(".json").write_text(text)
        listed = [item.path for item in backups.listed(full)]
        assert good.path in listed, text[:20]
        assert bad.path not in listed, text[:20]
        assert backups.last(full) is not None


def test_odd_values_in_a_manifest_are_no_error(full: Context) -> None:
    bad, good = backups.create(full), backups.create(full)
    manifest = bad.path.with_suffix(".json")
    true = json.loads(manifest.read_text())
    for field, value in ODD:
        manifest.write_text(json.dumps(true | {field: value}))
        listed = backups.listed(full)
        assert good in listed, (field, value)
        assert all(digest(item.path) == item.sha256 for item in listed), (field, value)
        assert backups.last(full) is not None
        backup.thin(paths.backups(full.folder), NOON.date(), UTC)


def test_a_clock_that_was_ahead_stops_no_backup(bare: Context, clock: FakeClock) -> None:
    company(bare, "First")
    now = clock.now
    clock.advance(days=1_000)
    company(bare, "By a clock three years ahead")
    clock.now = now + timedelta(days=1)
    company(bare, "By the right clock")
    clock.advance(days=1)
    company(bare, "A day later")
    clock.advance(hours=1)
    company(bare, "The same day")
    ahead = now.date() + timedelta(days=1_000)
    days = [now.date() + timedelta(days=day) for day in (2, 1)]
    assert [made.made_at.date() for made in backups.listed(bare)] == [ahead, *days]
