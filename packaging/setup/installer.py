"""pip, run in an environment: its lines become progress, its failures become sentences."""

import re
import subprocess
from pathlib import Path

from setup.terminal import show_progress
from setup.words import Trouble

OPTIONS = (
    "--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=3",
    "--no-warn-script-location",
)  # fmt: skip
WORTH_SHOWING = re.compile(r"(Collecting|Downloading|Building|Installing) ")

# The first that stands in what pip printed tells what went wrong.
CAUSES = {
    "disk_full": ("No space left on device", "[Errno 28]", "[WinError 112]"),
    "long_path": ("Long Path support", "[WinError 206]"),
    "hashes": ("DO NOT MATCH THE HASHES",),
    "network": (
        "after connection broken", "Max retries exceeded", "Could not fetch URL", "Read timed out",
        "Temporary failure in name resolution", "Network is unreachable",
    ),
}  # fmt: skip


def install(python: Path, log: Path, *arguments: str) -> None:
    """``pip install`` with these arguments. Raises ``Trouble`` with the cause where it fails."""
    command = [str(python), "-I", "-m", "pip", "install", *OPTIONS, *arguments]
    printed = []
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
        ) as process,
    ):
        for line in process.stdout or ():
            file.write(line)
            printed.append(line)
            if WORTH_SHOWING.match(line.lstrip()):
                show_progress(line.strip())
    show_progress("")
    if process.returncode:
        raise Trouble(find_cause("".join(printed)), log=log, details=printed[-1].strip() if printed else "")


def find_cause(printed: str) -> str:
    """The code of what went wrong, from what pip printed."""
    for code, marks in CAUSES.items():
        if any(mark in printed for mark in marks):
            return code
    return "install"
