"""The window: rail and page stack, and nothing of what the pages do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from studio.contract.problems import StudioError
from studio.ui.context import Context
from studio.ui.dialogs.closing import Choice, ClosingDialog
from studio.ui.dialogs.files import pick_data_files
from studio.ui.frame.rail import Rail
from studio.ui.journey import judge_steps
from studio.ui.pages.page import Page

PAGES = {
    "home": "HomePage",
    "data": "DataPage",
    "model": "ModelPage",
    "train": "TrainPage",
    "report": "ReportPage",
    "try_it": "TryPage",
    "runs": "RunsPage",
    "settings": "SettingsPage",
}


class Window(QMainWindow):
    """Pages are built at their first visit. ``refreshed`` follows each change of rail and actions."""

    refreshed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._pages: dict[str, Page] = {}
        self._may_close = False
        self._stack = QStackedWidget()
        self.rail = Rail(context.actions, context.theme, context.language)
        self.rail.renamed.connect(self.on_renamed)
        self.rail.strip.clicked.connect(self.on_strip_clicked)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(inner)
        self.setMinimumSize(1024, 680)
        self.resize(1280, 800)
        self.setWindowTitle("Moore Studio")
        self._refresh_timer = QTimer(self, singleShot=True, interval=0)
        self._refresh_timer.timeout.connect(self.on_refresh)
        self._bind()
        self._listen()
        self._restore()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    @Slot(str)
    def show_page(self, target: str) -> None:
        """Brings a page to the front: its id, or ``id:run`` for what a page shows of one run."""
        id, _, run_id = target.partition(":")
        page = self._pages.get(id) or self._build(id)
        if run_id:
            self._open_run(page, run_id)
        self._stack.setCurrentWidget(page)
        page.setFocus()
        self.rail.set_page(id)
        self.context.settings.set("page", target)

    @Slot()
    def on_refresh(self) -> None:
        """Something changed: rail and actions say how it is now."""
        context = self.context
        self.rail.set_title(context.session.title)
        self.rail.set_steps(judge_steps(context.draft, context.catalogue, context.library))
        self.rail.strip.follow(next(iter(reversed(context.runs.live)), None))
        context.actions.refresh()
        self.refreshed.emit()

    @Slot()
    def on_changed(self) -> None:
        """Many signals, one refresh."""
        self._refresh_timer.start()

    @Slot()
    def on_library_loaded(self) -> None:
        """The runs are known: back to the one that was looked at, if it is still there and nothing else is."""
        self.context.library.loaded.disconnect(self.on_library_loaded)
        values = self.context.settings.values
        if self.context.library.find(self._left_run) and self.page is not None and self.page.id == values.page:
            self.show_page(f"{values.page}:{self._left_run}")

    @Slot(str)
    def on_setting_changed(self, name: str) -> None:
        """Language and theme change while the window is open."""
        values = self.context.settings.values
        if name == "theme":
            self.context.theme.choose(values.theme)
        elif name == "language":
            self.context.language.choose(values.language)

    @Slot(str)
    def on_renamed(self, title: str) -> None:
        """The project has another title."""
        self._try(lambda: self.context.session.rename(title))

    @Slot(object)
    def on_failed(self, problems: object) -> None:
        """Something failed that no page asked for."""
        assert isinstance(problems, list)
        self.context.alerts.open_dialog(problems, self)

    @Slot()
    def on_strip_clicked(self) -> None:
        """To the run that is going on."""
        if self.rail.strip.worker is not None:
            self.show_page(f"train:{self.rail.strip.worker.id}")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks once while something is trained."""
        live = self.context.runs.live
        if live and not self._may_close:
            event.ignore()
            dialog = ClosingDialog(len(live), self)
            dialog.chosen.connect(self.on_closing_chosen)
            dialog.open()
            return
        self.context.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)

    @Slot(object)
    def on_closing_chosen(self, choice: Choice) -> None:
        """What becomes of the running trainings."""
        if choice is Choice.STOP:
            for worker in self.context.runs.live:
                worker.ask("stop")
        self._may_close = True
        self.close()

    def _build(self, id: str) -> Page:
        made: Page = getattr(import_module(f"studio.ui.pages.{id}"), PAGES[id])(self.context, self._stack)
        made.go.connect(self.show_page, Qt.ConnectionType.QueuedConnection)
        self._stack.addWidget(made)
        self._pages[id] = made
        return made

    def _open_run(self, page: Page, run_id: str) -> None:
        record = self.context.library.find(run_id)
        project = record.project if record else None
        self._try(lambda: self.context.session.open_project(project or ""))
        self._try(lambda: page.open_run(run_id))

    def _bind(self) -> None:
        actions, draft = self.context.actions, self.context.draft
        for id in PAGES:
            actions.bind(f"page.{id}", partial(self.show_page, id))
        actions.bind("edit.undo", draft.undo, lambda: draft.history.can_undo)
        actions.bind("edit.redo", draft.redo, lambda: draft.history.can_redo)
        actions.bind("data.open", self._open_data)
        actions.bind("app.theme", self._swap_theme)
        actions.bind("app.help", lambda: self.page.open_help() if self.page else None)
        actions.bind("app.quit", self.close)
        actions.install(self)

    def _open_data(self) -> None:
        paths = pick_data_files(self)
        if paths:
            self._try(lambda: self.context.session.open_files(paths))
            self.show_page("data")

    def _try(self, step: Callable[[], object]) -> bool:
        """Does it; a Problem becomes a dialog, and False."""
        try:
            step()
        except StudioError as error:
            self.on_failed(error.problems)
            return False
        return True

    def _swap_theme(self) -> None:
        self.context.settings.set("theme", "light" if self.context.theme.tokens.dark else "dark")

    def _listen(self) -> None:
        context = self.context
        for signal in (
            context.draft.changed,
            context.draft.problems_changed,
            context.draft.inspection_changed,
            context.catalogue.changed,
            context.library.loaded,
            context.library.failed,
            context.runs.changed,
            context.session.changed,
        ):
            signal.connect(self.on_changed)
        context.runs.changed.connect(context.library.refresh)
        context.settings.changed.connect(self.on_setting_changed)
        for failed in (context.draft.failed, context.catalogue.failed, context.library.failed):
            failed.connect(self.on_failed)

    def _restore(self) -> None:
        values = self.context.settings.values
        self.restoreGeometry(QByteArray.fromBase64(values.geometry.encode()))
        opened = self._try(lambda: self.context.session.open_project(values.project))
        id, _, self._left_run = values.page.partition(":")
        self.show_page(id if id in PAGES and (opened or self._left_run) else "home")
        if self._left_run:
            self.context.library.loaded.connect(self.on_library_loaded)
        self._refresh_timer.start()
