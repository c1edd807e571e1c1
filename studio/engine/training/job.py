"""A run as a stream of events, from its recipe to its report; every understood failure is one of them.

This half starts without torch, so that the first event comes at once.
"""

from __future__ import annotations

import traceback
from collections.abc import Generator, Iterator
from pathlib import Path

from studio.contract.attempts.kept import keep_steps, obey_kept_steps
from studio.contract.attempts.telling import complain, tell, warn
from studio.contract.events import Event, RunState, State
from studio.contract.places import write_atomically
from studio.contract.problems import Cancelled, Problem, StudioError, explain_os_error
from studio.contract.recipe import Recipe
from studio.contract.run import RunFolder
from studio.engine.training.keeping.checkpoints import Checkpoint, CheckpointFolder
from studio.engine.training.keeping.room import insist
from studio.engine.training.mailbox import Mailbox


def check(run: RunFolder) -> list[Problem]:
    """Everything that forbids the next attempt, all at once; empty when it may begin."""
    from studio.engine.training.planning import make_plan

    try:
        make_plan(_read_recipe(run), Path(run.card().base), run.path, run.resolved())
    except StudioError as error:
        return error.problems
    return []


def run(run: RunFolder, attempt: int) -> Iterator[Event]:
    """One attempt, from where the newest checkpoint stands. The last event is its final state.

    Exceptions that nobody understands are told as ``defect.unexpected`` and raised.
    """
    checkpoint = CheckpointFolder(run.path / "checkpoints").find_resumable()
    yield State(state=RunState.PREPARING, attempt=attempt, from_step=checkpoint.step if checkpoint else 0)
    try:
        yield from _work(run, Mailbox(run, attempt), checkpoint)
    except StudioError as error:
        yield from _fail(error.problems, attempt)
    except (OSError, MemoryError) as error:
        yield from _fail([explain_os_error(error)], attempt)
    except Exception:
        details = traceback.format_exc()
        yield from _fail([Problem(code="defect.unexpected", details=details)], attempt)
        raise


def _work(run: RunFolder, mailbox: Mailbox, checkpoint: Checkpoint | None) -> Generator[Event, None, None]:
    recipe, base, resolved = _read_recipe(run), Path(run.card().base), run.resolved()
    # torch and transformers take seconds to import: the first event is not to wait for them.
    from studio.engine.training.planning import make_plan
    from studio.engine.training.session import Session

    def look(fraction: float, note: str) -> None:
        if mailbox.is_stop_waiting():
            raise Cancelled

    try:
        plan = yield from insist(
            lambda: make_plan(recipe, base, run.path, resolved, look), mailbox, RunState.PREPARING, run.path
        )
        if not resolved:
            text = plan.resolved.dump()
            yield from insist(
                lambda: write_atomically(run.path / "resolved.yaml", text), mailbox, RunState.PREPARING, run.path
            )
        for problem in plan.prepared.inspection.problems:
            yield warn(problem)
        yield from Session(run, mailbox, plan, checkpoint).events()
    except Cancelled:
        yield from mailbox.obey(RunState.PREPARING)
        yield State(state=RunState.STOPPING, attempt=mailbox.attempt)
        yield tell("run.stopped_before_training")
        yield State(state=RunState.STOPPED, attempt=mailbox.attempt)


def _read_recipe(run: RunFolder) -> Recipe:
    """The recipe with the steps that the run keeps. Raises ``StudioError`` where they cannot be read."""
    recipe = run.recipe()
    keep_steps(run.path, recipe, Path(run.card().base))
    return obey_kept_steps(run.path, recipe)


def _fail(problems: list[Problem], attempt: int) -> Iterator[Event]:
    yield from map(complain, problems)
    yield State(state=RunState.FAILED, attempt=attempt)
