"""How the examples are divided: four ways, by a seed, with the sizes that came of it; files that decide are said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.dialogs.splitting import KINDS, LABELS, SplittingDialog

VISITS = "visit,patient,note,ward\n" + "".join(
    f"2024-01-{n % 28 + 1:02},P{n % 12},Note number {n} of this patient,{'ABC'[n % 3]}\n" for n in range(120)
)
Open = Callable[..., SplittingDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, context: Context, tmp_path: Path) -> Open:
    """Opens files of this content in a project, then the dialog."""

    def open_one(content: str = VISITS, names: tuple[str, ...] = ("visits.csv",)) -> SplittingDialog:
        for name in names:
            (tmp_path / name).write_text(content, encoding="utf-8")
        context.session.open_files([tmp_path / name for name in names])
        finish(qtbot, context)
        dialog = SplittingDialog(context)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_one


def finish(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.draft.is_inspecting, timeout=30_000)


def press(dialog: SplittingDialog, kind: str, by: str | None = None) -> None:
    dialog.kinds[kind].click()
    if by is not None:
        dialog.by.setCurrentIndex(dialog.by.findData(by))


def read_rows(context: Context, split: str) -> list[dict[str, object]]:
    inspection = context.draft.inspection
    assert inspection is not None
    table = Table(Path(inspection.tables[split]))
    return table.rows(0, len(table))


def read_sizes(dialog: SplittingDialog) -> list[str]:
    items = [dialog._sizes.itemAt(place) for place in range(dialog._sizes.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget.text() for widget in widgets if isinstance(widget, QLabel)]


def test_another_share_and_seed_are_one_step_and_their_sizes_shown(
    qtbot: QtBot, open_dialog: Open, context: Context
) -> None:
    dialog = open_dialog()
    assert (dialog.kind, dialog.seed.value(), dialog.by.isVisible()) == ("stratified", 42, False)
    assert {split: box.value() for split, box in dialog.shares.items()} == {"validation": 10, "test": 10}
    assert read_sizes(dialog)[4:8] == ["Examples", "96", "12", "12"]
    assert "A" in read_sizes(dialog)
    before = [row["text"] for row in read_rows(context, "test")]
    press(dialog, "random")
    dialog.shares["validation"].setValue(25)
    dialog.seed.setValue(7)
    dialog.divide.click()
    assert not dialog.divide.isEnabled()
    assert context.draft.get("data.split") == {"kind": "random", "seed": 7}
    assert context.draft.get("data.validation") == 0.25
    assert context.draft.get("data.test") is None, "what was not touched stays advised"
    finish(qtbot, context)
    assert dialog.divide.isEnabled()
    assert read_sizes(dialog)[4:8] == ["Examples", "78", "30", "12"]
    assert [row["text"] for row in read_rows(context, "test")] != before
    context.draft.undo()
    assert context.draft.get("data.split") is None
    finish(qtbot, context)


def test_no_patient_stands_in_two_parts_or_the_newest_judge(qtbot: QtBot, open_dialog: Open, context: Context) -> None:
    dialog = open_dialog()
    press(dialog, "grouped", "patient")
    assert dialog.by.isVisible()
    dialog.divide.click()
    finish(qtbot, context)
    assert context.draft.get("data.split") == {"kind": "grouped", "by": "patient"}
    assert not [problem for problem in context.draft.problems if problem.level == "stop"]
    texts = {split: read_rows(context, split) for split in ("train", "validation", "test")}
    patients = {split: {int(str(row["text"]).split()[2]) % 12 for row in rows} for split, rows in texts.items()}
    assert not patients["train"] & patients["test"]
    assert not patients["train"] & patients["validation"]
    press(dialog, "time", "visit")
    dialog.divide.click()
    finish(qtbot, context)
    assert not [problem for problem in context.draft.problems if problem.level == "stop"]
    days = {
        split: [int(str(row["text"]).split()[2]) % 28 for row in read_rows(context, split)]
        for split in ("train", "test")
    }
    assert max(days["train"]) <= min(days["test"])


def test_what_files_decide_is_not_divided(open_dialog: Open) -> None:
    dialog = open_dialog(names=("train.csv", "dev.csv", "test.csv"))
    assert "nothing to divide" in dialog._note.text()
    assert not dialog.divide.isEnabled()
    assert not any(button.isEnabled() for button in dialog.kinds.values())
    assert dialog.shares == {}


def test_a_given_test_file_leaves_the_rest_to_be_divided(open_dialog: Open) -> None:
    dialog = open_dialog(names=("train.csv", "test.csv"))
    assert "Test" in dialog._note.text()
    assert list(dialog.shares) == ["validation"]
    assert dialog.divide.isEnabled()


def test_many_labels_are_counted_in_short_and_each_way_is_explained(
    qtbot: QtBot, open_dialog: Open, context: Context
) -> None:
    rows = "".join(f"text number {n},label {n % 20}\n" for n in range(200))
    dialog = open_dialog("text,label\n" + rows, ("many.csv",))
    assert f"and {20 - LABELS} more labels" in read_sizes(dialog)
    words = context.language.words
    lines = {words.say(f"splitting-{kind}", part="line") for kind in KINDS}
    assert len(lines) == len(KINDS)
    assert {button.accessibleDescription() for button in dialog.kinds.values()} == lines
