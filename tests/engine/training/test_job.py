"""A whole run: its events in order, what it leaves, how it stops, and that it goes on as if it never had."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForTokenClassification, AutoTokenizer

from studio.contract.events import Done, Error, Event, Metric, Notice, RunState, State
from studio.contract.report import Report
from studio.contract.run import RequestKind, RunFolder
from studio.engine.training import job, loop, planning, session
from studio.engine.training.keeping import saver
from studio.engine.training.keeping.checkpoints import CheckpointFolder
from tests.engine.training.bench import list_losses, list_notices, list_states
from tests.engine.training.conftest import MakeRun

Asking = Callable[[Event], RequestKind | None]


def play(run: RunFolder, ask: Asking = lambda event: None) -> list[Event]:
    """One attempt, as the child process appends it; ``ask`` may ask for something at each event."""
    seen = []
    with run.own() as attempt:
        for event in job.run(run, attempt):
            seen.append(run.append(event))
            wish = ask(event)
            if wish:
                run.ask(wish, attempt)
    return seen


def at_step(step: int, wish: RequestKind) -> Asking:
    """Asks once, when the curve has reached a step."""
    waiting = [wish]

    def ask(event: Event) -> RequestKind | None:
        reached = isinstance(event, Metric) and event.split == "train" and event.step >= step
        return waiting.pop() if reached and waiting else None

    return ask


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several micro-batches a step, each step a point of the curve, one thread."""
    monkeypatch.setattr(loop, "TICK_SECONDS", 0.0)
    monkeypatch.setitem(planning.MICRO_TOKENS, "cpu", 200)
    torch.set_num_threads(1)


def test_a_run_goes_through_its_states_and_leaves_model_predictions_and_report(make_run: MakeRun) -> None:
    run = make_run()
    events = play(run)
    assert list_states(events) == [
        RunState.PREPARING,
        RunState.TRAINING,
        RunState.EVALUATING,
        RunState.TRAINING,
        RunState.EVALUATING,
        RunState.EVALUATING,
        RunState.SAVING,
        RunState.DONE,
    ]
    done, last = events[-2:]
    assert isinstance(done, Done)
    assert isinstance(last, State)
    assert (done.report, done.model) == ("report.json", "model")
    assert done.seconds > 0
    assert [event.step for event in events if isinstance(event, Metric) and event.split == "validation"] == [4, 8]
    assert run.state() is RunState.DONE

    report = Report.read(run.path / "report.json")
    assert (report.split, report.examples, report.scheme, report.mode) == ("test", 24, "IOB2", "strict")
    assert set(report.splits) == {"validation", "test"}
    assert [baseline.name for baseline in report.baselines] == ["dictionary"]
    assert report.sentences
    rows = parquet.read_table(run.path / "predictions.parquet").to_pylist()
    assert [row["split"] for row in rows] == ["validation"] * 24 + ["test"] * 24
    assert all(len(row["tokens"]) == len(row["gold"]) == len(row["predicted"]) for row in rows)

    (kept,) = CheckpointFolder(run.path / "checkpoints").list()
    assert (kept.step, kept.verify()) == (done.best_step, True)
    assert {path.name for path in kept.path.iterdir()} == {"manifest.json", "state.json", "weights.safetensors"}


@pytest.mark.parametrize("max_length", [16, 64])
def test_tokens_in_the_predictions_are_those_of_the_file(make_run: MakeRun, entity_data: Path, max_length: int) -> None:
    run = make_run(max_length=max_length, epochs=0.1)
    play(run)
    lines = (entity_data / "test.conll").read_text(encoding="utf-8").splitlines()
    expected = [line.split()[0] for line in lines if line.strip()]
    rows = parquet.read_table(run.path / "predictions.parquet").to_pylist()
    found = [token for row in rows if row["split"] == "test" for token in row["tokens"]]
    assert found == expected


