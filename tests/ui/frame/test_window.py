"""The window: where one is, what is next, what it remembers, and how it closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton

from studio.contract.calls import ModelFacts, ModelList
from studio.contract.events import RunState, State
from studio.contract.problems import Problem
from studio.contract.project import Project
from studio.contract.run import RunFolder
from studio.ui.actions import ACTIONS
from studio.ui.context import Context
from studio.ui.dialogs.closing import ClosingDialog
from studio.ui.dialogs.help import HelpDialog
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.journey import Step, judge_steps
from studio.ui.pages.settings import SettingsPage
from studio.ui.window import Window
from tests.ui.conftest import Shown, Until, free_deleted
from tests.ui.test_draft import INSPECTION

RECIPE = "task: token-classification\ndata:\n  train: train.conll\n"


def find_dialog(kind: type[QDialog]) -> QDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def click(dialog: QDialog, text: str) -> None:
    button = next(button for button in dialog.findChildren(QPushButton) if button.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    free_deleted()


@pytest.fixture
def live_run(context: Context, home: Path, until: Until) -> RunFolder:
    run = RunFolder.create(RECIPE, title="News")
    run.append(State(state=RunState.TRAINING, attempt=1))
    run.close()
    worker = context.runs.open(run.path)
    with until(worker.arrived):
        pass
    return run


def test_each_page_is_built_at_its_first_visit_and_kept(window: Window, context: Context) -> None:
    context.actions["page.settings"].trigger()
    first = window.page
    assert isinstance(first, SettingsPage)
    context.actions["page.home"].trigger()
    context.actions["page.settings"].trigger()
    assert window.page is first
    assert context.settings.values.page == "settings"


def test_shortcuts_are_unique_and_work(window: Window) -> None:
    keys = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(keys) == len(set(keys))
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, SettingsPage)


def test_the_project_is_renamed_on_the_rail(window: Window, context: Context, until: Until) -> None:
    assert window.rail.title.isHidden()
    project = Project.create("Ward notes")
    with until(window.refreshed, when=lambda: window.rail.title.text() == "Ward notes"):
        context.session.open_project(project.id)
    assert window.rail.title.isVisible()
    window.rail.title.setFocus()
    window.rail.title.selectAll()
    QTest.keyClicks(window.rail.title, "Station 4")
    QTest.keyClick(window.rail.title, Qt.Key.Key_Return)
    assert Project(project.path).card().title == "Station 4"
    assert not window.rail.title.hasFocus()


def test_an_empty_title_is_not_taken(window: Window, context: Context, until: Until) -> None:
    with until(window.refreshed, when=lambda: window.rail.title.isVisible()):
        context.session.open_project(Project.create("Ward notes").id)
    window.rail.title.setFocus()
    window.rail.title.clear()
    with until(window.refreshed, when=lambda: window.rail.title.text() == "Ward notes"):
        QTest.keyClick(window.rail.title, Qt.Key.Key_Return)
    assert context.session.title == "Ward notes"


def test_the_steps_say_how_far_the_project_is(context: Context, until: Until) -> None:
    def judge() -> list[Step]:
        return list(judge_steps(context.draft, context.catalogue, context.library).values())

    assert judge() == [Step.EMPTY] * 5
    project = Project.create("News")
    context.session.open_project(project.id)
    context.draft.set("data.train", "train.conll")
    assert judge()[0] is Step.RUNNING
    context.draft.inspector.on_answered(INSPECTION)
    assert judge() == [Step.READY, Step.READY, Step.READY, Step.EMPTY, Step.EMPTY]
    context.draft.set("model", "bert-base")
    context.catalogue.on_answered(ModelList(models=[ModelFacts(id="bert-base", title="", state="absent")]))
    assert judge()[1] is Step.LOOK
    context.draft.inspector.on_answered(INSPECTION.model_copy(update={"problems": [Problem(code="data.empty")]}))
    assert judge()[:3] == [Step.LOOK, Step.LOOK, Step.EMPTY]
    run = RunFolder.create(RECIPE, project=project.id)
    run.append(State(state=RunState.DONE, attempt=1))
    run.close()
    with until(context.library.loaded):
        context.library.refresh()
    assert judge()[2] is Step.DONE


def test_the_rail_speaks(window: Window, context: Context, until: Until) -> None:
    buttons = {button.text(): button for button in window.rail.findChildren(QPushButton)}
    assert buttons["Data"].accessibleName() == "Data, nothing yet"
    with until(window.refreshed, when=lambda: buttons["Data"].accessibleName() == "Data, ready"):
        context.session.open_project(Project.create("News", {"data": {"train": "a.conll"}}).id)
        context.draft.inspector.on_answered(INSPECTION)


def test_another_start_comes_back_to_page_and_project(
    window: Window, context: Context, open_window: Callable[[], Window]
) -> None:
    project = Project.create("Ward notes", {"epochs": 7})
    context.session.open_project(project.id)
    window.show_page("settings")
    window.resize(1100, 700)
    window.close()
    again = open_window()
    assert isinstance(again.page, SettingsPage)
    assert again.height() == 700
    assert context.draft.get("epochs") == 7


def test_a_project_that_cannot_be_read_is_told(
    context: Context, until: Until, open_window: Callable[[], Window]
) -> None:
    project = Project.create("Ward notes")
    (project.path / "project.json").write_text("{")
    context.settings.set("project", project.id)
    with until(context.alerts.shown, when=lambda problems, where: problems[0].code == "project.unreadable"):
        again = open_window()
    assert again.page is not None
    assert again.page.id == "home"
    find_dialog(ProblemDialog).close()


def test_language_and_theme_switch_everything(window: Window, context: Context) -> None:
    window.show_page("settings")
    assert window.page is not None
    before = [label.text() for label in window.page.findChildren(QLabel) if label.text()]
    context.settings.set("language", "zh_CN")
    QApplication.sendPostedEvents()
    after = [label.text() for label in window.page.findChildren(QLabel) if label.text()]
    assert len(before) == len(after)
    assert len(set(before) & set(after)) <= 2  # the version, and sizes such as 0
    context.actions["app.theme"].trigger()
    assert context.theme.tokens.dark
    context.actions["app.theme"].trigger()
    assert not context.theme.tokens.dark


def test_help_lists_every_key(window: Window, context: Context) -> None:
    context.actions["app.help"].trigger()
    dialog = find_dialog(HelpDialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Ctrl+O", "F1", "Open my own data"} <= texts
    click(dialog, "Close")


def test_everything_to_press_has_a_name(window: Window) -> None:
    for id in ("home", "settings"):
        window.show_page(id)
    nameless = [
        repr(button)
        for kind in (QPushButton, QToolButton)
        for button in window.findChildren(kind)
        if button.isVisible() and not button.text() and not button.accessibleName()
    ]
    assert nameless == []


def test_closing_asks_once_while_training(window: Window, context: Context, live_run: RunFolder) -> None:
    assert not window.close()
    click(find_dialog(ClosingDialog), "Cancel")
    assert window.isVisible()
    assert not window.close()
    click(find_dialog(ClosingDialog), "Keep training")
    assert not window.isVisible()
    assert live_run.requests() == []


def test_closing_may_stop_the_training(window: Window, context: Context, live_run: RunFolder) -> None:
    assert not window.close()
    click(find_dialog(ClosingDialog), "Stop training")
    assert not window.isVisible()
    assert [request.kind for request in live_run.requests()] == ["stop"]


def test_without_training_closing_does_not_ask(window: Window) -> None:
    assert window.close()


def test_a_problem_is_shown_whole_and_can_be_copied(window: Window, context: Context) -> None:
    problem = Problem(code="run.not_started", values={"code": 3}, details="Traceback: <b>line</b>")
    dialog = context.alerts.open_dialog([problem], window)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "The training did not start." in texts
    click_copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details")
    QTest.mouseClick(click_copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "Its program ended before it could begin (exit code 3)." in copied
    assert "<b>line</b>" in copied
    click(dialog, "Close")


def test_a_disk_that_refuses_everything_is_told_once(window: Window, context: Context, alerts: Shown) -> None:
    full = [Problem(code="computer.disk_full", values={"file": "x"})]
    for _ in range(3):
        context.draft.failed.emit(full)
    assert len(alerts) == 1
    click(find_dialog(ProblemDialog), "Close")
    context.draft.failed.emit(full)
    assert len(alerts) == 2
    click(find_dialog(ProblemDialog), "Close")


def test_own_data_are_opened_from_any_page(
    window: Window, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "letters.csv"
    file.write_text("text,label\na,b\n")
    monkeypatch.setattr("studio.ui.window.pick_data_files", lambda parent: [file])
    window.show_page("settings")
    context.actions["data.open"].trigger()
    assert window.page is not None
    assert (window.page.id, context.session.title) == ("data", "letters")


def test_a_page_shows_the_worst_first_and_counts_the_rest(window: Window, context: Context) -> None:
    assert window.page is not None
    worst = Problem(code="data.table_unreadable", values={"file": "a"})
    window.page.show_problems([Problem(code="run.live", level="look")] * 3 + [worst])
    banner = window.page.banner
    texts = [label.text() for label in banner.findChildren(QLabel) if label.text()]
    assert texts[0] == "a cannot be read as a table of examples."
    assert "2 more" in texts
    assert banner.property("role") == "stop"
    window.page.show_problems([])
    assert banner.isHidden()


def test_advice_folds_on_every_page(window: Window, context: Context) -> None:
    assert window.page is not None
    advice = window.page.advice
    assert advice.isHidden()
    advice.set_notes([("Why", "Because")])
    assert advice.width() == 280
    advice.on_fold_clicked()
    assert advice.width() < 60
    assert context.settings.values.advice_folded
