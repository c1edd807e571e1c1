"""A small checkout: the real set-up, with a lock of tiny wheels, so that each set-up takes seconds and no network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
WEIGHTS = b"no real weights"

TORCH = """
__version__ = "2.13.0+cpu"

class Tensor:
    def __init__(self, rows):
        self.rows = rows

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Tensor([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def tolist(self):
        return self.rows

def tensor(rows, device):
    if device != "cpu":
        raise RuntimeError("no such device here")
    return Tensor(rows)
"""

NEEDS = """
[disk]
cpu = 0.05
cuda = 0.05
apple = 0.05

[glibc]
x86_64 = "2.17"
aarch64 = "2.17"

[torch]
version = "2.13.0"

[torch.index]

[proof]
imports = ["pebble"]

[proof.starter]
package = "tiny_starter"
file = "weights"
sha256 = "{sha256}"

[libraries]

[programs]

[fonts]
chinese = ""
"""


def write_wheel(folder: Path, name: str, version: str, files: Mapping[str, bytes]) -> Path:
    """A wheel that pip installs."""
    info = f"{name}-{version}.dist-info"
    content = dict(files) | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    for path, data in content.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(data)}")
    content[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, data in content.items():
            archive.writestr(path, data)
    return wheel


def write_lock(path: Path, *wheels: Path) -> None:
    """A lock of these wheels, with their hashes."""
    lines = []
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    path.write_text("".join(lines), encoding="utf-8")


@dataclass
class Checkout:
    """A copy of packaging/ with its own locks, and the variables that commands in it run under."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def packaging(self) -> Path:
        return self.root / "packaging"

    @property
    def wheels(self) -> Path:
        return self.root / "wheels"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.packaging / "bootstrap.py"), *arguments]

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """The bootstrap to its end, without a terminal."""
        return subprocess.run(
            self.command(*arguments),
            env=self.variables | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The bootstrap, to be read line by line."""
        return subprocess.Popen(self.command(*arguments), env=self.variables, stdout=subprocess.PIPE, encoding="utf-8")

    def edit_needs(self, old: str, new: str) -> None:
        """Changes needs.toml."""
        path = self.packaging / "needs.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def act_as_user(self, number: int = 1000) -> None:
        """The bootstrap then takes itself for this user; 0 is root."""
        folder = self.root / "as-user"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(f"import os\nos.geteuid = lambda: {number}\n")
        self.variables["PYTHONPATH"] = str(folder)

    def add_program(self, name: str, script: str) -> None:
        """Puts a shell script before every program of the system."""
        folder = self.root / "programs"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
        if str(folder) not in self.variables["PATH"]:
            self.variables["PATH"] = f"{folder}{os.pathsep}{self.variables['PATH']}"


def make_checkout(root: Path) -> Checkout:
    """The small checkout in a folder that does not exist yet."""
    copy = Checkout(root)
    shutil.copytree(PACKAGING / "setup", copy.packaging / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("bootstrap.py", "proof.py"):
        shutil.copy(PACKAGING / name, copy.packaging)
    copy.wheels.mkdir()
    script = b"[console_scripts]\npebble = pebble:main\n"
    pebble = write_wheel(
        copy.wheels,
        "pebble",
        "1.0",
        {"pebble.py": b"def main():\n    print('pebble')\n", "pebble-1.0.dist-info/entry_points.txt": script},
    )
    gravel = write_wheel(copy.wheels, "gravel", "1.0", {"gravel.py": b""})
    tool = write_wheel(copy.wheels, "pytest", "1.0", {"pytest.py": b"import sys\nprint(sys.argv[1:])\n"})
    write_wheel(copy.wheels, "torch", "2.13.0", {"torch/__init__.py": TORCH.encode()})
    starter = write_wheel(
        copy.wheels, "tiny_starter", "1.0", {"tiny_starter/__init__.py": b"", "tiny_starter/weights": WEIGHTS}
    )
    write_lock(copy.packaging / "lock.txt", pebble, starter)
    write_lock(copy.packaging / "lock-dev.txt", pebble, starter, tool)
    write_lock(copy.packaging / "lock-source.txt", gravel)
    needs = NEEDS.format(sha256=hashlib.sha256(WEIGHTS).hexdigest())
    (copy.packaging / "needs.toml").write_text(needs, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    copy.variables = kept | {
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": copy.wheels.as_uri(),
    }
    return copy


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A small checkout that was never set up, in a path with spaces and Chinese letters."""
    return make_checkout(tmp_path / "试 用 a'b")


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """One that is set up, for all tests that leave it as it is."""
    copy = make_checkout(tmp_path_factory.mktemp("ready") / "已 装好")
    done = copy.run("setup")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy
