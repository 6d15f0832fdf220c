import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread

from mltracker.domain.errors import UserError
from mltracker.ui.tasks import InlineTasks, Progress, Tasks


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[object] = set()

    def on_done(self, result: object) -> None:
        self._hear("done", result)

    def on_failed(self, error: object) -> None:
        self._hear("failed", error)

    def on_progress(self, done: int, total: int, text: str) -> None:
        self._hear("progress", (done, total, text))

    def on_finished(self) -> None:
        self._hear("finished", None)

    def _hear(self, what: str, value: object) -> None:
        self.heard.append((what, value))
        self.threads.add(QThread.currentThread())


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def worker() -> object:
    made = Tasks()
    yield made
    assert made.close()


def run(tasks: Tasks, work: object, listener: Listener) -> object:
    return tasks.run(
        work,
        done=listener.on_done,
        failed=listener.on_failed,
        progress=listener.on_progress,
        finished=listener.on_finished,
    )


def counting(progress: Progress) -> str:
    progress.report(1, 2, "half")
    return threading.current_thread().name


def test_work_runs_on_the_worker_and_answers_on_the_gui_thread(
    worker: Tasks, listener: Listener, qtbot: object
) -> None:
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        run(worker, counting, listener)
        assert worker.busy
    assert listener.heard == [
        ("progress", (1, 2, "half")),
        ("done", "mltracker-tasks"),
        ("finished", None),
    ]
    assert listener.threads == {QThread.currentThread()}


def test_work_inline_says_the_same_in_the_same_order(tasks: InlineTasks, listener: Listener) -> None:
    run(tasks, counting, listener)
    assert [what for what, _ in listener.heard] == ["progress", "done", "finished"]
    assert not tasks.busy


def test_a_user_error_arrives_as_failed(worker: Tasks, listener: Listener, qtbot: object) -> None:
    error = UserError("Disk full.")

    def fail(_progress: Progress) -> None:
        raise error

    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        run(worker, fail, listener)
    assert listener.heard == [("failed", error), ("finished", None)]


def test_any_other_error_reaches_the_one_handler_on_the_gui_thread(
    worker: Tasks, listener: Listener, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught = []
    monkeypatch.setattr(
        sys,
        "excepthook",
        lambda kind, error, _: caught.append((kind, str(error), threading.current_thread())),
    )

    def fail(_progress: Progress) -> None:
        raise ZeroDivisionError("ours")

    run(worker, fail, listener)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught == [(ZeroDivisionError, "ours", threading.main_thread())]
    assert listener.heard == [("finished", None)]


def test_cancelled_work_only_finishes(worker: Tasks, listener: Listener, qtbot: object) -> None:
    started, go_on = threading.Event(), threading.Event()

    def long(progress: Progress) -> str:
        started.set()
        go_on.wait(5)
        progress.check()
        return "too late"

    job = run(worker, long, listener)
    assert started.wait(5)
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        job.cancel()
        go_on.set()
    assert listener.heard == [("finished", None)]


def test_work_waits_for_the_work_before_it(worker: Tasks, qtbot: object) -> None:
    order = []
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        for number in range(5):
            worker.run(lambda _progress, number=number: order.append(number))
    assert order == [0, 1, 2, 3, 4]


def test_waiting_work_that_is_cancelled_never_starts_but_finishes(
    worker: Tasks, listener: Listener, qtbot: object
) -> None:
    go_on, ran = threading.Event(), []
    worker.run(lambda _progress: go_on.wait(5))
    run(worker, ran.append, listener).cancel()
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        go_on.set()
    assert ran == []
    assert listener.heard == [("finished", None)]


def test_a_listener_may_die_before_the_answer(worker: Tasks, qtbot: object) -> None:
    go_on = threading.Event()
    listener = Listener()
    run(worker, lambda _progress: go_on.wait(5), listener)
    listener.deleteLater()
    del listener
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        go_on.set()


def test_closing_ends_the_thread_and_takes_no_more_work(qtbot: object) -> None:
    tasks = Tasks()
    tasks.run(lambda _progress: None)
    assert tasks.close()
    with pytest.raises(RuntimeError):
        tasks.run(lambda _progress: None)


def test_closing_says_when_work_does_not_end(qtbot: object) -> None:
    tasks, started, go_on = Tasks(), threading.Event(), threading.Event()
    tasks.run(lambda _progress: started.set() or go_on.wait(5))
    assert started.wait(5)
    assert not tasks.close(seconds=0.05)
    go_on.set()
    assert tasks.close()


def test_a_result_that_comes_after_cancelling_is_not_told(
    worker: Tasks, listener: Listener, qtbot: object
) -> None:
    started, go_on = threading.Event(), threading.Event()

    def deaf(_progress: Progress) -> str:
        started.set()
        go_on.wait(5)
        return "nobody asked any more"

    job = run(worker, deaf, listener)
    assert started.wait(5)
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        job.cancel()
        go_on.set()
    assert listener.heard == [("finished", None)]
