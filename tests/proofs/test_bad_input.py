"""Bad input to the commands: each says what happened, why and what to do, with file and row; nothing is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio.contract.events import Error, RunState
from studio.contract.problems import ExitCode
from studio.contract.run import list_runs
from tests.proofs.conftest import Finished, Place

TEXTS = "text,label\n" + "".join(f"message {i} about {label},{label}\n" for i in range(9) for label in ("tea", "ink"))
RECIPE = "task: text-classification\nmodel: {model}\ndata: {{train: data.csv}}\ndevice: cpu\n{more}"


@dataclass(frozen=True)
class Bad:
    """A file that ``studio inspect`` is given, and where its problem lies."""

    code: str
    content: bytes
    name: str = "data.csv"
    row: int | None = None
    values: tuple[str, ...] = ()


FILES = {
    "empty file": Bad("data.empty_file", b""),
    "only white space": Bad("data.empty_file", b" \n\n"),
    "one label only": Bad("data.one_label", TEXTS.replace("ink", "tea").encode(), values=("tea",)),
    "ragged line": Bad("data.ragged_line", b"EU B-ORG\nrejects O\n\n" * 20 + b"Peter\n", "data.conll", 61),
    "three rows": Bad("data.too_few", b"text,label\nhello,a\nbye,b\nhi,a\n", values=("3",)),
    "binary file": Bad("data.binary", bytes(range(256)) * 20),
}


@pytest.mark.parametrize("name", FILES)
def test_bad_files_are_explained_and_left_alone(place: Place, name: str) -> None:
    bad = FILES[name]
    path = place.write(bad.name, bad.content)
    found = place.run("inspect", path.name)
    assert found.returncode == ExitCode.USAGE
    check_parts(found)
    asked = place.run("inspect", path.name, "--json")
    assert asked.returncode == ExitCode.USAGE
    [problem] = [p for p in json.loads(asked.stdout)["problems"] if p["level"] == "stop" and p["code"] == bad.code]
    check_problem(problem, found.stderr)
    assert Path(problem["file"] or path.name).name == path.name
    assert problem["row"] == bad.row
    if bad.row is not None:
        assert f"{path.name}, row {bad.row}" in found.stderr
    assert all(value in problem["what"] for value in bad.values)
    assert path.read_bytes() == bad.content


def check_parts(found: Finished) -> None:
    """What happened, then why and what to do; in words, and never a traceback."""
    lines = found.stderr.splitlines()
    assert "Traceback" not in found.stdout + found.stderr
    assert len(lines) >= 3, found.stderr
    assert not lines[0].startswith(" ")
    assert all(line.startswith("  ") and line.strip() for line in lines[1:3]), found.stderr
    assert not any(letter in found.stderr for letter in "{}"), "an unfilled blank or an object"


def check_problem(problem: dict[str, Any], shown: str) -> None:
    """The object for scripts says the same as the sentences for people."""
    for part in ("what", "why", "fix"):
        assert problem[part]
        assert problem[part] in shown


RECIPES = {
    "unknown key": ("epoks: 3\n", "“epochs”"),
    "duplicate key": ("epochs: 3\nepochs: 4\n", "recipe.yaml, row 6"),
    "anchor": ("epochs: &a 3\nseed: *a\n", "recipe.yaml"),
    "not a number": ("epochs: three\n", "“epochs”"),
    "out of bounds": ("batch_size: 0\n", "“batch_size”"),
}


@pytest.mark.parametrize("name", RECIPES)
def test_bad_recipes_are_explained_and_nothing_is_begun(place: Place, name: str) -> None:
    more, said = RECIPES[name]
    place.write("data.csv", TEXTS)
    recipe = place.write("recipe.yaml", RECIPE.format(model="scratch-tiny", more=more))
    before = recipe.read_bytes()
    found = place.run("train", recipe.name)
    assert found.returncode == ExitCode.USAGE
    assert said in found.stderr
    check_parts(found)
    assert recipe.read_bytes() == before
    assert not (place.home / "runs").exists()


MODEL = json.dumps({"model_type": "bert", "vocab_size": 8})
TRAININGS: dict[str, tuple[dict[str, bytes], str, str, ExitCode]] = {
    "a column that is not there": (
        {"data.csv": TEXTS.replace("label", "kind").encode()},
        "columns: {text: text, label: label}",
        "data.column_absent",
        ExitCode.USAGE,
    ),
    "an encoding that does not fit": (
        {"data.csv": TEXTS.replace("message 5", "你好").encode("gb18030")},
        "read: {encoding: utf-8}",
        "data.wrong_encoding",
        ExitCode.USAGE,
    ),
    "a model without weights": (
        {"model/config.json": MODEL.encode(), "model/vocab.txt": b"[PAD]\n"},
        "",
        "model.no_weights",
        ExitCode.COMPUTER,
    ),
    "a pickle-only model": (
        {"model/config.json": MODEL.encode(), "model/vocab.txt": b"[PAD]\n", "model/pytorch_model.bin": b"\x80\x04."},
        "",
        "model.pickle_only",
        ExitCode.COMPUTER,
    ),
}


@pytest.mark.parametrize("name", TRAININGS)
def test_what_only_a_training_finds_out_keeps_the_run(place: Place, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files, data, code, exit_code = TRAININGS[name]
    (place.path / "model").mkdir()
    for path, content in ({"data.csv": TEXTS.encode()} | files).items():
        place.write(path, content)
    model = "./model" if "model/config.json" in files else "scratch-tiny"
    more = ", ".join(filter(None, ["train: data.csv", data]))
    text = f"task: text-classification\nmodel: {model}\ndevice: cpu\ndata: {{{more}}}\n"
    recipe = place.write("recipe.yaml", text)
    found = place.run("train", recipe.name)
    assert found.returncode == exit_code
    check_parts(found)
    monkeypatch.setenv("STUDIO_HOME", str(place.home))
    [run] = list_runs()
    assert run.state() is RunState.FAILED
    [error] = [event for event in run.events() if isinstance(event, Error)]
    assert error.code == code
    assert all(part in found.stderr for part in (error.what, error.why, error.fix))
    assert error.place.get("file") or error.place.get("field"), error
    assert (run.path / "recipe.yaml").read_text(encoding="utf-8") == text
