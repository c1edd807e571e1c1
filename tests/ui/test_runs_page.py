"""All runs: found, sorted, opened, renamed, repeated, deleted and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from studio.contract.attempts.ownership import hold_run
from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.dialogs.cleaning import CleaningDialog
from studio.ui.pages.runs import RunsPage
from studio.ui.window import Window
from tests.ui.conftest import Shown, Until, free_deleted
from tests.ui.results import Answer, make_result

ANSWERS: list[Answer] = [("a", "x", "x"), ("b", "y", "x")]


@pytest.fixture
def page(window: Window, until: Until) -> RunsPage:
    """Three runs: one with a result, one that failed, one that nobody can read."""
    make_result(ANSWERS, title="Messages <b>")
    failed = RunFolder.create("task: token-classification\nmodel: starter\ndata: {train: a.conll}\n", title="Names")
    failed.append(State(state=RunState.FAILED, attempt=1))
    failed.close()
    with until(window.context.library.loaded, when=lambda: len(window.context.library.records) == 2):
        window.show_page("runs")
    assert isinstance(window.page, RunsPage)
    return window.page


def choose(page: RunsPage, title: str) -> str:
    record = next(record for record in page.context.library.records if record.title == title)
    page.table.choose(record.id)
    assert page.table.chosen == record
    return record.id


def list_titles(page: RunsPage) -> list[str]:
    return [str(page.table.proxy.index(row, 0).data()) for row in range(page.table.proxy.rowCount())]


def test_an_empty_library_leads_home(window: Window, until: Until) -> None:
    window.show_page("runs")
    page = window.page
    assert isinstance(page, RunsPage)
    assert page.nothing.isVisible()
    assert not page.delete.isVisible()
    with until(page.go, when=lambda target: target == "home"):
        QTest.mouseClick(page.nothing.way, Qt.MouseButton.LeftButton)


def test_search_is_plain_text_and_sorting_goes_by_value(page: RunsPage) -> None:
    QTest.keyClicks(page.search, "MESSAGES <")
    assert list_titles(page) == ["Messages <b>"]
    page.search.setText("[")
    assert list_titles(page) == []
    page.search.clear()
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert list_titles(page) == ["Messages <b>", "Names"]
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert list_titles(page) == ["Names", "Messages <b>"]


def test_what_can_be_done_depends_on_the_run(page: RunsPage) -> None:
    assert not page.primary.isEnabled()
    choose(page, "Names")
    assert page.primary.isEnabled()
    assert page.delete.isEnabled()
    assert not page.report.isEnabled()
    choose(page, "Messages <b>")
    assert page.report.isEnabled()


def test_a_run_opens_where_there_is_most_to_see(page: RunsPage, until: Until) -> None:
    done, failed = choose(page, "Messages <b>"), choose(page, "Names")
    with until(page.go, when=lambda target: target == f"train:{failed}"):
        page.table.activated.emit(page.table.currentIndex())
    choose(page, "Messages <b>")
    with until(page.go, when=lambda target: target == f"report:{done}"):
        page.table.activated.emit(page.table.currentIndex())
    with until(page.go, when=lambda target: target == f"report:{done}"):
        QTest.mouseClick(page.report, Qt.MouseButton.LeftButton)
    with until(page.go, when=lambda target: target == f"train:{done}"):
        QTest.mouseClick(page.primary, Qt.MouseButton.LeftButton)


def test_it_is_renamed_with_f2(page: RunsPage, context: Context, until: Until) -> None:
    choose(page, "Names")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QInputDialog) and w.isVisible())
    dialog.setTextValue("  People  ")
    with until(context.library.loaded, when=lambda: "People" in list_titles(page)):
        dialog.accept()
    free_deleted()


def test_delete_is_undone(page: RunsPage, context: Context, until: Until) -> None:
    choose(page, "Names")
    page.table.setFocus()
    assert not page.undo.isVisible()
    with until(context.library.loaded, when=lambda: len(context.library.records) == 1):
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    with until(context.library.loaded, when=lambda: len(context.library.records) == 2):
        QTest.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    assert not page.undo.isVisible()


def test_a_live_run_is_not_deleted(page: RunsPage, alerts: Shown) -> None:
    run_id = choose(page, "Names")
    with hold_run(page.context.library.library.run(run_id).path, 2):
        QTest.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert [problem.code for problem in alerts[-1][0]] == ["run.live"]
    assert not page.undo.isVisible()


def test_the_recipe_of_a_run_begins_a_project(page: RunsPage, context: Context, until: Until) -> None:
    choose(page, "Names")
    with until(page.go, when=lambda target: target == "train"):
        QTest.mouseClick(page.again, Qt.MouseButton.LeftButton)
    assert context.session.title == "Names"
    assert context.draft.get("task") == "token-classification"


def test_clean_up_frees_what_is_ticked(page: RunsPage, context: Context, until: Until) -> None:
    run = context.library.library.run(choose(page, "Messages <b>"))
    (run.path / "checkpoints" / "step-1").mkdir(parents=True)
    (run.path / "checkpoints" / "step-1" / "weights").write_bytes(b"x" * 5000)
    with until(page.clean.look.done):
        QTest.mouseClick(page.clean, Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, CleaningDialog) and w.isVisible())
    assert list(dialog.boxes) == ["checkpoints"]
    assert "5 kB" in dialog.boxes["checkpoints"].text()
    with until(page.clean.freed, when=lambda size: size == 5000):
        QTest.mouseClick(dialog.free, Qt.MouseButton.LeftButton)
    assert not (run.path / "checkpoints").exists()
    assert (run.path / "report.json").exists()
    free_deleted()


def test_an_unreadable_run_says_why(page: RunsPage, context: Context, until: Until, alerts: Shown, home: Path) -> None:
    (home / "runs" / "strange").mkdir()
    (home / "runs" / "strange" / "run.json").write_text("{")
    with until(context.library.loaded, when=lambda: len(context.library.records) == 3):
        context.library.refresh()
    choose(page, "strange")
    assert alerts[-1][0]
    assert not page.primary.isEnabled()
    assert page.delete.isEnabled()
