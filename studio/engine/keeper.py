"""Sees one attempt of a run through: waits for the device's turn, starts the training, says how it ended.

``python -m studio.engine.keeper --run DIR``, started detached by :mod:`studio.contract.attempts.launching`; it
outlives the window. It and all it imports know nothing of torch.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from studio.contract.attempts.evidence import Exit, read_last_words
from studio.contract.attempts.ownership import KEEPER_LOCK, LOOK_SECONDS, TOKEN_VARIABLE, end_leftovers
from studio.contract.attempts.telling import complain, tell
from studio.contract.events import RunState, State, stamp_now
from studio.contract.places import child_command, child_environment, write_atomically
from studio.contract.problems import ExitCode, Problem, StudioError, explain_os_error
from studio.contract.run import RunFolder
from studio.contract.words import Words, choose_language
from studio.engine.desktop.battery import Battery
from studio.engine.desktop.notification import Notifier
from studio.engine.desktop.sleep import Wakefulness
from studio.engine.endings import Ending
from studio.engine.turns import name_device, wait_for_turn

WATCH_SECONDS = 5.0


class Keeper:
    """One attempt of one run, from queued to its end."""

    def __init__(self, run: RunFolder) -> None:
        self.run = run
        self.attempt = run.next_attempt()
        self._battery = Battery()
        self._words = Words(choose_language())

    def keep(self) -> None:
        """Returns when the attempt has ended and exit.json is written."""
        state = self.run.last_state()
        queued = state.time if state and state.state is RunState.QUEUED else stamp_now()
        device = name_device(self.run.recipe().device)
        with wait_for_turn(device, queued, self.run.path, self._is_stopped, self._tell_wait) as came:
            if not came:
                self.run.record(State(state=RunState.STOPPED, attempt=self.attempt))
                return
            with Wakefulness() as wakefulness:
                self._tell_power(wakefulness.held)
                end = self._train()
        write_atomically(self.run.path / "exit.json", end.model_dump_json(indent=1))
        self._conclude(end)

    def fail(self, problem: Problem) -> None:
        """Ends the attempt with an error, where no process works on it."""
        self.run.record(complain(problem))
        self.run.record(State(state=RunState.FAILED, attempt=self.attempt))

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """The system wants us to end, as at a log-out: the training is asked to stop, and is waited for."""
        for other in find_signals():
            signal.signal(other, signal.SIG_IGN)  # asking takes a lock: a second signal is not to come between
        self.run.ask("stop", self.attempt)

    def _train(self) -> Exit:
        token = secrets.token_hex(16)
        environment = child_environment() | {TOKEN_VARIABLE: token}
        command = child_command("train", "--run", str(self.run.path))
        with (self.run.path / "log.txt").open("ab") as log:
            log.write(f"--- attempt {self.attempt}, {stamp_now()}\n".encode())
            log.flush()
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=self.run.path
            )
        ending = Ending(process)
        charge = self._battery.read()
        while not ending.wait(WATCH_SECONDS):
            before, charge = charge, self._battery.read()
            if before and charge and before.plugged and not charge.plugged:
                self._notify("notify-battery", percent=charge.percent)
        end_leftovers(token)
        return ending.describe(self.attempt)

    def _conclude(self, end: Exit) -> None:
        """Says how it ended to who is not looking at the window; ends what never began."""
        state = self.run.state()
        if state is RunState.QUEUED:
            details = read_last_words(self.run.path / "log.txt")
            values = {"code": end.signal or end.code}
            self.fail(Problem(code="run.not_started", values=values, details=details))
            state = RunState.FAILED
        if state is RunState.DONE:
            self._notify("notify-done")
        elif state in (RunState.FAILED, RunState.LOST):
            self._notify("notify-failed")

    def _is_stopped(self) -> bool:
        asked = [r for r in self.run.requests() if r.for_attempt == self.attempt and r.kind == "stop"]
        if asked:
            self.run.record(tell("run.request_taken", id=asked[0].id, kind="stop"))
        return bool(asked)

    def _tell_wait(self, ahead: int) -> None:
        self.run.record(tell("run.waits", count=ahead))

    def _tell_power(self, held: bool) -> None:
        if not held and has_desktop():
            self.run.record(tell("run.may_sleep"))
        charge = self._battery.read()
        if charge and not charge.plugged:
            self.run.record(tell("run.on_battery", level="warning", percent=charge.percent))

    def _notify(self, code: str, **values: int) -> None:
        say = {"title": self.run.card().title} | values
        Notifier().notify(self._words.say(code, say), self._words.say(code, say, "body"))


def find_signals() -> list[signal.Signals]:
    """Those that ask a program to end, as far as this system has them."""
    return [one for one in signal.Signals if one.name in ("SIGTERM", "SIGINT", "SIGHUP")]


def has_desktop() -> bool:
    """Whether somebody sits at this computer, where sleep is a question at all."""
    return sys.platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))


def main(arguments: list[str] | None = None) -> int:
    """The entry point; the exit code says only whether this keeper did its part."""
    parser = argparse.ArgumentParser(prog="keeper")
    parser.add_argument("--run", type=Path, required=True)
    run = RunFolder(parser.parse_args(arguments).run)
    try:
        lock = FileLock(run.path / KEEPER_LOCK, timeout=10 * LOOK_SECONDS)
        with lock:
            state = run.last_state()
            if state is not None and not state.state.is_waiting:
                return ExitCode.DONE  # taken out of the queue, or seen through by another, before this one came
            return _keep(Keeper(run))
    except Timeout:
        return ExitCode.OWNED


def _keep(keeper: Keeper) -> int:
    for number in find_signals():
        signal.signal(number, keeper.on_signal)
    try:
        keeper.keep()
    except StudioError as error:
        keeper.fail(error.problems[0])
        return error.exit_code
    except OSError as error:
        keeper.fail(explain_os_error(error))
        return ExitCode.COMPUTER
    except BaseException as error:
        keeper.fail(Problem(code="defect.unexpected", details=repr(error)))
        raise
    return ExitCode.DONE


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
