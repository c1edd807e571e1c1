"""Runs: everything that was trained, to reopen, rename, repeat or put away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.contract.events import RunState
from studio.contract.library import RunRecord
from studio.contract.problems import StudioError, explain_os_error
from studio.contract.storage.trash import Trashed, restore
from studio.ui.context import Context
from studio.ui.dialogs.guide import TROUBLE
from studio.ui.pages.page import Page
from studio.ui.result import has_result
from studio.ui.theme.theme import mark
from studio.ui.widgets.queue_bar import ACTIONS, QueueBar
from studio.ui.widgets.results.clean_button import CleanButton
from studio.ui.widgets.results.nothing import Nothing
from studio.ui.widgets.results.runs_table import RunsTable


class RunsPage(Page):
    """A table one can sort and search; what is selected can be opened, renamed, repeated, put away, or moved up."""

    id = "runs"
    guide = TROUBLE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self.table = RunsTable(context.library, context.theme)
        self.search.textChanged.connect(self.table.search)
        self.table.selected.connect(self.on_selected)
        self.table.opened.connect(self.on_opened)
        for key, handler in ((Qt.Key.Key_Delete, self.on_delete_clicked), (Qt.Key.Key_F2, self.on_rename_clicked)):
            QShortcut(QKeySequence(key), self.table, handler, context=Qt.ShortcutContext.WidgetShortcut)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self.on_menu_asked)
        self._trashed: Trashed | None = None
        self.clean = CleanButton(context.chores, context.language)
        self.clean.freed.connect(self.on_freed)
        self.clean.failed.connect(self.show_problems)
        self.queue_bar = QueueBar(context.queue, context.actions)
        context.queue.changed.connect(self.on_queue_changed)
        self.queue_bar.failed.connect(self.show_problems)
        self.nothing = Nothing(context.theme, "runs")
        self.nothing.way.clicked.connect(lambda: self.go.emit("home"))
        self._space = mark(QLabel(), "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._make_list())
        self.content.addWidget(self._stack)
        self.report, self.again = self.add_secondary(), self.add_secondary()
        self._rename, self._folder = self.add_secondary(role="quiet"), self.add_secondary(role="quiet")
        self.delete, self.undo = self.add_secondary(role="quiet"), self.add_secondary()
        for button, handler in (
            (self._rename, self.on_rename_clicked),
            (self._folder, self.on_folder_clicked),
            (self.again, self.on_again_clicked),
            (self.delete, self.on_delete_clicked),
            (self.undo, self.on_undo_clicked),
            (self.report, partial(self.open_on, "report")),
            (self.use_primary(), partial(self.open_on, "train")),
        ):
            button.clicked.connect(handler)
        for part in (self.undo, self.queue_bar):
            part.hide()
        context.library.loaded.connect(self.on_loaded)
        self.on_loaded()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Runs"), self.tr("Everything you trained, with its curve and its result"))
        self.search.setPlaceholderText(self.tr("Search runs"))
        self.search.setAccessibleName(self.tr("Search runs"))
        self.table.setAccessibleName(self.tr("Runs"))
        self.nothing.set_texts(
            self.tr("Nothing trained yet"),
            self.tr("Each training appears here and stays until you delete it."),
            self.tr("Go to Home"),
        )
        self.clean.setText(self.tr("Clean up"))
        self._rename.setText(self.tr("Rename"))
        self._folder.setText(self.tr("Open folder"))
        self.again.setText(self.tr("Run again with changes"))
        self.delete.setText(self.tr("Delete"))
        self.undo.setText(self.tr("Undo delete"))
        self.report.setText(self.tr("Report"))
        self.primary.setText(self.tr("Open"))
        self.on_loaded()
        self.on_queue_changed()

    def on_shown(self) -> None:
        """As it is now, and as long as it is in front the queue too."""
        self.context.library.refresh()
        self._attend()

    def on_left(self) -> None:
        """Nobody looks at the queue."""
        self.context.queue.leave(self)

    @Slot()
    def on_loaded(self) -> None:
        """Other runs, or another state."""
        records = self.context.library.records
        self._stack.setCurrentIndex(1 if records else 0)
        size = self.context.language.say_size(sum(record.size for record in records))
        self._space.setText(self.tr("%n run(s)", "", len(records)) + f" · {size}")
        for button in (self.report, self.again, self._rename, self._folder, self.delete, self.primary):
            button.setVisible(bool(records))
        self._enable(self.table.chosen)

    @Slot(object)
    def on_selected(self, record: RunRecord | None) -> None:
        """What can be done with it, and what is wrong with it."""
        self._enable(record)
        self.show_problems([record.problem] if record is not None and record.problem else [])
        self._attend()

    @Slot()
    def on_queue_changed(self) -> None:
        """A run came, went, or moved."""
        waiting, library = self.context.queue.waiting, self.context.library
        self.queue_bar.text.setText(self.tr("%n run(s) wait for their turn", "", len(waiting)))
        self.queue_bar.setVisible(bool(waiting))
        library.show_queue(waiting)
        shown = {record.path for record in library.records if record.state is RunState.QUEUED}
        if self.isVisible() and shown != {one.run for one in waiting}:
            library.refresh()

    @Slot(QPoint)
    def on_menu_asked(self, at: QPoint) -> None:
        """The same, under the right button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.primary, self.report, self.again, self._rename, self._folder, self.delete):
            menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        if any(self.context.actions[id].isEnabled() for id in ACTIONS):
            menu.addSeparator()
            menu.addActions([self.context.actions[id] for id in ACTIONS])
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _attend(self) -> None:
        if self.isVisible():
            self.context.queue.attend(self, self.table.chosen.path if self.table.chosen else "")

    def _enable(self, record: RunRecord | None) -> None:
        readable = record is not None and record.problem is None
        for button in (self._rename, self.again, self.primary):
            button.setEnabled(readable)
        for button in (self._folder, self.delete):
            button.setEnabled(record is not None)
        self.report.setEnabled(record is not None and has_result(record))

    @Slot(object)
    def on_opened(self, record: RunRecord) -> None:
        """Its report where it has one, else its curve."""
        if record.problem is None:
            self.go.emit(f"{'report' if has_result(record) else 'train'}:{record.id}")

    def open_on(self, page: str) -> None:
        """What a page shows of it: its curves, its report."""
        if (record := self.table.chosen) is not None:
            self.go.emit(f"{page}:{record.id}")

    @Slot()
    def on_rename_clicked(self) -> None:
        """Another title."""
        record = self.table.chosen
        if record is None or record.problem is not None:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("Name of the run"))
        dialog.setTextValue(record.title)
        dialog.setOkButtonText(self.tr("Rename"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.textValueSelected.connect(lambda title: self.rename(record.id, title))
        dialog.open()

    def rename(self, run_id: str, title: str) -> None:
        """Gives a run another title; "" leaves it as it is."""
        if not title.strip():
            return
        try:
            self.context.library.library.rename(run_id, title.strip())
        except StudioError as error:
            self.show_problems(error.problems)
        except OSError as error:
            self.show_problems([explain_os_error(error)])
        self.context.library.refresh()

    @Slot()
    def on_delete_clicked(self) -> None:
        """To the trash, from where it can come back."""
        record = self.table.chosen
        if record is None:
            return
        try:
            self._trashed = self.context.library.library.discard(record.id)
        except StudioError as error:
            self.show_problems(error.problems)
            return
        except OSError as error:
            self.show_problems([explain_os_error(error)])
            return
        self.undo.show()
        self.context.library.refresh()

    @Slot()
    def on_undo_clicked(self) -> None:
        """Back from the trash."""
        if self._trashed is not None:
            try:
                restore(self._trashed)
            except StudioError as error:
                self.show_problems(error.problems)
        self._trashed = None
        self.undo.hide()
        self.context.library.refresh()

    @Slot()
    def on_folder_clicked(self) -> None:
        """The run's folder in the file manager."""
        if (record := self.table.chosen) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(record.path))

    @Slot()
    def on_again_clicked(self) -> None:
        """Its recipe as the draft, to change and train anew."""
        record = self.table.chosen
        if record is None:
            return
        try:
            self.context.session.repeat_run(self.context.library.library.run(record.id))
        except StudioError as error:
            self.show_problems(error.problems)
        else:
            self.go.emit("train")

    @Slot(object)
    def on_freed(self, size: int) -> None:
        """Said, and measured anew."""
        self.undo.hide()
        self.context.library.refresh()
        self.context.catalogue.refresh()

    def _make_list(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addStretch(1)
        top.addWidget(self._space)
        top.addWidget(self.clean)
        column.addLayout(top)
        column.addWidget(self.queue_bar)
        column.addWidget(self.table, 1)
        return part
