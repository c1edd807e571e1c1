"""Labels renamed, merged and removed; the history of the data in words, each step taken back by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.data.steps import make_step
from studio.contract.project import Project
from studio.contract.words import Words
from studio.ui.context import Context
from studio.ui.dialogs.question import Question
from studio.ui.widgets.desk.history_view import HistoryView
from studio.ui.widgets.desk.labels_list import ROW
from studio.ui.widgets.desk.labels_view import LabelsView
from studio.ui.widgets.desk.offers import join_labels, say_step, shorten
from studio.ui.workers.call_worker import CallHandle
from tests.ui.catching import catch_calls
from tests.ui.test_draft import INSPECTION

COUNTS = {"ORG": 40, "0RG": 2, "LOC": 7, "two\nlines & more": 1}


@pytest.fixture
def asked(context: Context, monkeypatch: pytest.MonkeyPatch) -> list[CallHandle]:
    return catch_calls(context, monkeypatch)


@pytest.fixture
def labels(qtbot: QtBot, context: Context) -> LabelsView:
    made = LabelsView(context)
    qtbot.addWidget(made)
    made.resize(300, 500)
    show(made, COUNTS)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def steps(labels: LabelsView) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []
    labels.step_asked.connect(lambda kind, values: told.append((kind, values)))
    return told


def show(view: LabelsView, counts: dict[str, int], task: str = "token-classification") -> None:
    update = {"labels": counts, "sizes": {"train": counts}, "task": task}
    view.show_inspection(INSPECTION.model_copy(update=update), "train")


def tick(view: LabelsView, *names: str) -> None:
    for row, (label, _) in enumerate(view.model.rows):
        if label in names:
            view.list.setCurrentIndex(view.model.index(row, 0))
            QTest.keyClick(view.list, Qt.Key.Key_Space)


def test_the_most_frequent_comes_first_with_its_count(labels: LabelsView) -> None:
    index = labels.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "ORG 40"
    assert labels.model.index(3, 0).data() == "two lines & more"
    assert labels.search.isHidden()


def test_bars_have_the_labels_own_colours(context: Context, labels: LabelsView) -> None:
    image = labels.list.viewport().grab().toImage()
    for place, number in enumerate((2, 1, 0)):
        edge = QColor(context.theme.tokens.hue(number).edge).name()
        assert edge in {image.pixelColor(x, place * ROW + ROW // 2).name() for x in range(image.width())}


def test_a_label_is_renamed_in_its_place(qtbot: QtBot, labels: LabelsView) -> None:
    labels.list.setCurrentIndex(labels.model.index(1, 0))
    labels.rename.click()
    line = labels.list.findChild(QLineEdit)
    assert line is not None
    assert line.text() == "LOC"
    line.setText("  PLACE ")
    with qtbot.waitSignal(labels.step_asked) as asked:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked.args == ["merge_labels", {"labels": ["LOC"], "to": "PLACE"}]


@pytest.mark.parametrize("name", ["LOC", "", "   "])
def test_the_same_name_or_none_changes_nothing(labels: LabelsView, steps: list[tuple[str, Any]], name: str) -> None:
    index = labels.model.index(1)
    assert not labels.model.setData(index, name)
    assert not labels.model.setData(index, name, Qt.ItemDataRole.DisplayRole)
    assert steps == []


def test_ticked_labels_become_one(labels: LabelsView, steps: list[tuple[str, Any]]) -> None:
    assert not labels.merge.isEnabled()
    tick(labels, "ORG", "0RG")
    assert labels.model.ticked == ["ORG", "0RG"]
    assert (labels.rename.isEnabled(), labels.merge.isEnabled()) == (False, True)
    menu = labels.make_merge_menu()
    first, second, _, new = menu.actions()
    assert (first.text(), second.text()) == ("ORG", "0RG")
    assert "name" in new.text()
    first.trigger()
    assert steps == [("merge_labels", {"labels": ["0RG"], "to": "ORG"})]
    assert labels.model.ticked == []
    tick(labels, "ORG", "LOC")
    labels.on_name_given(" ANY ")
    assert steps[-1] == ("merge_labels", {"labels": ["ORG", "LOC"], "to": "ANY"})
    menu.deleteLater()


def test_a_click_on_the_box_ticks_and_one_on_the_name_does_not(labels: LabelsView) -> None:
    box = labels.list.visualRect(labels.model.index(2, 0))
    QTest.mouseClick(labels.list.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(12, 12))
    assert labels.model.ticked == ["0RG"]
    QTest.mouseClick(labels.list.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(60, 12))
    assert labels.model.ticked == ["0RG"]
    QTest.mouseClick(labels.list.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(12, 12))
    assert labels.model.ticked == []


def test_a_kind_of_entity_is_removed_at_once(labels: LabelsView, steps: list[tuple[str, Any]]) -> None:
    labels.list.setCurrentIndex(labels.model.index(1, 0))
    QTest.keyClick(labels.list, Qt.Key.Key_Delete)
    assert steps == [("drop_labels", {"labels": ["LOC"]})]


def test_where_examples_go_with_a_label_it_is_asked(labels: LabelsView, steps: list[tuple[str, Any]]) -> None:
    show(labels, COUNTS, "text-classification")
    tick(labels, "LOC", "0RG")
    labels.remove.click()
    question = labels.findChild(Question)
    assert question is not None
    assert question.yes.text() == "Remove"
    question.reject()
    assert steps == []
    labels.remove.click()
    for found in labels.findChildren(Question):
        if found.isVisible():
            found.yes.click()
    assert steps == [("drop_labels", {"labels": ["LOC", "0RG"]})]


def test_a_thousand_labels_are_one_widget(qtbot: QtBot, labels: LabelsView) -> None:
    before = len(labels.findChildren(QWidget))
    show(labels, {f"intent_{n:04}": n for n in range(1000)})
    assert len(labels.findChildren(QWidget)) == before
    assert not labels.search.isHidden()
    labels.search.setText("INTENT_0777")
    assert labels.model.rowCount() == 1
    tick_one = labels.model.index(0, 0)
    labels.list.setCurrentIndex(tick_one)
    assert labels.chosen == ["intent_0777"]
    QTest.keyClick(labels.list, Qt.Key.Key_Space)
    assert labels.model.ticked == ["intent_0777"]
    picture = QPixmap(labels.size())
    labels.render(picture)
    assert not picture.toImage().isNull()


def test_other_counts_keep_the_ticks(labels: LabelsView) -> None:
    tick(labels, "LOC", "0RG")
    show(labels, {"LOC": 3, "ORG": 1})
    assert labels.model.ticked == ["LOC"]
    labels.show_inspection(None, "train")
    assert (labels.model.ticked, labels.chosen) == ([], [])


# -- the history ---------------------------------------------------------------------------------------------


@pytest.fixture
def history(qtbot: QtBot, context: Context, asked: list[CallHandle]) -> HistoryView:
    context.draft.open(Project.create("Ward notes", {"data": {"train": "ward.csv", "read": {"encoding": "gb18030"}}}))
    made = HistoryView(context)
    qtbot.addWidget(made)
    return made


def read_in(context: Context, *counts: int) -> None:
    context.draft.inspector.on_answered(INSPECTION.model_copy(update={"step_counts": list(counts)}))


def test_an_empty_history_teaches(history: HistoryView) -> None:
    history.refresh()
    assert "never changed" in history.empty.text()
    assert not history.empty.isHidden()
    assert history.back.isHidden()


def test_steps_stand_in_words_the_newest_first(qtbot: QtBot, context: Context, history: HistoryView) -> None:
    context.draft.add_step("drop_duplicates")
    context.draft.add_step("merge_labels", {"labels": ["0RG"], "to": "ORG"})
    qtbot.waitUntil(lambda: len(history.model.texts) == 2)
    assert history.model.texts == ["Turning “0RG” into “ORG” …", "Removing duplicates …"]
    read_in(context, 403, 1)
    qtbot.waitUntil(lambda: "403" in history.model.texts[1])
    assert history.model.texts == ["Turned “0RG” into “ORG” in one example", "Removed 403 duplicates"]
    context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: "403" in history.model.texts[1] and not history.model.texts[1].isascii())


def test_any_step_is_taken_back(qtbot: QtBot, context: Context, history: HistoryView) -> None:
    for kind in ("drop_duplicates", "clean_markup", "drop_leaks"):
        context.draft.add_step(kind)
    qtbot.waitUntil(lambda: history.model.rowCount() == 3)
    history.list.setCurrentIndex(history.model.index(1))
    history.back.click()
    assert [step.kind for step in context.draft.steps] == ["drop_duplicates", "drop_leaks"]
    qtbot.waitUntil(lambda: history.model.rowCount() == 2)
    context.draft.undo()
    assert [step.kind for step in context.draft.steps] == ["drop_duplicates", "clean_markup", "drop_leaks"]


def test_the_same_is_done_on_another_file_but_not_to_its_rows(
    qtbot: QtBot, context: Context, history: HistoryView, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    context.draft.add_step("drop_duplicates")
    context.draft.add_step("edit_label", {"file": "ward.csv", "row": 3, "labels": ["a"]})
    qtbot.waitUntil(lambda: not history.again.isHidden())
    other = tmp_path / "next week.csv"
    picked: list[list[Path]] = [[], [other]]
    monkeypatch.setattr("studio.ui.widgets.desk.history_view.pick_data_files", lambda parent: picked.pop(0))
    history.again.click()
    assert len(context.draft.steps) == 2
    history.again.click()
    assert [step.kind for step in context.draft.steps] == ["drop_duplicates"]
    assert context.draft.get("data.train") == str(other.resolve())
    assert context.draft.get("data.read") == {"encoding": "gb18030"}
    context.draft.undo()
    assert (len(context.draft.steps), context.draft.get("data.train")) == (2, "ward.csv")


def test_labels_in_sentences_are_short_and_few() -> None:
    words = Words("en")
    assert join_labels(words, ["a", "b\nc"]) == "“a”, “b c”"
    assert join_labels(words, list("abcdef")) == "“a”, “b”, “c” and 3 more"
    assert len(shorten("x" * 500)) <= 24
    step = make_step("edit_spans", {"file": "a.conll", "row": 1234, "spans": [{"start": 0, "end": 2, "label": "PER"}]})
    assert say_step(words, step, None) == "Marked row 1,234 of a.conll by hand"
    assert say_step(words, make_step("of_tomorrow"), 3) == "step-of_tomorrow"
