"""What this computer is: whether a set-up can work on it, and whether it can show a window."""

import ctypes
import os
import platform
import shutil
import sys
from pathlib import Path

from setup.needs import Needs
from setup.words import Trouble


def check_computer(needs: Needs, root: Path, build: str) -> None:
    """Raises ``Trouble`` for the first thing that no set-up can mend."""
    if sys.maxsize < 2**32:
        raise Trouble("bits")
    if sys.platform == "darwin" and platform.machine() != "arm64":
        raise Trouble("intel_mac")
    _check_libc(needs)
    if not os.access(root, os.W_OK):
        raise Trouble("read_only", folder=root)
    free = shutil.disk_usage(root).free / 1e9
    if free < needs.disk[build]:
        raise Trouble("disk", folder=root, needed=f"{needs.disk[build]:.1f}", free=f"{free:.1f}")


def _check_libc(needs: Needs) -> None:
    if sys.platform != "linux":
        return
    oldest = needs.glibc.get(platform.machine())
    library, found = platform.libc_ver()
    if oldest is None or library != "glibc":
        raise Trouble("linux", found=f"{platform.machine()} {library or 'musl'}")
    if _count(found) < _count(oldest):
        raise Trouble("libc", found=found, oldest=oldest)


def _count(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def has_display() -> bool:
    """Windows and macOS always have one; on Linux a Wayland or X server has to be there and answer."""
    if sys.platform != "linux" or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and _answers()


def _answers() -> bool:
    """``DISPLAY`` outlives its server, over ssh or in a detached terminal, and Qt would abort."""
    try:
        library = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    library.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(library.xcb_connect(None, None))
    refused = library.xcb_connection_has_error(connection)
    library.xcb_disconnect(connection)
    return not refused