def test_transformers_alone_loads_the_model_and_gives_the_same_predictions(make_run: MakeRun) -> None:
    run = make_run(epochs=6)
    play(run)
    model = AutoModelForTokenClassification.from_pretrained(run.path / "model")
    tokenizer = AutoTokenizer.from_pretrained(run.path / "model")
    rows = parquet.read_table(run.path / "predictions.parquet").to_pylist()
    assert any(tag != "O" for row in rows for tag in row["predicted"])
    for row in rows:
        coded = tokenizer(row["tokens"], is_split_into_words=True, return_tensors="pt")
        with torch.inference_mode():
            best = model(**coded).logits[0].argmax(-1).tolist()
        words = coded.word_ids(0)
        tags = [model.config.id2label[best[words.index(word)]] for word in range(len(row["tokens"]))]
        assert tags == row["predicted"]


def test_studio_json_says_how_raw_text_becomes_words(make_run: MakeRun) -> None:
    run = make_run(epochs=0.1)
    play(run)
    facts = json.loads((run.path / "model" / "studio.json").read_text(encoding="utf-8"))
    assert facts["task"] == "token-classification"
    assert facts["max_length"] == 64
    assert facts["tags"][0] == "O"
    assert {tag[2:] for tag in facts["tags"][1:]} == set(facts["labels"])
    assert facts["words"]


def test_texts_are_classified_and_what_was_cut_is_counted(make_run: MakeRun, text_data: Path) -> None:
    run = make_run(base=text_data, max_length=8)
    assert list_states(play(run))[-1] is RunState.DONE
    report = Report.read(run.path / "report.json")
    assert report.task == "text-classification"
    assert 0 < report.truncated <= report.examples
    assert (report.scheme, report.source_scheme, report.mode) == (None, None, None)
    assert [baseline.name for baseline in report.baselines] == ["most_frequent"]


@pytest.mark.parametrize("method", ["frozen", "lora"])
def test_other_methods_leave_a_plain_model_too(make_run: MakeRun, method: str) -> None:
    run = make_run(method=method, epochs=0.5)
    assert list_states(play(run))[-1] is RunState.DONE
    names = load_file(run.path / "model" / "model.safetensors")
    assert any("encoder.layer.0" in name for name in names)
    assert not any("lora" in name or "base_model" in name for name in names)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_half_precision_learns_and_its_scale_survives_a_stop(make_run: MakeRun, precision: str) -> None:
    run = make_run(precision=precision)
    first = play(run, at_step(4, "stop"))
    second = play(run)
    assert list_states(second)[-1] is RunState.DONE
    losses = list_losses((*first, *second))
    assert losses[-1] < losses[0]


def test_everything_is_resolved_with_its_reason_and_obeyed_later(make_run: MakeRun) -> None:
    run = make_run(learning_rate=0.002)
    play(run, at_step(3, "stop"))
    text = (run.path / "resolved.yaml").read_text(encoding="utf-8")
    resolved = run.resolved()
    assert resolved is not None
    assert (resolved["learning_rate"], resolved.values["learning_rate"].why) == (0.002, "advice.asked")
    assert (resolved["device"], resolved["precision"]) == ("cpu", "fp32")
    assert all(value.why.startswith("advice.") for value in resolved.values.values())
    assert sorted(Path(name).name for name in resolved.files) == ["test.conll", "train.conll", "validation.conll"]
    assert all(len(digest) == 64 for digest in resolved.files.values())
    assert {"studio", "python", "torch", "transformers"} <= set(resolved.versions)
    assert resolved.measured == {
        "micro_tokens": 200, "threads": 1, "active_vocabulary": True, "packed": False, "compiled": False,
        "checkpointing": False,
    }  # fmt: skip

    changed = text.replace("micro_tokens: 200", "micro_tokens: 150")
    (run.path / "resolved.yaml").write_text(changed, encoding="utf-8")
    play(run)
    assert (run.path / "resolved.yaml").read_text(encoding="utf-8") == changed


