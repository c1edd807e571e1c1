"""Data: what the model learns from, shown as it is, with what was found in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.calls import CallProgress
from studio.contract.problems import StudioError
from studio.ui.context import Context
from studio.ui.dialogs.export_data import ExportDialog
from studio.ui.dialogs.guide import DATA
from studio.ui.dialogs.reading import ReadingDialog
from studio.ui.dialogs.splitting import SplittingDialog
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.data.data_view import DataView
from studio.ui.widgets.data.strip import UNSUPPORTED
from studio.ui.widgets.data.teaching import Teaching
from studio.ui.widgets.splits import SPLITS

BAR_WIDTH = 420
EMPTY, READING, LOADED = range(3)


class DataPage(Page):
    """Empty it teaches; of what is read it shows the beginning as soon as it is known, then all."""

    id = "data"
    guide = DATA

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.teaching, self.view = Teaching(context.theme), DataView(context)
        self.drop_zone = self.teaching.drop_zone
        self.drop_zone.files_given.connect(self.on_files_given)
        self.drop_zone.text_given.connect(self.on_text_given)
        self.drop_zone.dataset_given.connect(self.on_dataset_given)
        self.setAcceptDrops(True)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.drop_zone.paste)
        self.view.splits.dragged.connect(self.on_split_dragged)
        self.view.correct_asked.connect(self.on_correct_asked)
        self.view.divide_asked.connect(self.on_divide_asked)
        self.view.step_asked.connect(context.draft.add_step)
        self.view.bar.cancelled.connect(self.on_cancel_clicked)
        self.view.failed.connect(self.show_problems)
        self._files: list[str] = []
        self._stack = QStackedWidget()
        for part in (self.teaching, self._make_busy(), self.view):
            self._stack.addWidget(part)
        self.content.addWidget(self._stack)
        self._other, self._correct = self.add_secondary(role="menu"), self.add_secondary()
        menu = QMenu(self._other)
        for pick in (self.drop_zone.pick, self.drop_zone.pick_folder, self.drop_zone.ask_dataset):
            menu.addAction("").triggered.connect(pick)
        self._menu = menu
        self._other.setMenu(menu)
        self._correct.clicked.connect(self.on_correct_asked)
        self._export = self.add_secondary()
        self._export.clicked.connect(self.on_export_clicked)
        for action in ("edit.undo", "edit.redo"):
            context.actions.attach(action, self.add_secondary(role="quiet"))
        self.use_primary().clicked.connect(self.on_next_clicked)
        draft = context.draft
        draft.inspection_changed.connect(self.on_inspection_changed)
        draft.inspector.previewed.connect(self.on_inspection_changed)
        draft.problems_changed.connect(self.on_problems_changed)
        draft.inspect_progressed.connect(self.on_progressed)
        self.on_inspection_changed()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Data"), self.tr("What the model learns from: texts, each with the right answer"))
        self.primary.setText(self.tr("Next: model"))
        self._other.setText(self.tr("Open other data"))
        texts = (self.tr("Files"), self.tr("A folder"), self.tr("A data set of the hub"))
        for action, text in zip(self._menu.actions(), texts, strict=True):
            action.setText(text)
        self._export.setText(self.tr("Save the data"))
        self._correct.setText(self.tr("Correct how the file is read"))
        self._cancel.setText(self.tr("Cancel"))
        self.on_inspection_changed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Other data may come in at any time."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes them; Undo brings those before back."""
        event.acceptProposedAction()
        self.drop_zone.take(event.mimeData())

    @Slot(object)
    def on_files_given(self, paths: list[Path]) -> None:
        """Other files are the data of this project."""
        try:
            self.context.session.replace_files(paths)
        except StudioError as error:
            self.show_problems(error.problems)

    @Slot(str)
    def on_text_given(self, text: str) -> None:
        """Pasted text is the data of this project."""
        try:
            self.context.session.replace_text(text)
        except StudioError as error:
            self.show_problems(error.problems)

    @Slot(str)
    def on_dataset_given(self, name: str) -> None:
        """A data set of the hub is the data of this project."""
        try:
            self.context.session.replace_dataset(name)
        except StudioError as error:
            self.show_problems(error.problems)

    @Slot()
    def on_next_clicked(self) -> None:
        """On to the model."""
        self.go.emit("model")

    @Slot()
    def on_cancel_clicked(self) -> None:
        """The data are not wanted after all; Undo brings them back."""
        self.context.draft.set("data", None)

    @Slot()
    def on_correct_asked(self) -> None:
        """How the file is read may be wrong."""
        ReadingDialog(self.context, self).open()

    @Slot()
    def on_export_clicked(self) -> None:
        """The data are wanted elsewhere, as they are after all steps."""
        ExportDialog(self.context, self).open()

    @Slot()
    def on_divide_asked(self) -> None:
        """How it is divided may be wanted otherwise."""
        SplittingDialog(self.context, self).open()

    @Slot(float, float)
    def on_split_dragged(self, validation: float, test: float) -> None:
        """Other shares: split anew."""
        self.context.draft.set_many({"data.validation": validation, "data.test": test})

    @Slot(object)
    def on_progressed(self, progress: CallProgress) -> None:
        """How far the reading is."""
        self._progress.setRange(0, 0 if progress.fraction is None else 1000)
        self._progress.setValue(round(1000 * (progress.fraction or 0)))
        self.view.bar.show_progress(progress)
        if progress.code:
            self._doing.setText(self.context.language.words.say(progress.code, progress.values))

    @Slot()
    def on_problems_changed(self) -> None:
        """The banner says why the data cannot be read; what is wrong with rows stands beside them."""
        draft = self.context.draft
        problems = draft.problems
        unread = draft.inspection is None and not draft.is_inspecting
        self.show_problems(problems if unread else [])
        self._correct.setVisible(unread and bool(problems) and draft.inspector.preview is None)
        self.primary.setEnabled(draft.is_ready)

    @Slot()
    def on_inspection_changed(self) -> None:
        """Data came, went, or are being read."""
        draft = self.context.draft
        inspector = draft.inspector
        inspection, preview = inspector.inspection, inspector.preview
        files = self._list_files()
        known = inspection is not None and inspector.is_current
        if inspection is not None and known:
            movable = not inspection.given and len(inspection.splits) == len(SPLITS)
            self.view.show_inspection(inspection, files, movable)
        elif preview is not None:
            self.view.show_preview(preview, files)
            self.view.bar.show_busy(preview.rows, not preview.is_whole)
        elif draft.is_inspecting:
            names = ", ".join(Path(file).name for file in files[:2])
            names += " …" if len(files) > 2 else ""
            self._doing.setText(self.tr("Reading {file}").format(file=names))
            self._progress.setRange(0, 0)
        if not draft.is_inspecting:
            self.view.bar.show_done()
            self.view.splits.setVisible(known and inspection is not None and inspection.task != UNSUPPORTED)
        elif known:
            self.view.bar.show_busy()
        loaded = known or preview is not None
        stays = draft.is_inspecting and self._files == files and self._stack.currentIndex() == LOADED
        self._stack.setCurrentIndex(LOADED if loaded or stays else READING if draft.is_inspecting else EMPTY)
        self._files = files
        self._other.setVisible(loaded)
        self._export.setVisible(known and inspection is not None and bool(inspection.tables))
        self.on_problems_changed()

    def _list_files(self) -> list[str]:
        """The files of all splits, or the name of the data set."""
        draft = self.context.draft
        found = [draft.get(f"data.{name}") for name in ("train", "dataset", *SPLITS[1:])]
        lists = [[given] if isinstance(given, str) else given for given in found if isinstance(given, str | list)]
        return [file for files in lists for file in files]

    def _make_busy(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(16)
        self._doing = mark(QLabel(), "lead")
        self._doing.setTextFormat(Qt.TextFormat.PlainText)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setFixedWidth(BAR_WIDTH)
        self._cancel = QPushButton()
        self._cancel.clicked.connect(self.on_cancel_clicked)
        column.addStretch(2)
        for widget in (self._doing, self._progress, self._cancel):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return part
