"""Who holds a run: a lock for as long as the owner lives, and a card that says who it is."""

from __future__ import annotations

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


def read_owner(folder: Path) -> Owner | None:
    """owner.json as it stands, whether alive or not; None where there is none or it is broken."""
    try:
        return Owner.model_validate_json((folder / "owner.json").read_bytes())
    except (OSError, ValidationError):
        return None


def is_owned(folder: Path) -> bool:
    """Whether some process holds the run's lock now. Never takes it for longer than the look."""
    path = folder / "run.lock"
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


@contextmanager
def hold_run(folder: Path, attempt: int) -> Iterator[Owner]:
    """Holds the lock, writes owner.json and keeps its heartbeat going.

    Raises ``StudioError`` (``run.owned``) where another process holds it.
    """
    lock = FileLock(folder / "run.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        holder = read_owner(folder)
        values = {"run": folder.name, "host": holder.host if holder else "?", "pid": holder.pid if holder else 0}
        raise StudioError(Problem(code="run.owned", values=values, place=Place(file=str(folder)))) from None
    ended = threading.Event()
    owner = Owner(
        pid=os.getpid(),
        started=psutil.Process().create_time(),
        boot=identify_boot(),
        host=socket.gethostname(),
        attempt=attempt,
        token=os.environ.get(TOKEN_VARIABLE) or secrets.token_hex(16),
        heartbeat=stamp_now(),
    )

    def write(card: Owner) -> None:
        write_atomically(folder / "owner.json", card.model_dump_json(), durable=False)

    def beat() -> None:
        while not ended.wait(HEARTBEAT_SECONDS):
            write(owner.model_copy(update={"heartbeat": stamp_now()}))

    write(owner)

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield owner
    finally:
        ended.set()
        thread.join()
        lock.release()
