"""Tables of a reading view: thin lines, and columns that break between words for as long as there is room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)

from mltracker.ui.theme import tokens

_ABOVE, _BELOW = 6.0, 10.0
_SIDE, _END = 12, 3
_BARE = 2 * _SIDE + 12.0  # a column of one letter cannot be narrower
_LINES = 3.0  # what the lines round cells may add to the widths of the columns, beside one for each
_SPACE = re.compile(r"\s")


def format_table(table: QTextTable) -> None:
    """Give a table its look."""
    look = tokens()
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(look.color("border"))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(0)
    shape.setCellSpacing(0)
    shape.setTopMargin(_ABOVE)
    shape.setBottomMargin(_BELOW)
    shape.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            inner = QTextTableCellFormat(cell.format().toTableCellFormat())
            inner.setLeftPadding(_SIDE)
            inner.setRightPadding(_SIDE)
            inner.setTopPadding(_END)
            inner.setBottomPadding(_END)
            cell.setFormat(inner)
            cursor = cell.firstCursorPosition()
            cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
            words = QTextCharFormat()
            words.setProperty(QTextFormat.Property.FontPixelSize, look.types["body"].px)
            if row == 0:
                words.setForeground(look.color("muted"))
                words.setFontWeight(QFont.Weight.Normal)
            cursor.mergeCharFormat(words)


class TableWidths:
    """How wide the columns of a table want to be, and the widths they get in a view of some width."""

    def __init__(self, table: QTextTable) -> None:
        self._table = table
        self._given: tuple[float, ...] = ()
        room = 2 * _SIDE + 1.0
        self._least = [room + max(_words(table, column), default=0.0) for column in range(table.columns())]
        self._natural = [room + max(_lines(table, column), default=0.0) for column in range(table.columns())]

    def fit(self, width: float) -> None:
        """Share a width out so that no word is cut, or alike where that is impossible; Qt does it where all fits."""
        room = width - _LINES - len(self._least)
        least, wish = sum(self._least), sum(self._natural)
        if wish <= room:
            given: tuple[float, ...] = ()
        elif least <= room:
            share = (room - least) / (wish - least)
            pairs = zip(self._least, self._natural, strict=True)
            given = tuple(narrow + share * (natural - narrow) for narrow, natural in pairs)
        else:
            bare = [min(narrow, _BARE) for narrow in self._least]
            share = (room - sum(bare)) / (least - sum(bare)) if least > sum(bare) else 0.0
            given = tuple(b + share * (narrow - b) for b, narrow in zip(bare, self._least, strict=True))
        if given == self._given:
            return
        self._given = given
        kind = QTextLength.Type.FixedLength if given else QTextLength.Type.VariableLength
        shape = self._table.format()
        shape.setColumnWidthConstraints([QTextLength(kind, value) for value in given or self._natural])
        self._table.setFormat(shape)


def tables_of(document: QTextDocument) -> list[QTextTable]:
    """The tables of a document that stand in no other frame."""
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _lines(table: QTextTable, column: int) -> Iterator[float]:
    """The width of each line of a column, unbroken."""
    for block in _blocks(table, column):
        yield sum(metrics.horizontalAdvance(text) for text, metrics in _runs(block))


def _words(table: QTextTable, column: int) -> Iterator[float]:
    """The width of each word of a column; one may be part code."""
    for block in _blocks(table, column):
        width = 0.0
        for text, metrics in _runs(block):
            first, *others = _SPACE.split(text)
            width += metrics.horizontalAdvance(first)
            for word in others:
                yield width
                width = metrics.horizontalAdvance(word)
        yield width


def _runs(block: QTextBlock) -> Iterator[tuple[str, QFontMetricsF]]:
    parts = block.begin()
    while not parts.atEnd():
        fragment = parts.fragment()
        yield fragment.text(), QFontMetricsF(fragment.charFormat().font())
        parts += 1


def _blocks(table: QTextTable, column: int) -> Iterator[QTextBlock]:
    for row in range(table.rows()):
        cell = table.cellAt(row, column)
        block = cell.firstCursorPosition().block()
        while block.isValid() and block.position() <= cell.lastPosition():
            yield block
            block = block.next()
