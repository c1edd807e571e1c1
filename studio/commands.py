"""The ``studio …`` commands: a second front end beside the window. The engine works in child processes."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from studio import __version__
from studio.asking import ask
from studio.contract.attempts.launching import start_keeper, wake_queue
from studio.contract.attempts.queue import move
from studio.contract.calls import (
    CheckHealth,
    ExportReport,
    FileFacts,
    Inspect,
    Inspection,
    ListModels,
    PredictFile,
    Written,
)
from studio.contract.data.health import Finding
from studio.contract.events import RunState
from studio.contract.places import find_folder, find_home
from studio.contract.problems import Cancelled, ExitCode, Place, Problem, StudioError, explain_os_error
from studio.contract.recipe import DataSpec, parse_recipe, read_text
from studio.contract.run import RunFolder
from studio.contract.storage.support import write_support_file
from studio.contract.words import Words, choose_language
from studio.datafile import write_data
from studio.inspection import add_findings, describe_inspection, print_inspection
from studio.printing import Terminal
from studio.queueing import print_queue, take_out
from studio.watching import Watch


class Parser(argparse.ArgumentParser):
    """Explains a wrong command line like any other problem."""

    def error(self, message: str) -> NoReturn:
        """Raises ``StudioError`` with ``usage.arguments``."""
        raise StudioError(Problem(code="usage.arguments", values={"command": self.prog}, details=message))


def run_command(arguments: list[str]) -> int:
    """Runs one command; gives its exit code. Understood failures are explained on stderr."""
    terminal = Terminal(Words(choose_language()))
    debug = "--debug" in arguments
    sys.excepthook = _Boundary(terminal, debug).explain_defect
    try:
        given = build_parser(terminal.words).parse_args(arguments)
        find_home()
        return int(given.run_it(given, terminal))
    except StudioError as error:
        terminal.complain(error.problems)
        if debug:
            traceback.print_exc()
        return error.exit_code
    except (KeyboardInterrupt, Cancelled):
        return ExitCode.STOPPED
    except BrokenPipeError:
        # Whoever read our output has enough of it; the interpreter is not to try once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except (OSError, MemoryError) as error:
        terminal.complain([explain_os_error(error)])
        if debug:
            traceback.print_exc()
        return ExitCode.COMPUTER


class _Boundary:
    """What nobody understands: said in four parts, with the traceback where it is asked for."""

    def __init__(self, terminal: Terminal, debug: bool) -> None:
        self._terminal = terminal
        self._debug = debug

    def explain_defect(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._terminal.complain([Problem(code="defect.unexpected", details=f"{kind.__name__}: {error}")])
        if self._debug:
            traceback.print_exception(error)


def explain_no_window(error: ImportError) -> int:
    """Says that a library of the window is missing; gives the exit code."""
    problem = Problem(code="usage.no_window", details=str(error))
    Terminal(Words(choose_language())).complain([problem])
    return ExitCode.COMPUTER


def build_parser(words: Words) -> argparse.ArgumentParser:
    """The command line of all commands, in one language."""
    parser = Parser(prog="studio", description=words.say("commands-about"))
    parser.add_argument("--version", action="version", version=__version__, help=words.say("commands-version"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, run_it: Any, *arguments: tuple[str, str, dict[str, Any]]) -> None:
        title = words.say(f"commands-{name}")
        command = commands.add_parser(name, help=title, description=title)
        for flag, code, options in arguments:
            command.add_argument(flag, help=words.say(f"commands-{code}"), **options)
        command.add_argument("--debug", action="store_true", help=words.say("commands-debug"))
        command.set_defaults(run_it=run_it)

    switch = {"action": "store_true"}
    path = {"type": Path}
    out = {"type": Path, "required": True}
    run: tuple[str, str, dict[str, Any]] = ("RUN", "run", {})
    force = ("--force", "force", switch)
    add(
        "train",
        train,
        ("recipe", "train_recipe", path | {"nargs": "?", "metavar": "RECIPE.yaml"}),
        ("--run", "train_run", path | {"metavar": "DIR"}),
        ("--queue", "train_queue", switch),
        ("--resume", "train_resume", switch),
    )
    files = path | {"nargs": "+", "metavar": "FILE"}
    add("inspect", inspect, ("files", "inspect_file", files), ("--json", "json", switch))
    add(
        "predict",
        predict,
        run,
        ("INPUT", "predict_input", path),
        ("--out", "predict_out", out | {"metavar": "FILE"}),
        ("--text-column", "predict_text_column", {"default": "", "metavar": "NAME"}),
        force,
    )
    add(
        "data",
        write_data,
        ("recipe", "data_recipe", path | {"metavar": "RECIPE.yaml"}),
        ("--out", "data_out", out | {"metavar": "FILE"}),
        ("--split", "data_split", {"action": "append", "default": [], "metavar": "NAME"}),
        force,
    )
    add("report", report, run, ("--out", "report_out", out | {"metavar": "FILE.html"}), force)
    name = {"default": "", "metavar": "RUN"}
    add(
        "queue", queue, ("--json", "json", switch), ("--first", "queue_first", name), ("--cancel", "queue_cancel", name)
    )
    add("models", models, ("--json", "json", switch))
    add("support", support, run, ("--out", "support_out", out | {"metavar": "FILE.zip"}), force)
    return parser


def train(given: argparse.Namespace, terminal: Terminal) -> int:
    """Starts a run, or goes on with one, and watches it; or leaves it to the queue."""
    run = _find_resumable(given) if given.resume else _create_run(given)
    terminal.say("commands-run_folder", folder=str(run.path))
    from_seq = run.log.find_next_seq()
    start_keeper(run)
    if given.queue:
        terminal.say("commands-queued")
        if woken := wake_queue():
            terminal.say("commands-woken", count=len(woken))
        return ExitCode.DONE
    return Watch(run, terminal, from_seq).wait()


def _create_run(given: argparse.Namespace) -> RunFolder:
    if given.recipe is None:
        raise StudioError(Problem(code="usage.no_recipe", place=Place(field="recipe")))
    text = read_text(given.recipe)
    parse_recipe(text, str(given.recipe))
    folder = given.run.absolute() if given.run else None
    return RunFolder.create(text, title=given.recipe.stem, base=given.recipe.absolute().parent, path=folder)


def _find_resumable(given: argparse.Namespace) -> RunFolder:
    if given.run is None:
        raise StudioError(Problem(code="usage.resume_needs_run"))
    run = RunFolder(given.run.absolute())
    run.card()
    begun = run.recipe()
    if given.recipe is not None:
        asked = parse_recipe(read_text(given.recipe), str(given.recipe))
        differing = [name for name in type(asked).model_fields if getattr(asked, name) != getattr(begun, name)]
        if differing:
            values = {"names": ", ".join(differing)}
            raise StudioError(Problem(code="run.differs", values=values, place=Place(file=str(given.recipe))))
    state = run.state()
    if state is RunState.DONE:
        values = {"run": run.path.name, "state": str(state)}
        raise StudioError(Problem(code="run.not_resumable", values=values, place=Place(file=str(run.path))))
    return run


def inspect(given: argparse.Namespace, terminal: Terminal) -> int:
    """What files are, and what is wrong with them."""
    files = [str(file) for file in given.files]
    data, base = DataSpec(train=files), str(Path.cwd())
    findings: list[Finding] = []
    try:
        found = ask(Inspect(data=data, base=base), terminal.show_call)
        findings = ask(CheckHealth(data=data, base=base), terminal.show_call).findings
        found = add_findings(found, findings)
    except StudioError as error:
        unread = [FileFacts(path=file, format="") for file in files]
        found = Inspection(
            files=unread, task="unsupported", examples=0, columns=[], labels={}, scheme="none", splits={},
            problems=error.problems,
        )  # fmt: skip
    stops = [problem for problem in found.problems if problem.level == "stop"]
    if given.json:
        terminal.print(json.dumps(describe_inspection(found), ensure_ascii=False, indent=1))
    else:
        if found.columns:
            print_inspection(found, terminal, findings)
        terminal.complain(stops)
    return StudioError(stops).exit_code if stops else ExitCode.DONE


def predict(given: argparse.Namespace, terminal: Terminal) -> int:
    """Labels a whole file."""
    call = PredictFile(
        run=str(find_run(given.RUN).path),
        input=str(given.INPUT.absolute()),
        out=str(given.out.absolute()),
        text_column=given.text_column,
        force=given.force,
    )
    return _tell_written(ask(call, terminal.show_call), terminal)


def report(given: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the report of a run as a page."""
    run, out = str(find_run(given.RUN).path), str(given.out.absolute())
    call = ExportReport(run=run, out=out, language=terminal.words.language, force=given.force)
    return _tell_written(ask(call, terminal.show_call), terminal)


