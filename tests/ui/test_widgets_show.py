"""Widgets that show: notices, toasts, bars, lists, tables, reading views."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMenuBar, QPushButton, QVBoxLayout, QWidget

from mltracker.ui.delegates.board import BoardCardDelegate, CardFace, card_size
from mltracker.ui.delegates.cells import BadgeDelegate, ReadinessDelegate, TickDelegate
from mltracker.ui.delegates.rows import RowDelegate, RowFace
from mltracker.ui.frame.menus import Actions
from mltracker.ui.models.faces_model import FacesModel
from mltracker.ui.models.rows_model import Column, RowsModel
from mltracker.ui.notices import Notice
from mltracker.ui.paint import BarValues, Sign
from mltracker.ui.theme import Theme, tokens
from mltracker.ui.widgets import toast as toast_module
from mltracker.ui.widgets.badge import SignLabel, StageBadge, WrappedSign
from mltracker.ui.widgets.card import Card
from mltracker.ui.widgets.chip import LabelChip
from mltracker.ui.widgets.elided_label import ElidedLabel
from mltracker.ui.widgets.empty_state import EmptyState
from mltracker.ui.widgets.flow_layout import FlowLayout
from mltracker.ui.widgets.labels import label, set_tone
from mltracker.ui.widgets.list_row import LinkRow, ListRow
from mltracker.ui.widgets.markdown_view import MarkdownView
from mltracker.ui.widgets.notice import InlineNotice
from mltracker.ui.widgets.progress_bar import ProgressBar
from mltracker.ui.widgets.readiness_bar import ReadinessBar
from mltracker.ui.widgets.scroll import scroll_area
from mltracker.ui.widgets.splitter import Splitter
from mltracker.ui.widgets.toast import Toast
from mltracker.ui.widgets.views import ListView, TableView

LEFT = Qt.MouseButton.LeftButton
HOSTILE = "<img src='file:///tmp/canary.png'><b>bold</b> & \u202e rest"


@pytest.fixture
def window(qtbot: object) -> QWidget:
    made = QWidget()
    made.resize(1024, 640)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_labels_show_markup_as_typed(qtbot: object) -> None:
    made = label(HOSTILE, "title", wrap=True)
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText
    set_tone(made, "bad")
    made.ensurePolished()
    assert made.palette().color(made.foregroundRole()) == tokens().color("bad")


def test_an_elided_label_tells_the_rest_in_its_tooltip(qtbot: object) -> None:
    made = ElidedLabel("ML Engineer, Forecasting <b>and</b> Pricing", keep=5)
    qtbot.addWidget(made)
    made.show()
    made.resize(80, 20)
    assert made.text() == "ML Engineer, Forecasting <b>and</b> Pricing"
    assert "&lt;b&gt;and" in made.toolTip()
    made.resize(600, 20)
    assert made.toolTip() == ""
    assert made.minimumSizeHint().width() < 60


def test_a_notice_speaks_and_wraps(qtbot: object) -> None:
    made = InlineNotice("warn", "Already applied? ML Engineer at Kestrelby, 25 Nov.", name="notice")
    qtbot.addWidget(made)
    assert made.accessibleName().startswith("Already applied?")
    made.resize(120, 36)
    assert made.heightForWidth(120) > 60
    made.set_notice("bad", "Disk full.")
    assert made.text == "Disk full."
    assert made.property("role") == "bad"


def test_an_empty_state_offers_its_one_step(qtbot: object) -> None:
    made = EmptyState("note", "No notes yet", "Calls go here.", name="notes", button="Add a note")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.pressed):
        QTest.mouseClick(made.findChild(QPushButton, "notes-button"), LEFT)
    made.set_text("Nothing matches", "Clear the filters.")
    assert made.accessibleName() == "Nothing matches. Clear the filters."


def test_a_toast_offers_undo_and_goes(window: QWidget, qtbot: object) -> None:
    toast = Toast(window)
    toast.show_notice(Notice.done("Copperwhistle closed"))
    assert toast.text == "Copperwhistle closed"
    assert toast.height() == 40
    assert toast.geometry().bottom() == 640 - 26 - 16 - 1
    assert abs(toast.geometry().center().x() - 512) <= 1
    with qtbot.waitSignal(toast.undo_requested):
        QTest.mouseClick(toast.findChild(QPushButton, "toast-undo"), LEFT)
    assert toast.text == ""


def test_a_toast_leaves_by_itself_but_not_from_under_the_mouse(window: QWidget, qtbot: object) -> None:
    toast = Toast(window)
    timer = toast.findChild(QTimer)
    assert timer.interval() == toast_module.SHOWN_MS == 6000
    toast.show_notice(Notice("Saved"))
    middle = QPointF(10, 10)
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))
    assert not timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert timer.isActive()
    timer.timeout.emit()
    assert not toast.isVisible()


def test_a_toast_stays_while_its_undo_has_the_focus(window: QWidget, qtbot: object) -> None:
    toast = Toast(window)
    toast.show_notice(Notice.done("Saved"))
    undo = toast.findChild(QPushButton, "toast-undo")
    undo.setFocus()
    assert not toast.findChild(QTimer).isActive()
    undo.clearFocus()
    assert toast.findChild(QTimer).isActive()


def test_the_menu_ticks_the_colors_that_are_chosen(window: QWidget, qtbot: object) -> None:
    chosen = ["dark"]
    actions, bar = Actions(print, window, lambda: chosen[0]), QMenuBar(window)
    actions.fill(bar)
    view = bar.findChild(QMenu, "menu-view")
    for look in ("dark", "light"):
        chosen[0] = look
        view.aboutToShow.emit()
        assert [a.text() for a in view.actions() if a.isChecked()] == [look.capitalize()]


def test_the_end_of_a_long_line_is_kept_where_it_matters(window: QWidget, qtbot: object) -> None:
    line = ElidedLabel("Resume for a role with a long name v3", window)
    line.resize(120, 20)
    assert QLabel.text(line).endswith("…")
    line.keep_end()
    assert QLabel.text(line).endswith("v3")


def test_what_is_wrong_is_told_in_as_many_lines_as_it_needs(window: QWidget, qtbot: object) -> None:
    sign = WrappedSign(Sign("error", "This is not a date. Write it like 3 Dec 2026 or 2026-12-03.", "bad"))
    assert [sign.heightForWidth(width) for width in (600, 220)] == [16, 32]
    toast = Toast(window)
    toast.show_notice(Notice("Disk full. Nothing already saved is lost. " * 5, "bad"))
    assert toast.height() > 40
    assert toast.findChild(QWidget, "toast-text").toolTip() == ""
    assert toast.geometry().bottom() == 640 - 26 - 16 - 1


def test_a_problem_stays_until_it_is_closed_and_fits_the_window(window: QWidget, qtbot: object) -> None:
    toast = Toast(window)
    toast.show_notice(Notice("Disk full. " * 40, "bad"))
    assert not toast.findChild(QTimer).isActive()
    assert toast.width() <= 1024 - 48
    window.resize(700, 500)
    assert toast.width() <= 700 - 48
    QTest.mouseClick(toast.findChild(QPushButton, "toast-close"), LEFT)
    assert not toast.isVisible()


def test_bars_and_badges_speak(qtbot: object) -> None:
    bar = ReadinessBar("hero")
    progress = ProgressBar(lead="Checklist")
    badge, sign, chip = (
        StageBadge("offer", "Offer"),
        SignLabel(Sign("done", "Ready")),
        LabelChip("sql"),
    )
    for made in (bar, progress, badge, sign, chip):
        qtbot.addWidget(made)
        assert made.accessibleName()
    bar.set_values(BarValues(0.62, 0.48, 0.74, 0.6), tip="31 answers")
    assert bar.accessibleName() == "Readiness 62 percent, likely 48 to 74, target 60, not ready yet"
    assert "31 answers" in bar.toolTip()
    progress.set_progress(4, 9)
    assert progress.accessibleName() == "Checklist 4 of 9"
    sign.set_sign(None)
    assert sign.sizeHint().width() == 0


@pytest.mark.parametrize("size", ["hero", "detail", "row", "card"])
def test_a_bar_draws_inside_its_widget(qtbot: object, size: str) -> None:
    bar = ReadinessBar(size, words=True)
    qtbot.addWidget(bar)
    bar.resize(300, bar.sizeHint().height())
    for values in (
        None,
        BarValues(0, 0, 0, 0),
        BarValues(1, 1, 1, 1),
        BarValues(0.5, 0.2, 0.8, little_data=True),
    ):
        bar.set_values(values)
        assert not bar.grab().isNull()


def test_a_flow_wraps_and_never_overlaps(qtbot: object) -> None:
    box = QWidget()
    flow = FlowLayout(box, spacing=8)
    chips = [LabelChip(f"topic number {n}") for n in range(8)]
    for chip in chips:
        flow.addWidget(chip)
    qtbot.addWidget(box)
    box.resize(260, flow.heightForWidth(260))
    box.show()
    flow.activate()
    areas = [chip.geometry() for chip in chips]
    assert all(box.rect().contains(area) for area in areas)
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[i + 1 :])
    assert flow.heightForWidth(260) > flow.heightForWidth(2000) == 24
    assert flow.takeAt(99) is None
    chips[0].hide()
    assert flow.sizeHint().width() < sum(chip.sizeHint().width() + 8 for chip in chips)


def test_a_card_puts_lines_between_its_rows(qtbot: object) -> None:
    card = Card(flush=True)
    qtbot.addWidget(card)
    for number in range(3):
        card.add_row(ListRow(f"Row {number}", "second line", name=f"row-{number}"))
    assert card.body.count() == 5


def test_a_link_row_is_pressed_by_mouse_and_by_key(window: QWidget, qtbot: object) -> None:
    row = LinkRow("Quillmere", "ML system design", name="week-1")
    row.setParent(window)
    row.show()
    with qtbot.waitSignal(row.clicked):
        QTest.mouseClick(row, LEFT)
    with qtbot.waitSignal(row.clicked):
        QTest.keyClick(row, Qt.Key.Key_Return)


def test_a_splitter_line_is_one_pixel_and_is_grabbed_by_seven(window: QWidget, qtbot: object) -> None:
    splitter = Splitter(name="split")
    splitter.setParent(window)
    splitter.add_pane(QWidget(), size=200, least=100)
    splitter.add_pane(QWidget(), grows=True)
    splitter.resize(800, 300)
    splitter.show()
    assert splitter.handleWidth() == 1
    assert splitter.handle(1).width() == 7
    first, second = splitter.widget(0), splitter.widget(1)
    assert second.geometry().left() - first.geometry().right() == 2
    assert 190 <= first.width() <= 210


FACES = [
    RowFace("Thu 3 Dec (in 2 days)", heading=True),
    RowFace("Fernhollow Labs", ("ML breadth",), icon="video", right="14:00", bar=BarValues(0.6, 0.4, 0.8)),
    RowFace(
        HOSTILE * 4,
        ("Concept", "4 min"),
        dots=3,
        sign=Sign("arrow-down", "weak", "warn"),
        note="due",
        lines=2,
    ),
    RowFace("Plain", badge=("offer", "Offer"), sign=Sign("done", "Ready", "good"), dim=True),
]


def listed(window: QWidget) -> tuple[ListView, FacesModel]:
    model: FacesModel = FacesModel(lambda face: face, lambda face: face.title, window)
    model.set_rows(FACES)
    view = ListView(window, name="list", title="Agenda")
    view.setModel(model)
    view.setItemDelegate(RowDelegate(view))
    view.resize(300, 400)
    view.show()
    return view, model


def test_rows_have_the_heights_of_the_look(window: QWidget, look: Theme) -> None:
    view, _ = listed(window)
    heights = [view.sizeHintForRow(row) for row in range(4)]
    assert heights[3] == 36
    assert heights[1] == 20 + 16 + 20 + 14 + 1
    assert heights[2] == 40 + 4 + 16 + 14 + 1
    look.apply("light", "compact")
    assert view.sizeHintForRow(3) == 28


def test_a_row_is_opened_by_enter_and_double_click(window: QWidget, qtbot: object) -> None:
    view, model = listed(window)
    with qtbot.waitSignal(view.current_row_changed) as current:
        view.select_key("Fernhollow Labs")
    assert current.args == [FACES[1]]
    assert view.current_row() == FACES[1]
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [FACES[1]]
    spot = view.visualRect(model.index(3, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, pos=spot)
    with qtbot.waitSignal(view.opened) as told:
        QTest.mouseDClick(view.viewport(), LEFT, pos=spot)
    assert told.args == [FACES[3]]
    assert not view.select_key("nobody")


def test_a_long_row_is_cut_and_says_so(window: QWidget) -> None:
    view, model = listed(window)
    option = view.viewOptions() if hasattr(view, "viewOptions") else None
    from PySide6.QtWidgets import QStyleOptionViewItem

    option = option or QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 80)
    delegate = view.itemDelegate()
    assert delegate.is_cut(option, model.index(2, 0))
    assert not delegate.is_cut(option, model.index(3, 0))
    assert not view.grab().isNull()


def test_a_row_speaks_everything_it_shows() -> None:
    assert FACES[1].spoken == "Fernhollow Labs, 14:00, ML breadth, Readiness 60 percent, likely 40 to 80"
    assert CardFace("Wexlund", "ML Engineer", priority=2).spoken == "Wexlund, ML Engineer, priority 2"


def size_of(face: CardFace) -> QSize:
    return card_size(event=bool(face.event), bar=face.bar is not None)


def test_a_card_is_as_high_as_its_lines(window: QWidget) -> None:
    model: FacesModel = FacesModel(lambda face: face, lambda face: face.title, window, size=size_of)
    bar = BarValues(0.62, 0.48, 0.74)
    model.set_rows([CardFace("A", "b"), CardFace("C", "d", "Thu 3 Dec", "video", bar=bar)])
    view = ListView(window, name="column", title="Saved")
    view.setModel(model)
    view.setItemDelegate(BoardCardDelegate(view))
    view.resize(165, 300)
    assert view.sizeHintForRow(1) - view.sizeHintForRow(0) == (18 + 2) + (16 + 2)
    assert not view.grab().isNull()


def test_a_dense_card_says_what_is_next_at_its_foot(window: QWidget) -> None:
    """In columns of hundreds every card has three lines: a date replaces the priority, a percentage the days."""
    bar = BarValues(0.62, 0.48, 0.74)
    plain = CardFace("A", "b", days="3 days", dense=True)
    booked = CardFace("A", "b", "Thu 3 Dec", "video", bar=bar, days="3 days", dense=True)
    shots = []
    for face in (plain, booked):
        model: FacesModel = FacesModel(
            lambda row: row, lambda row: row.title, window, size=lambda _: card_size(event=False, bar=False)
        )
        model.set_rows([face])
        view = ListView(window, name="column", title="Saved")
        view.setModel(model)
        view.setItemDelegate(BoardCardDelegate(view))
        view.resize(165, 100)
        shots.append(view.grab().toImage())
        card = view.visualRect(model.index(0, 0))
    foot = card.adjusted(0, 48, 0, 0)
    assert shots[0].copy(card.adjusted(0, 0, 0, -30)) == shots[1].copy(card.adjusted(0, 0, 0, -30))
    assert shots[0].copy(foot) != shots[1].copy(foot)
    assert "Readiness 62 percent" in booked.spoken


TABLE_ROWS = [("Fernhollow Labs", 5), ("Quillmere", 4), ("Harrowmint", 3)]


def table(window: QWidget) -> TableView:
    columns = [
        Column("tick", "", text=lambda row: "", width=44),
        Column("company", "Company", text=lambda row: row[0]),
        Column("stage", "Stage", text=lambda row: "Offer", value=lambda row: ("offer", "Offer"), width=120),
        Column(
            "ready", "Readiness", text=lambda row: "", value=lambda row: BarValues(0.5, 0.4, 0.6), width=130
        ),
        Column(
            "rank",
            "Priority",
            text=lambda row: str(row[1]),
            sort=lambda row: row[1],
            align="right",
            width=70,
            rank=2,
        ),
        Column("extra", "Extra", text=lambda row: "x", width=70, hidden=True, rank=9),
    ]
    model: RowsModel = RowsModel(columns, lambda row: row[0], window)
    model.set_rows(TABLE_ROWS)
    view = TableView(window, name="table", title="Applications")
    view.set_rows_model(model, sort="company")
    view.set_delegate("tick", TickDelegate(view))
    view.set_delegate("stage", BadgeDelegate(view))
    view.set_delegate("ready", ReadinessDelegate(view))
    view.tick_column = 0
    view.resize(700, 300)
    view.show()
    return view


def test_a_table_takes_its_columns_from_the_model(window: QWidget) -> None:
    view = table(window)
    assert view.isColumnHidden(5)
    assert view.columnWidth(2) == 120
    assert view.rowHeight(0) == 36
    assert view.horizontalHeader().height() == 32
    assert sum(view.columnWidth(n) for n in range(5)) == view.viewport().width()
    assert [row[0] for row in view.model().rows] == ["Fernhollow Labs", "Harrowmint", "Quillmere"]
    assert not view.grab().isNull()
    view.choose_column("extra", on=True)
    assert not view.isColumnHidden(5)
    view.resize(540, 300)
    assert (view.isColumnHidden(4), view.isColumnHidden(5)) == (True, False), "what was asked for leaves last"


def test_the_head_sorts(window: QWidget) -> None:
    view = table(window)
    head = view.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(4) + 30, 16)
    QTest.mouseClick(head.viewport(), LEFT, pos=spot)
    assert [row[1] for row in view.model().rows] == [3, 4, 5]
    QTest.mouseClick(head.viewport(), LEFT, pos=spot)
    assert [row[1] for row in view.model().rows] == [5, 4, 3]


def test_ticks_add_rows_and_other_cells_choose_one(window: QWidget) -> None:
    view = table(window)

    def click(row: int, column: int) -> None:
        spot = view.visualRect(view.model().index(row, column)).center()
        QTest.mouseClick(view.viewport(), LEFT, pos=spot)

    click(0, 0)
    click(2, 0)
    assert [row[0] for row in view.chosen_rows()] == ["Fernhollow Labs", "Quillmere"]
    click(0, 0)
    assert [row[0] for row in view.chosen_rows()] == ["Quillmere"]
    click(1, 1)
    assert [row[0] for row in view.chosen_rows()] == ["Harrowmint"]
    assert not view.shows_ticks(), "the row looked at is not ticked"
    click(0, 0)
    assert [row[0] for row in view.chosen_rows()] == ["Fernhollow Labs"], (
        "nor does a tick elsewhere take it along"
    )
    assert view.shows_ticks()
    told: list[object] = []
    view.current_row_changed.connect(told.append)
    click(1, 0)
    assert told == [], "a tick goes to no row"
    click(1, 1)
    assert told == [("Harrowmint", 3)]
    click(0, 0)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert [row[0] for row in view.chosen_rows()] == ["Fernhollow Labs", "Harrowmint"]


def test_the_row_under_the_mouse_is_marked_across(window: QWidget) -> None:
    view = table(window)
    spot = view.visualRect(view.model().index(1, 1)).center()
    QTest.mouseMove(view.viewport(), spot)
    assert view.hover_row == 1
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.hover_row == -1


def test_a_table_row_is_opened_by_enter(window: QWidget, qtbot: object) -> None:
    view = table(window)
    assert view.select_key("Quillmere")
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [("Quillmere", 4)]


@pytest.fixture
def reader(qtbot: object) -> MarkdownView:
    made = MarkdownView(name="answer", title="Answer", fit=True)
    qtbot.addWidget(made)
    made.resize(500, 100)
    made.show()
    return made


def test_html_in_markdown_stays_text(reader: MarkdownView) -> None:
    reader.set_markdown("Before <b>bold</b> <script>x()</script> <img src='file:///tmp/canary.png'> after")
    shown = reader.toPlainText()
    assert "<b>bold</b>" in shown
    assert "<img src='file:///tmp/canary.png'>" in shown


def test_an_image_is_named_and_never_loaded(reader: MarkdownView, tmp_path: object) -> None:
    canary = tmp_path / "canary.png"
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.magenta)
    picture.save(str(canary))
    reader.set_markdown(f"A ![roc curve](file://{canary}) B ![]({canary}) C")
    assert "[image: roc curve]" in reader.toPlainText()
    drawn = reader.grab().toImage()
    magenta = sum(
        drawn.pixelColor(x, y).name() == "#ff00ff"
        for x in range(drawn.width())
        for y in range(drawn.height())
    )
    assert magenta == 0
    assert reader.loadResource(2, QUrl.fromLocalFile(str(canary))) is None


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://fernhollow.example/jobs/204", "https://fernhollow.example/jobs/204"),
        ("http://fernhollow.example", "http://fernhollow.example"),
        ("mailto:rowan@fernhollow.example?body=hi", "mailto:rowan@fernhollow.example"),
        ("https://user:secret@fernhollow.example", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("https:///nohost", None),
        ("ftp://fernhollow.example", None),
        ("mailto:a@b@c", None),
    ],
)
def test_only_safe_links_are_told(reader: MarkdownView, address: str, told: str | None) -> None:
    heard = []
    reader.link_activated.connect(heard.append)
    reader.anchorClicked.emit(QUrl(address))
    assert heard == ([told] if told else [])
    assert reader.source().isEmpty()


def test_reading_type_has_its_measures(reader: MarkdownView) -> None:
    reader.set_markdown("First paragraph.\n\nSecond paragraph.")
    document = reader.document()
    first = document.begin()
    line = first.layout().lineAt(0)
    assert document.defaultFont().pixelSize() == 14
    assert (
        abs(line.height() * first.blockFormat().lineHeight() / 100 - 22) <= 1 or abs(line.height() - 22) <= 1
    )
    gap = document.documentLayout().blockBoundingRect(first.next()).top()
    assert 30 <= gap <= 34


def test_a_fitting_view_is_as_high_as_its_text(reader: MarkdownView) -> None:
    reader.set_markdown("one")
    low = reader.heightForWidth(500)
    reader.set_markdown("one\n\n" * 20)
    assert reader.heightForWidth(500) > 10 * low
    assert reader.maximumWidth() == 820


def test_code_and_tables_keep_their_text_and_ground(reader: MarkdownView) -> None:
    text = "Use:\n\n```python\ndef f(x):\n    return x\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd `here`."
    reader.set_markdown(text)
    plain = reader.toPlainText()
    assert "def f(x):\n    return x" in plain
    frames = reader.document().rootFrame().childFrames()
    grounds = [frame.frameFormat().background().color() for frame in frames]
    assert tokens().color("sunken") in grounds
    assert reader.text == text


def test_a_reading_view_follows_the_theme(reader: MarkdownView, look: Theme) -> None:
    reader.set_markdown("```\ncode\n```")
    look.apply("dark")
    [frame] = reader.document().rootFrame().childFrames()
    assert frame.frameFormat().background().color() == tokens().color("sunken")
    assert tokens().name == "dark"


def test_plain_text_stays_as_typed(reader: MarkdownView) -> None:
    reader.set_plain("# not a title\n*stars*")
    assert reader.toPlainText() == "# not a title\n*stars*"


def test_fitting_views_never_overlap_when_their_texts_change(qtbot: object) -> None:
    column = QWidget()
    layout = QVBoxLayout(column)
    views = [MarkdownView(name=f"part-{n}", title="Part", fit=True) for n in range(3)]
    for view in views:
        layout.addWidget(view)
    layout.addStretch(1)
    area = scroll_area(column, name="reading")
    qtbot.addWidget(area)
    area.resize(420, 300)
    area.show()
    for repeats in (2, 30, 5):
        for view in views:
            view.set_markdown("Some words that have to be wrapped, and `code` in them. " * repeats)
        qtbot.waitUntil(lambda: all(view.document().size().height() <= view.height() + 1 for view in views))
        assert all(above.geometry().bottom() < below.y() for above, below in pairwise(views))
