"""How a file is read is corrected by hand, step by step, and each step can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from studio.contract.calls import ColumnFacts
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.dialogs.reading import DELIMITERS, ENCODINGS, FORMATS, SCHEMES, TASKS, ReadingDialog
from studio.ui.widgets.inputs import ComboBox
from tests.ui.test_draft import INSPECTION

Open = Callable[[], dict[str, ComboBox]]


@pytest.fixture
def open_boxes(qtbot: QtBot, context: Context) -> Open:
    """Opens the dialog on the project that is open; its boxes by their names."""
    context.draft.open(Project.create("Ward notes"))

    def open_one() -> dict[str, ComboBox]:
        dialog = ReadingDialog(context)
        qtbot.addWidget(dialog)
        return {box.accessibleName(): box for box in dialog.findChildren(ComboBox)}

    return open_one


def choose(box: ComboBox, value: object) -> None:
    place = box.findData(value)
    assert place >= 0, value
    box.setCurrentIndex(place)


def test_everything_is_automatic_until_it_is_corrected(open_boxes: Open) -> None:
    boxes = open_boxes()
    assert {box.currentText() for box in boxes.values()} == {"Automatic"}
    assert "Text column" not in boxes  # nothing was read yet, so no column is known


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        ("Task", "task", TASKS),
        ("Format", "data.read.format", FORMATS),
        ("Encoding", "data.read.encoding", ENCODINGS),
        ("Columns are separated by", "data.read.delimiter", tuple(DELIMITERS)),
        ("Tagging scheme", "data.read.scheme", SCHEMES),
    ],
)
def test_each_choice_reaches_the_draft_and_is_taken_back(
    open_boxes: Open, context: Context, name: str, field: str, values: tuple[str, ...]
) -> None:
    box = open_boxes()[name]
    assert box.count() == len(values) + 1
    for value in values:
        choose(box, value)
        assert context.draft.get(field) == value
    context.draft.undo()
    assert context.draft.get(field) == values[-2]
    box.setCurrentIndex(0)
    assert context.draft.get(field) is None


def test_what_was_corrected_is_shown_the_next_time(open_boxes: Open, context: Context) -> None:
    context.draft.set("data.read.encoding", "gb18030")
    context.draft.set("data.read.delimiter", "\t")
    boxes = open_boxes()
    assert boxes["Encoding"].currentText() == "GB18030"
    assert boxes["Columns are separated by"].currentData() == "\t"
    assert boxes["Format"].currentText() == "Automatic"


def test_a_value_that_is_not_offered_is_not_overwritten_by_opening(open_boxes: Open, context: Context) -> None:
    context.draft.set("data.read.encoding", "koi8-r")
    assert open_boxes()["Encoding"].currentIndex() == 0
    assert context.draft.get("data.read.encoding") == "koi8-r"


def test_the_columns_of_the_file_are_offered(open_boxes: Open, context: Context) -> None:
    columns = [ColumnFacts.model_construct(name=name) for name in ("message", "verdict")]
    context.draft.set("data.train", "messages.csv")
    context.draft.inspector.on_answered(INSPECTION.model_copy(update={"columns": columns}))
    boxes = open_boxes()
    choose(boxes["Text column"], "verdict")
    choose(boxes["Label column"], "message")
    assert context.draft.get("data.columns") == {"text": "verdict", "label": "message"}


def test_it_speaks_chinese(open_boxes: Open, context: Context) -> None:
    context.language.choose("zh_CN")
    boxes = open_boxes()
    assert "Encoding" not in boxes
    texts = [box.itemText(0) for box in boxes.values()]
    assert len(set(texts)) == 1
    assert not texts[0].isascii()
