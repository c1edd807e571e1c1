"""A run to work on, and a real other process that holds it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from studio.contract.attempts.ownership import TOKEN_VARIABLE
from studio.contract.places import PACKAGE
from studio.contract.run import RunFolder

RECIPE = "task: token-classification\ndata: {train: news.conll}\n"

HOLDER = """
import sys
from pathlib import Path
from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
run = RunFolder(Path(sys.argv[1]))
with run.own() as attempt:
    run.append(State(state=RunState.TRAINING, attempt=attempt))
    print("held", flush=True)
    sys.stdin.read()
    run.append(State(state=RunState.STOPPED, attempt=attempt))
"""

Holder = Callable[[RunFolder], AbstractContextManager["subprocess.Popen[bytes]"]]


@pytest.fixture
def run() -> RunFolder:
    """A run of the library that nobody has begun."""
    return RunFolder.create(RECIPE, title="News")


@pytest.fixture
def hold() -> Holder:
    """``with hold(run) as process``: another process owns the run; it lets go when its stdin closes."""

    @contextmanager
    def start(run: RunFolder) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-c", HOLDER, str(run.path)]
        environment = os.environ | {TOKEN_VARIABLE: "secret", "PYTHONPATH": str(PACKAGE.parent)}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            yield process

    return start
