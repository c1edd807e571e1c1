"""The data page with the real reading child: dropped, pasted, corrected, split anew, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.contract.calls import CallProgress
from studio.contract.data.health import Finding
from studio.contract.places import find_resources
from studio.ui.dialogs.dataset import DatasetDialog
from studio.ui.dialogs.reading import ReadingDialog
from studio.ui.dialogs.splitting import SplittingDialog
from studio.ui.pages.data import EMPTY, LOADED, READING, DataPage
from studio.ui.window import Window
from tests.ui.conftest import Shown, open_page

MESSAGES = find_resources() / "samples" / "messages_en"
NEWS = find_resources() / "samples" / "news_en"
PAIRS = "sentence1,sentence2,score\n" + "".join(
    f"Man {n} plays the flute.,Woman {n} is playing {n % 5} flutes.,{n % 47 / 10}\n" for n in range(60)
)


@pytest.fixture
def page(window: Window) -> DataPage:
    """The data page of the real window."""
    return open_page(window, "data", DataPage)


@pytest.fixture
def read(qtbot: QtBot, page: DataPage) -> Callable[..., None]:
    """Drops files on the page, and waits until they are read."""

    def drop(*paths: Path) -> None:
        give(page, *paths)
        qtbot.waitUntil(lambda: not page.context.draft.is_inspecting, timeout=30_000)

    return drop


def give(page: DataPage, *paths: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, content, buttons, keys)
    (page if state(page) == LOADED else page.drop_zone).dropEvent(event)
    assert event.isAccepted()


def state(page: DataPage) -> int:
    return page._stack.currentIndex()


def facts(page: DataPage) -> str:
    return page.view.strip.facts.text()


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_an_empty_page_teaches_and_leads_nowhere(page: DataPage) -> None:
    assert state(page) == EMPTY
    assert not page.primary.isEnabled()
    assert "text,label" in page.teaching._samples[0].text()


def test_dropped_files_of_a_kind_become_readable(
    qtbot: QtBot, page: DataPage, read: Callable[..., None], alerts: Shown
) -> None:
    read(NEWS / "train.conll", NEWS / "validation.conll", NEWS / "test.conll")
    assert state(page) == LOADED
    assert page.view.strip.name.text() == "train.conll, validation.conll, test.conll"
    assert "5 kinds of entity" in facts(page)
    assert "IOB2" in facts(page)
    assert page.primary.isEnabled()
    assert page.view.splits.focusPolicy() is Qt.FocusPolicy.NoFocus
    model = page.view.examples
    qtbot.waitUntil(lambda: model.table is not None)
    inspection = page.context.draft.inspection
    assert inspection
    assert model.rowCount() == inspection.splits["train"]
    page.view.bar.segments._buttons["test"].click()
    qtbot.waitUntil(lambda: model.rowCount() == inspection.splits["test"])
    page.context.settings.set("language", "zh_CN")
    qtbot.waitUntil(lambda: "种实体" in facts(page))
    assert page.view.bar.segments._buttons["validation"].text() == "验证"
    assert page._title.text() == "数据"
    with qtbot.waitSignal(page.go) as gone:
        page.primary.click()
    assert gone.args == ["model"]
    assert alerts == []


def test_pasted_text_is_kept_in_the_project_and_read(qtbot: QtBot, page: DataPage) -> None:
    rows = "".join(f"text number {i},{'good' if i % 2 else 'bad'}\n" for i in range(40))
    QGuiApplication.clipboard().setText("text,label\n" + rows)
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: state(page) == LOADED, timeout=30_000)
    assert "40 examples" in facts(page)
    assert (page.context.draft.base / page.context.draft.get("data.train")).read_text().startswith("text,label")


def test_a_dragged_split_is_read_anew_and_taken_back(qtbot: QtBot, page: DataPage, read: Callable[..., None]) -> None:
    read(MESSAGES / "train.csv")
    inspection = page.context.draft.inspection
    assert inspection
    before, bar = dict(inspection.splits), page.view.splits
    border = round(bar.width() * bar._shares[0])
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(border, 10))
    QTest.mouseMove(bar, QPoint(border - bar.width() // 5, 10))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(border - bar.width() // 5, 10))
    assert state(page) == LOADED
    assert page.context.draft.get("data.validation") == pytest.approx(0.3, abs=0.02)
    qtbot.waitUntil(lambda: not page.context.draft.is_inspecting, timeout=30_000)
    now = page.context.draft.inspection
    assert now
    assert now.splits["validation"] == pytest.approx(0.3 * sum(before.values()), rel=0.1)
    page.context.draft.undo()
    qtbot.waitUntil(lambda: not page.context.draft.is_inspecting, timeout=30_000)
    assert page.context.draft.inspection
    assert page.context.draft.inspection.splits == before


def test_a_wrong_encoding_is_corrected_in_the_dialog(
    qtbot: QtBot, page: DataPage, read: Callable[..., None], tmp_path: Path
) -> None:
    rows = "".join(f"第{i}条意见很好,{'好' if i % 2 else '坏'}\n" for i in range(30))
    read(write(tmp_path / "notes.csv", "text,label\n" + rows, "gb18030"))
    assert "GB18030" in facts(page)
    page.view.strip.correct.click()
    dialog = page.findChild(ReadingDialog)
    assert dialog is not None
    choice = dialog.choices["data.read.encoding"]
    qtbot.waitUntil(dialog.use.isEnabled, timeout=30_000)
    choice.box.setCurrentIndex(choice.box.findData("gbk"))
    choice.box.activated.emit(choice.box.currentIndex())
    with qtbot.waitSignal(dialog._timer.timeout):
        pass
    qtbot.waitUntil(dialog.use.isEnabled, timeout=30_000)
    dialog.use.click()
    assert page.context.draft.get("data.read") == {"encoding": "gbk"}
    qtbot.waitUntil(lambda: "GBK" in facts(page), timeout=30_000)
    page.context.draft.undo()
    qtbot.waitUntil(lambda: "GB18030" in facts(page), timeout=30_000)


def test_broken_rows_are_named_by_file_and_row_and_stop_the_way(
    page: DataPage, read: Callable[..., None], tmp_path: Path
) -> None:
    read(write(tmp_path / "broken.csv", "text,label\nfine,a\nI want it back,refund,today\n,b\n"))
    codes = {problem.code: problem.place.row for problem in page.context.draft.problems}
    assert codes["data.ragged_row"] == 3
    assert codes["data.text_missing"] == 4
    assert not page.primary.isEnabled()


def test_what_cannot_be_learnt_from_says_so_and_loses_nothing(
    page: DataPage, read: Callable[..., None], tmp_path: Path
) -> None:
    files = {"empty.csv": b"", "photo.csv": bytes(range(256)) * 9, "one.csv": b"text,label\na,x\n"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        read(tmp_path / name)
        assert any(problem.level == "stop" for problem in page.context.draft.problems), name
        assert not page.primary.isEnabled()
        unread = state(page) == EMPTY
        assert (page.banner.isVisible(), page._correct.isVisible()) == (unread, unread), name
    read(MESSAGES / "train.csv")
    assert page.primary.isEnabled()
    assert not page.banner.isVisible()


def test_reading_is_told_and_cancelled(qtbot: QtBot, page: DataPage, read: Callable[..., None]) -> None:
    give(page, MESSAGES / "train.csv")
    assert state(page) == READING
    assert page._doing.text() == "Reading train.csv"
    page._cancel.click()
    assert state(page) == EMPTY
    page.context.draft.undo()
    qtbot.waitUntil(lambda: state(page) == LOADED, timeout=30_000)
    give(page, NEWS / "train.conll")
    assert state(page) == READING, "another file is not shown under the figures of the one before"


def test_the_first_rows_come_before_all_and_keep_their_place(qtbot: QtBot, page: DataPage) -> None:
    inspector, view = page.context.draft.inspector, page.view
    with qtbot.waitSignal(inspector.previewed, timeout=30_000):
        give(page, MESSAGES / "train.csv")
    assert inspector.is_busy
    assert state(page) == LOADED
    assert view.examples.rowCount() == 100
    assert view.strip.name.text() == "train.csv"
    assert not page.primary.isEnabled()
    first = view.examples.row(30)
    view.list.doItemsLayout()
    view.list.verticalScrollBar().setValue(1800)
    qtbot.waitUntil(lambda: view.examples.table is not None, timeout=30_000)
    assert view.examples.rowCount() > 100
    assert view.list.first_row == 30
    assert first is not None
    seen = view.examples.row(30)
    assert seen is not None, "what is seen is read before it is shown"
    assert set(first) <= set(seen)


def test_a_long_reading_says_how_far_it_is_and_can_be_cancelled(qtbot: QtBot, page: DataPage) -> None:
    inspector, bar = page.context.draft.inspector, page.view.bar

    def hold() -> None:
        assert inspector._handle is not None
        inspector._handle.cancel()
        inspector.progressed.emit(CallProgress(fraction=0.34))

    inspector.previewed.connect(hold)
    give(page, MESSAGES / "train.csv")
    qtbot.waitUntil(bar.doing.isVisible, timeout=30_000)
    assert bar.doing.text() == "Reading all 579 rows · 34 %"
    assert not bar.divide.isVisible()
    bar.cancel.click()
    assert state(page) == EMPTY
    assert not page.context.draft.is_inspecting


def test_a_table_that_fits_no_task_is_shown_as_one_with_a_way_on(
    qtbot: QtBot, page: DataPage, read: Callable[..., None], tmp_path: Path
) -> None:
    read(write(tmp_path / "pairs.csv", PAIRS))
    view = page.view
    assert state(page) == LOADED
    assert view._stack.currentWidget() is view.table
    assert view.table.rows.index(1, 0).data() == "Man 1 plays the flute."
    assert view._why.text() == page.context.language.words.say("data.only_scores")
    assert not page.primary.isEnabled()
    view.side.on_rows_asked(Finding(check="duplicates", level="look", rows={"train": [5, 2]}))
    qtbot.waitUntil(lambda: view.examples.rowCount() == 2 and view.examples.row(0) is not None)
    assert view._stack.currentWidget() is view.list
    assert not view.bar.title.isVisible()
    row = view.examples.row(0)
    assert row is not None
    assert [piece.text for piece in view._show_row(row)[0]] == [
        "Man 2 plays the flute. · Woman 2 is playing 2 flutes. · 0.2"
    ]
    view.list.setCurrentIndex(view.examples.index(0, 0))
    assert not view.editor.isVisible(), "nothing can be labelled here"
    view.bar.chip.click()
    assert view._stack.currentWidget() is view.table
    assert view.bar.title.isVisible()
    view.map.click()
    dialog = page.findChild(ReadingDialog)
    assert dialog is not None
    dialog.reject()
    read(MESSAGES / "train.csv")
    assert view._stack.currentWidget() is view.list
    assert not view._notice.isVisible()


def test_only_the_rows_of_a_finding_then_all_again(qtbot: QtBot, page: DataPage, read: Callable[..., None]) -> None:
    read(MESSAGES / "train.csv")
    view = page.view
    qtbot.waitUntil(lambda: view.examples.table is not None)
    view.side.on_rows_asked(Finding(check="duplicates", level="look", rows={"test": [5, 2], "validation": []}))
    assert view.bar.chip.text() == "Showing 2 rows: Duplicates"
    page.context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: view.bar.chip.text() == "显示 2 行：重复")
    assert not view.bar.segments._buttons["train"].isEnabled()
    qtbot.waitUntil(lambda: view.examples.rowCount() == 2)
    with qtbot.waitSignal(view.list.chosen, check_params_cb=lambda row: row is not None):
        view.list.setCurrentIndex(view.examples.index(1, 0))
    view.bar.chip.click()
    assert not view.bar.chip.isVisible()
    assert view.examples.rowCount() == 58
    assert view.bar.segments._buttons["train"].isEnabled()


def test_a_folder_and_a_data_set_of_the_hub_are_data_too(
    page: DataPage, read: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.ui.widgets.drop_zone.pick_data_folder", lambda parent: NEWS)
    page._menu.actions()[1].trigger()
    assert page.context.draft.get("data.train") == str(NEWS)
    page._menu.actions()[2].trigger()
    dialog = page.window().findChild(DatasetDialog)
    assert dialog is not None
    dialog.name.setText("not a name")
    assert not dialog.open_button.isEnabled()
    dialog.name.setText("https://hub.example/datasets/owner/news/")
    dialog.open_button.click()
    assert page.context.draft.get("data") == {"dataset": "owner/news"}
    page.context.draft.set("data", None)


def test_what_the_files_of_a_folder_decide_is_not_dragged_away(
    page: DataPage, read: Callable[..., None], tmp_path: Path
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("train", "dev", "test"):
        write(folder / f"{name}.csv", "text,label\n" + "".join(f"{name} {i},{'ab'[i % 2]}\n" for i in range(20)))
    read(folder)
    inspection = page.context.draft.inspection
    assert inspection is not None
    assert inspection.given == ["validation", "test"]
    assert inspection.splits == {"train": 20, "validation": 20, "test": 20}
    assert page.view.splits.focusPolicy() is Qt.FocusPolicy.NoFocus
    page.view.divide.click()
    dialog = page.findChild(SplittingDialog)
    assert dialog is not None
    assert dialog.shares == {}
    dialog.reject()
