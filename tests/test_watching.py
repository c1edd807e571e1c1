"""Watching a run: what the terminal says of each event, and the exit code it ends with."""

import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from studio import watching
from studio.contract.attempts.ownership import KEEPER_LOCK, TOKEN_VARIABLE
from studio.contract.events import Done, Error, Event, Metric, Notice, Progress, RunState, State
from studio.contract.places import child_environment
from studio.contract.problems import ExitCode
from studio.contract.report import ClassFigures, Confusion, Overall, Report, Sentence
from studio.contract.run import RunFolder
from studio.contract.words import Words
from studio.printing import Terminal, measure_width
from studio.watching import Interrupts, Watch

RECIPE = "task: text-classification\ndata: {train: a.csv}\n"


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Interrupting(Screen):
    """Sends an interrupt whenever it is written to."""

    def write(self, text: str) -> int:
        if text.strip():
            signal.raise_signal(signal.SIGTERM)
        return super().write(text)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "WAKE_UP_SECONDS", 0.001)
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.05)


@pytest.fixture
def run(home: Path) -> RunFolder:
    return RunFolder.create(RECIPE)


def watch(run: RunFolder, *events: Event, out: io.StringIO | None = None) -> tuple[ExitCode, str, str]:
    """Watches a run in which these events happen: exit code, stdout, stderr."""
    from_seq = run.log.find_next_seq()
    for event in events:
        run.append(event)
    run.close()
    out, err = out or io.StringIO(), io.StringIO()
    code = Watch(run, Terminal(Words("en"), out, err), from_seq).wait()
    return code, out.getvalue(), err.getvalue()


def state(name: str) -> State:
    return State(state=RunState(name), attempt=1)


def test_a_finished_run_is_told_line_by_line(run: RunFolder) -> None:
    code, out, err = watch(
        run,
        state("training"),
        Metric(step=10, split="train", values={"loss": 0.5}),
        Progress(step=10, total_steps=20, epoch=1.0),
        Metric(step=10, split="validation", values={"micro_f1": 0.75, "loss": 0.25}),
        Notice(code="of.tomorrow", text="Said by a newer version."),
        Notice(code="run.request_taken", values={"kind": "pause"}),
        state("training"),
        Done(report="report.json", model="model", seconds=100.0, best_step=10),
        state("done"),
    )
    assert (code, err) == (ExitCode.DONE, "")
    assert out.splitlines() == [
        "Training",
        "Step 10: validation: micro_f1 0.7500, loss 0.2500",
        "Said by a newer version.",
        "Your request to pause was received.",
        "Done in 2 min.",
        "Done",
    ]


def test_progress_is_one_line_that_is_wiped(run: RunFolder) -> None:
    progress = Progress(step=10, total_steps=20, epoch=1.0, seconds_left=200, samples_per_second=31.6)
    metric = Metric(step=10, split="train", values={"loss": 0.5})
    _, out, _ = watch(run, state("training"), metric, progress, state("done"), out=Screen())
    line = "Epoch 1.0 · step 10 of 20 · loss 0.5000 · 32 examples/s · about 3 min left"
    assert f"Training\n{line}\r{' ' * len(line)}\rDone\n" in out


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        ("recipe.not_in_list", ExitCode.USAGE),
        ("model.absent", ExitCode.COMPUTER),
        ("defect.unexpected", ExitCode.DEFECT),
        ("run.not_started", ExitCode.FAILED),
    ],
)
def test_a_failed_run_ends_with_the_code_of_its_error(run: RunFolder, code: str, exit_code: ExitCode) -> None:
    error = Error(code=code, place={"file": "a.csv", "row": 3}, details="more of it")
    found, _, err = watch(run, error, state("failed"))
    assert found is exit_code
    assert err.startswith("a.csv, row 3: ")
    assert err.endswith("  more of it\n")


def test_a_failure_without_a_word_is_still_one(run: RunFolder) -> None:
    assert watch(run, state("failed"))[0] is ExitCode.FAILED


