"""Records what SQLite writes and syncs, and makes the files as a power cut at any moment may leave them.

A VFS of our own stands before the system's one and notes every write, truncation, sync, creation and removal. What
was not synced by the moment of the cut may be on the drive or not, each write for itself and torn between sectors; a
name of a file counts once its folder was synced.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512
_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_METHODS = [
    "close",
    "read",
    "write",
    "truncate",
    "sync",
    "file_size",
    "lock",
    "unlock",
    "check_reserved",
    "control",
    "sector_size",
    "traits",
    "shm_map",
    "shm_lock",
    "shm_barrier",
    "shm_unmap",
    "fetch",
    "unfetch",
]
_CALLS = [
    "open",
    "delete",
    "access",
    "full_path",
    "dl_open",
    "dl_error",
    "dl_sym",
    "dl_close",
    "randomness",
    "sleep",
    "time",
    "last_error",
    "time_64",
    "set_call",
    "get_call",
    "next_call",
]


class _Methods(ctypes.Structure):
    _fields_ = (("version", _INT), *((name, _POINTER) for name in _METHODS))


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        ("file_bytes", _INT),
        ("longest_path", _INT),
        ("following", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        *((name, _POINTER) for name in _CALLS),
    )


# names go through as they are: SQLite keeps the pointer for as long as the file is open
_Open = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_Delete = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_Write = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_Truncate = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_Sync = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


@dataclass(frozen=True, slots=True)
class Event:
    """`what` happened to a file, by number, or to a name in the folder; "told" is a change said to be saved."""

    what: str
    file: int = 0
    name: str = ""
    at: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Recording:
    """The files as they were at first, by name, and what happened since."""

    before: dict[str, bytes]
    events: list[Event] = field(default_factory=list)

    def told(self, cut: int) -> int:
        """How many changes had been said to be saved before a moment."""
        return sum(event.what == "told" for event in self.events[:cut])

    def cut(self, cut: int, luck: Random, *, honest: bool = True) -> dict[str, bytes]:
        """The files after the power went before event number `cut`; a drive that is not honest only says it syncs."""
        drive = _Drive(self.before)
        for event in self.events[:cut]:
            drive.happen(event, honest=honest)
        return drive.found(luck)


class _Drive:
    """What is on the drive for sure, and what waits."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self.content = {number: bytearray(data) for number, data in enumerate(before.values())}
        self.names = {name: number for number, name in enumerate(before)}
        self.waiting: dict[int, list[Event]] = {}
        self.renamed: list[Event] = []

    def happen(self, event: Event, *, honest: bool) -> None:
        if event.what in ("write", "truncate"):
            self.waiting.setdefault(event.file, []).append(event)
        elif event.what in ("create", "delete"):
            self.renamed.append(event)
            if event.what == "create":
                self.content[event.file] = bytearray()
        elif event.what == "sync" and honest:
            for one in self.waiting.pop(event.file, ()):
                _apply(self.content[event.file], one)
            # SQLite syncs the folder together with the first sync of a new journal
            if any(one.what == "create" and one.file == event.file for one in self.renamed):
                self._settle_names(len(self.renamed))
        elif event.what == "sync-folder" and honest:
            self._settle_names(len(self.renamed))

    def found(self, luck: Random) -> dict[str, bytes]:
        self._settle_names(luck.randint(0, len(self.renamed)))
        for file, events in self.waiting.items():
            share = luck.random()
            for event in events:
                if luck.random() < share:
                    _apply(self.content[file], _torn(event, luck))
        return {name: bytes(self.content[file]) for name, file in self.names.items()}

    def _settle_names(self, count: int) -> None:
        for event in self.renamed[:count]:
            if event.what == "create":
                self.names[event.name] = event.file
            else:
                self.names.pop(event.name, None)
        del self.renamed[:count]


def _apply(content: bytearray, event: Event) -> None:
    if event.what == "truncate":
        del content[event.at :]
        return
    if len(content) < event.at:
        content.extend(bytes(event.at - len(content)))
    content[event.at : event.at + len(event.data)] = event.data


def _torn(event: Event, luck: Random) -> Event:
    """The write whole, or only up to the edge of a sector."""
    if event.what != "write" or luck.random() < 0.7:
        return event
    first = SECTOR - event.at % SECTOR
    edges = list(range(first, len(event.data), SECTOR))
    return Event("write", event.file, at=event.at, data=event.data[: luck.choice(edges)]) if edges else event


