"""Words of the data in tooltips: never taken for HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from studio.contract.data.steps import make_step
from studio.ui.models.steps_model import StepsModel
from studio.ui.theme.tips import make_tip

ROOT = Path(__file__).resolve().parents[3] / "studio"
EVIL = "<img src=file:///etc/hostname> & <b>bold</b>\nsecond"


def read_as_qt_does(tip: str) -> str:
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("text", ["a < b & c", "plain", "第一行\n第二行", ""])
def test_what_looks_like_no_html_stays(text: str) -> None:
    assert make_tip(text) == text


def test_what_looks_like_html_is_shown_as_it_is() -> None:
    assert read_as_qt_does(make_tip(EVIL)) == EVIL


def test_the_history_says_it_so(qapp: QApplication) -> None:
    model = StepsModel()
    model.show_steps([make_step("merge_labels")], [EVIL])
    index = model.index(0, 0, QModelIndex())
    assert index.data(Qt.ItemDataRole.DisplayRole) == EVIL
    assert index.data(Qt.ItemDataRole.ToolTipRole) == make_tip(EVIL)


def test_no_tooltip_of_the_data_desk_is_given_words_of_the_data_as_they_are() -> None:
    """Texts that stand in the program are said by ``tr`` or ``say``, empty ones are none; the rest has to be made."""
    folders = (ROOT / "ui" / "widgets" / "data", ROOT / "ui" / "widgets" / "desk", ROOT / "ui" / "models")
    given = [
        line.strip()
        for folder in folders
        for path in folder.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    tips = [line for line in given if "setToolTip(" in line]
    assert len(tips) > 5
    known = ("make_tip(", "self.tr(", "line.spoken", 'setToolTip("")')
    assert [line for line in tips if not any(word in line for word in known)] == []
