"""The small dialogs: each asks one thing, can be answered by keyboard, and changes nothing when left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.storage.space import Spare
from studio.contract.words import Explanation
from studio.ui.actions import ACTIONS
from studio.ui.context import Context
from studio.ui.dialogs.cleaning import CleaningDialog
from studio.ui.dialogs.closing import Choice, ClosingDialog
from studio.ui.dialogs.help import HelpDialog
from studio.ui.dialogs.problems import ProblemDialog


def read(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.text()]


def make_explanation(number: int, details: str = "") -> Explanation:
    return Explanation(f"What {number}", f"Why {number}", f"Fix {number}", details)


@pytest.mark.parametrize(
    ("count", "said"), [(1, "One training is still running"), (3, "3 trainings are still running")]
)
def test_closing_counts_what_runs(qtbot: QtBot, context: Context, count: int, said: str) -> None:
    dialog = ClosingDialog(count)
    qtbot.addWidget(dialog)
    assert read(dialog)[0] == said


def test_enter_keeps_training_and_escape_decides_nothing(qtbot: QtBot, context: Context) -> None:
    chosen: list[Choice] = []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog = ClosingDialog(1)
        dialog.chosen.connect(chosen.append)
        with qtbot.waitExposed(dialog):
            dialog.open()
        QTest.keyClick(dialog, key)
        assert not dialog.isVisible()
        assert chosen == ([] if key == Qt.Key.Key_Escape else [Choice.KEEP])


def test_cleaning_ticks_all_but_what_could_be_wanted_back(qtbot: QtBot, context: Context) -> None:
    spare = [Spare("checkpoints", 2_500_000_000), Spare("trash", 4000), Spare("model/distilbert", 9)]
    dialog = CleaningDialog(spare, context.language)
    assert {kind: box.isChecked() for kind, box in dialog.boxes.items()} == {
        "checkpoints": True,
        "trash": False,
        "model/distilbert": False,
    }
    assert "DistilBERT" in dialog.boxes["model/distilbert"].text()
    assert dialog.boxes["checkpoints"].text().endswith("2.5 GB")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.boxes["trash"], Qt.Key.Key_Space)
        QTest.keyClick(dialog.boxes["checkpoints"], Qt.Key.Key_Space)
        dialog.free.click()
    assert chosen.args == [["trash"]]


def test_with_nothing_to_free_there_is_nothing_to_press(qtbot: QtBot, context: Context) -> None:
    dialog = CleaningDialog([], context.language)
    qtbot.addWidget(dialog)
    dialog.show()
    assert read(dialog) == ["There is nothing to free."]
    assert not dialog.free.isVisible()


def test_cleaning_left_frees_nothing(qtbot: QtBot, context: Context) -> None:
    dialog = CleaningDialog([Spare("checkpoints", 10)], context.language)
    chosen: list[object] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert chosen == []


def test_help_names_every_action_in_the_language_of_the_window(qtbot: QtBot, context: Context) -> None:
    context.language.choose("zh_CN")
    dialog = HelpDialog(context.actions)
    qtbot.addWidget(dialog)
    texts = read(dialog)
    assert {context.actions[action.id].text() for action in ACTIONS} <= set(texts)
    assert "Undo" not in texts


def test_a_problem_is_told_without_empty_lines(qtbot: QtBot, context: Context) -> None:
    dialog = ProblemDialog([Explanation("<b>What</b>", "", "Fix", "")], context.theme)
    qtbot.addWidget(dialog)
    labels = [label for label in dialog.findChildren(QLabel) if label.text()]
    assert [label.text() for label in labels] == ["<b>What</b>", "Fix"]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert dialog.findChild(QPlainTextEdit) is None


def test_details_are_read_not_written_and_all_are_copied(qtbot: QtBot, context: Context) -> None:
    dialog = ProblemDialog([make_explanation(1), make_explanation(2, "Traceback")], context.theme)
    qtbot.addWidget(dialog)
    details = dialog.findChild(QPlainTextEdit)
    assert isinstance(details, QPlainTextEdit)
    assert details.toPlainText() == "Traceback"
    assert details.isReadOnly()
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details")
    QTest.keyClick(copy, Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == "What 1\nWhy 1\nFix 1\n\nWhat 2\nWhy 2\nFix 2\nTraceback"


def test_many_problems_show_the_first_and_lose_none(qtbot: QtBot, context: Context) -> None:
    dialog = ProblemDialog([make_explanation(number) for number in range(30)], context.theme)
    qtbot.addWidget(dialog)
    assert sum(text.startswith("What ") for text in read(dialog)) == 8
    details = dialog.findChild(QPlainTextEdit)
    assert isinstance(details, QPlainTextEdit)
    assert "What 29" in details.toPlainText()
