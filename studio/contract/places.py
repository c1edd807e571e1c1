"""Where things lie: the home folder, the resources, the children's command lines; and safe writing."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import time
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent.parent
_WAITS = (0.01, 0.05, 0.2, 0.5)


def find_home() -> Path:
    """The folder that holds everything the app keeps, made with mode 0700 when missing.

    ``STUDIO_HOME`` in the environment decides, else the platform's data folder. Raises ``OSError`` where it
    cannot be made.
    """
    asked = os.environ.get("STUDIO_HOME")
    home = Path(asked).expanduser().absolute() if asked else platformdirs.user_data_path("Moore Studio", False)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def find_folder(name: str) -> Path:
    """A folder of the home by its name (``runs``, ``projects``, ``data``, ``models``, ``trash``, ``cache``)."""
    folder = find_home() / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def find_resources() -> Path:
    """The folder ``resources/``: in the checkout, inside an installed wheel, or in the frozen app."""
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [PACKAGE.parent / "resources", PACKAGE / "_resources"]
    for folder in candidates:
        if (folder / "words").is_dir():
            return folder
    raise FileNotFoundError("resources/ is missing from this installation")


def measure_size(folder: Path) -> int:
    """Bytes of all files under a folder; a file that vanishes meanwhile counts nothing, a link neither."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                found = Path(parent, name).lstat()
            except FileNotFoundError:
                continue
            total += found.st_size if stat.S_ISREG(found.st_mode) else 0
    return total


def write_atomically(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Writes beside and renames, so that a reader sees the old file or the new one, never half of one.

    ``durable`` also waits for the disk. The file gets mode 0600.
    """
    data = content.encode() if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        _replace(Path(temporary), path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _replace(source: Path, target: Path) -> None:
    """Renames; on Windows a target that somebody reads at this moment is waited for."""
    for seconds in _WAITS if sys.platform == "win32" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    source.replace(target)


def child_command(entry: str, *arguments: str) -> list[str]:
    """The command line of a child process; ``entry`` is a module of the engine such as ``keeper``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", entry, *arguments]
    return [sys.executable, "-m", f"studio.engine.{entry}", *arguments]


def child_environment() -> dict[str, str]:
    """The environment of a child: caches and temporary files inside the home, UTF-8 everywhere."""
    home, cache = find_home(), find_folder("cache")
    temporary = cache / "tmp"
    temporary.mkdir(mode=0o700, exist_ok=True)
    return os.environ | {
        "STUDIO_HOME": str(home),
        "HF_HOME": str(cache / "hub"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_DATASETS_CACHE": str(cache / "datasets"),
        "TORCHINDUCTOR_CACHE_DIR": str(cache / "compile"),
        "TRITON_CACHE_DIR": str(cache / "compile"),
        "TOKENIZERS_PARALLELISM": "false",
        # Threads that wait spin for microseconds, then give their core away: as fast as spinning on when nothing else
        # runs, and several times faster beside other programs. GNU's library and Intel's.
        "GOMP_SPINCOUNT": "1000",
        "KMP_BLOCKTIME": "1",
        # oneDNN keeps a kernel for each shape of a batch: of a thousand of them half a gigabyte, of these nobody waits.
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "128",
        "XDG_CACHE_HOME": str(cache),
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")])),
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "TMP": str(temporary),
    }
