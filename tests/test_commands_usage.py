"""The commands, as far as no training is needed: what they print, refuse and return."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from studio import __version__, commands
from studio.contract.events import RunState, State
from studio.contract.places import PACKAGE, child_environment, find_resources
from studio.contract.problems import Cancelled, ExitCode
from studio.contract.run import RunFolder
from tests.conftest import Command

RECIPE = "task: text-classification\ndata: {train: a.csv}\nepochs: 2\n"
SAMPLES = find_resources() / "samples"


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.yaml"
    path.write_text(RECIPE)
    return path


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.create(RECIPE, path=tmp_path / "run")


def start(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "studio", *arguments],
        env=child_environment() | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["sing"], "The command was not understood."),
        (["train"], "There is no recipe."),
        (["train", "--resume"], "--resume needs --run."),
        (["train", "none.yaml"], "none.yaml cannot be read."),
        (["train", "--run", "none", "--resume"], "run.json of this run cannot be read."),
        (["predict", "none", "a", "--out", "b"], "There is no run “none”."),
        (["report", "none"], "The command was not understood."),
        (["support", "none", "--out", "a.zip"], "There is no run “none”."),
    ],
)
def test_wrong_usage_is_explained_in_parts(
    studio: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], first: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = studio(*arguments)
    assert code == ExitCode.USAGE
    assert out == ""
    lines = err.splitlines()
    assert lines[0] == first
    assert len(lines) >= 3
    assert all(line.startswith("  ") for line in lines[1:])


def test_the_language_follows_the_locale(studio: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert studio("train")[2].startswith("没有训练方案。\n  新的训练需要一份方案。\n")


def test_every_problem_of_a_recipe_is_named_and_nothing_is_begun(studio: Command, recipe: Path, home: Path) -> None:
    recipe.write_text(RECIPE + "epoks: 3\nbatch_size: 0\n")
    code, _, err = studio("train", recipe)
    assert code == ExitCode.USAGE
    assert "Write “epochs”" in err
    recipe.write_text(RECIPE + "batch_size: 0\nseed: -1\n")
    _, _, err = studio("train", recipe)
    assert "“batch_size”" in err
    assert "“seed”" in err
    assert not (home / "runs").exists()


def test_a_folder_that_is_not_empty_is_refused(studio: Command, recipe: Path, tmp_path: Path) -> None:
    code, _, err = studio("train", recipe, "--run", tmp_path)
    assert code == ExitCode.USAGE
    assert "is not empty" in err
    assert recipe.read_text() == RECIPE


def test_going_on_with_another_recipe_names_what_differs(studio: Command, recipe: Path, run: RunFolder) -> None:
    recipe.write_text(RECIPE + "seed: 7\n".replace("7", "8"))
    recipe.write_text(recipe.read_text().replace("epochs: 2", "epochs: 3"))
    code, _, err = studio("train", recipe, "--run", run.path, "--resume")
    assert code == ExitCode.USAGE
    assert "It differs in: epochs, seed." in err


def test_going_on_with_what_is_done_or_live_is_refused(studio: Command, run: RunFolder) -> None:
    with run.own() as attempt:
        code, _, err = studio("train", "--run", run.path, "--resume")
        assert (code, err.splitlines()[0]) == (ExitCode.OWNED, "This run is already being worked on.")
        run.append(State(state=RunState.DONE, attempt=attempt))
    code, _, err = studio("train", "--run", run.path, "--resume")
    assert (code, "It is already done." in err) == (ExitCode.USAGE, True)


def test_files_are_described_for_people_and_scripts(studio: Command) -> None:
    code, out, _ = studio("inspect", SAMPLES / "news_en" / "train.conll")
    assert code == ExitCode.DONE
    assert "conll, utf-8" in out
    assert "Task: find entities" in out
    assert "Tagging scheme: IOB2" in out
    assert "Checked, and well: Missing texts and labels" in out
    code, out, _ = studio("inspect", "--json", SAMPLES / "messages_en" / "train.csv")
    found = json.loads(out)
    assert code == ExitCode.DONE
    assert set(found) == {
        "files", "task", "reason", "examples", "columns", "labels", "scheme", "splits", "problems",
    }  # fmt: skip
    assert found["task"] == "text-classification"
    assert found["files"][0].keys() >= {"path", "format", "encoding", "delimiter"}
    assert sum(found["labels"].values()) == found["examples"] == sum(found["splits"].values())


def test_a_file_that_cannot_be_read_is_still_one_object(studio: Command, tmp_path: Path) -> None:
    code, out, err = studio("inspect", "--json", tmp_path / "none.csv")
    found = json.loads(out)
    assert code == ExitCode.USAGE
    assert (found["task"], found["examples"]) == ("unsupported", 0)
    problem = found["problems"][0]
    assert problem.keys() == {
        "code", "values", "level", "what", "why", "fix", "details", "file", "row", "column", "count",
    }  # fmt: skip
    assert problem["what"]
    assert err == ""
    code, out, err = studio("inspect", tmp_path / "none.csv")
    assert code == ExitCode.USAGE
    assert err.splitlines()[0] == problem["what"]


def test_a_ragged_file_names_its_row(studio: Command, tmp_path: Path) -> None:
    path = tmp_path / "ragged.conll"
    path.write_text("EU B-ORG\nrejects O\n\nPeter\nBlackburn I-PER\n" * 30)
    _, out, _ = studio("inspect", "--json", path)
    problems = json.loads(out)["problems"]
    assert any(problem["row"] == 4 for problem in problems)
    _, out, err = studio("inspect", path)
    assert "row 4" in out + err


def test_the_catalogue_is_listed(studio: Command) -> None:
    code, out, _ = studio("models")
    assert code == ExitCode.DONE
    assert "Starter (MiniLM) (starter) · on this computer" in out
    assert "XLM-RoBERTa base (xlm-roberta-base) · not downloaded" in out
    _, out, _ = studio("models", "--json")
    models = json.loads(out)["models"]
    assert {"id", "title", "state", "size"} <= models[0].keys()


def test_the_support_file_is_written_once(studio: Command, run: RunFolder, tmp_path: Path) -> None:
    out = tmp_path / "support.zip"
    assert studio("support", run.path, "--out", out)[:2] == (ExitCode.DONE, f"Written: {out}\n")
    assert "events.jsonl" in zipfile.ZipFile(out).namelist()
    assert studio("support", run.path, "--out", out)[0] == ExitCode.USAGE
    assert studio("support", run.path, "--out", out, "--force")[0] == ExitCode.DONE


def test_a_run_is_found_by_its_id_or_folder(home: Path) -> None:
    run = RunFolder.create(RECIPE)
    assert commands.find_run(run.path.name).path == commands.find_run(str(run.path)).path == run.path


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), ExitCode.STOPPED),
        (Cancelled(), ExitCode.STOPPED),
        (OSError(28, "full", "/a"), ExitCode.COMPUTER),
        (MemoryError(), ExitCode.COMPUTER),
    ],
)
def test_what_ends_a_command(
    studio: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: ExitCode
) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(commands, "ask", fail)
    found, _, err = studio("models", "--debug")
    assert found == code
    assert ("Traceback" in err) == (code == ExitCode.COMPUTER)
    assert "Traceback" not in studio("models")[2]


def test_a_traceback_is_shown_only_where_it_is_asked_for(studio: Command) -> None:
    assert "Traceback" not in studio("train")[2]
    assert "StudioError" in studio("train", "--debug")[2]


@pytest.mark.parametrize("debug", [[], ["--debug"]])
def test_a_defect_is_owned_up_to(debug: list[str], home: Path) -> None:
    script = (
        "import sys; from studio import commands, __main__\n"
        "def ask(*given): raise ZeroDivisionError('by zero')\n"
        f"commands.ask = ask; sys.exit(__main__.main(['models', *{debug}]))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], env=child_environment(), capture_output=True, text=True, check=False
    )
    assert found.returncode == ExitCode.DEFECT
    assert found.stderr.startswith("Something went wrong inside Moore Studio.")
    assert "ZeroDivisionError: by zero" in found.stderr
    assert ("Traceback" in found.stderr) == bool(debug)


def test_version_and_help(home: Path) -> None:
    assert start("--version").stdout.strip() == __version__
    for language, word in (("en", "show the version"), ("zh_CN", "显示版本")):
        shown = start("--help", LC_ALL=f"{language}.UTF-8")
        assert shown.returncode == 0
        assert word in shown.stdout
        assert all(name in shown.stdout for name in ("train", "inspect", "predict", "report", "models", "support"))


def test_who_has_read_enough_may_close_the_pipe(home: Path) -> None:
    command = f'"{sys.executable}" -m studio models | head -n 1'
    found = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], env=child_environment(), capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr, found.stdout.count("\n")) == (0, "", 1)


def test_the_entry_point_imports_nothing_before_it_has_chosen(home: Path) -> None:
    script = (
        "import sys, studio.__main__; print(sorted(n for n in sys.modules if '.' not in n and not n.startswith('_')))"
    )
    found = subprocess.run(
        [sys.executable, "-S", "-c", script], env=child_environment(), capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(found.stdout.replace("'", '"')))
    assert loaded - {"studio"} <= sys.stdlib_module_names


def test_the_frozen_app_runs_its_children_and_nothing_else(home: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "studio", "--child", "answer_data"],
        stdin=subprocess.DEVNULL, env=child_environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0
    assert found.stdout.startswith(b'{"id":0,"answer":{"seconds":')
    assert start("--child", "keeper").returncode == ExitCode.USAGE
    assert start("--child", "os").returncode == ExitCode.USAGE


def test_a_window_that_lacks_a_library_says_so(home: Path) -> None:
    script = "import sys; sys.modules['PySide6'] = None; from studio.__main__ import main; sys.exit(main([]))"
    found = subprocess.run(
        [sys.executable, "-c", script], env=child_environment(), capture_output=True, text=True, check=False
    )
    assert found.returncode == ExitCode.COMPUTER
    assert "The window cannot be opened." in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="modes of folders are not Windows' way")
def test_a_home_that_may_not_be_written_is_understood(tmp_path: Path) -> None:
    """As another user where the tests run as root, whom no mode stops."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    script = (
        "import os, sys\nfrom studio.__main__ import main\nfrom studio import commands\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    paths = {"STUDIO_HOME": str(locked / "home"), "PYTHONPATH": str(PACKAGE.parent)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    found = subprocess.run(
        [sys.executable, "-c", script, "models"],
        env=inherited | paths | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == ExitCode.COMPUTER
    assert found.stderr.splitlines()[0].startswith("Moore Studio may not write here")
    assert "Traceback" not in found.stderr


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a small disk of one's own needs Linux's namespaces")
def test_a_full_disk_is_understood(tmp_path: Path, recipe: Path) -> None:
    small = tmp_path / "small disk"
    small.mkdir()
    script = (
        'mount -t tmpfs -o size=64k none "$STUDIO_HOME" || exit 77; '
        'head -c 1M /dev/zero > "$STUDIO_HOME/filler" 2>/dev/null; exec "$0" -m studio train "$1"'
    )
    found = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, sys.executable, str(recipe)],
        env=os.environ | {"STUDIO_HOME": str(small), "PYTHONPATH": str(PACKAGE.parent), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode in (1, 77) and "studio" not in found.stderr.casefold():
        pytest.skip(f"no mount of one's own here: {found.stderr.strip()}")
    assert found.returncode == ExitCode.COMPUTER
    assert found.stderr.splitlines()[0] == "There is not enough space on the disk."
    assert "The disk is full." in found.stderr
