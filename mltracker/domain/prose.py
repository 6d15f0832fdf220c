"""What may stand in the Markdown of an answer, and what a reading view would show as something else than meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

FENCE = re.compile(r"^[ \t]*(`{3,})(\w*)[^\n]*\n(.*?)^[ \t]*\1`*[ \t]*$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?([^)\s>]*)")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(")
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*)>")
# only what a browser would load or run: <s>, <pad> and List<int> are things that questions speak of
_TAG = re.compile(
    r"<\s*/?\s*(script|img|iframe|object|embed|style|link|meta|base|form|input|button|svg|video|audio|a)\b[^<]*>?",
    re.IGNORECASE,
)


def fences(markdown: str) -> list[tuple[str, str]]:
    """The fenced blocks of code: language and code."""
    return [(language, code) for _, language, code in FENCE.findall(markdown)]


def without_code(markdown: str) -> str:
    """The text without blocks and spans of code."""
    return _SPAN.sub(" ", FENCE.sub("\n", markdown))


def hostile_marks(markdown: str) -> Iterator[str]:
    """Why a text is refused: what would load, run or lead somewhere unsafe if it were shown as a web page shows it."""
    text = without_code(markdown)
    if tag := _TAG.search(text):
        yield f"HTML such as <{tag[1].lower()}> is shown as text; put it in backticks if it is meant so"
    if _IMAGE.search(text):
        yield "images are not shown; describe what they show"
    for address in (*_LINK.findall(text), *_AUTOLINK.findall(text)):
        if not _is_plain_address(address):
            yield f"a link leads to '{address[:60]}'; only http, https and mailto are opened"


def _is_plain_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "mailto") and (bool(parts.hostname) or parts.scheme == "mailto")
