"""Questions to the answering child processes: asked on the GUI thread, answered by signals there."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from itertools import count
from typing import Any, BinaryIO

from pydantic import ValidationError
from PySide6.QtCore import QObject, QThread, Signal, Slot

from studio.contract.calls import Call, Question, Reply, Server
from studio.contract.places import child_command, child_environment
from studio.contract.problems import Problem

LAST_LINES = 20
END_MILLISECONDS = 3000


class CallHandle(QObject):
    """One question on its way; lives as long as it is pending or somebody holds it.

    Of ``answered`` and ``failed`` at most one comes; ``ended`` always, as the last.
    ``progressed`` carries a CallProgress, ``answered`` the answer's object, ``failed`` a list of Problems.
    """

    progressed = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    ended = Signal()
    cancelled = Signal(int)

    def __init__(self, id: int, call: Call[Any]) -> None:
        super().__init__()
        self.id = id
        self.call = call
        self.is_cancelled = False

    def cancel(self) -> None:
        """Asks for the end; from now on only ``ended`` comes. A question that has ended is left alone."""
        self.is_cancelled = True
        self.cancelled.emit(self.id)


class AnswerWorker(QThread):
    """Keeps one answering child: writes questions, reads replies. ``replied`` carries one Reply.

    ``lost`` carries (server, exit code, last lines that it printed) when the child ended by itself.
    """

    replied = Signal(object)
    lost = Signal(object)

    def __init__(self, server: Server, parent: QObject) -> None:
        super().__init__(parent)
        self._server = server
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closing = False

    def write(self, question: Question) -> None:
        """Hands over one line; never waits for the child."""
        self._lines.put(question.model_dump_json().encode() + b"\n")

    def close(self) -> None:
        """Ends the child by closing its input; one that does not end within seconds is terminated."""
        self._is_closing = True
        self._lines.put(None)
        if not self.wait(END_MILLISECONDS):
            if self._process is not None:
                self._process.terminate()
            self.wait()

    def run(self) -> None:
        """Lives as long as the child."""
        process = subprocess.Popen(
            child_command(self._server),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(),
        )
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        printed: list[bytes] = []
        writer = threading.Thread(target=self._pump, args=(process.stdin,), daemon=True)
        listener = threading.Thread(target=_keep_last, args=(process.stderr, printed), daemon=True)
        writer.start()
        listener.start()
        for line in process.stdout:
            try:
                self.replied.emit(Reply.model_validate_json(line))
            except ValidationError:
                printed.append(line)
        process.wait()
        self._lines.put(None)
        writer.join()
        listener.join()
        if not self._is_closing:
            last = b"".join(printed[-LAST_LINES:]).decode("utf-8", "replace")
            self.lost.emit((self._server, process.returncode, last))

    def _pump(self, pipe: BinaryIO) -> None:
        try:
            with pipe:
                while (line := self._lines.get()) is not None:
                    pipe.write(line)
                    pipe.flush()
        except BrokenPipeError:
            return


class Calls(QObject):
    """The window's way to ask: one warm child for data, one for models, each started at its first question."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = count(1)
        self._workers: dict[Server, AnswerWorker] = {}
        self._pending: dict[int, CallHandle] = {}
        self._is_closed = False

    def ask(self, call: Call[Any]) -> CallHandle:
        """Asks; connect to the handle's signals before returning to the event loop."""
        handle = CallHandle(next(self._ids), call)
        if self._is_closed:  # an answer or a timer of the last moment asks on; nobody would wait for another child
            return handle
        handle.cancelled.connect(self.on_cancelled)
        self._pending[handle.id] = handle
        question = Question(id=handle.id, call=call.name, arguments=json.loads(call.model_dump_json()))
        self._find_worker(call.server).write(question)
        return handle

    def close(self) -> None:
        """Ends the children; nothing is answered any more, whatever is asked."""
        self._is_closed = True
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()

    @Slot(int)
    def on_cancelled(self, id: int) -> None:
        """A handle was cancelled."""
        if id in self._pending:
            self._find_worker(self._pending[id].call.server).write(Question(id=id, cancel=True))

    @Slot(object)
    def on_replied(self, reply: Reply) -> None:
        """One line of a child."""
        handle = self._pending.get(reply.id)
        if handle is None:
            return
        if not handle.is_cancelled:
            _deliver(handle, reply)
        if reply.is_final:
            self._end(handle)

    @Slot(object)
    def on_lost(self, evidence: tuple[Server, int, str]) -> None:
        """A child ended by itself: its questions fail, the next question starts a new one."""
        server, code, printed = evidence
        del self._workers[server]
        problem = Problem(code="defect.child_ended", values={"code": code}, details=printed)
        for handle in [h for h in self._pending.values() if h.call.server == server]:
            if not handle.is_cancelled:
                handle.failed.emit([problem])
            self._end(handle)

    def _find_worker(self, server: Server) -> AnswerWorker:
        worker = self._workers.get(server)
        if worker is None:
            worker = self._workers[server] = AnswerWorker(server, self)
            worker.replied.connect(self.on_replied)
            worker.lost.connect(self.on_lost)
            worker.finished.connect(worker.deleteLater)
            worker.start()
        return worker

    def _end(self, handle: CallHandle) -> None:
        del self._pending[handle.id]
        handle.ended.emit()


def _deliver(handle: CallHandle, reply: Reply) -> None:
    if reply.progress is not None:
        handle.progressed.emit(reply.progress)
    elif reply.problems is not None:
        handle.failed.emit(reply.problems)
    elif reply.answer is not None:
        handle.answered.emit(handle.call.answer.model_validate(reply.answer))


def _keep_last(pipe: BinaryIO, printed: list[bytes]) -> None:
    for line in pipe:
        printed.append(line)
        del printed[:-LAST_LINES]
