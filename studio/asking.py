"""One question to an answering child, from the command line: the child lives as long as the question."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from typing import cast

from studio.contract.calls import AnswerT, Call, CallProgress, Question, Reply
from studio.contract.places import child_command, child_environment
from studio.contract.problems import Cancelled, Problem, StudioError

END_SECONDS = 5.0


def ask(call: Call[AnswerT], on_progress: Callable[[CallProgress], None]) -> AnswerT:
    """The answer. Raises ``StudioError`` with the child's problems, ``Cancelled`` where it was cancelled.

    A KeyboardInterrupt passes through after the child has ended.
    """
    with tempfile.TemporaryFile() as printed:
        pipe, command = subprocess.PIPE, child_command(call.server)
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=printed, env=child_environment()) as child:
            try:
                return _converse(child, call, on_progress)
            except EOFError:
                code = child.wait()
            finally:
                _end(child)
        printed.seek(0)
        details = printed.read().decode("utf-8", "replace")
    raise StudioError(Problem(code="defect.child_ended", values={"code": code}, details=details))


def _converse(
    child: subprocess.Popen[bytes], call: Call[AnswerT], on_progress: Callable[[CallProgress], None]
) -> AnswerT:
    """Raises ``EOFError`` where the child ends without an answer."""
    questions, replies = child.stdin, child.stdout
    assert questions is not None
    assert replies is not None
    question = Question(id=1, call=call.name, arguments=json.loads(call.model_dump_json()))
    questions.write(question.model_dump_json().encode() + b"\n")
    questions.flush()
    for line in replies:
        reply = Reply.model_validate_json(line)
        if reply.id != question.id:
            continue
        if reply.progress is not None:
            on_progress(reply.progress)
        elif reply.problems is not None:
            raise StudioError(reply.problems)
        elif reply.answer is not None:
            return cast(AnswerT, call.answer.model_validate(reply.answer))
        else:
            raise Cancelled
    raise EOFError


def _end(child: subprocess.Popen[bytes]) -> None:
    """Closing its input ends the child; one that does not end is killed."""
    assert child.stdin is not None
    child.stdin.close()
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