def queue(given: argparse.Namespace, terminal: Terminal) -> int:
    """What waits, after one was taken out, or another put first."""
    if given.cancel:
        take_out(find_run(given.cancel))
    if given.first:
        move(find_run(given.first).path, "first")
    print_queue(terminal, given.json)
    return ExitCode.DONE


def models(given: argparse.Namespace, terminal: Terminal) -> int:
    """The catalogue, and what is here."""
    known = ask(ListModels(), terminal.show_call).models
    if given.json:
        content = {"models": [model.model_dump(mode="json") for model in known]}
        terminal.print(json.dumps(content, ensure_ascii=False, indent=1))
    for model in [] if given.json else known:
        code = f"model-{model.id}"
        title = terminal.words.say(code) if terminal.words.knows(code) else model.title
        terminal.say("commands-model_line", id=model.id, title=title, state=model.state)
    return ExitCode.DONE


def support(given: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the support file of a run."""
    out = write_support_file(find_run(given.RUN), given.out.absolute(), force=given.force)
    return _tell_written(Written(path=str(out)), terminal)


def find_run(name: str) -> RunFolder:
    """A run by its folder, or by its id in the library. Raises ``StudioError`` with ``usage.no_such_run``."""
    library = find_folder("runs")
    for folder in (Path(name).absolute(), library / name):
        if (folder / "run.json").exists():
            return RunFolder(folder)
    raise StudioError(Problem(code="usage.no_such_run", values={"run": name, "folder": str(library)}))


def _tell_written(written: Written, terminal: Terminal) -> int:
    terminal.say("commands-written", file=written.path)
    return ExitCode.DONE
