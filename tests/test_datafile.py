"""``studio data``: the data of a recipe as they are after all steps, in a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from studio.commands import run_command
from studio.contract.data.steps import append_step, make_step
from studio.contract.problems import ExitCode

RECIPE = """task: text-classification
data:
  train: 信件.csv
  validation: 0
  test: 信件-test.csv
  steps: steps.jsonl
"""


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Letters with phone numbers; the history masks them and drops what stands there twice."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    rows = "".join(f"{at},请打电话138123456{at:02d}，=谢谢,{'AB'[at % 2]}\n" for at in range(20))
    (tmp_path / "信件.csv").write_text(f"id,text,label\n{rows}{rows}", encoding="utf-8")
    (tmp_path / "信件-test.csv").write_text("id,text,label\n1,@home 你好呀,A\n", encoding="utf-8")
    append_step(tmp_path / "steps.jsonl", make_step("drop_duplicates"))
    append_step(tmp_path / "steps.jsonl", make_step("mask_personal", {"kinds": ["phone"]}))
    path = tmp_path / "recipe.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def test_one_split_is_written(recipe: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = recipe.with_name("out.csv")
    assert run_command(["data", str(recipe), "--out", str(out), "--split", "train"]) == ExitCode.DONE
    assert "20 examples" in capfd.readouterr().out
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[3] == {"id": "3", "text": "请打电话[PHONE]，=谢谢", "label": "B"}


def test_what_is_there_stays_unless_asked(recipe: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = recipe.with_name("out.jsonl")
    out.write_text("mine")
    assert run_command(["data", str(recipe), "--out", str(out)]) == ExitCode.USAGE
    assert out.read_text() == "mine"
    assert run_command(["data", str(recipe), "--out", str(out), "--force"]) == ExitCode.DONE
    assert len(out.read_text(encoding="utf-8").splitlines()) == 21
    assert run_command(["data", str(recipe), "--out", str(recipe.with_name("信件.csv")), "--force"]) == ExitCode.USAGE
    assert "same file" in capfd.readouterr().err
