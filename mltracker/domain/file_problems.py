"""Why a file of the user's cannot be read or written, in words; the system's own are short and not for everyone."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_NOT_READ = {
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "it is not there",
    errno.EACCES: "permission is missing",
    errno.EPERM: "permission is missing",
    errno.ELOOP: "it is a link",
    errno.ENAMETOOLONG: "its name is too long",
}
_NOT_WRITTEN = {
    errno.ENOENT: "its folder is not there",
    errno.ENOTDIR: "its folder is not there",
    errno.EACCES: "permission to write there is missing",
    errno.EPERM: "permission to write there is missing",
    errno.EROFS: "permission to write there is missing",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
}


def why_not_read(error: BaseException) -> str:
    """What kept a file from being opened or read."""
    return _reason(error, _NOT_READ)


def why_not_written(error: BaseException) -> str:
    """What kept a file from being made or written."""
    return _reason(error, _NOT_WRITTEN)


def _reason(error: BaseException, known: Mapping[int, str]) -> str:
    if isinstance(error, OSError):
        return known.get(error.errno or 0) or error.strerror or "the system refuses it"
    return "its name cannot be used"
