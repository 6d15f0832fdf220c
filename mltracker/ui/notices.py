"""Short messages from a page to the frame, which shows them as toasts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from mltracker.domain.errors import UserError

NoticeKind = Literal["good", "info", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One message; `undo` offers to take the last change back, `file` to open what was written, or to show its folder."""

    text: str
    kind: NoticeKind = "good"
    undo: bool = False
    file: Path | None = None

    @classmethod
    def done(cls, text: str) -> Self:
        """A change that was saved and can be undone."""
        return cls(text, "good", undo=True)

    @classmethod
    def problem(cls, error: UserError) -> Self:
        """What went wrong, and what is safe."""
        return cls(str(error), "bad")
