import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt

from mltracker.ui.delegates.board import CardFace
from mltracker.ui.models.board_model import MIME, BoardModel
from mltracker.ui.models.faces_model import FacesModel
from mltracker.ui.models.roles import Roles
from mltracker.ui.paint import BarValues

CARDS = [(1, "Fernhollow Labs"), (2, "Quillmere"), (3, "Wexlund")]
MOVE = Qt.DropAction.MoveAction
NOWHERE = QModelIndex()


def face(card: tuple[int, str]) -> CardFace:
    bar = BarValues(0.62, 0.48, 0.74)
    return CardFace(card[1], "ML Engineer", "Thu 3 Dec, 14:00", bar=bar, priority=5, days="12 days")


def key(card: tuple[int, str]) -> int:
    return card[0]


@pytest.fixture
def column(qtmodeltester: object) -> BoardModel:
    made = BoardModel(face, key)
    qtmodeltester.check(made)
    made.set_rows(CARDS)
    return made


def dragged(text: bytes) -> QMimeData:
    data = QMimeData()
    data.setData(MIME, text)
    return data


def test_a_card_offers_its_face_and_speaks(column: BoardModel) -> None:
    index = column.index(0, 0)
    assert index.data(Roles.VALUE).title == index.data() == "Fernhollow Labs"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Fernhollow Labs, ML Engineer, Thu 3 Dec, 14:00, Readiness 62 percent, likely 48 to 74, priority 5, 12 days"
    )


def test_a_dragged_card_arrives_at_the_other_column(column: BoardModel, qtbot: object) -> None:
    other = BoardModel(face, key)
    data = column.mimeData([column.index(1, 0), column.index(0, 0)])
    assert other.canDropMimeData(data, MOVE, -1, -1, NOWHERE)
    with qtbot.waitSignal(other.dropped) as arrived:
        assert not other.dropMimeData(data, MOVE, -1, -1, NOWHERE)
    assert arrived.args == [[1, 2]]
    assert column.rowCount() == 3


def test_a_card_dropped_where_it_came_from_moves_nothing(column: BoardModel, qtbot: object) -> None:
    data = column.mimeData([column.index(1, 0)])
    with qtbot.assertNotEmitted(column.dropped, wait=20):
        column.dropMimeData(data, MOVE, -1, -1, NOWHERE)


@pytest.mark.parametrize("text", [b"", b"{", b"[1.5]", b'["1"]', b'{"a": 1}', b"\xff\xfe"])
def test_foreign_data_is_not_taken(column: BoardModel, text: bytes) -> None:
    assert not column.canDropMimeData(dragged(text), MOVE, -1, -1, NOWHERE)
    assert not column.canDropMimeData(QMimeData(), MOVE, -1, -1, NOWHERE)


def test_cards_can_be_dragged_and_dropped_between_cards_only(column: BoardModel) -> None:
    assert column.flags(column.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not column.flags(column.index(0, 0)) & Qt.ItemFlag.ItemIsDropEnabled
    assert column.flags(NOWHERE) & Qt.ItemFlag.ItemIsDropEnabled


def test_a_list_of_faces_is_a_sound_model(qtmodeltester: object) -> None:
    model = FacesModel(face, key)
    model.set_rows(CARDS)
    qtmodeltester.check(model)
