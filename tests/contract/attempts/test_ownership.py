"""Who holds a run: proof before anything is ended, and no false alarm."""

import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from studio.contract.attempts import ownership
from studio.contract.attempts.ownership import (
    LOCK,
    Owner,
    end_leftovers,
    end_owner,
    find_process,
    hold_run,
    identify_boot,
    is_kept,
    is_locked,
    is_owned,
    is_this_boot,
    read_owner,
)
from studio.contract.events import RunState
from studio.contract.places import PACKAGE, write_atomically
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from tests.contract.conftest import Holder


def test_the_owner_says_who_it_is(run: RunFolder) -> None:
    with hold_run(run.path, 3) as owner:
        assert read_owner(run.path) == owner
        assert owner.pid == os.getpid()
        assert owner.boot == identify_boot()
        assert is_owned(run.path)
    assert not is_owned(run.path)


def test_a_second_owner_is_refused_by_name(run: RunFolder, hold: Holder) -> None:
    with hold(run) as process, pytest.raises(StudioError) as caught, run.own():
        pytest.fail("two owners")
    problem = caught.value.problems[0]
    assert problem.code == "run.owned"
    assert problem.values["pid"] == process.pid


def test_a_lock_without_a_card_still_counts(run: RunFolder) -> None:
    with FileLock(run.path / LOCK):
        assert is_owned(run.path)
        with pytest.raises(StudioError) as caught, run.own():
            pytest.fail("two owners")
    assert caught.value.problems[0].values["host"] == "?"


def test_the_heart_beats_and_survives_a_full_disk(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "HEARTBEAT_SECONDS", 0.01)
    beats = threading.Semaphore(0)
    failures = iter([OSError("full")])

    def watch(path: Path, content: str, *, durable: bool) -> None:
        if threading.current_thread().name == "heartbeat":
            beats.release()
            if error := next(failures, None):
                raise error
        write_atomically(path, content, durable=durable)

    monkeypatch.setattr(ownership, "write_atomically", watch)
    with hold_run(run.path, 1) as owner:
        assert all(beats.acquire(timeout=10) for _ in range(3))
        later = read_owner(run.path)
    assert later is not None
    assert later.heartbeat >= owner.heartbeat
    assert later.model_copy(update={"heartbeat": owner.heartbeat}) == owner


def test_a_reader_that_looks_does_not_make_the_run_look_owned(run: RunFolder) -> None:
    """Two look at once: one takes the lock for a moment, the other waits that moment out."""
    (run.path / LOCK).touch()
    lock = FileLock(run.path / LOCK, thread_local=False)
    lock.acquire()
    threading.Timer(0.02, lock.release).start()
    assert not is_owned(run.path)


def test_a_folder_that_cannot_be_locked_is_not_owned(tmp_path: Path) -> None:
    (tmp_path / LOCK).mkdir()
    assert not is_owned(tmp_path)
    assert not is_kept(tmp_path)


def test_ending_takes_the_whole_proof(run: RunFolder, hold: Holder) -> None:
    with hold(run) as process:
        owner = read_owner(run.path)
        assert owner is not None
        found = find_process(owner)
        assert found is not None
        assert found.pid == process.pid
        end_owner(run.path)
        assert process.wait(10) != 0
    assert run.state() is RunState.LOST


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"host": "another"}, "run.other_host"),
        ({"boot": "yesterday"}, "run.not_provable"),
        ({"started": 1.0}, "run.not_provable"),
        ({"token": "guessed"}, "run.not_provable"),
        ({"pid": 2**22 + 1}, "run.not_provable"),
    ],
)
def test_without_proof_nobody_is_ended(run: RunFolder, hold: Holder, change: dict[str, object], code: str) -> None:
    with hold(run) as process:
        owner = read_owner(run.path)
        assert owner is not None
        (run.path / "owner.json").write_text(owner.model_copy(update=change).model_dump_json())
        with pytest.raises(StudioError) as caught:
            end_owner(run.path)
        assert caught.value.problems[0].code == code
        assert process.poll() is None


def test_a_run_that_nobody_holds_has_nobody_to_end(run: RunFolder) -> None:
    with pytest.raises(StudioError) as caught:
        end_owner(run.path)
    assert caught.value.problems[0].code == "run.not_provable"


def test_a_process_that_may_not_be_asked_is_not_proved(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: psutil.Process) -> dict[str, str]:
        raise psutil.AccessDenied(self.pid)

    monkeypatch.setattr(psutil.Process, "environ", refuse)
    with hold_run(run.path, 1) as owner:
        assert find_process(owner) is None


