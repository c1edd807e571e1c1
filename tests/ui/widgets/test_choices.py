"""What is clicked, dropped or looked at in passing: segments, cards, the drop zone, tiny curves, figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.contract.problems import Problem
from studio.ui.context import Context
from studio.ui.widgets.card import ChoiceCard
from studio.ui.widgets.drop_zone import DropZone
from studio.ui.widgets.field_note import FieldNote
from studio.ui.widgets.figure_tile import FigureTile
from studio.ui.widgets.segments import Segments
from studio.ui.widgets.sparkline import Sparkline
from studio.ui.widgets.splits import SplitsBar

LEFT = Qt.MouseButton.LeftButton


def take_picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def find_colour(image: QImage, colour: QColor) -> list[QPoint]:
    places = (QPoint(x, y) for x in range(image.width()) for y in range(image.height()))
    return [place for place in places if image.pixelColor(place).name() == colour.name()]


@pytest.fixture
def segments(qtbot: QtBot) -> Segments:
    made = Segments(("all", "wrong", "right"))
    made.set_texts(["All", "Wrong", "Right"], ["Every example"])
    made.choose("all")
    qtbot.addWidget(made)
    made.show()
    return made


def find_button(segments: Segments, text: str) -> QPushButton:
    return next(button for button in segments.findChildren(QPushButton) if button.text() == text)


def test_one_segment_is_chosen_at_a_time_by_mouse_or_key(segments: Segments) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    QTest.mouseClick(find_button(segments, "Wrong"), LEFT)
    QTest.keyClick(find_button(segments, "Right"), Qt.Key.Key_Space)
    assert told == ["wrong", "right"]
    assert [button.isChecked() for button in segments.findChildren(QPushButton)] == [False, False, True]
    segments.choose("all")
    assert told == ["wrong", "right"]  # only the user chooses aloud


def test_what_is_not_offered_cannot_be_chosen(segments: Segments) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    segments.offer({"all", "right"})
    QTest.mouseClick(find_button(segments, "Wrong"), LEFT)
    assert told == []
    assert find_button(segments, "All").isChecked()


def test_each_segment_needs_its_text_and_may_have_a_tip(segments: Segments) -> None:
    assert [button.toolTip() for button in segments.findChildren(QPushButton)] == ["Every example", "", ""]
    with pytest.raises(ValueError, match="shorter"):
        segments.set_texts(["All"])


@pytest.fixture
def card(qtbot: QtBot, context: Context) -> ChoiceCard:
    made = ChoiceCard(context.theme)
    qtbot.addWidget(made)
    made.resize(120, 80)
    made.show()
    return made


def test_a_card_is_pressed_like_a_button(card: ChoiceCard) -> None:
    clicks: list[bool] = []
    card.clicked.connect(lambda: clicks.append(True))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A):
        QTest.keyClick(card, key)
    assert len(clicks) == 3
    QTest.mouseClick(card, LEFT)
    assert len(clicks) == 4
    QTest.mouseClick(card, Qt.MouseButton.RightButton)
    QTest.mousePress(card, LEFT)
    QTest.mouseRelease(card, LEFT, pos=QPoint(500, 500))  # thought better of it
    QTest.mouseRelease(card, LEFT)
    assert len(clicks) == 4


def test_the_chosen_card_wears_a_ring_in_the_colour_of_the_theme(card: ChoiceCard, context: Context) -> None:
    card.clearFocus()
    for choice in ("light", "dark"):
        context.theme.choose(choice)
        card.choose(False)
        assert not find_colour(take_picture(card), context.theme.colour("accent"))
        card.choose(True)
        assert card.chosen
        assert find_colour(take_picture(card), context.theme.colour("accent"))


@pytest.fixture
def zone(qtbot: QtBot, context: Context) -> DropZone:
    made = DropZone(context.theme)
    qtbot.addWidget(made)
    made.show()
    return made


def drop(zone: DropZone, content: QMimeData) -> None:
    rest = (Qt.DropAction.CopyAction, content, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(5, 5), *rest))
    assert zone.property("role") == "drop_over"
    QApplication.sendEvent(zone, QDropEvent(QPointF(5, 5), *rest, QEvent.Type.Drop))
    assert zone.property("role") == "drop"


def test_files_are_dropped_before_the_text_that_names_them(qtbot: QtBot, zone: DropZone, tmp_path: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a b.csv", "标签.csv")])
    content.setText("a b.csv")
    with qtbot.assertNotEmitted(zone.text_given), qtbot.waitSignal(zone.files_given) as given:
        drop(zone, content)
    assert given.args == [[tmp_path / "a b.csv", tmp_path / "标签.csv"]]


def test_text_is_dropped_and_blank_text_is_nothing(qtbot: QtBot, zone: DropZone) -> None:
    told: list[str] = []
    zone.text_given.connect(told.append)
    for text in ("good\tpos\n", " \n\t"):
        content = QMimeData()
        content.setText(text)
        drop(zone, content)
    assert told == ["good\tpos\n"]


def test_what_is_carried_past_is_not_taken(zone: DropZone) -> None:
    content = QMimeData()
    content.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    rest = (Qt.DropAction.CopyAction, content, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(5, 5), *rest))
    assert zone.property("role") == "drop"
    content.setText("words")
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(5, 5), *rest))
    QApplication.sendEvent(zone, QDragLeaveEvent())
    assert zone.property("role") == "drop"


def test_a_click_or_a_key_asks_for_files(
    qtbot: QtBot, zone: DropZone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = [[tmp_path / "a.csv"], [], [tmp_path / "b.csv"]]
    monkeypatch.setattr("studio.ui.widgets.drop_zone.pick_data_files", lambda parent: answers.pop(0))
    told: list[list[Path]] = []
    zone.files_given.connect(told.append)
    QTest.mouseClick(zone, LEFT)
    QTest.keyClick(zone, Qt.Key.Key_Return)  # the user cancelled
    QTest.keyClick(zone, Qt.Key.Key_X)
    QTest.keyClick(zone, Qt.Key.Key_Space)
    assert told == [[tmp_path / "a.csv"], [tmp_path / "b.csv"]]


def test_a_tiny_curve_ends_low_when_its_values_fall(qtbot: QtBot, context: Context) -> None:
    line = Sparkline(context.theme)
    qtbot.addWidget(line)
    line.resize(line.sizeHint())
    accent = context.theme.colour("accent")
    line.set_values([3.0, float("nan"), 2.0, float("inf"), 1.0])
    end = [place.y() for place in find_colour(take_picture(line), accent) if place.x() >= line.width() - 6]
    assert min(end) > line.height() / 2
    line.set_values([2.0, 2.0])  # a level line is no division by zero
    assert find_colour(take_picture(line), accent)
    line.set_values([1.0, float("nan")])
    assert not find_colour(take_picture(line), accent)


def test_a_figure_not_measured_yet_is_a_dash(qtbot: QtBot) -> None:
    tile = FigureTile()
    qtbot.addWidget(tile)
    tile.set_name("F1", "How well it finds and names")
    for text, said in (("0.91", "F1: 0.91"), ("", "F1: –")):
        tile.show_value(text)
        assert tile.accessibleName() == said
    assert tile.toolTip() == "How well it finds and names"


def test_a_note_marks_its_field_only_where_it_stops(qtbot: QtBot, context: Context) -> None:
    field = QLineEdit()
    note = FieldNote(field)
    qtbot.addWidget(field)
    qtbot.addWidget(note)
    for level, fault, role in (("stop", True, "bad"), ("look", False, "caution")):
        problem = Problem.model_validate({"code": "data.table_unreadable", "level": level, "values": {"file": "a.csv"}})
        context.alerts.show_at_field(note, problem)
        assert (field.property("fault"), note.property("role")) == (fault, role)
        assert field.accessibleDescription() == note.text() != ""
    english = note.text()
    context.language.choose("zh_CN")
    QApplication.sendPostedEvents()
    assert note.text() != english
    context.alerts.show_at_field(note, None)
    assert (note.isHidden(), field.property("fault"), field.accessibleDescription()) == (True, False, "")


def test_moved_shares_are_spoken_and_stay_within_bounds(qtbot: QtBot, context: Context) -> None:
    bar = SplitsBar(context.theme, context.language)
    qtbot.addWidget(bar)
    bar.show_sizes({"train": 800, "validation": 100, "test": 100}, True)
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert bar.accessibleName() == "Training 790, Validation 110, Test 100"
    for _ in range(20):
        QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleName().split(", ")[1] == "Validation 20"
    with qtbot.assertNotEmitted(bar.dragged):
        QTest.keyClick(bar, Qt.Key.Key_Up)
