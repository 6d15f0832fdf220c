"""Code in color: Python, SQL, R and shell, a line at a time, in the colors of the theme."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument, QTextFormat

from mltracker.ui.theme import tokens

_SQL = (
    "add all alter and as asc begin between by case cast check commit create cross current default delete desc distinct"
    " drop else end except exclude exists explain filter first following for foreign from full group having if ignore in"
    " index inner insert intersect into is join key last lateral left like limit not null nulls offset on or order outer"
    " over partition preceding primary qualify range recursive references replace right row rows select set table then"
    " unbounded union unique update using values view when where window with"
)
_R = "break else FALSE for function if in library NA next NULL repeat return TRUE while"
_SHELL = "case do done elif else esac export fi for function if in then while"
_DOCKER = "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN USER VOLUME WORKDIR"
_NUMBER = r"(?<![\w.])(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)"
_TOKEN_ROLES = {"word": "link", "text": "good", "number": "info", "remark": "muted", "mark": "warn"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line and what it is: word (of the language), text, number, remark or mark."""

    start: int
    length: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Language:
    """How a language is cut: `spans` are what may go on over the end of a line, as opening, closing and kind."""

    pattern: re.Pattern[str]
    spans: tuple[tuple[str, str, str], ...]


def _language(
    words: str,
    *,
    remark: str,
    text: str,
    mark: str = "",
    spans: tuple[tuple[str, str, str], ...] = (),
    flags: int = 0,
) -> _Language:
    kinds = (
        ("open", "|".join(re.escape(opening) for opening, _, _ in spans)),
        ("remark", remark),
        ("text", text),
        ("mark", mark),
        ("number", _NUMBER),
        ("word", rf"\b(?:{'|'.join(words.split())})\b"),
    )
    parts = [f"(?P<{kind}>{pattern})" for kind, pattern in kinds if pattern]
    return _Language(re.compile("|".join(parts), flags), spans)


_QUOTED = r'"(?:\\.|[^"\\])*"?|' + r"'(?:\\.|[^'\\])*'?"
_PYTHON = _language(
    " ".join(keyword.kwlist),
    remark="#.*",
    text=rf"(?:\b[rRbBfFuU]{{1,2}})?(?:{_QUOTED})",
    mark=r"^\s*(?:@[\w.]+|>>>|\.\.\.)(?=\W|$)",
    spans=(('"""', '"""', "text"), ("'''", "'''", "text")),
)
_LANGUAGES = {
    "python": _PYTHON,
    "py": _PYTHON,
    "sql": _language(
        _SQL, remark="--.*", text="'(?:''|[^'])*'?", spans=(("/*", "*/", "remark"),), flags=re.IGNORECASE
    ),
    "r": _language(_R, remark="#.*", text=_QUOTED),
    "bash": _language(_SHELL, remark=r"(?<!\S)#.*", text=_QUOTED),
    "sh": _language(_SHELL, remark=r"(?<!\S)#.*", text=_QUOTED),
    "dockerfile": _language(_DOCKER, remark=r"^\s*#.*", text=_QUOTED),
}


def parts_of(line: str, language: str, state: int = 0) -> tuple[list[Part], int]:
    """What a line holds, from left to right, and the state for the line below.

    State 0 is the start of code; n says that the n-th span of the language is still open. Nothing for a language
    that is not known.
    """
    cut = _LANGUAGES.get(language.lower())
    if cut is None:
        return [], 0
    parts: list[Part] = []
    at = begun = 0
    while True:
        if state:
            _, closing, kind = cut.spans[state - 1]
            end = line.find(closing, at)
            at = len(line) if end < 0 else end + len(closing)
            parts.append(Part(begun, at - begun, kind))
            if end < 0:
                return parts, state
            state = 0
        match = cut.pattern.search(line, at)
        if match is None:
            return parts, 0
        begun, at = match.span()
        if match.lastgroup == "open":
            state = next(n for n, span in enumerate(cut.spans, start=1) if span[0] == match[0])
        else:
            parts.append(Part(begun, at - begun, str(match.lastgroup)))


class CodeColors(QSyntaxHighlighter):
    """Colors the code of a document: all of it in one language, or the fenced blocks of Markdown, each in its own."""

    def __init__(self, document: QTextDocument, language: str = "") -> None:
        super().__init__(document)
        self._language = language

    def set_language(self, language: str) -> None:
        """Read the whole document as this language; empty for Markdown or plain text."""
        self._language = language
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        shape = self.currentBlock().blockFormat()
        language = self._language or str(shape.property(QTextFormat.Property.BlockCodeLanguage) or "")
        parts, state = parts_of(text, language, max(0, self.previousBlockState()))
        self.setCurrentBlockState(state)
        for part in parts:
            ink = QTextCharFormat()
            ink.setForeground(tokens().color(_TOKEN_ROLES[part.kind]))
            self.setFormat(part.start, part.length, ink)
