"""Fusion with our measures: tick and radio marks, combo and spin fields, arrows from the icon set, focus rings.

What has a rule in the style sheet never arrives here; this class draws the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QProxyStyle,
    QRadioButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSpinBox,
    QWidget,
)

from mltracker.ui.icons import icon, paint_icon
from mltracker.ui.paint import paint_box, paint_text, paint_tick_box
from mltracker.ui.theme import font, tokens

_CC = QStyle.ComplexControl
_CE = QStyle.ControlElement
_PE = QStyle.PrimitiveElement
_PM = QStyle.PixelMetric
_SC = QStyle.SubControl
_SH = QStyle.StyleHint
_State = QStyle.StateFlag

_METRICS = {
    _PM.PM_SmallIconSize: 16,
    _PM.PM_ButtonIconSize: 16,
    _PM.PM_ToolBarIconSize: 16,
    _PM.PM_ListViewIconSize: 16,
    _PM.PM_TabBarIconSize: 16,
    _PM.PM_IndicatorWidth: 16,
    _PM.PM_IndicatorHeight: 16,
    _PM.PM_ExclusiveIndicatorWidth: 16,
    _PM.PM_ExclusiveIndicatorHeight: 16,
    _PM.PM_CheckBoxLabelSpacing: 8,
    _PM.PM_RadioButtonLabelSpacing: 8,
    _PM.PM_ScrollBarExtent: 10,
    _PM.PM_ScrollView_ScrollBarSpacing: 0,
    _PM.PM_SplitterWidth: 1,
    _PM.PM_LayoutHorizontalSpacing: 8,
    _PM.PM_LayoutVerticalSpacing: 8,
    _PM.PM_ButtonShiftHorizontal: 0,
    _PM.PM_ButtonShiftVertical: 0,
    _PM.PM_TreeViewIndentation: 20,
    _PM.PM_HeaderMarkSize: 14,
    _PM.PM_ToolTipLabelFrameWidth: 0,
}
_HINTS = {
    _SH.SH_EtchDisabledText: 0,
    _SH.SH_DitherDisabledText: 0,
    _SH.SH_ComboBox_Popup: 0,
    _SH.SH_ItemView_ShowDecorationSelected: 1,
    _SH.SH_Widget_Animate: 0,
    _SH.SH_Widget_Animation_Duration: 0,
    _SH.SH_ScrollView_FrameOnlyAroundContents: 0,
    _SH.SH_Menu_SubMenuPopupDelay: 120,
    _SH.SH_UnderlineShortcut: 0,
}
_ARROWS = {
    _PE.PE_IndicatorArrowUp: "chevron-up",
    _PE.PE_IndicatorArrowDown: "chevron-down",
    _PE.PE_IndicatorArrowLeft: "chevron-left",
    _PE.PE_IndicatorArrowRight: "chevron-right",
    _PE.PE_IndicatorSpinUp: "chevron-up",
    _PE.PE_IndicatorSpinDown: "chevron-down",
}
_SP = QStyle.StandardPixmap
_ICONS = {
    _SP.SP_LineEditClearButton: ("close", "muted"),
    _SP.SP_MessageBoxInformation: ("info", "info"),
    _SP.SP_MessageBoxWarning: ("warning", "warn"),
    _SP.SP_MessageBoxCritical: ("error", "bad"),
    _SP.SP_MessageBoxQuestion: ("questions", "muted"),
    _SP.SP_TitleBarCloseButton: ("close", "muted"),
    _SP.SP_FileDialogBack: ("chevron-left", "text"),
    _SP.SP_ArrowBack: ("chevron-left", "text"),
    _SP.SP_ArrowForward: ("chevron-right", "text"),
    _SP.SP_ArrowLeft: ("chevron-left", "text"),
    _SP.SP_ArrowRight: ("chevron-right", "text"),
    _SP.SP_FileDialogToParent: ("arrow-up", "text"),
    _SP.SP_FileDialogNewFolder: ("add", "text"),
    _SP.SP_FileDialogListView: ("board", "text"),
    _SP.SP_FileDialogDetailedView: ("list", "text"),
}
FIELD_HEIGHT = 32
_ARROW_ROOM = 28


class Style(QProxyStyle):
    """The application's style; construct once and give it to QApplication.setStyle."""

    def __init__(self) -> None:
        super().__init__("fusion")
        self._primitives: dict[
            QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter, QWidget | None], None]
        ] = {
            _PE.PE_IndicatorCheckBox: self._draw_tick_box,
            _PE.PE_IndicatorItemViewItemCheck: self._draw_tick_box,
            _PE.PE_IndicatorMenuCheckMark: self._draw_menu_mark,
            _PE.PE_IndicatorRadioButton: self._draw_radio,
            _PE.PE_IndicatorHeaderArrow: self._draw_header_arrow,
            _PE.PE_IndicatorBranch: self._draw_branch,
            _PE.PE_FrameFocusRect: self._draw_focus,
            _PE.PE_PanelItemViewRow: self._draw_nothing,
            _PE.PE_IndicatorItemViewItemDrop: self._draw_drop,
        }

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        known = _METRICS.get(metric)
        return known if known is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        known = _HINTS.get(hint)
        return known if known is not None else super().styleHint(hint, option, widget, returned)

    def standardIcon(
        self,
        standard: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Our icons where Qt would show its own: the cross that empties a field, the signs of its own dialogs."""
        known = _ICONS.get(standard)
        return icon(*known) if known is not None else super().standardIcon(standard, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = self._primitives.get(element)
        if draw is not None:
            draw(option, painter, widget)
        elif element in _ARROWS:
            _draw_arrow(_ARROWS[element], option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is _CE.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox):
            self._draw_combo_label(option, painter, widget)
        elif element is _CE.CE_FocusFrame:
            self._draw_focus(option, painter, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is _CC.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            _draw_field(option, painter, widget)
            arrow = self.subControlRect(control, option, _SC.SC_ComboBoxArrow, widget)
            _chevron("chevron-down", arrow, option, painter)
        elif control is _CC.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._draw_spin(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        rect = option.rect
        room = QRect(rect.right() - _ARROW_ROOM + 1, rect.top(), _ARROW_ROOM, rect.height())
        if control is _CC.CC_ComboBox:
            if part == _SC.SC_ComboBoxArrow:
                return room
            if part == _SC.SC_ComboBoxEditField:
                return rect.adjusted(10, 1, -_ARROW_ROOM, -1)
        if control is _CC.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            bare = option.buttonSymbols is QAbstractSpinBox.ButtonSymbols.NoButtons
            if part == _SC.SC_SpinBoxEditField:
                return rect.adjusted(10, 1, -10 if bare else -_ARROW_ROOM, -1)
            if part in (_SC.SC_SpinBoxUp, _SC.SC_SpinBoxDown):
                half = room.height() // 2
                if bare:
                    return QRect()
                return (
                    room.adjusted(0, 2, 0, -half)
                    if part == _SC.SC_SpinBoxUp
                    else room.adjusted(0, half, 0, -2)
                )
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        result = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind is QStyle.ContentsType.CT_ComboBox:
            return QSize(size.width() + 10 + _ARROW_ROOM + 4, _field_height(widget))
        if kind is QStyle.ContentsType.CT_SpinBox:
            return QSize(max(result.width(), size.width() + 10 + _ARROW_ROOM), _field_height(widget))
        return result

    def _draw_tick_box(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        state = Qt.CheckState.Unchecked
        if option.state & _State.State_On:
            state = Qt.CheckState.Checked
        elif option.state & _State.State_NoChange:
            state = Qt.CheckState.PartiallyChecked
        paint_tick_box(
            painter, option.rect, state, tokens(), enabled=bool(option.state & _State.State_Enabled)
        )

    def _draw_menu_mark(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        if option.state & _State.State_On:
            paint_icon(painter, option.rect, "check", tokens().color("accent"))

    def _draw_radio(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        look = tokens()
        box = QRect(0, 0, 16, 16)
        box.moveCenter(option.rect.center())
        enabled = bool(option.state & _State.State_Enabled)
        if option.state & _State.State_On:
            paint_box(painter, box, fill=look.color("accent" if enabled else "disabled"), radius=8)
            paint_box(painter, box.adjusted(5, 5, -5, -5), fill=look.color("on_accent"), radius=3)
        else:
            line = look.color("control" if enabled else "border")
            paint_box(painter, box, fill=look.color("surface"), line=line, radius=8)

    def _draw_header_arrow(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        # Qt names the arrow after where it points in old desktops: up means descending
        rising = getattr(option, "sortIndicator", None)
        name = "chevron-down" if getattr(rising, "name", "") == "SortUp" else "chevron-up"
        box = QRect(0, 0, 14, 14)
        box.moveCenter(option.rect.center())
        paint_icon(painter, box, name, tokens().color("text"))

    def _draw_branch(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        if option.state & _State.State_Children:
            box = QRect(0, 0, 16, 16)
            box.moveCenter(option.rect.center())
            name = "chevron-down" if option.state & _State.State_Open else "chevron-right"
            paint_icon(painter, box, name, tokens().color("muted"))

    def _draw_focus(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if option.state & _State.State_KeyboardFocusChange:
            # without words beside it the ring lies on the box itself, which is filled with its color once ticked
            bare = isinstance(widget, QCheckBox | QRadioButton) and not widget.text()
            filled = bare and widget.isChecked()  # type: ignore[union-attr]
            rect, radius = option.rect, 4
            if bare and isinstance(widget, QRadioButton):
                rect, radius = QRect(0, 0, 16, 16), 8
                rect.moveTop(widget.rect().center().y() - 7)
            line = tokens().color("on_accent" if filled else "focus")
            paint_box(painter, rect, line=line, width=2, radius=radius)

    def _draw_drop(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        rect = option.rect
        painter.fillRect(QRect(rect.left(), rect.top() - 1, rect.width(), 2), tokens().color("accent"))

    def _draw_nothing(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        """Rows are grounded by the delegates."""

    def _draw_combo_label(
        self, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None
    ) -> None:
        if option.editable:
            return
        area = self.subControlRect(_CC.CC_ComboBox, option, _SC.SC_ComboBoxEditField, widget)
        look = tokens()
        enabled = bool(option.state & _State.State_Enabled)
        color = look.color("text" if enabled else "disabled")
        if not option.currentIcon.isNull():
            option.currentIcon.paint(painter, QRect(area.left(), area.center().y() - 7, 16, 16))
            area.setLeft(area.left() + 24)
        text = option.currentText
        if isinstance(widget, QComboBox) and widget.currentIndex() < 0:
            text, color = widget.placeholderText(), look.color("muted")
        paint_text(painter, area, text, face=widget.font() if widget is not None else font(), color=color)

    def _draw_spin(self, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
        _draw_field(option, painter, widget)
        if option.buttonSymbols is QAbstractSpinBox.ButtonSymbols.NoButtons:
            return
        for part, name in ((_SC.SC_SpinBoxUp, "chevron-up"), (_SC.SC_SpinBoxDown, "chevron-down")):
            _chevron(
                name, self.subControlRect(_CC.CC_SpinBox, option, part, widget), option, painter, size=12
            )


def _field_height(widget: QWidget | None) -> int:
    small = widget is not None and widget.property("extent") == "small"
    return tokens().size("control_small") if small else FIELD_HEIGHT


def _draw_field(option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    look = tokens()
    focused = bool(option.state & _State.State_HasFocus) or (
        widget is not None and widget.isEnabled() and widget.hasFocus()
    )
    if not option.state & _State.State_Enabled:
        line, width = "border", 1
    elif widget is not None and widget.property("error"):
        line, width = "bad", 2 if focused else 1
    elif focused:
        line, width = "focus", 2
    else:
        line, width = "control", 1
    paint_box(painter, option.rect, fill=look.color("surface"), line=look.color(line), radius=6, width=width)


def _chevron(name: str, rect: QRect, option: QStyleOption, painter: QPainter, *, size: int = 14) -> None:
    enabled = bool(option.state & _State.State_Enabled)
    box = QRect(0, 0, size, size)
    box.moveCenter(rect.center() - QPoint(2, 0))
    paint_icon(painter, box, name, tokens().color("muted" if enabled else "disabled"))


def _draw_arrow(name: str, option: QStyleOption, painter: QPainter) -> None:
    size = min(16, option.rect.width(), option.rect.height())
    box = QRect(0, 0, size, size)
    box.moveCenter(option.rect.center())
    paint_icon(painter, box, name, _ink(option))


def _ink(option: QStyleOption) -> QColor:
    return tokens().color("muted" if option.state & _State.State_Enabled else "disabled")
