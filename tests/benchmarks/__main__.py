"""All benchmarks in one command, ``python -m tests.benchmarks``, with one table at the end."""

from __future__ import annotations

import platform
import subprocess
import sys

import psutil

MODULES = (
    "start",
    "responsiveness",
    "scrolling",
    "public_sets",
    "learning.throughput",
    "learning.forecast",
    "learning.windows",
    "keeping.kills",
    "keeping.full_disk",
    "keeping.damage",
    "keeping.store",
)


def main() -> int:
    """Runs each in a process of its own; 0 where all goals are met."""
    rows: list[str] = []
    codes = []
    for name in MODULES:
        print(f"== {name}", flush=True)
        ended = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], stdout=subprocess.PIPE, text=True)
        print(ended.stdout, end="", flush=True)
        rows += [line for line in ended.stdout.splitlines() if line.startswith("| ")]
        codes.append(ended.returncode)
    memory = psutil.virtual_memory().total / 2**30
    print(f"\n{platform.machine()}, {psutil.cpu_count()} cores, {memory:.0f} GiB, {platform.platform()}\n")
    print("| what | measured | goal |\n| --- | --- | --- |")
    print("\n".join(rows))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
