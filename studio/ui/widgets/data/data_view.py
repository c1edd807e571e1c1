"""Data that were read: what they are, how they are split, the examples themselves, labels and health."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.contract.calls import Inspection
from studio.contract.table import Table
from studio.ui.context import Context
from studio.ui.models.examples_model import ExamplesModel
from studio.ui.theme.theme import mark
from studio.ui.widgets.bars import LabelBars
from studio.ui.widgets.card import Card
from studio.ui.widgets.examples_list import ExamplesList
from studio.ui.widgets.health import HealthList
from studio.ui.widgets.segments import Segments
from studio.ui.widgets.splits import SPLITS, SplitsBar

SIDE_WIDTH = 296
NAMES = 3


class DataView(QWidget):
    """``show_inspection`` replaces all but ``health``; ``correct_asked`` comes from the pencil.

    ``splits.dragged`` and ``failed`` (Problems of a table that cannot be opened) are for the page.
    """

    correct_asked = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._inspection: Inspection | None = None
        self._split = SPLITS[0]
        self._wanted = Path()
        self._opener = context.chores.make(lambda: _open_table(self._wanted))
        self._opener.done.connect(self.on_table_opened)
        self._opener.failed.connect(self.failed)
        self.examples = ExamplesModel(self)
        self.list = ExamplesList(context.theme)
        self.splits = SplitsBar(context.theme, context.language)
        self.bars = LabelBars(context.theme, context.language)
        self.health = HealthList(context.theme, context.alerts)
        self.segments = Segments(SPLITS)
        self.segments.chosen.connect(self.on_split_chosen)
        self._name, self._facts = mark(QLabel(), "strong"), mark(QLabel(), "muted")
        self.correct = mark(QPushButton(), "quiet")
        self.correct.clicked.connect(self.correct_asked)
        self._labels_heading, self._health_heading = mark(QLabel(), "heading"), mark(QLabel(), "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_strip())
        column.addWidget(self.splits)
        column.addLayout(self._make_body(), 1)
        context.theme.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def show_inspection(self, inspection: Inspection, files: list[str], movable: bool) -> None:
        """Other data, from these files; ``movable`` where the splits are shares."""
        self._inspection = inspection
        names = [Path(file).name for file in files]
        self._name.setText(", ".join(names[:NAMES]) + (" …" if len(names) > NAMES else ""))
        self._name.setToolTip("\n".join(files))
        self._facts.setText(" · ".join(self._collect_facts(inspection)))
        self.splits.show_sizes(inspection.splits, movable)
        self._split = self._split if self._split in inspection.tables else SPLITS[0]
        self.segments.offer(list(inspection.tables))
        self.segments.choose(self._split)
        self._show_split(inspection)

    @Slot(str)
    def on_split_chosen(self, split: str) -> None:
        """Another split's examples and counts."""
        self._split = split
        if self._inspection is not None:
            self._show_split(self._inspection)

    @Slot(object)
    def on_table_opened(self, table: Table) -> None:
        """The examples of the chosen split are here, unless another one was chosen meanwhile."""
        if self._inspection and table.path == self._wanted:
            self.examples.show_table(table)
            self.list.show_model(self.examples, sorted(self._inspection.labels))

    @Slot()
    def on_theme_changed(self) -> None:
        """Icons follow the theme."""
        self.correct.setIcon(self._context.theme.icon("pencil", "muted"))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _show_split(self, inspection: Inspection) -> None:
        self.bars.show_counts(dict.fromkeys(inspection.labels, 0) | inspection.sizes.get(self._split, {}))
        path = inspection.tables.get(self._split)
        if path is None:
            self.examples.show_table(None)
        elif Path(path) != self._wanted:
            self._wanted = Path(path)
            self._opener.ask()

    def _collect_facts(self, inspection: Inspection) -> list[str]:
        words, locale = self._context.language.words, self._context.language.locale
        shown = {"count": inspection.examples, "shown": locale.toString(inspection.examples)}
        facts = [
            words.say("data-examples", shown),
            words.say(f"data-kinds-{inspection.task}", {"count": len(inspection.labels)}),
        ]
        if inspection.language:
            facts.append(words.say(f"language-{inspection.language}"))
        if inspection.files:
            file = inspection.files[0]
            facts.append(words.say("data-read_as", {"format": words.say(f"format-{file.format}")}))
            facts.append(file.encoding.upper())
        if inspection.scheme not in ("none", ""):
            facts.append(inspection.scheme)
        return [fact for fact in facts if fact]

    def _retranslate(self) -> None:
        say = self._context.language.words.say
        self.correct.setText(self.tr("Correct"))
        self.correct.setToolTip(self.tr("Correct how the file is read"))
        self._labels_heading.setText(self.tr("Labels"))
        self._health_heading.setText(self.tr("Health"))
        self.list.setAccessibleName(self.tr("Examples"))
        self.segments.set_texts(
            [say(f"split-{split}") for split in SPLITS], [say(f"split-{s}", part="help") for s in SPLITS]
        )
        if self._inspection is not None:
            self._facts.setText(" · ".join(self._collect_facts(self._inspection)))

    def _make_strip(self) -> QWidget:
        strip = Card()
        strip.column.setContentsMargins(16, 12, 8, 12)
        row = QHBoxLayout()
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for label in (self._name, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            lines.addWidget(label)
        row.addLayout(lines, 1)
        row.addWidget(self.correct)
        strip.column.addLayout(row)
        return strip

    def _make_body(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.segments)
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self._labels_heading)
        right.addWidget(self.bars, 3)
        right.addSpacing(8)
        right.addWidget(self._health_heading)
        right.addWidget(self.health, 2)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 1)
        body.addWidget(side)
        return body


def _open_table(path: Path) -> Table:
    """In a thread: the first table imports pyarrow, and the first rows touch the disk."""
    table = Table(path)
    table.rows(0, 1)
    return table
