"""Text from data as Qt must be given it, so that it stays text."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

PIECE = 12
_LONG_WORD = re.compile(r"\S{30,}")
_MARKS = re.compile(r"[\\*_\[\]<>#~|&]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def plain_tip(text: str) -> str:
    """A tooltip that shows its text as typed; Qt would otherwise guess whether it is rich text."""
    return f"<span style='white-space:pre-wrap'>{escape(text)}</span>" if text else ""


def unmarked(text: str) -> str:
    """A text for what may read mark-up in it and cannot be told not to, such as a desktop's notifications."""
    return text.replace("<", "‹").replace(">", "›")


def breakable(text: str) -> str:
    """The text with places to break inside words that are longer than any line has room for."""
    return _LONG_WORD.sub(_with_breaks, text)


def as_markdown(text: str) -> str:
    """Markdown that shows a text as typed, on one line; only what stands in backticks becomes code."""
    line = " ".join(text.split())
    if line.count("`") % 2:
        return _MARKS.sub(r"\\\g<0>", line).replace("`", "\\`")
    pieces = line.split("`")
    return "`".join(_MARKS.sub(r"\\\g<0>", piece) if n % 2 == 0 else piece for n, piece in enumerate(pieces))


def _with_breaks(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][at : at + PIECE] for at in range(0, len(word[0]), PIECE))


def shortened(text: str, longest: int = 60) -> str:
    """A text on one line, cut where it is long."""
    shown = " ".join(text.split())
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def menu_text(text: str, longest: int = 48) -> str:
    """A name from data as an entry of a menu: cut where it is long, an ampersand an ampersand, no key behind a tab."""
    return shortened(text, longest).replace("&", "&&")


def is_safe_link(url: str) -> bool:
    """Whether an address may be opened outside: http or https with a host and no user name, or a mailto.

    A mailto names one address, and at most a subject and a body beside it: no copies, no attachments.
    """
    # urlsplit drops line breaks and reads a backslash differently than browsers do
    if not url.isprintable() or set(url) & set(' \\"<>'):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return parts.path.count("@") == 1 and not parts.fragment and _is_letter(url, parts.query)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None


def _is_letter(url: str, query: str) -> bool:
    if not query:
        return "?" not in url
    names = [field.partition("=")[0] for field in query.split("&") if "=" in field]
    return len(names) == query.count("&") + 1 == len(set(names)) and set(names) <= {"subject", "body"}
