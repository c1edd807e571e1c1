"""One question to an answering child, from the command line: the child lives as long as the question."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from studio.contract.calls import AnswerT, Call, CallProgress, Question, Reply
from studio.contract.places import child_command, child_environment
from studio.contract.problems import Cancelled, Problem, StudioError

END_SECONDS = 5.0


def ask(call: Call[AnswerT], on_progress: Callable[[CallProgress], None]) -> AnswerT:
    """The answer. Raises ``StudioError`` with the child's problems, ``Cancelled`` where it was cancelled.

    A KeyboardInterrupt passes through after the child has been told and has ended.
    """
    with tempfile.TemporaryFile() as printed, _start(call.server, printed) as child:
        assert child.stdin and child.stdout
        question = Question(id=1, call=call.name, arguments=json.loads(call.model_dump_json()))
        child.stdin.write(question.model_dump_json().encode() + b"\n")
        child.stdin.flush()
        for line in child.stdout:
            reply = Reply.model_validate_json(line)
            if reply.id != question.id:
                continue
            if reply.progress is not None:
                on_progress(reply.progress)
            elif reply.problems is not None:
                raise StudioError(reply.problems)
            elif reply.answer is not None:
                return call.answer.model_validate(reply.answer)  # type: ignore[return-value]
            else:
                raise Cancelled
        code = child.wait()
        printed.seek(0)
        details = printed.read().decode("utf-8", "replace")
    raise StudioError(Problem(code="defect.child_ended", values={"code": code}, details=details))


@contextmanager
def _start(server: str, printed: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Closing its input ends the child; one that does not end is killed."""
    pipe = subprocess.PIPE
    command, environment = child_command(server), child_environment()
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=printed, env=environment)
    try:
        yield child
    finally:
        assert child.stdin and child.stdout
        child.stdin.close()
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()
