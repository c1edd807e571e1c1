"""What ``studio data`` does: the data of a recipe written to a file, as they are after all steps."""

from __future__ import annotations

import argparse

from studio.asking import ask
from studio.contract.calls import ExportData
from studio.contract.problems import ExitCode
from studio.contract.recipe import read_recipe
from studio.printing import Terminal


def write_data(given: argparse.Namespace, terminal: Terminal) -> int:
    """Writes the splits asked for, all where none is named."""
    recipe = read_recipe(given.recipe)
    call = ExportData(
        data=recipe.data,
        base=str(given.recipe.absolute().parent),
        task=recipe.task,
        out=str(given.out.absolute()),
        splits=given.split,
        force=given.force,
    )
    written = ask(call, terminal.show_call)
    terminal.say("commands-data_written", file=written.path, count=written.rows)
    return ExitCode.DONE
