"""Sizes of the frame in logical px, shared by its parts and by the outline that is painted before them."""

from __future__ import annotations

RAIL, RAIL_ICONS, RAIL_ICONS_BELOW = 184, 52, 1100
MENU = 28
HEADER, HEADER_LOW, HEADER_LOW_BELOW = 56, 48, 720
FOOT = 26


def rail_width(window_width: int, *, icons_only: bool) -> int:
    """Width of the rail; below 1100 px it always shows icons only."""
    return RAIL_ICONS if icons_only or window_width < RAIL_ICONS_BELOW else RAIL


def header_height(window_height: int) -> int:
    """Height of the header; lower in a low window."""
    return HEADER_LOW if window_height < HEADER_LOW_BELOW else HEADER
