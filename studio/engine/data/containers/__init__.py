"""Containers of files: one file each. A path is asked of each of them; what is none is a file or folder of data."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from studio.contract.problems import Place, Problem, StudioError, explain_os_error
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers.compressed import Compressed
from studio.engine.data.containers.folder import Folder
from studio.engine.data.containers.hub import Hub
from studio.engine.data.containers.protocol import Container, Member
from studio.engine.data.containers.saved_datasets import SavedDatasets
from studio.engine.data.containers.zip import Zip
from studio.engine.data.progress import Tell

CONTAINERS: dict[str, Container] = {
    container.id: container for container in (Compressed(), Zip(), SavedDatasets(), Folder(), Hub())
}
_PACKED = frozenset(("zip", "compressed"))
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DEEPEST = 2


def expand(path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
    """The files that a path stands for: itself, or what is in it, unpacked where it is packed.

    ``name`` is how the user calls it. Raises ``StudioError`` where a container is broken, unsafe or empty, or the disk
    cannot hold what is unpacked, and what ``tell`` raises (``Cancelled``).
    """
    _check_path(path, name)
    with _explain_full_disk():
        return _expand(Member(path, name), spec, tell, 0)


def expand_dataset(dataset: str, spec: ReadSpec, tell: Tell) -> list[Member]:
    """The files of a data set of the hub, ``owner/name`` or ``owner/name@revision``, fetched where they are not here.

    ``spec.sheet`` is the configuration; :func:`use_network` says how the hub is reached.
    """
    with _explain_full_disk():
        fetched = Hub().fetch(dataset, spec, tell)
        return [inner for member in fetched for inner in _expand(member, spec, tell, 0)]


@contextmanager
def _explain_full_disk() -> Iterator[None]:
    """A disk that is full while something is unpacked is no fault of the file: it is said before that is."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise StudioError(explain_os_error(error)) from error


def _check_path(path: Path, name: str) -> None:
    """Raises ``StudioError`` where nothing is there, or nothing that has an end (a pipe, a device)."""
    problem = Problem(code="usage.file_unreadable", values={"file": path.name}, place=Place(file=name))
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StudioError(problem.model_copy(update={"code": "data.file_missing"})) from error
    except (OSError, ValueError) as error:
        raise StudioError(problem.model_copy(update={"details": str(error)})) from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise StudioError(problem.model_copy(update={"code": "data.not_a_file"}))


def _expand(member: Member, spec: ReadSpec, tell: Tell, depth: int) -> list[Member]:
    container = next((found for found in CONTAINERS.values() if found.holds(member.path)), None)
    if container is None:
        return [member]
    depth += container.id in _PACKED
    if depth > _DEEPEST:
        values = {"file": member.path.name, "reason": "nested", "entry": member.name}
        raise StudioError(Problem(code="data.archive_refused", values=values, place=Place(file=member.name)))
    opened = container.open(member.path, member.name, spec, tell)
    inner = [replace(found, split=found.split or member.split) for found in opened]
    return [deeper for found in inner for deeper in _expand(found, spec, tell, depth)]
