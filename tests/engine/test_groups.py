"""Control groups: what they ended and leave free, in files of both kinds and in a real group with little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from studio.contract.places import child_environment
from studio.engine.groups import count_oom_kills, measure_free, measure_total

MIB = 2**20
NEWER = {
    "proc/self/cgroup": "0::/user/app\n",
    "sys/fs/cgroup/user/memory.max": f"{400 * MIB}\n",
    "sys/fs/cgroup/user/memory.current": f"{100 * MIB}\n",
    "sys/fs/cgroup/user/app/memory.max": "max\n",
    "sys/fs/cgroup/user/app/memory.current": f"{50 * MIB}\n",
}
OLDER = {
    "proc/self/cgroup": "4:memory:/user/app\n0::/\n",
    "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    "sys/fs/cgroup/memory/memory.usage_in_bytes": f"{900 * MIB}\n",
    "sys/fs/cgroup/memory/user/app/memory.limit_in_bytes": f"{300 * MIB}\n",
    "sys/fs/cgroup/memory/user/app/memory.usage_in_bytes": f"{80 * MIB}\n",
    "sys/fs/cgroup/memory/user/app/memory.stat": f"cache 1\ntotal_inactive_file {20 * MIB}\n",
}


def write_files(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, None),
        ({"proc/vmstat": "nr_free_pages 1\noom_kill 3\n"}, 3),
        ({"proc/vmstat": "oom_kill 3\n", "proc/self/cgroup": "0::/\n"}, 3),
        (
            {
                "proc/vmstat": "oom_kill 3\n",
                "proc/self/cgroup": "1:cpu:/x\n0::/user/app\n",
                "sys/fs/cgroup/user/app/memory.events": "low 0\noom 2\noom_kill 1\noom_group_kill 0\n",
            },
            1,
        ),
        ({"proc/vmstat": "nr_free_pages 1\n"}, None),
        (  # the older kind of control groups
            {
                "proc/vmstat": "oom_kill 9\n",
                "proc/self/cgroup": "5:cpu:/x\n4:memory:/user/app\n0::/\n",
                "sys/fs/cgroup/memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n",
                "sys/fs/cgroup/memory/user/app/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
            },
            2,
        ),
        (  # the same in a container, whose own group is the root that it sees
            {
                "proc/vmstat": "oom_kill 9\n",
                "proc/self/cgroup": "4:hugetlb,memory:/docker/1\n",
                "sys/fs/cgroup/hugetlb,memory/memory.oom_control": "oom_kill_disable 0\noom_kill 5\n",
            },
            5,
        ),
    ],
)
def test_the_kernel_is_asked_for_our_group_first(tmp_path: Path, files: dict[str, str], expected: int | None) -> None:
    write_files(tmp_path, files)
    assert count_oom_kills(tmp_path) == expected


@pytest.mark.parametrize(
    ("files", "total", "free"),
    [
        (NEWER, 400 * MIB, 300 * MIB),
        (NEWER | {"sys/fs/cgroup/user/memory.stat": f"anon 1\ninactive_file {30 * MIB}\n"}, 400 * MIB, 330 * MIB),
        (NEWER | {"sys/fs/cgroup/user/app/memory.max": f"{60 * MIB}\n"}, 60 * MIB, 10 * MIB),
        (NEWER | {"sys/fs/cgroup/user/app/memory.max": f"{40 * MIB}\n"}, 40 * MIB, 0),
        (OLDER, 300 * MIB, 240 * MIB),
        (  # a container, whose own group is the root that it sees
            {
                "proc/self/cgroup": "4:memory:/docker/1\n",
                "sys/fs/cgroup/memory/memory.limit_in_bytes": f"{200 * MIB}\n",
                "sys/fs/cgroup/memory/memory.usage_in_bytes": f"{50 * MIB}\n",
            },
            200 * MIB,
            150 * MIB,
        ),
    ],
)
def test_the_tightest_group_decides(tmp_path: Path, files: dict[str, str], total: int, free: int) -> None:
    write_files(tmp_path, files)
    assert (measure_total(tmp_path), measure_free(tmp_path)) == (total, free)


@pytest.mark.parametrize("files", [{}, {"proc/self/cgroup": "0::/\n"}, {"proc/self/cgroup": "1:cpu:/x\n"}])
def test_without_a_limit_the_computer_decides(tmp_path: Path, files: dict[str, str]) -> None:
    write_files(tmp_path, files)
    memory = psutil.virtual_memory()
    assert measure_total(tmp_path) == memory.total
    assert measure_free(tmp_path) == pytest.approx(memory.available, rel=0.2)


@pytest.fixture
def small_group() -> Iterator[Path]:
    """A real control group with little memory, of either kind; skips where this account may not make one."""
    groups = Path("/sys/fs/cgroup")
    older = (groups / "memory").is_dir()
    folder = groups / ("memory" if older else "") / f"studio-groups-{os.getpid()}"
    try:
        folder.mkdir()
        (folder / ("memory.limit_in_bytes" if older else "memory.max")).write_text(str(200 * MIB))
    except OSError as error:
        pytest.skip(f"no control group can be made here: {error}")
    yield folder
    folder.rmdir()


def test_a_process_in_a_real_group_knows_its_limit(small_group: Path) -> None:
    say = "from studio.engine.groups import *; print(measure_total(), measure_free())"
    enter = f'echo $$ > {small_group}/cgroup.procs && exec "$@"'
    command = ["sh", "-c", enter, "sh", sys.executable, "-c", say]
    said = subprocess.run(command, env=child_environment(), check=True, capture_output=True, text=True).stdout
    total, free = map(int, said.split())
    assert total == 200 * MIB
    assert 100 * MIB < free < total
