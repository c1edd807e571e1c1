"""Child entry: one attempt of one run. ``python -m studio.engine.train --run DIR``."""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import gc
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from studio.contract.events import Error, Event, RunState, State
from studio.contract.places import child_environment
from studio.contract.problems import ExitCode, Problem, StudioError, explain_os_error
from studio.contract.run import RunFolder
from studio.contract.words import Words
from studio.engine.training import job
from studio.engine.training.keeping.ballast import Chronicle
from studio.engine.training.tuning.allocator import keep_memory

AGAIN_SECONDS = 10.0
"""A second signal within this time ends the process at once."""


def main(arguments: list[str] | None = None) -> int:
    """Owns the run and appends what the job yields; the exit code is that of the contract."""
    parser = argparse.ArgumentParser(prog="train")
    parser.add_argument("--run", type=Path, required=True)
    run = RunFolder(parser.parse_args(arguments).run.absolute())
    os.environ.update(child_environment())
    keep_memory()
    try:
        with run.own() as attempt, (run.path / "faults.txt").open("a", encoding="utf-8") as faults:
            faulthandler.enable(faults)
            try:
                _stop_on_signals(run, attempt)
                return _work(run, attempt)
            finally:
                faulthandler.disable()
                gc.freeze()  # else the interpreter's last collection, over all of torch, takes seconds
    except StudioError as error:
        for problem in error.problems:
            print(Words("en").explain(problem), file=sys.stderr)
        return error.exit_code
    except OSError as error:  # the disk refuses even the words: the keeper says how this ended
        print(Words("en").explain(explain_os_error(error)), file=sys.stderr)
        return ExitCode.COMPUTER


def _work(run: RunFolder, attempt: int) -> ExitCode:
    code = ExitCode.DONE
    with Chronicle(run, attempt) as chronicle:
        for event in job.run(run, attempt):
            chronicle.append(event)
            code = _judge(code, event)
    return code


def _judge(code: ExitCode, event: Event) -> ExitCode:
    if isinstance(event, Error) and code is ExitCode.DONE:
        return Problem(code=event.code).exit_code
    stopped = isinstance(event, State) and event.state is RunState.STOPPED
    return ExitCode.STOPPED if stopped else code


def _stop_on_signals(run: RunFolder, attempt: int) -> None:
    """SIGINT and SIGTERM mean Stop; a second one soon after ends the process."""
    last = -AGAIN_SECONDS

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < AGAIN_SECONDS:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        last = now
        with contextlib.suppress(OSError):  # no room for a request: a second signal ends it
            run.ask("stop", attempt)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)


if __name__ == "__main__":
    sys.exit(main())
