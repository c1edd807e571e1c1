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
    "long-row",
    "utf-16-odd",
    "deep",
    "zip-bomb",
    "device-zero",
    "name-null",
    "sqlite-page-damaged",
}
CASES: list[Case] = [case for family in FAMILIES for case in family.CASES if case.name in SAMPLE]
CODES = {0, 2}
CHILD = """
import os, sys
from studio.__main__ import main
for folder in sys.argv[2:]:
    os.chdir(folder)
    with open("name") as file, open("out", "w") as out:
        name, sys.stdout = file.read(), out
        code = main(["inspect", name, "--json"])
    with open("code", "w") as out:
        out.write(str(code))
"""
"""The command for one file after the other: what it leaves behind must not harm the next."""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Python in its own process, in English."""
    environment = os.environ | {"STUDIO_LANGUAGE": "en", "PYTHONPATH": str(Path(__file__).parents[4])}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=100, check=False)


def make(case: Case, folder: Path) -> str:
    """The file of a case in a folder of its own, and its name; "" where no system takes that name."""
    folder.mkdir()
    made = case.make(folder)
    assert isinstance(made, str)
    return "" if "\0" in made else made


def test_the_sample_is_whole() -> None:
    assert {case.name for case in CASES} == SAMPLE


def check(case: Case, code: int, out: bytes | str) -> None:
    """The command ended as one of ours ends, and said what, why and what to do."""
    assert code in CODES, case.name
    found = json.loads(out)
    assert found["files"], case.name
    for problem in found["problems"]:
        assert problem["what"], case.name
        assert problem["why"], case.name
        assert problem["fix"], case.name


@pytest.mark.timeout(120)
def test_the_command_explains_what_it_meets(tmp_path: Path) -> None:
    folders: dict[Path, Case] = {}
    for case in CASES:
        folder = tmp_path / case.name
        if name := make(case, folder):
            (folder / "name").write_text(name, encoding="utf-8")
            folders[folder] = case
    ended = run(tmp_path, "-c", CHILD, "", *map(str, folders))
    assert ended.returncode == 0, ended.stderr
    assert b"Traceback" not in ended.stderr
    for folder, case in folders.items():
        check(case, int((folder / "code").read_text()), (folder / "out").read_text(encoding="utf-8"))


def test_a_process_of_its_own_ends_as_well(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "zip-bomb")
    made = make(case, tmp_path / case.name)
    ended = run(tmp_path / case.name, "-m", "studio", "inspect", made, "--json")
    assert b"Traceback" not in ended.stderr
    check(case, ended.returncode, ended.stdout)
