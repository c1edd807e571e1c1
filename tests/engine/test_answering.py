"""The answering children: questions in, replies out, cancelled and ended cleanly."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.contract.calls import CALLS, CallProgress, ListModels, ModelList, Question, Reply
from studio.contract.places import child_command, child_environment, find_resources
from studio.contract.problems import Cancelled, Problem, StudioError
from studio.engine import answer_data, answer_model
from studio.engine.answering import Asked, Handler, Server

NEWS = find_resources() / "samples" / "news_en" / "train.conll"


class Talk:
    """A server in a thread, fed line by line; ``last(id)`` waits for the last reply to a question."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        read, write = os.pipe()
        back, forth = os.pipe()
        self._questions = os.fdopen(write, "wb", buffering=0)
        self._replies = os.fdopen(back, "rb")
        replies = os.fdopen(forth, "wb")
        server = Server(handlers, replies)

        def serve() -> None:
            with os.fdopen(read, "rb") as lines, replies:
                server.serve(lines)

        self._thread = threading.Thread(target=serve, daemon=True)
        self._thread.start()
        self.replies: list[Reply] = []

    def send(self, id: int, call: str = "", cancel: bool = False, **arguments: Any) -> None:
        question = Question(id=id, call=call, arguments=arguments, cancel=cancel)
        self._questions.write(question.model_dump_json().encode() + b"\n")

    def send_line(self, line: bytes) -> None:
        self._questions.write(line)

    def last(self, id: int) -> Reply:
        while not (found := [reply for reply in self.replies if reply.id == id and reply.is_final]):
            self.next()
        return found[0]

    def next(self) -> Reply:
        self.replies.append(Reply.model_validate_json(self._replies.readline()))
        return self.replies[-1]

    def close(self) -> None:
        self._questions.close()
        self._thread.join(30)
        self._replies.close()
        assert not self._thread.is_alive()


@pytest.fixture
def talk(request: pytest.FixtureRequest) -> Iterator[Talk]:
    started = Talk(request.param)
    yield started
    started.close()


def answer(call: ListModels, asked: Asked) -> ModelList:
    asked.look(0.5, "progress.reading")
    return ModelList(models=[])


def wait_for_cancel(call: ListModels, asked: Asked) -> ModelList:
    asked.report(CallProgress(code="progress.waiting"))
    while not asked.is_cancelled():
        threading.Event().wait(0.01)
    asked.report(CallProgress(fraction=1.0))
    return ModelList(models=[])


def fail(error: BaseException) -> Handler:
    def handler(call: ListModels, asked: Asked) -> ModelList:
        raise error

    return handler


@pytest.mark.parametrize("talk", [{"models": answer}], indirect=True)
def test_progress_and_then_the_answer(talk: Talk) -> None:
    talk.send(1, "models")
    assert talk.last(1).answer == {"models": []}
    assert talk.replies[0].progress == CallProgress(fraction=0.5, code="progress.reading")


@pytest.mark.parametrize("talk", [{"models": wait_for_cancel, "hardware": answer}], indirect=True)
def test_a_long_answer_holds_up_no_other_and_can_be_cancelled(talk: Talk) -> None:
    talk.send(1, "models")
    assert talk.next().progress is not None
    talk.send(2, "hardware")
    assert talk.last(2).answer is not None
    talk.send(99, cancel=True)
    talk.send(1, cancel=True)
    assert talk.last(1).cancelled


@pytest.mark.parametrize("talk", [{"models": wait_for_cancel}], indirect=True)
def test_more_questions_than_threads_wait_and_can_be_cancelled_before_they_begin(talk: Talk) -> None:
    for id in range(1, 7):
        talk.send(id, "models")
    for id in (6, 5, 4, 3, 2, 1):
        talk.send(id, cancel=True)
    assert all(talk.last(id).cancelled for id in range(1, 7))


@pytest.mark.parametrize(
    ("talk", "code"),
    [
        ({"models": fail(StudioError(Problem(code="model.absent")))}, "model.absent"),
        ({"models": fail(OSError(28, "full"))}, "computer.disk_full"),
        ({"models": fail(MemoryError())}, "computer.no_memory"),
        ({"models": fail(ZeroDivisionError("by zero"))}, "defect.unexpected"),
        ({}, "defect.unknown_call"),
    ],
    indirect=["talk"],
)
def test_a_failure_is_told_as_problems(talk: Talk, code: str) -> None:
    talk.send(1, "models")
    problems = talk.last(1).problems
    assert problems is not None
    assert problems[0].code == code
    if code == "defect.unexpected":
        assert "ZeroDivisionError: by zero" in problems[0].details


