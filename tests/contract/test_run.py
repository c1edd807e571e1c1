"""The run folder: created, written, followed, asked and owned."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from studio.contract.attempts.kept import keep_steps, obey_kept_steps
from studio.contract.attempts.log import read_backwards, read_seq
from studio.contract.data.steps import dump_steps, make_step, read_steps
from studio.contract.events import Metric, Notice, RunState, State, encode
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder, list_runs
from tests.contract.conftest import RECIPE, Holder


def code_of(caught: pytest.ExceptionInfo[StudioError]) -> str:
    return caught.value.problems[0].code


def test_a_new_run_keeps_the_recipe_byte_for_byte(tmp_path: Path) -> None:
    text = "# mine\r\n" + RECIPE
    run = RunFolder.create(text, title="", base=tmp_path)
    assert (run.path / "recipe.yaml").read_bytes() == text.encode()
    assert run.card().title == run.path.name
    assert run.card().base == str(tmp_path)
    assert run.recipe().task == "token-classification"
    assert run.state() is RunState.CREATED
    assert run.resolved() is None
    assert run.path.stat().st_mode & 0o777 == 0o700
    assert (run.path / "run.json").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    for path in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(StudioError) as caught:
            RunFolder.create(RECIPE, path=path)
        assert code_of(caught) == "usage.folder_not_empty"
    assert (tmp_path / "mine.txt").read_text() == "keep me"


def test_runs_are_listed_newest_first(run: RunFolder) -> None:
    older = RunFolder.create(RECIPE, path=run.path.with_name("20200101-000000-abcdef"))
    (run.path.parent / "not a run").mkdir()
    assert [one.path for one in list_runs()] == [run.path, older.path]


def test_a_broken_or_newer_card_is_a_problem_and_rename_keeps_the_rest(run: RunFolder) -> None:
    card = run.card()
    run.rename("News 2")
    assert run.card() == card.model_copy(update={"title": "News 2"})
    for content, code in (
        ("{}", "run.unreadable"),
        (card.model_dump_json().replace('"format":1', '"format":9'), "run.newer_format"),
    ):
        (run.path / "run.json").write_text(content)
        with pytest.raises(StudioError) as caught:
            run.card()
        assert code_of(caught) == code


def test_a_moved_folder_still_opens(run: RunFolder, tmp_path: Path) -> None:
    moved = RunFolder(run.path.rename(tmp_path / "somewhere else"))
    assert moved.recipe() == parse(RECIPE)
    assert moved.state() is RunState.CREATED


def parse(text: str) -> object:
    from studio.contract.recipe import parse_recipe

    return parse_recipe(text)


@pytest.mark.parametrize("path", ["", "..", "../x", "/etc/passwd", "a/../../b", "C:\\x", "c:x", "a\\b", "link/x"])
def test_a_path_that_leaves_the_folder_is_refused(run: RunFolder, tmp_path: Path, path: str) -> None:
    (run.path / "link").symlink_to(tmp_path)
    with pytest.raises(StudioError) as caught:
        run.resolve_inside(path)
    assert code_of(caught) == "run.path_outside"


def test_a_path_inside_is_resolved(run: RunFolder) -> None:
    assert run.resolve_inside("model/config.json") == run.path.resolve() / "model" / "config.json"


def test_events_are_numbered_without_gaps_over_owners(run: RunFolder) -> None:
    first = run.append(Notice(code="a.b"))
    run.close()
    again = RunFolder(run.path)
    second = again.append(Notice(code="a.c", time="2026-01-01T00:00:00.000Z"))
    again.close()
    assert [first.seq, second.seq] == [1, 2]
    assert second.time == "2026-01-01T00:00:00.000Z"
    assert [event.seq for event in run.events()] == [0, 1, 2]


@pytest.mark.parametrize(
    ("torn", "seq"),
    [
        (b'{"seq": 1, "type": "not', 1),
        (encode(Notice(code="a.b", seq=1)).encode(), 2),
        (b'{"seq": 7, "type": "of tomorrow"}\n', 8),
        (b'{"seq": "x"}\n[]\n', 1),
    ],
)
def test_a_new_owner_ends_a_torn_line_and_goes_on_counting(run: RunFolder, torn: bytes, seq: int) -> None:
    with (run.path / "events.jsonl").open("ab") as file:
        file.write(torn)
    assert run.append(Notice(code="c.d")).seq == run.log.find_next_seq() - 1 == seq
    run.close()
    lines = (run.path / "events.jsonl").read_bytes().split(b"\n")
    assert torn.strip() in b"\n".join(lines)
    assert run.events()[-1] == Notice(code="c.d", seq=seq, time=run.events()[-1].time)


def test_a_follower_keeps_a_torn_tail_until_it_is_whole(run: RunFolder) -> None:
    follower = run.follow()
    assert [event.seq for event in follower.read_new()] == [0]
    line = encode(Metric(step=1, split="train", values={"实": 1.0}, seq=1)).encode() + b"\n"
    for cut in range(0, len(line), 7):
        with (run.path / "events.jsonl").open("ab") as file:
            file.write(line[cut : cut + 7])
        events = follower.read_new()
        assert bool(events) == (cut + 7 >= len(line))
    assert [event.seq for event in run.follow(1).read_new()] == [1]


def test_following_a_run_that_has_no_events_yet(tmp_path: Path) -> None:
    assert RunFolder(tmp_path).events() == []
    assert RunFolder(tmp_path).last_state() is None
    assert RunFolder(tmp_path).attempt() == 0
    assert RunFolder(tmp_path).next_attempt() == 1
    assert RunFolder(tmp_path).state() is RunState.CREATED


def test_reading_backwards_over_blocks(tmp_path: Path) -> None:
    path = tmp_path / "long"
    lines = [str(number).encode() * 3 for number in range(30_000)]
    path.write_bytes(b"\n".join(lines))
    assert list(read_backwards(path)) == lines[::-1]
    assert list(read_backwards(tmp_path / "none")) == []
    path.write_bytes(b"")
    assert list(read_backwards(path)) == [b""]


@pytest.mark.parametrize(("line", "seq"), [(b'{"seq": 3}', 3), (b'{"seq": "3"}', None), (b"{}", None), (b"[", None)])
def test_reading_the_number_of_a_line(line: bytes, seq: int | None) -> None:
    assert read_seq(line) == seq


def test_requests_go_to_the_present_attempt_and_survive_a_torn_line(run: RunFolder) -> None:
    assert run.requests() == []
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        asked = run.ask("stop")
        with (run.path / "requests.jsonl").open("ab") as file:
            file.write(b'{"id": "torn')
        other = run.ask("save_now", for_attempt=7)
    assert run.requests() == [asked, other]
    assert (asked.for_attempt, other.for_attempt) == (1, 7)


def test_owning_counts_attempts_and_takes_a_queued_one(run: RunFolder) -> None:
    with run.own() as attempt:
        run.append(State(state=RunState.STOPPED, attempt=attempt))
    run.record(State(state=RunState.QUEUED, attempt=run.next_attempt()))
    assert run.attempt() == run.next_attempt() == 2
    with run.own() as attempt:
        assert attempt == 2


def test_a_run_is_lost_when_nobody_holds_it(run: RunFolder, hold: Holder) -> None:
    with hold(run) as process:
        assert run.state() is RunState.TRAINING
        owner = run.owner()
        assert owner is not None
        assert owner.pid == process.pid
        with pytest.raises(StudioError) as caught:
            run.record(Notice(code="a.b"))
        assert code_of(caught) == "run.owned"
        assert caught.value.exit_code == 5
        process.kill()
    assert run.state() is RunState.LOST
    assert run.owner() is None


def test_a_run_that_ends_while_one_looks_is_not_lost(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))

    def end(folder: Path) -> bool:
        run.record(State(state=RunState.DONE, attempt=1))
        return False

    monkeypatch.setattr("studio.contract.run.is_owned", end)
    assert run.state() is RunState.DONE


def test_resolved_values_are_read_from_the_folder(run: RunFolder) -> None:
    content = {
        "task": "text-classification",
        "data": {"train": "a"},
        "values": {"seed": {"value": 3, "why": "advice.asked"}},
    }
    (run.path / "resolved.yaml").write_text(json.dumps(content))
    resolved = run.resolved()
    assert resolved is not None
    assert resolved["seed"] == 3


def test_the_steps_in_force_are_kept_with_the_run_and_obeyed(tmp_path: Path) -> None:
    undone, left = make_step("drop_leaks"), make_step("clean_markup")
    history = [undone, left, make_step("undo", {"step": undone.id})]
    (tmp_path / "steps.jsonl").write_text(dump_steps(history), encoding="utf-8")
    recipe = "task: text-classification\ndata: {train: a.csv, steps: steps.jsonl}\n"
    run = RunFolder.create(recipe, base=tmp_path, path=tmp_path / "run")
    (tmp_path / "steps.jsonl").unlink()
    keep_steps(run.path, run.recipe(), tmp_path)
    assert read_steps(run.path / "steps.jsonl") == [left]
    assert run.recipe().data.steps == "steps.jsonl"
    obeyed = obey_kept_steps(run.path, run.recipe())
    assert (obeyed.data.steps, obeyed.data.train) == (str(run.path / "steps.jsonl"), "a.csv")


def test_a_run_without_readable_steps_is_made_all_the_same(tmp_path: Path) -> None:
    recipe = "task: text-classification\ndata: {train: a.csv, steps: steps.jsonl}\n"
    run = RunFolder.create(recipe, base=tmp_path, path=tmp_path / "run")
    assert obey_kept_steps(run.path, run.recipe()) == run.recipe()
    with pytest.raises(StudioError):
        keep_steps(run.path, run.recipe(), tmp_path)


def test_an_event_never_ends_up_in_a_torn_line(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with run.log.path.open("ab") as file:
        file.write(b'{"seq": 1, "type": "met')
    real = os.fdopen

    class Full:
        def __init__(self, *arguments: Any, **named: Any) -> None:
            self._file = real(*arguments, **named)

        def write(self, line: bytes) -> int:
            raise OSError(errno.ENOSPC, "no space left")

        def close(self) -> None:
            self._file.close()

    monkeypatch.setattr(os, "fdopen", Full)
    with pytest.raises(OSError, match="no space"):
        run.append(State(state=RunState.PAUSED, attempt=1))
    monkeypatch.undo()
    run.append(State(state=RunState.PAUSED, attempt=1))
    assert [event.seq for event in run.events()] == [0, 1]
    assert run.events()[-1] == run.last_state()
