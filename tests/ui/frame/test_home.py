"""Home: two decisions to a running training; files, text and earlier runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.contract.events import RunState, State
from studio.contract.project import list_projects
from studio.contract.report import Confusion, Overall, Report
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.pages.home import HomePage
from studio.ui.session import sort_files
from studio.ui.widgets.home.run_row import RunRow
from studio.ui.window import Window
from tests.ui.conftest import Shown, Until

CSV = "text,label\nThe parcel came late,delivery\nMy card was charged twice,billing\n"


@pytest.fixture
def page(window: Window) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def drop(target: QWidget, content: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, buttons, keys))


def test_one_click_on_a_template_is_enough_to_train(page: HomePage, context: Context, until: Until) -> None:
    with until(context.draft.inspection_changed, when=lambda: context.draft.is_ready), until(page.go) as went:
        QTest.mouseClick(page.choices[0], Qt.MouseButton.LeftButton)
    assert went.args == ["train"]
    assert context.session.title == "Find names in news"
    assert context.draft.recipe is not None
    assert context.draft.recipe.model == "starter"


def test_templates_are_reached_by_keyboard(page: HomePage, until: Until) -> None:
    page.choices[1].setFocus()
    with until(page.go):
        QTest.keyClick(page.choices[1], Qt.Key.Key_Return)
    assert page.choices[1].accessibleName().startswith("Sort customer messages")


def test_a_dropped_file_opens_a_project_of_its_name(
    page: HomePage, context: Context, tmp_path: Path, until: Until
) -> None:
    file = tmp_path / "客户 来信.csv"
    file.write_text(CSV, encoding="utf-8")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(file))])
    with until(page.go) as went:
        drop(page.drop_zone, content)
    assert went.args == ["data"]
    assert context.session.title == "客户 来信"
    assert context.draft.get("data.train") == str(file)


def test_pasted_text_becomes_a_file_of_the_project(page: HomePage, context: Context, until: Until) -> None:
    QGuiApplication.clipboard().setText(CSV)
    with until(page.go):
        QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert context.session.title == "Pasted text"
    assert (context.draft.base / context.draft.get("data.train")).read_text() == CSV
    context.session.replace_text("text,label\n")
    assert context.draft.get("data.train") == "pasted-2.txt"


def test_an_empty_clipboard_opens_nothing(page: HomePage) -> None:
    QGuiApplication.clipboard().clear()
    page.drop_zone.paste()
    assert list_projects() == []


def test_a_home_that_refuses_is_told_on_the_page(page: HomePage, alerts: Shown, home: Path) -> None:
    (home / "projects").write_text("in the way")
    QTest.mouseClick(page.choices[0], Qt.MouseButton.LeftButton)
    assert [(problems[0].code, where) for problems, where in alerts] == [("computer.file_trouble", "page")]
    assert page.banner.isVisible()


@pytest.mark.parametrize(
    ("names", "splits"),
    [
        (["notes.csv"], {"train": "notes.csv"}),
        (["train.csv", "dev.csv", "test.csv"], {"train": "train.csv", "validation": "dev.csv", "test": "test.csv"}),
        (["a.csv", "b.csv"], {"train": ["a.csv", "b.csv"]}),
        (["a.csv", "my_test.csv"], {"train": "a.csv", "test": "my_test.csv"}),
        (["test1.csv", "test2.csv"], {"train": ["test1.csv", "test2.csv"]}),
        (["train.csv", "test1.csv", "test2.csv"], {"train": ["train.csv", "test1.csv", "test2.csv"]}),
    ],
)
def test_files_are_sorted_by_their_names(names: list[str], splits: dict[str, object], tmp_path: Path) -> None:
    found = sort_files([tmp_path / name for name in names])
    plain = {split: [Path(f).name for f in files] if isinstance(files, list) else Path(files).name
             for split, files in found.items()}  # fmt: skip
    assert plain == splits


def test_a_recipe_is_loaded_with_paths_from_its_own_folder(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    data = "{train: [a.csv, b.csv], test: t.csv, validation: 0.2}"
    path.write_text(f"task: text-classification\ndata: {data}\nepochs: 2\n")
    context.session.load_recipe(path)
    assert context.session.title == "mine"
    assert context.draft.get("data.train") == [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    assert context.draft.get("data.test") == str(tmp_path / "t.csv")
    assert context.draft.get("data.validation") == 0.2
    other = tmp_path / "other.yaml"
    other.write_text("task: text-classification\ndata: {train: c.csv}\n")
    context.session.load_recipe(other)
    assert (context.session.title, context.draft.get("epochs")) == ("mine", None)
    context.draft.undo()
    assert context.draft.get("epochs") == 2


def test_recent_runs_are_shown_with_their_figure(page: HomePage, context: Context, until: Until) -> None:
    run = RunFolder.create("task: token-classification\ndata: {train: a.conll}\n", title="Ward notes")
    run.append(State(state=RunState.DONE, attempt=1))
    run.close()
    figures = dict.fromkeys(("precision", "recall", "macro_f1", "weighted_f1", "accuracy"), 0.5)
    report = Report(
        task="token-classification",
        split="test",
        examples=9,
        overall=Overall(micro_f1=0.8312, **figures),
        classes=[],
        confusion=Confusion(labels=[], counts=[]),
    )
    (run.path / "report.json").write_text(report.dump())
    with until(context.library.loaded):
        context.library.refresh()
    row = page.findChild(RunRow)
    assert isinstance(row, RunRow)
    assert row.accessibleName().startswith("Ward notes")
    assert row.accessibleName().endswith("Done, F1 (micro), 0.83")
    with until(page.go) as went:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert went.args == [f"report:{run.path.name}"]
