"""What can go wrong in a way the user should read.

Every `UserError` carries a sentence for the user and says what is safe. Anything else that is raised is our bug
and ends in the crash dialog.
"""

from __future__ import annotations

from typing import Any, ClassVar

NOTHING_LOST = "Nothing already saved is lost."
UNCHANGED = "Nothing was changed."


class UserError(Exception):
    """A problem stated to the user: `message` says what happened, `safe` what is saved and what is not.

    `usually` is what is safe where nothing else is said.
    """

    code = "problem"
    usually: ClassVar[str] = UNCHANGED

    def __init__(self, message: str, safe: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.safe = self.usually if safe is None else safe

    def __str__(self) -> str:
        return f"{self.message} {self.safe}".strip()


class InvalidInput(UserError):
    """A field holds something that cannot be kept; `fields` maps field name to sentence, shown at the field."""

    code = "invalid-input"

    def __init__(self, fields: dict[str, str]) -> None:
        # the form that shows the sentences stays open with everything in it
        super().__init__(" ".join(fields.values()), "")
        self.fields = fields


class AmbiguousTime(InvalidInput):
    """A local time that happens twice, or never: `choices` are the UTC offsets that would settle it."""

    code = "ambiguous-time"

    def __init__(self, field: str, message: str, choices: tuple[str, ...]) -> None:
        super().__init__({field: message})
        self.choices = choices


class ChangedMeanwhile(UserError):
    """What a form was opened on is another by now; `stored` maps each field that differs to what it holds."""

    code = "changed-meanwhile"

    def __init__(self, stored: dict[str, Any]) -> None:
        super().__init__(
            "This was changed elsewhere while the form was open.", "What you typed is still here."
        )
        self.stored = stored


class NotFound(UserError):
    """The thing asked for is not there (any more)."""

    code = "not-found"


class InvalidMove(UserError):
    """The pipeline does not allow this step."""

    code = "invalid-move"


class TooEarly(InvalidMove):
    """It has not begun yet; whoever means it all the same may say so."""

    code = "too-early"


class ImportRejected(UserError):
    """A file that was offered cannot be taken in; nothing of it was kept."""

    code = "import-rejected"
    usually = "Nothing was imported."


class StorageError(UserError):
    """The database could not do it; `code` names the row of the failure table in the reliability promises."""

    code = "storage"
    usually = NOTHING_LOST


class Busy(StorageError):
    """Another program holds the database; trying again may work."""

    code = "busy"


class AlreadyOpen(StorageError):
    """Another window or command holds this database for writing."""

    code = "already-open"


class DiskFull(StorageError):
    """No room for this change."""

    code = "disk-full"


class ReadOnly(StorageError):
    """The file or its folder cannot be written."""

    code = "read-only"


class FileMoved(StorageError):
    """The file was moved, replaced or deleted while open; writing has stopped."""

    code = "file-moved"


class CannotOpen(StorageError):
    """The folder or file cannot be opened; the message says which and why."""

    code = "cannot-open"


class DriveError(StorageError):
    """The drive reported an error; writing has stopped."""

    code = "drive-error"


class DatabaseDamaged(StorageError):
    """The file is damaged; it was not touched."""

    code = "damaged"


class DatabaseForeign(StorageError):
    """The file was not made by this app; it was not touched."""

    code = "foreign"


class DatabaseTooNew(StorageError):
    """The file was written by a newer version; it was not touched."""

    code = "too-new"
