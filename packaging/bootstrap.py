#!/usr/bin/env python3
"""Sets Moore Studio up on this computer, then opens or tests it.

    python3 packaging/bootstrap.py run      everything that is missing, then the window
    python3 packaging/bootstrap.py test     everything that is missing, then all tests
    python3 packaging/bootstrap.py setup    everything that is missing

Standard library only. This file and setup/words.py are written so that an old Python can read them and say
which one is needed.
"""

import shutil
import subprocess
import sys

from setup.words import say

OLDEST = (3, 11)
NEWEST = (3, 13)


def find_python() -> "list[str]":
    """The command of a Python that will do, beside the one that runs this; empty where there is none."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        named = shutil.which(f"python3.{minor}")
        launcher = shutil.which("py") if sys.platform == "win32" else None
        for command in ([named] if named else [], [launcher, f"-3.{minor}"] if launcher else []):
            if command and subprocess.run([*command, "-c", ""], capture_output=True).returncode == 0:
                return command
    return []


def main(arguments: "list[str]", version: "tuple[int, int]" = sys.version_info[:2]) -> int:
    """Runs the set-up with this Python, or with a better one where this one will not do."""
    if OLDEST <= version <= NEWEST:
        from setup.program import run_command

        return run_command(arguments)
    better = find_python()
    if better:
        return subprocess.call([*better, __file__, *arguments])
    found, oldest, newest = (f"{major}.{minor}" for major, minor in (version, OLDEST, NEWEST))
    print(say("python", found=found, oldest=oldest, newest=newest), file=sys.stderr)
    return 6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
