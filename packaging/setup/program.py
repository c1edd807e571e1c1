"""The three commands: set up, run, test."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setup.computer import check_computer, has_display
from setup.environment import RUN, TEST, Environment
from setup.first_run import train_first_template
from setup.launcher import write_launcher
from setup.needs import Needs
from setup.scripts import call_child
from setup.system import fill_gaps
from setup.terminal import allow_every_letter, ask, has_terminal, step, warn
from setup.torch_build import BUILDS, find_build
from setup.turn import take_turn
from setup.words import Trouble, say

ROOT = Path(__file__).resolve().parents[2]
COMPUTER, STOPPED = 6, 3


def read_options(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options, and for ``test`` what is handed on to pytest."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=say("about"))
    parser.add_argument("command", choices=("run", "test", "setup"), help=say("help_command"))
    parser.add_argument("--yes", action="store_true", help=say("help_yes"))
    parser.add_argument("--tools", action="store_true", help=say("help_tools"))
    parser.add_argument("--launcher", action="store_true", help=say("help_launcher"))
    parser.add_argument("--torch", choices=BUILDS, help=say("help_torch"))
    options, others = parser.parse_known_args(arguments)
    if others and options.command != "test":
        parser.error(say("unknown_option", option=others[0]))
    return options, others


def run_command(arguments: Sequence[str]) -> int:
    """Sets up what is missing and does what was asked; returns the exit code."""
    allow_every_letter()
    options, others = read_options(arguments)
    environment = Environment(ROOT, Needs.read(ROOT / "packaging" / "needs.toml"))
    try:
        fresh = set_up(environment, TEST if options.tools or options.command == "test" else RUN, options)
        if options.launcher or (fresh and options.command == "run" and offer_launcher()):
            place_launcher()
        if options.command == "test":
            return run_tests(environment, others)
        return open_studio(environment) if options.command == "run" else 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return COMPUTER
    except KeyboardInterrupt:
        print(say("stopped"), file=sys.stderr)
        return STOPPED


def set_up(environment: Environment, lock: str, options: argparse.Namespace) -> bool:
    """Whatever is missing; whether anything was built. Silent where nothing is. Raises ``Trouble``."""
    whole = environment.is_good(lock) and not options.torch
    build = None if whole else options.torch or find_build()
    if build:
        check_computer(environment.needs, environment.root, build)
    if sys.platform == "linux":
        for_test, building = lock == TEST, build is not None
        fill_gaps(environment.needs, environment.log, for_test=for_test, building=building, yes=options.yes)
    if build is None:
        return False
    environment.notes.mkdir(exist_ok=True)
    with take_turn(environment.notes / "lock"):
        if environment.is_good(lock) and not options.torch:
            return False
        environment.build(lock, build)
    step("ready")
    return True


def open_studio(environment: Environment) -> int:
    """The window in place of this process; the first template's training where no window can be shown."""
    if not has_display():
        return train_first_template(environment)
    command = [str(environment.python), "-P", "-m", "studio"]
    return call_child(command, environment.root)


def run_tests(environment: Environment, others: list[str]) -> int:
    """All tests, or those that the other arguments ask pytest for."""
    command = [str(environment.python), "-m", "pytest", "-n", "2", *others]
    return call_child(command, environment.root, environment.root)


def offer_launcher() -> bool:
    """Asks once, right after the first set-up, where somebody is there to answer and a menu to put it in."""
    return has_terminal() and has_display() and ask("launcher_ask")


def place_launcher() -> None:
    """Puts the launcher in place; that it cannot be is no reason to stop."""
    try:
        step("launcher_at", path=write_launcher(ROOT))
    except (OSError, subprocess.CalledProcessError) as error:
        warn("launcher_failed", details=error)
