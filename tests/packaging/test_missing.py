"""What is missing is said clearly, in the system's language, with exit 6 and without a traceback."""

import ast
import hashlib
import os
import platform
import sys
from pathlib import Path

import pytest

import bootstrap
from setup import computer
from setup.environment import Environment
from setup.installer import find_cause, install
from setup.needs import Needs
from setup.words import Trouble
from tests.packaging.conftest import PACKAGING, Checkout, write_wheel


def expect(checkout: Checkout, *parts: str, **variables: str) -> None:
    """A set-up that ends with 6 and says all of this."""
    ended = checkout.run("setup", **variables)
    assert ended.returncode == 6, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    for part in parts:
        assert part in ended.stderr
    assert not (checkout.root / ".venv").exists()


def test_old_pythons_can_read_what_tells_them(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("bootstrap.py", "setup/__init__.py", "setup/words.py"):
        ast.parse((PACKAGING / name).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("found", [(3, 8), (3, 14)])
def test_no_fitting_python(
    found: tuple[int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert bootstrap.main(["run"], found) == 6
    said = capsys.readouterr().err
    assert f"This Python is {found[0]}.{found[1]}" in said
    assert "needs Python 3.11 to 3.13" in said


def test_a_fitting_python_is_found_beside(checkout: Checkout, capfd: pytest.CaptureFixture[str]) -> None:
    checkout.add_program("python3.12", 'echo "3.12 $@"')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", checkout.variables["PATH"])
        assert bootstrap.main(["setup", "--yes"], (3, 9)) == 0
    assert capfd.readouterr().out.strip().endswith("bootstrap.py setup --yes")


def test_no_venv_module(checkout: Checkout) -> None:
    shim = checkout.root / "shim"
    shim.mkdir()
    (shim / "ensurepip.py").write_text("raise ImportError('not on this system')\n")
    checkout.act_as_user()
    path = f"{checkout.variables['PYTHONPATH']}:{shim}"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    checkout.add_program("apt-get", "exit 1")
    expect(checkout, "venv", f"sudo apt-get install -y --no-install-recommends {version}", PYTHONPATH=path)


def test_little_disk(checkout: Checkout) -> None:
    checkout.edit_needs("cpu = 0.05", "cpu = 9000000.0")
    expect(checkout, "too little free space", "needs 9000000.0 GB", str(checkout.root))


def test_little_disk_in_chinese(checkout: Checkout) -> None:
    checkout.edit_needs("cpu = 0.05", "cpu = 9000000.0")
    expect(checkout, "磁盘的空间不够", "安装需要 9000000.0 GB", LANG="zh_CN.UTF-8")


def test_old_c_library(checkout: Checkout) -> None:
    for machine in ("x86_64", "aarch64"):
        checkout.edit_needs(f'{machine} = "2.17"', f'{machine} = "9.9"')
    expect(checkout, "This Linux is too old", "9.9")


@pytest.mark.parametrize(
    ("system", "machine", "code"), [("darwin", "x86_64", "intel_mac"), ("linux", "riscv64", "linux")]
)
def test_platforms_without_wheels(
    system: str, machine: str, code: str, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    with pytest.raises(Trouble) as trouble:
        computer.check_computer(Needs.read(checkout.packaging / "needs.toml"), checkout.root, "cpu")
    assert trouble.value.code == code


def test_a_folder_that_cannot_be_written(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(Trouble, match="Copy this folder"):
        computer.check_computer(Needs.read(checkout.packaging / "needs.toml"), checkout.root, "cpu")


def run_pip(ready: Checkout, *arguments: str) -> Trouble:
    """How a real pip's failure is told."""
    log = ready.root / ".venv.setup" / "log.txt"
    with pytest.raises(Trouble) as trouble:
        install(ready.root / ".venv" / "bin" / "python", log, *arguments)
    assert str(log) in str(trouble.value)
    return trouble.value


def test_no_network(ready: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    nowhere = ("--retries=1", "--index-url", "http://127.0.0.1:9/simple", "boulder")
    assert run_pip(ready, *nowhere).code == "network"


def test_another_file_than_the_locked_one(ready: Checkout, tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, "boulder", "1.0", {"boulder.py": b""})
    lock = tmp_path / "lock.txt"
    lock.write_text(f"boulder==1.0 --hash=sha256:{hashlib.sha256(b'other').hexdigest()}\n")
    found = ("--no-index", "--find-links", wheel.parent.as_uri(), "--require-hashes", "-r", str(lock))
    assert run_pip(ready, *found).code == "hashes"


def test_a_package_that_is_nowhere(ready: Checkout) -> None:
    trouble = run_pip(ready, "--no-index", "boulder")
    assert trouble.code == "install"
    assert "No matching distribution found for boulder" in str(trouble)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("ERROR: [Errno 28] No space left on device\nWARNING: after connection broken by x", "disk_full"),
        ("HINT: ... this system does not have Windows Long Path support enabled.", "long_path"),
        ("ERROR: something else", "install"),
    ],
)
def test_what_pip_prints_tells_the_cause(printed: str, code: str) -> None:
    assert find_cause(printed) == code


def test_what_does_not_work_is_not_taken(ready: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = Environment(ready.root, Needs.read(ready.packaging / "needs.toml"))
    with pytest.raises(Trouble, match="no such device here") as trouble:
        environment._prove(environment.python, "cuda")
    assert trouble.value.code == "proof_failed"
