"""What Qt needs from the system before a window can open. Stdlib only: it runs before Qt may be imported.

Qt aborts the process when a library of its platform plugin or the display is missing, and Python cannot catch that,
so the app and packaging/dev.py ask here first.
"""

from __future__ import annotations

import ctypes
import linecache
import os
import sys
from collections.abc import Mapping
from pathlib import Path

# shared object -> Debian package; the first group to import Qt and draw offscreen, the second to show windows on X11
IMPORT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_PACKAGE = "fonts-dejavu-core"
# Debian 13 and Ubuntu 24.04 renamed glib for 64-bit time
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def spare_sources() -> None:
    """Keep PySide6, once imported, from reading the source of every later module to see whether it may ask for features.

    Nothing here asks for any, and the lines that it reads stay in memory: 25 MB, of which those that it has read so far
    are let go. Where PySide6 does it otherwise by then, this does nothing more.
    """
    linecache.clearcache()
    features = sys.modules.get("shibokensupport.feature")
    if features is not None and hasattr(features, "_mod_uses_pyside"):
        features._mod_uses_pyside = _asks_for_nothing  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way


def missing_packages(*, window: bool) -> list[str]:
    """Debian names of the packages Qt lacks here; empty on other systems. `window`: also what X11 windows need."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**IMPORT_LIBRARIES, **(WINDOW_LIBRARIES if window else {})}
    missing = [package for library, package in wanted.items() if not _loads(library)]
    if not _has_font():
        missing.append(FONT_PACKAGE)
    return missing


def install_command(packages: list[str]) -> str:
    """The command a person can paste to install the packages."""
    return "sudo apt-get install --yes " + " ".join(packages)


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown, or was asked to be drawn without a screen."""
    if environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return True
    return not sys.platform.startswith("linux") or bool(
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    )


def needs_xcb(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether Qt will talk to an X server, so that its xcb plugin and libraries must be there."""
    platform = environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform:
        return platform == "xcb"
    return sys.platform.startswith("linux") and not environ.get("WAYLAND_DISPLAY")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font() -> bool:
    for folder in _FONT_FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir() and any(path.suffix.lower() in (".ttf", ".otf", ".ttc") for path in root.rglob("*")):
            return True
    return False


def _asks_for_nothing(_module: object) -> bool:
    return False
