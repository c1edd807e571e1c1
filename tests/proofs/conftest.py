"""The program as its users start it: in processes of its own, on small real data."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studio.contract.places import PACKAGE, find_resources
from studio.contract.run import RunFolder

SIZES = {"train": 64, "validation": 24, "test": 24}
Finished = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Place:
    """A folder with a STUDIO_HOME, a HOME that nobody may write to, and the user's own files in it."""

    path: Path
    changes: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.path / "studio home"

    @property
    def user_home(self) -> Path:
        return self.path / "user"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing points to a folder of the user's but HOME, as on a computer that is new to all of this."""
        self.user_home.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "HF_", "TMP"))}
        ours = {"STUDIO_HOME": str(self.home), "HOME": str(self.user_home), "PYTHONPATH": str(PACKAGE.parent)}
        rest = {"LC_ALL": "C.UTF-8", "HF_HUB_OFFLINE": "1", "QT_QPA_PLATFORM": "offscreen"}
        # Beside pytest-xdist's other workers one thread each is the fastest.
        return kept | ours | rest | {"OMP_NUM_THREADS": "1"} | self.changes

    def run(self, *arguments: str | Path) -> Finished:
        """``run("train", …)`` is what a user types after ``studio``, in this folder."""
        command = [sys.executable, "-m", "studio", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=self.path,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=240,
        )

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the user's."""
        path = self.path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def cut_sample(self, sample: str, suffix: str) -> None:
        """The first examples of a sample as train, validation and test."""
        between = "\n\n" if suffix == "conll" else "\n"
        for split, size in SIZES.items():
            text = (find_resources() / "samples" / sample / f"{split}.{suffix}").read_text(encoding="utf-8")
            self.write(f"{split}.{suffix}", between.join(text.split(between)[:size]) + "\n")

    def write_recipe(self, name: str, suffix: str, **values: object) -> Path:
        """A recipe on ``cut_sample``'s files with a model that needs no download."""
        task = "token-classification" if suffix == "conll" else "text-classification"
        settings = {
            "task": task,
            "model": "scratch-tiny",
            "epochs": 2,
            "learning_rate": 0.002,
            "device": "cpu",
        } | values
        files = "".join(f"  {split}: {split}.{suffix}\n" for split in SIZES)
        lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
        return self.write(name, f"data:\n{files}{lines}")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place of this test alone."""
    return Place(tmp_path)


@pytest.fixture(scope="session")
def trainings(tmp_path_factory: pytest.TempPathFactory) -> Trainings:
    """The runs that several tests look at and none changes."""
    return Trainings(Place(tmp_path_factory.mktemp("proofs 证明")))


@dataclass
class Trainings:
    """Trains when first asked, by the command."""

    place: Place
    runs: dict[str, RunFolder] = field(default_factory=dict)

    def train(self, name: str, suffix: str = "conll", **values: object) -> RunFolder:
        """A finished run with these settings."""
        if name not in self.runs:
            self.place.cut_sample("news_en" if suffix == "conll" else "messages_en", suffix)
            recipe = self.place.write_recipe(f"{name}.yaml", suffix, **values)
            found = self.place.run("train", recipe.name, "--run", name)
            assert found.returncode == 0, found.stdout + found.stderr
            self.runs[name] = RunFolder(self.place.path / name)
        return self.runs[name]

    def tokens(self) -> RunFolder:
        """Entities, ``max_length`` 128: no sentence is longer."""
        return self.train("entities 128", max_length=128)

    def short_tokens(self) -> RunFolder:
        """Entities, ``max_length`` 16: most sentences are read in several windows."""
        return self.train("entities 16", max_length=16)

    def texts(self) -> RunFolder:
        """Texts, ``max_length`` 32: the longest are cut."""
        return self.train("texts", "csv", max_length=32)
