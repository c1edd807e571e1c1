"""The application: one window per home, its crash reports, and what is done once the window can be seen."""

from __future__ import annotations

import errno
import faulthandler
import hashlib
import locale
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QLockFile, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from studio import __version__
from studio.contract.attempts.launching import wake_queue
from studio.contract.events import RunState
from studio.contract.places import find_folder, find_home
from studio.contract.problems import ExitCode, Problem, StudioError, explain_os_error
from studio.contract.storage.trash import KEPT, empty_trash
from studio.ui.context import Context
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.language import Language
from studio.ui.theme.theme import Theme
from studio.ui.window import PAGES, Window

RAISE_MILLISECONDS = 2000
SOCKET_PATH_LIMIT = 100


def run_window(arguments: Sequence[str]) -> int:
    """Opens the window, or raises the one there is; returns the exit code when it is closed."""
    application = QApplication([sys.argv[0], *arguments])
    locale.setlocale(locale.LC_NUMERIC, "C")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application.setApplicationName("Moore Studio")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("moore-studio")
    try:
        lock = hold_home()
    except OSError as error:
        return refuse_start(application, explain_os_error(error))
    if lock is None:
        return ExitCode.DONE if raise_other() else ExitCode.DEFECT
    studio = Studio(application)
    studio.show()
    code = application.exec()
    studio.close()
    lock.unlock()
    return code


def hold_home() -> QLockFile | None:
    """The lock of the one window of this home; None where another window holds it.

    Raises ``OSError`` where the home cannot be written to.
    """
    path = find_home() / "window.lock"
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() is not QLockFile.LockError.LockFailedError:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return None


def refuse_start(application: QApplication, problem: Problem) -> int:
    """Says why the app cannot start, and waits until that is read; returns the exit code."""
    language, theme = Language(application, "system"), Theme(application, "system")
    dialog = ProblemDialog([language.words.explain(problem)], theme)
    dialog.setWindowTitle(application.applicationName())
    dialog.finished.connect(application.quit)
    dialog.open()
    application.exec()
    return problem.exit_code


def name_server() -> str:
    """Where the window of this home listens: a socket in the home, or a name where that path is too long."""
    path = find_home() / "window.socket"
    digest = hashlib.sha256(str(path).encode()).hexdigest()
    return str(path) if len(str(path)) < SOCKET_PATH_LIMIT and sys.platform != "win32" else f"studio-{digest[:24]}"


def raise_other() -> bool:
    """Asks the window that holds this home to come to the front; False where it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(name_server())
    return socket.waitForConnected(RAISE_MILLISECONDS)


class Studio(QObject):
    """Holds the context and the window, and catches what nobody else did (``raised``).

    ``called`` says that somebody started the app again.
    """

    raised = Signal(object)
    called = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.context = Context.build(application, self)
        self._reported: set[str] = set()
        self.raised.connect(self.on_raised)
        self._faults = _Faults(find_folder("cache") / "window_faults.txt")
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._catch
        threading.excepthook = lambda args: self._catch(args.exc_type, args.exc_value, args.exc_traceback)
        application.setWindowIcon(self.context.theme.icon("app", "accent"))
        self.window = Window(self.context)
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self.on_second_start)
        QLocalServer.removeServer(name_server())
        self._server.listen(name_server())
        self.context.library.loaded.connect(self.on_library_loaded)

    def show(self) -> None:
        """Shows the window; the rest is done when it has been painted."""
        self.window.show()
        QTimer.singleShot(0, self.on_painted)

    def close(self) -> None:
        """Ends what belongs to the window, and the window before what it stands on; runs go on."""
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)
        self._server.close()
        self.context.close()
        self._faults.close()
        sys.excepthook, threading.excepthook = self._hooks

    @Slot()
    def on_painted(self) -> None:
        """The window can be seen: asks what takes longer, tells what went wrong before."""
        self.context.library.refresh()
        self.context.catalogue.refresh()
        self.context.settings.token.load()
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
        notices = self.context.settings.problems + self._faults.problems
        if notices:
            self.context.alerts.open_dialog(notices, self.window)

    @Slot()
    def on_library_loaded(self) -> None:
        """Follows again what was running when the window was last closed or killed."""
        self.context.library.loaded.disconnect(self.on_library_loaded)
        for record in self.context.library.records:
            if not record.state.is_final and record.state is not RunState.CREATED:
                self.context.runs.open(Path(record.path))

    @Slot()
    def on_second_start(self) -> None:
        """Somebody started the app again."""
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.called.emit()

    @Slot(object)
    def on_raised(self, error: BaseException) -> None:
        """An exception that nobody caught, from any thread: once per place, with details to copy."""
        details = "".join(traceback.format_exception(error))
        if details in self._reported:
            return
        self._reported.add(details)
        if isinstance(error, StudioError):
            problems = error.problems
        elif isinstance(error, OSError):
            problems = [explain_os_error(error).model_copy(update={"details": details})]
        else:
            problems = [Problem(code="defect.window", values={"error": type(error).__name__}, details=details)]
        self.context.alerts.open_dialog(problems, self.window)

    def _catch(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        self._hooks[0](kind, error or kind(), trace)
        self.raised.emit(error or kind())


class _Faults:
    """Where a native crash of the window leaves its trace, to be told at the next start."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Problem] = []
        if path.exists() and (text := path.read_text(encoding="utf-8", errors="replace")):
            self.problems = [Problem(code="defect.window_ended", level="look", details=text)]
        self._file = path.open("w", encoding="utf-8")
        faulthandler.enable(self._file)

    def close(self) -> None:
        faulthandler.disable()
        self._file.close()


def _warm_up() -> None:
    """What the first visit of a page would otherwise wait for, runs that wait since the computer was last on, and
    what lay in the trash for long enough."""
    import_module("pyqtgraph")
    for page in PAGES:
        import_module(f"studio.ui.pages.{page}")
    wake_queue()
    empty_trash(KEPT)
