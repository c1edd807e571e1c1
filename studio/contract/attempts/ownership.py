"""Who holds a run: a lock for as long as the owner lives, and a card that says who it is."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.events import stamp_now
from studio.contract.places import write_atomically
from studio.contract.problems import Place, Problem, StudioError

HEARTBEAT_SECONDS = 5.0
TOKEN_VARIABLE = "STUDIO_RUN_TOKEN"
LOCK = "run.lock"
KEEPER_LOCK = "keeper.lock"
LOOK_SECONDS = 0.1
CLOCK_SECONDS = 2.0
"""Start times are told from the computer's clock, which may be set a little meanwhile."""


class Owner(BaseModel):
    """owner.json. A process is ours only if host, boot, pid, start time and token all match."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float
    boot: str
    host: str
    attempt: int
    token: str
    heartbeat: str


def identify_boot() -> str:
    """An id of this start of the computer: the kernel's, else the boot time in whole seconds."""
    kernel = Path("/proc/sys/kernel/random/boot_id")
    return kernel.read_text().strip() if kernel.exists() else str(int(psutil.boot_time()))


def is_this_boot(boot: str) -> bool:
    """Whether an owner's ``boot`` is this start of the computer; a boot told by its time may be off a little."""
    now = identify_boot()
    if boot.isdecimal() and now.isdecimal():
        return abs(int(boot) - int(now)) <= CLOCK_SECONDS
    return boot == now


def read_owner(folder: Path) -> Owner | None:
    """owner.json as it stands, whether alive or not; None where there is none or it is broken."""
    try:
        return Owner.model_validate_json((folder / "owner.json").read_bytes())
    except (OSError, ValidationError):
        return None


def is_owned(folder: Path) -> bool:
    """Whether some process holds the run now."""
    return is_locked(folder / LOCK)


def is_kept(folder: Path) -> bool:
    """Whether a keeper sees to the run now, be it still waiting for its turn."""
    return is_locked(folder / KEEPER_LOCK)


def is_locked(path: Path) -> bool:
    """Whether some process holds a lock file. Takes it for no longer than the look, which owners wait out."""
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        pass
    except OSError:
        return False
    if path.name == LOCK and _find_alive(read_owner(path.parent)):
        return True
    try:
        with FileLock(path, timeout=LOOK_SECONDS, poll_interval=LOOK_SECONDS / 10):
            return False
    except Timeout:
        return True


@contextmanager
def lock_run(folder: Path) -> Iterator[None]:
    """Holds the run's lock. Raises ``StudioError`` (``run.owned``) where another process holds it."""
    lock = FileLock(folder / LOCK, timeout=10 * LOOK_SECONDS, poll_interval=LOOK_SECONDS / 10)
    try:
        lock.acquire()
    except Timeout:
        holder = read_owner(folder)
        values = {"run": folder.name, "host": holder.host if holder else "?", "pid": holder.pid if holder else 0}
        raise StudioError(Problem(code="run.owned", values=values, place=Place(file=str(folder)))) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def hold_run(folder: Path, attempt: int) -> Iterator[Owner]:
    """Holds the lock, writes owner.json and keeps its heartbeat going.

    Raises ``StudioError`` (``run.owned``) where another process holds it.
    """
    with lock_run(folder):
        owner = Owner(
            pid=os.getpid(),
            started=psutil.Process().create_time(),
            boot=identify_boot(),
            host=socket.gethostname(),
            attempt=attempt,
            token=os.environ.get(TOKEN_VARIABLE) or secrets.token_hex(16),
            heartbeat=stamp_now(),
        )
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(HEARTBEAT_SECONDS):
                with contextlib.suppress(OSError):  # a full disk does not end the heart: the next beat tries again
                    _write(folder, owner.model_copy(update={"heartbeat": stamp_now()}))

        _write(folder, owner)
        thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
        thread.start()
        try:
            yield owner
        finally:
            ended.set()
            thread.join()


def _write(folder: Path, owner: Owner) -> None:
    write_atomically(folder / "owner.json", owner.model_dump_json(), durable=False)


def find_process(owner: Owner) -> psutil.Process | None:
    """The owner's process on this computer, proved by boot id, pid, start time and token; else None."""
    process = _find_alive(owner)
    return process if process and _has_token(process, owner.token) else None


def end_owner(folder: Path) -> None:
    """Ends the process that holds the run, at once: the user's "End now". Its children end with it.

    Raises ``StudioError``: ``run.other_host`` where it runs elsewhere, ``run.not_provable`` where nothing proves
    that the process is the run's own.
    """
    owner = read_owner(folder) if is_owned(folder) else None
    elsewhere = owner is not None and owner.host != socket.gethostname()
    process = find_process(owner) if owner else None
    if owner is None or process is None:
        code = "run.other_host" if elsewhere else "run.not_provable"
        values = {"run": folder.name, "host": owner.host if owner else "?"}
        raise StudioError(Problem(code=code, values=values, place=Place(file=str(folder))))
    with contextlib.suppress(psutil.NoSuchProcess):  # it may end by itself meanwhile
        _end([*process.children(recursive=True), process])


def end_leftovers(token: str) -> list[int]:
    """Ends what a training left behind: every other process that has its token, which no other one can have.

    For who started that training with a fresh token and has seen it end. Returns their process ids.
    """
    left = [one for one in psutil.process_iter() if one.pid != os.getpid() and _has_token(one, token)]
    _end(left)
    return [one.pid for one in left]


def _end(processes: list[psutil.Process]) -> None:
    for one in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()


def _has_token(process: psutil.Process, token: str) -> bool:
    try:
        return process.environ().get(TOKEN_VARIABLE) == token
    except (psutil.Error, OSError):
        return False


def _find_alive(owner: Owner | None) -> psutil.Process | None:
    """The living process that host, boot id, pid and start time name; else None."""
    if owner is None or owner.host != socket.gethostname() or not is_this_boot(owner.boot):
        return None
    try:
        process = psutil.Process(owner.pid)
        same = abs(process.create_time() - owner.started) < CLOCK_SECONDS
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.Error:
        return None
