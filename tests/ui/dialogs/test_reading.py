"""How files are read is corrected on their first rows, with the real reading child; nothing counts until "Use this"."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.contract.cards import FormatCard, read_cards
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.dialogs.reading import ENCODINGS, ReadingDialog
from studio.ui.widgets.data.choice import OTHER, Choice

Open = Callable[..., ReadingDialog]
TICKETS = "date;customer;message;topic\n" + "".join(
    f"{day:02}.03.2024;P{day % 3};Parcel {day} has not arrived;{'refund' if day % 2 else 'delivery'}\n"
    for day in range(1, 29)
)


@pytest.fixture
def open_dialog(qtbot: QtBot, context: Context, tmp_path: Path) -> Open:
    """Opens a file of this content in a project, then the dialog; it shows rows when this returns."""

    def open_one(content: str | bytes = TICKETS, name: str = "tickets.csv") -> ReadingDialog:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        context.session.open_files([file])
        qtbot.waitUntil(lambda: not context.draft.is_inspecting, timeout=30_000)
        dialog = ReadingDialog(context)
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return open_one


def settle(qtbot: QtBot, dialog: ReadingDialog) -> None:
    """Waits until the rows are those of the last choice."""
    qtbot.waitUntil(lambda: dialog._handle is not None)
    if dialog._timer.isActive():
        with qtbot.waitSignal(dialog._timer.timeout):
            pass
    handle = dialog._handle
    assert handle is not None
    if handle.id in dialog._context.calls._pending:
        with qtbot.waitSignal(handle.ended, timeout=30_000):
            pass


def choose(choice: Choice, value: object) -> None:
    """As the user does."""
    choice.show_value(value)
    choice.on_activated()


def read_cell(dialog: ReadingDialog, row: int, column: int) -> object:
    return dialog.table.rows.index(row, column).data()


def test_everything_is_found_out_and_said(open_dialog: Open, context: Context) -> None:
    dialog = open_dialog()
    texts = {name.removeprefix("data.read."): choice.box.currentText() for name, choice in dialog.choices.items()}
    assert texts["task"] == "Automatic: Sort texts"
    assert texts["delimiter"] == "Automatic: Semicolon"
    assert texts["encoding"] == "Automatic: UTF-8"
    assert texts["header"] == "Automatic: Names the columns"
    assert not dialog.choices["data.read.scheme"].isVisible(), "a table has no tagging scheme"
    assert not dialog.choices["data.read.sheet"].isVisible()
    assert read_cell(dialog, 0, 2) == "Parcel 1 has not arrived"
    assert [column.role for column in dialog.table.rows.columns] == ["ignored", "ignored", "text", "label"]
    assert dialog._read_as.text() == "28 rows"
    assert dialog.examples.rowCount() > 0
    dialog.use.click()
    assert not context.draft.history.can_undo, "nothing was corrected"


def test_a_column_is_mapped_over_its_name_and_used_in_one_step(
    qtbot: QtBot, open_dialog: Open, context: Context
) -> None:
    dialog = open_dialog()
    header = dialog.table.header
    assert header is not None
    unused = [box.model().index(box.findData("ignored"), 0).flags() for box in header.boxes.values()]
    can_be = [bool(flags & Qt.ItemFlag.ItemIsEnabled) for flags in unused]
    assert can_be == [True, True, False, False], "what was found by itself would be found again"
    header.boxes[1].setCurrentIndex(header.boxes[1].findData("label"))
    header.boxes[1].activated.emit(header.boxes[1].currentIndex())
    settle(qtbot, dialog)
    assert [column.role for column in dialog.table.rows.columns] == ["ignored", "label", "text", "ignored"]
    assert header.boxes[1].model().index(5, 0).flags() & Qt.ItemFlag.ItemIsEnabled, "this one can be taken back"
    row = dialog.examples.row(0)
    assert row is not None
    assert row["gold"] == ["P1"]
    choose(dialog.choices["data.read.encoding"], "latin-1")
    settle(qtbot, dialog)
    assert context.draft.get("data.columns") is None
    dialog.use.click()
    assert context.draft.get("data.columns") == {"label": "customer"}
    assert context.draft.get("data.read") == {"encoding": "latin-1"}
    context.draft.undo()
    assert context.draft.get("data.columns") is None
    assert context.draft.get("data.read") is None


def test_long_labels_and_long_names_do_not_widen_it(qtbot: QtBot, open_dialog: Open) -> None:
    rows = "".join(f"text {n},{'a_very_long_label_' * 6}{n % 20}\n" for n in range(60))
    dialog = open_dialog(f"{'a_very_long_column_name_' * 9},label\n{rows}", "wide.csv")
    dialog.on_role_chosen("label", "label")
    settle(qtbot, dialog)
    assert dialog.minimumSizeHint().width() <= 1120
    assert dialog.minimumSizeHint().height() <= 700
    assert dialog._made.text().endswith("…")


def test_whatever_was_chosen_cancel_changes_nothing(qtbot: QtBot, open_dialog: Open, context: Context) -> None:
    dialog = open_dialog()
    choose(dialog.choices["data.read.delimiter"], ",")
    for column, role, kept in (
        ("date", "label", {"label": "date"}),
        ("message", "text", {"label": "date", "text": "message"}),
        ("message", "label", {"label": "message"}),
        ("topic", "tags", {"tags": "topic"}),
        ("date", "spans", {"spans": "date"}),
        ("date", "ignored", {}),
    ):
        dialog.on_role_chosen(column, role)
        assert dialog._columns == kept, "roles that exclude each other do"
    dialog.cancel.click()
    assert not dialog._timer.isActive()
    assert context.draft.get("data.read") is None
    assert not context.draft.history.can_undo


def test_what_cannot_be_is_said_and_cannot_be_used(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog("text,label\n" + "Très bien,oui\nBien sûr,non\n" * 12, "notes.csv")
    choose(dialog.choices["data.read.format"], "spreadsheet")
    settle(qtbot, dialog)
    assert dialog.banner.isVisible()
    assert not dialog.use.isEnabled()
    assert not dialog.table.isEnabled()
    choose(dialog.choices["data.read.format"], None)
    settle(qtbot, dialog)
    assert not dialog.banner.isVisible()
    assert dialog.use.isEnabled()
    assert dialog.table.isEnabled()


def test_the_last_of_several_choices_counts_and_another_delimiter_can_be_typed(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog("text^label\n" + "fine day^good\nbad day^bad\n" * 12, "caret.csv")
    choice = dialog.choices["data.read.delimiter"]
    for value in (",", "|", ";"):
        choose(choice, value)
        dialog.ask()
    choice.box.setCurrentIndex(choice.box.findText("Other"))
    choice.on_activated()
    assert choice.value is None, "nothing is typed yet"
    choice.typed.setText("^")
    choice.on_typed()
    settle(qtbot, dialog)
    assert dialog.collect_changes()["data.read.delimiter"] == "^"
    assert [column.name for column in dialog.table.rows.columns] == ["text", "label"]


def test_a_wrong_encoding_is_seen_and_put_right(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(("text,label\n" + "天気,晴\n意見,雨\n" * 12).encode("shift_jis"), "notes.csv")
    choose(dialog.choices["data.read.encoding"], "gb18030")
    settle(qtbot, dialog)
    assert read_cell(dialog, 0, 0) != "天気"
    choose(dialog.choices["data.read.encoding"], "shift_jis")
    settle(qtbot, dialog)
    assert read_cell(dialog, 0, 0) == "天気"


def test_sentences_show_their_scheme_and_no_table_choices(open_dialog: Open) -> None:
    dialog = open_dialog("Ann B-PER\nLee I-PER\nis O\n\nParis B-LOC\nshone O\n\n" * 6, "news.conll")
    assert "IOB2" in dialog.choices["data.read.scheme"].box.currentText()
    assert not dialog.choices["data.read.label_separator"].isVisible()
    assert dialog._made.text() in ("LOC, PER", "PER, LOC")


def test_what_was_corrected_is_shown_the_next_time(qtbot: QtBot, context: Context) -> None:
    context.draft.open(Project.create("Ward notes"))
    values = {"data.read.encoding": "koi8-r", "data.read.delimiter": "::", "data.read.header": False}
    context.draft.set_many(values)
    dialog = ReadingDialog(context)
    qtbot.addWidget(dialog)
    assert {name: dialog.choices[name].value for name in values} == values
    assert dialog.choices["data.read.delimiter"].box.currentData() is OTHER
    assert not dialog.use.isEnabled(), "there is nothing to read yet"


def test_every_known_format_and_encoding_is_offered_and_it_speaks_chinese(open_dialog: Open, context: Context) -> None:
    context.language.choose("zh_CN")
    dialog = open_dialog()
    formats = dialog.choices["data.read.format"].box
    known = [card.id for card in read_cards(FormatCard) if card.reads != "container"]
    assert [formats.itemData(place) for place in range(1, formats.count())] == known
    encodings = dialog.choices["data.read.encoding"].box
    assert encodings.count() == len(ENCODINGS) + 1
    assert "中文" in encodings.itemText(encodings.findData("gb18030"))
    header = dialog.table.header
    assert header is not None
    assert header.boxes[2].currentText() == "文本"
