"""System packages that Qt, the tests and Chinese text need on Linux: found missing, then installed."""

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from setup.needs import Needs
from setup.terminal import ask, has_terminal, step, warn
from setup.words import Trouble, say

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
CHINESE_FONTS = ("cjk", "wqy", "sourcehan", "notosanssc", "notoserifsc", "uming", "ukai", "droidsansfallback")

# In a child, since loading a broken library can end the process: prints each name that loads.
LOAD = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        continue
    print(name, flush=True)
"""


@dataclass(frozen=True)
class Gap:
    """Something missing: what it is, its Debian package, what an RPM system calls it, and whether we stop."""

    what: str
    apt: str
    rpm: str
    stops: bool = True


def find_gaps(needs: Needs, *, for_test: bool, building: bool) -> list[Gap]:
    """Everything missing; the venv module and fonts are looked for only before an environment is built."""
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LOAD, *needs.libraries], capture_output=True, text=True
    ).stdout.split()
    gaps = [Gap(n, package, f"{n}()(64bit)") for n, package in needs.libraries.items() if n not in loaded]
    if for_test:
        gaps += [Gap(n, p, f"/usr/bin/{n}") for n, p in needs.programs.items() if not shutil.which(n)]
    if building and not has_venv():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        gaps.append(Gap("venv", f"python{version}-venv", "python3-libs"))
    if building and needs.chinese_font and not has_chinese_font():
        gaps.append(Gap(say("font"), needs.chinese_font, "font(:lang=zh-cn)", stops=False))
    return gaps


def has_venv() -> bool:
    """Whether this Python can make environments; Debian ships that part apart."""
    return subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def has_chinese_font() -> bool:
    """Whether a font with Chinese letters is installed, by fontconfig or else by file names."""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True).stdout
        return bool(listed.strip())
    files = (file.name.lower() for folder in FONT_FOLDERS for file in Path(folder).expanduser().rglob("*.[to]t[cf]"))
    return any(mark in name.replace("-", "") for name in files for mark in CHINESE_FONTS)


def write_commands(gaps: list[Gap]) -> list[list[str]]:
    """The commands that install them; empty on a system whose package manager is not known here."""
    if shutil.which("apt-get"):
        names = [gap.apt for gap in gaps]
        return [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *names]]
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            return [[manager, "install", "-y", *(gap.rpm for gap in gaps)]]
    return []


def fill_gaps(needs: Needs, log: Path, *, for_test: bool, building: bool, yes: bool) -> None:
    """Installs what is missing. Raises ``Trouble`` where what nothing works without stays missing."""
    gaps = find_gaps(needs, for_test=for_test, building=building)
    commands = write_commands(gaps)
    if not gaps or not may_install(gaps, commands, yes=yes):
        return
    step("system_installing", names=_list(gaps))
    _run(commands, log)
    left = find_gaps(needs, for_test=for_test, building=building)
    if any(gap.stops for gap in left):
        raise Trouble("system_failed", names=_list(left), command=_show(commands), log=log)
    if left:
        warn("system_offer", command=_show(commands))


def may_install(gaps: list[Gap], commands: list[list[str]], *, yes: bool) -> bool:
    """Root and ``yes`` are not asked, a terminal is asked once.

    Without a yes ``Trouble`` names the command, or a warning where all that is missing can be done without.
    """
    if commands and (yes or os.geteuid() == 0):
        return True
    if commands and has_terminal() and ask("system_ask", names=_list(gaps), command=_show(commands)):
        return True
    if any(gap.stops for gap in gaps):
        code = "system_missing" if commands else "system_unknown"
        raise Trouble(code, names=_list(gaps), command=_show(commands))
    if commands and not has_terminal():
        warn("system_offer", command=_show(commands))
    return False


def _list(gaps: list[Gap]) -> str:
    return ", ".join(gap.what for gap in gaps)


def _show(commands: list[list[str]]) -> str:
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    return " && ".join(shlex.join([*prefix, *command]) for command in commands)


def _run(commands: list[list[str]], log: Path) -> None:
    """One after the other; how well they did is judged by what is missing afterwards."""
    log.parent.mkdir(exist_ok=True)
    prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() != 0:
        prefix = ["sudo", *([] if has_terminal() else ["-n"]), *prefix]
    with log.open("ab") as file:
        for command in commands:
            subprocess.run([*prefix, *command], stdout=file, stderr=file, stdin=subprocess.DEVNULL)