@pytest.mark.parametrize("talk", [{"models": fail(Cancelled()), "inspect": answer}], indirect=True)
def test_lines_that_are_no_question_and_wrong_arguments_are_told(talk: Talk) -> None:
    talk.send_line(b"nonsense\n")
    assert talk.last(-1).problems is not None
    talk.send(1, "inspect", nonsense=True)
    problems = talk.last(1).problems
    assert problems is not None
    assert "nonsense" in problems[0].details
    talk.send(2, "models")
    assert talk.last(2).cancelled


def test_the_end_of_the_questions_cancels_what_is_pending() -> None:
    talk = Talk({"models": wait_for_cancel})
    talk.send(1, "models")
    assert talk.next().progress is not None
    talk.close()


def test_nobody_reads_any_more() -> None:
    class Closed(io.BytesIO):
        def flush(self) -> None:
            raise BrokenPipeError

    Server({}, Closed()).reply(Reply(id=1, cancelled=True))


def test_every_call_has_a_handler_in_its_child() -> None:
    for server, module in (("answer_data", answer_data), ("answer_model", answer_model)):
        assert set(module.HANDLERS) == {name for name, call in CALLS.items() if call.server == server}


class Child:
    """A real answering child."""

    def __init__(self, server: str, prelude: str = "") -> None:
        command = child_command(server)
        if prelude:
            run = f"import runpy\n{prelude}\nrunpy.run_module('studio.engine.{server}', run_name='__main__')"
            command = [sys.executable, "-c", run]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=child_environment())

    def read(self) -> Reply:
        assert self.process.stdout is not None
        return Reply.model_validate_json(self.process.stdout.readline())

    def ask(self, call: str, **arguments: Any) -> Reply:
        assert self.process.stdin is not None
        line = Question(id=1, call=call, arguments=arguments).model_dump_json()
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        while (reply := self.read()).id != 1 or not reply.is_final:
            continue
        return reply

    def close(self) -> str:
        _, printed = self.process.communicate(timeout=30)
        assert self.process.returncode == 0
        return printed.decode()


@pytest.mark.parametrize("server", ["answer_data", "answer_model"])
def test_a_child_says_hello_first_and_ends_with_its_input(server: str) -> None:
    child = Child(server)
    hello = child.read()
    assert hello.id == 0
    assert hello.answer is not None
    assert 0 < hello.answer["seconds"] < 20
    child.close()


def test_what_libraries_print_never_reaches_the_replies() -> None:
    noise = "import os, sys; from studio.engine.models import catalogue; catalogue.list_models = lambda: noisy()"
    define = (
        "noisy = lambda: (print('noise'), os.write(1, b'raw noise'), os.system('echo echoed noise'), "
        "sys.stdin.read(), [])[-1]"
    )
    child = Child("answer_data", f"{noise}; {define}")
    child.read()
    assert child.ask("models").answer == {"models": []}
    printed = child.close()
    assert all(noise in printed for noise in ("noise\n", "raw noise", "echoed noise"))


def test_data_is_answered_without_any_learning_library() -> None:
    learning = "{'torch', 'transformers', 'datasets', 'peft', 'accelerate', 'safetensors', 'PySide6'}"
    watch = (
        "import os, sys; leave = os._exit\n"
        f"os._exit = lambda code: (print({learning} & set(sys.modules)), sys.stdout.flush(), leave(code))\n"
    )
    child = Child("answer_data", watch)
    child.read()
    answer = child.ask("inspect", data={"train": str(NEWS)}, base="/").answer
    assert answer is not None
    assert answer["task"] == "token-classification"
    assert child.ask("models").answer is not None
    problems = child.ask("export_report", run="/nowhere", out="/nowhere/out.html").problems
    assert problems is not None
    assert problems[0].code == "run.no_report"
    assert child.close().strip().endswith("set()")


def test_a_child_ends_when_who_asks_is_killed(home: Path) -> None:
    script = (
        "import subprocess, sys; from studio.contract.places import child_command\n"
        "child = subprocess.Popen(child_command('answer_data'), stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); print(child.pid, flush=True); input()"
    )
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=child_environment()) as window:
        assert window.stdout is not None

        child = psutil.Process(int(window.stdout.readline()))
        window.kill()
    _, alive = psutil.wait_procs([child], timeout=30)
    assert alive == []


def test_the_hardware_and_the_problems_of_a_recipe_are_told(home: Path) -> None:
    child = Child("answer_model")
    child.read()
    hardware = child.ask("hardware").answer
    assert hardware is not None
    assert hardware["devices"][-1] == "cpu"
    checked = child.ask("check", recipe="task: sing\ndata: {train: a}", base=str(home)).answer
    assert checked is not None
    assert [problem["code"] for problem in checked["problems"]] == ["recipe.not_in_list"]
    problems = child.ask("predict", run=str(home), texts=["a"]).problems
    assert problems is not None
    assert problems[0].code == "run.not_finished"
    child.close()