def test_the_children_of_an_owner_end_with_it(run: RunFolder) -> None:
    script = (
        "import subprocess, sys; from pathlib import Path; from studio.contract.run import RunFolder\n"
        "with RunFolder(Path(sys.argv[1])).own():\n"
        "    child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
        "    print(child.pid, flush=True); sys.stdin.read()"
    )
    environment = os.environ | {ownership.TOKEN_VARIABLE: "secret", "PYTHONPATH": str(PACKAGE.parent)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", script, str(run.path)], stdin=pipe, stdout=pipe, env=environment
    ) as process:
        assert process.stdout is not None
        child = psutil.Process(int(process.stdout.readline()))
        end_owner(run.path)
        psutil.wait_procs([child], timeout=10)
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_reused_process_id_is_nobody_of_ours(run: RunFolder, hold: Holder) -> None:
    """The owner is gone, its id is that of a stranger's process now, which even holds the lock's file open."""
    with hold(run) as process:
        owner = read_owner(run.path)
        process.kill()
    assert owner is not None
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        reused = owner.model_copy(update={"pid": stranger.pid})
        (run.path / "owner.json").write_text(reused.model_dump_json())
        assert not is_owned(run.path)
        assert run.state() is RunState.LOST
        assert find_process(reused) is None
        with FileLock(run.path / LOCK), pytest.raises(StudioError) as caught:
            end_owner(run.path)
        assert caught.value.problems[0].code == "run.not_provable"
        assert stranger.poll() is None
        with run.own() as attempt:
            assert attempt == 2


def test_a_stale_heartbeat_alone_takes_nothing_from_its_owner(run: RunFolder, hold: Holder) -> None:
    """As after a night asleep: the process lives and holds the run, whatever the clock says."""
    with hold(run) as process:
        owner = read_owner(run.path)
        assert owner is not None
        stale = owner.model_copy(update={"heartbeat": "2020-01-01T00:00:00.000Z"})
        (run.path / "owner.json").write_text(stale.model_dump_json())
        assert run.state() is RunState.TRAINING
        assert run.owner() == stale
        with pytest.raises(StudioError) as caught, run.own():
            pytest.fail("two owners")
        assert caught.value.problems[0].code == "run.owned"
        assert process.poll() is None
        end_owner(run.path)  # the user's own button still works
        assert process.wait(10) != 0


def test_of_many_owners_at_once_one_gets_the_run(run: RunFolder) -> None:
    script = (
        "import sys; from pathlib import Path; from studio.contract.problems import StudioError\n"
        "from studio.contract.run import RunFolder\n"
        "print(flush=True); sys.stdin.readline()\n"
        "try:\n"
        "    with RunFolder(Path(sys.argv[1])).own(): print('mine', flush=True); sys.stdin.read()\n"
        "except StudioError as error: print(error.problems[0].code, flush=True); sys.exit(error.exit_code)"
    )
    environment, pipe = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}, subprocess.PIPE
    command = [sys.executable, "-c", script, str(run.path)]
    rivals = [subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment) for _ in range(4)]
    try:
        for rival in rivals:
            assert rival.stdout is not None
            rival.stdout.readline()
        for rival in rivals:
            assert rival.stdin is not None
            rival.stdin.write(b"go\n")
            rival.stdin.flush()
        answers = [rival.stdout.readline().strip() for rival in rivals if rival.stdout]
        assert sorted(answers) == [b"mine", b"run.owned", b"run.owned", b"run.owned"]
        owner = run.owner()
        assert owner is not None
        assert owner.pid == rivals[answers.index(b"mine")].pid
    finally:
        codes = [rival.communicate()[0] is not None and rival.wait(10) for rival in rivals]
    assert sorted(codes) == [0, 5, 5, 5]


def test_what_a_training_left_behind_ends_and_nothing_else(run: RunFolder) -> None:
    """A worker that outlived its training, one of another training, and one that has no token."""
    pipe, token = subprocess.PIPE, secrets.token_hex(16)
    environments = [{ownership.TOKEN_VARIABLE: token}, {ownership.TOKEN_VARIABLE: token[::-1] + "x"}, {}]
    command = [sys.executable, "-c", "input()"]
    workers = [subprocess.Popen(command, stdin=pipe, env=os.environ | one) for one in environments]
    try:
        assert end_leftovers(token) == [workers[0].pid]
        assert workers[0].wait(10) != 0
        assert [worker.poll() for worker in workers[1:]] == [None, None]
        assert end_leftovers(token) == []
    finally:
        for worker in workers:
            worker.communicate()


def test_a_boot_told_by_its_time_may_be_off_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "identify_boot", lambda: "1700000000")
    assert is_this_boot("1700000001")
    assert not is_this_boot("1700000009")
    assert not is_this_boot("00000000-0000-0000-0000-000000000000")


def test_the_boot_is_told_from_its_time_where_the_kernel_has_no_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert identify_boot() == str(int(psutil.boot_time()))


def test_a_broken_card_is_none(run: RunFolder) -> None:
    (run.path / "owner.json").write_text("{")
    assert read_owner(run.path) is None
    assert Owner.model_fields.keys() == {"pid", "started", "boot", "host", "attempt", "token", "heartbeat"}


def test_a_lock_of_any_name(tmp_path: Path) -> None:
    path = tmp_path / "some.lock"
    assert not is_locked(path)
    with FileLock(path):
        assert is_locked(path)
    assert not is_locked(path)
