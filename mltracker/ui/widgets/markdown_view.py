"""Markdown as reading text: the only place where text from data may be formatted.

HTML stays text, nothing is ever loaded, and a link is only told, never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from mltracker.ui.text import is_safe_link, plain_tip
from mltracker.ui.theme import code_font, font, tokens

WIDEST, NARROWEST = 820, 160
_BELOW_PARAGRAPH = 10.0
_BELOW_ITEM = 4.0
_INDENT = 20.0
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class MarkdownView(QTextBrowser):
    """Shows Markdown. `link_activated` carries an address that may be opened, a mail address without subject or text.

    `fit` makes the view as high as its text, for pages that scroll as a whole.
    """

    link_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str, title: str, fit: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setMaximumWidth(WIDEST)
        self.document().setDocumentMargin(0)
        self._text = ""
        self._plain = False
        self._fit = fit
        self._measured = (0, 0)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.highlighted.connect(self._on_highlighted)

    @property
    def text(self) -> str:
        """The text as given."""
        return self._text

    def set_markdown(self, text: str) -> None:
        """Show Markdown in GitHub's dialect."""
        self._text, self._plain = text, False
        self._render()

    def set_plain(self, text: str) -> None:
        """Show text as typed, in the same type."""
        self._text, self._plain = text, True
        self._render()

    def heightForWidth(self, width: int) -> int:
        """How high the text is in this width; asked by layouts, which then lay out text of any length in one pass."""
        if not self._fit:
            return super().heightForWidth(width)
        if self._measured[0] != width:
            document = self.document()
            before = document.textWidth()
            document.setTextWidth(width)
            self._measured = (width, ceil(document.size().height()))
            document.setTextWidth(before)
        return self._measured[1]

    def sizeHint(self) -> QSize:
        if not self._fit:
            return super().sizeHint()
        width = min(WIDEST, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, 0) if self._fit else super().minimumSizeHint()

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing: an image or style named by the text must not reach a file or the network."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._text:
            self._render()

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(font("reading"))
        document.setIndentWidth(_INDENT)
        if self._plain:
            document.setPlainText(self._text)
        else:
            document.setMarkdown(self._text, _FEATURES)
        self._name_images()
        for block in _blocks(document):
            self._format(block)
        self._frame_code()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _format_table(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._measured = (0, 0)
        self.updateGeometry()

    def _name_images(self) -> None:
        """Put an image's description in its place."""
        spots: list[tuple[int, int, str]] = []
        for block in _blocks(self.document()):
            parts = block.begin()
            while not parts.atEnd():
                fragment = parts.fragment()
                if fragment.charFormat().isImageFormat():
                    image = fragment.charFormat().toImageFormat()
                    words = image.property(QTextFormat.Property.ImageAltText) or self.tr("not shown")
                    spots.append((fragment.position(), fragment.length(), str(words)))
                parts += 1
        for position, length, words in reversed(spots):
            cursor = QTextCursor(self.document())
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(self.tr("[image: {0}]").format(words), QTextCharFormat())

    def _format(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        if _is_code(block):
            return
        shape.setLineHeight(_line_percent(), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_table = cursor.currentTable() is not None
        shape.setTopMargin(0)
        goes_on = block.textList() is not None and block.next().textList() is not None
        shape.setBottomMargin(0 if in_table else _BELOW_ITEM if goes_on else _BELOW_PARAGRAPH)
        level = block.blockFormat().headingLevel()
        if level:
            shape.setTopMargin(8)
            shape.setBottomMargin(4)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            words = QTextCharFormat()
            words.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            words.setFont(font("section") if level <= 2 else font("reading", weight=600))
            cursor.mergeCharFormat(words)
        QTextCursor(block).mergeBlockFormat(shape)
        self._format_inline_code(block)

    def _format_inline_code(self, block: QTextBlock) -> None:
        spots: list[tuple[int, int]] = []
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            if fragment.charFormat().fontFixedPitch():
                spots.append((fragment.position(), fragment.length()))
            parts += 1
        for position, length in spots:
            _select(self.document(), position, length).mergeCharFormat(_code_words())

    def _frame_code(self) -> None:
        """Set every run of code lines into a padded frame on `sunken`."""
        runs: list[tuple[int, int]] = []
        for block in _blocks(self.document()):
            if not _is_code(block):
                continue
            start, end = block.position(), block.position() + block.length() - 1
            if runs and runs[-1][1] + 1 == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        shape = QTextFrameFormat()
        shape.setBackground(tokens().color("sunken"))
        shape.setPadding(8)
        shape.setBorder(0)
        shape.setTopMargin(2)
        shape.setBottomMargin(_BELOW_PARAGRAPH)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        for start, end in reversed(runs):
            cursor = _select(self.document(), start, end - start)
            cursor.mergeCharFormat(_code_words())
            lines = QTextBlockFormat()
            lines.setTopMargin(0)
            lines.setBottomMargin(0)
            lines.setNonBreakableLines(False)
            lines.setBackground(Qt.BrushStyle.NoBrush)
            cursor.mergeBlockFormat(lines)
            frame = cursor.insertFrame(shape)
            # Qt leaves an empty line on both sides of a frame
            for position in (frame.firstPosition() - 1, frame.lastPosition() + 1):
                _close_up(self.document().findBlock(position))

    def _on_anchor_clicked(self, url: QUrl) -> None:
        address = url.toString()
        if url.scheme().lower() == "mailto":
            address = address.split("?", 1)[0]
        if is_safe_link(address):
            self.link_activated.emit(address)

    def _on_highlighted(self, url: QUrl) -> None:
        self.setToolTip(plain_tip(url.toString()))


def _line_percent() -> float:
    """Qt counts from the font's own line height: what makes it the reading role's."""
    return 100 * tokens().types["reading"].line / QFontMetricsF(font("reading")).height()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    shape = block.blockFormat()
    return shape.hasProperty(QTextFormat.Property.BlockCodeFence) or shape.hasProperty(
        QTextFormat.Property.BlockCodeLanguage
    )


def _close_up(block: QTextBlock) -> None:
    if not block.isValid() or block.text():
        return
    shape = QTextBlockFormat()
    shape.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    shape.setTopMargin(0)
    shape.setBottomMargin(0)
    QTextCursor(block).mergeBlockFormat(shape)


def _select(document: QTextDocument, position: int, length: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _code_words() -> QTextCharFormat:
    words = QTextCharFormat()
    words.setFont(code_font(), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    words.setBackground(tokens().color("sunken"))
    return words


def _format_table(table: QTextTable) -> None:
    look = tokens()
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(look.color("border"))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(0)
    shape.setCellSpacing(0)
    shape.setBottomMargin(_BELOW_PARAGRAPH)
    shape.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            inner = QTextTableCellFormat(cell.format().toTableCellFormat())
            inner.setLeftPadding(12)
            inner.setRightPadding(12)
            inner.setTopPadding(3)
            inner.setBottomPadding(3)
            cell.setFormat(inner)
            cursor = cell.firstCursorPosition()
            cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
            words = QTextCharFormat()
            words.setFont(font("body"))
            if row == 0:
                words.setForeground(look.color("muted"))
                words.setFontWeight(QFont.Weight.Normal)
            cursor.mergeCharFormat(words)
