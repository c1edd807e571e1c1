"""The kernel's control groups of this process (Linux; ``man 7 cgroups``): what they end, and what they leave free."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil

KERNEL = Path("/")
"""Where /proc and /sys are found."""
_UNLIMITED = 2**62
"""The older kind says of a group without a limit that it has about as much as can be said."""


def count_oom_kills(kernel: Path = KERNEL) -> int | None:
    """How often the kernel ended a process for lack of memory: in our control group, else on this computer.

    None where it does not say (not Linux).
    """
    told = [_find_events(folder) for folder in _list_folders(kernel)]
    for source in (*(path for path in told if path.exists()), kernel / "proc/vmstat"):
        if (kills := _read_figures(source).get("oom_kill")) is not None:
            return kills
    return None


def measure_total(kernel: Path = KERNEL) -> int:
    """Bytes of memory that this process may ever have: the computer's, or the smallest limit of its groups."""
    return min([psutil.virtual_memory().total, *(limit for limit, _ in _list_limits(kernel))])


def measure_free(kernel: Path = KERNEL) -> int:
    """Bytes of memory that this process can still take: what the computer has, or what its groups leave if less."""
    return max(0, min([psutil.virtual_memory().available, *(limit - used for limit, used in _list_limits(kernel))]))


def _list_folders(kernel: Path) -> list[Path]:
    """Our group and those it lies in, from the inside out; a container sees its own as the root."""
    folders: list[Path] = []
    table, groups = kernel / "proc/self/cgroup", kernel / "sys/fs/cgroup"
    for line in table.read_text().splitlines() if table.exists() else []:
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        root = groups / controllers
        own = root / path.strip("/")
        folders += [own, *(parent for parent in own.parents if parent.is_relative_to(root))]
    return folders


def _find_events(folder: Path) -> Path:
    newer = folder / "memory.events"
    return newer if newer.exists() else folder / "memory.oom_control"


def _list_limits(kernel: Path) -> Iterator[tuple[int, int]]:
    """The limit of each group that has one, and what it uses; pages of files that can be dropped are not counted."""
    for folder in _list_folders(kernel):
        for most, used in (("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes")):
            limit, taken = _read_number(folder / most), _read_number(folder / used)
            if limit is not None and taken is not None and limit < _UNLIMITED:
                figures = _read_figures(folder / "memory.stat")
                yield limit, taken - figures.get("total_inactive_file", figures.get("inactive_file", 0))


def _read_number(path: Path) -> int | None:
    """None where there is no such file, or it says "max"."""
    text = path.read_text().strip() if path.exists() else ""
    return int(text) if text.isdigit() else None


def _read_figures(path: Path) -> dict[str, int]:
    """The lines ``name number`` of a file."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {name: int(value) for name, _, value in (line.partition(" ") for line in lines) if value.isdigit()}
