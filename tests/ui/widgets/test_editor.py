"""An example is put right by hand: labels of a text, spans of a sentence; with the mouse and with keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from studio.contract.entities import Entity, find_entities
from studio.contract.project import Project
from studio.ui.context import Context
from studio.ui.widgets.data.example_editor import ExampleEditor, write_tags
from studio.ui.workers.call_worker import CallHandle
from tests.ui.catching import catch_calls
from tests.ui.test_draft import INSPECTION

SENTENCE = "😀 Ann Lee left Rome for Oslo"
OFFSETS = [[0, 1], [2, 5], [6, 9], [10, 14], [15, 19], [20, 23], [24, 28]]
TAGS = ["O", "B-PER", "I-PER", "O", "B-LOC", "O", "O"]
TOKENS = {"file": "a.conll", "row": 4, "text": SENTENCE, "offsets": OFFSETS, "gold": TAGS}
TOKENS |= {"tokens": [SENTENCE[start:end] for start, end in OFFSETS]}
TEXT = {"file": "a.csv", "row": 7, "text": "Where is it", "offsets": [], "tokens": [], "gold": ["delay"]}
ANN = {"start": 2, "end": 9, "label": "PER"}
ROME = {"start": 15, "end": 19, "label": "LOC"}
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def asked(context: Context, monkeypatch: pytest.MonkeyPatch) -> list[CallHandle]:
    return catch_calls(context, monkeypatch)


@pytest.fixture
def editor(qtbot: QtBot, context: Context, asked: list[CallHandle]) -> ExampleEditor:
    context.draft.open(Project.create("Ward notes", {"data": {"train": "ward.conll"}}))
    made = ExampleEditor(context)
    qtbot.addWidget(made)
    made.resize(640, 240)
    return made


@pytest.fixture
def sentence(qtbot: QtBot, context: Context, editor: ExampleEditor) -> ExampleEditor:
    """A sentence in the editor; PER is the most frequent label."""
    context.draft.inspector.on_answered(INSPECTION.model_copy(update={"labels": {"LOC": 2, "PER": 9, "ORG": 1}}))
    editor.show_example(TOKENS)
    with qtbot.waitExposed(editor):
        editor.show()
    return editor


@pytest.fixture
def message(context: Context, editor: ExampleEditor) -> ExampleEditor:
    """A text with one label in the editor."""
    labels = {"delay": 5, "praise": 9, "a & b": 1} | {f"rare_{n}": 0 for n in range(20)}
    update = {"task": "text-classification", "labels": labels}
    context.draft.inspector.on_answered(INSPECTION.model_copy(update=update))
    editor.show_example(TEXT)
    return editor


@pytest.fixture
def steps(editor: ExampleEditor) -> list[tuple[str, Any]]:
    """What was asked to be done."""
    told: list[tuple[str, Any]] = []
    editor.step_asked.connect(lambda kind, values: told.append((kind, values)))
    return told


def press(editor: ExampleEditor, *keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key in keys:
        code, modifiers = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(editor.spans, code, modifiers)


def find(editor: ExampleEditor, word: str) -> QPoint:
    """A place on a word."""
    point = SENTENCE.index(word) + 1
    layout = editor.spans._lay_out()
    for y in range(8, editor.spans.height(), 4):
        for x in range(8, editor.spans.width(), 2):
            at = QPoint(x, y)
            if layout.find_point((at - QPoint(8, 8)).toPointF()) == point:
                return at
    raise AssertionError(word)


def spans(steps: list[tuple[str, Any]]) -> Any:
    kind, values = steps[-1]
    assert (kind, values["file"], values["row"]) == ("edit_spans", "a.conll", 4)
    return values["spans"]


def test_without_an_example_there_is_no_editor(editor: ExampleEditor, sentence: ExampleEditor) -> None:
    assert not editor.isHidden()
    editor.show_example(None)
    assert editor.isHidden()
    editor.show_example(TOKENS)
    assert not editor.isHidden()
    editor._context.draft.set("data", {"train": "other.conll"})
    editor.show_example(TOKENS)
    assert editor.isHidden(), "of other files nothing is known yet"


def test_words_are_marked_with_keys_alone(sentence: ExampleEditor, steps: list[tuple[str, Any]]) -> None:
    assert [button.accessibleName() for button in sentence.keys.buttons[:3]] == ["PER", "LOC", "ORG"]
    press(sentence, Qt.Key.Key_End, Qt.Key.Key_End, Qt.Key.Key_2)
    assert spans(steps) == [ANN, ROME, {"start": 24, "end": 28, "label": "LOC"}]
    press(sentence, Qt.Key.Key_Left, (Qt.Key.Key_Left, Shift), Qt.Key.Key_3)
    assert spans(steps) == [ANN, {"start": 15, "end": 23, "label": "ORG"}, {"start": 24, "end": 28, "label": "LOC"}]
    assert sentence.spans.accessibleName() == "😀 Ann Lee (PER) left Rome for (ORG) Oslo (LOC)"
    assert sentence.spans.accessibleDescription() == "Rome for"


def test_what_is_selected_is_cleared_and_the_selection_left(
    sentence: ExampleEditor, steps: list[tuple[str, Any]]
) -> None:
    press(sentence, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Backspace)
    assert spans(steps) == [ROME]
    press(sentence, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_1)
    assert len(steps) == 1
    assert sentence.spans.selection is None


def test_a_click_takes_a_whole_entity_and_dragging_takes_words(
    sentence: ExampleEditor, steps: list[tuple[str, Any]]
) -> None:
    button = Qt.MouseButton.LeftButton
    QTest.mouseClick(sentence.spans, button, pos=find(sentence, "Lee"))
    assert sentence.spans.selection == (1, 3)
    assert sentence.keys.buttons[0].isChecked()
    sentence.keys.buttons[2].click()
    assert spans(steps) == [ANN | {"label": "ORG"}, ROME]
    QTest.mousePress(sentence.spans, button, pos=find(sentence, "for"))
    QTest.mouseMove(sentence.spans, find(sentence, "Oslo"))
    QTest.mouseRelease(sentence.spans, button, pos=find(sentence, "Oslo"))
    assert sentence.spans.selection == (5, 7)
    QTest.mouseClick(sentence.spans, button, Shift, pos=find(sentence, "left"))
    assert sentence.spans.selection == (3, 6)
    sentence.clear.click()
    assert spans(steps) == [ANN | {"label": "ORG"}]


def test_a_new_kind_of_entity_is_typed(sentence: ExampleEditor, steps: list[tuple[str, Any]]) -> None:
    sentence.spans.select(6, 6)
    line = sentence.keys.others.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "CITY")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert spans(steps) == [ANN, ROME, {"start": 24, "end": 28, "label": "CITY"}]
    assert line.text() == ""


def test_the_list_shows_it_before_the_data_are_read_anew(qtbot: QtBot, sentence: ExampleEditor) -> None:
    sentence.spans.select(3, 3)
    with qtbot.waitSignal(sentence.amended) as amended:
        sentence.keys.give(1)
    [row] = amended.args or []
    assert row["gold"] == ["O", "B-PER", "I-PER", "B-PER", "B-LOC", "O", "O"]
    assert TOKENS["gold"] == TAGS, "what was handed over is left alone"
    sentence.show_example(row)
    assert sentence.spans.selection == (3, 4), "the same sentence, read anew, keeps what is selected"


def test_a_text_gets_another_label_by_a_digit_here_or_in_the_list(
    qtbot: QtBot, message: ExampleEditor, steps: list[tuple[str, Any]]
) -> None:
    assert [button.text() for button in message.keys.buttons[:3]] == [" 1  praise", " 2  delay", " 3  a && b"]
    assert message.keys.buttons[1].isChecked()
    examples = QListView()
    qtbot.addWidget(examples)
    message.listen_to(examples)
    QTest.keyClick(examples, Qt.Key.Key_1)
    assert steps == [("edit_label", {"file": "a.csv", "row": 7, "labels": ["praise"]})]
    assert [message.keys.buttons[n].isChecked() for n in range(2)] == [True, False]
    message.keys.buttons[0].click()
    assert len(steps) == 1, "it has that label already"
    message.keys.on_typed("rare_19")
    assert steps[-1][1]["labels"] == ["rare_19"]
    message.keys.give(12)
    assert len(steps) == 2


def test_keys_of_the_list_stay_its_own(qtbot: QtBot, message: ExampleEditor) -> None:
    examples = QListView()
    qtbot.addWidget(examples)
    message.listen_to(examples)
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert not message.eventFilter(examples, pressed)
    message.show_example(None)
    digit = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier)
    assert not message.eventFilter(examples, digit)


def test_with_several_labels_each_comes_and_goes(message: ExampleEditor, steps: list[tuple[str, Any]]) -> None:
    message.show_example(TEXT | {"gold": ["delay", "praise"]})
    message.keys.give(3)
    message.keys.give(1)
    assert [values["labels"] for _, values in steps] == [["delay", "praise", "a & b"], ["delay", "a & b"]]


def test_a_rare_label_has_a_button_while_it_is_given(message: ExampleEditor, steps: list[tuple[str, Any]]) -> None:
    message.show_example(TEXT | {"gold": ["rare_17", "delay"]})
    button = message.keys.buttons[9]
    assert (button.text(), button.isChecked(), button.isHidden()) == ("rare_17", True, False)
    button.click()
    assert steps[-1][1]["labels"] == ["delay"]
    assert button.isHidden()


def test_an_example_is_left_out(qtbot: QtBot, message: ExampleEditor, steps: list[tuple[str, Any]]) -> None:
    with qtbot.waitSignal(message.amended) as amended:
        message.leave_out.click()
    assert amended.args == [None]
    assert steps == [("drop_examples", {"places": [["a.csv", 7]]})]


def test_a_very_long_sentence_keeps_the_entities_that_are_not_shown(
    context: Context, editor: ExampleEditor, steps: list[tuple[str, Any]]
) -> None:
    context.draft.inspector.on_answered(INSPECTION)
    words = [f"w{n:05}" for n in range(2000)]
    offsets = [[n * 7, n * 7 + 6] for n in range(2000)]
    tags = write_tags([Entity(1990, 1992, "PER")], 2000)
    row = {"file": "a.conll", "row": 4, "text": " ".join(words), "tokens": words, "offsets": offsets, "gold": tags}
    editor.show_example(row)
    assert len(editor.spans.accessibleName()) < 5000
    editor.spans.select(0, 0)
    editor.keys.give(1)
    assert [one["start"] for one in spans(steps)] == [0, 1990 * 7]


def test_tags_and_entities_are_the_same_told_twice() -> None:
    entities = [Entity(0, 2, "PER"), Entity(2, 3, "PER"), Entity(4, 5, "LOC")]
    assert write_tags(entities, 6) == ["B-PER", "I-PER", "B-PER", "O", "B-LOC", "O"]
    assert find_entities(write_tags(entities, 6)) == entities
