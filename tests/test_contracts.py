"""The import contracts hold, and each of them can fail: a contract that cannot is none."""

import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}

WINDOW = "The window knows no engine"
CONTRACT = "The contract knows neither side"
ARROW = "Of the contract only table.py reads Arrow"
ENGINE = "The engine knows no Qt and no window"
WALL = "Nothing outside the engine imports it"
LIGHT = "The keeper and the answers about data start light"
LEARNING = "Nothing outside the engine reaches the learning libraries"
PAGES = "A page knows no other page"
TASKS = "A task knows no other task"
METHODS = "A method knows no other method"
CHECKS = "A health check knows no other check"
FORMATS = "A format knows no other format"
CONTAINERS = "A container knows no other container"
LAYOUTS = "A layout of JSON knows no other layout"
STEPS = "A step knows no other step"
SHARED = "What families of the data desk share knows none of them"

# Which contract notices what: a module, and an import that it must not have. The last ones go round a corner.
FORBIDDEN = [
    (WINDOW, "ui/window.py", "studio.engine.tasks"),
    (WINDOW, "ui/draft.py", "studio.commands"),
    (CONTRACT, "contract/recipe.py", "studio.engine.training.hardware"),
    (CONTRACT, "contract/words.py", "studio.ui.language"),
    (CONTRACT, "contract/places.py", "PySide6.QtCore"),
    (ARROW, "contract/library.py", "pyarrow"),
    (ENGINE, "engine/training/job.py", "PySide6.QtCore"),
    (ENGINE, "engine/keeper.py", "studio.ui.settings"),
    (WALL, "commands.py", "studio.engine.evaluation.figures"),
    (WALL, "printing.py", "studio.engine.keeper"),
    (LIGHT, "engine/keeper.py", "torch"),
    (LIGHT, "engine/answer_data.py", "studio.engine.models.loading"),
    (LIGHT, "engine/data/store.py", "transformers"),
    (LEARNING, "ui/window.py", "torch"),
    (LEARNING, "printing.py", "datasets"),
    (LEARNING, "contract/table.py", "transformers"),
    (PAGES, "ui/pages/home.py", "studio.ui.pages.settings"),
    (TASKS, "engine/tasks/token_classification.py", "studio.engine.tasks.text_classification"),
    (TASKS, "engine/evaluation/figures.py", "studio.engine.tasks"),
    (METHODS, "engine/methods/lora.py", "studio.engine.methods.frozen"),
    (CHECKS, "engine/data/checks/leakage.py", "studio.engine.data.checks.duplicates"),
    (FORMATS, "engine/data/formats/jsonl.py", "studio.engine.data.formats.delimited"),
    (CONTAINERS, "engine/data/containers/zip.py", "studio.engine.data.containers.folder"),
    (CONTAINERS, "engine/data/hub/choosing.py", "studio.engine.data.containers.zip"),
    (LAYOUTS, "engine/data/layouts/doccano.py", "studio.engine.data.layouts.prodigy"),
    (STEPS, "engine/data/steps/edit_spans.py", "studio.engine.data.steps.edit_label"),
    (SHARED, "engine/data/changing/applier.py", "studio.engine.data.steps"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the sources with the contracts."""
    shutil.copytree(ROOT / "studio", tmp_path / "studio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def find_broken(tree: Path) -> set[str]:
    """The contracts that the linter finds broken."""
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache", "--no-logo"],
        cwd=tree, env={"PYTHONPATH": str(tree), "COLUMNS": "200"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    verdicts = [line.rpartition(" (")[0] or line for line in ran.stdout.splitlines()]
    known = {name: verdict for name in CONTRACTS for verdict in verdicts if verdict.startswith(f"{name} ")}
    assert set(known) == CONTRACTS, ran.stdout + ran.stderr
    broken = {name for name, verdict in known.items() if "BROKEN" in verdict}
    assert bool(broken) == bool(ran.returncode)
    return broken


def test_the_sources_as_they_are_pass(tree: Path) -> None:
    assert find_broken(tree) == set()


@pytest.mark.parametrize(("contract", "module", "imported"), FORBIDDEN)
def test_a_forbidden_import_is_noticed(tree: Path, contract: str, module: str, imported: str) -> None:
    path = tree / "studio" / module
    assert path.is_file()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef smuggle() -> object:\n    import {imported}\n\n    return {imported}\n")
    assert contract in find_broken(tree)


def test_every_contract_was_seen_to_fail() -> None:
    assert {contract for contract, _, _ in FORBIDDEN} == CONTRACTS


def find_libraries(*packages: str) -> dict[str, set[str]]:
    """Top-level names from elsewhere, each with the modules of ours that import it."""
    graph = grimp.build_graph("studio", include_external_packages=True, cache_dir=None)
    found: dict[str, set[str]] = {}
    for package in packages:
        for module in {package} | graph.find_descendants(package):
            for imported in graph.find_modules_directly_imported_by(module):
                if imported.split(".")[0] not in sys.stdlib_module_names | {"studio"}:
                    found.setdefault(imported, set()).add(module)
    return found


def test_the_contract_imports_its_few_libraries_only() -> None:
    allowed = {"pydantic", "platformdirs", "psutil", "filelock", "ruamel", "fluent", "pyarrow"}
    assert set(find_libraries("studio.contract")) <= allowed


def test_the_window_imports_its_few_libraries_only() -> None:
    allowed = {"PySide6", "shiboken6", "pyqtgraph", "numpy", "pydantic", "keyring", "psutil"}
    assert set(find_libraries("studio.ui")) <= allowed


def test_what_is_imported_is_asked_for() -> None:
    """Nothing is there only because something else happens to need it."""
    asked = {pin.split("==")[0].lower().replace("_", "-") for pin in PROJECT["project"]["dependencies"]}
    owners = packages_distributions()
    for library, modules in find_libraries("studio").items():
        names = {name.lower().replace("_", "-") for name in owners.get(library, [library])}
        assert names & asked, f"{library} in {sorted(modules)}"