def test_a_stopped_run_has_a_report_and_can_go_on(run: RunFolder) -> None:
    overall = Overall(precision=0.5, recall=0.5, micro_f1=0.5, macro_f1=0.5, weighted_f1=0.5, accuracy=0.5)
    classes = [ClassFigures(label=f"标签 {i}", precision=1, recall=0, f1=0, support=i) for i in range(40)]
    sentence = Sentence(code="report.stopped_early")
    report = Report(
        task="text-classification", split="validation", examples=4, overall=overall, classes=classes,
        confusion=Confusion(labels=[], counts=[]), sentences=[sentence],
    )  # fmt: skip
    (run.path / "report.json").write_text(report.dump())
    code, out, _ = watch(run, state("stopping"), state("stopped"))
    assert code is ExitCode.STOPPED
    lines = out.splitlines()
    table = [line for line in lines if line.startswith("标签")]
    assert len(table) == 30
    assert len({measure_width(line) for line in table}) == 1
    assert table[0].split() == ["标签", "39", "1.000", "0.000", "0.000", "39"]
    assert "… and 10 more" in lines
    assert "You stopped this run early" in out
    assert f"Stopped. To go on: studio train --run {run.path} --resume" in out


def test_a_run_that_nobody_holds_any_more_is_lost(run: RunFolder) -> None:
    code, _, err = watch(run, state("training"))
    assert code is ExitCode.FAILED
    assert err.startswith("The training broke off.")
    assert "last event" in err


def test_a_queued_run_without_a_keeper_is_not_waited_for(run: RunFolder) -> None:
    assert watch(run, state("queued"))[0] is ExitCode.FAILED


def test_the_keeper_is_waited_for_at_the_end_but_not_for_ever(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "END_SECONDS", 0.01)
    with FileLock(run.path / KEEPER_LOCK):
        assert watch(run, state("done"))[0] is ExitCode.DONE


def test_one_interrupt_asks_and_two_in_time_insist(run: RunFolder) -> None:
    with run.own() as attempt:
        run.append(State(state=RunState.TRAINING, attempt=attempt))
        code, out, _ = watch(run, Notice(code="run.waits", values={"count": 1}), out=Interrupting())
    assert code is ExitCode.STOPPED
    assert "Stopping; the best model so far is being kept." in out
    assert "The training has not begun to listen yet" in out
    assert [request.kind for request in run.requests()] == ["stop"]


HOLDER = """
import sys
from pathlib import Path
from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
run = RunFolder(Path(sys.argv[1]))
with run.own() as attempt:
    run.append(State(state=RunState.TRAINING, attempt=attempt))
    print(flush=True)
    sys.stdin.read()
"""


def test_who_insists_ends_a_training_that_does_not_listen(run: RunFolder) -> None:
    command, environment = [sys.executable, "-c", HOLDER, str(run.path)], {TOKEN_VARIABLE: "secret"}
    pipe = subprocess.PIPE
    from_seq = run.log.find_next_seq()
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=child_environment() | environment) as training:
        assert training.stdout is not None
        training.stdout.readline()
        out = Interrupting()
        code = Watch(run, Terminal(Words("en"), out), from_seq).wait()
        assert training.wait(30) == -signal.SIGKILL
    assert code is ExitCode.STOPPED
    assert f"Ended at once. To go on from the last checkpoint: studio train --run {run.path}" in out.getvalue()
    assert run.state() is RunState.LOST


def test_interrupts_far_apart_do_not_insist() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        signal.raise_signal(signal.SIGINT)
        assert not interrupts.is_insisted()
        interrupts.times.append(interrupts.times[0] + 11)
        assert not interrupts.is_insisted()
        interrupts.times.append(interrupts.times[-1] + 9)
        assert interrupts.is_insisted()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("seconds", "said"), [(14.2, "14 s"), (89, "89 s"), (95, "2 min"), (5400, "1 h 30 min"), (86400, "24 h 0 min")]
)
def test_time_is_told_as_exactly_as_one_needs_it(seconds: float, said: str) -> None:
    assert Terminal(Words("en")).say_time(seconds) == said


def test_a_narrow_terminal_gets_a_shorter_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "11")
    screen = Screen()
    Terminal(Words("zh_CN"), screen).show_progress("第一轮第二步")
    assert screen.getvalue() == "第一轮第二"


def test_a_terminal_of_another_encoding_is_no_reason_to_fail() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "ascii", newline="\n")
    Terminal(Words("zh_CN"), out).say("state-done")
    assert raw.getvalue() == b"???\n"
