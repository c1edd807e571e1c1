"""The application: one window per home, what becomes of crashes, and coming back after a kill."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from studio.contract.attempts.ownership import hold_run
from studio.contract.events import RunState, State
from studio.contract.places import find_folder, find_home
from studio.contract.problems import ExitCode, Problem, StudioError, explain_os_error
from studio.contract.run import RunFolder
from studio.ui.app import Studio, hold_home, name_server, raise_other, refuse_start
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.pages.settings import SettingsPage
from studio.ui.window import Window
from tests.ui.conftest import Until, free_deleted

ROOT = Path(__file__).parents[3]
EDITING = """
import sys
from PySide6.QtWidgets import QApplication
from studio.contract.project import Project
from studio.ui.app import Studio
application = QApplication([])
studio = Studio(application)
studio.window.show()
context = studio.context
context.session.open_project(Project.create("Ward notes").id)
context.draft.saved.connect(lambda: print(context.draft.project.id, flush=True))
studio.window.show_page("settings")
context.draft.set_many({"epochs": 7, "data.read.encoding": "gb18030"})
sys.exit(application.exec())
"""


@pytest.fixture
def studio(qapp: QApplication, home: Path) -> Iterator[Studio]:
    made = Studio(qapp)
    made.window.show()
    yield made
    made.close()
    made.deleteLater()
    free_deleted()


@pytest.fixture
def close_dialog() -> Callable[[], list[str]]:
    """Closes the dialog in front and gives what it said."""

    def close() -> list[str]:
        dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ProblemDialog))
        texts = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
        dialog.close()
        free_deleted()
        return texts

    return close


def test_a_second_start_raises_the_first(studio: Studio, until: Until) -> None:
    lock = hold_home()
    assert lock is not None
    studio.window.showMinimized()
    second = subprocess.Popen([sys.executable, "-m", "studio"], cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"})
    with until(studio.called):
        pass
    assert second.wait(30) == 0
    assert not studio.window.isMinimized()
    lock.unlock()


def test_another_home_has_a_window_of_its_own(studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = hold_home()
    assert hold_home() is None
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "other"))
    other = hold_home()
    assert lock is not None
    assert other is not None
    assert not raise_other()
    other.unlock()
    lock.unlock()


def test_a_long_path_still_has_a_place_to_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / ("x" * 100)))
    assert len(name_server()) < 40
    assert name_server() == name_server()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_exception_nobody_caught_is_shown_once(
    studio: Studio, until: Until, close_dialog: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "_hooks", (lambda *_: None, studio._hooks[1]))

    def fail() -> None:
        raise ValueError("of ours")

    def is_defect(problems: list[Problem], where: str) -> bool:
        return (problems[0].code, where) == ("defect.window", "dialog") and "of ours" in problems[0].details

    with until(studio.context.alerts.shown, when=is_defect):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "Something went wrong in this window." in close_dialog()
    shown: list[object] = []
    studio.context.alerts.shown.connect(lambda problems, where: shown.append(problems))
    error = ValueError("twice")
    studio.on_raised(error)
    studio.on_raised(error)
    studio.on_raised(StudioError(Problem(code="run.live")))
    studio.on_raised(OSError(28, "No space left on device"))
    assert len(shown) == 3
    for _ in shown:
        close_dialog()


def test_a_home_that_cannot_be_used_is_explained(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, close_dialog: Callable[[], list[str]]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(OSError, match="file") as caught:
        hold_home()
    texts: list[str] = []
    QTimer.singleShot(0, lambda: texts.extend(close_dialog()))
    assert refuse_start(qapp, explain_os_error(caught.value)) == ExitCode.COMPUTER
    assert texts[0].startswith("A file or folder could not be used")


def test_a_crash_is_told_at_the_next_start(
    home: Path, qapp: QApplication, until: Until, close_dialog: Callable[[], list[str]]
) -> None:
    (find_folder("cache") / "window_faults.txt").write_text("Fatal Python error: Segmentation fault")
    (home / "settings.json").write_text('{"theme": "purple"}')
    made = Studio(qapp)
    with until(made.context.alerts.shown):
        made.show()
    texts = close_dialog()
    assert "Moore Studio ended unexpectedly the last time." in texts
    assert "The setting “theme” was not valid and is back to its usual value." in texts
    made.close()
    made.deleteLater()
    free_deleted()
    assert (find_folder("cache") / "window_faults.txt").read_text() == ""


def test_runs_that_went_on_are_followed_again(home: Path, qapp: QApplication, until: Until) -> None:
    ended = RunFolder.create("task: token-classification\ndata: {train: a.conll}\n")
    ended.append(State(state=RunState.DONE, attempt=1))
    ended.close()
    run = RunFolder.create("task: token-classification\ndata: {train: a.conll}\n")
    with hold_run(run.path, 1):
        run.append(State(state=RunState.TRAINING, attempt=1))
        run.close()
        made = Studio(qapp)
        with until(made.context.runs.changed, when=lambda id: bool(made.context.runs.live)):
            made.show()
        assert [worker.id for worker in made.context.runs.live] == [run.path.name]
        made.close()
    made.deleteLater()
    free_deleted()


def test_a_window_killed_while_editing_comes_back_as_it_was(home: Path, studio_killed: str, window: Window) -> None:
    project = window.context.draft.project
    assert project is not None
    assert project.id == studio_killed
    assert isinstance(window.page, SettingsPage)
    assert window.context.draft.get("epochs") == 7
    assert window.context.draft.get("data.read.encoding") == "gb18030"
    assert find_home() == home


@pytest.fixture
def studio_killed(home: Path) -> str:
    """Another process edits a project and is killed as soon as that is saved; gives the project's id."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, "-c", EDITING], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        project = process.stdout.readline().strip()
        process.kill()
        process.wait()
    return project
