"""The first training where no window can be shown: the first template, from the command line."""

import json
import subprocess
import time
from pathlib import Path

from setup.environment import Environment
from setup.scripts import call_child, name_variables
from setup.terminal import step
from setup.words import find_language

# Asked of the installed app, which alone knows where its things lie.
WHERE = """
from studio.contract.cards import TemplateCard, read_cards
from studio.contract.places import find_folder, find_resources
print(find_resources() / "templates" / read_cards(TemplateCard)[0].recipe)
print(find_folder("runs"))
"""


def train_first_template(environment: Environment) -> int:
    """Trains and reports on the terminal; returns the exit code of the first command that fails."""
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
    print_report(run / "report.json")
    step("report_at", page=page)
    return 0


def print_report(path: Path) -> None:
    """The figures of report.json as a small table, and its sentences."""
    report = json.loads(path.read_text(encoding="utf-8"))
    print()
    print(f"{'':24}{'precision':>10}{'recall':>10}{'F1':>10}{'support':>10}")
    for row in report["classes"]:
        figures = "".join(f"{row[name]:10.3f}" for name in ("precision", "recall", "f1"))
        print(f"{row['label']:24.24}{figures}{row['support']:10}")
    language = "zh_CN" if find_language() == "zh" else "en"
    for sentence in report.get("sentences", []):
        print(sentence[language])
