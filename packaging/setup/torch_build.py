"""Which build of torch this computer gets, and where it comes from."""

import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from setup.installer import install
from setup.needs import Needs
from setup.terminal import warn

BUILDS = ("cpu", "cuda", "apple")
SECONDS = 5


def find_build() -> str:
    """``apple`` on a Mac, ``cuda`` where NVIDIA's driver answers, else ``cpu``."""
    if sys.platform == "darwin":
        return "apple"
    tool = shutil.which("nvidia-smi")
    if tool:
        listed = subprocess.run([tool, "-L"], capture_output=True, text=True)
        if listed.returncode == 0 and "GPU" in listed.stdout:
            return "cuda"
    return "cpu"


def install_torch(needs: Needs, build: str, python: Path, log: Path) -> None:
    """Installs the pinned version in that build, from the index of the build where it answers.

    The plain wheel brings CUDA's own packages along on Linux, so its dependencies are installed too; all
    others are in the lock already. Raises ``Trouble``.
    """
    pin = f"torch=={needs.torch}"
    index = needs.torch_index.get(f"{build}-{sys.platform}")
    if index is None:
        install(python, log, pin)
    elif has_answer(index):
        install(python, log, "--force-reinstall", "--no-deps", "--index-url", index, pin)
    else:
        warn("torch_index")
        install(python, log, pin)


def has_answer(index: str) -> bool:
    """Whether the index can be reached from here, within seconds."""
    try:
        with urllib.request.urlopen(f"{index}/torch/", timeout=SECONDS) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False
