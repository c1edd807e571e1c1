"""A sample of the corpus through the command itself: an exit code of ours, JSON that parses, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.data.hostile import containers, encodings, json_files, stores, text_tables, tokens, workbooks
from tests.engine.data.hostile.case import Case

FAMILIES = (text_tables, encodings, tokens, json_files, workbooks, containers, stores)
SAMPLE = {
    "quote-open-middle",
    "long-row",
    "utf-16-odd",
    "tag-lost",
    "spans-outside",
    "deep",
    "bomb",
    "zip-up",
    "zip-bomb",
    "pipe",
    "device-zero",
    "name-null",
    "sqlite-page-damaged",
    "pickle-packed-spacy",
    "parquet-magic-only",
    "two-corners",
}
CASES: list[Case] = [case for family in FAMILIES for case in family.CASES if case.name in SAMPLE]
CODES = {0, 2}


def inspect(folder: Path, *names: str, language: str = "en") -> subprocess.CompletedProcess[bytes]:
    """``studio inspect`` in its own process, as a user calls it."""
    command = [sys.executable, "-m", "studio", "inspect", *names]
    environment = os.environ | {"STUDIO_LANGUAGE": language, "PYTHONPATH": str(Path(__file__).parents[4])}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60, check=False)


def test_the_sample_is_whole() -> None:
    assert {case.name for case in CASES} == SAMPLE


@pytest.mark.timeout(120)
@pytest.mark.parametrize("part", range(4))
def test_the_command_explains_what_it_meets(tmp_path: Path, part: int) -> None:
    for at, case in enumerate(CASES[part::4]):
        folder = tmp_path / str(at)
        folder.mkdir()
        made = case.make(folder)
        assert isinstance(made, str)
        if "\0" in made:
            continue
        ended = inspect(folder, made, "--json")
        assert ended.returncode in CODES, (case.name, ended.stderr)
        assert b"Traceback" not in ended.stderr, case.name
        found = json.loads(ended.stdout)
        assert found["files"], case.name
        for problem in found["problems"]:
            assert problem["what"], case.name
            assert problem["why"], case.name
            assert problem["fix"], case.name
