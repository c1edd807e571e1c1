"""The data desk with the real children: found, mended, edited, taken back; and as it was left after a kill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.contract.data.steps import read_steps
from studio.contract.project import Project
from studio.ui.draft import Draft
from studio.ui.pages.data import DataPage
from studio.ui.widgets.desk.health_row import HealthRow
from studio.ui.window import Window
from tests.ui.conftest import Shown, open_page
from tests.ui.scenes.data import open_file
from tests.ui.scenes.health import is_checked, write_awkward

PATIENCE = 60_000
NEWS = "".join(f"Ann{n} B-PER\nLee{n} I-PER\nleft O\nRome{n} O\n\n" for n in range(30))
Settle = Callable[[], None]


@pytest.fixture
def page(window: Window) -> DataPage:
    return open_page(window, "data", DataPage)


@pytest.fixture
def settle(qtbot: QtBot, window: Window, page: DataPage) -> Settle:
    """Waits until everything is read, checked and shown."""

    def wait() -> None:
        qtbot.waitUntil(lambda: is_checked(window), timeout=PATIENCE)

    return wait


def find_row(page: DataPage, check: str) -> HealthRow:
    rows = page.view.side.health.column.rows
    return next(row for row in rows if row.line.finding and row.line.finding.check == check)


def fetch(qtbot: QtBot, page: DataPage, number: int) -> dict[str, Any]:
    """A row of the list, as soon as it is there."""
    qtbot.waitUntil(lambda: page.view.examples.row(number) is not None, timeout=PATIENCE)
    row = page.view.examples.row(number)
    assert row is not None
    return row


def list_checks(page: DataPage) -> set[str]:
    return {finding.check for finding in page.context.doctor.findings if finding.level != "pass"}


def test_what_was_found_is_looked_at_mended_and_taken_back(
    qtbot: QtBot, window: Window, page: DataPage, settle: Settle, alerts: Shown
) -> None:
    open_file(window, "messages.csv", write_awkward())
    settle()
    found = list_checks(page)
    assert {"duplicates", "conflicts", "label_names", "personal", "markup"} <= found
    examples = page.context.draft.inspection
    assert examples is not None
    find_row(page, "conflicts").rows_button.click()
    qtbot.waitUntil(lambda: page.view.examples.rowCount() == 2, timeout=PATIENCE)
    assert {fetch(qtbot, page, n)["text"] for n in range(2)} == {"Is anybody there"}
    find_row(page, "duplicates").offer_buttons[0].click()
    settle()
    now = page.context.draft.inspection
    assert now is not None
    assert (examples.examples - now.examples, now.step_counts) == (12, [12])
    assert list_checks(page) < found
    history = page.view.side.history
    qtbot.waitUntil(lambda: history.model.texts == ["Removed 12 duplicates"])
    page.context.actions["edit.undo"].trigger()
    settle()
    again = page.context.draft.inspection
    assert again is not None
    assert again.examples == examples.examples
    assert history.model.texts == []
    labels = page.view.side.labels
    before = dict(labels.model.rows)
    labels.on_renamed("refund", "money back")
    settle()
    now_counted = dict(labels.model.rows)
    assert "refund" not in now_counted
    assert now_counted["money back"] == before["refund"]
    assert alerts == []


def test_a_span_is_fixed_with_keys_alone_and_is_there_after_a_kill(
    qtbot: QtBot, window: Window, page: DataPage, settle: Settle
) -> None:
    open_file(window, "news.conll", NEWS)
    settle()
    view, draft = page.view, page.context.draft
    view.list.setCurrentIndex(view.examples.index(0, 0))
    word = fetch(qtbot, page, 0)["tokens"][3]
    view.editor.spans.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_End):
        QTest.keyClick(view.editor.spans, key)
    view.editor.keys.on_typed("LOC")
    assert fetch(qtbot, page, 0)["gold"][3] == "B-LOC", "the list does not wait for the reading"
    settle()
    assert draft.inspection is not None
    assert draft.inspection.labels == {"PER": 30, "LOC": 1}
    assert fetch(qtbot, page, 0)["gold"] == ["B-PER", "I-PER", "O", "B-LOC"]
    assert view.editor.spans.accessibleName().endswith(f"{word} (LOC)")
    view.editor.leave_out.click()
    settle()
    again = Draft(page.context.calls, page.context.catalogue)
    again.open(Project(draft.base))
    assert [step.kind for step in again.steps] == ["edit_spans", "drop_examples"]
    again.inspector.forget()
    assert [step.kind for step in read_steps(draft.base / "steps.jsonl")] == ["edit_spans", "drop_examples"]
    assert draft.inspection.examples == 29
