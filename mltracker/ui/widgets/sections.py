"""Parts of a question as Markdown, alike in the reading pane and on a card."""

from __future__ import annotations

from collections.abc import Iterable

from mltracker.domain.questions import FollowUp, Reference
from mltracker.ui.text import as_markdown


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list, shown as typed."""
    return "\n".join(f"- {as_markdown(line)}" for line in lines)


def steps(lines: Iterable[str]) -> str:
    """Lines as a numbered list, shown as typed."""
    return "\n".join(f"{number}. {as_markdown(line)}" for number, line in enumerate(lines, start=1))


def dialogue(items: Iterable[FollowUp]) -> str:
    """Questions in weight 600, each with its answer."""
    return "\n".join(f"- **{as_markdown(item.question)}** {as_markdown(item.answer)}" for item in items)


def sources(items: Iterable[Reference]) -> str:
    """Titles with year and address, the address as a link."""
    lines = []
    for item in items:
        head = ", ".join(filter(None, (as_markdown(item.title), str(item.year or ""))))
        where = f"<{item.url}>" if item.url else f"ISBN {as_markdown(item.isbn)}" if item.isbn else ""
        lines.append(f"- {head}" + (f", {where}" if where else ""))
    return "\n".join(lines)


def code(text: str, language: str) -> str:
    """A block of code; a fence inside it does not end it."""
    fence = "`" * max(3, max((len(run) for run in text.split() if set(run) == {"`"}), default=0) + 1)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"
