"""The report: what its figures count can be seen, and it is always that of the open project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.contract.project import Project
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.models.judged import read_judged
from studio.ui.pages.report import ReportPage
from studio.ui.window import Window
from tests.ui.conftest import Shown, Until
from tests.ui.results import Answer, make_result

ANSWERS: list[Answer] = [
    ("Where is it?", "order", "order"),
    ("I want it back", "refund", "order"),
    ("Money back", "refund", "refund"),
    ("You are <b>great</b>", "<script>", "refund"),
]
Recorded = Callable[[str], RunFolder]
ReadRun = Callable[[str], ReportPage]


@pytest.fixture
def page(window: Window) -> ReportPage:
    window.show_page("report")
    assert isinstance(window.page, ReportPage)
    return window.page


@pytest.fixture
def read_run(page: ReportPage, window: Window, until: Until) -> ReadRun:
    """Opens the report of a run, and waits until it is there."""

    def read(run_id: str) -> ReportPage:
        with until(page._reading.done, when=lambda judged: judged.run.path.name == run_id):
            window.show_page(f"report:{run_id}")
        return page

    return read


def list_texts(page: ReportPage) -> list[str]:
    model = page.examples.model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [row["text"] for row in rows if row is not None]


def test_each_cell_shows_as_many_examples_as_it_counts(recorded_run: Recorded) -> None:
    judged = read_judged(recorded_run("done"))
    *labels, _, _ = judged.report.confusion.labels
    names = {len(labels): "", len(labels) + 1: ""} | dict(enumerate(labels))
    for row, counts in enumerate(judged.report.confusion.counts):
        for column, count in enumerate(counts):
            found = judged.cells.get((names[row], names[column]), []) if count else []
            assert (len(found) > 0) == (count > 0)
            assert len(found) <= count
    assert judged.table is not None
    columns = (judged.table.column(name) for name in ("split", "gold", "predicted"))
    right = sum(split == "test" and gold == said for split, gold, said in zip(*columns, strict=True))
    assert len(judged.wrong) == judged.report.examples - right


def test_a_report_says_how_good_it_is_and_shows_the_mistakes(read_run: ReadRun) -> None:
    page = read_run(make_result(ANSWERS).path.name)
    assert page.verdict.figure.text() == "0.50"
    assert page.verdict.sentence.text().startswith("It sorts 75 %")
    assert list_texts(page) == ["I want it back", "You are <b>great</b>"]
    assert not page.examples.all.isVisible()
    assert not page.primary.isHidden()


def test_a_class_shows_its_examples_mistakes_first(read_run: ReadRun) -> None:
    page = read_run(make_result(ANSWERS).path.name)
    page.table.setFocus()
    page.table.selectRow(next(row for row in range(3) if page.table.item(row, 0).text() == "order"))  # type: ignore[union-attr]
    assert list_texts(page) == ["I want it back", "Where is it?"]
    assert "Of 1 “order” it finds" in page.examples.sentence.text()
    QTest.mouseClick(page.examples.all, Qt.MouseButton.LeftButton)
    assert len(list_texts(page)) == 2
    assert not page.table.selectedItems()


def test_a_cell_by_keyboard_takes_the_place_of_a_class(read_run: ReadRun) -> None:
    page = read_run(make_result(ANSWERS).path.name)
    page.table.selectRow(0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(page.confusion, key)
    assert not page.table.selectedItems()
    assert list_texts(page) == ["I want it back"]
    assert page.examples.sentence.text() == "“refund” taken for “order”: 1"
    QTest.keyClick(page.confusion, Qt.Key.Key_Escape)
    assert len(list_texts(page)) == 2


def test_the_choice_outlives_a_switch_of_language(read_run: ReadRun, context: Context) -> None:
    page = read_run(make_result(ANSWERS).path.name)
    page.table.selectRow(0)
    shown = list_texts(page)
    context.settings.set("language", "zh_CN")
    QApplication.sendPostedEvents()
    assert len(page.table.selectionModel().selectedRows()) == 1
    assert list_texts(page) == shown
    assert "样本" in page.examples.heading.text()
    assert "找到" in page.examples.sentence.text()


def test_another_project_has_its_own_report_or_none(
    page: ReportPage, window: Window, context: Context, until: Until
) -> None:
    first, second = Project.create("First"), Project.create("Second")
    run = make_result(ANSWERS, project=first.id)
    context.session.open_project(first.id)
    with until(page._reading.done):
        context.library.refresh()
    assert (page.result.run_id, page.primary.isHidden()) == (run.path.name, False)
    context.session.open_project(second.id)
    assert page.examples.model.rowCount() == 0
    assert page.result.run_id == ""
    assert page.primary.isHidden()
    assert page.nothing.isVisible()
    with until(page._reading.done):
        window.show_page(f"report:{run.path.name}")
    assert context.draft.project is not None
    assert context.draft.project.id == first.id


def test_a_newer_result_takes_the_place_of_an_older_one(page: ReportPage, context: Context, until: Until) -> None:
    project = Project.create("News")
    context.session.open_project(project.id)
    for title in ("first", "second"):
        run = make_result(ANSWERS, name=f"{title}-run", title=title, project=project.id)
        with until(page._reading.done, when=lambda judged, run=run: judged.run.path == run.path):
            context.library.refresh()
    assert page.shown is not None
    assert page.shown.title == "second"
    with until(context.library.loaded):
        context.library.library.discard(page.shown.run.path.name)
        context.library.refresh()
    assert page.result.run_id != run.path.name


def test_a_broken_report_is_said(page: ReportPage, window: Window, alerts: Shown, until: Until) -> None:
    run = make_result(ANSWERS)
    (run.path / "report.json").write_text("{")
    with until(page._reading.failed):
        window.show_page(f"report:{run.path.name}")
    assert [problem.code for problem in alerts[-1][0]] == ["run.unreadable"]
    assert page.shown is None


def test_without_a_report_the_page_leads_to_train(page: ReportPage, until: Until) -> None:
    assert page.nothing.isVisible()
    with until(page.go, when=lambda target: target == "train"):
        QTest.mouseClick(page.nothing.way, Qt.MouseButton.LeftButton)


def test_it_is_saved_as_a_page(
    read_run: ReadRun, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("studio.ui.pages.report.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    page = read_run(make_result(ANSWERS).path.name)
    page.save_html(tmp_path / "report.html")
    assert page._saving is not None
    with until(page._saving.ended):
        pass
    assert opened == [str(tmp_path / "report.html")]
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
