"""Saves the data as they are after all steps: which splits, which format, how far it is, and where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.contract.calls import CallProgress, ExportData, Written
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.field_note import FieldNote
from studio.ui.widgets.inputs import ComboBox
from studio.ui.workers.call_worker import CallHandle

FORMATS = ("csv", "tsv", "jsonl", "xlsx", "conll")
SPREADSHEETS = ("csv", "tsv", "xlsx")
TOKENS = "token-classification"


class ExportDialog(QDialog):
    """Of the data of the draft; ``saved`` is what was written last."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save the data"))
        self.setMinimumWidth(480)
        self._context = context
        self._handle: CallHandle | None = None
        self.saved: Written | None = None
        self.format = ComboBox()
        self.boxes: dict[str, QCheckBox] = {}
        self.hint, self.line = mark(QLabel(), "small"), mark(QLabel(), "muted")
        for label in (self.hint, self.line):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.note = FieldNote(self.format)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of saving"))
        self.choose, self.stop = mark(QPushButton(self.tr("Choose where …")), "primary"), QPushButton()
        self.show_folder = QPushButton(self.tr("Show in folder"))
        self.choose.clicked.connect(self.on_choose_clicked)
        self.stop.clicked.connect(self.on_stop_clicked)
        self.show_folder.clicked.connect(self.on_folder_clicked)
        self._arrange()
        self.format.currentIndexChanged.connect(self.refresh)
        self.finished.connect(self.on_finished)
        self.refresh()

    @property
    def splits(self) -> list[str]:
        """The splits that are ticked."""
        return [split for split, box in self.boxes.items() if box.isChecked()]

    def save(self, path: Path) -> None:
        """Writes the file; the user was asked whether one that is there may go."""
        draft = self._context.draft
        self.saved = None
        self._context.alerts.show_at_field(self.note, None)
        call = ExportData(
            data=DataSpec.model_validate(draft.get("data") or {}),
            base=str(draft.base),
            task=draft.get("task"),
            out=str(path),
            splits=[] if len(self.splits) == len(self.boxes) else self.splits,
            force=True,
        )
        self._handle = self._context.calls.ask(call)
        self._handle.progressed.connect(self.on_progressed)
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.on_failed)
        self._handle.ended.connect(self.on_ended)
        self.bar.setRange(0, 0)
        self.line.setText(self.tr("Saving {file}").format(file=path.name))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """What can be done now."""
        busy = self._handle is not None
        format = self.format.currentData()
        self.hint.setText(
            self.tr("Cells that begin with = + - or @ get an apostrophe, so that no spreadsheet runs them.")
            if format in SPREADSHEETS
            else self.tr("One example a line, with its labels.")
            if format == "jsonl"
            else self.tr("A word and its tag on each line, IOB2.")
        )
        self.bar.setVisible(busy)
        self.line.setVisible(busy or self.saved is not None)
        self.show_folder.setVisible(self.saved is not None)
        self.choose.setEnabled(not busy and bool(self.splits))
        self.format.setEnabled(not busy)
        for box in self.boxes.values():
            box.setEnabled(not busy)
        self.stop.setText(self.tr("Cancel") if busy or self.saved is None else self.tr("Close"))

    @Slot()
    def on_choose_clicked(self) -> None:
        """Where?"""
        suffix = self.format.currentData()
        files = self._context.draft.get("data.train")
        first = files if isinstance(files, str) else next(iter(files or []), "data")
        cleaned = self.tr("cleaned")
        proposed = Path(first).with_name(f"{Path(first).stem} ({cleaned}).{suffix}")
        title = self.format.currentText()
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the data"), str(proposed), f"{title} (*.{suffix})")
        if path:
            self.save(Path(path) if Path(path).suffix else Path(f"{path}.{suffix}"))

    @Slot()
    def on_stop_clicked(self) -> None:
        """Ends the writing, or else the dialog."""
        if self._handle is not None:
            self._handle.cancel()
        else:
            self.reject()

    @Slot()
    def on_folder_clicked(self) -> None:
        """Where the file lies."""
        if self.saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.saved.path).parent)))

    @Slot(object)
    def on_progressed(self, progress: CallProgress) -> None:
        """How far."""
        self.bar.setRange(0, 0 if progress.fraction is None else 1000)
        self.bar.setValue(round(1000 * (progress.fraction or 0)))
        if progress.code:
            self.line.setText(self._context.language.words.say(progress.code, progress.values))

    @Slot(object)
    def on_answered(self, written: Written) -> None:
        """The file is there."""
        self.saved = written
        values = {"count": written.rows, "file": Path(written.path).name}
        self.line.setText(self._context.language.words.say("desk-saved", values))

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """It could not be written."""
        self._context.alerts.show_at_field(self.note, problems[0])

    @Slot()
    def on_ended(self) -> None:
        """Written, failed or cancelled."""
        self._handle = None
        self.refresh()

    @Slot()
    def on_finished(self) -> None:
        """Closed while it writes: nobody waits for it."""
        if self._handle is not None:
            self._handle.ended.disconnect(self.on_ended)
            self._handle.cancel()

    def _arrange(self) -> None:
        say, inspection = self._context.language.words.say, self._context.draft.inspection
        for format in FORMATS:
            if format != "conll" or (inspection is not None and inspection.task == TOKENS):
                self.format.addItem(say(f"saved-{format}"), format)
        self.format.setAccessibleName(self.tr("Format"))
        if inspection is not None and inspection.task == TOKENS:
            self.format.setCurrentIndex(self.format.findData("conll"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        intro = QLabel(self.tr("A new file with everything you corrected. The file you opened stays as it is."))
        intro.setWordWrap(True)
        column.addWidget(intro)
        column.addWidget(mark(QLabel(self.tr("Format")), "strong"))
        for widget in (self.format, self.note, self.hint):
            column.addWidget(widget)
        column.addWidget(mark(QLabel(self.tr("Which part")), "strong"))
        for split, count in (inspection.splits if inspection else {}).items():
            box = QCheckBox(say("desk-counted", {"name": say(f"split-{split}"), "count": count}))
            box.setChecked(True)
            box.toggled.connect(self.refresh)
            self.boxes[split] = box
            column.addWidget(box)
        column.addStretch(1)
        column.addWidget(self.line)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.show_folder)
        row.addStretch(1)
        row.addWidget(self.stop)
        row.addWidget(self.choose)
        column.addLayout(row)
