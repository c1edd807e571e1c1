"""The data are saved as they are after all steps, by the real child: whole or in part, neutralised, cancelled."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.contract.calls import CallProgress, ExportData, Written
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.dialogs.export_data import ExportDialog
from tests.ui.catching import catch_calls
from tests.ui.conftest import Until
from tests.ui.test_draft import INSPECTION, SAMPLE

ROWS = [("=1+1 is two", "sum"), ("twice", "word"), ("twice", "word"), ("很好", "word")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.csv"
    rows = ROWS + [(f"text number {n}", "word" if n % 2 else "sum") for n in range(40)]
    path.write_text("text,label\n" + "".join(f"{text},{label}\n" for text, label in rows), encoding="utf-8")
    return path


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, until: Until, file: Path) -> ExportDialog:
    """On data that were read, without their duplicates."""
    draft = context.draft
    draft.open(Project.create("Notes"))
    draft.set("data.train", str(file))
    with until(draft.inspection_changed, when=lambda: draft.inspection is not None and not draft.is_inspecting):
        draft.add_step("drop_duplicates")
    made = ExportDialog(context)
    qtbot.addWidget(made)
    return made


def save(qtbot: QtBot, dialog: ExportDialog, path: Path) -> Written:
    dialog.save(path)
    assert not dialog.choose.isEnabled()
    qtbot.waitUntil(lambda: dialog.choose.isEnabled(), timeout=30_000)
    assert dialog.saved is not None, dialog.note.text()
    return dialog.saved


def test_the_whole_or_a_part_is_saved_without_formulas(qtbot: QtBot, dialog: ExportDialog, file: Path) -> None:
    before = file.read_bytes()
    assert "apostrophe" in dialog.hint.text()
    written = save(qtbot, dialog, file.with_name("cleaned.csv"))
    with file.with_name("cleaned.csv").open(encoding="utf-8-sig", newline="") as saved:
        rows = list(csv.DictReader(saved))
    assert written.rows == len(rows) == 43
    texts = [row["text"] for row in rows]
    assert sorted(texts) == sorted({*texts})
    assert "'=1+1 is two" in texts
    assert "很好" in texts
    assert dialog.line.text() == "43 rows saved as cleaned.csv"
    assert not dialog.show_folder.isHidden()
    assert file.read_bytes() == before

    for split in ("train", "validation"):
        dialog.boxes[split].setChecked(False)
    written = save(qtbot, dialog, file.with_name("test.jsonl"))
    lines = file.with_name("test.jsonl").read_text(encoding="utf-8").splitlines()
    inspection = dialog._context.draft.inspection
    assert inspection is not None
    assert written.rows == len(lines) == inspection.splits["test"]
    assert {"text", "label"} <= json.loads(lines[0]).keys()
    dialog.save(file)
    qtbot.waitUntil(lambda: dialog.choose.isEnabled(), timeout=30_000)
    assert dialog.saved is None
    assert not dialog.note.isHidden(), "the data themselves are not written over"
    assert file.read_bytes() == before
    dialog.boxes["test"].setChecked(False)
    assert not dialog.choose.isEnabled()


def test_a_sentence_with_entities_can_be_saved_as_words_and_tags(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = catch_calls(context, monkeypatch)
    context.draft.open(Project.create("News", {"data": {"train": SAMPLE}}))
    context.draft.inspector.on_answered(INSPECTION)
    dialog = ExportDialog(context)
    qtbot.addWidget(dialog)
    assert dialog.format.currentData() == "conll"
    assert "IOB2" in dialog.hint.text()
    dialog.boxes["train"].setChecked(False)
    dialog.save(Path("/tmp/out.conll"))
    call = asked[-1].call
    assert isinstance(call, ExportData)
    assert (call.splits, call.out, call.force) == (["test"], "/tmp/out.conll", True)
    asked[-1].progressed.emit(CallProgress(fraction=0.5))
    assert dialog.bar.value() == 500
    assert dialog.stop.text() == "Cancel"
    dialog.stop.click()
    assert asked[-1].is_cancelled
    asked[-1].ended.emit()
    assert (dialog.choose.isEnabled(), dialog.saved) == (True, None)
    dialog.save(Path("/tmp/out.conll"))
    dialog.reject()
    assert asked[-1].is_cancelled, "who closes the dialog waits for nothing"
