"""Text on paper: flowing blocks with marks beside them, measured before they are drawn. Texts stay texts: no HTML anywhere.

Measures are points (1/72 inch). Layout happens in sixteenths of them, with fonts sized in the same units: so no screen and no
printer has a say in it, and what is measured is what is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from mltracker.ui.settings import Paper
from mltracker.ui.tokens import load_tokens

POINT = 16
DPI = 72 * POINT
BODY, SMALL, HEADING, TITLE = 9.5, 8.0, 10.5, 20.0
HAIR = 0.5
# where letter paper is what printers hold, by the CLDR
LETTER_LANDS = frozenset(("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"))
_MARK = QTextFormat.Property.UserProperty.value + 1
_RIGHT = _MARK + 1
BOX, RULE, LINE = "\x01box", "\x01rule", "\x01line"
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]"
)


def page_size(paper: Paper = "usual") -> QPageSize:
    """A4 or letter paper: the one named, else the one that is usual where the user lives."""
    land = QLocale.territoryToCode(QLocale.system().territory())
    letter = paper == "letter" or (paper != "a4" and land in LETTER_LANDS)
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


def one_line(text: str, letters: int) -> str:
    """A text from data on one line, without what would act rather than be read, cut where it is longer: between words."""
    words = _UNSEEN.sub("", " ".join(text.split()))
    if len(words) <= letters:
        return words
    cut = words[:letters].rpartition(" ")[0]
    return (cut if len(cut) > letters // 2 else words[: letters - 1]).rstrip(" ,;.") + "…"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a piece of text is printed."""

    size: float = BODY
    bold: bool = False
    muted: bool = False

    @property
    def font(self) -> QFont:
        """The application's font at this size."""
        made = QFont(QGuiApplication.font())
        made.setPixelSize(round(self.size * POINT))
        made.setWeight(QFont.Weight.DemiBold if self.bold else QFont.Weight.Normal)
        return made

    @property
    def color(self) -> QColor:
        """Dark on white, whatever the window's theme."""
        return load_tokens("light").color("muted" if self.muted else "text")


PLAIN, QUIET, STRONG = Ink(), Ink(SMALL, muted=True), Ink(HEADING, bold=True)


