"""How an employer's answer was taken, as every page shows it: an icon and a word."""

from __future__ import annotations

from mltracker.ui.paint import Sign

FLAGS = {
    "good": Sign("check", "good sign", "good"),
    "mixed": Sign("info", "mixed", "info"),
    "warning": Sign("warning", "warning sign", "warn"),
}
