"""System packages: found missing by loading, installed as root or after one question, else named."""

import _ctypes
import json
import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest

from setup import system
from setup.environment import RUN, STAMP, Environment
from setup.needs import Needs
from setup.system import Gap
from setup.words import Trouble
from tests.packaging.conftest import PACKAGING, Checkout


@pytest.fixture
def lacking(ready: Checkout, tmp_path: Path) -> Checkout:
    """A computer that is set up but lacks a library, and whose apt-get brings it and notes what it was asked."""
    copy = Checkout(tmp_path / "copy", dict(ready.variables))
    shutil.copytree(ready.packaging, copy.packaging)
    library = copy.root / "libnowhere.so.9"
    copy.edit_needs("[libraries]", f'[libraries]\n"{library}" = "libnowhere9"')
    environment = Environment(copy.root, Needs.read(copy.packaging / "needs.toml"))
    environment.path.mkdir()
    (environment.path / "bin").symlink_to(ready.root / ".venv" / "bin")
    (environment.path / STAMP).write_text(json.dumps({"lock": RUN, "sha256": environment.digest(RUN)}))
    bring = f'[ "$1" = update ] || cp "{_ctypes.__file__}" "{library}"'
    copy.add_program("apt-get", f'echo "apt-get $@" >> "{copy.root}/asked"\n{bring}')
    copy.add_program("sudo", '[ "$1" = -n ] && shift\nexec "$@"')
    return copy


def read_asked(checkout: Checkout) -> list[str]:
    """What apt-get was asked."""
    path = checkout.root / "asked"
    return path.read_text().splitlines() if path.exists() else []


INSTALLED = ["apt-get update", "apt-get install -y --no-install-recommends libnowhere9"]


def answer(checkout: Checkout, word: str) -> tuple[int, str]:
    """Runs the set-up on a real terminal and answers its question."""
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(
        checkout.command("setup"), env=checkout.variables, stdin=terminal, stdout=terminal, stderr=terminal
    )
    os.close(terminal)
    seen = read_terminal(keyboard, until=b"[y/N]")
    os.write(keyboard, f"{word}\n".encode())
    seen += read_terminal(keyboard)
    os.close(keyboard)
    return process.wait(timeout=60), seen.decode()


def read_terminal(keyboard: int, until: bytes | None = None) -> bytes:
    """What is printed up to a word, or up to the end of the last program on the terminal."""
    seen = b""
    while until is None or until not in seen:
        try:
            chunk = os.read(keyboard, 4096)
        except OSError:  # how Linux tells that nobody has the terminal open any more
            break
        seen += chunk
    return seen


def test_without_a_terminal_it_names_the_command_and_exits_6(lacking: Checkout) -> None:
    lacking.act_as_user()
    ended = lacking.run("setup")
    assert ended.returncode == 6
    assert f"  sudo {INSTALLED[0]} && sudo {INSTALLED[1]}\n" in ended.stderr
    assert read_asked(lacking) == []


def test_with_yes_it_does_not_ask(lacking: Checkout) -> None:
    lacking.act_as_user()
    assert lacking.run("setup", "--yes").returncode == 0
    assert read_asked(lacking) == INSTALLED
    assert lacking.run("setup", "--yes").stdout == "", "nothing is left to do"


def test_root_is_not_asked(lacking: Checkout) -> None:
    lacking.act_as_user(number=0)
    ended = lacking.run("setup")
    assert ended.returncode == 0, ended.stderr
    assert read_asked(lacking) == INSTALLED


def test_a_terminal_is_asked_once(lacking: Checkout) -> None:
    lacking.act_as_user()
    code, seen = answer(lacking, "y")
    assert code == 0, seen
    assert seen.count("[y/N]") == 1
    assert read_asked(lacking) == INSTALLED


def test_a_no_is_a_no(lacking: Checkout) -> None:
    lacking.act_as_user()
    code, seen = answer(lacking, "")
    assert code == 6
    assert "then run this command again" in seen
    assert read_asked(lacking) == []


def test_what_does_not_come_is_named(lacking: Checkout) -> None:
    lacking.add_program("apt-get", "echo 'E: Unable to locate package'; exit 100")
    lacking.act_as_user(number=0)
    ended = lacking.run("setup")
    assert ended.returncode == 6
    assert "could not be installed: " + str(lacking.root / "libnowhere.so.9") in ended.stderr
    assert "Unable to locate" in (lacking.root / ".venv.setup" / "log.txt").read_text()


def test_the_tests_need_a_virtual_display(lacking: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking.edit_needs("[programs]", '[programs]\nXnowhere = "xnowhere"')
    needs = Needs.read(lacking.packaging / "needs.toml")
    found = system.find_gaps(needs, for_test=True, building=False)
    assert [gap.apt for gap in found] == ["libnowhere9", "xnowhere"]
    assert [gap.apt for gap in system.find_gaps(needs, for_test=False, building=False)] == ["libnowhere9"]


def test_rpm_systems_are_asked_for_the_thing_itself(lacking: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    (lacking.root / "programs" / "apt-get").rename(lacking.root / "programs" / "dnf")
    monkeypatch.setenv("PATH", str(lacking.root / "programs"))
    gaps = [Gap("libEGL.so.1", "libegl1", "libEGL.so.1()(64bit)"), Gap("Xvfb", "xvfb", "/usr/bin/Xvfb")]
    assert system.write_commands(gaps) == [["dnf", "install", "-y", "libEGL.so.1()(64bit)", "/usr/bin/Xvfb"]]


def test_other_systems_hear_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    gaps = [Gap("libEGL.so.1", "libegl1", "libEGL.so.1()(64bit)")]
    with pytest.raises(Trouble, match=r"libEGL\.so\.1") as trouble:
        system.may_install(gaps, system.write_commands(gaps), yes=True)
    assert trouble.value.code == "system_unknown"


def test_a_missing_font_is_offered_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "has_terminal", lambda: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    font = Gap("font", "fonts-noto-cjk", "font(:lang=zh-cn)", stops=False)
    assert not system.may_install([font], [["apt-get", "install", "-y", font.apt]], yes=False)
    assert "sudo apt-get install -y fonts-noto-cjk" in capsys.readouterr().err


@pytest.mark.parametrize(("file", "found"), [("NotoSansCJK-Regular.ttc", True), ("DejaVuSans.ttf", False)])
def test_fonts_are_known_by_name_without_fontconfig(
    file: str, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(system, "FONT_FOLDERS", (str(tmp_path),))
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / file).touch()
    assert system.has_chinese_font() is found


def test_every_library_of_the_list_is_told_from_a_missing_one() -> None:
    """Loads the real list: names that are no libraries would show as gaps on a computer that has them all."""
    needs = Needs.read(PACKAGING / "needs.toml")
    assert len(needs.libraries) == 18
    assert all(name.startswith("lib") and ".so." in name for name in needs.libraries)
    assert [gap.what for gap in system.find_gaps(needs, for_test=True, building=False)] == []
