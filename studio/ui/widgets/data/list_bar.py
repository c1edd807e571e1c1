"""What stands over the examples: which split, which rows of it, and how far the reading is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.contract.calls import CallProgress
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.segments import Segments
from studio.ui.widgets.splits import SPLITS

PATIENCE_MILLISECONDS = 300
SLIM = 4


class ListBar(QWidget):
    """``segments`` choose the split, ``divide`` leads to how they are divided; a ``title`` stands in their place.

    ``all_asked`` takes a filter back, ``cancelled`` ends the reading.
    """

    all_asked = Signal()
    cancelled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows, self._about, self._last = 0, False, CallProgress()
        self._is_table = False
        self.segments = Segments(SPLITS)
        self.chip = mark(QPushButton(), "chip")
        self.chip.clicked.connect(self.all_asked)
        self.divide = mark(QPushButton(), "quiet")
        self.title = mark(QLabel(), "muted")
        self.doing = mark(QLabel(), "muted")
        self.cancel = mark(QPushButton(), "link")
        self.cancel.clicked.connect(self.cancelled)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(SLIM)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._timer.timeout.connect(self.on_lasting)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.segments)
        row.addWidget(self.title)
        row.addStretch(1)
        for widget in (self.doing, self.cancel, self.divide):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        chips = QHBoxLayout()
        chips.addWidget(self.chip)
        chips.addStretch(1)
        column.addLayout(chips)
        column.addWidget(self._bar)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the list does not jump when the line comes and goes
        self._bar.setSizePolicy(policy)
        self.show_filter("")
        self.show_table(False)
        self.show_done()
        context.theme.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def show_busy(self, rows: int = 0, about: bool = False) -> None:
        """All is being read: ``rows`` of them as far as known; what is over in a moment is not told."""
        is_new = self._bar.isHidden() and not self._timer.isActive()
        self._rows, self._about = rows, about
        self._last = CallProgress() if is_new else self._last
        self._retranslate()
        if is_new:
            self._timer.start()

    def show_progress(self, progress: CallProgress) -> None:
        """How far it is."""
        self._last = progress
        self._bar.setRange(0, 0 if progress.fraction is None else 1000)
        self._bar.setValue(round(1000 * (progress.fraction or 0)))
        self._retranslate()

    def show_done(self) -> None:
        """Nothing is being read."""
        self._timer.stop()
        self._show_reading(False)

    def show_table(self, is_table: bool) -> None:
        """Rows that fit no task are not divided."""
        self._is_table = is_table
        self.segments.setVisible(not is_table)
        self.title.setVisible(is_table)
        self._show_reading(not self._bar.isHidden())

    def show_filter(self, text: str) -> None:
        """Which rows are shown; "" where all are."""
        self.chip.setText(text.replace("&", "&&"))
        self.chip.setVisible(bool(text))
        self.title.setVisible(self._is_table and not text)

    @Slot()
    def on_lasting(self) -> None:
        """It is not over in a moment."""
        self._bar.setRange(0, 0 if self._last.fraction is None else 1000)
        self._show_reading(True)

    @Slot()
    def on_theme_changed(self) -> None:
        """Icons follow the theme."""
        self.chip.setIcon(self._context.theme.icon("close", "muted"))
        self.divide.setIcon(self._context.theme.icon("pencil", "muted"))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _show_reading(self, is_shown: bool) -> None:
        """The line of how far it is stands where the way to divide stands else."""
        self.divide.setVisible(not is_shown and not self._is_table)
        for widget in (self.doing, self.cancel, self._bar):
            widget.setVisible(is_shown)

    def _retranslate(self) -> None:
        words, locale = self._context.language.words, self._context.language.locale
        self.segments.set_texts(
            [words.say(f"split-{split}") for split in SPLITS], [words.say(f"split-{s}", part="help") for s in SPLITS]
        )
        self.title.setText(self.tr("The first rows, as they stand in the file"))
        self.divide.setText(self.tr("How it is divided"))
        self.cancel.setText(self.tr("Cancel"))
        self.chip.setToolTip(self.tr("Show all rows again"))
        rows = locale.toString(self._rows)
        known = self.tr("Reading about {rows} rows") if self._about else self.tr("Reading all {rows} rows")
        code = self._last.code
        other = words.say(code, self._last.values) if code else self.tr("Reading all rows")
        said = known.format(rows=rows) if self._rows else other
        share = self._last.fraction
        self.doing.setText(said if share is None else f"{said} · {locale.toString(int(100 * share))} %")
