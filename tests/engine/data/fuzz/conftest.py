"""Whole files read the way training reads them, as often as hypothesis wants."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.data.hostile.outcome import Outcome, list_wrong_words, read_files

ReadContent = Callable[..., Outcome]


@pytest.fixture
def read_content(tmp_path: Path) -> ReadContent:
    """What training would see of a file with this content; ``read`` is what the recipe says of it."""
    numbers = itertools.count()

    def read(name: str, content: bytes, **spec: str) -> Outcome:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        (folder / name).write_bytes(content)
        outcome = read_files(name, folder, spec)
        assert list_wrong_words(outcome.problems) == []
        return outcome

    return read
