"""The first training where no window can be shown: the first template, from the command line."""

import subprocess
import time
from pathlib import Path

from setup.environment import Environment
from setup.scripts import call_child, name_variables
from setup.terminal import step

# Asked of the installed app, which alone knows where its things lie.
WHERE = """
from studio.contract.cards import TemplateCard, read_cards
from studio.contract.places import find_folder, find_resources
print(find_resources() / "templates" / read_cards(TemplateCard)[0].recipe)
print(find_folder("runs"))
"""


def train_first_template(environment: Environment) -> int:
    """Trains, which prints progress and figures, and writes the report; returns the first exit code that is not 0."""
    root, python = environment.root, [str(environment.python), "-P"]
    asked = subprocess.run([*python, "-c", WHERE], env=name_variables(root), stdout=subprocess.PIPE, encoding="utf-8")
    if asked.returncode:
        return asked.returncode
    recipe, runs = asked.stdout.splitlines()
    run = Path(runs, time.strftime("%Y%m%d-%H%M%S-first"))
    page = run / "report.html"
    step("headless", recipe=Path(recipe).stem)
    for command in (["train", recipe, "--run", str(run)], ["report", str(run), "--out", str(page)]):
        code = call_child([*python, "-m", "studio", *command], root)
        if code:
            return code
    step("report_at", page=page)
    return 0
