"""Train: four settings and a forecast before, the curves while, the verdict after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from studio.contract.events import RunState
from studio.contract.places import write_atomically
from studio.contract.problems import StudioError, explain_os_error
from studio.contract.recipe import dump_recipe
from studio.contract.run import RequestKind
from studio.contract.storage.support import write_support_file
from studio.ui.context import Context
from studio.ui.pages.page import Page
from studio.ui.theme.theme import mark
from studio.ui.widgets.forecast_card import ForecastCard
from studio.ui.widgets.form import SettingsForm
from studio.ui.widgets.run_view import RunView
from studio.ui.workers.run_worker import RunWorker

RESUMABLE = (RunState.STOPPED, RunState.FAILED, RunState.LOST)
FINISHED = (RunState.DONE, RunState.STOPPED)


class TrainPage(Page):
    """Shows the newest live run of the project, the run it was asked to show, or else the settings."""

    id = "train"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form = SettingsForm(context)
        self.forecast = ForecastCard(context)
        self.view = RunView(context)
        self.view.moved.connect(self.refresh)
        self.form.checked.connect(self.refresh)
        self._project = ""
        self._stack = QStackedWidget()
        self._before = self._make_before()
        for part in (self._before, self._make_empty(), self.view):
            self._stack.addWidget(part)
        self.content.addWidget(self._stack)
        actions = context.actions
        actions.bind("run.start", self.start, lambda: self._may_start)
        actions.bind("run.pause", lambda: self._ask("pause"), lambda: self._is_running)
        actions.bind("run.resume", self.resume, lambda: self._may_resume)
        actions.bind("run.stop", lambda: self._ask("stop"), lambda: self._is_live)
        actions.bind("recipe.save", self.save_recipe, lambda: context.draft.recipe is not None)
        actions.bind("recipe.load", self.load_recipe)
        self._again = self.add_secondary()
        self._again.clicked.connect(self.on_again_clicked)
        self._saved = [self.add_secondary(role="quiet") for _ in range(2)]
        for action, button in zip(("recipe.save", "recipe.load"), self._saved, strict=True):
            actions.attach(action, button)
        self._running = [self.add_secondary() for _ in range(3)]
        for action, button in zip(("run.pause", "run.resume", "run.stop"), self._running, strict=True):
            actions.attach(action, button)
        self._support = self.add_secondary(role="quiet")
        self._support.clicked.connect(self.on_support_clicked)
        self._try = self.add_secondary()
        self._try.clicked.connect(self.on_try_clicked)
        self.use_primary().clicked.connect(self.on_primary_clicked)
        context.draft.problems_changed.connect(self.refresh)
        context.draft.inspection_changed.connect(self.refresh)
        context.catalogue.changed.connect(self.refresh)
        context.session.changed.connect(self.on_project_changed)
        context.runs.changed.connect(self.on_shown)
        self.on_project_changed()

    def retranslate(self) -> None:
        """Every text of the page."""
        self.set_heading(self.tr("Train"), self.tr("The model reads your examples again and again, and learns"))
        self._again.setText(self.tr("New run with other settings"))
        self._support.setText(self.tr("Save support file"))
        self._try.setText(self.tr("Try it"))
        self._no_data.setText(self.tr("No data yet"))
        self._no_data_hint.setText(self.tr("Choose what the model learns from. The settings then advise themselves."))
        self._to_data.setText(self.tr("Choose data"))
        self.form.on_changed()
        self.refresh()

    def on_shown(self) -> None:
        """A run of this project that goes on is shown by itself."""
        if not self._shows_run:
            self._show_live()
        self.refresh()

    def open_run(self, run_id: str) -> None:
        """Shows one run, live or long ended."""
        self._show_run(self.context.runs.open(self.context.library.library.run(run_id).path))

    # -- what can be done --------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins a run with the draft's recipe; from here on nothing can be lost."""
        draft = self.context.draft
        recipe, project = draft.recipe, draft.project
        if recipe is None or project is None:
            return
        try:
            title = self.context.session.title or recipe.task
            worker = self.context.runs.begin(dump_recipe(recipe), title=title, project=project.id, base=draft.base)
        except StudioError as error:
            self.show_problems(error.problems)
        except OSError as error:
            self.show_problems([explain_os_error(error)])
        else:
            self.show_problems([])
            self._show_run(worker)

    def resume(self) -> None:
        """Goes on: with a paused attempt, or in a new one."""
        if self.view.state is RunState.PAUSED:
            self._ask("resume")
        elif self.view.worker is not None:
            self._show_run(self.context.runs.resume(self.view.worker.folder))

    def save_recipe(self) -> None:
        """Writes the draft as a recipe file."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save recipe"), "recipe.yaml", "YAML (*.yaml *.yml)")
        recipe = self.context.draft.recipe
        if path and recipe is not None:
            try:
                write_atomically(Path(path), dump_recipe(recipe))
            except OSError as error:
                self.show_problems([explain_os_error(error)])

    def load_recipe(self) -> None:
        """Takes over a recipe file."""
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Load recipe"), "", "YAML (*.yaml *.yml)")
        if not path:
            return
        try:
            self.context.session.load_recipe(Path(path))
        except StudioError as error:
            self.show_problems(error.problems)

    # -- slots ---------------------------------------------------------------------------------------------

    @Slot()
    def on_primary_clicked(self) -> None:
        """Train before a run, the report after it, on with one that broke off."""
        if not self._shows_run:
            self.start()
        elif self.view.state in FINISHED and self.view.worker is not None:
            self.go.emit(f"report:{self.view.worker.id}")
        elif self.view.state in RESUMABLE:
            self.resume()

    @Slot()
    def on_try_clicked(self) -> None:
        """To the page on which the model is tried."""
        if self.view.worker is not None:
            self.go.emit(f"try_it:{self.view.worker.id}")

    @Slot()
    def on_again_clicked(self) -> None:
        """The settings again."""
        self._stack.setCurrentWidget(self._before)
        self.refresh()

    @Slot()
    def on_support_clicked(self) -> None:
        """What helps support, without any of the user's texts."""
        worker = self.view.worker
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save support file"), "support.zip", "ZIP (*.zip)")
        if path and worker is not None:
            try:
                write_support_file(worker.folder, Path(path), force=True)
            except StudioError as error:
                self.show_problems(error.problems)
            except OSError as error:
                self.show_problems([explain_os_error(error)])

    @Slot()
    def on_project_changed(self) -> None:
        """Another project: its own settings, or its run that goes on."""
        project = self.context.draft.project
        id = project.id if project else ""
        if id != self._project:
            self._project = id
            self.show_problems([])
            self._stack.setCurrentWidget(self._before)
            self._show_live()
        self.refresh()

    @Slot()
    def on_data_asked(self) -> None:
        """To the page on which the data come in."""
        self.go.emit("data")

    @Slot()
    def refresh(self) -> None:
        """Buttons and advice say what can be done now."""
        before, state = not self._shows_run, self.view.state
        if before:
            has_data = self.context.draft.recipe is not None or self.context.draft.is_inspecting
            self._stack.setCurrentIndex(0 if has_data else 1)
        ended = not before and state.is_final
        self.primary.setVisible(before or ended)
        self.primary.setEnabled(self._may_start if before else True)
        if before:
            self.primary.setText(self.tr("Train"))
        else:
            self.primary.setText(self.tr("Report") if state in FINISHED else self.tr("Continue"))
        self._saved[0].setVisible(before and self.context.draft.recipe is not None)
        self._saved[1].setVisible(before)
        pause, go_on, stop = self._running
        pause.setVisible(not before and self._is_running)
        go_on.setVisible(not before and (state is RunState.PAUSED or state is RunState.STOPPED))
        stop.setVisible(not before and not state.is_final)
        self._again.setVisible(ended)
        self._try.setVisible(ended and state in FINISHED)
        self._support.setVisible(ended and state not in FINISHED)
        self._show_advice(before)
        self.context.actions.refresh()

    # -- within --------------------------------------------------------------------------------------------

    @property
    def _may_start(self) -> bool:
        draft = self.context.draft
        recipe = draft.recipe
        facts = self.context.catalogue.find(recipe.model or "") if recipe else None
        is_here = facts is None or facts.state == "here"
        return draft.is_ready and is_here and self.form.is_valid and not self._is_live

    @property
    def _shows_run(self) -> bool:
        return self._stack.currentWidget() is self.view

    @property
    def _is_live(self) -> bool:
        return self._shows_run and not self.view.state.is_final

    @property
    def _is_running(self) -> bool:
        return self._is_live and self.view.state in (RunState.PREPARING, RunState.TRAINING, RunState.EVALUATING)

    @property
    def _may_resume(self) -> bool:
        return self._shows_run and self.view.state in (RunState.PAUSED, *RESUMABLE)

    def _ask(self, kind: RequestKind) -> None:
        if self.view.worker is not None:
            self.view.worker.ask(kind)

    def _show_run(self, worker: RunWorker) -> None:
        self.view.show_run(worker)
        self._stack.setCurrentWidget(self.view)
        self.refresh()

    def _show_live(self) -> None:
        project = self.context.draft.project
        own = [worker for worker in self.context.runs.live if project and _find_project(worker) == project.id]
        if own:
            self._show_run(own[-1])

    def _show_advice(self, before: bool) -> None:
        if not before:
            self.advice.set_notes([])
            return
        notes = []
        draft = self.context.draft
        recipe = draft.recipe
        facts = self.context.catalogue.find(recipe.model or "") if recipe else None
        if recipe is None:
            notes.append((self.tr("Data first"), self.tr("Choose what the model learns from, on the Data page.")))
        elif facts is not None and facts.state != "here":
            missing = self.tr("Download it on the Model page, or choose one that is already here.")
            notes.append((self.tr("The model is not here yet"), missing))
        else:
            name = self.context.language.words.say(f"model-{recipe.model}")
            notes.append((self.tr("Ready"), self.tr("{model} learns from your examples.").format(model=name)))
        rest = self.tr("Leave the settings as they are for a first run. You can stop at any time and still try it.")
        notes.append((self.tr("The settings"), rest))
        self.advice.set_notes(notes)

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(12)
        self._no_data, self._no_data_hint = mark(QLabel(), "title"), mark(QLabel(), "muted")
        self._to_data = QPushButton()
        self._to_data.clicked.connect(self.on_data_asked)
        column.addStretch(2)
        for widget in (self._no_data, self._no_data_hint, self._to_data):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return part

    def _make_before(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(24)
        column.addWidget(self.form)
        column.addWidget(self.forecast)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll


def _find_project(worker: RunWorker) -> str | None:
    try:
        return worker.folder.card().project
    except StudioError:
        return None
