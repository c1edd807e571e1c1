"""A run learns from the data as the history left them when it was made, whatever is done to the data later."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
import torch

from studio.contract.data.steps import append_step, dump_steps, hash_steps, make_step, read_steps
from studio.contract.events import Error, RunState
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.engine.training import job, loop
from tests.engine.training.bench import play

RECIPE = """task: text-classification
model: scratch-tiny
data:
  train: train.csv
  validation: validation.csv
  test: test.csv
  steps: history/steps.jsonl
epochs: 2
max_length: 32
"""


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is a point of the curve."""
    monkeypatch.setattr(loop, "TICK_SECONDS", 0.0)
    torch.set_num_threads(1)


@pytest.fixture
def history(text_data: Path) -> Path:
    """All labels but one are merged; a step that was undone does not count."""
    labels = {row["label"] for row in csv.DictReader((text_data / "train.csv").open(encoding="utf-8"))}
    first, *others = sorted(labels)
    assert len(others) > 1
    merge = make_step("merge_labels", {"labels": others, "to": "other"})
    undone = make_step("drop_labels", {"labels": [first]})
    path = text_data / "history" / "steps.jsonl"
    path.parent.mkdir()
    path.write_text(dump_steps([undone, merge, make_step("undo", {"step": undone.id})]), encoding="utf-8")
    return path


def test_a_run_obeys_its_own_steps_after_the_history_went_on_and_the_folder_moved(
    tmp_path: Path, text_data: Path, history: Path
) -> None:
    run = RunFolder.create(RECIPE, base=text_data, path=tmp_path / "run")
    [merge] = read_steps(run.path / "steps.jsonl")
    play(run, stop_at=2)
    assert run.state() is RunState.STOPPED
    resolved = run.resolved()
    assert resolved is not None
    assert resolved.data.steps == "steps.jsonl"
    assert resolved.files["steps.jsonl"] == hash_steps([merge])
    append_step(history, make_step("merge_labels", {"labels": ["other"], "to": "later"}))
    run.path.rename(tmp_path / "moved")
    shutil.rmtree(tmp_path / "moved" / "model")
    moved = RunFolder(tmp_path / "moved")
    play(moved)
    assert moved.state() is RunState.DONE
    report = Report.model_validate_json((moved.path / "report.json").read_bytes())
    assert len(report.classes) == 2
    assert "other" in {figures.label for figures in report.classes}


def test_steps_of_a_run_that_were_changed_forbid_to_go_on(tmp_path: Path, text_data: Path, history: Path) -> None:
    run = RunFolder.create(RECIPE, base=text_data, path=tmp_path / "run")
    play(run, stop_at=1)
    append_step((run.path / "steps.jsonl"), make_step("clean_markup"))
    assert [(problem.code, problem.place.file) for problem in job.check(run)] == [("run.data_changed", "steps.jsonl")]
    (run.path / "steps.jsonl").write_text("nonsense\n", encoding="utf-8")
    assert "run.data_changed" in {problem.code for problem in job.check(run)}
    (run.path / "steps.jsonl").unlink()
    history.unlink()
    assert {problem.code for problem in job.check(run)} == {"usage.file_unreadable"}


def test_a_history_that_cannot_be_read_is_told_by_the_first_attempt(
    tmp_path: Path, text_data: Path, history: Path
) -> None:
    history.write_text('{"kind": 1}\n{}\n', encoding="utf-8")
    run = RunFolder.create(RECIPE, base=text_data, path=tmp_path / "run")
    assert not (run.path / "steps.jsonl").exists()
    assert [event.code for event in play(run) if isinstance(event, Error)] == ["data.steps_broken"]
    history.write_text(dump_steps([make_step("stretch")]), encoding="utf-8")
    assert [event.code for event in play(run) if isinstance(event, Error)] == ["data.step_unknown"]
