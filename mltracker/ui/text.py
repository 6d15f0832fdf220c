"""Text from data as Qt must be given it, so that it stays text."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """A tooltip that shows its text as typed; Qt would otherwise guess whether it is rich text."""
    return f"<span style='white-space:pre-wrap'>{escape(text)}</span>" if text else ""
