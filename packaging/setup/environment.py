"""The environment ``.venv``: built beside, proved, renamed into place; so it is whole or not there."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup.installer import install
from setup.needs import Needs
from setup.scripts import find_python, point_scripts, write_command
from setup.terminal import step, warn
from setup.torch_build import install_torch
from setup.words import Trouble

RUN, TEST = "lock.txt", "lock-dev.txt"
SOURCES = "lock-source.txt"
STAMP = "moore-studio.json"


class Environment:
    """``.venv`` under the root of a checkout; its stamp, written last, tells what it was built from."""

    def __init__(self, root: Path, needs: Needs) -> None:
        self.root = root
        self.needs = needs
        self.path = root / ".venv"
        self.notes = root / ".venv.setup"
        self.log = self.notes / "log.txt"

    @property
    def python(self) -> Path:
        """Its Python."""
        return find_python(self.path)

    def is_good(self, lock: str) -> bool:
        """Whether it is whole and of these locks; one with the test tools is good for running too."""
        try:
            stamp = json.loads((self.path / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        has = stamp.get("lock")
        return has in {lock, TEST} and stamp.get("sha256") == self.digest(has) and self.python.exists()

    def digest(self, lock: str) -> str:
        """One figure for everything that decides what is installed."""
        folder = self.needs.path.parent
        texts = [(folder / name).read_bytes() for name in (lock, SOURCES, self.needs.path.name)]
        return hashlib.sha256(b"\0".join(text.replace(b"\r\n", b"\n") for text in texts)).hexdigest()

    def build(self, lock: str, build: str) -> None:
        """A new environment in place of the old one. Raises ``Trouble``; the old one then stays as it was."""
        self._clear_leftovers()
        new = self.root / f".venv.new-{os.getpid()}"
        python = find_python(new)
        step("environment", log=self.log)
        self._create(new)
        step("packages")
        folder = self.needs.path.parent
        pinned = ("--no-deps", "--require-hashes")
        install(python, self.log, *pinned, "--only-binary=:all:", "-r", str(folder / lock))
        install(python, self.log, *pinned, "--no-build-isolation", "-r", str(folder / SOURCES))
        version = self._add_torch(python, build)
        point_scripts(new, self.path)
        write_command(new)
        stamp = {
            "lock": lock,
            "sha256": self.digest(lock),
            "python": sys.version.split()[0],
            "torch": version,
        }
        write_stamp(new / STAMP, json.dumps(stamp))
        step("placing")
        self._place(new)

    def _clear_leftovers(self) -> None:
        for pattern in (".venv.new-*", ".venv.old-*"):
            for folder in self.root.glob(pattern):
                shutil.rmtree(folder, ignore_errors=True)

    def _create(self, folder: Path) -> None:
        command = [sys.executable, "-m", "venv", "--prompt", "moore-studio", str(folder)]
        made = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
        if made.returncode:
            raise Trouble("venv", details=(made.stdout + made.stderr).strip())

    def _add_torch(self, python: Path, build: str) -> str:
        """Installs torch and proves the whole, with the CPU build where CUDA's fails; returns its version."""
        step("torch", build=build)
        install_torch(self.needs, build, python, self.log)
        step("proof")
        try:
            return self._prove(python, build)
        except Trouble as trouble:
            if build != "cuda":
                raise
            warn("cuda_failed", **trouble.values)
        return self._add_torch(python, "cpu")

    def _prove(self, python: Path, build: str) -> str:
        """The version of torch that the proof ran with. Raises ``Trouble`` with what does not work."""
        script = self.needs.path.with_name("proof.py")
        ran = subprocess.run(
            [str(python), "-I", str(script), str(self.needs.path), build],
            capture_output=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        with self.log.open("a", encoding="utf-8") as file:
            file.write(ran.stdout + ran.stderr)
        last = (ran.stdout.strip() or ran.stderr.strip()).rpartition("\n")[2]
        if ran.returncode:
            raise Trouble("proof_failed", details=last or f"exit {ran.returncode}", log=self.log)
        return last

    def _place(self, new: Path) -> None:
        old = self.root / f".venv.old-{os.getpid()}"
        try:
            if self.path.exists():
                self.path.rename(old)
            new.rename(self.path)
        except OSError as error:
            if old.exists() and not self.path.exists():
                old.rename(self.path)
            raise Trouble("in_use", folder=self.path, details=error) from error
        shutil.rmtree(old, ignore_errors=True)


def write_stamp(path: Path, text: str) -> None:
    """Writes it once all that it vouches for is on the disk."""
    if hasattr(os, "sync"):
        os.sync()
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