# -- stopping and going on ------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [1, 3, 6])
def test_a_run_that_was_stopped_ends_with_the_very_weights_of_one_that_was_not(make_run: MakeRun, step: int) -> None:
    whole, broken = make_run("whole", dropout=0.2), make_run("broken", dropout=0.2)
    play(whole)
    _share_tokenizer(whole, broken)
    first = play(broken, at_step(step, "stop"))
    assert list_states(first)[-2:] == [RunState.STOPPING, RunState.STOPPED]
    second = play(broken)
    assert isinstance(second[0], State)
    assert (second[0].attempt, second[0].from_step) == (2, step)
    assert list_states(second)[-1] is RunState.DONE
    assert _read_weights(whole) == _read_weights(broken)

    points = [event.step for event in (*first, *second) if isinstance(event, Metric) and event.split == "train"]
    assert points == list(range(1, 9))


def _share_tokenizer(one: RunFolder, other: RunFolder) -> None:
    """Two runs learn slightly different tokenizers from the same texts; one run keeps its own."""
    shutil.copytree(one.path / "tokenizer", other.path / "tokenizer")


def _read_weights(run: RunFolder) -> tuple[bytes, bytes]:
    (kept,) = CheckpointFolder(run.path / "checkpoints").list()
    model = run.path / "model" / "model.safetensors"
    return (kept.path / "weights.safetensors").read_bytes(), model.read_bytes()


def test_an_attempt_that_vanished_goes_on_from_its_last_checkpoint(make_run: MakeRun) -> None:
    whole, broken = make_run("whole", dropout=0.2), make_run("broken", dropout=0.2)
    play(whole)
    _share_tokenizer(whole, broken)
    with broken.own() as attempt:
        for event in job.run(broken, attempt):
            broken.append(event)
            if isinstance(event, Metric) and event.step == 2:
                broken.ask("save_now", attempt)
            if isinstance(event, Metric) and event.step == 4:
                break
    second = play(broken)
    assert isinstance(second[0], State)
    assert second[0].from_step == 2
    assert _read_weights(whole) == _read_weights(broken)


def test_after_a_stop_there_is_a_model_a_report_and_a_checkpoint(make_run: MakeRun) -> None:
    run = make_run(epochs=4)
    events = play(run, at_step(6, "stop"))
    assert list_notices(events)[-2:] == ["run.request_taken", "run.stopping"]
    assert run.state() is RunState.STOPPED
    report = Report.read(run.path / "report.json")
    assert report.stopped_early
    assert report.splits["validation"].examples == 24
    AutoModelForTokenClassification.from_pretrained(run.path / "model")
    checkpoints = CheckpointFolder(run.path / "checkpoints").list()
    assert [checkpoint.step for checkpoint in checkpoints] == [6, 4]
    best = load_file(checkpoints[1].path / "weights.safetensors")
    model = load_file(run.path / "model" / "model.safetensors")
    (table,) = [name for name, weight in model.items() if weight.shape != best[name].shape]
    assert all(torch.equal(best[name], weight) for name, weight in model.items() if name != table)
    assert {tuple(row) for row in best[table].tolist()} <= {tuple(row) for row in model[table].tolist()}


