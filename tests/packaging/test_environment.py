"""The finished environment: quick and silent the second time, whole, and its scripts where it lies."""

import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from setup.environment import RUN, STAMP, TEST, Environment
from setup.needs import Needs
from setup.words import Trouble
from tests.packaging.conftest import Checkout


def open_environment(checkout: Checkout) -> Environment:
    return Environment(checkout.root, Needs.read(checkout.packaging / "needs.toml"))


def test_the_second_time_is_silent_and_quick(ready: Checkout) -> None:
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        again = ready.run("setup")
        seconds.append(time.perf_counter() - began)
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert min(seconds) < 1.0


def test_scripts_name_the_final_folder(ready: Checkout) -> None:
    programs = ready.root / ".venv" / "bin"
    files = [path for path in programs.iterdir() if path.is_file() and not path.is_symlink()]
    texts = {path.name: path.read_text() for path in files}
    assert str(programs) in texts["pebble"]
    assert all(".venv.new-" not in text for text in texts.values())
    assert subprocess.check_output([programs / "pebble"], text=True) == "pebble\n"


def test_the_command_finds_the_checkout_from_any_folder(ready: Checkout, tmp_path: Path) -> None:
    (ready.root / "studio").mkdir(exist_ok=True)
    (ready.root / "studio" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\n")
    (tmp_path / "studio").mkdir()
    command = [str(ready.root / ".venv" / "bin" / "studio"), "train", "a b"]
    said = subprocess.check_output(command, text=True, cwd=tmp_path, env=ready.variables)
    assert said == "['train', 'a b']\n"


def test_the_stamp_says_what_was_installed(ready: Checkout) -> None:
    stamp = json.loads((ready.root / ".venv" / STAMP).read_text())
    assert stamp["lock"] == RUN
    assert stamp["torch"] == "2.13.0+cpu"
    environment = open_environment(ready)
    assert environment.is_good(RUN)
    assert not environment.is_good(TEST), "the test tools are not in it"


def test_test_tools_replace_the_environment_and_serve_running_too(checkout: Checkout) -> None:
    tested = checkout.run("test", "-k", "a b")
    assert tested.returncode == 0, tested.stderr
    assert tested.stdout.splitlines()[-1] == "['-n', '2', '-k', 'a b']"
    assert checkout.run("setup").stdout == ""


@pytest.mark.parametrize("name", ["lock.txt", "lock-source.txt", "needs.toml"])
def test_other_pins_ask_for_another_environment(ready: Checkout, tmp_path: Path, name: str) -> None:
    for source in ready.packaging.glob("*.t*"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    moved = replace(open_environment(ready).needs, path=tmp_path / "needs.toml")
    environment = Environment(ready.root, moved)
    assert environment.is_good(RUN)
    with (tmp_path / name).open("a") as file:
        file.write("# more\n")
    assert not environment.is_good(RUN)


def test_without_its_python_it_is_not_good(ready: Checkout, tmp_path: Path) -> None:
    environment = Environment(tmp_path, open_environment(ready).needs)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / STAMP).write_bytes((ready.root / ".venv" / STAMP).read_bytes())
    assert not environment.is_good(RUN)
    (tmp_path / ".venv" / "bin").symlink_to(ready.root / ".venv" / "bin")
    assert environment.is_good(RUN)


def test_what_is_in_use_stays(ready: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to rename a folder with an open program; the old one is then put back."""
    environment = Environment(tmp_path, open_environment(ready).needs)
    environment.path.mkdir()
    (environment.path / "old").touch()
    new = tmp_path / ".venv.new-1"
    with pytest.raises(Trouble) as trouble:
        environment._place(new)
    assert trouble.value.code == "in_use"
    assert (environment.path / "old").exists()
