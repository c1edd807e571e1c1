"""Whole files: picked, labelled by a real child, cancelled, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.contract.calls import CallProgress, Written
from studio.contract.problems import Problem
from studio.ui.context import Context
from studio.ui.widgets.results.file_labeller import FileLabeller
from tests.ui.conftest import Until


@pytest.fixture
def labeller(qtbot: QtBot, context: Context) -> FileLabeller:
    made = FileLabeller(context)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_run_nothing_can_be_picked(labeller: FileLabeller, tmp_path: Path) -> None:
    assert not labeller.pick.isEnabled()
    labeller.label(tmp_path / "a.csv")
    assert labeller._handle is None
    labeller.use_run(tmp_path)
    assert labeller.pick.isEnabled()


def test_cancel_leaves_nothing_and_a_model_that_is_gone_is_said(
    labeller: FileLabeller, tmp_path: Path, until: Until
) -> None:
    (tmp_path / "a.csv").write_text("text\nhello\n")
    labeller.use_run(tmp_path)
    labeller.label(tmp_path / "a.csv")
    assert labeller._handle is not None
    assert labeller._bar.isVisible()
    assert not labeller.pick.isVisible()
    with until(labeller._handle.ended):
        QTest.mouseClick(labeller.cancel, Qt.MouseButton.LeftButton)
    assert labeller.pick.isVisible()
    with until(labeller.failed, when=lambda problems: isinstance(problems[0], Problem)):
        labeller.label(tmp_path / "a.csv")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a.csv"]


def test_progress_and_result_are_said_in_both_languages(
    labeller: FileLabeller, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    module = "studio.ui.widgets.results.file_labeller.QDesktopServices.openUrl"
    monkeypatch.setattr(module, lambda url: opened.append(url.toLocalFile()))
    labeller.use_run(tmp_path)
    labeller.on_progressed(CallProgress(fraction=0.25))
    assert labeller._bar.value() == 250
    labeller.on_answered(Written(path=str(tmp_path / "<b>a<b>.csv"), rows=1234))
    labeller.on_ended()
    assert labeller._line.text() == "1,234 rows labelled, saved as <b>a<b>.csv"
    assert labeller._line.textFormat() is Qt.TextFormat.PlainText
    QTest.mouseClick(labeller.open, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path)]
    context.language.choose("zh_CN")
    QApplication.sendPostedEvents()
    assert "1,234" in labeller._line.text()
    assert "labelled" not in labeller._line.text()
    labeller.use_run(tmp_path / "other")
    assert not labeller.open.isVisible()