def test_a_stop_in_a_hurry_reports_on_the_first_examples(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HURRY_SECONDS", 0.0)
    monkeypatch.setattr(session, "HURRY_GROUP", 10)
    run = make_run()
    events = play(run, at_step(1, "stop"))
    (part,) = [event for event in events if isinstance(event, Notice) and event.code == "run.measured_in_part"]
    assert part.values == {"split": "validation", "examples": 10, "total": 24}
    assert Report.read(run.path / "report.json").examples == 10


def test_a_stop_during_the_last_evaluation_is_obeyed(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "GROUP", 8)
    run = make_run()
    count = iter(range(10))

    def ask(event: Event) -> RequestKind | None:
        evaluating = isinstance(event, State) and event.state is RunState.EVALUATING
        return "stop" if evaluating and next(count) == 2 else None

    assert list_states(play(run, ask))[-2:] == [RunState.STOPPING, RunState.STOPPED]
    assert list_states(play(run))[-1] is RunState.DONE


def test_a_stop_before_training_leaves_nothing_to_try_and_says_so(make_run: MakeRun) -> None:
    run = make_run()
    events = play(run, lambda event: "stop" if isinstance(event, State) else None)
    assert list_states(events) == [RunState.PREPARING, RunState.STOPPING, RunState.STOPPED]
    assert list_notices(events)[-2:] == ["run.request_taken", "run.stopped_before_training"]
    assert not (run.path / "model").exists()
    assert list_states(play(run))[-1] is RunState.DONE


def test_a_damaged_best_checkpoint_is_said_and_the_newest_weights_are_used(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "COPY_BYTES", 0)  # training waits for each save: what is on the disk at a step is known
    run = make_run(epochs=4)

    def ask(event: Event) -> RequestKind | None:
        if isinstance(event, Metric) and event.split == "train" and event.step == 6:
            (best,) = CheckpointFolder(run.path / "checkpoints").list()
            (best.path / "weights.safetensors").write_bytes(b"")
            return "stop"
        return None

    events = play(run, ask)
    assert "run.best_lost" in list_notices(events)
    assert list_states(events)[-1] is RunState.STOPPED


# -- what goes wrong ------------------------------------------------------------------------------------


def list_errors(events: Iterable[Event]) -> list[str]:
    return [event.code for event in events if isinstance(event, Error)]


def test_all_problems_come_at_once_before_anything_heavy(make_run: MakeRun, entity_data: Path) -> None:
    run = make_run(model="no/such-model")
    (entity_data / "test.conll").unlink()
    assert len(job.check(run)) == 2
    events = play(run)
    assert len(list_errors(events)) == 2
    assert "model.absent" in list_errors(events)
    assert list_states(events) == [RunState.PREPARING, RunState.FAILED]
    assert all(event.what and event.fix for event in events if isinstance(event, Error))


def test_a_device_and_a_length_that_cannot_be_had_are_refused(make_run: MakeRun) -> None:
    run = make_run(device="cuda", max_length=4096)
    assert [problem.code for problem in job.check(run)] == ["computer.no_device", "recipe.too_large"]
    assert job.check(make_run("other")) == []


@pytest.mark.parametrize("fate", ["missing", "changed"])
def test_going_on_needs_the_same_data(make_run: MakeRun, entity_data: Path, fate: str) -> None:
    run = make_run()
    play(run, at_step(2, "stop"))
    path = entity_data / "train.conll"
    if fate == "missing":
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8") + "\nMore O\n", encoding="utf-8")
    (error,) = [event for event in play(run) if isinstance(event, Error)]
    assert (error.code, error.values["file"]) == (f"run.data_{fate}", "train.conll")
    assert error.place["file"] == str(path)


def test_a_lost_way_is_left_once_then_the_run_fails_and_says_why(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "find_rate", lambda *_: 1e30)
    events = play(make_run(optimizer="sgd", max_grad_norm=0))
    assert list_notices(events).count("run.went_back") == 1
    assert [event.from_step for event in events if isinstance(event, State) and event.from_step is not None] == [0, 0]
    assert list_errors(events) == ["training.not_finite"]
    assert list_states(events)[-1] is RunState.FAILED


def test_what_nobody_understands_is_a_defect_and_raised(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*arguments: object) -> None:
        raise ZeroDivisionError("surprise")

    monkeypatch.setattr(session, "build_report", break_down)
    run = make_run(epochs=0.1)
    with pytest.raises(ZeroDivisionError):
        play(run)
    error, state = run.events()[-2:]
    assert isinstance(error, Error)
    assert isinstance(state, State)
    assert (error.code, state.state) == ("defect.unexpected", RunState.FAILED)
    assert "surprise" in error.details
