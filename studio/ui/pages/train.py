"""Train: four settings and a forecast before, the curves while, the verdict after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from studio.contract.data.steps import dump_steps
from studio.contract.events import RunState
from studio.contract.places import write_atomically
from studio.contract.problems import StudioError, explain_os_error
from studio.contract.recipe import dump_recipe
from studio.contract.storage.support import write_support_file
from studio.ui.context import Context
from studio.ui.dialogs.guide import TROUBLE
from studio.ui.pages.page import Page
from studio.ui.widgets.training.preparation import Preparation
from studio.ui.widgets.training.run_view import RunView
from studio.ui.workers.run_worker import RunWorker

RESUMABLE = (RunState.STOPPED, RunState.FAILED, RunState.LOST)
CONTINUABLE = (RunState.PAUSED, *RESUMABLE)


class TrainPage(Page):
    """Shows the newest live run of the project, the run it was asked to show, or else the settings."""

    id = "train"
    guide = TROUBLE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.before, self.view = Preparation(context), RunView(context)
        self.before.data_asked.connect(lambda: self.go.emit("data"))
        self.before.form.checked.connect(self.refresh)
        self.view.moved.connect(self.refresh)
        self._project = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.before)
        self._stack.addWidget(self.view)
        self.content.addWidget(self._stack)
        actions = context.actions
        actions.bind("run.start", self.start, lambda: self._may_start)
        actions.bind("run.pause", lambda: self.view.ask("pause"), lambda: self._is_running)
        actions.bind("run.resume", self.resume, lambda: self._shows_run and self.view.state in CONTINUABLE)
        actions.bind("run.stop", lambda: self.view.ask("stop"), lambda: self._is_live)
        actions.bind("run.end_now", self.view.ending.ask, lambda: self._is_live and self.view.ending.is_offered)
        actions.bind("recipe.save", self.save_recipe, lambda: context.draft.recipe is not None)
        actions.bind("recipe.load", self.load_recipe)
        self._again = self.add_secondary()
        self._again.clicked.connect(self.on_again_clicked)
        self._saved = [self.add_secondary(role="quiet") for _ in range(2)]
        for action, button in zip(("recipe.save", "recipe.load"), self._saved, strict=True):
            actions.attach(action, button)
        self._running = [self.add_secondary(role=role) for role in ("", "", "", "danger")]
        for action, button in zip(("run.pause", "run.resume", "run.stop", "run.end_now"), self._running, strict=True):
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
            self.view.ask("resume")
        elif self.view.worker is not None:
            self._show_run(self.context.runs.resume(self.view.worker.folder))

    def save_recipe(self) -> None:
        """Writes the draft as a recipe file, and beside it the steps in force."""
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save recipe"), "recipe.yaml", "YAML (*.yaml *.yml)")
        draft, recipe = self.context.draft, self.context.draft.recipe
        if path and recipe is not None:
            steps = Path(path).with_suffix(".steps.jsonl")
            try:
                if draft.steps:
                    write_atomically(steps, dump_steps(draft.steps))
                    data = recipe.data.model_copy(update={"steps": steps.name})
                    recipe = recipe.model_copy(update={"data": data})
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
        elif self.view.has_result and self.view.worker is not None:
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
        self._stack.setCurrentWidget(self.before)
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
            self._stack.setCurrentWidget(self.before)
            self._show_live()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Buttons and advice say what can be done now."""
        before, state = not self._shows_run, self.view.state
        ended, has_result = not before and state.is_final, self.view.has_result
        self.primary.setVisible(before or ended)
        self.primary.setEnabled(self._may_start if before else True)
        if before:
            self.primary.setText(self.tr("Train"))
        else:
            self.primary.setText(self.tr("Report") if has_result else self.tr("Continue"))
        self._saved[0].setVisible(before and self.context.draft.recipe is not None)
        self._saved[1].setVisible(before)
        pause, go_on, stop, end_now = self._running
        pause.setVisible(not before and self._is_running)
        go_on.setVisible(not before and (state is RunState.PAUSED or (state is RunState.STOPPED and has_result)))
        stop.setVisible(not before and not state.is_final)
        end_now.setVisible(self._is_live and self.view.ending.is_offered)
        self._again.setVisible(ended)
        self._try.setVisible(ended and has_result)
        self._support.setVisible(ended and not has_result)
        self.advice.set_notes(self.before.collect_notes() if before else [])
        self.context.actions.refresh()

    # -- within --------------------------------------------------------------------------------------------

    @property
    def _may_start(self) -> bool:
        return self.before.is_ready and not self._is_live

    @property
    def _shows_run(self) -> bool:
        return self._stack.currentWidget() is self.view

    @property
    def _is_live(self) -> bool:
        return self._shows_run and not self.view.state.is_final

    @property
    def _is_running(self) -> bool:
        return self._is_live and self.view.state in (RunState.PREPARING, RunState.TRAINING, RunState.EVALUATING)

    def _show_run(self, worker: RunWorker) -> None:
        self.view.show_run(worker)
        self._stack.setCurrentWidget(self.view)
        self.refresh()

    def _show_live(self) -> None:
        project = self.context.draft.project
        own = [worker for worker in self.context.runs.live if project and _find_project(worker) == project.id]
        if own:
            self._show_run(own[-1])


def _find_project(worker: RunWorker) -> str | None:
    try:
        return worker.folder.card().project
    except StudioError:
        return None