class Recorder:
    """Put before the system's VFS by `recording`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
        self.recording = Recording(files)
        self._numbers = {name: number for number, name in enumerate(files)}
        self._count = len(files)
        self._open: dict[int, int] = {}
        self._kept: list[Any] = []
        self._patched: dict[int, int] = {}

    def told(self) -> None:
        """A change was said to be saved."""
        self._note("told")

    def _note(self, what: str, *more: Any, **fields: Any) -> None:
        self.recording.events.append(Event(what, *more, **fields))

    def copy_of(self, vfs: _Vfs) -> _Vfs:
        """The VFS that records and lets the given one do the work."""
        mine = _Vfs.from_buffer_copy(vfs)
        mine.name = b"recorder"
        there, delete = _Open(vfs.open), _Delete(vfs.delete)
        given = ctypes.addressof(vfs)

        def on_open(_vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
            path = Path(ctypes.string_at(name).decode()) if name else None
            ours = path is not None and path.parent.resolve() == self.folder
            is_new = ours and path is not None and not path.exists()
            code = int(there(given, name, file, flags, out))
            if code == 0 and ours and path is not None:
                if is_new:
                    self._numbers[path.name] = self._count
                    self._count += 1
                    self._note("create", self._numbers[path.name], path.name)
                self._open[file] = self._numbers[path.name]
                methods = ctypes.cast(file, ctypes.POINTER(_POINTER))
                methods[0] = self._watched(int(methods[0]))
            return code

        def on_delete(_vfs: int, name: int, sync: int) -> int:
            path = Path(ctypes.string_at(name).decode())
            ours = path.parent.resolve() == self.folder
            if ours:
                self._note("delete", name=path.name)
            code = int(delete(given, name, sync))
            if ours and sync:
                self._note("sync-folder")
            return code

        self._kept += [vfs, mine, there, delete, _Open(on_open), _Delete(on_delete)]
        mine.open = ctypes.cast(self._kept[-2], _POINTER)
        mine.delete = ctypes.cast(self._kept[-1], _POINTER)
        return mine

    def _watched(self, methods: int) -> int:
        """The methods of a file, with those that change it noted; made once for each kind of file."""
        if methods in self._patched.values():
            return methods
        if methods not in self._patched:
            given = _Methods.from_address(methods)
            mine = _Methods.from_buffer_copy(given)
            write, truncate, sync = _Write(given.write), _Truncate(given.truncate), _Sync(given.sync)

            def on_write(file: int, data: int, count: int, at: int) -> int:
                self._note("write", self._open[file], at=at, data=ctypes.string_at(data, count))
                return int(write(file, data, count, at))

            def on_truncate(file: int, size: int) -> int:
                self._note("truncate", self._open[file], at=size)
                return int(truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                code = int(sync(file, flags))
                self._note("sync", self._open[file])
                return code

            calls = (_Write(on_write), _Truncate(on_truncate), _Sync(on_sync))
            mine.write, mine.truncate, mine.sync = (ctypes.cast(call, _POINTER) for call in calls)
            self._kept += [mine, write, truncate, sync, *calls]
            self._patched[methods] = ctypes.addressof(mine)
        return self._patched[methods]


def can_record() -> bool:
    """Whether Python's SQLite is a library whose parts can be reached."""
    return hasattr(ctypes.CDLL(_sqlite3.__file__), "sqlite3_vfs_register")


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """Note what every connection opened meanwhile does to the files of a folder."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = _POINTER
    library.sqlite3_vfs_find.argtypes = (ctypes.c_char_p,)
    library.sqlite3_vfs_register.argtypes = (_POINTER, _INT)
    library.sqlite3_vfs_unregister.argtypes = (_POINTER,)
    given = _Vfs.from_address(library.sqlite3_vfs_find(None))
    recorder = Recorder(folder)
    mine = recorder.copy_of(given)
    library.sqlite3_vfs_register(ctypes.addressof(mine), 1)
    try:
        yield recorder
    finally:
        library.sqlite3_vfs_unregister(ctypes.addressof(mine))
        library.sqlite3_vfs_register(ctypes.addressof(given), 1)
