from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from mltracker.ui.models.roles import Roles
from mltracker.ui.models.rows_model import Column, RowsModel

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Job:
    id: int
    company: str
    days: int | None = None


COLUMNS = (
    Column[Job]("company", "Company", text=lambda job: job.company, tip=lambda job: f"<b>{job.company}"),
    Column[Job](
        "days",
        "Days",
        text=lambda job: "" if job.days is None else f"{job.days} days",
        sort=lambda job: job.days,
        align="right",
        value=lambda job: (job.days or 0) / 100,
        tone=lambda _: "muted",
        icon=lambda job: ("clock", "warn") if job.days else None,
        spoken=lambda job: f"waiting {job.days} days",
        width=80,
    ),
)
JOBS = [
    Job(1, "Quillmere", 10),
    Job(2, "fernhollow", None),
    Job(3, "Wexlund", 9),
    Job(4, "Greyhaddock", 100),
]


@pytest.fixture
def model(qtmodeltester: object) -> RowsModel[Job]:
    made = RowsModel(COLUMNS, lambda job: job.id)
    qtmodeltester.check(made)
    made.set_rows(JOBS)
    return made


def shown(model: RowsModel[Job]) -> list[int]:
    return [job.id for job in model.rows]


def test_it_is_a_sound_model_through_every_change(model: RowsModel[Job]) -> None:
    model.sort(1, DOWN)
    model.set_rows([*JOBS[1:], Job(5, "Pebblewick", 3)])
    model.set_rows([])
    model.set_rows(JOBS)
    model.sort(-1)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0


def test_a_cell_offers_what_its_column_reads(model: RowsModel[Job]) -> None:
    days = model.index(0, 1)
    assert days.data() == "10 days"
    assert days.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert days.data(Qt.ItemDataRole.AccessibleTextRole) == "waiting 10 days"
    assert not days.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(1, 1).data(Qt.ItemDataRole.DecorationRole) is None
    assert days.data(Roles.SORT) == 10
    assert days.data(Roles.VALUE) == 0.1
    assert days.data(Roles.TONE) == "muted"
    assert days.data(Roles.ROW) == JOBS[0]
    assert days.data(Roles.KEY) == 1
    assert model.index(0, 0).data(Roles.VALUE) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Days"
    assert model.data(QModelIndex()) is None


def test_a_tooltip_shows_markup_as_typed(model: RowsModel[Job]) -> None:
    assert "&lt;b&gt;Quillmere" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_sorting_goes_by_native_values_and_keeps_the_empty_last(model: RowsModel[Job]) -> None:
    model.sort(1, UP)
    assert shown(model) == [3, 1, 4, 2]
    model.sort(1, DOWN)
    assert shown(model) == [4, 1, 3, 2]


def test_words_sort_without_regard_to_case(model: RowsModel[Job]) -> None:
    model.sort(0, UP)
    assert shown(model) == [2, 4, 1, 3]


def test_sorting_is_stable(model: RowsModel[Job]) -> None:
    model.set_rows([Job(1, "b", 1), Job(2, "a", 1), Job(3, "c", 1)])
    model.sort(1, DOWN)
    assert shown(model) == [1, 2, 3]


def test_new_rows_come_in_the_sorting_in_use(model: RowsModel[Job]) -> None:
    model.sort(1, UP)
    model.set_rows([*JOBS, Job(5, "Pebblewick", 50)])
    assert shown(model) == [3, 1, 5, 4, 2]


def test_a_changed_row_shows_its_new_text(model: RowsModel[Job]) -> None:
    assert model.index(0, 1).data() == "10 days"
    model.set_rows([replace(JOBS[0], days=11), *JOBS[1:]])
    assert model.index(0, 1).data() == "11 days"


def test_selection_follows_its_rows_through_a_refresh(model: RowsModel[Job], qtbot: object) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.selectionModel().select(
        model.index_of(3), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    view.setCurrentIndex(model.index_of(4))
    view.selectionModel().select(model.index_of(3), QItemSelectionModel.SelectionFlag.Select)
    model.sort(0, DOWN)
    model.set_rows([Job(9, "Aaa", 1), *JOBS[1:]])
    assert view.currentIndex().data(Roles.KEY) == 4
    assert {index.data(Roles.KEY) for index in view.selectionModel().selectedIndexes()} >= {3, 4}


def test_a_removed_row_loses_its_index(model: RowsModel[Job]) -> None:
    held = QPersistentModelIndex(model.index_of(2))
    model.set_rows([JOBS[0], JOBS[3]])
    assert not held.isValid()
    assert shown(model) == [1, 4]


def test_rows_are_found_by_key_and_columns_by_name(model: RowsModel[Job]) -> None:
    assert model.index_of(3).row() == 2
    assert not model.index_of(77).isValid()
    assert model.column_of("days") == 1
    with pytest.raises(KeyError):
        model.column_of("salary")


def test_many_scattered_changes_reset_at_once(qtbot: object) -> None:
    model = RowsModel(COLUMNS, lambda job: job.id)
    model.set_rows([Job(n, f"Company {n}") for n in range(10_000)])
    with qtbot.waitSignal(model.modelReset):
        model.set_rows([Job(n, f"Company {n}") for n in range(0, 10_000, 2)])
    assert model.rowCount() == 5_000


def test_texts_are_made_only_for_what_is_looked_at() -> None:
    made = []
    columns = [Column[Job]("company", "Company", text=lambda job: made.append(job.id) or job.company)]
    model = RowsModel(columns, lambda job: job.id)
    model.set_rows([Job(n, f"Company {n}") for n in range(10_000)])
    for _ in range(3):
        assert model.index(7, 0).data() == "Company 7"
    assert made == [7]