class Column:
    """Blocks of text one under the other in a given width; `height` says how far down they reach."""

    def __init__(self, width: float) -> None:
        self._width = width
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(PLAIN.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        self.document.setTextWidth(width * POINT)
        self._cursor = QTextCursor(self.document)
        self._fresh = True

    @property
    def height(self) -> float:
        """How far down the text reaches, in points; 0 for nothing."""
        return 0.0 if self._fresh else self.document.size().height() / POINT

    def heading(self, text: str, right: str = "") -> None:
        """A section begins: a line across, its name, and at the right what it adds up to."""
        self.add(text, STRONG, above=0 if self._fresh else 16, mark=RULE, right=right)

    def add(
        self,
        text: str,
        ink: Ink = PLAIN,
        *,
        above: float = 0,
        indent: float = 0,
        mark: str = "",
        right: str = "",
        gutter: float = 0,
    ) -> None:
        """A block of text, with a mark at the left of its first line and words at the right of it.

        `above` is the space over it; `indent` and `gutter` what is kept free at its left and right.
        """
        layout = QTextBlockFormat()
        layout.setTopMargin(above * POINT)
        layout.setLeftMargin(indent * POINT)
        layout.setRightMargin(gutter * POINT)
        layout.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        layout.setProperty(_MARK, mark)
        layout.setProperty(_RIGHT, right)
        letters = _format(ink)
        if self._fresh:
            self._cursor.setBlockFormat(layout)
            self._cursor.setBlockCharFormat(letters)
        else:
            self._cursor.insertBlock(layout, letters)
        self._fresh = False
        self._cursor.insertText(text, letters)

    def more(self, text: str, ink: Ink = QUIET) -> None:
        """Further words in the block added last."""
        self._cursor.insertText(text, _format(ink))

    def lines(self, count: int, *, indent: float = 0) -> None:
        """Lines to write on."""
        for _ in range(count):
            self.add("", Ink(14), indent=indent, mark=LINE)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it with its upper left corner there; the painter counts in device units of `DPI`."""
        painter.save()
        painter.translate(x * POINT, y * POINT)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette: QPalette = context.palette
        palette.setColor(QPalette.ColorRole.Text, PLAIN.color)
        context.palette = palette
        self.document.documentLayout().draw(painter, context)
        block = self.document.begin()
        while block.isValid():
            self._draw_marks(painter, block)
            block = block.next()
        painter.restore()

    def _draw_marks(self, painter: QPainter, block: QTextBlock) -> None:
        layout = block.layout()
        mark = str(block.blockFormat().property(_MARK) or "")
        right = str(block.blockFormat().property(_RIGHT) or "")
        whole = self.document.documentLayout().blockBoundingRect(block)
        line = layout.lineAt(0)
        place = whole.topLeft() - layout.boundingRect().topLeft()
        rect = line.rect().translated(place)
        baseline = rect.top() + line.ascent()
        painter.setPen(QPen(QUIET.color, HAIR * POINT))
        if mark == RULE:
            y = rect.top() - 4 * POINT
            painter.setPen(QPen(PLAIN.color, 1.5 * HAIR * POINT))
            painter.drawLine(QPointF(0, y), QPointF(self._width * POINT, y))
        elif mark == LINE:
            y = rect.bottom() - POINT
            painter.setPen(QPen(load_tokens("light").color("border_strong"), HAIR * POINT))
            painter.drawLine(QPointF(rect.left(), y), QPointF(self._width * POINT, y))
        elif mark == BOX:
            side = 6.5 * POINT
            painter.drawRect(QRectF(0, baseline - side, side, side))
        elif mark:
            _write(painter, QPointF(0, baseline), mark)
        if right:
            _write(painter, QPointF(self._width * POINT, baseline), right, from_right=True)


class Page:
    """One sheet of paper with margins; `width` and `height` of what may be printed on, in points."""

    MARGIN = 42.0

    def __init__(self, size: QPageSize) -> None:
        self._size = size
        whole = size.sizePoints()
        self.width = whole.width() - 2 * self.MARGIN
        self.height = whole.height() - 2 * self.MARGIN
        self._columns: list[tuple[Column, float, float]] = []

    def put(self, column: Column, x: float, y: float) -> None:
        """Print a column there, in points from the upper left corner within the margins."""
        self._columns.append((column, x, y))

    @property
    def text(self) -> str:
        """Everything that stands on the page, column by column."""
        return "\n".join(column.document.toPlainText() for column, _, _ in self._columns)

    @property
    def bottom(self) -> float:
        """How far down the page is filled, in points within the margins."""
        return max((y + column.height for column, _, y in self._columns), default=0.0)

    def draw(self, painter: QPainter) -> None:
        """Draw it on a device whose units are those of `DPI`, with the origin at the corner of the margins."""
        for column, x, y in self._columns:
            column.draw(painter, x, y)

    def as_pdf(self, title: str) -> bytes:
        """The page as a PDF document."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(DPI)
        writer.setTitle(title)
        writer.setCreator("mltracker")
        margins = QMarginsF(self.MARGIN, self.MARGIN, self.MARGIN, self.MARGIN)
        writer.setPageLayout(
            QPageLayout(self._size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Point)
        )
        painter = QPainter(writer)
        self.draw(painter)
        painter.end()
        return bytes(buffer.data().data())

    def as_image(self, dpi: int = 100) -> QImage:
        """The page as a picture on white, to look at."""
        scale = dpi / 72
        whole = self._size.sizePoints()
        image = QImage(
            round(whole.width() * scale), round(whole.height() * scale), QImage.Format.Format_RGB32
        )
        image.fill(load_tokens("light").color("surface"))
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(self.MARGIN * scale, self.MARGIN * scale)
        painter.scale(dpi / DPI, dpi / DPI)
        self.draw(painter)
        painter.end()
        return image


def _format(ink: Ink) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(ink.font)
    made.setForeground(ink.color)
    return made


def _write(painter: QPainter, at: QPointF, text: str, *, from_right: bool = False) -> None:
    """Small words at a point of the baseline."""
    font = QUIET.font
    if from_right:
        at = QPointF(at.x() - QFontMetricsF(font).horizontalAdvance(text), at.y())
    painter.save()
    painter.setFont(font)
    painter.setPen(QUIET.color)
    painter.drawText(at, text)
    painter.restore()
