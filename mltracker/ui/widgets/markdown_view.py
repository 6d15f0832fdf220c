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
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from mltracker.ui.text import is_safe_link, plain_tip
from mltracker.ui.theme import code_font, font, tokens
from mltracker.ui.widgets.code_colors import CodeColors
from mltracker.ui.widgets.focus_ring import FocusRing
from mltracker.ui.widgets.markdown_table import TableWidths, format_table, tables_of

WIDEST, NARROWEST = 820, 160
_BELOW_PARAGRAPH = 10.0
_BELOW_ITEM = 4.0
_INDENT = 20.0
_DEEPEST = 16
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
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
        self._colors = CodeColors(self.document())
        self._tables: list[TableWidths] = []
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            # shrinkable: a minimum would be that of the narrow width it has before it is laid out, and stay
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        FocusRing(self, around=4)
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
            self._fit_tables(width)
            document.setTextWidth(width)
            self._measured = (width, ceil(document.size().height()))
            self._fit_tables(self.viewport().width())
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_tables(self.viewport().width())
        super().resizeEvent(event)

    def _fit_tables(self, width: float) -> None:
        for table in self._tables:
            table.fit(width)

    def _render(self) -> None:
        document = self.document()
        self._colors.setDocument(None)  # colored once, when everything stands
        if document.defaultFont() != font("reading"):
            document.setDefaultFont(font("reading"))
        document.setIndentWidth(_INDENT)
        if self._plain:
            document.setPlainText(self._text)
        else:
            document.setMarkdown(self._text, _FEATURES)
        together = QTextCursor(document)
        together.beginEditBlock()  # laid out once, not after every change
        self._dress(document)
        together.endEditBlock()
        self._fit_tables(self.viewport().width())
        self._colors.setDocument(document)
        self._colors.rehighlight()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._measured = (0, 0)
        self.updateGeometry()

    def _dress(self, document: QTextDocument) -> None:
        self._name_images()
        for block in _blocks(document):
            self._format(block)
        self._frame_code()
        self._tables = []
        for table in tables_of(document):
            format_table(table)
            # Qt leaves an empty line below a table
            _close_up(document.findBlock(table.lastPosition() + 1))
            self._tables.append(TableWidths(table))

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
        shape.setLineHeight(_line_percent("reading", font("reading")), _PROPORTIONAL)
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
        self._format_words(block)

    def _format_words(self, block: QTextBlock) -> None:
        """Inline code as code; what is emphasized in weight 600, however it was, and never slanted."""
        emphasis = QTextCharFormat()
        emphasis.setFontItalic(False)
        emphasis.setFontWeight(QFont.Weight.DemiBold)
        spots: list[tuple[int, int, QTextCharFormat]] = []
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            words = fragment.charFormat()
            if words.fontItalic() or words.fontWeight() > QFont.Weight.DemiBold:
                spots.append((fragment.position(), fragment.length(), emphasis))
            if words.fontFixedPitch():
                spots.append((fragment.position(), fragment.length(), _code_words()))
            parts += 1
        for position, length, shape in spots:
            _select(self.document(), position, length).mergeCharFormat(shape)

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
            first = self.document().findBlock(start).blockFormat()
            frame = _select(self.document(), start, end - start).insertFrame(shape)
            inside = _select(
                self.document(), frame.firstPosition(), frame.lastPosition() - frame.firstPosition()
            )
            inside.mergeCharFormat(_code_words())
            inside.mergeBlockFormat(_code_lines())
            self._hang(frame)
            # the first line left what it is to an empty one before the frame
            frame.firstCursorPosition().mergeBlockFormat(_language_only(first))
            # Qt leaves an empty line on both sides of a frame
            for position in (frame.firstPosition() - 1, frame.lastPosition() + 1):
                _close_up(self.document().findBlock(position))

    def _hang(self, frame: QTextFrame) -> None:
        """Let what does not fit go on in the next line, set in further than the line it belongs to."""
        width = QFontMetricsF(code_font()).horizontalAdvance(" ")
        block = self.document().findBlock(frame.firstPosition())
        while block.isValid() and block.position() <= frame.lastPosition():
            indent = len(block.text()) - len(block.text().lstrip())
            shape = QTextBlockFormat()
            shape.setLeftMargin(width * (min(indent, _DEEPEST) + 2))
            shape.setTextIndent(-shape.leftMargin())
            QTextCursor(block).mergeBlockFormat(shape)
            block = block.next()

    def _on_anchor_clicked(self, url: QUrl) -> None:
        address = url.toString()
        if url.scheme().lower() == "mailto":
            address = address.split("?", 1)[0]
        if is_safe_link(address):
            self.link_activated.emit(address)

    def _on_highlighted(self, url: QUrl) -> None:
        self.setToolTip(plain_tip(url.toString()))


def _line_percent(role: str, face: QFont) -> float:
    """Qt counts from the font's own line height: what makes it that of a type role."""
    return 100 * tokens().types[role].line / QFontMetricsF(face).height()


def _code_lines() -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setTopMargin(0)
    shape.setBottomMargin(0)
    shape.setLineHeight(_line_percent("body", code_font()), _PROPORTIONAL)
    shape.setNonBreakableLines(False)
    shape.setBackground(Qt.BrushStyle.NoBrush)
    return shape


def _language_only(shape: QTextBlockFormat) -> QTextBlockFormat:
    """What makes a block a line of code in a language, alone."""
    kept = QTextBlockFormat()
    for key in (QTextFormat.Property.BlockCodeLanguage, QTextFormat.Property.BlockCodeFence):
        if shape.hasProperty(key):
            kept.setProperty(key, shape.property(key))
    return kept


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
