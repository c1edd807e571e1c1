"""“End now”: late, asked once, only for a process of this computer, and never in the way of a run that ends."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from studio.contract.attempts.ownership import TOKEN_VARIABLE, hold_run, lock_run, read_owner
from studio.contract.events import RunState, State
from studio.contract.places import write_atomically
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.dialogs.question import Question
from studio.ui.pages.train import TrainPage
from studio.ui.widgets.training import ending as module
from studio.ui.widgets.training.ending import find_stop
from studio.ui.window import Window
from tests.contract import conftest as contract
from tests.contract.conftest import Holder
from tests.ui.conftest import Shown, open_page
from tests.ui.scenes.trouble import ask_long_ago

run, hold = contract.run, contract.hold
PATIENCE = 30_000


@pytest.fixture
def page(window: Window) -> TrainPage:
    """The train page of the real window."""
    return open_page(window, "train", TrainPage)


def button(page: TrainPage) -> QPushButton:
    return page._running[-1]


def show(qtbot: QtBot, page: TrainPage, run: RunFolder) -> None:
    page.open_run(run.path.name)
    qtbot.waitUntil(lambda: page.view.state is RunState.TRAINING, timeout=PATIENCE)


def find_question(page: TrainPage) -> Question | None:
    return page.view.ending.question


def say(page: TrainPage) -> str:
    question = find_question(page)
    assert question is not None
    return " ".join(label.text() for label in question.findChildren(QLabel))


def test_a_process_that_does_not_answer_is_ended_by_keyboard_after_one_question(
    qtbot: QtBot, page: TrainPage, context: Context, run: RunFolder, hold: Holder, alerts: Shown,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.5)
    with hold(run) as process:
        show(qtbot, page, run)
        assert not button(page).isVisible()
        context.actions["run.end_now"].trigger()
        assert find_question(page) is None
        context.actions["run.stop"].trigger()
        qtbot.waitUntil(button(page).isVisible, timeout=PATIENCE)
        assert button(page).text() == "End now"
        assert page.view._now.text() == "It was asked to stop and has not answered yet"
        assert button(page).focusPolicy() & Qt.FocusPolicy.TabFocus
        QTest.keyClick(button(page), Qt.Key.Key_Space)
        assert "usually a minute of work at most" in say(page)
        assert "still saving" not in say(page)
        question = find_question(page)
        assert question is not None
        QTest.keyClick(question, Qt.Key.Key_Escape)
        assert process.poll() is None
        context.language.choose("zh_CN")
        qtbot.waitUntil(lambda: button(page).text() == "立即结束")
        context.actions["run.end_now"].trigger()
        assert "最近的检查点" in say(page)
        question = find_question(page)
        assert question is not None
        QTest.mouseClick(question.yes, Qt.MouseButton.LeftButton)
        assert not button(page).isVisible()
        assert process.wait(30) != 0
        qtbot.waitUntil(lambda: page.view.state is RunState.LOST, timeout=PATIENCE)
    assert [problem.code for problem in alerts[-1][0]] == ["run.ended_now"]
    assert page.primary.text() == "继续"
    assert page.view.guide.isHidden()


def test_it_comes_ten_seconds_after_the_stop(qtbot: QtBot, page: TrainPage, run: RunFolder, hold: Holder) -> None:
    with hold(run) as process:
        show(qtbot, page, run)
        page.view.ask("stop")
        qtbot.waitUntil(page.view.ending._timer.isActive, timeout=PATIENCE)
        assert 0 < page.view.ending._timer.interval() <= 10_000
        assert not button(page).isVisible()
        assert process.poll() is None


def test_a_stop_of_before_this_window_counts_and_a_run_that_ends_takes_the_question_away(
    qtbot: QtBot, page: TrainPage, run: RunFolder, hold: Holder
) -> None:
    with hold(run) as process:
        ask_long_ago(run)
        show(qtbot, page, run)
        qtbot.waitUntil(button(page).isVisible, timeout=PATIENCE)
        page.view.ending.ask()
        assert find_question(page) is not None
        assert process.stdin is not None
        process.stdin.close()
        qtbot.waitUntil(lambda: find_question(page) is None, timeout=PATIENCE)
        assert process.wait(30) == 0
    qtbot.waitUntil(lambda: page.view.state is RunState.STOPPED, timeout=PATIENCE)
    assert not button(page).isVisible()


def test_a_run_that_is_saving_is_told_apart(qtbot: QtBot, page: TrainPage, run: RunFolder) -> None:
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        show(qtbot, page, run)
        ask_long_ago(run)
        run.append(State(state=RunState.STOPPING, attempt=attempt))
        qtbot.waitUntil(button(page).isVisible, timeout=PATIENCE)
        page.view.ending.ask()
        assert "still saving" in say(page)
        run.append(State(state=RunState.STOPPED, attempt=attempt))
        qtbot.waitUntil(lambda: find_question(page) is None, timeout=PATIENCE)


def test_yesterdays_stop_does_not_count(qtbot: QtBot, page: TrainPage, run: RunFolder, hold: Holder) -> None:
    ask_long_ago(run, attempt=0)
    with hold(run):
        assert find_stop(run, 0) == pytest.approx(11, abs=10)
        show(qtbot, page, run)
        with qtbot.waitSignal(page.view.ending._look.done, timeout=PATIENCE) as read:
            page.view.ending.on_moved()
        assert read.args == [None]
        assert not button(page).isVisible()


def test_a_time_that_is_none_is_passed_over(run: RunFolder) -> None:
    ask_long_ago(run)
    lines = (run.path / "requests.jsonl").read_text()
    broken = run.requests()[0].model_copy(update={"time": "soon"}).model_dump_json()
    write_atomically(run.path / "requests.jsonl", f"{broken}\n{lines}")
    assert find_stop(run, 0) is not None


def test_a_run_on_another_host_is_not_offered_and_it_says_where(
    qtbot: QtBot, page: TrainPage, run: RunFolder, alerts: Shown
) -> None:
    with hold_run(run.path, 1):
        owner = read_owner(run.path)
    assert owner is not None
    run.append(State(state=RunState.TRAINING, attempt=1))
    ask_long_ago(run)
    with lock_run(run.path):
        write_atomically(run.path / "owner.json", owner.model_copy(update={"host": "cluster-7"}).model_dump_json())
        show(qtbot, page, run)
        qtbot.waitUntil(lambda: bool(alerts), timeout=PATIENCE)
        problem = alerts[-1][0][0]
        assert (problem.code, problem.values["host"]) == ("run.other_host", "cluster-7")
        assert socket.gethostname() != "cluster-7"
        assert not button(page).isVisible()
        run.append(State(state=RunState.STOPPED, attempt=1))
    run.close()
    qtbot.waitUntil(lambda: page.view.state is RunState.STOPPED, timeout=PATIENCE)


def test_a_process_that_nothing_proves_is_left_alone(
    qtbot: QtBot, page: TrainPage, run: RunFolder, alerts: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)  # the owner is this process, whose environment has no token
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        ask_long_ago(run)
        show(qtbot, page, run)
        qtbot.waitUntil(button(page).isVisible, timeout=PATIENCE)
        page.view.ending.ask()
        question = find_question(page)
        assert question is not None
        question.yes.click()
        qtbot.waitUntil(lambda: bool(alerts), timeout=PATIENCE)
        assert alerts[-1][0][0].code == "run.not_provable"
        assert button(page).isVisible()
        run.append(State(state=RunState.STOPPED, attempt=attempt))
        qtbot.waitUntil(lambda: not button(page).isVisible(), timeout=PATIENCE)
