"""Why a file cannot be read or written: in words of ours where they are known, in the system's where not."""

from __future__ import annotations

import errno

import pytest

from mltracker.domain.file_problems import why_not_read, why_not_written


@pytest.mark.parametrize(
    ("error", "read", "written"),
    [
        (FileNotFoundError(errno.ENOENT, "x"), "it is not there", "its folder is not there"),
        (PermissionError(errno.EACCES, "x"), "permission is missing", "permission to write there is missing"),
        (OSError(errno.ENAMETOOLONG, "x"), "its name is too long", "its name is too long"),
        (OSError(errno.EIO, "A drive's words"), "A drive's words", "A drive's words"),
        (OSError(), "the system refuses it", "the system refuses it"),
        (ValueError("embedded null byte"), "its name cannot be used", "its name cannot be used"),
    ],
)
def test_what_the_system_reports_is_said_in_words(error: Exception, read: str, written: str) -> None:
    assert (why_not_read(error), why_not_written(error)) == (read, written)
