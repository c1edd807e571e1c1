"""The window on a real X server, not only offscreen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from tests.proofs.conftest import Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")
WIDTH, HEIGHT = 1280, 800
LOOKS = 900


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """An X server with an empty screen: its display, and the file its picture is mapped to."""
    server = shutil.which("Xvfb")
    assert server, "Xvfb is missing; the set-up installs it: python3 packaging/bootstrap.py setup --tools"
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        [*command, "-fbdir", str(tmp_path)], pass_fds=[writing], stderr=subprocess.DEVNULL
    ) as process:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}", tmp_path / "Xvfb_screen0"
        process.terminate()


def read_picture(file: Path) -> NDArray[np.int64]:
    """The pixels of an XWD file: its header is of 32-bit numbers, the first of them its length."""
    content = file.read_bytes()
    header = np.frombuffer(content, ">u4", 25)
    start = int(header[0] + 12 * header[19])
    return np.frombuffer(content, "<u4", WIDTH * HEIGHT, start).reshape(HEIGHT, WIDTH).astype(np.int64) & 0xFFFFFF


def test_the_window_is_painted_on_a_real_screen(place: Place, screen: tuple[str, Path]) -> None:
    display, file = screen
    assert len(np.unique(read_picture(file))) <= 2, "the screen is not empty at first"
    environment = place.environment | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    with subprocess.Popen([sys.executable, "-m", "studio"], env=environment, stderr=subprocess.PIPE) as process:
        for _ in range(LOOKS):
            colours = Counter(read_picture(file).ravel().tolist())
            if len(colours) > 100 or psutil.wait_procs([psutil.Process(process.pid)], timeout=0.1)[0]:
                break
        assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
        process.kill()
    assert len(colours) > 100, "nothing is written or drawn on it"
    assert colours.most_common(1)[0][1] < 0.95 * WIDTH * HEIGHT
    assert colours[0] < 0.2 * WIDTH * HEIGHT, "most of the screen stays black"
