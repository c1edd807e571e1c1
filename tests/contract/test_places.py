"""Where things lie, and that what is written is whole."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from studio.contract import places
from studio.contract.places import (
    child_command,
    child_environment,
    find_folder,
    find_home,
    find_resources,
    measure_size,
    write_atomically,
)


def test_the_home_is_private(home: Path) -> None:
    assert find_home() == home
    assert find_folder("runs") == home / "runs"
    for folder in (home, home / "runs"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_a_choice_the_platform_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("STUDIO_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert find_home() == tmp_path / "data" / "Moore Studio"


def test_a_home_with_a_tilde_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("STUDIO_HOME", "~/my 工作室")
    assert find_home() == tmp_path / "my 工作室"


def test_resources_are_found_in_a_checkout_a_wheel_and_a_frozen_app(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (find_resources() / "models.toml").exists()
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "lib" / "studio")
    with pytest.raises(FileNotFoundError):
        find_resources()
    wheel, frozen = tmp_path / "lib" / "studio" / "_resources", tmp_path / "app" / "resources"
    for folder in (wheel, frozen):
        (folder / "words").mkdir(parents=True)
    assert find_resources() == wheel
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "app"), raising=False)
    assert find_resources() == frozen


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, "old 中文")
    write_atomically(path, b"new", durable=False)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["a.json"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, "old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["a.json"]


def test_on_windows_a_file_that_is_being_read_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, refusals = Path.replace, [PermissionError("in use")] * 2

    def refuse_at_first(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_at_first)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "a", "elsewhere it is an error at once")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(places, "_WAITS", (0, 0))
    write_atomically(tmp_path / "a", "text")
    assert refusals == []
    assert (tmp_path / "a").read_text() == "text"
    refusals.extend([PermissionError("in use")] * 3)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "a", "for too long")


def test_the_size_of_a_folder_counts_no_links_and_no_file_that_vanishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a").write_bytes(b"x" * 10)
    (folder / "b").write_bytes(b"x" * 5)
    (folder / "link").symlink_to(folder / "b")
    assert measure_size(folder) == 15
    monkeypatch.setattr(os, "walk", lambda path: [(str(path), [], ["b", "vanished"])])
    assert measure_size(folder) == 5


def test_children_are_modules_or_the_frozen_app(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command("keeper", "--run", "x") == [sys.executable, "-m", "studio.engine.keeper", "--run", "x"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("keeper", "--run", "x") == [sys.executable, "--child", "keeper", "--run", "x"]


def test_a_child_writes_inside_the_home_only(home: Path, tmp_path: Path) -> None:
    script = (
        "import json, os, tempfile, platformdirs\n"
        "print(json.dumps([tempfile.gettempdir(), platformdirs.user_cache_dir('x'), os.environ['HF_HOME']]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], env=child_environment(), cwd=tmp_path, capture_output=True, check=True
    )
    assert all(Path(place).is_relative_to(home) for place in json.loads(run.stdout))


def test_a_child_finds_the_package_from_anywhere(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import studio.contract.places"]
    assert subprocess.run(command, env=child_environment(), cwd=tmp_path, check=False).returncode == 0
