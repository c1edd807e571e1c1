"""The norms of the house, measured: a smoke alarm, not a target."""

import ast
import re
import shutil
import statistics
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE, TESTS = ("studio", "packaging"), ("tests",)
LEFT_OUT = re.compile(r"\.git|\.venv.*|\..*_cache|__pycache__|dist|build")
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "handler", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def list_files() -> tuple[Path, ...]:
    """All files of the project: those git knows, or without git all that no tool made."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        if listed.returncode == 0:
            names = [Path(name) for name in listed.stdout.split("\0") if name]
            return tuple(path for path in names if (ROOT / path).is_file())
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for path in found if not any(map(LEFT_OUT.fullmatch, path.parts)))


def list_python(*tops: str) -> list[Path]:
    return [path for path in list_files() if path.suffix == ".py" and path.parts[0] in tops]


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def find_nodes(*kinds: type[ast.AST], tops: tuple[str, ...] = CODE + TESTS) -> Iterator[tuple[str, ast.AST]]:
    """Every node of these kinds with the place it stands at."""
    for path in list_python(*tops):
        for node in ast.walk(parse(path)):
            if isinstance(node, kinds):
                yield f"{path}:{getattr(node, 'lineno', 1)}", node


def count_lines(path: Path) -> int:
    """Lines that are not blank."""
    return sum(bool(line.strip()) for line in (ROOT / path).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("tops", [CODE, TESTS])
def test_files_are_short(tops: tuple[str, ...]) -> None:
    lengths = {str(path): count_lines(path) for path in list_python(*tops) if count_lines(path)}
    assert {path: length for path, length in lengths.items() if length > 500} == {}
    figures = sorted(lengths.values())
    assert statistics.median(figures) <= 100
    assert figures[int(len(figures) * 0.9)] <= 300


def test_functions_are_short() -> None:
    def measure(node: ast.AST) -> int:
        assert isinstance(node, Function)
        return (node.end_lineno or node.lineno) - node.lineno + 1

    lengths = {place: measure(node) for place, node in find_nodes(*Function.__args__)}
    assert {place: length for place, length in lengths.items() if length > 60} == {}


def test_classes_have_few_methods() -> None:
    classes = find_nodes(ast.ClassDef)
    counts = {
        place: sum(isinstance(n, Function) for n in node.body)
        for place, node in classes
        if isinstance(node, ast.ClassDef)
    }
    assert {place: count for place, count in counts.items() if count > 20} == {}


def test_folders_have_few_modules() -> None:
    folders = Counter(path.parent for path in list_python(*CODE, *TESTS) if path.stem not in {"__init__", "conftest"})
    assert {str(folder): count for folder, count in folders.items() if count > 15} == {}


def test_there_are_no_import_knots() -> None:
    graph = grimp.build_graph("studio", cache_dir=None)
    TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules}).prepare()


def test_modules_are_named_for_what_they_hold() -> None:
    assert [str(path) for path in list_python(*CODE, *TESTS) if path.stem in NO_NAMES] == []


def test_everything_is_annotated() -> None:
    def lacks(node: ast.AST) -> bool:
        assert isinstance(node, Function)
        named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        bare = [a for a in named if a and not a.annotation and a.arg not in {"self", "cls"}]
        return bool(bare) or node.returns is None

    assert [place for place, node in find_nodes(*Function.__args__) if lacks(node)] == []


def test_types_are_checked_without_exemption() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["strict"]
    assert not {"overrides", "ignore_missing_imports", "ignore_errors", "disable_error_code"} & set(settings)
    texts = {str(path): (ROOT / path).read_text(encoding="utf-8") for path in list_python(*CODE)}
    assert [path for path, text in texts.items() if "# type: ignore" in text] == []


def is_broad(kind: ast.expr | None) -> bool:
    """Whether an except clause catches everything."""
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(k is None or (isinstance(k, ast.Name) and k.id in {"Exception", "BaseException"}) for k in kinds)


def is_swallowing(node: ast.AST) -> bool:
    """Whether it catches everything and neither raises nor looks at what it caught."""
    if isinstance(node, ast.ExceptHandler):
        used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        raises = any(isinstance(n, ast.Raise) for n in ast.walk(node))
        return node.type is None or (is_broad(node.type) and not raises and node.name not in used)
    if isinstance(node, ast.Call) and "suppress" in ast.unparse(node.func):
        return any(is_broad(argument) for argument in node.args)
    return False


def test_no_exception_is_swallowed() -> None:
    handlers = find_nodes(ast.ExceptHandler, ast.Call)
    assert [place for place, node in handlers if is_swallowing(node)] == []


def test_nothing_is_global() -> None:
    assert [place for place, _ in find_nodes(ast.Global)] == []


def find_calls(*names: str, tops: tuple[str, ...]) -> list[str]:
    """Where a function of these names is called."""
    calls = find_nodes(ast.Call, tops=tops)
    return [place for place, node in calls if isinstance(node, ast.Call) and ast.unparse(node.func) in names]


def test_nobody_waits_by_the_clock() -> None:
    assert find_calls("time.sleep", "sleep", "qtbot.wait", "QTest.qWait", tops=TESTS) == []


def test_no_event_loop_is_turned_by_hand() -> None:
    calls = find_nodes(ast.Attribute)
    turned = [place for place, node in calls if isinstance(node, ast.Attribute) and node.attr == "processEvents"]
    assert turned == []


def has_no_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef | ast.Module | Function) and not ast.get_docstring(node)


def list_public(tree: ast.Module, wanted: Callable[[ast.ClassDef], bool]) -> Iterator[ast.AST]:
    """The public classes that are wanted, their public methods, and the public functions."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and wanted(node):
            yield node
            yield from (n for n in node.body if isinstance(n, Function) and not n.name.startswith("_"))
        elif isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def is_protocol(node: ast.ClassDef) -> bool:
    return any("Protocol" in ast.unparse(parent) for parent in node.bases)


def test_the_contract_and_the_protocols_explain_themselves() -> None:
    silent = []
    for path in list_python("studio"):
        if path.parts[1] == "contract":
            nodes = [parse(path), *list_public(parse(path), lambda node: True)]
        elif path.parts[1] == "engine" and path.stem == "protocol":
            nodes = [parse(path), *list_public(parse(path), is_protocol)]
        else:
            continue
        silent += [f"{path}:{getattr(node, 'lineno', 1)}" for node in nodes if has_no_docstring(node)]
    assert silent == []


def test_there_is_enough_of_tests() -> None:
    code, tests = (sum(map(count_lines, list_python(*tops))) for tops in (CODE, TESTS))
    assert tests / code >= 0.8


def test_nothing_names_the_machine_it_was_made_on() -> None:
    hosts = "|".join((r"pypi\.org", r"pythonhosted\.org", r"debian\.org", r"npmjs\.(?:org|com)"))
    pattern = re.compile(rf"\b(?:{hosts})|(?<![\w.}}])/(?:work|root|opt)/")
    found = []
    for path in list_files():
        if path.suffix in {".png", ".qm", ".parquet", ".arrow", ".xlsx", ".zip"}:
            continue
        text = (ROOT / path).read_text(encoding="utf-8", errors="replace")
        found += [f"{path}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []
