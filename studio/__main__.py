"""The entry point: chooses the window, a command, or (in the frozen app) a child. Imports nothing before that."""

from __future__ import annotations

import os
import sys

CHILDREN = ("keeper", "train", "answer_data", "answer_model")


def main(arguments: list[str] | None = None) -> int:
    """Runs what the command line asks for; gives the exit code."""
    os.umask(0o077)  # what the app keeps is its user's alone
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--child"] and given[1:2] and given[1] in CHILDREN:
        return _run_child(given[1], given[2:])
    if given and given != ["--debug"]:
        from studio.commands import run_command

        return run_command(given)
    return _open_window(given)


def _open_window(given: list[str]) -> int:
    try:
        from studio.ui.app import run_window
    except ImportError as error:
        from studio.commands import explain_no_window

        return explain_no_window(error)
    return run_window(given)


def _run_child(entry: str, arguments: list[str]) -> int:
    import multiprocessing
    import runpy

    multiprocessing.freeze_support()
    sys.argv = [entry, *arguments]
    runpy.run_module(f"studio.engine.{entry}", run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
