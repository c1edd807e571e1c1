"""The loop of an answering child: questions in on stdin, replies out on stdout, each question in a thread.

The child ends when its stdin closes, so it never outlives who asks. Whatever libraries print goes to stderr.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, BinaryIO

import psutil
from pydantic import ValidationError

from studio.contract.calls import CALLS, Answer, Call, CallProgress, Hello, Question, Reply
from studio.contract.problems import Cancelled, Problem, StudioError, explain_os_error

THREADS = 4
END_SECONDS = 2.0


class Asked:
    """One question being answered: how its handler tells progress, and learns that nobody waits any more."""

    def __init__(self, send: Callable[[CallProgress], None]) -> None:
        self._send = send
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Nobody waits for the answer any more."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Whether the handler should end, with ``Cancelled``."""
        return self._cancelled.is_set()

    def report(self, progress: CallProgress) -> None:
        """Tells how far it is. Raises ``Cancelled`` where nobody waits any more."""
        if self.is_cancelled():
            raise Cancelled
        self._send(progress)

    def look(self, fraction: float, code: str) -> None:
        """The same, for those who know a fraction and the code of what is happening."""
        self.report(CallProgress(fraction=fraction, code=code))


Handler = Callable[[Any, Asked], Answer]


class Server:
    """Answers questions by the table of handlers. ``replies`` is written to by one thread at a time."""

    def __init__(self, handlers: Mapping[str, Handler], replies: BinaryIO) -> None:
        self._handlers = handlers
        self._replies = replies
        self._writing = threading.Lock()
        self._pending: dict[int, Asked] = {}
        self._futures: set[Future[Answer]] = set()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answer")

    def serve(self, lines: Iterable[bytes]) -> None:
        """Answers until ``lines`` end, then cancels what is pending and waits a moment for it."""
        for line in lines:
            try:
                question = Question.model_validate_json(line)
            except ValidationError as error:
                problem = Problem(code="defect.unexpected", details=str(error))
                self.reply(Reply(id=-1, problems=[problem]))
                continue
            self._take(question)
        for asked in list(self._pending.values()):
            asked.cancel()
        wait(self._futures, END_SECONDS)
        self._threads.shutdown(wait=False, cancel_futures=True)

    def reply(self, reply: Reply) -> None:
        """Writes one line; drops it where nobody reads any more."""
        line = reply.model_dump_json(exclude_none=True).encode() + b"\n"
        with self._writing:
            try:
                self._replies.write(line)
                self._replies.flush()
            except (BrokenPipeError, ValueError):
                return

    def _take(self, question: Question) -> None:
        id = question.id
        if question.cancel:
            pending = self._pending.get(id)
            if pending:
                pending.cancel()
            return
        asked = Asked(lambda progress: self.reply(Reply(id=id, progress=progress)))
        self._pending[id] = asked
        future = self._threads.submit(self._answer, question, asked)
        self._futures.add(future)
        future.add_done_callback(lambda done: self._end(id, done))

    def _answer(self, question: Question, asked: Asked) -> Answer:
        handler = self._handlers.get(question.call)
        if handler is None:
            raise StudioError(Problem(code="defect.unknown_call", values={"call": question.call}))
        call: Call[Any] = CALLS[question.call].model_validate(question.arguments)
        if asked.is_cancelled():
            raise Cancelled
        return handler(call, asked)

    def _end(self, id: int, done: Future[Answer]) -> None:
        del self._pending[id]
        self._futures.discard(done)
        error = None if done.cancelled() else done.exception()
        if error is None and not done.cancelled():
            self.reply(Reply(id=id, answer=done.result().model_dump(mode="json")))
        elif error is None or isinstance(error, Cancelled):
            self.reply(Reply(id=id, cancelled=True))
        else:
            self.reply(Reply(id=id, problems=explain(error)))


def explain(error: BaseException) -> list[Problem]:
    """Any exception as problems; one that nobody understands is a defect of ours, with its traceback."""
    if isinstance(error, StudioError):
        return error.problems
    if isinstance(error, OSError | MemoryError):
        return [explain_os_error(error)]
    return [Problem(code="defect.unexpected", details="".join(traceback.format_exception(error)))]


def run_server(handlers: Mapping[str, Handler], warm_up: Callable[[], None]) -> None:
    """The whole life of an answering child. ``warm_up`` imports what handlers need, while nobody waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the command that asks
    os.umask(0o077)
    questions, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    server = Server(handlers, replies)
    server.reply(Reply(id=0, answer=Hello(seconds=time.time() - psutil.Process().create_time()).model_dump()))
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    server.serve(questions)
    os._exit(0)  # a thread deep inside a library is not waited for
