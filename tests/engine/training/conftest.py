"""Runs on a few sentences of the sample data, with the model that needs no download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.contract.places import find_resources
from studio.contract.run import RunFolder

SIZES = {"train": 64, "validation": 24, "test": 24}
MakeRun = Callable[..., RunFolder]


@pytest.fixture
def entity_data(tmp_path: Path) -> Path:
    """A folder with train, validation and test in CoNLL columns."""
    return _cut(tmp_path / "entities", "news_en", "conll", "\n\n")


@pytest.fixture
def text_data(tmp_path: Path) -> Path:
    """A folder with train, validation and test as CSV."""
    return _cut(tmp_path / "texts", "messages_en", "csv", "\n")


@pytest.fixture
def make_run(tmp_path: Path, entity_data: Path) -> MakeRun:
    """Makes a run on the entities; settings as in a recipe, two epochs unless they say otherwise."""

    def make(name: str = "run", base: Path = entity_data, model: str = "scratch-tiny", **values: object) -> RunFolder:
        suffix = "csv" if base.name == "texts" else "conll"
        task = "text-classification" if base.name == "texts" else "token-classification"
        files = "".join(f"  {split}: {split}.{suffix}\n" for split in SIZES)
        settings = {"epochs": 2, "max_length": 64, "precision": "fp32"} | values
        lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
        recipe = f"task: {task}\nmodel: {model}\ndata:\n{files}{lines}"
        return RunFolder.create(recipe, base=base, path=tmp_path / name)

    return make


def _cut(folder: Path, sample: str, suffix: str, between: str) -> Path:
    folder.mkdir()
    for split, size in SIZES.items():
        text = (find_resources() / "samples" / sample / f"{split}.{suffix}").read_text(encoding="utf-8")
        (folder / f"{split}.{suffix}").write_text(between.join(text.split(between)[:size]) + "\n", encoding="utf-8")
    return folder
