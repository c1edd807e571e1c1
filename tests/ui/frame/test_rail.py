"""What stands around a page: the rail with its dots, the banner, the advice, and buttons that do actions."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.problems import Problem
from studio.ui.context import Context
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.frame.advice_column import FOLDED_WIDTH, AdviceColumn
from studio.ui.frame.banner import Banner
from studio.ui.frame.rail import Rail
from studio.ui.journey import STEPS, Step
from studio.ui.theme.tokens import ADVICE_WIDTH
from tests.ui.conftest import free_deleted

BROKEN = Problem(code="data.table_unreadable", values={"file": "a.csv"})
LOOK = Problem(code="run.live", level="look")


def read(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text() and not label.isHidden()]


def settle() -> None:
    """A new language arrives, new labels are shown, and the ones they replace go."""
    for _ in range(2):
        QApplication.sendPostedEvents()
    free_deleted()


def find_tool(widget: QWidget) -> QToolButton:
    tool = widget.findChild(QToolButton)
    assert isinstance(tool, QToolButton)
    return tool


@pytest.fixture
def rail(qtbot: QtBot, context: Context) -> Rail:
    made = Rail(context.actions, context.theme, context.language)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def find_button(rail: Rail, start: str) -> QPushButton:
    return next(button for button in rail.findChildren(QPushButton) if button.accessibleName().startswith(start))


@pytest.mark.parametrize(
    ("step", "spoken"),
    [
        (Step.EMPTY, "nothing yet"),
        (Step.READY, "ready"),
        (Step.RUNNING, "in progress"),
        (Step.LOOK, "needs a look"),
        (Step.DONE, "done"),
    ],
)
def test_each_state_of_a_step_is_said_not_only_shown(rail: Rail, step: Step, spoken: str) -> None:
    rail.set_steps(dict.fromkeys(STEPS, step))
    assert find_button(rail, "Train").accessibleName() == f"Train, {spoken}"
    assert find_button(rail, "Runs").accessibleName() == "Runs"


def test_a_dot_changes_with_its_step_and_with_the_theme(rail: Rail, context: Context) -> None:
    context.theme.choose("light")
    button = find_button(rail, "Model")

    def draw() -> bytes:
        return bytes(button.icon().pixmap(20).toImage().constBits())

    seen = [draw()]
    rail.set_steps(dict.fromkeys(STEPS, Step.DONE))
    seen.append(draw())
    context.theme.choose("dark")
    seen.append(draw())
    assert len(set(seen)) == 3


def test_the_buttons_do_their_actions_and_one_is_marked(rail: Rail, context: Context) -> None:
    visited: list[str] = []

    def visit(id: str) -> None:
        visited.append(id)
        rail.set_page(id)

    for id in ("home", *STEPS, "runs", "settings"):
        context.actions.bind(f"page.{id}", partial(visit, id))
    QTest.mouseClick(find_button(rail, "Report"), Qt.MouseButton.LeftButton)
    QTest.keyClick(find_button(rail, "Settings"), Qt.Key.Key_Space)
    assert visited == ["report", "settings"]
    checked = [button for button in rail.findChildren(QPushButton) if button.isChecked()]
    assert [button.text() for button in checked] == ["Settings"]


def test_what_is_being_typed_as_a_title_is_not_overwritten(qtbot: QtBot, rail: Rail) -> None:
    rail.set_title("Ward notes")
    rail.activateWindow()
    rail.title.setFocus()
    qtbot.waitUntil(rail.title.hasFocus)
    rail.title.setText("  Station 4 ")
    rail.set_title("Ward notes")
    renamed: list[str] = []
    rail.renamed.connect(renamed.append)
    QTest.keyClick(rail.title, Qt.Key.Key_Return)
    assert renamed == ["Station 4"]
    assert not rail.title.hasFocus()
    rail.set_title(None)
    assert rail.title.isHidden()


def test_the_rail_speaks_chinese(rail: Rail, context: Context) -> None:
    context.language.choose("zh_CN")
    QApplication.sendPostedEvents()
    names = [button.accessibleName() for button in rail.findChildren(QPushButton)]
    assert not [name for name in names if name.isascii()]
    assert not rail.title.accessibleName().isascii()


@pytest.fixture
def banner(qtbot: QtBot, context: Context) -> Banner:
    made = Banner(context.theme)
    qtbot.addWidget(made)
    return made


def test_details_are_offered_only_where_there_are_some(banner: Banner, context: Context) -> None:
    link = next(button for button in banner.findChildren(QPushButton) if button.text() == "Details")
    context.alerts.show_on_page(banner, [BROKEN])
    assert link.isHidden()
    context.alerts.show_on_page(banner, [BROKEN.model_copy(update={"details": "line 3"})])
    assert not link.isHidden()
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    dialog = banner.findChild(ProblemDialog)
    assert isinstance(dialog, QDialog)
    assert "a.csv cannot be read as a table of examples." in read(dialog)
    dialog.close()


def test_a_banner_is_closed_and_comes_back_with_the_next_problem(
    qtbot: QtBot, banner: Banner, context: Context
) -> None:
    context.alerts.show_on_page(banner, [LOOK])
    assert banner.property("role") == "look"
    with qtbot.waitSignal(banner.dismissed):
        QTest.keyClick(find_tool(banner), Qt.Key.Key_Space)
    assert banner.isHidden()
    context.alerts.show_on_page(banner, [LOOK, BROKEN])
    assert not banner.isHidden()
    assert banner.property("role") == "stop"


def test_a_banner_changes_its_language_while_it_is_read(banner: Banner, context: Context) -> None:
    context.alerts.show_on_page(banner, [BROKEN] * 4)
    context.language.choose("zh_CN")
    settle()
    assert not [text for text in read(banner) if text.isascii()]
    assert any("2" in text for text in read(banner))  # two more than are shown


@pytest.fixture
def advice(qtbot: QtBot, context: Context) -> AdviceColumn:
    made = AdviceColumn(context.theme)
    qtbot.addWidget(made)
    made.set_notes([("Why <this>", "Because"), ("Next", "Train")])
    return made


def test_notes_take_the_place_of_those_before(advice: AdviceColumn) -> None:
    assert read(advice) == ["Good to know", "Why <this>", "Because", "Next", "Train"]
    advice.set_notes([("Only", "One")])
    settle()
    assert read(advice) == ["Good to know", "Only", "One"]
    advice.set_notes([])
    assert advice.isHidden()


def test_folding_by_key_is_told_and_folding_by_the_window_is_not(qtbot: QtBot, advice: AdviceColumn) -> None:
    told: list[bool] = []
    advice.folded.connect(told.append)
    fold = find_tool(advice)
    assert fold.accessibleName() == "Hide advice"
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert (advice.width(), fold.accessibleName()) == (FOLDED_WIDTH, "Show advice")
    advice.fold(False)
    assert (advice.width(), fold.accessibleName()) == (ADVICE_WIDTH, "Hide advice")
    assert told == [True]


def test_a_folded_column_stays_folded_with_other_notes(advice: AdviceColumn) -> None:
    advice.fold(True)
    advice.set_notes([("Later", "On another page")])
    assert advice.width() == FOLDED_WIDTH
    assert not advice.isHidden()


def test_a_button_is_like_its_action(qtbot: QtBot, context: Context) -> None:
    done: list[str] = []
    allowed: list[bool] = []
    context.actions.bind("recipe.save", lambda: done.append("saved"), lambda: bool(allowed))
    button, icon_only = QPushButton(), QPushButton()
    for made, text in ((button, True), (icon_only, False)):
        qtbot.addWidget(made)
        context.actions.attach("recipe.save", made, text=text)
    assert (button.text(), icon_only.text(), icon_only.accessibleName()) == ("Save recipe", "", "Save recipe")
    assert icon_only.toolTip() == "Save recipe (Ctrl+S)"
    button.click()
    assert done == []
    allowed.append(True)
    context.actions.refresh()
    icon_only.click()
    assert done == ["saved"]
    context.language.choose("zh_CN")
    assert not button.text().isascii()
    assert icon_only.text() == ""
