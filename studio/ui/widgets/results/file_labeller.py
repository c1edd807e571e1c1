"""Labels a whole file with a finished run: pick, progress, cancel, and where the result lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from studio.contract.calls import CallProgress, PredictFile, Written
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.workers.call_worker import CallHandle


class FileLabeller(Card):
    """``failed`` carries Problems for the page."""

    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._run: Path | None = None
        self._handle: CallHandle | None = None
        self._written: Written | None = None
        self._title, self._line = mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.pick, self.cancel, self.open = QPushButton(), QPushButton(), QPushButton()
        self.pick.clicked.connect(self.on_pick_clicked)
        self.cancel.clicked.connect(self.on_cancel_clicked)
        self.open.clicked.connect(self.on_open_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        for button in (self.cancel, self.open, self.pick):
            row.addWidget(button)
        self.column.addWidget(self._title)
        self.column.addLayout(row)
        self.column.addWidget(self._bar)
        self._say()

    def use_run(self, run: Path | None) -> None:
        """The run whose model labels; what is being labelled with another goes on."""
        if run != self._run:
            self._run, self._written = run, None
            self._say()

    def label(self, path: Path) -> None:
        """Labels this file; the result is written beside it."""
        if self._run is None:
            return
        self._written = None
        self._handle = self._context.calls.ask(PredictFile(run=str(self._run), input=str(path)))
        self._handle.progressed.connect(self.on_progressed)
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.failed)
        self._handle.ended.connect(self.on_ended)
        self._bar.setRange(0, 0)
        self._say()

    @Slot()
    def on_pick_clicked(self) -> None:
        """Which file?"""
        kinds = "CSV, TSV, XLSX, JSONL, CoNLL, TXT (*.csv *.tsv *.xlsx *.jsonl *.conll *.txt)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Label a whole file"), "", kinds)
        if path:
            self.label(Path(path))

    @Slot()
    def on_cancel_clicked(self) -> None:
        """Nothing is left behind."""
        if self._handle is not None:
            self._handle.cancel()

    @Slot()
    def on_open_clicked(self) -> None:
        """The folder of the result."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._written.path).parent)))

    @Slot(object)
    def on_progressed(self, progress: CallProgress) -> None:
        """How far."""
        self._bar.setRange(0, 0 if progress.fraction is None else 1000)
        self._bar.setValue(round(1000 * (progress.fraction or 0)))
        if progress.code:
            self._line.setText(self._context.language.words.say(progress.code, progress.values))

    @Slot(object)
    def on_answered(self, written: Written) -> None:
        """Done."""
        self._written = written

    @Slot()
    def on_ended(self) -> None:
        """Done, failed or cancelled."""
        self._handle = None
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        busy = self._handle is not None
        self._title.setText(self.tr("Label a whole file"))
        self.pick.setText(self.tr("Choose a file…"))
        self.cancel.setText(self.tr("Cancel"))
        self.open.setText(self.tr("Open folder"))
        self._bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.pick.setVisible(not busy)
        self.pick.setEnabled(self._run is not None)
        self.open.setVisible(self._written is not None and not busy)
        if self._written is not None:
            done = self.tr("{rows} rows labelled, saved as {file}")
            rows = self._context.language.locale.toString(self._written.rows)
            self._line.setText(done.format(rows=rows, file=Path(self._written.path).name))
        elif busy:
            self._line.setText(self.tr("Loading the model"))
        else:
            self._line.setText(self.tr("A table or text file comes back with labels, saved beside it. It stays here."))
